"""What no incident may combine: facts that keep two events apart.

One document is read more loosely: it tells one happening in several ways, and may
leave open who did what where. A function's docstring is the sentence that a reader
is shown.
"""

from __future__ import annotations

from .pairs import (
    Pair,
    agree,
    days_between,
    is_contained,
    is_disjoint,
    is_same_place,
    lie_apart,
    may_be_parts,
)
from .profile import Toll

_SLIP_DAYS = 1
_LARGE_TOLL = 10
_ONE = Toll(1, 1)

_PEOPLE = {"crowd", "civilian"}
_KINDRED = ({"robbery", "violence"}, {"accident", "violence"})
"""Groups that one document may tell one happening as: a robbery that turns deadly,
a shot that was an accident."""


def kinds_differ(pair: Pair) -> bool:
    """One cannot be the other: an air strike is no car bomb."""
    a, b = pair.a, pair.b
    if a.group != b.group:
        return not (pair.is_one_document and {a.group, b.group} in _KINDRED)
    return bool(a.manner and b.manner and a.manner != b.manner)


def _is_spelled_out(pair: Pair) -> bool:
    """Tell whether one document tells once only loosely where as many died.

    Of those a lead counts, a headline may name one side only.
    """
    is_loose = pair.a.is_inferred or pair.b.is_inferred or is_contained(pair)
    is_as_deadly = agree(pair.a.tolls.killed, pair.b.tolls.killed) == 1
    return pair.is_one_document and is_loose and is_as_deadly


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
    # Of one town, a document may tell a happening again under a day told of others.
    is_loose = may_be_parts(pair) and (pair.a.is_borrowed or pair.b.is_borrowed)
    allowed_days = _SLIP_DAYS if _is_one_large_toll(pair) else 0
    return not is_loose and days_between(pair) > allowed_days


def _is_one_large_toll(pair: Pair) -> bool:
    """Tell whether one place has as many killed and as many wounded, many in all.

    Two outlets may date a happening a day apart; two happenings hardly have both
    tolls in common.
    """
    if not is_same_place(pair):
        return False
    a, b = pair.a.tolls, pair.b.tolls
    if not (a.killed and a.wounded) or a[:2] != b[:2]:
        return False
    return a.killed.low + a.wounded.low >= _LARGE_TOLL


def places_differ(pair: Pair) -> bool:
    """Their places lie apart, and neither contains the other nor is a guess."""
    return not (pair.a.is_guess or pair.b.is_guess) and lie_apart(pair)


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


def names_differ(pair: Pair) -> bool:
    """Each names another one as the only one who died."""
    if not pair.a.tolls.killed == pair.b.tolls.killed == _ONE:
        return False
    a, b = (set().union(*profile.victim_names) for profile in (pair.a, pair.b))
    return bool(a and b) and a.isdisjoint(b)


def tolls_differ(pair: Pair) -> bool:
    """One document gives two places tolls that cannot be the same."""
    if not pair.is_one_document or may_be_parts(pair):
        return False
    return any(
        is_disjoint(a, b)
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
    names_differ,
    tolls_differ,
    places_differ,
)


def are_apart(pair: Pair) -> bool:
    """Tell whether any conflict keeps two events from being one incident."""
    return any(conflict(pair) for conflict in CONFLICTS)


def _are_names_apart(a: frozenset[str], b: frozenset[str]) -> bool:
    """Tell whether two sets of names belong to different groups.

    An acronym may stand for any full name, so only like is held against like.
    """
    if not a or not b or a & b:
        return False
    return any(map(str.isupper, a)) == any(map(str.isupper, b))
