"""Write a gazetteer's places, names and outlines to a GeoPackage, for QGIS."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .areas import decode_shape
from .schema import DEGREE

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# Names are stored by name: gathered once by place, they are quick to join.
_NAMED = """CREATE TEMP TABLE named AS
    SELECT place, group_concat(name, '|') AS names FROM name
    WHERE ?1 IS NULL OR place IN (SELECT id FROM place WHERE country = ?1)
    GROUP BY place"""
_PLACES = """SELECT lon, lat, coalesce(key, CAST(place.id AS TEXT)), place.name, class,
    code, country, admin1, admin2, population, source.name, names
    FROM place JOIN feature ON feature.id = place.feature
    JOIN source ON source.id = place.source JOIN named ON named.place = place.id
    WHERE ?1 IS NULL OR country = ?1 ORDER BY place.id"""
_AREAS = """SELECT shape, coalesce(key, CAST(place.id AS TEXT)), place.name, code,
    country, admin1, worldview FROM area JOIN place ON place.id = area.place
    JOIN feature ON feature.id = place.feature
    WHERE ?1 IS NULL OR country = ?1 ORDER BY place.id, worldview"""

_PLACE_FIELDS = (
    "id",
    "name",
    "feature_class",
    "feature_code",
    "country_code",
    "admin1_code",
    "admin2_code",
    "population",
    "source",
    "names",
)
_AREA_FIELDS = (
    "id",
    "name",
    "feature_code",
    "country_code",
    "admin1_code",
    "worldview",
)


def export_geopackage(source: Path, target: Path, *, country: str | None) -> int:
    """Write layers `places` and `areas`, of one country or all; return the places.

    `target` is replaced. Names are in normal form, parted by bars.
    """
    import shapely

    target.unlink(missing_ok=True)
    db = sqlite3.connect(f"{source.absolute().as_uri()}?immutable=1", uri=True)
    try:
        db.execute(_NAMED, (country,))
        db.execute("CREATE INDEX temp.named_by_place ON named (place)")
        places = db.execute(_PLACES, (country,)).fetchall()
        areas = db.execute(_AREAS, (country,)).fetchall()
    finally:
        db.close()
    points = [shapely.Point(lon / DEGREE, lat / DEGREE) for lon, lat, *_ in places]
    _write(target, "places", points, _columns(places, 2, _PLACE_FIELDS))
    shapes = [decode_shape(stored) for stored, *_ in areas]
    _write(target, "areas", shapes, _columns(areas, 1, _AREA_FIELDS))
    return len(places)


def _columns(
    rows: Sequence[tuple[Any, ...]], first: int, fields: Sequence[str]
) -> dict[str, list[Any]]:
    return {
        field: [row[place] for row in rows] for place, field in enumerate(fields, first)
    }


def _write(
    target: Path,
    layer: str,
    shapes: Sequence[BaseGeometry],
    columns: dict[str, list[Any]],
) -> None:
    import numpy as np
    import shapely
    from pyogrio.raw import write

    data = [
        np.array([value or 0 for value in values], dtype="int64")
        if field == "population"
        else np.array(values, dtype=object)
        for field, values in columns.items()
    ]
    write(
        target,
        np.array(shapely.to_wkb(shapes), dtype=object),
        data,
        list(columns),
        layer=layer,
        driver="GPKG",
        geometry_type="Point" if layer == "places" else "MultiPolygon",
        crs="EPSG:4326",
        append=target.exists(),
    )
