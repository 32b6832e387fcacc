"""Layers as files that other programs take: spreadsheets, QGIS, databases.

| function | file | for |
|---|---|---|
| `to_csv` | `.csv` | spreadsheets; with byte order mark, no formula runs |
| `to_datapackage` | `datapackage.json` | what every column of the CSV files means |
| `to_geopackage` | `.gpkg` | QGIS and databases: all layers in one file, with styles |
| `to_flatgeobuf` | `.fgb` | web maps that read a part of a large file |
| `to_kml` | `.kml` | Google Earth |
| `to_qml` | `.qml` | QGIS's style, beside a GeoJSON file of the same name |

GeoJSON has its own room, `geojson`. `EXPORTS` names the files of each format.
"""

from __future__ import annotations

from collections.abc import Callable

from ..layers import Layers
from .datapackage import to_datapackage
from .gis import to_flatgeobuf, to_geopackage, to_kml
from .spreadsheet import to_csv
from .style import to_qml

__all__ = [
    "EXPORTS",
    "to_csv",
    "to_datapackage",
    "to_flatgeobuf",
    "to_geopackage",
    "to_kml",
    "to_qml",
]


def styles(layers: Layers) -> dict[str, bytes]:
    """Return the style of each layer that is a GeoJSON file."""
    names = [layers.incidents.name, layers.areas.name, layers.mentions.name]
    return {f"{name}.qml": to_qml(name).encode() for name in names}


EXPORTS: dict[str, Callable[[Layers], dict[str, bytes]]] = {
    "qml": styles,
    "gpkg": lambda layers: {"incidents.gpkg": to_geopackage(layers)},
    "fgb": lambda layers: {"incidents.fgb": to_flatgeobuf(layers.incidents)},
    "kml": lambda layers: {"incidents.kml": to_kml(layers.incidents)},
    "datapackage": lambda _: {"datapackage.json": to_datapackage().encode()},
}
"""For each format beside the default ones, a function from layers to its files."""
