"""Look-up in one compiled file."""

from __future__ import annotations

import math
import sqlite3
import string
import struct
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from ..errors import GazetteerMissingError, GazetteerStaleError
from ..records import BBox, Candidate, Place, Position
from ..text import fold, normalise
from .areas import decode_area
from .schema import (
    APPLICATION_ID,
    CELL_DEGREES,
    COLUMNS_OF_CELLS,
    DEGREE,
    FORMAT,
    NameKind,
    cell_of,
)

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG

_PLACE_COLUMNS = """place.id, place.name, lon, lat, feature, place.country,
    place.admin1, place.admin2,
    population, prior, place.source, bbox, place.key"""
_BY_NAME = f"""SELECT {_PLACE_COLUMNS}, kind FROM name
    JOIN place ON place.id = name.place WHERE name.name = ?"""
_BY_FOLD = f"""SELECT {_PLACE_COLUMNS} FROM fold
    JOIN place ON place.id = fold.place WHERE fold.fold = ?"""
_BY_ID = f"SELECT {_PLACE_COLUMNS} FROM place WHERE place.id = ?"
_BY_KEY = f"SELECT {_PLACE_COLUMNS} FROM place WHERE key = ?"
_BY_ADMIN = f"""SELECT {_PLACE_COLUMNS} FROM admin JOIN place ON place.id = admin.place
    WHERE admin.country = ? AND admin.admin1 = ? AND admin.admin2 = ?"""
_BY_CELLS = f"""SELECT {_PLACE_COLUMNS} FROM place
    WHERE cell BETWEEN ? AND ? AND lat BETWEEN ? AND ?"""
_MEMBERS = f"""SELECT {_PLACE_COLUMNS} FROM place AS region
    JOIN member ON member.region = region.id JOIN place ON place.id = member.place
    WHERE region.key = ?"""
_KIND_OF_NAME = """SELECT feature, population, kind FROM name
    JOIN place ON place.id = name.place WHERE name.name = ?
    ORDER BY prior - 50 * (kind != 0) DESC LIMIT 1"""

NAME_KINDS = {kind: kind.name.lower() for kind in NameKind}
OTHER_NAME = 0.9  # how far an alternate, historic or short name weighs
FUZZY_NAME = 0.5  # and one found by edit distance
POPULATION_BANDS = (15_000, 50_000, 500_000)

Row = tuple[Any, ...]


def default_path() -> Path:
    """Return where the shipped gazetteer is: in the wheel, or in the checkout."""
    package = Path(__file__).parent
    shipped = package / "world.sqlite"
    return (
        shipped if shipped.exists() else package.parents[1] / "gazetteer/world.sqlite"
    )


