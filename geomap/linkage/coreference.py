"""Which events of one document tell of one happening (event coreference).

An event is evidence; it must earn an incident of its own. Each is compared with those
before it and joins the incident it fits best, unless it more likely tells of another
happening. `FEATURES` are the reasons; their weights are learned
(`coreference_weights.tsv`). A function's docstring is the sentence a reader is shown.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from .. import lexicon
from ..records import Discourse, Evidence
from ..stages import Gazetteer
from .conflicts import names_differ
from .pairs import (
    Pair,
    agree,
    days_between,
    is_contained,
    is_disjoint,
    is_near,
    is_same_place,
    lie_apart,
)
from .profile import Profile

Reason: TypeAlias = Callable[[Pair], float]

BIAS = "bias"
JOIN_SCORE = -0.6
"""Log-odds from which an event joins: a second dot costs more than one too few."""

_LINKED = 0.5
_HEADINGS = frozenset({"dateline", "label"})
_CLOSE = 2
_FAR = 8
_COMPARED = 6
"""Of a long chain only its first events are compared, and its last."""

_OPEN = 24
"""How many of the latest incidents an event may still join."""


class WeightRow(NamedTuple):
    """One row of the table of weights."""

    feature: str
    weight: str
    source: str


def same_place(pair: Pair) -> float:
    """Both name the same place."""
    return float(is_same_place(pair))


def near_place(pair: Pair) -> float:
    """Their places lie as close as their precision allows."""
    return float(not is_same_place(pair) and is_near(pair))


def holding_place(pair: Pair) -> float:
    """One names an area that the other's place lies in."""
    return float(not is_same_place(pair) and is_contained(pair))


def other_place(pair: Pair) -> float:
    """Each names a place of its own, and the two lie apart."""
    return float(_are_own(pair) and lie_apart(pair))


def other_place_inferred(pair: Pair) -> float:
    """Their places lie apart, but words name at most one of them."""
    return float(not _are_own(pair) and lie_apart(pair))


def no_place(pair: Pair) -> float:
    """At least one of them has no place."""
    return float(pair.a.place is None or pair.b.place is None)


def own_places(pair: Pair) -> float:
    """Words of each sentence name its place."""
    return float(_are_own(pair))


def same_day(pair: Pair) -> float:
    """Both happened on one and the same day."""
    a, b = pair.a.days, pair.b.days
    return float(a is not None and a == b and a.first == a.last)


def other_day(pair: Pair) -> float:
    """Each says its day, and the days lie apart."""
    is_own = not (pair.a.is_borrowed or pair.b.is_borrowed)
    return float(is_own and days_between(pair) > 0)


def other_day_borrowed(pair: Pair) -> float:
    """Their days lie apart, but the sentence of at least one does not say it."""
    is_borrowed = pair.a.is_borrowed or pair.b.is_borrowed
    return float(is_borrowed and days_between(pair) > 0)


def days_far_apart(pair: Pair) -> float:
    """Between them lies a month or more."""
    return float(days_between(pair) >= _MONTH)


def no_day(pair: Pair) -> float:
    """At least one of them has no day."""
    return float(pair.a.days is None or pair.b.days is None)


def same_type(pair: Pair) -> float:
    """Both are of the same sub-event type."""
    a, b = pair.a.event, pair.b.event
    return float((a.event_type, a.sub_event_type) == (b.event_type, b.sub_event_type))


def same_group(pair: Pair) -> float:
    """Both are of kinds that reports give one happening."""
    return float(pair.a.group == pair.b.group)


def kindred_group(pair: Pair) -> float:
    """One is an accident or robbery, the other violence: one may be the other."""
    return float({pair.a.group, pair.b.group} in _KINDRED)


def other_manner(pair: Pair) -> float:
    """One is another kind of weapon than the other."""
    a, b = pair.a.manner, pair.b.manner
    return float(pair.a.group == pair.b.group and bool(a and b) and a != b)


def same_killed(pair: Pair) -> float:
    """As many were killed."""
    return float(agree(pair.a.tolls.killed, pair.b.tolls.killed) == 1)


def same_wounded(pair: Pair) -> float:
    """As many were wounded."""
    return float(agree(pair.a.tolls.wounded, pair.b.tolls.wounded) == 1)


def other_killed(pair: Pair) -> float:
    """Both say how many were killed, and cannot mean the same."""
    return float(is_disjoint(pair.a.tolls.killed, pair.b.tolls.killed))


def other_wounded(pair: Pair) -> float:
    """Both say how many were wounded, and cannot mean the same."""
    return float(is_disjoint(pair.a.tolls.wounded, pair.b.tolls.wounded))


def same_other_count(pair: Pair) -> float:
    """As many were arrested, abducted, displaced or in the crowd."""
    counts = zip(pair.a.tolls[2:], pair.b.tolls[2:], strict=True)
    return float(any(agree(a, b) == 1 for a, b in counts))


