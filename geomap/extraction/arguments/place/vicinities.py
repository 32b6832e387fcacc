"""Where a place said relative to others lies: "20 km north of X", "between A and B"."""

from __future__ import annotations

from typing import NamedTuple

from ....geo import destination, distance_km, midpoint
from ....records import Place, Position, Vicinity, WherePrec

NEAR_KM = 10.0
AROUND_KM = 25.0
"""How far UCDP's code 2 reaches: for "north of X", and for a place around one."""

OFFSHORE_KM = 50.0
"""How far off a coast news still names it."""

_DIRECTION_SHARE = 0.25
"""A stated distance is right within a quarter; a bearing within 22.5 degrees."""

_MAX_BETWEEN_KM = 500.0
"""Further apart, what lies between two places is not said by naming them."""

PAIRED = frozenset({"between", "road"})
OFFSHORE = "offshore"


class Region(NamedTuple):
    """A position, the radius in which it is right, and UCDP's code."""

    position: Position
    radius_km: float
    prec: WherePrec


def around(place: Place, vicinity: Vicinity, *, radius: float) -> Region:
    """Return the region that words about one place describe.

    `radius` is that of the place itself, in km.

    Examples
    --------
    "20 km north of X" is computed on the geodesic; "north of X" and "near X" stay
    at X, with a wider radius; "off the coast of X" is at sea.
    """
    start, distance = place.position, vicinity.distance_km
    if vicinity.kind == OFFSHORE:
        return Region(start, max(radius, OFFSHORE_KM), WherePrec.INTERNATIONAL)
    if distance is None:
        is_side = vicinity.bearing_deg is not None
        reach = AROUND_KM if is_side else NEAR_KM
        return Region(start, max(radius, reach), WherePrec.NEAR)
    if vicinity.bearing_deg is None:
        return Region(start, radius + distance, WherePrec.NEAR)
    position = destination(
        start, bearing_deg=vicinity.bearing_deg, distance_km=distance
    )
    return Region(position, max(radius, distance * _DIRECTION_SHARE), WherePrec.NEAR)


def between(a: Place, b: Place) -> Region | None:
    """Return the region between two places; None of countries, or far apart.

    It is the middle of the way, and reaches to both (UCDP's code 5).
    """
    apart = distance_km(a.position, b.position)
    if a.is_country or b.is_country or apart > _MAX_BETWEEN_KM:
        return None
    middle = midpoint(a.position, b.position)
    return Region(middle, max(NEAR_KM, apart / 2), WherePrec.AREA)
