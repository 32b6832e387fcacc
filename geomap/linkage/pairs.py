"""Two events side by side: how their places lie, and whether their tolls agree."""

from __future__ import annotations

from typing import NamedTuple

from ..geo import great_circle_km
from ..stages import Gazetteer
from .profile import NEAR_KM, Profile, Toll

_RISE = 2


class Pair(NamedTuple):
    """Two events and the gazetteer that knows how their places lie.

    `is_of_one_place` tells whether the document names one place for all of their kind.
    """

    a: Profile
    b: Profile
    gazetteer: Gazetteer
    is_of_one_place: bool = False

    @property
    def is_one_document(self) -> bool:
        """Whether one document reports both."""
        return self.a.document_id == self.b.document_id


def is_same_place(pair: Pair) -> bool:
    """Tell whether two events name one place; vague points also lie close."""
    a, b = pair.a.place, pair.b.place
    if a is None or b is None or a.id != b.id:
        return False
    is_area = pair.a.radius_km is None or pair.b.radius_km is None
    return is_area or is_near(pair)


def agree(a: Toll | None, b: Toll | None) -> float:
    """Compare two tolls: 1 equal, 0.5 compatible, 0 unknown or risen, -1 apart."""
    if a is None or b is None:
        return 0.0
    if a == b:
        return float(a.low > 0)
    if not is_disjoint(a, b):
        return 0.5
    fewer, more = sorted((a.low, b.low))
    return 0.0 if fewer and more <= max(_RISE * fewer, fewer + _RISE) else -1.0


def is_disjoint(a: Toll | None, b: Toll | None) -> bool:
    """Tell whether two tolls cannot be the same number."""
    if a is None or b is None:
        return False
    fewer, more = sorted((a, b), key=lambda toll: toll.low)
    return fewer.high is not None and fewer.high < more.low


def may_be_parts(pair: Pair) -> bool:
    """Tell whether one toll may be part of the other: one document, one town.

    An article goes on to tell how each of the five was shot; and by ACLED's rule
    the happenings of one kind, place and day are one incident anyhow.
    """
    is_town = pair.a.radius_km is not None and pair.b.radius_km is not None
    return pair.is_one_document and is_town and is_same_place(pair)


def is_near(pair: Pair) -> bool:
    """Tell whether two points are as close as precision, or a town's size, allows.

    What lies in a town as a whole, a spot or a quarter, may stand for it.
    """
    a, b = pair.a, pair.b
    if a.position is None or b.position is None:
        return False
    if a.radius_km is None or b.radius_km is None:
        return False
    smaller_km, larger_km = sorted((a.extent_km, b.extent_km))
    allowed_km = max(NEAR_KM, a.radius_km + b.radius_km, larger_km - smaller_km)
    return great_circle_km(a.position, b.position) <= allowed_km


def is_contained(pair: Pair) -> bool:
    """Tell whether one event names an area that the other's place lies in."""
    a, b = pair.a, pair.b
    if a.place is None or b.place is None:
        return False
    is_within = pair.gazetteer.is_within
    return (b.radius_km is None and is_within(a.place, b.place)) or (
        a.radius_km is None and is_within(b.place, a.place)
    )


def lie_apart(pair: Pair) -> bool:
    """Tell whether two places are neither one, nor close, nor one in the other."""
    if pair.a.place is None or pair.b.place is None:
        return False
    return not (is_same_place(pair) or is_near(pair) or is_contained(pair))


def days_between(pair: Pair) -> int:
    """Return how many days lie between two dates; 0 where they may be one day."""
    a, b = pair.a.days, pair.b.days
    if a is None or b is None:
        return 0
    return max(a.first - b.last, b.first - a.last, 0)
