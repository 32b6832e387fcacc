"""Find groups of people in a sentence: "at least 20 farmers", "the mayor"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ....lexicon.closed_words import words_in
from ....lexicon.sense_words import sense_words
from ...sentence.nouns import limits, people, person_at
from ...sentence.numbers import NumberRange
from ...sentence.organisations import Organisation
from ...sentence.words import POSSESSIVES, Words
from .sides import REBELS, side_of

ONE = NumberRange(1, 1, 1)
TWO = NumberRange(2, 2, 2)
NOBODY = NumberRange(0, 0, 0)
MAX_NOUN_WORDS = 9
MAX_UNKNOWN_WORDS = 3
_MORE = frozenset({"further", "additional", "estimated", "other"})
_STARTS = frozenset({"no", "none", "nobody", "both", *_MORE})
_PRONOUNS = frozenset({"them", "whom", "those", "these"})
_ARTICLES = frozenset({"a", "an", "the"})
_BELONGING = frozenset({"of", "from"})
_NOBODY = frozenset({"nobody", "none"})
_INSIDE_NAMES = POSSESSIVES | {"-"}
_BEFORE_AGE = frozenset({",", "then", "now"})
_AFTER_BOTH = frozenset({"are", "were", "have", "had", "suffered", "died"})
_AGED = "year-old"
_BESIDE_ANOTHER = frozenset({"with", "in", ",", "."})
_OF_AGE = frozenset({"year", "years", "month", "months"})
_INITIALS = "(", "initials", ")"
_CLOCK = re.compile(r"[012]?\d[:.][0-5]\dh?")


@dataclass(frozen=True, slots=True)
class Group:
    """People named by `tokens[first:last]`.

    Attributes
    ----------
    head : int | None
        Index of the noun; None for a bare number ("and 18 killed").
    number : NumberRange | None
        How many, where the words say; None for "villagers" or "the army".
    side : int | None
        ACLED's inter code of the noun or of a word before it.
    organisation : Organisation | None
        The one that the words name, or that they belong to.
    stands_for : str | None
        The name of whom a pronoun or "the group" means.
    is_known : bool
        Whether the noun is in the table of people; a number with another noun
        is people only to a verb that needs them ("killed 12 Hazaras").
    """

    first: int
    last: int
    head: int | None
    number: NumberRange | None
    side: int | None = None
    is_known: bool = True
    is_pronoun: bool = False
    organisation: Organisation | None = None
    stands_for: str | None = None


def find_groups(words: Words, *, taken: frozenset[int] = frozenset()) -> list[Group]:
    """Return the groups of people in a sentence, in order, without overlap.

    `taken` are the indexes of triggers: no group runs through one.
    """
    groups: list[Group] = []
    past = 0
    for index in _starts(words):
        group = group_at(words, index, taken=taken) if index >= past else None
        if group is not None:
            groups.append(group)
            past = group.last
    return groups


def _starts(words: Words) -> list[int]:
    """Return where a group may start: at few tokens of most sentences.

    It does at a number, at a word that points at people, and where the words that
    go on from there hold a noun for people.
    """
    found: list[int] = []
    holds_noun = False
    for index in range(len(words) - 1, -1, -1):
        word = words.lower[index]
        is_noun = word in people() or index in words.organisations
        holds_noun = (is_noun or holds_noun) and _runs_on(words, index)
        if (
            index in words.numbers
            or word in words_in("determiner")
            or word in words_in("singular pronoun")
            or word in _STARTS
            or (holds_noun and limits().get(word) is None)
        ):
            found.append(index)
    return found[::-1]


def group_at(words: Words, index: int, *, taken: frozenset[int]) -> Group | None:
    """Return the group of people that starts at a token, or None."""
    if words.at(index) in words_in("singular pronoun"):
        return Group(index, index + 1, index, ONE, is_pronoun=True)
    if words.at(index) in _NOBODY or words.lower[index : index + 2] == ("no", "one"):
        last = index + (2 if words.at(index) == "no" else 1)
        return Group(index, last, None, NOBODY)
    if (last := _past_one_more(words, index, taken=taken)) > index:
        return Group(index, last, None, ONE, is_known=False)
    noun_first, number = _leading(words, index)
    noun_last = noun_first
    while (
        noun_last < min(len(words), noun_first + MAX_NOUN_WORDS)
        and noun_last not in taken
        and _runs_on(words, noun_last)
        and (noun_last == noun_first or words.at(noun_last) not in _ARTICLES)
    ):
        past = noun_last + (len(_INITIALS) if words.at(noun_last) == "(" else 1)
        noun_last, _ = words.organisations.get(noun_last, (past, None))
    head = _head(words, noun_first, noun_last)
    if head is not None:
        return _members(words, index, head, taken=taken) or _known_group(
            words, index, (noun_first, head), number
        )
    if number is None:
        return None
    return _unknown_group(words, index, (noun_first, noun_last), number)


def _past_one_more(words: Words, index: int, *, taken: frozenset[int]) -> int:
    """Return the index past "another", "a sixth" or "the other" without a noun."""
    is_counted = words.at(index + 1) in words_in("one of several")
    if words.at(index) == "another":
        last = index + 1
    elif words.at(index) in {"a", "the"} and is_counted:
        last = index + 2
    else:
        return index
    after = words_in("auxiliary") | _BESIDE_ANOTHER
    return last if last in taken or words.at(last) in after else index


def _members(
    words: Words, first: int, head: int, *, taken: frozenset[int]
) -> Group | None:
    """Return who makes up "a group of armed men"; None without "of" and people."""
    if words.lower[head] not in words_in("group of people") or (
        words.at(head + 1) != "of"
    ):
        return None
    members = group_at(words, head + 2, taken=taken)
    if members is None or not members.is_known:
        return None
    return replace(members, first=first)


def _leading(words: Words, index: int) -> tuple[int, NumberRange | None]:
    """Return the index past articles, number and "of the", and the number."""
    number = None
    position = index
    for _ in range(4):
        if position in words.numbers and (number in {None, ONE} or position > index):
            position, whole = words.numbers[position]
            number = whole if number in {None, ONE} else number
            if words.at(position) == "of" and words.at(position + 1) not in _PRONOUNS:
                position += 1
        elif words.at(position) == "no" and position == index:
            number, position = NOBODY, position + 1
        elif words.at(position) == "both" and position == index:
            number, position = TWO, position + 1
        elif words.at(position) in words_in("determiner"):
            if words.at(position) in {"a", "an", "another"} and number is None:
                number = ONE
            position += 1
        elif words.at(position) in _MORE and position + 1 in words.numbers:
            position += 1
    return position, number


def _runs_on(words: Words, index: int) -> bool:
    """Tell whether a noun group may run through a token."""
    word = words.lower[index]
    is_of_age = word in _OF_AGE and words.at(index + 1) == "old"
    is_stop = limits().get(word) == "stop" and not is_of_age
    return not _CLOCK.fullmatch(word) and (
        (word[0].isalnum() or word in _INSIDE_NAMES or _are_initials(words, index))
        and (not is_stop or index in words.organisations)
        and (index not in words.numbers or words.at(index + 1) == "-")
    )


def _are_initials(words: Words, index: int) -> bool:
    """Tell whether a name's initials stand in brackets: "Unity Party (UP) men"."""
    shape = [token.text for token in words.tokens[index : index + len(_INITIALS)]]
    return (
        len(shape) == len(_INITIALS)
        and (shape[0], shape[2]) == ("(", ")")
        and shape[1].isupper()
    )


