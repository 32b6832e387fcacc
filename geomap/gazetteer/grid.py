"""The grid of squares by which places near a position are found."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..place import Position

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG

CELL_DEGREES = 0.5
"""Side of a square."""

COLUMNS = int(360 / CELL_DEGREES)


def cell_of(lon: float, lat: float) -> int:
    """Return the number of the square that holds a position in degrees."""
    row = int((lat + 90) / CELL_DEGREES)
    column = int((lon + 180) / CELL_DEGREES) % COLUMNS
    return row * COLUMNS + column


def cells_within(position: Position, radius_km: float) -> Iterator[tuple[int, int]]:
    """Yield runs of squares, first and last, that cover a circle.

    Runs break where they cross the antimeridian.

    >>> list(cells_within((0.1, 0.1), 10))
    [(129960, 129960)]
    >>> list(cells_within((179.9, 0.2), 15))
    [(129600, 129600), (130319, 130319)]
    """
    lon, lat = position
    reach = math.degrees(radius_km / EARTH_RADIUS_KM)
    widest = min(max(abs(lat - reach), abs(lat + reach)), 89.0)
    span = min(reach / math.cos(math.radians(widest)), 179.9)
    first_row = int((max(lat - reach, -90) + 90) / CELL_DEGREES)
    last_row = int((min(lat + reach, 90) + 90) / CELL_DEGREES)
    west = math.floor((lon - span + 180) / CELL_DEGREES)
    east = math.floor((lon + span + 180) / CELL_DEGREES)
    for row in range(first_row, last_row + 1):
        start = row * COLUMNS
        if west < 0:
            yield start + west + COLUMNS, start + COLUMNS - 1
        if east >= COLUMNS:
            yield start, start + east - COLUMNS
        yield start + max(west, 0), start + min(east, COLUMNS - 1)


def distance_on_sphere_km(a: Position, b: Position) -> float:
    """Return the great-circle distance, within 0.6 % of the geodesic one.

    Fast enough for thousands of places; `geomap.geo` has the exact distance.

    >>> round(distance_on_sphere_km((76.95, 43.25), (71.43, 51.13)))
    970
    """
    south, north = math.radians(a[1]), math.radians(b[1])
    half = (
        math.sin((north - south) / 2) ** 2
        + math.cos(south)
        * math.cos(north)
        * math.sin(math.radians(b[0] - a[0]) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))
