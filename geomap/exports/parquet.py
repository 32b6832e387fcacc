"""A layer as GeoParquet: for data frames, DuckDB and large sets."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ..layers import SEPARATOR, Column, Layer
from .gis import shapes_of

if TYPE_CHECKING:
    import pyarrow as pa

GEOMETRY = "geometry"
"""The column of geometries, as well-known binary."""


def to_parquet(layer: Layer) -> bytes:
    """Return a layer as GeoParquet 1.1, each column with its own type.

    Days are dates, whole numbers stay whole beside unknowns, lists are lists, and
    each column carries its meaning. Coordinates are longitude and latitude in
    WGS 84, the format's default.

    Raises
    ------
    ModuleNotFoundError
        When pyarrow is not installed: `pip install geomap[parquet]`.
    """
    import pyarrow as pa
    from pyarrow.parquet import write_table

    fields = [field(column) for column in layer.columns]
    arrays = [
        pa.array(values_of(layer, column), described.type)
        for column, described in zip(layer.columns, fields, strict=True)
    ]
    fields.append(pa.field(GEOMETRY, pa.binary()))
    arrays.append(pa.array(shapes_of(layer), pa.binary()))
    about = {"encoding": "WKB", "geometry_types": [layer.geometry_type]}
    geo = {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: about}}
    schema = pa.schema(fields, metadata={"geo": json.dumps(geo)})
    buffer = BytesIO()
    write_table(pa.Table.from_arrays(arrays, schema=schema), buffer, compression="zstd")
    return buffer.getvalue()


def field(column: Column) -> pa.Field[Any]:
    """Return a column's name, type and meaning."""
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "list": pa.list_(pa.string()),
        "integer": pa.int32(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    told = {"description": column.description, "unit": column.unit}
    known = {name: text for name, text in told.items() if text}
    return pa.field(column.name, types[column.type], metadata=known)


def values_of(layer: Layer, column: Column) -> list[Any]:
    """Return a column's values, with lists split."""
    values = layer.column(column.name)
    if column.type != "list":
        return values
    return [value and str(value).split(SEPARATOR) for value in values]
