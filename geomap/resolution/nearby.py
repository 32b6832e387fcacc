"""Names said to lie near another: "the village of Stepanivka near Kherson"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ..records import Mention
from .scene import Unit

REACH_KM = 100.0
"""Further off, no place is said to be near another."""

_KINDS = frozenset({"near", "direction", "outskirts"})
_GAP = re.compile(r",?\s*")


def forget_far(
    text: str,
    mentions: Sequence[Mention],
    units: Sequence[Unit],
    unit_of: Sequence[int],
) -> None:
    """Take from names the options far from what they are said to be near.

    `unit_of` is the unit of each mention.

    Where none is left, the other place may stand in. Countries, seas and the like
    bind nothing.
    """
    for index, (first, second) in enumerate(pairwise(mentions)):
        vicinity = second.vicinity
        if vicinity is None or vicinity.kind not in _KINDS:
            continue
        if not _GAP.fullmatch(text[first.span.end : vicinity.span.start]):
            continue
        unit, other = units[unit_of[index]], units[unit_of[index + 1]]
        places = [option for option in other.options if not option.is_wide]
        reach = REACH_KM + (vicinity.distance_km or 0.0)
        if unit is not other and places:
            unit.options = [
                option
                for option in unit.options
                if option.is_wide
                or any(option.distance_km(place) <= reach for place in places)
            ]
            if not unit.options:
                unit.outer.add(unit_of[index + 1])
