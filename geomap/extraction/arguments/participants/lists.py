"""Lists of people: who is named together, and where a list ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ....lexicon.closed_words import words_in
from ...sentence.nouns import limits
from ...sentence.numbers import NumberRange
from ...sentence.words import Words
from .groups import ONE, Group
from .persons import name_ending_at, named_person

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
OTHERS = frozenset({"other", "others"})
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
        item = (commas or groups)[-1]
        last = _past_phrase(clause, _past_names(clause, item))
        step = link_length(clause.words, last)
        follower = _follower(clause, item, last + step) if step else None
        if follower is None or (not is_inside and starts_clause(clause, follower)):
            return groups
        if step == 1 and clause.words.at(last) == ",":
            commas.append(follower)
        else:
            groups += [*commas, follower]
            commas = []


def _follower(clause: Clause, item: Group, index: int) -> Group | None:
    """Return who goes on with a list: people, or a name in a list of names."""
    words = clause.words
    follower = clause.starting_at(index)
    if follower is not None:
        return None if words.at(index) in words_in("subject pronoun") else follower
    is_named = _past_names(clause, item) > item.last or not item.is_known
    named = named_person(clause, index) if is_named and item.number == ONE else None
    after = words.at(named.last) if named is not None else ""
    is_verb = after.isalpha() and after not in words_in("preposition") | {"and"}
    return None if is_verb else named


def _past_names(clause: Clause, group: Group) -> int:
    """Return the index past the name, age and office of one person.

    Of "the mayor, Ali Khan, 54, the head of a party, and two guards", that of the
    last comma.
    """
    words = clause.words
    if group.number != ONE or words.at(group.first) == "one":
        return group.last
    is_set_off = words.at(group.last) == ","
    named = named_person(clause, group.last + is_set_off)
    last = named.last if named is not None else group.last
    if words.at(last) == "," and words.at(last + 1).isdigit():
        last += 2
    office = clause.starting_at(last + 1) if named and words.at(last) == "," else None
    if office is not None and office.number == ONE:
        last = _comma_after(clause, office.last)
    is_listed = link_length(words, last) > 0
    return last if is_listed or not is_set_off else group.last


def _comma_after(clause: Clause, first: int) -> int:
    """Return the index of the comma that ends an insertion, or where it starts."""
    for index in range(first, min(first + MAX_PHRASE, len(clause.words))):
        if clause.words.lower[index] == ",":
            return index
        if index in clause.taken or is_walled(clause.words, index, index + 1):
            break
    return first


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
    if (
        words.at(group.first) in words_in("part marker")
        or words.at(after) in words_in("part marker")
        or words.at(after) in words_in("speech word")
        or (group.head is None and words.at(after) == "of")
        or _has_finite_verb(words, after)
    ):
        return True
    while words.at(after) in words_in("adverb"):
        after += 1
    return after in clause.taken and words.at(group.last) not in {",", "and"}


def _has_finite_verb(words: Words, first: int) -> bool:
    """Tell whether a verb follows, past what hangs on a noun: "of his family were"."""
    for index in range(first, first + MAX_PHRASE):
        word = words.at(index)
        if word in words_in("finite verb"):
            return True
        if not word.isalpha() or word in words_in("subordinator") | {"and"}:
            return False
    return False


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
        last = _past_names(clause, before)
        link = link_length(words, last)
        if link and link == group.first - last:
            is_part = words.at(before.first - 1) in words_in("part marker")
            return None if is_part and words.at(before.last) == "," else before
        if words.at(group.first - 1) != "and" or len(gap) > MAX_PHRASE:
            break
        if _is_phrase(clause, gap) and not hangs_on(words, before):
            return before
    if words.at(group.first - 1) == "and":
        return name_ending_at(clause, group.first - 1) or _implied(clause, group)
    return None


def _implied(clause: Clause, group: Group) -> Group | None:
    """Return the one whom an unknown noun names beside others.

    "The custodian and his aide", "an opponent of logging and three other men".
    """
    words = clause.words
    implies = words_in("possessive of people") | OTHERS
    if not implies & set(words.lower[group.first : group.first + 2]):
        return None
    first = last = group.first - 1
    while first > 0 and not (
        words.lower[first - 1] in words_in("clause boundary")
        or words.lower[first - 1] in words_in("form of be")
        or words.lower[first - 1] == ","
        or first - 1 in clause.taken
    ):
        first -= 1
    kinds = {limits().get(word) for word in words.lower[first:last]}
    if words.at(first) not in {"a", "an", "the"} or "thing" in kinds:
        return None
    return Group(first, last, last - 1, ONE, is_known=False)


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
    is_office = words.at(after.first) not in words_in("determiner") and (
        after.number == ONE and words.at(after.last) in {"of", "at", "for"}
    )
    is_closed = words.at(after.last) == "," and words.at(after.last + 1) != "and"
    is_one = before.number == after.number == ONE
    return (
        (is_one and is_closed)
        or is_office
        or (
            words.at(after.first) in {"a", "an", "the"}
            and words.at(before.first) not in {"a", "an"}
            and before.first not in words.numbers
        )
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
    best = sum(number.size for number in numbers)
    low = sum(number.low or number.size for number in numbers)
    is_open = len(numbers) < len(groups) or any(n.high is None for n in numbers)
    high = None if is_open else sum(number.high or 0 for number in numbers)
    return NumberRange(best, min(low, best), high)
