"""Layers as files that other programs take: spreadsheets, QGIS, databases.

| function | file | for |
|---|---|---|
| `to_csv` | `.csv` | spreadsheets; with byte order mark, no formula runs |
| `to_datapackage` | `datapackage.json` | what every column of the CSV files means |
| `to_geopackage` | `.gpkg` | QGIS and databases: all layers in one file, with styles |
| `to_project` | `.qgz` | QGIS: the GeoPackage's layers, and how they relate |
| `to_parquet` | `.parquet` | data frames, DuckDB, large sets |
| `to_flatgeobuf` | `.fgb` | web maps that read a part of a large file |
| `to_kml` | `.kml` | Google Earth |
| `to_qml` | `.qml` | QGIS's style, beside a GeoJSON file of the same name |
| `to_report` | `.html` | readers: picture, key figures, incidents with their words |

GeoJSON has its own room, `geojson`. `EXPORTS` names the files of each format.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from ..errors import ExtraMissingError
from ..layers import Layers
from .datapackage import tables, to_datapackage
from .gis import to_flatgeobuf, to_geopackage, to_kml
from .parquet import to_parquet
from .project import to_project
from .report import to_report
from .spreadsheet import to_csv
from .style import to_qml

__all__ = [
    "EXPORTS",
    "Export",
    "to_csv",
    "to_datapackage",
    "to_flatgeobuf",
    "to_geopackage",
    "to_kml",
    "to_parquet",
    "to_project",
    "to_qml",
    "to_report",
]

Export: TypeAlias = Callable[[Layers, str | None], Mapping[str, bytes]]
"""From layers and a title to files by name."""


def csv_files(layers: Layers, title: str | None) -> dict[str, bytes]:
    """Return a table for each layer, and what their columns mean."""
    files = {f"{layer.name}.csv": to_csv(layer).encode() for layer in tables(layers)}
    return files | {"datapackage.json": to_datapackage(layers, title).encode()}


def geopackage_files(layers: Layers, title: str | None) -> dict[str, bytes]:
    """Return a GeoPackage, and the project that opens it in QGIS."""
    return {
        "incidents.gpkg": to_geopackage(layers, title),
        "incidents.qgz": to_project(layers, title),
    }


def parquet_files(layers: Layers, _title: str | None) -> dict[str, bytes]:
    """Return the incidents as GeoParquet."""
    try:
        return {"incidents.parquet": to_parquet(layers.incidents)}
    except ModuleNotFoundError as error:
        raise ExtraMissingError("parquet") from error


EXPORTS: dict[str, Export] = {
    "csv": csv_files,
    "gpkg": geopackage_files,
    "parquet": parquet_files,
    "fgb": lambda layers, _: {"incidents.fgb": to_flatgeobuf(layers.incidents)},
    "kml": lambda layers, _: {"incidents.kml": to_kml(layers.incidents)},
}
"""For each format, what makes its files."""
