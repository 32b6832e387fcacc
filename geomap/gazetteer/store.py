"""One compiled gazetteer file, opened in place."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from ..errors import GazetteerMissingError, GazetteerStaleError
from ..place import BBox, Candidate, Place, Position
from ..text import normalise
from .areas import box_polygon, decode_area, holds, union_of
from .grid import cells_within, distance_on_sphere_km
from .names import NameIndex, Rules, read_rules
from .schema import (
    APPLICATION_ID,
    DEGREE,
    FORMAT,
    LANGUAGE_OF_TAG,
    SOURCE_OF_TAG,
    unpack_ids,
)
from .table import PLACE_COLUMNS, PlaceTable

if TYPE_CHECKING:
    from datetime import date

WORLDVIEW = "geonames"

_BY_POINT = f"""SELECT {PLACE_COLUMNS}, shape FROM area
    JOIN place ON place.id = area.place WHERE worldview = ?
    AND west <= ? AND east >= ? AND south <= ? AND north >= ? ORDER BY place.id"""
_MEMBERS = f"""SELECT {PLACE_COLUMNS} FROM member
    JOIN place ON place.id = member.place WHERE member.region = ?"""
_CAPITALS = f"""SELECT {PLACE_COLUMNS} FROM place
    WHERE feature IN (SELECT id FROM feature WHERE code = ?) ORDER BY prior, place.id"""
_OUTLINE = "SELECT shape FROM area WHERE place = ? AND worldview = ?"
_COUNTS = {
    "places by feature class": """SELECT class || ' (' || kind || ')', count(*)
        FROM place JOIN feature ON feature.id = place.feature
        GROUP BY 1 ORDER BY 2 DESC""",
    "places by source": """SELECT source.name || ', ' || licence, count(*)
        FROM place JOIN source ON source.id = place.source
        GROUP BY 1 ORDER BY 2 DESC""",
    "names by source": f"""SELECT source.name || ', ' || licence, count(*)
        FROM name JOIN source ON source.id = {SOURCE_OF_TAG}
        GROUP BY 1 ORDER BY 2 DESC""",
    "names by kind": """SELECT CASE (tag + 2) % 4 WHEN 0 THEN 'abbreviation'
        WHEN 1 THEN 'historic' WHEN 2 THEN 'main' ELSE 'alternate' END, count(*)
        FROM name GROUP BY 1 ORDER BY 2 DESC""",
    "outlines by worldview": "SELECT worldview, count(*) FROM area GROUP BY 1",
}

_LANGUAGES = f"""SELECT codes, count(*) FROM name
    JOIN language ON language.id = {LANGUAGE_OF_TAG} GROUP BY 1 ORDER BY 1"""
_FIRST_LETTERS = "SELECT unicode(name), count(*) FROM name GROUP BY 1 ORDER BY 1"


def default_path() -> Path:
    """Return where the shipped gazetteer is: in the wheel, or in the checkout."""
    package = Path(__file__).parent
    shipped = package / "world.sqlite"
    return (
        shipped if shipped.exists() else package.parents[1] / "gazetteer/world.sqlite"
    )


def _script_of(letter: str) -> str:
    """Return the script of a letter, by the first word of its Unicode name."""
    name = unicodedata.name(letter, "") if letter.isalpha() else ""
    return name.partition(" ")[0].lower() or "other"


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


class SqliteGazetteer:
    """A `geomap.stages.Gazetteer` over one compiled file, opened read-only.

    One object serves one thread; opening costs a few milliseconds.
    """

    def __init__(self, path: Path, *, below: SqliteGazetteer | None = None) -> None:
        """Open the file and check that it is a gazetteer of this version.

        `below` is the gazetteer this one goes on top of, whose rules it follows.
        """
        if not path.is_file():
            raise GazetteerMissingError(
                f"no gazetteer at {path}: reinstall geomap, or run "
                "`geomap gazetteer build`"
            )
        self.path = path
        self._below = below
        uri = f"{path.absolute().as_uri()}?immutable=1"
        self._db = sqlite3.connect(uri, uri=True)
        try:
            self._check()
        except sqlite3.DatabaseError as error:
            raise GazetteerStaleError(f"{path} is not a gazetteer: {error}") from error
        self._places = PlaceTable(self._db)

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

    @cached_property
    def rules(self) -> Rules:
        """What holds for names in general; read when first needed."""
        return self._below.rules if self._below else read_rules(self._places)

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self._places, self.rules)

    def candidates(
        self,
        name: str,
        *,
        limit: int = 50,
        fuzzy: bool = False,
        on: date | None = None,
    ) -> list[Candidate]:
        """Return places known by `name`, most prominent first; [] if none.

        Exact matches of the normalised name come first; folded spellings and
        type words ("Mangystau Region") are tried only where there is none,
        edit distance only when `fuzzy`. Places of an overlay that do not stand on
        the day `on` are left out.
        """
        return self._names.candidates(name, limit=limit, fuzzy=fuzzy, on=on)

    def containers(self, name: str, *, limit: int = 50) -> list[Candidate]:
        """Return places that a part of an unknown name names, most prominent first.

        "Homs Grand Mosque" gives Homs, marked as a container and with a low score:
        offers for a name without candidates of its own, to be judged by context.
        """
        return self._names.containers(name, limit=limit)

    def candidates_of(
        self, names: Iterable[str], *, limit: int = 50, on: date | None = None
    ) -> dict[str, list[Candidate]]:
        """Return `candidates` of many names in one call."""
        return {name: self.candidates(name, limit=limit, on=on) for name in names}

    def classify(self, names: Iterable[str]) -> Mapping[str, str]:
        """Return what each known name is, for recognition features.

        Names that are also everyday words ("Reading", "Same") are absent.
        """
        return self._names.classify(names)

    def demonym(self, word: str) -> str | None:
        """Return the country code a demonym belongs to, or None."""
        return self.rules.demonyms.get(normalise(word))

    def place(self, place_id: str) -> Place | None:
        """Return a place by its id, or None."""
        return self._places.place(place_id)

    def country(self, country_code: str) -> Place | None:
        """Return the country of an ISO 3166-1 alpha-2 code, or None."""
        return self._places.division(country_code, "", "")

    def capital(self, country_code: str) -> Place | None:
        """Return the capital city of a country, or None."""
        return self._capitals.get(country_code)

    @cached_property
    def _capitals(self) -> dict[str, Place]:
        """The capitals by country; read when first needed, in about 30 ms."""
        found = self._places.select(_CAPITALS, ("PPLC",))
        return {place.country_code: place for place in found if place.country_code}

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
        chain = (self._places.division(*code) for code in codes)
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
        return tuple(self._places.select(_MEMBERS, (self._places.number(region),)))

    def nearby(
        self, position: Position, radius_km: float, *, limit: int = 50
    ) -> list[Place]:
        """Return populated places within `radius_km`, nearest first.

        Distances are on a sphere; `position` is longitude, latitude.
        """
        near = sorted(
            (away_km, number)
            for number, there in self._positions_around(position, radius_km)
            if (away_km := distance_on_sphere_km(position, there)) <= radius_km
        )
        return [self._places.numbered(number) for _, number in near[:limit]]

    def _positions_around(
        self, position: Position, radius_km: float
    ) -> Iterator[tuple[int, Position]]:
        for run in cells_within(position, radius_km):
            cells = self._db.execute(
                "SELECT places FROM cell WHERE id BETWEEN ? AND ?", run
            )
            for (packed,) in cells.fetchall():
                for number in unpack_ids(packed):
                    row = self._db.execute(
                        "SELECT lon, lat FROM place WHERE id = ?", (number,)
                    ).fetchone()
                    yield number, (row[0] / DEGREE, row[1] / DEGREE)

    def divisions_at(self, position: Position) -> tuple[Place, ...]:
        """Return the divisions and the country whose outlines hold a position.

        Finest first; empty at sea, and where no outline is known.
        """
        lon, lat = round(position[0] * DEGREE), round(position[1] * DEGREE)
        rows = self._db.execute(_BY_POINT, (WORLDVIEW, lon, lon, lat, lat))
        found = [self._places.of(row) for row in rows if holds(row[-1], position)]
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
        number = self._places.number(place)
        row = self._db.execute(_OUTLINE, (number, WORLDVIEW)).fetchone()
        return row[0] if row else None

    def counts(self) -> dict[str, list[tuple[str, int]]]:
        """Return how many rows the file holds, by title and label, most first."""
        scripts: Counter[str] = Counter()
        languages: Counter[str] = Counter()
        for codes, count in self._db.execute(_LANGUAGES):
            languages.update(dict.fromkeys(codes.split(","), count))
        for code_point, count in self._db.execute(_FIRST_LETTERS):
            scripts[_script_of(chr(code_point))] += count
        return {
            title: [(str(label), count) for label, count in self._db.execute(query)]
            for title, query in _COUNTS.items()
        } | {
            "names by script": scripts.most_common(),
            "names by language": languages.most_common(),
        }
