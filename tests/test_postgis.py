"""Tables in a real PostgreSQL with PostGIS, on a socket in a temporary folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sample_runs import ALMATY, SmallWorld, place, seed_run, synthetic_run
from shapely import from_wkb, normalize
from shapely.geometry import MultiPolygon, shape

from geomap.errors import DatabaseError, SettingsError
from geomap.exports.postgis import PLACE_COLUMNS, only, write_postgis
from geomap.layers import Layer, Layers, build_layers

psycopg = pytest.importorskip("psycopg")

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
CONTROL = sorted(Path("/usr/share/postgresql").glob("*/extension/postgis.control"))
MANUAL = Path(__file__).parents[1] / "docs" / "how-to" / "postgis.md"
NOBODY = "postgres"  # the server refuses to run as root

pytestmark = pytest.mark.skipif(
    not (BINARIES and CONTROL),
    reason="needs Debian's postgresql and postgresql-15-postgis-3",
)


def serve(*command: str) -> None:
    """Run one of the server's programs, as another user where this one is root."""
    program = str(BINARIES[-1] / command[0])
    user = ["runuser", "-u", NOBODY, "--"] if os.geteuid() == 0 else []
    subprocess.run(  # noqa: S603 our own words
        [*user, program, *command[1:]],
        check=True,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, NOBODY)
    data, log = str(folder / "data"), str(folder / "log")
    options = f"-k {folder} -c listen_addresses= -c fsync=off"
    try:
        serve("initdb", "-D", data, "-U", "geomap", "-A", "trust", "-E", "UTF8", "-N")
        serve("pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")
        yield f"postgresql://geomap@/postgres?host={folder}"
        serve("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def url(server: str, request: pytest.FixtureRequest) -> str:
    name = request.node.name[:60]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    made = server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(made, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION postgis")
    return made


@pytest.fixture
def layers() -> Layers:
    return build_layers(seed_run(published=date(2022, 1, 6)), SmallWorld())


def asked(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return list(connection.execute(query).fetchall())


def tables(layers: Layers) -> list[Layer]:
    areas = only(layers.areas, PLACE_COLUMNS)
    return [layers.incidents, layers.sources, areas, layers.mentions]


def test_what_is_written_is_what_is_read(url: str, layers: Layers) -> None:
    counts = write_postgis(layers, url)
    assert counts == {layer.name: len(layer.rows) for layer in tables(layers)}
    assert min(counts.values()) > 0
    for layer in tables(layers):
        names = [column.name for column in layer.columns]
        columns = ", ".join(f'"{name}"' for name in names)
        geometry = "ST_AsBinary(geom)" if layer.geometry_type else "NULL"
        query = f'SELECT {columns}, {geometry} FROM "{layer.name}"'  # noqa: S608
        stored = {row[0]: row for row in asked(url, query)}
        assert len(stored) == len(layer.rows)
        for row in layer.rows:
            *values, wkb = stored[row.id]
            assert tuple(values) == row.values
            assert same_shape(wkb, row.geometry, layer.geometry_type)


def same_shape(wkb: object, geometry: object, kind: str | None) -> bool:
    if geometry is None or wkb is None:
        return geometry is None and wkb is None
    expected = shape(dict(geometry))
    if kind == "MultiPolygon" and expected.geom_type == "Polygon":
        expected = MultiPolygon([expected])
    found = from_wkb(bytes(wkb))
    return bool(normalize(found) == normalize(expected))


def test_types_reference_system_index_and_meaning(url: str, layers: Layers) -> None:
    write_postgis(layers, url)
    assert asked(
        url,
        "SELECT f_table_name, type, srid FROM geometry_columns "
        "WHERE f_table_schema = 'public' ORDER BY 1",
    ) == [
        ("incident_areas", "MULTIPOLYGON", 4326),
        ("incidents", "POINT", 4326),
        ("mentions", "POINT", 4326),
    ]
    assert asked(
        url,
        "SELECT data_type FROM information_schema.columns WHERE table_name = "
        "'incidents' AND column_name IN ('event_date', 'fatalities') ORDER BY 1",
    ) == [("bigint",), ("date",)]
    gist = "SELECT count(*) FROM pg_indexes WHERE indexdef LIKE '%USING gist (geom)%'"
    assert asked(url, gist) == [(3,)]
    meaning = "SELECT col_description('incidents'::regclass, 1)"
    assert asked(url, meaning) == [(layers.incidents.columns[0].description,)]


def test_reports_belong_to_incidents(url: str, layers: Layers) -> None:
    write_postgis(layers, url)
    told = "SELECT count(*) FROM sources JOIN incidents USING (event_id)"
    assert asked(url, told) == [(len(layers.sources.rows),)]
    with (
        pytest.raises(psycopg.errors.ForeignKeyViolation),
        psycopg.connect(url) as connection,
    ):
        connection.execute("UPDATE sources SET event_id = 'none'")


def test_counts_of_areas_are_those_of_all_runs(url: str, layers: Layers) -> None:
    write_postgis(layers, url)
    first, *others = layers.incidents.rows
    new = first._replace(id="new", values=("new", *first.values[1:]))
    later = replace(layers.incidents, rows=(new, *others))
    write_postgis(replace(layers, incidents=later), url)
    counts = (
        "SELECT incident_areas.location, count(*) FROM incident_areas "
        "JOIN incidents USING (place_id) GROUP BY 1 ORDER BY 1"
    )
    assert asked(url, counts) == [("Kazakhstan", 3), ("Mangystau Region", 1)]


def test_the_queries_of_the_manual_run(url: str, layers: Layers) -> None:
    write_postgis(layers, url)
    page = MANUAL.read_text(encoding="utf-8")
    (block,) = re.findall("```sql\n(.*?)```", page, re.DOTALL)
    areas, reports, killed = block.strip().removesuffix(";").split(";")
    assert [(name, count) for name, _, count in asked(url, areas)] == [
        ("Kazakhstan", 2),
        ("Mangystau Region", 1),
    ]
    (event_id,) = re.findall("event_id = '(.*?)'", reports)
    assert len(asked(url, reports.replace(event_id, "incident-3"))) == 2
    assert asked(url, killed) == [(12,)]


def test_a_second_run_updates_and_deletes_nothing(url: str, layers: Layers) -> None:
    write_postgis(layers, url)
    first, *others = layers.incidents.rows
    names = [column.name for column in layers.incidents.columns]
    values = list(first.values)
    values[names.index("fatalities")] = 7
    moved = {"type": "Point", "coordinates": [1.5, 2.5]}
    changed = first._replace(values=tuple(values), geometry=moved)
    fewer = replace(layers.incidents, rows=(changed, *others[1:]))
    write_postgis(replace(layers, incidents=fewer), url)
    rows = asked(url, "SELECT event_id, fatalities, ST_X(geom) FROM incidents")
    assert len(rows) == len(layers.incidents.rows)
    assert (first.id, 7, 1.5) in rows


def test_it_is_all_or_nothing(url: str, layers: Layers) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE mentions (mention_id text PRIMARY KEY)")
    with pytest.raises(DatabaseError, match="column"):
        write_postgis(layers, url)
    assert asked(url, "SELECT to_regclass('incidents')") == [(None,)]


def test_words_of_articles_are_only_words(url: str) -> None:
    evil = "'); DROP TABLE incidents; -- %s {} \" \\ \x00"
    town = place(evil.strip("\0"), evil, ALMATY.position, country_code="KZ")
    layers = build_layers(synthetic_run(30, towns=[town]), SmallWorld((town,)))
    write_postgis(layers, url)
    (count,) = asked(url, "SELECT count(*) FROM incidents")
    assert count == (30,)
    stored = {name for (name,) in asked(url, "SELECT location FROM incidents")}
    assert evil.replace("\0", "") in stored


def test_the_first_schema_of_the_search_path_takes_the_tables(
    url: str, layers: Layers
) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE SCHEMA press")
    write_postgis(layers, url)
    write_postgis(layers, f"{url}&options=-csearch_path%3Dpress,public")
    count = "SELECT count(*) FROM {}.incidents"
    assert asked(url, count.format("press")) == asked(url, count.format("public"))
    with pytest.raises(SettingsError, match="no schema"):
        write_postgis(layers, f"{url}&options=-csearch_path%3Dnowhere")


def test_without_postgis_it_says_what_to_do(server: str, layers: Layers) -> None:
    with pytest.raises(SettingsError, match="CREATE EXTENSION postgis"):
        write_postgis(layers, server)
    assert asked(server, "SELECT to_regclass('incidents')") == [(None,)]
