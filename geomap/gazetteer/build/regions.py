"""Regions that no package holds: macro-regions, conflict areas, former states.

`regions.csv` names each as the countries and divisions it consists of
("UA/Donetsk|UA/Luhansk"), or as a box where no division describes it. Outline and
extent follow from the members; the point is one inside them.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ...errors import GazetteerError
from ...place import BBox
from ...text import normalise
from ..areas import box_of, decode_shape, middle_of
from ..schema import NameKind
from .countries import Translations
from .drafts import Draft, Named
from .writer import Writer, pack_bbox

_CLASSES = {  # GeoNames feature class of the codes, which is L where none is given
    code: feature_class
    for feature_class, codes in {
        "A": "PCLH",
        "H": "BAY BCH DLTA GULF HBR LK OCN STM STRT",
        "P": "PPLX",
        "R": "ST",
        "S": """AIRB AIRP BDG BLDG CH CMPRF CRSG CSTL DAM GATE HSP HSTS MFG MNMT MSQE
            MUS PAL PRN PS RLG SQR STDM WALL""",
        "T": "DSRT ISL ISLS MTS PEN PLN VAL",
    }.items()
    for code in codes.split()
}


class Region(NamedTuple):
    """One row of `regions.csv`; lists are parted by bars, boxes by spaces."""

    key: str
    name: str
    aliases: str
    code: str
    geonames: str
    prior: str
    members: str
    box: str


def read_regions(path: Path) -> Iterator[Region]:
    """Yield the curated regions in file order."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        if tuple(next(rows)) != Region._fields:
            raise GazetteerError(f"{path}: its header is not {Region._fields}")
        yield from (Region(*row) for row in rows)


def add_regions(
    path: Path,
    writer: Writer,
    *,
    continents: dict[str, str],
    translations: Translations,
) -> None:
    """Stage the curated regions, after every country and division with its outline.

    Parameters
    ----------
    continents : dict[str, str]
        Country code → GeoNames' continent code, for members like "continent:AF".
    translations : Translations
        CLDR territory code → names with languages, for aliases like "cldr:143".

    Raises
    ------
    GazetteerError
        When a member is not the name of exactly one division or region.
    """
    members = _Members(writer, continents)
    for region in read_regions(path):
        number = int(region.geonames) if region.geonames else writer.next_id()
        parts = members.of(region)
        members.regions[region.key] = parts
        lon, lat, bbox = _extent(region, parts, writer)
        countries = {members.country[part] for part in parts}
        draft = Draft(
            id=number,
            name=region.name,
            lon=lon,
            lat=lat,
            feature_class=_CLASSES.get(region.code, "L"),
            feature_code=region.code,
            country=countries.pop() if len(countries) == 1 else None,
            prior=float(region.prior),
            source="curated",
            key=None if region.geonames else f"region:{region.key}",
            bbox=pack_bbox(bbox),
        )
        writer.add_places([draft])
        writer.add_spoken(
            _aliases(region, translations, number),
            kind=_kind(region),
            source="curated",
        )
        writer.add_rows("member", [(number, part) for part in parts])


def _aliases(region: Region, translations: Translations, number: int) -> list[Named]:
    named: list[Named] = []
    for alias in filter(None, region.aliases.split("|")):
        origin, _, code = alias.partition(":")
        spoken = sorted(translations[code]) if origin == "cldr" else [(alias, None)]
        named += [(number, name, language) for name, language in spoken]
    return named


def _kind(region: Region) -> NameKind:
    return NameKind.HISTORIC if region.code.endswith("H") else NameKind.ALTERNATE


class _Members:
    """Finds countries and divisions by the way `regions.csv` writes them."""

    def __init__(self, writer: Writer, continents: dict[str, str]) -> None:
        self.regions: dict[str, list[int]] = {}
        self.country: dict[int, str] = {}
        self._ids: dict[tuple[str, str, str], set[int]] = defaultdict(set)
        self._other_ids: dict[tuple[str, str, str], set[int]] = defaultdict(set)
        self._by_continent: dict[str, list[int]] = defaultdict(list)
        rows = writer.db.execute(
            """SELECT draft.id, country, code, draft.name, draft_name.name FROM draft
            LEFT JOIN draft_name ON draft_name.place = draft.id
            WHERE code GLOB 'PCL*' OR code IN ('ADM1', 'ADM2')"""
        )
        for number, country, code, main, other in rows:
            self.country[number] = country
            level = "" if code.startswith("PCL") else code
            self._ids[country, level, normalise(main) if level else ""].add(number)
            self._other_ids[country, level, other].add(number)
        for country, continent in sorted(continents.items()):
            self._by_continent[continent] += self._ids[country, "", ""]

    def of(self, region: Region) -> list[int]:
        """Return the ids of a region's members; those of regions are opened up."""
        parts: set[int] = set()
        for member in filter(None, region.members.split("|")):
            prefix, _, name = member.partition(":")
            if prefix == "continent":
                parts |= set(self._by_continent[name])
            elif prefix == "region":
                parts |= set(self.regions[name])
            else:
                parts.add(self._find(member, region))
        return sorted(parts)

    def _find(self, member: str, region: Region) -> int:
        """Return the id of "CC", "CC/admin1" or "CC//admin2"."""
        country, _, name = member.partition("/")
        level = "ADM2" if name.startswith("/") else "ADM1" if name else ""
        wanted = (country, level, normalise(name))
        found = self._ids[wanted] or self._other_ids[wanted]
        if len(found) != 1:
            raise GazetteerError(
                f"regions.csv, {region.key}: {member!r} is {len(found)} places"
            )
        return next(iter(found))


def _extent(
    region: Region, parts: list[int], writer: Writer
) -> tuple[float, float, BBox]:
    """Return a point inside the region, and its box."""
    if region.box:
        west, south, east, north = map(float, region.box.split())
        middle = (west + east) / 2 if west <= east else (west + east) / 2 - 180
        return middle, (south + north) / 2, (west, south, east, north)
    import shapely

    shapes = [
        decode_shape(writer.areas[part]) for part in parts if part in writer.areas
    ]
    if shapes:
        whole = shapely.union_all(shapes)
        largest = max(shapely.get_parts(whole), key=lambda part: part.area)
        inside = largest.representative_point()
        lon, lat = middle_of(whole) or (inside.x, inside.y)
        return lon, lat, box_of(whole)
    marks = ",".join("?" * len(parts))
    points = writer.db.execute(
        f"SELECT lon, lat FROM draft WHERE id IN ({marks}) AND lon IS NOT NULL", parts
    ).fetchall()
    if not points:
        raise GazetteerError(f"regions.csv, {region.key}: no member has a position")
    lons, lats = zip(*points, strict=True)
    lon, lat = sum(lons) / len(lons), sum(lats) / len(lats)
    return lon, lat, (min(lons), min(lats), max(lons), max(lats))
