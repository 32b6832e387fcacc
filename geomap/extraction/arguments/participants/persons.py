"""People told by name alone: "Ana Silva, 54, and Rui Costa were killed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....lexicon.closed_words import words_in
from ...sentence.nouns import limits
from .groups import ONE, Group

if TYPE_CHECKING:
    from .roles import Clause

MAX_NAME_GAP = 12
_LINKS = frozenset({"and", "&"})


def named_person(clause: Clause, index: int) -> Group | None:
    """Return a run of capitalised words as one person; None where there is none.

    Places (`names`) are left out.
    """
    words = clause.words
    last = index
    while (
        words.is_capitalised(last)
        and last not in clause.names
        and last not in clause.taken
        and limits().get(words.lower[last]) is None
        and words.lower[last] not in words_in("determiner")
    ):
        last += 1
    if last == index:
        return None
    return Group(index, last, last - 1, ONE, is_known=False)


def name_ending_at(clause: Clause, last: int) -> Group | None:
    """Return the person whose name ends right before a token: "Ana Silva and"."""
    first = last
    while first > 0 and named_person(clause, first - 1) is not None:
        first -= 1
    named = named_person(clause, first) if first < last else None
    return named if named is not None and named.last == last else None


def names_before(clause: Clause, before: int) -> list[Group]:
    """Return the people named last before a verb, as a list: "Ana, 54, and Rui".

    A name that hangs on a preposition is no one whom the verb is said of.
    """
    for index in range(before, max(0, before - MAX_NAME_GAP), -1):
        if clause.words.lower[index - 1] in words_in("clause boundary"):
            return []
        named = name_ending_at(clause, index)
        if named is not None and not _hangs(clause, named):
            return _listed(clause, named)
    return []


def _listed(clause: Clause, last: Group) -> list[Group]:
    """Return a named person and those listed before: "and", then commas."""
    words = clause.words
    found = [last]
    while True:
        end = found[0].first - 1
        is_and = words.at(end) in _LINKS
        if not is_and and (words.at(end) != "," or len(found) == 1):
            return found
        end -= is_and and words.at(end - 1) == ","
        if words.at(end - 1).isdigit() and words.at(end - 2) == ",":
            end -= 2
        named = name_ending_at(clause, end)
        if named is None or _hangs(clause, named):
            return found
        found.insert(0, named)


def _hangs(clause: Clause, named: Group) -> bool:
    """Tell whether a name hangs on a preposition."""
    return clause.words.at(named.first - 1) in words_in("preposition")
