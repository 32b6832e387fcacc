"""Layers in GDAL's formats, each with the types its columns have.

pyogrio writes arrays straight to GDAL: a day stays a Date, a whole number with
unknowns stays one, which both are lost on the way through a data frame.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..layers import Column, Layer, Layers
from .project import to_project
from .style import to_qml

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NUMPY_TYPES = {
    "string": ("object", None),
    "list": ("object", None),
    "integer": ("int32", 0),
    "number": ("float64", 0.0),
    "boolean": ("bool", False),
    "date": ("datetime64[D]", "1970-01-01"),
}
"""For each type of a column: the array's type, and what stands for unknown in it."""

EPOCH = "1970-01-01T00:00:00.000"
FIXED_DATE = {"OGR_CURRENT_DATE": f"{EPOCH}Z"}
"""Keeps GDAL from writing the time of day, so that two runs give the same bytes."""


def to_geopackage(layers: Layers, title: str | None = None) -> bytes:
    """Return all layers as one GeoPackage, styled for QGIS.

    The layers are `incidents`, `incident_areas`, `mentions` and `sources`, which
    has no geometry; their styles stand in `layer_styles`, which QGIS applies on
    opening, and the relations among them in a project, which QGIS lists with the
    layers (`project`). An incident without a place is a row without geometry.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "incidents.gpkg"
        spatial = (layers.incidents, layers.areas, layers.mentions)
        for layer in (*spatial, layers.sources):
            write_layer(path, layer, "GPKG", dataset_options={"VERSION": "1.2"})
        write_styles(path, [layer.name for layer in spatial])
        write_project(path, to_project(layers, title))
        return path.read_bytes()


def to_flatgeobuf(layer: Layer) -> bytes:
    """Return a layer as FlatGeobuf; its index has no room for rows without geometry."""
    located = tuple(row for row in layer.rows if row.geometry)
    return written(replace(layer, rows=located), "FlatGeobuf", "layer.fgb")


def to_kml(layer: Layer) -> bytes:
    """Return a layer as KML; named by place, told by type.

    Programs that read KML show a description as HTML, so it holds no words of
    an article.
    """
    fields = {"NameField": "location", "DescriptionField": "sub_event_type"}
    return written(layer, "KML", "layer.kml", dataset_options=fields)


def written(layer: Layer, driver: str, name: str, **options: object) -> bytes:
    """Return what GDAL's driver writes for one layer."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        write_layer(path, layer, driver, **options)
        return path.read_bytes()


def write_layer(path: Path, layer: Layer, driver: str, **options: object) -> None:
    """Add a layer to a file, which is made where it is missing."""
    spatial = layer.geometry_type and {
        "geometry": shapes_of(layer),
        "geometry_type": layer.geometry_type,
        "crs": "EPSG:4326",
    }
    write(
        path,
        {column.name: array_of(layer, column) for column in layer.columns},
        layer=layer.name,
        driver=driver,
        **(spatial or {}),
        **options,
    )


def shapes_of(layer: Layer) -> NDArray[np.object_]:
    """Return the rows' geometries as well-known binary, None where there is none."""
    import numpy as np
    import shapely
    from shapely.geometry import shape

    shapes = [shape(dict(row.geometry)) if row.geometry else None for row in layer.rows]
    if layer.geometry_type == "MultiPolygon":
        shapes = [
            shapely.MultiPolygon(list(shapely.get_parts(area))) for area in shapes
        ]
    return np.asarray(shapely.to_wkb(np.array(shapes, dtype=object)), dtype=object)


def array_of(layer: Layer, column: Column) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Return a column as an array, and which of its values are unknown."""
    import numpy as np

    values = layer.column(column.name)
    kind, filler = NUMPY_TYPES[column.type]
    unknown = np.array([value is None for value in values], dtype=bool)
    known = [filler if value is None else value for value in values]
    return np.array(known, dtype=kind), unknown


def write_project(path: Path, project: bytes) -> None:
    """Add the table in which QGIS looks for projects, in the form it wants."""
    metadata = json.dumps({"last_modified_time": EPOCH, "last_modified_user": ""})
    fields = {
        "name": column("incidents"),
        "metadata": column(metadata),
        "content": column(project.hex()),
    }
    write(path, fields, layer="qgis_projects", driver="GPKG")


def column(*values: object, kind: str = "object") -> tuple[NDArray[Any], None]:
    """Return values as a column without unknowns."""
    import numpy as np

    return np.array(values, dtype=kind), None


def write_styles(path: Path, names: list[str]) -> None:
    """Add the table in which QGIS looks for the layers' styles."""
    nothing = column(*("" for _ in names))
    write(
        path,
        {
            "f_table_catalog": nothing,
            "f_table_schema": nothing,
            "f_table_name": column(*names),
            "f_geometry_column": column(*("geom" for _ in names)),
            "styleName": column(*names),
            "styleQML": column(*map(to_qml, names)),
            "styleSLD": nothing,
            "useAsDefault": column(*(True for _ in names), kind="bool"),
            "description": nothing,
            "owner": nothing,
            "update_time": column(*(EPOCH for _ in names), kind="datetime64[ms]"),
        },
        layer="layer_styles",
        driver="GPKG",
    )


def write(
    path: Path,
    fields: Mapping[str, tuple[NDArray[Any], Any]],
    **options: Any,  # noqa: ANN401 pyogrio's
) -> None:
    """Write arrays with pyogrio, without a time of day in the file."""
    import numpy as np
    import pyogrio
    from pyogrio.raw import write as write_arrays

    before = {name: pyogrio.get_gdal_config_option(name) for name in FIXED_DATE}
    pyogrio.set_gdal_config_options(FIXED_DATE)
    try:
        write_arrays(
            path,
            field_data=[values for values, _ in fields.values()],
            field_mask=[unknown for _, unknown in fields.values()],
            fields=np.array(list(fields), dtype=object),
            **({"geometry": None} | options),
        )
    finally:
        pyogrio.set_gdal_config_options(before)
