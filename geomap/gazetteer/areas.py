"""Outlines, stored small: whole ten-thousandths of a degree, as differences.

A shape is zlib-compressed: little-endian int32 counts (polygons; per polygon its
rings; per ring its points), then for all rings the longitude differences and the
latitude differences, each as four byte planes, which compress better apart.
"""

from __future__ import annotations

import math
import zlib
from typing import TYPE_CHECKING, Any

from ..place import BBox, Position

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely import MultiPolygon
    from shapely.geometry.base import BaseGeometry

AREA_DEGREE = 10_000


def box_of(shape: BaseGeometry) -> BBox:
    """Return the smallest box of a shape; west > east crosses the antimeridian."""
    import shapely

    west, south, east, north = shape.bounds
    lons = shapely.get_coordinates(shape)[:, 0]
    shifted = lons % 360
    if shifted.max() - shifted.min() < east - west - 1:  # more than rounding
        west = float((shifted.min() + 180) % 360 - 180)
        east = float((shifted.max() + 180) % 360 - 180)
    return west, south, east, north


def middle_of(shape: BaseGeometry) -> Position | None:
    """Return the equal-area middle of a shape in degrees, if it lies inside.

    It is closer to where other gazetteers put a country than the label points of
    maps, which move aside for other names.
    """
    import numpy as np
    import shapely

    def flat(lonlat: NDArray[Any]) -> NDArray[Any]:
        """Project on Lambert's equal-area cylinder."""
        return np.column_stack((lonlat[:, 0], np.sin(np.radians(lonlat[:, 1]))))

    middle = shapely.transform(shape, flat).centroid
    position = (middle.x, math.degrees(math.asin(middle.y)))
    return position if shape.contains(shapely.Point(position)) else None


def encode_area(shape: BaseGeometry) -> bytes:
    """Return the stored form of a polygon or multipolygon in degrees."""
    import numpy as np

    polygons = list(getattr(shape, "geoms", [shape]))
    counts = [len(polygons)]
    steps = []
    for polygon in polygons:
        rings = [polygon.exterior, *polygon.interiors]
        counts.append(len(rings))
        for ring in rings:
            points = np.rint(np.asarray(ring.coords)[:, :2] * AREA_DEGREE)
            whole = points.astype("<i4")
            kept = np.r_[True, np.any(np.diff(whole, axis=0), axis=1)]
            whole = whole[kept]
            counts.append(len(whole))
            steps.append(np.diff(whole, axis=0, prepend=[[0, 0]]).astype("<i4"))
    flat = np.ascontiguousarray(np.concatenate(steps).T)
    planes = np.ascontiguousarray(flat.view("u1").reshape(-1, 4).T)
    head = np.asarray([len(counts), *counts], dtype="<i4")
    return zlib.compress(head.tobytes() + planes.tobytes(), 9)


def decode_area(stored: bytes) -> dict[str, Any]:
    """Return the GeoJSON geometry of a stored shape: always a MultiPolygon."""
    polygons = [[ring.tolist() for ring in rings] for rings in _polygons(stored)]
    return {"type": "MultiPolygon", "coordinates": polygons}


def decode_shape(stored: bytes) -> MultiPolygon:
    """Return a stored shape for geometry, ten times faster than by its GeoJSON."""
    from shapely import MultiPolygon, Polygon

    return MultiPolygon([Polygon(outer, holes) for outer, *holes in _polygons(stored)])


def _polygons(stored: bytes) -> list[list[NDArray[np.float64]]]:
    """Return the rings of each polygon, the outer one first."""
    import numpy as np

    raw = np.frombuffer(zlib.decompress(stored), dtype="u1")
    length = int(raw[:4].view("<i4")[0])
    counts = iter(raw[4 : 4 + 4 * length].view("<i4").tolist())
    planes = raw[4 + 4 * length :].reshape(4, -1)
    steps = np.ascontiguousarray(planes.T).view("<i4").reshape(2, -1).T
    polygons = []
    start = 0
    for _ in range(next(counts)):
        rings = []
        for _ in range(next(counts)):
            end = start + next(counts)
            rings.append(np.cumsum(steps[start:end], axis=0) / AREA_DEGREE)
            start = end
        polygons.append(rings)
    return polygons


def holds(stored: bytes, position: Position) -> bool:
    """Tell whether a stored shape holds a position, its edge included."""
    import shapely

    return bool(shapely.intersects_xy(decode_shape(stored), *position))


def union_of(stored: list[bytes]) -> dict[str, Any]:
    """Return the GeoJSON geometry of several stored shapes as one."""
    import shapely

    whole = shapely.union_all([decode_shape(shape) for shape in stored])
    geometry: dict[str, Any] = shapely.geometry.mapping(whole)
    return geometry


def box_polygon(bbox: BBox) -> dict[str, Any]:
    """Return the GeoJSON polygon of a box that does not cross the antimeridian."""
    west, south, east, north = bbox
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}
