"""GeoJSON (RFC 7946) of a layer: what QGIS, PostGIS and ogr2ogr take as is.

One FeatureCollection per layer, one feature per line: string ids, WGS 84
without a `crs` member, at most 6 decimals (0.1 m), outer rings
counter-clockwise, areas cut at the antimeridian, a bounding box whose west is
east of its east where that is shorter. Unknown is null.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from .layers import Geometry, Layer
from .records import BBox

DECIMALS = 6
QUARTER_TURN = 90.0
HALF_TURN = 180.0
FULL_TURN = 360.0

Ring = list[list[float]]


def to_geojson(layer: Layer, credit: str | None = None) -> str:
    """Return a layer as the text of a GeoJSON file; same layer, same text.

    A row without geometry becomes a feature whose geometry is null. Whom its terms
    ask to name stands in `credit`, a foreign member of the collection.

    Raises
    ------
    ValueError
        When a coordinate or number is not finite.
    """
    names = [column.name for column in layer.columns]
    written: dict[int, str] = {}
    features, boxes = [], []
    for row in layer.rows:
        key = id(row.geometry)
        if key not in written:
            geometry = row.geometry and normalized(row.geometry)
            written[key] = dumps(geometry)
            boxes += part_boxes(geometry) if geometry else []
        properties = dumps(dict(zip(names, row.values, strict=True)))
        features.append(
            f'{{"type":"Feature","id":{dumps(row.id)},'
            f'"properties":{properties},"geometry":{written[key]}}}'
        )
    box = bounding_box(boxes)
    head = '{"type":"FeatureCollection",' + (f'"bbox":{dumps(box)},' if box else "")
    head += f'"credit":{dumps(credit)},' if credit else ""
    return head + '"features":[\n' + ",\n".join(features) + "\n]}\n"


def dumps(value: object) -> str:
    """Return compact JSON; dates as ISO 8601."""
    return json.dumps(
        value,
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
        default=date.isoformat,
    )


def normalized(geometry: Geometry) -> dict[str, Any]:
    """Return a geometry as RFC 7946 wants it.

    >>> normalized({"type": "Point", "coordinates": (190.0, 1.23456789)})
    {'type': 'Point', 'coordinates': [-170.0, 1.234568]}
    >>> square = [[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]  # clockwise
    >>> normalized({"type": "Polygon", "coordinates": [square]})["coordinates"]
    [[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]]
    """
    if geometry["type"] == "Point":
        lon, lat = geometry["coordinates"][:2]
        return {"type": "Point", "coordinates": [wrapped(lon), round(lat, DECIMALS)]}
    polygons = [
        wound
        for polygon in uncrossed(geometry)
        if (wound := rewound(polygon)) is not None
    ]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def wrapped(lon: float) -> float:
    """Return a longitude brought into −180 to 180, rounded."""
    turned = (lon + HALF_TURN) % FULL_TURN - HALF_TURN
    return round(lon if abs(lon) <= HALF_TURN else turned, DECIMALS)


def uncrossed(geometry: Geometry) -> list[list[Ring]]:
    """Return the polygons of an area, cut where they cross the antimeridian.

    A ring crosses it where it leaves −180 to 180, or where two neighbouring
    positions are more than half a turn apart.
    """
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    parts: list[list[Ring]] = []
    for polygon in polygons:
        parts += cut(polygon) if crosses(polygon[0]) else [polygon]
    return parts


def crosses(ring: Ring) -> bool:
    """Tell whether a ring crosses the antimeridian.

    An edge of exactly one turn runs along it (Antarctica's, at the pole).
    """
    lons = [position[0] for position in ring]
    return max(map(abs, lons)) > HALF_TURN or any(
        HALF_TURN < abs(a - b) < FULL_TURN for a, b in itertools.pairwise(lons)
    )


def cut(polygon: list[Ring]) -> list[list[Ring]]:
    """Cut one polygon at the antimeridian; each part lies in −180 to 180."""
    from shapely import get_parts, union_all
    from shapely.affinity import translate
    from shapely.geometry import Polygon, box, mapping

    rings = [over_pole(unrolled(ring)) for ring in polygon]
    whole = Polygon(rings[0], rings[1:]).buffer(0)
    strips = []
    for turn in (-1, 0, 1):
        west = turn * FULL_TURN - HALF_TURN
        strip = whole.intersection(box(west, -90, west + FULL_TURN, 90))
        strips.append(translate(strip, -turn * FULL_TURN))
    return [
        list(mapping(part)["coordinates"])
        for part in get_parts(union_all(strips))
        if part.geom_type == "Polygon" and part.area
    ]


def unrolled(ring: Ring) -> Ring:
    """Return a ring without jumps: longitudes go on past 180 instead.

    >>> unrolled([[179, 0], [-179, 0], [-179, 1], [179, 0]])
    [[179, 0], [181.0, 0], [181.0, 1], [179, 0]]
    """
    turned, shift = [list(ring[0])], 0.0
    for before, (lon, lat, *_) in itertools.pairwise(ring):
        step = lon - before[0]
        if abs(step) > HALF_TURN:
            shift -= FULL_TURN if step > 0 else -FULL_TURN
        turned.append([lon + shift, lat] if shift else [lon, lat])
    return turned


def over_pole(ring: Ring) -> Ring:
    """Lead an unrolled ring that goes around a pole up to it and back.

    >>> over_pole([[-90, 80], [90, 80], [270, 80]])
    [[-90, 80], [90, 80], [270, 80], [270, 90.0], [-90, 90.0], [-90, 80]]
    """
    (first, _), (last, _) = ring[0], ring[-1]
    if abs(last - first) < HALF_TURN:
        return ring
    pole = math.copysign(QUARTER_TURN, sum(lat for _, lat in ring))
    return [*ring, [last, pole], [first, pole], ring[0]]


def rewound(polygon: list[Ring]) -> list[Ring] | None:
    """Round a polygon's positions and turn its outer ring counter-clockwise.

    Rings that rounding leaves with fewer than four positions are dropped; None
    when the outer ring is one of them.
    """
    rings = []
    for at, ring in enumerate(polygon):
        positions = distinct(
            [round(float(lon), DECIMALS), round(float(lat), DECIMALS)]
            for lon, lat, *_ in ring
        )
        if len(positions) < 4:  # noqa: PLR2004 a triangle and its first point again
            if at == 0:
                return None
            continue
        is_outer = at == 0
        rings.append(
            positions if (area(positions) > 0) == is_outer else positions[::-1]
        )
    return rings


def distinct(positions: Iterable[list[float]]) -> Ring:
    """Return positions without immediate repetitions."""
    kept: Ring = []
    for position in positions:
        if not kept or position != kept[-1]:
            kept.append(position)
    return kept


def area(ring: Ring) -> float:
    """Return a closed ring's signed area in square degrees; > 0 if anticlockwise."""
    pairs = itertools.pairwise(ring)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def part_boxes(geometry: Mapping[str, Any]) -> list[BBox]:
    """Return the box of each part of a normalised geometry."""
    return [
        (
            min(position[0] for position in part),
            min(position[1] for position in part),
            max(position[0] for position in part),
            max(position[1] for position in part),
        )
        for part in outlines(geometry)
    ]


def outlines(geometry: Mapping[str, Any]) -> Iterator[Ring]:
    """Yield the outer ring of each part; a point is a ring of one position."""
    coordinates = geometry["coordinates"]
    if geometry["type"] == "Point":
        yield [coordinates]
    elif geometry["type"] == "Polygon":
        yield coordinates[0]
    else:
        yield from (polygon[0] for polygon in coordinates)


def bounding_box(boxes: Iterable[BBox]) -> BBox | None:
    """Return the narrowest box around boxes; None without any.

    West is greater than east where the narrowest box crosses the antimeridian
    (RFC 7946, 5.2).

    >>> bounding_box([(178, -18, 178, -18), (-179, -17, -179, -17)])
    (178, -18, -179, -17)
    """
    spans = sorted((west, east) for west, _, east, _ in boxes)
    if not spans:
        return None
    merged = [spans[0]]
    for west, east in spans[1:]:
        if west <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], east))
        else:
            merged.append((west, east))
    widest, after = merged[0][0] + FULL_TURN - merged[-1][1], 0
    for at in range(1, len(merged)):
        gap = merged[at][0] - merged[at - 1][1]
        if gap > widest:
            widest, after = gap, at
    south = min(box[1] for box in boxes)
    north = max(box[3] for box in boxes)
    return merged[after][0], south, merged[after - 1][1], north