def refers_back(pair: Pair) -> float:
    """The words that come later only take up what was told: "the blast"."""
    return float(_later(pair).is_reference)


def tells_effect(pair: Pair) -> float:
    """The words that come later only tell what came of it: "two died"."""
    return float(_later(pair).is_effect)


def earlier_effect(pair: Pair) -> float:
    """The words that come first only tell what came of it."""
    return float(_earlier(pair).is_effect)


def set_apart(pair: Pair) -> float:
    """Words set the later one apart: "another", "separately"."""
    return float(_later(pair).is_another)


def in_headline(pair: Pair) -> float:
    """A headline tells what comes first."""
    return float(_earlier(pair).is_headline)


def one_sentence(pair: Pair) -> float:
    """One sentence tells both."""
    return float(_distance(pair) == 0)


def close_by(pair: Pair) -> float:
    """One follows the other within two sentences."""
    return float(0 < _distance(pair) <= _CLOSE)


def far_off(pair: Pair) -> float:
    """Many sentences lie between them."""
    return float(_distance(pair) > _FAR)


def one_paragraph(pair: Pair) -> float:
    """One paragraph tells both."""
    return float(_earlier(pair).paragraph == _later(pair).paragraph)


def same_trigger(pair: Pair) -> float:
    """Both are told by the same word."""
    return float(_earlier(pair).trigger == _later(pair).trigger != "")


def same_agent(pair: Pair) -> float:
    """Both name the same one as having done it."""
    return float(bool(pair.a.names & pair.b.names))


def other_sides(pair: Pair) -> float:
    """Different sides did it."""
    a, b = pair.a.sides, pair.b.sides
    return float(bool(a and b) and not a & b)


def same_victims(pair: Pair) -> float:
    """Casualties of both stand on the same side."""
    return float(pair.a.victims is not None and pair.a.victims == pair.b.victims)


def later_aftermath(pair: Pair) -> float:
    """The words that come later only follow from what happened."""
    return _later(pair).aftermath


def later_background(pair: Pair) -> float:
    """The words that come later are told for context."""
    return _later(pair).background


def other_standing(pair: Pair) -> float:
    """One is told for context, the other is the news."""
    return abs(_later(pair).background - _earlier(pair).background)


def one_total(pair: Pair) -> float:
    """One is a total over several happenings, the other is not."""
    return float(pair.a.event.is_aggregate != pair.b.event.is_aggregate)


def of_one_place_and_day(pair: Pair) -> float:
    """They share place and day, and may be of one kind."""
    is_kin = pair.a.group == pair.b.group or kindred_group(pair) > 0
    return float(is_kin and is_same_place(pair) and same_day(pair) > 0)


def nothing_apart(pair: Pair) -> float:
    """Of one kind, with no word of another place, day, weapon or happening."""
    is_kin = pair.a.group == pair.b.group or kindred_group(pair) > 0
    apart = (other_place, other_day, set_apart, other_manner, one_total)
    return float(is_kin and not any(reason(pair) for reason in apart))


def one_place_of_kind(pair: Pair) -> float:
    """Of their kind, the text names no second place."""
    return float(pair.is_of_one_place)


def shared_words(pair: Pair) -> float:
    """Their sentences share words."""
    a, b = pair.a.discourse.words, pair.b.discourse.words
    return len(a & b) / max(1, min(len(a), len(b)))


_MONTH = 28
_KINDRED = (
    {"robbery", "violence"},
    {"accident", "violence"},
    {"accident", "natural disaster"},
    {"natural disaster", "violence"},
    {"looting", "violence"},
    {"looting", "accident"},
    {"looting", "natural disaster"},
    {"arrests", "crowd"},
    {"violence", "crowd"},
    {"looting", "crowd"},
    {"sexual violence", "violence"},
)

FEATURES: tuple[Reason, ...] = (
    same_place,
    near_place,
    holding_place,
    other_place,
    other_place_inferred,
    no_place,
    own_places,
    same_day,
    other_day,
    other_day_borrowed,
    days_far_apart,
    no_day,
    same_type,
    same_group,
    kindred_group,
    other_manner,
    same_killed,
    same_wounded,
    other_killed,
    other_wounded,
    same_other_count,
    refers_back,
    tells_effect,
    earlier_effect,
    set_apart,
    in_headline,
    one_sentence,
    close_by,
    far_off,
    one_paragraph,
    same_trigger,
    same_agent,
    other_sides,
    same_victims,
    later_aftermath,
    later_background,
    other_standing,
    one_total,
    of_one_place_and_day,
    nothing_apart,
    one_place_of_kind,
    shared_words,
)


@cache
def weights() -> dict[str, float]:
    """Return the weight of each reason by its name, and the bias."""
    rows = lexicon.load("coreference_weights", WeightRow)
    return {row.feature: float(row.weight) for row in rows}