def _head(words: Words, first: int, last: int) -> int | None:
    """Return the index of the noun for people that heads a run, or None."""
    head, past = None, first
    for index in range(first, last):
        word = words.lower[index]
        if index < past or words.at(index - 1) == "(":
            continue
        if index in words.organisations:
            past, organisation = words.organisations[index]
            head = past - 1 if organisation.inter else head
        elif word in people():
            head = index
        elif limits().get(word) == "thing":
            head = None if head == index - 1 else head
        elif word in POSSESSIVES:
            head = None
    return head


def _known_group(
    words: Words, first: int, noun: tuple[int, int], number: NumberRange | None
) -> Group:
    """Return the group of a known noun, with the number it implies."""
    noun_first, head = noun
    person = person_at(words, head)
    last = head + 1
    if words.at(first) == "both" and words.at(last) == "and":
        number = None
    elif person.number == "collective":
        number, last = _collective_number(words, last, number)
    elif person.number.isdigit() and words.at(last) != "of":
        number = NumberRange(*[int(person.number)] * 3)
    elif person.number == "singular" and number is None:
        number = ONE
        while words.at(head) == _AGED and words.is_capitalised(last):
            last += 1
    elif person.number == "plural" and number == ONE and words.at(first) in {"a", "an"}:
        number = None
    named, last = _organisation(words, noun_first, last)
    side = side_of(words, noun_first, head)
    if person.number == "collective" and words.at(last) == "of":
        side = _side_of_members(words, last + 1) or side
    if named is not None and named.inter and (last > head + 1 or side is None):
        side = REBELS if named.inter == REBELS else side or named.inter
    return Group(first, last, head, number, side, organisation=named)


