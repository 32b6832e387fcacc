"""Distances and boxes on the ellipsoid; the only room with geopy.

geopy costs 0.1 s to import, so functions import it when they run.
"""

from __future__ import annotations

import math
import re
import warnings
from typing import NamedTuple, cast

from .records import BBox, Position

EARTH_RADIUS_KM = 6371.0088
"""The mean radius R1 of WGS 84 (IUGG)."""


_POLE = 90
_DEG = (
    r"\d{1,3}(?:\.\d+)?\s?°?"
    r"(?:\s?\d{1,2}(?:\.\d+)?['′’](?:\s?\d{1,2}(?:\.\d+)?[\"″])?)?"
)
_DEGREES = re.compile(
    rf"(?<![\w.$€£-]){_DEG}\s?[NS],?\s+{_DEG}\s?[EW](?!\w)"
    r"|(?<![\w.$€£])-?\d{1,2}\.\d{3,},\s?-?\d{1,3}\.\d{3,}(?![\w.%])"
)
_MGRS = re.compile(r"\b\d{1,2}[C-HJ-NP-X] ?[A-HJ-NP-Z]{2} ?\d{4,10}\b")


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


class FoundPosition(NamedTuple):
    """A position and where its words stand: `text[start:end]`."""

    start: int
    end: int
    position: Position


def find_positions(text: str) -> list[FoundPosition]:
    """Return the coordinates and MGRS grids that a text writes out, in its order.

    Degrees come latitude first, as decimals of three digits or more, or with letters
    for the hemispheres; a pair that is nowhere on Earth is left out.

    >>> [found.position for found in find_positions("a depot at 42.312, 43.121 burned")]
    [(43.121, 42.312)]
    >>> lon, lat = find_positions("at grid 38SMB4488")[0].position
    >>> round(lon, 2), round(lat, 2)
    (44.4, 33.33)
    >>> find_positions("from 1.234, 5.678 to 99.123, 20.456")
    [FoundPosition(start=5, end=17, position=(5.678, 1.234))]
    """
    found = [
        FoundPosition(*match.span(), position)
        for pattern, read in ((_DEGREES, _read_degrees), (_MGRS, _read_mgrs))
        for match in pattern.finditer(text)
        if (position := read(match[0])) is not None
    ]
    return sorted(found)


def _read_degrees(text: str) -> Position | None:
    """Return the position of a pair of degrees, or None where there is none such."""
    from geopy.point import Point

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # geopy only warns of what no pole allows
            point = Point(text.replace("″", '"').replace("′", "'").replace("’", "'"))
    except (ValueError, UserWarning):
        return None
    is_real = abs(point.latitude) <= _POLE and abs(point.longitude) <= 2 * _POLE
    return (point.longitude, point.latitude) if is_real else None


def _read_mgrs(text: str) -> Position | None:
    """Return the middle of a grid square of the MGRS, or None where there is none."""
    from mgrs import MGRS
    from mgrs.core import MGRSError

    square = "".join(text.split())
    digits = len(square) - len(square.rstrip("0123456789"))
    if digits % 2:
        return None
    half = len(square) - digits // 2
    try:  # five more metres each way: the middle of the square, not its corner
        lat, lon = MGRS().toLatLon(f"{square[:half]}5{square[half:]}5")
    except MGRSError:
        return None
    return lon, lat


def unit_vector(position: Position) -> tuple[float, float, float]:
    """Return the direction of a position from the Earth's centre.

    >>> [round(x, 3) for x in unit_vector((90.0, 0.0))]
    [0.0, 1.0, 0.0]
    """
    lon, lat = map(math.radians, position)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)
