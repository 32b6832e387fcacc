"""Distances and boxes on the ellipsoid; the only room with geopy.

geopy costs 0.1 s to import, so functions import it when they run.
"""

from __future__ import annotations

import math
from typing import cast

from .records import BBox, Position

EARTH_RADIUS_KM = 6371.0088
"""The mean radius R1 of WGS 84 (IUGG)."""


def great_circle_km(a: Position, b: Position) -> float:
    """Return the distance on a sphere, in kilometres: within 0.6 % of geodesic.

    For the many comparisons where `distance_km` would be too slow; positions are
    longitude, latitude. The haversine formula keeps its precision when close.

    >>> round(great_circle_km((76.95, 43.25), (71.43, 51.13)))  # Almaty, Astana
    970
    """
    (lon_a, lat_a), (lon_b, lat_b) = a, b
    north = math.sin(math.radians(lat_b - lat_a) / 2) ** 2
    east = math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    east *= math.cos(math.radians(lat_a)) * math.cos(math.radians(lat_b))
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, north + east)))


def reach_km(box: BBox) -> float:
    """Return how far a box reaches from its middle to its corners, in kilometres.

    A box whose west is greater than its east crosses the antimeridian.

    >>> round(reach_km((46.5, 40.6, 87.3, 55.4)))  # Kazakhstan
    1812
    """
    west, south, east, north = box
    middle = (west + (east - west) % 360 / 2, (south + north) / 2)
    return max(great_circle_km(middle, (east, lat)) for lat in (south, north))


def distance_km(a: Position, b: Position) -> float:
    """Return the geodesic distance between two positions, in kilometres.

    Positions are longitude, latitude; geopy wants them the other way round.

    >>> round(distance_km((76.95, 43.25), (71.43, 51.13)), 1)  # Almaty, Astana
    970.1
    """
    from geopy.distance import geodesic

    return float(geodesic(a[::-1], b[::-1]).km)


def destination(start: Position, *, bearing_deg: float, distance_km: float) -> Position:
    """Return where one arrives from `start` on a geodesic.

    `bearing_deg` counts clockwise from north; the answer is longitude, latitude.

    >>> lon, lat = destination((30.0, 50.0), bearing_deg=0, distance_km=20)
    >>> round(lon, 3), round(lat, 3)
    (30.0, 50.18)
    """
    from geopy.distance import geodesic

    point = geodesic(kilometers=distance_km).destination(
        start[::-1], bearing=bearing_deg
    )
    return cast("float", point.longitude), cast("float", point.latitude)


def midpoint(a: Position, b: Position) -> Position:
    """Return the middle of the great circle's shorter arc between two positions.

    Of two opposite points of the globe, which have no middle, it is some point.

    >>> lon, lat = midpoint((179.0, 10.0), (-179.0, 10.0))
    >>> round(abs(lon)), round(lat)
    (180, 10)
    """
    x, y, z = (sum(axis) for axis in zip(unit_vector(a), unit_vector(b), strict=True))
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def unit_vector(position: Position) -> tuple[float, float, float]:
    """Return the direction of a position from the Earth's centre.

    >>> [round(x, 3) for x in unit_vector((90.0, 0.0))]
    [0.0, 1.0, 0.0]
    """
    lon, lat = map(math.radians, position)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)