def _side_of_members(words: Words, first: int) -> int | None:
    """Return the side of those a crowd or a group is of: "a crowd of protesters"."""
    for word in words.lower[first : first + MAX_UNKNOWN_WORDS]:
        if word in people():
            return people()[word].inter
    return None


def _organisation(
    words: Words, first: int, last: int
) -> tuple[Organisation | None, int]:
    """Return the organisation a group is of, and the index past the words for it.

    It is named among `tokens[first:last]` or hangs on them: "fighters of M23".
    """
    for index in range(last - 1, first - 1, -1):
        if index in words.organisations:
            return words.organisations[index][1], last
    if words.at(last) in _BELONGING:
        index = last + (2 if words.at(last + 1) == "the" else 1)
        if index in words.organisations:
            past, organisation = words.organisations[index]
            return organisation, past
    return None, last


def _collective_number(
    words: Words, last: int, own: NumberRange | None
) -> tuple[NumberRange | None, int]:
    """Return the number in "a family of six" or "six police", and the end."""
    if words.at(last) == "of" and last + 1 in words.numbers:
        past, number = words.numbers[last + 1]
        return number, past
    return (None if own == ONE else own), last


def _unknown_group(
    words: Words, first: int, noun: tuple[int, int], number: NumberRange
) -> Group | None:
    """Return a number with no noun, or with one that may be people."""
    noun_first, noun_last = noun
    if number == ONE and first not in words.numbers:
        return None
    is_part = words.at(noun_first) == "of" and not words.at(first - 1).isalpha()
    if words.at(noun_first + 1) == "whom":
        is_part = words.at(noun_first + 2) in words_in("auxiliary")
    if _is_age(words, first, noun_first) or is_part:
        return None
    run = words.lower[noun_first:noun_last]
    if any(limits().get(word) == "thing" for word in run):
        return None
    if words.at(first) == "both" and words.at(noun_first) not in _AFTER_BOTH:
        return None
    if not run:
        return Group(first, noun_first, None, number, is_known=False)
    last = noun_last if noun_last - noun_first <= MAX_UNKNOWN_WORDS else noun_first + 1
    return Group(first, last, last - 1, number, is_known=False)


def _is_age(words: Words, first: int, last: int) -> bool:
    """Tell whether a bare number is an age, as in "Ana Silva, 54, was"."""
    return words.at(first - 1) in _BEFORE_AGE and words.at(last) in {",", ")", "."}


def is_police(words: Words, group: Group) -> bool:
    """Tell whether a group's words are of the police, and of no army."""
    named = set(words.lower[group.first : group.last])
    return bool(named & sense_words()["police"] and not named & sense_words()["army"])
