"""A layer: rows of typed columns, each row with or without a geometry."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from ..records import Position
from .schema import Column, Value

if TYPE_CHECKING:
    import geopandas

Geometry: TypeAlias = Mapping[str, Any]
"""A GeoJSON geometry: positions are longitude, latitude in WGS 84."""

PANDAS_TYPES = {
    "string": "string",
    "list": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
}


class Row(NamedTuple):
    """One record: its values in the order of the layer's columns."""

    id: str
    values: tuple[Value, ...]
    geometry: Geometry | None


def point(position: Position) -> Geometry:
    """Return a GeoJSON point, rounded to 6 decimals (0.1 m)."""
    return {"type": "Point", "coordinates": [round(at, 6) for at in position]}


def make_row(
    id_: str,
    names: tuple[str, ...],
    values: Mapping[str, Value],
    geometry: Geometry | None,
) -> Row:
    """Put values in the order of the columns' names; a missing one is unknown."""
    return Row(id_, tuple(map(values.get, names)), geometry)


@dataclass(frozen=True)
class Layer:
    """A named table of rows that share their columns; ids are unique.

    `geometry_type` is that of every row that has a geometry: Point, or
    MultiPolygon where any row may be a Polygon; None for a table without any.
    `parent` is a column, and the layer of which it holds a key.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    geometry_type: str | None = "Point"
    parent: tuple[str, str] | None = None

    @cached_property
    def _index(self) -> dict[str, int]:
        return {column.name: at for at, column in enumerate(self.columns)}

    def column(self, name: str) -> list[Value]:
        """Return one column's values, row by row.

        Raises
        ------
        KeyError
            When the layer has no column of that name.
        """
        at = self._index[name]
        return [row.values[at] for row in self.rows]

    def only(self, name: str, values: Collection[Value]) -> Layer:
        """Return the layer with the rows whose value in a column is one of `values`.

        Raises
        ------
        KeyError
            When the layer has no column of that name.
        """
        cells = zip(self.rows, self.column(name), strict=True)
        return replace(self, rows=tuple(row for row, cell in cells if cell in values))

    def to_frame(self) -> geopandas.GeoDataFrame:
        """Return the layer as a GeoDataFrame in EPSG:4326, indexed by row id.

        Columns have nullable types, so that a whole number stays one beside
        an unknown. geopandas is imported here, when it is asked for.
        """
        import geopandas
        import pandas as pd
        from shapely.geometry import shape

        data = {
            column.name: pd.Series(
                self.column(column.name), dtype=PANDAS_TYPES[column.type]
            ).array
            for column in self.columns
        }
        geometry = [
            shape(dict(row.geometry)) if row.geometry else None for row in self.rows
        ]
        return geopandas.GeoDataFrame(
            data,
            geometry=geopandas.GeoSeries(geometry, crs="EPSG:4326").values,
            index=pd.Index([row.id for row in self.rows], name="id"),
        )
