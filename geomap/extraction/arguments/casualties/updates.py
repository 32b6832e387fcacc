"""What the sentences of a document tell of one another's dead and hurt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ....lexicon.closed_words import words_in
from ....records import BlockKind, Realis
from ...drafts import Draft, dead_of
from ...sentence.numbers import NumberRange
from ..participants.sides import CIVILIANS
from .counts import HIT, KILLED, WOUNDED, Tally, combine, size_of

_SUBJECT_REACH = 10
_SUM_REACH = 2


def add_others(drafts: Sequence[Draft]) -> None:
    """Add who comes on top: "A man was shot. Another man was shot too".

    Not where they are at another place, nor where the document tells as many.
    """
    for kind in (KILLED, WOUNDED, HIT):
        most = max((_counted(draft, kind) for draft in drafts), default=0)
        for index, draft in enumerate(drafts):
            if not _comes_on_top(draft, kind):
                continue
            before = [d for d in drafts[:index] if _may_go_on(draft, d, kind)]
            if not before:
                continue
            whole = _counted(before[-1], kind) + _counted(draft, kind)
            if whole > most:
                found = draft.happening.tallies
                summed = tuple(_raised(tally, kind, whole) for tally in found)
                draft.happening = replace(draft.happening, tallies=summed)
                most = whole


def _counted(draft: Draft, kind: str) -> int:
    """Return how many of a kind a draft tells of; 0 where none."""
    if draft.realis is not Realis.ACTUAL:
        return 0
    return sum(map(size_of, combine(draft.happening.tallies, kind)))


def _comes_on_top(draft: Draft, kind: str) -> bool:
    """Tell whether all that a draft counts of a kind comes on top of what was told.

    "One man died and two others were hurt" speaks of its own.
    """
    first = min((tally.first for tally in draft.happening.tallies), default=0)
    found = [tally for tally in draft.happening.tallies if tally.kind == kind]
    is_first = len(found) == 1 and found[0].first == first
    return is_first and found[0].is_more and not draft.is_aggregate


def _may_go_on(draft: Draft, before: Draft, kind: str) -> bool:
    """Tell whether a draft may add to an earlier one: of one place, and close by.

    None adds to a headline, which sums up.
    """
    if before.sentence.block is BlockKind.HEADLINE:
        return False
    places = [
        {
            event_place.toponym.place.id
            for event_place in one.event_places
            if event_place.toponym.place
        }
        for one in (draft, before)
    ]
    is_elsewhere = all(places) and not places[0] & places[1]
    is_near = 0 < draft.number - before.number <= _SUM_REACH
    is_same_day = draft.when is None or before.when is None or draft.when == before.when
    return (
        bool(_counted(before, kind))
        and is_near
        and is_same_day
        and not (is_elsewhere or before.is_aggregate)
    )


def _raised(tally: Tally, kind: str, number: int) -> Tally:
    """Return a tally of a kind with another number."""
    if tally.kind != kind:
        return tally
    high = None if tally.number.high is None else number
    return replace(tally, number=NumberRange(number, number, high))


def update_casualties(drafts: Sequence[Draft]) -> None:
    """Take those who died later from the hurt: "Two were shot. One of them died".

    Those only said to be hit are the dead themselves where the document counts
    no more hit than dead.
    """
    dead = max((dead_of(draft) for draft in drafts), default=0)
    died_later = 0
    names: frozenset[str] = frozenset()
    for draft in reversed(drafts):
        if not dead_of(draft):
            found = draft.happening.tallies
            died = max(died_later, int(bool(names & _names(draft, (HIT, WOUNDED)))))
            kept = tuple(filter(None, (_left(t, dead, died) for t in found)))
            draft.happening = replace(draft.happening, tallies=kept)
        names |= _names(draft, (KILLED,))
        died_later = max(died_later, dead_of(draft) if _tells_an_outcome(draft) else 0)


def _names(draft: Draft, kinds: Sequence[str]) -> frozenset[str]:
    """Return the names of those whom a draft counts."""
    words = draft.happening.clause.words
    return frozenset(
        words.tokens[index].text
        for tally in draft.happening.tallies
        for index in range(tally.first, tally.last)
        if tally.kind in kinds and not tally.victims and words.is_capitalised(index)
    )


def _tells_an_outcome(draft: Draft) -> bool:
    """Tell whether the dead are people told of before: "he died", "the victim"."""
    words = draft.happening.clause.words
    return any(
        tally.kind == KILLED
        and "die" in tally.trigger.actions
        and tally.side in {None, CIVILIANS}
        and tally.first < _SUBJECT_REACH
        and {words.lower[0], words.lower[tally.first]} & words_in("told of before")
        for tally in draft.happening.tallies
    )


def _left(tally: Tally, dead: int, died_later: int) -> Tally | None:
    """Return a tally of the hurt without those who died later; None if none stay."""
    if tally.kind not in {HIT, WOUNDED} or not tally.number.best:
        return tally
    if tally.kind == HIT and tally.number.best <= dead:
        return None
    left = tally.number.best - died_later
    if not died_later:
        return tally
    return replace(tally, number=NumberRange(left, left, left)) if left > 0 else None
