"""Why two events may be reports of one happening.

`FEATURES` weighs reasons; each reason returns how far it holds, from -1 to 1. A
function's docstring is the sentence that a reader is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from ..records import Evidence
from .conflicts import dates_differ
from .pairs import (
    Pair,
    agree,
    days_between,
    is_contained,
    is_near,
    is_same_place,
    lie_apart,
    may_be_parts,
)
from .profile import Profile

JOIN_SCORE = 2.5
"""Weights that add up to this join two events: one place, one kind of event."""

_CLOSE_CHARS = 600
_HURT_BY_ACCIDENT = {"accident", "violence"}

Reason: TypeAlias = Callable[[Pair], float]


class Feature(NamedTuple):
    """A reason for joining two events, and how much it weighs."""

    reason: Reason
    weight: float


def same_place(pair: Pair) -> float:
    """Both name the same place."""
    return float(is_same_place(pair))


def near_place(pair: Pair) -> float:
    """Their places differ, but lie as close as their precision allows."""
    return float(not is_same_place(pair) and is_near(pair))


def restates(pair: Pair) -> float:
    """One names an area around the other's place, with the same counts or none."""
    if is_same_place(pair) or not is_contained(pair):
        return 0.0
    if any(agree(a, b) == 1 for a, b in zip(pair.a.tolls, pair.b.tolls, strict=True)):
        return 1.0
    is_silent = not (any(pair.a.tolls) and any(pair.b.tolls))
    return same_type(pair) if pair.is_one_document and is_silent else -1.0


def place_open(pair: Pair) -> float:
    """One document leaves open where at least one of them happened."""
    if not pair.is_one_document or is_same_place(pair) or lie_apart(pair):
        return 0.0
    return float(_is_open(pair.a) or _is_open(pair.b))


def same_days(pair: Pair) -> float:
    """Both happened on the same day, or on days that overlap."""
    a, b = pair.a.days, pair.b.days
    if a is None or b is None or dates_differ(pair):
        return 0.0
    if pair.is_one_document and days_between(pair):
        return 0.0
    return 1.0 if a == b and a.first == a.last else 0.5


def both_undated(pair: Pair) -> float:
    """One document dates neither of them."""
    is_undated = pair.a.days is None and pair.b.days is None
    return float(is_undated and pair.is_one_document)


def undated_elsewhere(pair: Pair) -> float:
    """Another document's report has no date to compare."""
    is_undated = pair.a.days is None or pair.b.days is None
    return float(is_undated and not pair.is_one_document)


def same_type(pair: Pair) -> float:
    """Both are of the same sub-event type."""
    return float(
        (pair.a.event.event_type, pair.a.event.sub_event_type)
        == (pair.b.event.event_type, pair.b.event.sub_event_type)
    )


def accident_or_deed(pair: Pair) -> float:
    """One document tells of an accident and of a deed."""
    return float({pair.a.group, pair.b.group} == _HURT_BY_ACCIDENT)


def toll_grown(pair: Pair) -> float:
    """One toll may have grown to the other: one place, one day, one manner."""
    a, b = pair.a, pair.b
    is_one = bool(a.manner) and a.manner == b.manner and is_same_place(pair)
    if not is_one or same_days(pair) < 1 or not (a.tolls.killed and b.tolls.killed):
        return 0.0
    is_deadly = a.tolls.killed.low > 0 and b.tolls.killed.low > 0
    return float(is_deadly and agree(a.tolls.killed, b.tolls.killed) < 0)


def same_agent(pair: Pair) -> float:
    """Both name the same one as having done it."""
    return float(bool(pair.a.names & pair.b.names))


def same_victims(pair: Pair) -> float:
    """Casualties of both stand on the same side."""
    return float(pair.a.victims is not None and pair.a.victims == pair.b.victims)


def same_name(pair: Pair) -> float:
    """Both name the same one as having suffered."""
    return float(
        any(
            len({*first} & {*second}) > 1
            for first in pair.a.victim_names
            for second in pair.b.victim_names
        )
    )


def same_killed(pair: Pair) -> float:
    """As many were killed; or so different a number that it counts against."""
    agreement = agree(pair.a.tolls.killed, pair.b.tolls.killed)
    return max(agreement, 0.0) if may_be_parts(pair) else agreement


def same_wounded(pair: Pair) -> float:
    """As many were wounded; or so different a number that it counts against."""
    agreement = agree(pair.a.tolls.wounded, pair.b.tolls.wounded)
    return max(agreement, 0.0) if may_be_parts(pair) else agreement


def same_other_count(pair: Pair) -> float:
    """As many were arrested, abducted, displaced or in the crowd."""
    scores = [
        agree(a, b)
        for a, b in zip(pair.a.tolls[2:], pair.b.tolls[2:], strict=True)
        if a and b
    ]
    return sum(scores) / len(scores) if scores else 0.0


def close_by(pair: Pair) -> float:
    """One document tells both within a few sentences."""
    distance = abs(pair.a.offset - pair.b.offset)
    return float(pair.is_one_document and distance <= _CLOSE_CHARS)


FEATURES = (
    Feature(same_place, 2.0),
    Feature(near_place, 0.75),
    Feature(restates, 1.0),
    Feature(place_open, 1.5),
    Feature(same_days, 1.0),
    Feature(undated_elsewhere, -1.5),
    Feature(both_undated, 0.5),
    Feature(same_type, 0.5),
    Feature(accident_or_deed, -1.5),
    Feature(toll_grown, 0.5),
    Feature(same_agent, 1.0),
    Feature(same_victims, 0.5),
    Feature(same_name, 1.5),
    Feature(same_killed, 1.5),
    Feature(same_wounded, 1.0),
    Feature(same_other_count, 1.0),
    Feature(close_by, 0.5),
)


def score(pair: Pair) -> float:
    """Return the sum of the weighted reasons for joining two events."""
    return sum(feature.weight * feature.reason(pair) for feature in FEATURES)


def evidence(pair: Pair) -> tuple[Evidence, ...]:
    """Return the reasons that hold for a pair, heaviest first."""
    found = [
        Evidence(
            feature=feature.reason.__name__,
            score=feature.weight * value,
            detail=(feature.reason.__doc__ or "").strip().split("\n")[0],
        )
        for feature in FEATURES
        if (value := feature.reason(pair))
    ]
    return tuple(sorted(found, key=lambda e: (-abs(e.score), e.feature)))


def _is_open(profile: Profile) -> bool:
    """Tell whether the text leaves open where an event happened."""
    where = profile.event.where
    return where is None or (where.is_inferred and profile.radius_km is None)
