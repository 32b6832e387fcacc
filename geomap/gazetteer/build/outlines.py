"""Outlines of countries and divisions, simplified so that neighbours still meet."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ..areas import box_of, encode_area
from ..schema import DEGREE
from .divisions import division_ids, outlined_division
from .writer import Writer, pack_bbox

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

TOLERANCE = 0.02
"""Simplification in degrees: the area of the corners that may be cut off is its
square (`shapely.coverage_simplify`); about 2 km, right for a country-wide map."""

_WORLDVIEW = "geonames"


def add_outlines(features: list[dict[str, Any]], writer: Writer) -> None:
    """Stage the outline of every country and division that Natural Earth draws.

    A unit belongs to the country of its GeoNames code, and only without one to the
    country Natural Earth names: Crimea lies in UA here.
    """
    shapes = _simplified(features)
    known = division_ids(writer)
    codes = {
        number: (country, admin1)
        for number, country, admin1 in writer.db.execute(
            "SELECT id, country, admin1 FROM draft WHERE class = 'A'"
        )
    }
    countries = {
        country: number for number, (country, admin1) in codes.items() if not admin1
    }
    parts: dict[int, list[BaseGeometry]] = defaultdict(list)
    for feature, shape in zip(features, shapes, strict=True):
        row = feature["properties"]
        number = outlined_division(row, known)
        country, admin1 = codes.get(number or 0, (None, None))
        country = country or _country_of(row, countries)
        owners = {number, known.get(f"{country}.{admin1}"), countries.get(country)}
        for owner in owners:
            if owner is not None:
                parts[owner].append(shape)
    _add_areas(parts, writer)


def _country_of(row: dict[str, Any], countries: dict[str, int]) -> str | None:
    by_code = (row.get("gn_a1_code") or "")[:2]
    return next(
        (code for code in (by_code, row.get("iso_a2")) if code in countries), None
    )


def _simplified(features: list[dict[str, Any]]) -> NDArray[np.object_]:
    import shapely
    from shapely.geometry import shape

    raw = shapely.make_valid([shape(feature["geometry"]) for feature in features])
    simple = shapely.coverage_simplify(raw, TOLERANCE)
    # A grid of the stored precision, so that what is read back is valid too.
    return shapely.set_precision(simple, 1e-4)


def _add_areas(parts: dict[int, list[BaseGeometry]], writer: Writer) -> None:
    import shapely

    rows: list[tuple[object, ...]] = []
    boxes = []
    for number, shapes in sorted(parts.items()):
        whole = shapely.set_precision(shapely.union_all(shapes), 1e-4)
        polygons = [
            part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"
        ]
        if polygons:
            area = shapely.MultiPolygon(polygons)
            sides = [round(side * DEGREE) for side in area.bounds]
            writer.areas[number] = encode_area(area)
            rows.append((number, _WORLDVIEW, *sides, writer.areas[number]))
            boxes.append((pack_bbox(box_of(area)), number))
    writer.add_rows("area", rows)
    writer.db.executemany("UPDATE draft SET bbox = ? WHERE id = ?", boxes)
