"""Look-up in one compiled file."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from ..errors import GazetteerMissingError, GazetteerStaleError
from ..records import BBox, Candidate, Place, Position
from ..text import fold, normalise
from .areas import box_polygon, decode_area, holds, union_of
from .grid import cells_within, distance_on_sphere_km
from .schema import APPLICATION_ID, DEGREE, FORMAT, NameKind
from .spelling import one_edit_away, without_type_words

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
_BY_CELLS = f"SELECT {_PLACE_COLUMNS} FROM place WHERE cell BETWEEN ? AND ?"
_BY_POINT = f"""SELECT {_PLACE_COLUMNS}, shape FROM area
    JOIN place ON place.id = area.place WHERE worldview = ?
    AND west <= ? AND east >= ? AND south <= ? AND north >= ? ORDER BY place.id"""
_MEMBERS = f"""SELECT {_PLACE_COLUMNS} FROM member
    JOIN place ON place.id = member.place WHERE member.region = ?"""
_COUNTS = {
    "places by feature class": """SELECT class || ' (' || kind || ')', count(*)
        FROM place JOIN feature ON feature.id = place.feature
        GROUP BY 1 ORDER BY 2 DESC""",
    "places by source": """SELECT source.name || ', ' || licence, count(*)
        FROM place JOIN source ON source.id = place.source
        GROUP BY 1 ORDER BY 2 DESC""",
    "names by source": """SELECT source.name || ', ' || licence, count(*)
        FROM name JOIN source ON source.id = name.source
        GROUP BY 1 ORDER BY 2 DESC""",
    "names by kind": """SELECT CASE kind WHEN -2 THEN 'abbreviation'
        WHEN -1 THEN 'historic' WHEN 0 THEN 'main' ELSE 'alternate' END, count(*)
        FROM name GROUP BY 1 ORDER BY 2 DESC""",
    "outlines by worldview": "SELECT worldview, count(*) FROM area GROUP BY 1",
}
_KIND_OF_NAME = """SELECT feature, population, kind FROM name
    JOIN place ON place.id = name.place WHERE name.name = ?
    ORDER BY prior - 50 * (kind != 0) DESC LIMIT 1"""

NAME_KINDS = {kind: kind.name.lower() for kind in NameKind}
WORLDVIEW = "geonames"

# How much of a place's prior remains when it is not called by its main name.
NAME_WEIGHTS = {
    NameKind.MAIN: 1.0,
    NameKind.ABBREVIATION: 0.95,
    NameKind.ALTERNATE: 0.95,
    NameKind.HISTORIC: 0.85,
}
UNLIKE_NAME = 0.75  # an alternate that starts unlike the main name
VARIANT_NAME = 0.9
FUZZY_NAME = 0.5
DEMONYM = 0.5
PART_OF = 0.5  # "eastern X" for X
PART_PRIOR = 0.5  # what X must have, so that "West Side" is no part of a Side
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
            kind = row[-1]
            weight = NAME_WEIGHTS[kind]
            if kind == NameKind.ALTERNATE and _is_unlike(normal, place):
                weight = UNLIKE_NAME
            found.append(
                Candidate(
                    place=place,
                    matched_name=place.name if kind == NameKind.MAIN else normal,
                    name_kind=NAME_KINDS[kind],
                    score=row[9] / 1000 * weight,
                )
            )
        code = self._demonyms.get(normal)
        if code and (country := self.country(code)):
            candidate = Candidate(place=country, matched_name=normal)
            found.append(replace(candidate, name_kind="demonym", score=DEMONYM))
        return found

    def _typed(self, normal: str) -> list[Candidate]:
        """Take a type word off, and look for what such a word can stand with."""
        for base, code in without_type_words(normal, self._type_words):
            found = self._exact(base) or self._folded(base)
            if code == "PART":
                found = [c for c in found if c.score >= PART_PRIOR]
                weight = PART_OF
            elif code == "PPL":
                found = [c for c in found if c.place.feature_class in "AP"]
                weight = VARIANT_NAME
            else:
                found = self._divisions_among(found, base)
                weight = VARIANT_NAME
            if found:
                return [_weighed(candidate, weight, "variant") for candidate in found]
        return []

    def _divisions_among(self, found: list[Candidate], base: str) -> list[Candidate]:
        """Keep divisions; those known by another type word, where there are some.

        "Moscow region" is Moscow Oblast, and not the city that is a division too.
        """
        typed = self._db.execute(
            "SELECT DISTINCT place FROM type_word JOIN name "
            "ON name.name = ? || ' ' || word WHERE code GLOB 'ADM*'",
            (base,),
        )
        ids = {str(number) for (number,) in typed}
        divisions = [c for c in found if c.place.feature_code.startswith("ADM")]
        return [c for c in divisions if c.place.id in ids] or divisions

    def _folded(self, normal: str) -> list[Candidate]:
        folded = fold(normal)
        found = {}
        for row in self._db.execute(_BY_FOLD, (folded,)):
            place = self._place_of(row)
            candidate = Candidate(
                place=place, matched_name=place.name, score=row[9] / 1000
            )
            found[place.id] = _weighed(candidate, VARIANT_NAME, "variant")
        if folded != normal:
            for candidate in self._exact(folded):
                variant = _weighed(candidate, VARIANT_NAME, "variant")
                found.setdefault(candidate.place.id, variant)
        return list(found.values())

    def _fuzzy(self, normal: str) -> list[Candidate]:
        """Look up every name that one typing mistake could have turned into this."""
        found: dict[str, Candidate] = {}
        for name in sorted(one_edit_away(normal)):
            for candidate in self._exact(name):
                weighed = _weighed(candidate, FUZZY_NAME, "fuzzy")
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

        A region holds what its member countries and divisions hold; one that is
        only a box holds the places whose points lie in it.
        """
        if inner.id == outer.id:
            return True
        if outer.country_code and outer.feature_class == "A":
            return _has_codes_of(inner, outer)
        if outer.feature_class == "P":
            return False
        members = self.members(outer)
        if members:
            return any(self.is_within(inner, member) for member in members)
        return outer.source == "curated" and _is_in_box(inner.position, outer.bbox)

    def members(self, region: Place) -> tuple[Place, ...]:
        """Return the countries and divisions that a region consists of."""
        rows = self._db.execute(
            _MEMBERS,
            (self._number(region.id),),
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
        near: list[tuple[float, str, Place]] = []
        for run in cells_within(position, radius_km):
            for row in self._db.execute(_BY_CELLS, run):
                there = (row[2] / DEGREE, row[3] / DEGREE)
                away_km = distance_on_sphere_km(position, there)
                if away_km <= radius_km:
                    place = self._place_of(row)
                    near.append((away_km, place.id, place))
        near.sort(key=lambda entry: entry[:2])
        return [place for _, _, place in near[:limit]]

    def divisions_at(self, position: Position) -> tuple[Place, ...]:
        """Return the divisions and the country whose outlines hold a position.

        Finest first; empty at sea, and where no outline is known.
        """
        lon, lat = round(position[0] * DEGREE), round(position[1] * DEGREE)
        rows = self._db.execute(_BY_POINT, (WORLDVIEW, lon, lon, lat, lat))
        found = [self._place_of(row) for row in rows if holds(row[-1], position)]
        found.sort(key=lambda place: (place.admin2_code is None, not place.admin1_code))
        return tuple(found)

    def area(self, place: Place) -> Mapping[str, Any] | None:
        """Return the GeoJSON (Multi)Polygon of a country, admin1 or region.

        A region's is the union of its members' outlines, or its box. None where no
        outline is known.
        """
        stored = self._outline(place)
        if stored:
            return decode_area(stored)
        members = [self._outline(member) for member in self.members(place)]
        outlines = [outline for outline in members if outline]
        if outlines:
            return union_of(outlines)
        if place.source == "curated" and place.bbox:
            return box_polygon(place.bbox)
        return None

    def _outline(self, place: Place) -> bytes | None:
        row = self._db.execute(
            "SELECT shape FROM area WHERE place = ? AND worldview = ?",
            (self._number(place.id), WORLDVIEW),
        ).fetchone()
        return row[0] if row else None

    def counts(self) -> dict[str, list[tuple[str, int]]]:
        """Return how many rows the file holds, by title and label, most first."""
        return {
            title: [(str(label), count) for label, count in self._db.execute(query)]
            for title, query in _COUNTS.items()
        }

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


def _weighed(candidate: Candidate, weight: float, match: str) -> Candidate:
    return replace(candidate, match=match, score=candidate.score * weight)


def _is_unlike(normal: str, place: Place) -> bool:
    """Tell whether a Latin name of a town looks nothing like its main name."""
    main = place.name.casefold()
    return (
        place.feature_class == "P"
        and normal.isascii()
        and normal[0] != main[0]
        and normal not in main
        and main not in normal
    )


def _has_codes_of(inner: Place, outer: Place) -> bool:
    codes = (outer.country_code, outer.admin1_code, outer.admin2_code)
    own = (inner.country_code, inner.admin1_code, inner.admin2_code)
    return all(code in {None, mine} for code, mine in zip(codes, own, strict=True))


def _is_in_box(position: Position, bbox: BBox | None) -> bool:
    if bbox is None:
        return False
    west, south, east, north = bbox
    lon, lat = position
    is_between = west <= lon <= east if west <= east else lon >= west or lon <= east
    return is_between and south <= lat <= north
