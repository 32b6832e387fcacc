"""Layers as files that other programs take: spreadsheets, QGIS, databases.

| function | file | for |
|---|---|---|
| `to_csv` | `.csv` | spreadsheets; with byte order mark, no formula runs |
| `to_geopackage` | `.gpkg` | QGIS and databases: all layers in one file, with styles |
| `to_flatgeobuf` | `.fgb` | web maps that read a part of a large file |
| `to_kml` | `.kml` | Google Earth |
| `to_qml` | `.qml` | QGIS's style, beside a GeoJSON file of the same name |

GeoJSON has its own room, `geojson`.
"""

from .gis import to_flatgeobuf, to_geopackage, to_kml
from .spreadsheet import to_csv
from .style import to_qml

__all__ = ["to_csv", "to_flatgeobuf", "to_geopackage", "to_kml", "to_qml"]