def score(pair: Pair) -> float:
    """Return the log-odds that two events of one document tell of one happening."""
    known = weights()
    return known[BIAS] + sum(
        known[reason.__name__] * value for reason in FEATURES if (value := reason(pair))
    )


def evidence(pair: Pair) -> tuple[Evidence, ...]:
    """Return the reasons that hold for a pair, heaviest first."""
    known = weights()
    found = [
        Evidence(
            feature=reason.__name__,
            score=round(known[reason.__name__] * value, 3),
            detail=(reason.__doc__ or "").strip(),
        )
        for reason in FEATURES
        if (value := reason(pair))
    ]
    return tuple(sorted(found, key=lambda e: (-abs(e.score), e.feature)))


def chains_of(profiles: Sequence[Profile], gazetteer: Gazetteer) -> list[list[int]]:
    """Return the events of one document by happening, as indices, in text order.

    Parameters
    ----------
    profiles : Sequence[Profile]
        Of one document, in text order.
    """
    chains: list[list[int]] = []
    pair = pairing(profiles, gazetteer)
    for index in range(len(profiles)):
        scored = [
            (_mean_score(pairs), -rank)
            for rank, chain in enumerate(reversed(chains[-_OPEN:]))
            for pairs in [[pair(other, index) for other in _compared(chain)]]
            if not any(map(_cannot_be_one, pairs))
        ]
        best = max(scored, default=(-math.inf, 0))
        if best[0] > JOIN_SCORE:
            chains[-1 + best[1]].append(index)
        else:
            chains.append([index])
    return chains


def pairing(
    profiles: Sequence[Profile], gazetteer: Gazetteer
) -> Callable[[int, int], Pair]:
    """Return what makes pairs of a document's events, by their indices."""
    places: dict[str, list[Profile]] = {}
    for profile in profiles:
        if profile.place is not None and not profile.is_inferred:
            places.setdefault(profile.group, []).append(profile)
    single = {
        group
        for group, named in places.items()
        if not any(lie_apart(Pair(named[0], other, gazetteer)) for other in named[1:])
    }

    def pair(first: int, second: int) -> Pair:
        a, b = profiles[first], profiles[second]
        return Pair(a, b, gazetteer, a.group in single and b.group in single)

    return pair


def _cannot_be_one(pair: Pair) -> bool:
    """Tell whether two events cannot be one happening, whatever speaks for it.

    Words put them in two towns, or a month apart; one word tells of two places; or
    places or days differ, and so do the tolls.
    """
    if pair.a.offset == pair.b.offset and not is_same_place(pair):
        return True
    is_kin = pair.a.group == pair.b.group or kindred_group(pair) > 0
    if not is_kin or names_differ(pair):
        return True
    is_dated = not (pair.a.is_borrowed or pair.b.is_borrowed)
    apart_days = days_between(pair) if is_dated else 0
    if apart_days >= _MONTH or (_are_at_towns(pair) and lie_apart(pair)):
        return True
    is_total = pair.a.event.is_aggregate or pair.b.event.is_aggregate
    is_elsewhere = apart_days > 0 or other_place(pair) > 0
    return bool(other_killed(pair)) and (is_total or is_elsewhere)


def _are_at_towns(pair: Pair) -> bool:
    """Tell whether words put both events at towns."""
    return _is_at_a_town(pair.a) and _is_at_a_town(pair.b)


def _is_at_a_town(profile: Profile) -> bool:
    """Tell whether words put an event at a town; a headline only sums up.

    So do the dateline of an item, and the label of a line.
    """
    where = profile.event.where
    if where is None or profile.radius_km is None or profile.discourse.is_headline:
        return False
    if not where.is_inferred:
        return where.link_confidence >= _LINKED
    return any(reason.feature in _HEADINGS for reason in where.evidence)


def _compared(chain: Sequence[int]) -> Sequence[int]:
    """Return the events of a chain that another is compared with."""
    return chain if len(chain) <= _COMPARED else [*chain[: _COMPARED - 1], chain[-1]]


def _mean_score(pairs: Sequence[Pair]) -> float:
    """Return how well an event fits those of a chain, on average."""
    return sum(map(score, pairs)) / len(pairs)


def _are_own(pair: Pair) -> bool:
    """Tell whether words of both sentences name the places."""
    return all(p.place is not None and not p.is_inferred for p in (pair.a, pair.b))


def _earlier(pair: Pair) -> Discourse:
    """Return how the text tells the earlier of two events."""
    return pair.a.discourse if pair.a.offset <= pair.b.offset else pair.b.discourse


def _later(pair: Pair) -> Discourse:
    """Return how the text tells the later of two events."""
    return pair.b.discourse if pair.a.offset <= pair.b.offset else pair.a.discourse


def _distance(pair: Pair) -> int:
    """Return how many sentences one event stands after the other."""
    return _later(pair).sentence - _earlier(pair).sentence
