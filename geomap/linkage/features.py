"""Why two events may, or cannot, be reports of one happening.

`FEATURES` weighs reasons; each reason returns how far it holds, from -1 to 1.
`CONFLICTS` are facts that no incident may combine. A function's docstring is the
sentence that a reader is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from ..geo import great_circle_km
from ..records import Evidence
from ..stages import Gazetteer
from .profile import NEAR_KM, Profile, Toll

JOIN_SCORE = 2.5
"""Weights that add up to this join two events: one place, one kind of event."""

_CLOSE_CHARS = 600
_RISE = 2
_SLIP_DAYS = 1
_LARGE_TOLL = 10


class Pair(NamedTuple):
    """Two events and the gazetteer that knows how their places lie."""

    a: Profile
    b: Profile
    gazetteer: Gazetteer

    @property
    def is_one_document(self) -> bool:
        """Whether one document reports both."""
        return self.a.document_id == self.b.document_id


Reason: TypeAlias = Callable[[Pair], float]


class Feature(NamedTuple):
    """A reason for joining two events, and how much it weighs."""

    reason: Reason
    weight: float


def same_place(pair: Pair) -> float:
    """Both name the same place."""
    a, b = pair.a.place, pair.b.place
    if a is None or b is None or a.id != b.id:
        return 0.0
    is_area = pair.a.radius_km is None or pair.b.radius_km is None
    return float(is_area or _is_near(pair))


def near_place(pair: Pair) -> float:
    """Their places differ, but lie as close as their precision allows."""
    return float(not same_place(pair) and _is_near(pair))


def restates(pair: Pair) -> float:
    """One names an area around the other's place, with the same counts."""
    if same_place(pair) or not _is_contained(pair):
        return 0.0
    if any(_agree(a, b) == 1 for a, b in zip(pair.a.tolls, pair.b.tolls, strict=True)):
        return 1.0
    is_silent = not (any(pair.a.tolls) and any(pair.b.tolls))
    return 0.0 if pair.is_one_document and is_silent else -1.0


def place_open(pair: Pair) -> float:
    """One document leaves open where at least one of them happened."""
    if not pair.is_one_document or same_place(pair) or places_differ(pair):
        return 0.0
    return float(_is_open(pair.a) or _is_open(pair.b))


def same_days(pair: Pair) -> float:
    """Both happened on the same day, or on days that overlap."""
    a, b = pair.a.days, pair.b.days
    if a is None or b is None or dates_differ(pair):
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


def toll_grown(pair: Pair) -> float:
    """One toll may have grown to the other: one place, one day, one manner."""
    a, b = pair.a, pair.b
    is_one = bool(a.manner) and a.manner == b.manner and same_place(pair)
    if not is_one or same_days(pair) < 1 or not (a.tolls.killed and b.tolls.killed):
        return 0.0
    is_deadly = a.tolls.killed.low > 0 and b.tolls.killed.low > 0
    return float(is_deadly and _agree(a.tolls.killed, b.tolls.killed) < 0)


def same_agent(pair: Pair) -> float:
    """Both name the same one as having done it."""
    return float(bool(pair.a.names & pair.b.names))


def same_victims(pair: Pair) -> float:
    """Casualties of both stand on the same side."""
    return float(pair.a.victims is not None and pair.a.victims == pair.b.victims)


def same_killed(pair: Pair) -> float:
    """As many were killed; or so different a number that it counts against."""
    agreement = _agree(pair.a.tolls.killed, pair.b.tolls.killed)
    return max(agreement, 0.0) if _may_be_parts(pair) else agreement


def same_wounded(pair: Pair) -> float:
    """As many were wounded; or so different a number that it counts against."""
    agreement = _agree(pair.a.tolls.wounded, pair.b.tolls.wounded)
    return max(agreement, 0.0) if _may_be_parts(pair) else agreement


def same_other_count(pair: Pair) -> float:
    """As many were arrested, abducted, displaced or in the crowd."""
    scores = [
        _agree(a, b)
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
    Feature(toll_grown, 0.5),
    Feature(same_agent, 1.0),
    Feature(same_victims, 0.5),
    Feature(same_killed, 1.5),
    Feature(same_wounded, 1.0),
    Feature(same_other_count, 1.0),
    Feature(close_by, 0.5),
)


def kinds_differ(pair: Pair) -> bool:
    """One cannot be the other: an air strike is no car bomb."""
    a, b = pair.a, pair.b
    if a.group != b.group:
        # Who is robbed and hurt, as one document tells, is hurt in the robbery.
        is_robbery = {a.group, b.group} == _ROBBED_AND_HURT
        return not (is_robbery and pair.is_one_document)
    return bool(a.manner and b.manner and a.manner != b.manner)


def _is_spelled_out(pair: Pair) -> bool:
    """Tell whether one document tells once only loosely where as many died.

    Of those a lead counts, a headline may name one side only.
    """
    is_loose = pair.a.is_inferred or pair.b.is_inferred or restates(pair) > 0
    return pair.is_one_document and is_loose and same_killed(pair) == 1


def _is_bystander(pair: Pair) -> bool:
    """Tell whether one of two doers may only be near the deed, in one document.

    Local news names the family that mourns and the police who came. Who is told to
    have hurt other people did it.
    """
    a, b = pair.a, pair.b
    if not pair.is_one_document or {"civilian"} not in (a.sides, b.sides):
        return False
    is_hurt_twice = all(any(profile.tolls[:2]) for profile in (a, b))
    return not is_hurt_twice or (a.hurt is not None and a.hurt == b.hurt)


