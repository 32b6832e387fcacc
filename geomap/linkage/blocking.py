"""Which events are worth comparing: few, found through keys, never all pairs.

Within a document, every two events of a group may be one, and a robbery or an
accident may be the violence told beside it. Across documents, dated events meet in
cells of place and day; areas meet the points inside them only where a count is
equal; undated events only where place, killed and wounded all are, or where both
name one victim.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from ..records import Position
from .profile import MAX_RADIUS_KM, NEAR_KM, Profile

_KM_PER_DEG = 111.2
_CELL_DEG = 0.25
_LONGEST_DAYS = 7
"""Vaguer dates tell the events of different documents too badly apart."""

_WINDOW = 32
"""How many distinct neighbours in a block an event is compared with at most."""

_VIOLENT = frozenset({"violence", "robbery", "accident"})
"""Groups that meet within a document."""

Block: TypeAlias = dict[Hashable, list[int]]


class _Blocks(NamedTuple):
    """Indices of events by key; in `areas` and `points` the keys correspond."""

    meeting: Block
    areas: Block
    points: Block


def candidate_pairs(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """Return the pairs of indices worth comparing, each once, in order.

    Their number grows with the number of events, not with its square: of the
    events in a block that agree in everything, the first stands for all, and it
    meets a window of neighbours.

    Parameters
    ----------
    profiles : Sequence[Profile]
        In the order of their keys.
    """
    blocks = _Blocks(defaultdict(list), defaultdict(list), defaultdict(list))
    for index, profile in enumerate(profiles):
        for key in _meeting_keys(profile):
            blocks.meeting[key].append(index)
        restating = blocks.points if profile.radius_km is not None else blocks.areas
        for key in _restating_keys(profile):
            restating[key].append(index)
    pairs: set[tuple[int, int]] = set()
    for members in blocks.meeting.values():
        if len(members) > 1:
            pairs.update(_neighbours(members, profiles))
    for key, areas in blocks.areas.items():
        for area in areas[:_WINDOW]:
            for point in blocks.points.get(key, ())[:_WINDOW]:
                pairs.add((min(area, point), max(area, point)))
    return sorted(pairs)


def _neighbours(
    members: list[int], profiles: Sequence[Profile]
) -> Iterator[tuple[int, int]]:
    """Yield each event of a block with the one it equals, or with a window."""
    firsts: dict[Hashable, int] = {}
    for index in members:
        first = firsts.setdefault(profiles[index].signature, index)
        if first != index:
            yield first, index
    distinct = list(firsts.values())
    for rank, index in enumerate(distinct):
        for other in distinct[max(0, rank - _WINDOW) : rank]:
            yield other, index


def _meeting_keys(profile: Profile) -> Iterator[Hashable]:
    """Yield the keys under which an event meets others of its group."""
    kind = (profile.group, profile.event.realis)
    family = "violence" if profile.group in _VIOLENT else profile.group
    yield "document", family, profile.event.realis, profile.document_id
    for name in profile.victim_names:
        yield "victim", kind, name[0], name[-1]
    place, tolls = profile.place, profile.tolls
    if place is None:
        return
    if tolls.killed and tolls.wounded:
        yield "counts", kind, place.id, tolls.killed, tolls.wounded
    for ordinal in _ordinals(profile):
        if profile.radius_km is None or profile.position is None:
            yield "area", kind, ordinal, place.id
        else:
            radius_km = max(profile.radius_km, profile.extent_km, NEAR_KM / 2)
            for cell in cells(profile.position, radius_km):
                yield "cell", kind, ordinal, cell


def _restating_keys(profile: Profile) -> Iterator[Hashable]:
    """Yield the keys under which an area's event meets the points inside it."""
    if profile.place is None or profile.place.country_code is None:
        return
    kind = (profile.group, profile.event.realis, profile.place.country_code)
    for ordinal in _ordinals(profile):
        for counted, toll in enumerate(profile.tolls):
            if toll:
                yield kind, ordinal, counted, toll


def _ordinals(profile: Profile) -> range:
    """Return the days of an event; none where they are unknown or too vague."""
    days = profile.days
    if days is None or days.last - days.first >= _LONGEST_DAYS:
        return range(0)
    return range(days.first, days.last + 1)


def cells(position: Position, radius_km: float) -> list[tuple[int, int]]:
    """Return the cells of a grid that a circle touches, as row and column.

    Rows are a quarter of a degree high; their cells are as wide in kilometres,
    and go round the earth, so circles that meet at 180° share a cell.

    >>> cells((0.1, 0.1), 2.5)
    [(0, 0)]
    >>> set(cells((180.0, 10.0), 2.5)) == set(cells((-180.0, 10.0), 2.5))
    True
    """
    lon, lat = position
    reach = min(radius_km, MAX_RADIUS_KM) / _KM_PER_DEG
    found = []
    for row in range(_floor(lat - reach), _floor(lat + reach) + 1):
        shrink = max(math.cos(math.radians(row * _CELL_DEG)), 0.01)
        columns = max(1, round(360 * shrink / _CELL_DEG))
        width = 360 / columns
        first = math.floor((lon - reach / shrink) / width)
        last = math.floor((lon + reach / shrink) / width)
        found += [(row, column % columns) for column in range(first, last + 1)]
    return found


def _floor(lat: float) -> int:
    """Return the row of a latitude."""
    return math.floor(lat / _CELL_DEG)
