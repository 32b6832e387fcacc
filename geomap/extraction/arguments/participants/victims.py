"""What kind of people the victims are: tags such as "children killed=2"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from .... import lexicon
from ....lexicon.closed_words import words_in
from ....lexicon.people import person_rows
from ...sentence.inflection import plural
from ..casualties.counts import HIT, WOUNDED, Tally
from .groups import Group
from .lists import extend_right
from .roles import Clause

_PART_REACH = 4
_COUNTED = frozenset({"killed", "wounded", "abducted", "arrested", "displaced", HIT})


class VictimRow(NamedTuple):
    """A noun for people, and the kind of victim that its bearer is."""

    noun: str
    kind: str
    source: str


@cache
def victim_kinds() -> dict[str, str]:
    """Return the kind of victim of each noun, singular and plural."""
    rows = lexicon.load("victim_kinds", VictimRow)
    irregular = {row.noun: row.plural for row in person_rows()}
    return {
        form: row.kind
        for row in rows
        for form in (row.noun, irregular.get(row.noun) or plural(row.noun))
    }


def victim_tags(clause: Clause, found: Sequence[Tally]) -> Iterator[str]:
    """Yield the kinds of victims of a sentence, with their number where it is known.

    The tag is like ACLED's: what is counted, then "=" and the best estimate.
    """
    for tally in found:
        if tally.kind not in _COUNTED:
            continue
        inside = [
            g for g in clause.groups if tally.first <= g.first and g.last <= tally.last
        ]
        counted: dict[str, int | None] = {}
        for group in [*inside, *_parts(clause, tally.last)]:
            kind = _kind_of(clause, group)
            if kind is None:
                continue
            number = group.number.best if group.number else None
            known = counted.get(kind, 0)
            counted[kind] = None if number is None or known is None else known + number
        fate = WOUNDED if tally.kind == HIT else tally.kind
        for kind, number in counted.items():
            yield f"{kind} {fate}" + (f"={number}" if number else "")


def _parts(clause: Clause, last: int) -> list[Group]:
    """Return those who are counted in a total: ", including two children"."""
    words = clause.words
    for index in range(last, last + _PART_REACH):
        group = clause.starting_at(index)
        if group is None or index == last:
            continue
        if words.at(index - 1) in words_in("part marker"):
            return extend_right(clause, group)
        return []
    return []


def _kind_of(clause: Clause, group: Group) -> str | None:
    """Return the kind of victim that a group's noun or a word before it says."""
    if group.head is None:
        return None
    words = clause.words
    for first in range(max(group.first, group.head - 1), group.head + 1):
        phrase = " ".join(words.lower[first : group.head + 1])
        if phrase in victim_kinds():
            return victim_kinds()[phrase]
    return None
