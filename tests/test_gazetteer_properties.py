"""What must hold for all of the shipped gazetteer; what does not stands in a table."""

import csv
import hashlib
import random
import re
import sqlite3
import struct
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
import shapely

from geomap.gazetteer import SqliteGazetteer, default_path
from geomap.gazetteer.areas import decode_shape
from geomap.gazetteer.build.world import recipe_path
from geomap.gazetteer.schema import DEGREE, kind_of_tag
from geomap.geocoder import OfflineGazetteer
from geomap.records import BBox, Position
from geomap.text import normalise

GOLD = Path(__file__).parent / "gold/gazetteer_exceptions.tsv"
COAST_DEGREES = 0.05  # what simplification cuts off a coast
ISLET_DEGREES = 0.25  # how far an islet without an outline may lie off
EVERY_NAME = 97  # one in so many is looked up
LEAST_SHARE = 0.6  # of a division's towns, that its outline must hold


class Outline(NamedTuple):
    """An outline and the place it is of; `codes` are country, admin1, admin2."""

    key: str
    codes: list[str | None]
    position: Position
    shape: shapely.MultiPolygon


def exceptions(name: str) -> set[str]:
    """Return the places, or names, for which a property is known not to hold."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {row["key"] for row in rows if row["property"] == name}


def script_of(name: str) -> str:
    letter = next(filter(str.isalpha, name), "0")
    return unicodedata.name(letter, "?").split()[0]


@pytest.fixture(scope="module")
def world() -> Iterator[SqliteGazetteer]:
    with SqliteGazetteer(default_path()) as gazetteer:
        yield gazetteer


@pytest.fixture(scope="module")
def rows() -> Iterator[sqlite3.Connection]:
    uri = f"{default_path().as_uri()}?immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as db:
        yield db


@pytest.fixture(scope="module")
def outlines(rows: sqlite3.Connection) -> list[Outline]:
    found = rows.execute(
        """SELECT coalesce(key, place.id), country, admin1, admin2, lon, lat, shape
        FROM area JOIN place ON place.id = area.place"""
    )
    return [
        Outline(str(key), codes, (lon / DEGREE, lat / DEGREE), decode_shape(stored))
        for key, *codes, lon, lat, stored in found
    ]


def test_the_file_is_the_one_its_readme_describes(rows: sqlite3.Connection) -> None:
    readme = (recipe_path() / "README.md").read_text(encoding="utf-8")
    digest = hashlib.sha256(default_path().read_bytes()).hexdigest()
    assert digest in readme
    for table in ("name", "place", "area", "fold", "admin", "cell", "language"):
        (count,) = rows.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
        assert re.search(rf"^\| `{table}`.*\| {count:,} \|$", readme, re.MULTILINE)


def test_every_name_is_its_own_normal_form(rows: sqlite3.Connection) -> None:
    names = (name for (name,) in rows.execute("SELECT DISTINCT name FROM name"))
    odd = {name for name in names if normalise(name) != name}
    assert odd == exceptions("normal form")


def test_names_of_all_kinds_and_scripts_find_their_place(
    world: SqliteGazetteer, rows: sqlite3.Connection
) -> None:
    names = rows.execute(
        """SELECT name.name, coalesce(key, place.id), tag FROM name
        JOIN place ON place.id = name.place"""
    ).fetchall()[::EVERY_NAME]
    lost = [
        name
        for name, key, _ in names
        if str(key) not in {c.place.id for c in world.candidates(name, limit=5000)}
    ]
    assert lost == []
    assert len(names) > 8000
    assert len({kind_of_tag(tag) for _, _, tag in names}) == 4
    assert len({script_of(name) for name, _, _ in names}) > 25


def test_every_outline_is_valid_and_holds_its_point(outlines: list[Outline]) -> None:
    assert all(shapely.is_valid(outline.shape) for outline in outlines)
    outside = {
        outline.key
        for outline in outlines
        if outline.shape.distance(shapely.Point(outline.position)) > COAST_DEGREES
    }
    assert outside == exceptions("label point")
    assert len(outlines) > 4000


def test_outlines_hold_most_of_their_towns(
    rows: sqlite3.Connection, outlines: list[Outline]
) -> None:
    towns: dict[tuple[str | None, ...], list[Position]] = defaultdict(list)
    for country, admin1, lon, lat in rows.execute(
        """SELECT country, admin1, lon, lat FROM place
        JOIN feature ON feature.id = feature WHERE class = 'P' AND population >= 500"""
    ):
        towns[country, admin1].append((lon / DEGREE, lat / DEGREE))
        towns[country, None].append((lon / DEGREE, lat / DEGREE))
    poor = set()
    for outline in outlines:
        *division, admin2 = outline.codes
        points = np.array(towns[tuple(division)])
        if admin2 is None and len(points) >= 8:
            grown = outline.shape.buffer(COAST_DEGREES)
            shapely.prepare(grown)
            if shapely.contains_xy(grown, points).mean() < LEAST_SHARE:
                poor.add(outline.key)
    assert poor == exceptions("towns in outline")


def test_no_place_lies_outside_its_countrys_box(rows: sqlite3.Connection) -> None:
    boxes: dict[str, BBox] = {
        country: struct.unpack("<4i", packed)
        for country, packed in rows.execute(
            """SELECT country, bbox FROM place JOIN feature ON feature.id = feature
            WHERE kind = 'country' AND bbox IS NOT NULL"""
        )
    }
    places = rows.execute("SELECT coalesce(key, id), country, lon, lat FROM place")
    outside = {
        str(key)
        for key, country, lon, lat in places
        if country in boxes and degrees_off(boxes[country], lon, lat) > ISLET_DEGREES
    }
    assert outside == exceptions("country's box")
    assert len(boxes) > 240


def degrees_off(box: BBox, lon: float, lat: float) -> float:
    """Return how far a position lies from a box; all in parts of a degree."""
    west, south, east, north = box
    off = max(south - lat, lat - north, 0)
    if west <= east:
        off = max(off, west - lon, lon - east)
    elif east < lon < west:
        off = max(off, min(west - lon, lon - east))
    return off / DEGREE


def test_towns_are_found_again_where_they_lie(
    world: SqliteGazetteer, rows: sqlite3.Connection
) -> None:
    towns = rows.execute(
        """SELECT place.name, country FROM place JOIN feature ON feature.id = feature
        WHERE class = 'P' AND population > 15000 ORDER BY place.id"""
    ).fetchall()
    geocoder = OfflineGazetteer(world)
    agree = 0
    for name, country in random.Random(5).sample(towns, 100):  # noqa: S311
        there = geocoder.geocode(name, country_codes=country)
        town = world.place(there.raw["id"])
        back = world.place(geocoder.reverse(there.point).raw["id"])
        assert town is not None
        assert back is not None
        assert world.is_within(back, world.admin_chain(town)[-1]), name
        chain = {place.id for place in (town, *world.admin_chain(town))}
        at = world.divisions_at(town.position)
        agree += bool(at) and at[0].id in chain
    assert agree >= 95