class SqliteGazetteer:
    """A `geomap.stages.Gazetteer` over one compiled file, opened read-only.

    One object serves one thread; opening costs a few milliseconds.
    """

    def __init__(self, path: Path) -> None:
        """Open the file and check that it is a gazetteer of this version."""
        if not path.is_file():
            raise GazetteerMissingError(
                f"no gazetteer at {path}: reinstall geomap, or run "
                "`geomap gazetteer build`"
            )
        self.path = path
        uri = f"{path.absolute().as_uri()}?immutable=1"
        self._db = sqlite3.connect(uri, uri=True)
        try:
            self._check()
        except sqlite3.DatabaseError as error:
            raise GazetteerStaleError(f"{path} is not a gazetteer: {error}") from error
        self._sources: dict[int, str] = dict(
            self._db.execute("SELECT id, name FROM source")
        )
        self._features: dict[int, tuple[str, str, str]] = {
            number: (class_, code, kind)
            for number, class_, code, kind in self._db.execute("SELECT * FROM feature")
        }

    def _check(self) -> None:
        (mark,) = self._db.execute("PRAGMA application_id").fetchone()
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if (mark, version) != (APPLICATION_ID, FORMAT):
            raise GazetteerStaleError(
                f"{self.path} is not a gazetteer of format {FORMAT}: "
                "run `geomap gazetteer build`"
            )
        self._db.execute("PRAGMA mmap_size = 1073741824")

    def close(self) -> None:
        """Close the file; the object answers nothing after that."""
        self._db.close()

    def __enter__(self) -> Self:
        """Return the gazetteer itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    # Names

    def candidates(
        self, name: str, *, limit: int = 50, fuzzy: bool = False
    ) -> list[Candidate]:
        """Return places known by `name`, most prominent first; [] if none.

        Exact matches of the normalised name come first; folded spellings and
        type words ("Mangystau Region") are tried only where there is none,
        edit distance only when `fuzzy`.
        """
        normal = normalise(name)
        found = self._exact(normal) or self._typed(normal) or self._folded(normal)
        if fuzzy and not found:
            found = self._fuzzy(normal)
        if normal in self._words:
            prior = self._words[normal]
            found = [
                candidate
                if name.isupper() and candidate.name_kind == "abbreviation"
                else replace(candidate, score=candidate.score * prior)
                for candidate in found
            ]
        found.sort(key=_prominence)
        return found[:limit]

    def candidates_of(
        self, names: Iterable[str], *, limit: int = 50
    ) -> dict[str, list[Candidate]]:
        """Return `candidates` of many names in one call."""
        return {name: self.candidates(name, limit=limit) for name in names}

    def _exact(self, normal: str) -> list[Candidate]:
        found = []
        for row in self._db.execute(_BY_NAME, (normal,)):
            place = self._place_of(row)
            is_main = row[-1] == NameKind.MAIN
            found.append(
                Candidate(
                    place=place,
                    matched_name=place.name if is_main else normal,
                    name_kind=NAME_KINDS[row[-1]],
                    score=row[9] / 1000 * (1.0 if is_main else OTHER_NAME),
                )
            )
        country_code = self._demonyms.get(normal)
        if country_code and (country := self.country(country_code)):
            found.append(
                Candidate(
                    place=country, matched_name=normal, name_kind="demonym", score=0.5
                )
            )
        return found

    def _typed(self, normal: str) -> list[Candidate]:
        """Try other type words, then the bare name of a division.

        "Moscow region" meets "Moscow Oblast", and not the city of that name.
        """
        for base in self._without_type_words(normal):
            other_words = self._db.execute(
                "SELECT DISTINCT place FROM type_word JOIN name "
                "ON name.name = ? || ' ' || type_word.word",
                (base,),
            )
            ids = [str(number) for (number,) in other_words]
            found = [
                candidate
                for candidate in self._exact(base) or self._folded(base)
                if _is_division(candidate.place)
            ]
            found = [c for c in found if c.place.id in ids] or found
            if found:
                return [replace(candidate, match="variant") for candidate in found]
        return []

    def _without_type_words(self, normal: str) -> Iterable[str]:
        words = normal.split()
        if len(words) > 1 and words[-1] in self._type_words:
            yield " ".join(words[:-1])
        if len(words) > 2 and words[0] in self._type_words and words[1] in {"of", "de"}:  # noqa: PLR2004
            yield " ".join(words[2:])
        elif len(words) > 1 and words[0] in self._type_words:
            yield " ".join(words[1:])

    def _folded(self, normal: str) -> list[Candidate]:
        folded = fold(normal)
        found = {}
        for row in self._db.execute(_BY_FOLD, (folded,)):
            place = self._place_of(row)
            found[place.id] = Candidate(
                place=place,
                matched_name=place.name,
                match="variant",
                score=row[9] / 1000 * OTHER_NAME,
            )
        if folded != normal:
            for candidate in self._exact(folded):
                found.setdefault(
                    candidate.place.id, replace(candidate, match="variant")
                )
        return list(found.values())

    def _fuzzy(self, normal: str) -> list[Candidate]:
        """Look up every name that one typing mistake could have turned into this."""
        found: dict[str, Candidate] = {}
        for name in sorted(_one_edit_away(normal)):
            for candidate in self._exact(name):
                weighed = replace(
                    candidate, match="fuzzy", score=candidate.score * FUZZY_NAME
                )
                found.setdefault(candidate.place.id, weighed)
        return list(found.values())

    def classify(self, names: Iterable[str]) -> Mapping[str, str]:
        """Return what each known name is, for recognition features.

        Names that are also everyday words ("Reading", "Same") are absent.
        """
        found = {}
        execute = self._db.execute
        for name in names:
            normal = normalise(name)
            if normal in self._demonyms:
                found[name] = "demonym:0"
                continue
            row = execute(_KIND_OF_NAME, (normal,)).fetchone()
            if row is None:
                continue
            feature, population, name_kind = row
            kind = self._features[feature][2]
            if name_kind == NameKind.ABBREVIATION:
                kind = "abbreviation"
            if normal in self._words and not (
                kind == "abbreviation" and name.isupper()
            ):
                continue
            band = sum((population or 0) >= least for least in POPULATION_BANDS)
            found[name] = f"{kind}:{band}"
        return found

    def demonym(self, word: str) -> str | None:
        """Return the country code a demonym belongs to, or None."""
        return self._demonyms.get(normalise(word))

    @cached_property
    def _demonyms(self) -> dict[str, str | None]:
        return dict(self._db.execute("SELECT name, country FROM demonym"))

    @cached_property
    def _words(self) -> dict[str, float]:
        return dict(self._db.execute("SELECT name, prior FROM word"))

    @cached_property
    def _type_words(self) -> dict[str, str]:
        return dict(self._db.execute("SELECT word, code FROM type_word"))

    # Places

    def place(self, place_id: str) -> Place | None:
        """Return a place by its id, or None."""
        if place_id.isdecimal():
            row = self._db.execute(_BY_ID, (int(place_id),)).fetchone()
        else:
            row = self._db.execute(_BY_KEY, (place_id,)).fetchone()
        return self._place_of(row) if row else None

    def country(self, country_code: str) -> Place | None:
        """Return the country of an ISO 3166-1 alpha-2 code, or None."""
        return self._division(country_code, "", "")

    def admin_chain(self, place: Place) -> tuple[Place, ...]:
        """Return what contains `place`, finest first: admin2, admin1, country."""
        if not place.country_code:
            return ()
        codes = [(place.country_code, "", "")]
        if place.admin1_code:
            codes.insert(0, (place.country_code, place.admin1_code, ""))
            if place.admin2_code:
                codes.insert(
                    0, (place.country_code, place.admin1_code, place.admin2_code)
                )
        chain = (self._division(*code) for code in codes)
        return tuple(outer for outer in chain if outer and outer.id != place.id)

    def is_within(self, inner: Place, outer: Place) -> bool:
        """Tell whether `inner` lies in `outer`, by codes; a place lies in itself.

        A region holds what its member countries and divisions hold.
        """
        if inner.id == outer.id:
            return True
        if outer.feature_class == "A":
            return _has_codes_of(inner, outer)
        return any(self.is_within(inner, member) for member in self.members(outer))

    def members(self, region: Place) -> tuple[Place, ...]:
        """Return the countries and divisions that a region consists of."""
        rows = self._db.execute(
            _MEMBERS,
            (region.id,),
        )
        return tuple(self._place_of(row) for row in rows)

    def _division(self, country: str, admin1: str, admin2: str) -> Place | None:
        row = self._db.execute(_BY_ADMIN, (country, admin1, admin2)).fetchone()
        return self._place_of(row) if row else None

    def nearby(
        self, position: Position, radius_km: float, *, limit: int = 50
    ) -> list[Place]:
        """Return populated places within `radius_km`, nearest first.

        Distances are on a sphere; `position` is longitude, latitude.
        """
        lon, lat = position
        reach = math.degrees(radius_km / EARTH_RADIUS_KM)
        span = reach / max(math.cos(math.radians(min(abs(lat) + reach, 89))), 0.01)
        near: list[tuple[float, int, Place]] = []
        for first, last in _cell_ranges(lon, lat, reach, min(span, 180.0)):
            south, north = int((lat - reach) * DEGREE), int((lat + reach) * DEGREE) + 1
            for row in self._db.execute(_BY_CELLS, (first, last, south, north)):
                away_km = _haversine_km(lon, lat, row[2] / DEGREE, row[3] / DEGREE)
                if away_km <= radius_km:
                    near.append((away_km, row[0], self._place_of(row)))
        near.sort(key=lambda entry: entry[:2])
        return [place for _, _, place in near[:limit]]

    def area(self, place: Place) -> Mapping[str, Any] | None:
        """Return the GeoJSON (Multi)Polygon of a country, admin1 or region.

        None where no outline is known.
        """
        row = self._db.execute(
            "SELECT shape FROM area WHERE place = ?", (self._number(place.id),)
        ).fetchone()
        return decode_area(row[0]) if row else None

    def _number(self, place_id: str) -> int:
        if place_id.isdecimal():
            return int(place_id)
        row = self._db.execute(
            "SELECT id FROM place WHERE key = ?", (place_id,)
        ).fetchone()
        return int(row[0]) if row else 0

    def _place_of(self, row: Row) -> Place:
        class_, code, _ = self._features[row[4]]
        return Place(
            id=row[12] or str(row[0]),
            name=row[1],
            position=(row[2] / DEGREE, row[3] / DEGREE),
            feature_class=class_,
            feature_code=code,
            country_code=row[5],
            admin1_code=row[6],
            admin2_code=row[7],
            population=row[8],
            bbox=_bbox_of(row[11]) if row[11] else None,
            source=self._sources[row[10]],
        )


def _bbox_of(packed: bytes) -> BBox:
    west, south, east, north = struct.unpack("<4i", packed)
    return (west / DEGREE, south / DEGREE, east / DEGREE, north / DEGREE)


def _prominence(candidate: Candidate) -> tuple[float, str]:
    return (-candidate.score, candidate.place.id)


def _one_edit_away(word: str) -> set[str]:
    """Return what one deletion, swap, replacement or insertion makes of a word."""
    letters = string.ascii_lowercase if word.isascii() else "".join(sorted(set(word)))
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    deleted = {left + right[1:] for left, right in splits if right}
    swapped = {
        left + right[1] + right[0] + right[2:]
        for left, right in splits
        if len(right) > 1
    }
    replaced = {
        left + letter + right[1:]
        for left, right in splits
        if right
        for letter in letters
    }
    inserted = {left + letter + right for left, right in splits for letter in letters}
    return (deleted | swapped | replaced | inserted) - {word, ""}


def _is_division(place: Place) -> bool:
    return place.feature_code.startswith("ADM")


def _has_codes_of(inner: Place, outer: Place) -> bool:
    codes = (outer.country_code, outer.admin1_code, outer.admin2_code)
    own = (inner.country_code, inner.admin1_code, inner.admin2_code)
    return all(code in {None, mine} for code, mine in zip(codes, own, strict=True))


def _cell_ranges(
    lon: float, lat: float, reach: float, span: float
) -> Iterable[tuple[int, int]]:
    """Yield the runs of grid squares that a box around a position meets."""
    south = max(lat - reach, -90.0)
    while south < min(lat + reach, 90.0) + CELL_DEGREES:
        row = cell_of(-180.0, min(south, 90.0))
        west = cell_of(lon - span, min(south, 90.0)) - row
        width = min(int(2 * span / CELL_DEGREES) + 1, COLUMNS_OF_CELLS - 1)
        if west + width < COLUMNS_OF_CELLS:
            yield row + west, row + west + width
        else:
            yield row + west, row + COLUMNS_OF_CELLS - 1
            yield row, row + west + width - COLUMNS_OF_CELLS
        south += CELL_DEGREES


def _haversine_km(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    a = math.radians(lat1)
    b = math.radians(lat2)
    half = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))