def dates_differ(pair: Pair) -> bool:
    """Their dates have no day in common, nor are they one large toll a day off."""
    a, b = pair.a.days, pair.b.days
    if a is None or b is None:
        return False
    gap = max(a.first - b.last, b.first - a.last)
    return gap > (_SLIP_DAYS if _is_one_large_toll(pair) else 0)


def _is_one_large_toll(pair: Pair) -> bool:
    """Tell whether one place has as many killed and as many wounded, many in all.

    Two outlets may date a happening a day apart; two happenings hardly have both
    tolls in common.
    """
    if not same_place(pair):
        return False
    a, b = pair.a.tolls, pair.b.tolls
    if not (a.killed and a.wounded) or a[:2] != b[:2]:
        return False
    return a.killed.low + a.wounded.low >= _LARGE_TOLL


def places_differ(pair: Pair) -> bool:
    """Their places lie apart, and neither contains the other nor is a guess."""
    if pair.a.place is None or pair.b.place is None or same_place(pair):
        return False
    if pair.a.is_guess or pair.b.is_guess:
        return False
    return not (_is_near(pair) or _is_contained(pair))


def agents_differ(pair: Pair) -> bool:
    """Different sides, or groups of different names, did it."""
    a, b = pair.a, pair.b
    if a.sides and b.sides and not a.sides & b.sides:
        return not _is_bystander(pair)
    return a.sides == b.sides == {"armed"} and _are_names_apart(a.names, b.names)


def victims_differ(pair: Pair) -> bool:
    """Casualties of the same kind stand on different sides."""
    a, b = pair.a.victims, pair.b.victims
    if a is None or b is None or a == b or {a, b} == _PEOPLE:
        return False
    if _is_spelled_out(pair):
        return False
    tolls = zip(pair.a.tolls[:2], pair.b.tolls[:2], strict=True)
    return not pair.is_one_document or any(x and y for x, y in tolls)


def tolls_differ(pair: Pair) -> bool:
    """One document gives two places tolls that cannot be the same."""
    if not pair.is_one_document or _may_be_parts(pair):
        return False
    return any(
        _is_disjoint(a, b)
        for a, b in zip(pair.a.tolls[:2], pair.b.tolls[:2], strict=True)
    )


def totals_differ(pair: Pair) -> bool:
    """One is a total over several happenings, or one document has two of them."""
    a, b = pair.a.event, pair.b.event
    if a.is_aggregate != b.is_aggregate:
        return True
    dead = [event.killed.best if event.killed else None for event in (a, b)]
    return a.is_aggregate and pair.is_one_document and dead[0] != dead[1]


CONFLICTS = (
    kinds_differ,
    dates_differ,
    victims_differ,
    totals_differ,
    agents_differ,
    tolls_differ,
    places_differ,
)

_PEOPLE = {"crowd", "civilian"}
_ROBBED_AND_HURT = {"robbery", "violence"}


def are_apart(pair: Pair) -> bool:
    """Tell whether any conflict keeps two events from being one incident."""
    return any(conflict(pair) for conflict in CONFLICTS)


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


def _agree(a: Toll | None, b: Toll | None) -> float:
    """Compare two tolls: 1 equal, 0.5 compatible, 0 unknown or risen, -1 apart."""
    if a is None or b is None:
        return 0.0
    if a == b:
        return float(a.low > 0)
    if not _is_disjoint(a, b):
        return 0.5
    fewer, more = sorted((a.low, b.low))
    return 0.0 if fewer and more <= max(_RISE * fewer, fewer + _RISE) else -1.0


def _is_disjoint(a: Toll | None, b: Toll | None) -> bool:
    """Tell whether two tolls cannot be the same number."""
    if a is None or b is None:
        return False
    fewer, more = sorted((a, b), key=lambda toll: toll.low)
    return fewer.high is not None and fewer.high < more.low


def _may_be_parts(pair: Pair) -> bool:
    """Tell whether one toll may be part of the other: one document, one town.

    An article goes on to tell how each of the five was shot; and by ACLED's rule
    the happenings of one kind, place and day are one incident anyhow.
    """
    is_town = pair.a.radius_km is not None and pair.b.radius_km is not None
    return pair.is_one_document and is_town and bool(same_place(pair))


def _is_open(profile: Profile) -> bool:
    """Tell whether the text leaves open where an event happened."""
    where = profile.event.where
    return where is None or (where.is_inferred and profile.radius_km is None)


def _is_near(pair: Pair) -> bool:
    """Tell whether two points are as close as precision, or a town's size, allows."""
    a, b = pair.a, pair.b
    if a.position is None or b.position is None:
        return False
    if a.radius_km is None or b.radius_km is None:
        return False
    allowed_km = max(NEAR_KM, a.radius_km + b.radius_km)
    if not (a.extent_km and b.extent_km):
        allowed_km = max(allowed_km, a.extent_km, b.extent_km)
    return great_circle_km(a.position, b.position) <= allowed_km


def _is_contained(pair: Pair) -> bool:
    """Tell whether one event names an area that the other's place lies in."""
    a, b = pair.a, pair.b
    if a.place is None or b.place is None:
        return False
    is_within = pair.gazetteer.is_within
    return (b.radius_km is None and is_within(a.place, b.place)) or (
        a.radius_km is None and is_within(b.place, a.place)
    )


def _are_names_apart(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether two sets of names belong to different groups.

    An acronym may stand for any full name, so only like is held against like.
    """
    if not a or not b or a & b:
        return False
    return any(map(str.isupper, a)) == any(map(str.isupper, b))
