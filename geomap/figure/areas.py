"""Outlines of the places known only as areas, and how much a picture shows."""

from __future__ import annotations

from collections import Counter

import numpy as np

from ..layers import Geometry, Layers
from ..records import WherePrec
from .basemap import Positions

COUNTRY_SHARE = 0.2
"""A country that holds so many of the incidents is shown whole, however large."""
GROWTH = 4.0
"""How many times wider another country may make the picture."""
LEAST_DEG = 4.0


def outlines_of(layers: Layers) -> dict[str, list[Positions]]:
    """Return the rings of each place's outline by its id, shells clockwise."""
    return {row.id: rings_of(row.geometry) for row in layers.areas.rows if row.geometry}


def rings_of(geometry: Geometry) -> list[Positions]:
    """Return the rings of a polygon or multipolygon, shells clockwise.

    >>> square = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
    >>> rings_of({"type": "Polygon", "coordinates": [square]})[0][1].tolist()
    [0.0, 1.0]
    """
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    rings = []
    for polygon in polygons:
        for number, positions in enumerate(polygon):
            ring: Positions = np.array([position[:2] for position in positions], float)
            is_shell = number == 0
            rings.append(ring if is_clockwise(ring) == is_shell else ring[::-1])
    return rings


def is_clockwise(ring: Positions) -> bool:
    """Tell whether a closed ring turns right."""
    return signed_size(ring) < 0


def signed_size(ring: Positions) -> float:
    """Return a ring's size in square degrees; below zero where it turns right."""
    x, y = (ring - ring[0]).T
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) / 2)


def extent(layers: Layers, outlines: dict[str, list[Positions]]) -> Positions:
    """Return positions that the picture has to show.

    They are all towns and districts, and the largest part of each country,
    unless it has few of the incidents and would make them too small to see.
    """
    table = layers.incidents
    points, countries = [], Counter[str]()
    parts: list[Positions] = []
    for row, prec, place_id in zip(
        table.rows, table.column("where_prec"), table.column("place_id"), strict=True
    ):
        is_area = isinstance(prec, int) and prec >= WherePrec.ADMIN2
        if row.geometry is None:
            continue
        if not is_area or str(place_id) not in outlines:
            points.append(row.geometry["coordinates"])
        elif isinstance(prec, int) and prec < WherePrec.COUNTRY:
            parts.append(largest(outlines[str(place_id)]))
        else:
            countries[str(place_id)] += 1
    shown = np.concatenate([np.array(points, float).reshape(-1, 2), *parts])
    by_size = sorted(
        countries, key=lambda id_: (abs(signed_size(largest(outlines[id_]))), id_)
    )
    for place_id in by_size:
        wider = np.concatenate([shown, largest(outlines[place_id])])
        is_common = countries[place_id] >= COUNTRY_SHARE * countries.total()
        if not len(shown) or is_common or span(wider) <= GROWTH * span(shown):
            shown = wider
    return shown


def largest(rings: list[Positions]) -> Positions:
    """Return the ring around the largest part of an outline."""
    return max(rings, key=lambda ring: abs(signed_size(ring)))


def span(positions: Positions) -> float:
    """Return the greater of height and width in degrees, at the equator's width."""
    lon, lat = positions.T
    height = float(np.ptp(lat))
    wide = float(np.ptp(np.unwrap(np.sort(lon), period=360)))
    return max(LEAST_DEG, height, wide * float(np.cos(np.radians(lat.mean()))))
