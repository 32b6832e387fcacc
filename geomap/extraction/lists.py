"""Lists of people: who is named together, and where a list ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..lexicon.closed_words import words_in
from .groups import Group
from .numbers import NumberRange
from .persons import name_ending_at
from .words import Words

if TYPE_CHECKING:
    from .roles import Clause

MAX_PHRASE = 12

_LINKS = frozenset({"and", ",", "plus", "&"})
_LONG_LINKS = (
    ("along", "with"),
    ("together", "with"),
    ("as", "well", "as"),
    (",", "and"),
    (",", "along", "with"),
    (",", "as", "well", "as"),
    ("in", "addition", "to"),
    (",", "plus"),
    (",", "together", "with"),
)
DASHES = frozenset({"-", "--", "–", "—", "(", "["})
_SOURCE = ("according", "to")


def is_walled(words: Words, first: int, last: int) -> bool:
    """Tell whether a clause boundary stands between two tokens."""
    return any(word in words_in("clause boundary") for word in words.lower[first:last])


def hangs_on(words: Words, group: Group) -> bool:
    """Tell whether a group hangs on a preposition, or lists parts of another."""
    before = words.at(group.first - 1)
    return before in words_in("preposition") | words_in(
        "part marker"
    ) | DASHES or words.at(group.first) in words_in("part marker")


def extend_right(
    clause: Clause, first: Group, *, is_inside: bool = False
) -> list[Group]:
    """Return a group and those listed with it: "a woman, two men and a boy".

    Inside a noun phrase ("the bodies of a woman and a boy were found") the verb
    after the list is the noun's.
    """
    groups = [first]
    commas: list[Group] = []
    while True:
        last = _past_phrase(clause, (commas or groups)[-1].last)
        step = link_length(clause.words, last)
        follower = clause.starting_at(last + step) if step else None
        if follower is None or (not is_inside and starts_clause(clause, follower)):
            return groups
        if step == 1 and clause.words.at(last) == ",":
            commas.append(follower)
        else:
            groups += [*commas, follower]
            commas = []


def _past_phrase(clause: Clause, first: int) -> int:
    """Return the index of "and" or "with" after what hangs on a noun, if near."""
    for last in range(first + 2, first + MAX_PHRASE):
        if clause.words.at(last) in {"and", "along"} and (
            _is_phrase(clause, range(first, last + 1))
            and clause.starting_at(last + link_length(clause.words, last))
        ):
            return last
    return first


def link_length(words: Words, index: int) -> int:
    """Return how many tokens join two items of a list here; 0 if none do."""
    for link in sorted(_LONG_LINKS, key=len, reverse=True):
        if words.lower[index : index + len(link)] == link:
            return len(link)
    return 1 if words.at(index) in _LINKS else 0


def starts_clause(clause: Clause, group: Group) -> bool:
    """Tell whether a group is the subject of a verb of its own, or a part."""
    after = group.last
    words = clause.words
    if words.at(after) in words_in("form of be") | {"have", "has", "had", "of"} or (
        words.at(after) in words_in("part marker")
        or words.at(group.first) in words_in("part marker")
    ):
        return True
    if words.at(after) in words_in("speech word"):
        return True
    while words.at(after) in words_in("adverb"):
        after += 1
    return after in clause.taken and words.at(group.last) not in {",", "and"}


def extend_left(clause: Clause, last: Group) -> list[Group]:
    """Return a subject and those listed before it: "a boy and two men were"."""
    groups = [last]
    while True:
        before = _listed_before(clause, groups[0])
        if before is None or _is_apposition(clause.words, before, groups[0]):
            return groups
        groups.insert(0, before)


def _listed_before(clause: Clause, group: Group) -> Group | None:
    """Return the group listed right before another, past what hangs on it."""
    words = clause.words
    for before in clause.ending_before(group.first):
        if words.lower[max(0, before.first - 2) : before.first] == _SOURCE:
            break
        gap = range(before.last, group.first)
        link = link_length(words, before.last)
        if link and link == len(gap):
            is_part = words.at(before.first - 1) in words_in("part marker")
            return None if is_part and words.at(before.last) == "," else before
        if words.at(group.first - 1) != "and" or len(gap) > MAX_PHRASE:
            break
        if _is_phrase(clause, gap) and not hangs_on(words, before):
            return before
    if words.at(group.first - 1) == "and":
        return name_ending_at(clause, group.first - 1)
    return None


def _is_phrase(clause: Clause, gap: range) -> bool:
    """Tell whether words only hang on a noun: "from an electric company and"."""
    words = clause.words
    return (
        len(gap) > 1
        and words.at(gap[0]) in words_in("preposition")
        and not any(
            index in clause.taken
            or words.lower[index] in words_in("clause boundary")
            or words.lower[index] in words_in("form of be")
            or words.lower[index] in {",", "who", "which", "and"}
            for index in gap[:-1]
        )
    )


def _is_apposition(words: Words, before: Group, after: Group) -> bool:
    """Tell whether a comma joins two names of one person: "Ali, a farmer"."""
    if words.lower[before.last : after.first] != (",",):
        return False
    is_named = after.head is not None and after.last > after.head + 1
    if words.lower[after.first : after.first + 2] == ("one", "of") or (
        is_named and words.at(before.first) in words_in("determiner") - {"a", "an"}
    ):
        return True
    return (
        words.at(after.first) in {"a", "an", "the"}
        and words.at(before.first) not in {"a", "an"}
        and before.first not in words.numbers
    )


def total(groups: Sequence[Group]) -> NumberRange | None:
    """Return how many people a list of groups is; None where none says.

    Items without a number make the sum a lower bound.

    >>> total([])
    """
    numbers = [group.number for group in groups if group.number is not None]
    if not numbers:
        return None
    if len(groups) == 1:
        return numbers[0]
    best = sum(_best(number) for number in numbers)
    low = sum(number.low or _best(number) for number in numbers)
    is_open = len(numbers) < len(groups) or any(n.high is None for n in numbers)
    high = None if is_open else sum(number.high or 0 for number in numbers)
    return NumberRange(best, min(low, best), high)


def _best(number: NumberRange) -> int:
    """Return the best estimate, or the bound that is known."""
    return number.best or number.high or 0
