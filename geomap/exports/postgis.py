"""Layers as tables of a PostgreSQL database with PostGIS.

The only writer that talks to another program, and only when it is given an
address. psycopg, which the extra `geomap[postgis]` installs, is imported then.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, LiteralString

from ..errors import DatabaseError, ExtraMissingError, SettingsError
from ..layers import Layer, Layers, Row, Value

if TYPE_CHECKING:
    import psycopg
    from psycopg.sql import SQL, Composable, Composed, Identifier

TYPES: dict[str, LiteralString] = {
    "string": "text",
    "list": "text",
    "integer": "bigint",
    "number": "double precision",
    "boolean": "boolean",
    "date": "date",
}
GEOMETRIES: dict[str, LiteralString] = {
    "Point": "geometry(Point, 4326)",
    "MultiPolygon": "geometry(MultiPolygon, 4326)",
}
SHAPE: dict[str, LiteralString] = {
    "Point": "ST_GeomFromGeoJSON(%s)",
    "MultiPolygon": "ST_Multi(ST_GeomFromGeoJSON(%s))",
}


PLACE_COLUMNS = (
    "place_id",
    "location",
    "country",
    "iso3",
    "admin1",
    "admin2",
    "feature_class",
    "feature_code",
)
"""What of an area is true from run to run; its counts are those of one run."""


def write_postgis(layers: Layers, url: str) -> dict[str, int]:
    """Write the tables `incidents`, `sources`, `incident_areas` and `mentions`.

    All is one transaction. A row whose identifier, the first column, is there
    already is brought up to date; nothing is deleted. A table that is missing
    is made, in the first schema of the search path, with an index on its
    geometry `geom` and with what each column means as its comment. `sources`
    refers to `incidents`; areas are written without their counts, which later
    runs would not add to. Unknown is null. PostgreSQL has no NUL character; it is
    left out of texts.

    Parameters
    ----------
    layers : Layers
        What to write.
    url : str
        "postgresql://user@host/database", or any other connection string of
        libpq; a password may stand in its password file.

    Returns
    -------
    dict of str to int
        How many rows were written to each table, new or brought up to date.

    Raises
    ------
    ExtraMissingError
        When psycopg is not installed.
    SettingsError
        When the database has no PostGIS, or none of the schemas asked for.
    DatabaseError
        When the database cannot be reached, or refuses; it is as it was. The
        message does not repeat the address, which may hold a password.
    """
    try:
        import psycopg
        from psycopg.sql import Identifier
    except ModuleNotFoundError as error:
        raise ExtraMissingError("postgis") from error
    try:
        with psycopg.connect(url) as connection:
            require_postgis(connection)
            schema = first_schema(connection)
            return {
                layer.name: write_table(
                    connection, layer, Identifier(schema, layer.name)
                )
                for layer in tables(layers)
            }
    except psycopg.Error as error:
        raise DatabaseError(f"the database refused: {error}") from error


def tables(layers: Layers) -> tuple[Layer, ...]:
    """Return what becomes a table, parents first."""
    areas = only(layers.areas, PLACE_COLUMNS)
    return layers.incidents, layers.sources, areas, layers.mentions


def only(layer: Layer, names: Collection[str]) -> Layer:
    """Return a layer with some of its columns."""
    kept = [at for at, column in enumerate(layer.columns) if column.name in names]
    rows = (
        row._replace(values=tuple(row.values[at] for at in kept)) for row in layer.rows
    )
    columns = tuple(layer.columns[at] for at in kept)
    return replace(layer, columns=columns, rows=tuple(rows))


def require_postgis(connection: psycopg.Connection[Any]) -> None:
    """Make sure that the database knows geometries."""
    query = "SELECT 1 FROM pg_extension WHERE extname = 'postgis'"
    if connection.execute(query).fetchone() is None:
        raise SettingsError(
            "the database has no PostGIS: run `CREATE EXTENSION postgis` in it"
        )


def first_schema(connection: psycopg.Connection[Any]) -> str:
    """Return the first schema of the search path that exists."""
    found = connection.execute("SELECT current_schema()").fetchone()
    if not found or found[0] is None:
        raise SettingsError("no schema of the search path exists in the database")
    return str(found[0])


def write_table(
    connection: psycopg.Connection[Any], layer: Layer, table: Identifier
) -> int:
    """Write a layer's rows to its table, made where missing; return their number."""
    found = connection.execute("SELECT to_regclass(%s)", [table.as_string()])
    if found.fetchone() == (None,):
        for statement in definition(layer, table):
            connection.execute(statement)
    with connection.cursor() as cursor:
        cursor.executemany(
            upsert(layer, table), [parameters(layer, row) for row in layer.rows]
        )
    return len(layer.rows)


def definition(layer: Layer, table: Identifier) -> Iterator[Composed]:
    """Yield the statements that make a layer's table."""
    from psycopg.sql import SQL, Identifier, Literal

    columns = [
        SQL("{} {}").format(Identifier(column.name), SQL(TYPES[column.type]))
        for column in layer.columns
    ]
    columns[0] += SQL(" PRIMARY KEY")
    if layer.geometry_type:
        columns.append(SQL("geom ") + SQL(GEOMETRIES[layer.geometry_type]))
    if layer.parent:
        key, parent = map(Identifier, layer.parent)
        columns.append(SQL("FOREIGN KEY ({}) REFERENCES {}").format(key, parent))
    yield SQL("CREATE TABLE {} ({})").format(table, SQL(", ").join(columns))
    if layer.geometry_type:
        yield SQL("CREATE INDEX ON {} USING gist (geom)").format(table)
    for column in layer.columns:
        yield SQL("COMMENT ON COLUMN {}.{} IS {}").format(
            table, Identifier(column.name), Literal(column.description)
        )


def upsert(layer: Layer, table: Identifier) -> Composed:
    """Return the statement that adds a row, or brings it up to date."""
    from psycopg.sql import SQL, Identifier, Placeholder

    key, *others = (Identifier(column.name) for column in layer.columns)
    comma: SQL = SQL(", ")
    values: list[Composable] = [Placeholder()] * len(layer.columns)
    if layer.geometry_type:
        others.append(Identifier("geom"))
        values.append(SQL(SHAPE[layer.geometry_type]))
    return SQL(
        "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT ({}) DO UPDATE SET {}"
    ).format(
        table,
        comma.join([key, *others]),
        comma.join(values),
        key,
        comma.join(SQL("{0} = excluded.{0}").format(name) for name in others),
    )


def parameters(layer: Layer, row: Row) -> list[Value]:
    """Return a row's values, and its geometry if any, as a statement takes them."""
    values = [v.replace("\0", "") if isinstance(v, str) else v for v in row.values]
    if layer.geometry_type is None:
        return values
    return [*values, json.dumps(row.geometry) if row.geometry else None]
