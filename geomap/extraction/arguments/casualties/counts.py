"""A number of people that one trigger is about, and how such numbers add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ....records import Count
from ...candidates.triggers import Trigger
from ...sentence.numbers import NumberRange
from ..participants.groups import NOBODY, Group
from ..participants.lists import total
from ..participants.roles import Clause

KILLED, WOUNDED, HIT = "killed", "wounded", "hit"
ARRESTED, ABDUCTED, DISPLACED, CROWD = "arrested", "abducted", "displaced", "crowd"


@dataclass(frozen=True, slots=True)
class Tally:
    """A number of people that one trigger is about.

    `victims` is the group's noun as written, lower case; None where the words
    give only a number. `side` is its ACLED inter code.
    """

    kind: str
    number: NumberRange
    first: int
    last: int
    trigger: Trigger
    victims: str | None = None
    side: int | None = None
    is_toll: bool = False
    is_more: bool = False

    @property
    def is_single(self) -> bool:
        """Whether this is one unnumbered person: "the mayor was killed"."""
        return self.number == (1, 1, 1)


def combine(found: Sequence[Tally], kind: str) -> tuple[Tally, ...]:
    """Return the tallies of one kind whose sum a sentence reports.

    A toll stands for all; otherwise the largest is the total and others are its
    parts, save what comes on top ("and five others"). The tolls of two sides
    are never added.
    """
    distinct = {(t.first, t.last): t for t in found if t.kind == kind}
    same = list(distinct.values())
    if not same:
        return ()
    tolls = [tally for tally in same if tally.is_toll]
    if tolls:
        return (tolls[-1],)
    largest = max(same, key=size_of)
    if largest.is_more:
        more = [t for t in same if t.first < largest.first][-1:]
    else:
        first = min(tally.first for tally in same)
        more = [t for t in same if t.is_more and t is not largest and t.first > first]
    more = [tally for tally in more if not _are_foes(tally, largest)]
    return tuple(sorted([largest, *more], key=lambda tally: tally.first))


def _are_foes(tally: Tally, other: Tally) -> bool:
    """Tell whether two numbers are of different sides."""
    return None not in {tally.side, other.side} and tally.side != other.side


def other_sides(found: Sequence[Tally], chosen: Sequence[Tally]) -> list[Tally]:
    """Return the killed of other sides than the chosen tallies', one a side."""
    sides = {tally.side for tally in chosen}
    others: dict[int, Tally] = {}
    for tally in found:
        is_other = tally.side not in sides | {None} and None not in sides
        if tally.side and tally.kind == KILLED and is_other and not tally.is_toll:
            others.setdefault(tally.side, tally)
    return list(others.values())


def wounded_of(found: Sequence[Tally], killed: Sequence[Tally]) -> tuple[Tally, ...]:
    """Return the wounded: those said to be, or those hit who did not die.

    "Three people were shot, one fatally" leaves two; a man who "was shot and
    died" leaves none. Those hit come before the others: "a man was shot and two
    others were hurt".
    """
    wounded = combine(found, WOUNDED)
    hit = combine(found, HIT)
    if wounded and wounded[0].is_more and hit and not killed:
        return tuple(t for t in hit if t.last <= wounded[0].first) + wounded
    if wounded:
        return wounded
    if not hit or not killed:
        return hit
    if hit[0].is_more and hit[0].trigger.first > killed[0].trigger.first:
        return hit
    dead = sum(map(size_of, killed))
    left = sum(map(size_of, hit)) - dead
    is_later = hit[0].trigger.first < killed[0].trigger.first
    if left <= 0 or not is_later or any(tally.number.high is None for tally in hit):
        return ()
    return (replace(hit[0], number=NumberRange(left, left, left)),)


def size_of(tally: Tally) -> int:
    """Return the best estimate of a tally, or the bound that is known."""
    return tally.number.size


def count_of(clause: Clause, chosen: Sequence[Tally]) -> Count | None:
    """Return tallies added up as one count, or None of none."""
    if not chosen:
        return None
    number = total([Group(t.first, t.last, None, t.number) for t in chosen]) or NOBODY
    return clause.words.count(number, chosen[0].first, chosen[-1].last)
