"""Whom a verb is said of: the people before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....lexicon.closed_words import words_in
from ...candidates.triggers import NOUN
from ...sentence.nouns import limits
from ...sentence.words import Words
from .groups import ONE, Group
from .lists import DASHES, OTHERS, extend_left, hangs_on, is_walled, total
from .persons import names_before

if TYPE_CHECKING:
    from .roles import Clause

MAX_SUBJECT_GAP = 30
"""Words between a subject and its verb; further away it is another clause's."""
MAX_INSERTION = 40
MAX_VERB_GROUP = 7
SINGULAR = frozenset({"was", "has", "is"})
_PRONOUNS = frozenset({"it", "they", "he", "she"})
_OF_AGENTS = frozenset({"by", "on", "against", "at"})
_LIST_REACH = 5


def subjects(clause: Clause, before: int) -> list[Group]:
    """Return the people that a verb starting at `before` is said of.

    People inside a phrase that hangs on another noun ("a member of a gang") or
    that lists parts ("among them two children") are passed over, unless nothing
    else is there. Of people right before the verb, the words may tell no number:
    of "two men died and many others were hurt", the others. "The wounded" has none.
    """
    if clause.words.at(before - 1) == "the":
        return []
    passed: list[Group] = []
    passing = words_in("adverb") - {"and"}
    edge = past_back(clause.words, before, passing)
    start = past_back(clause.words, before, passing | words_in("auxiliary"))
    end = _before_insertion(clause, start) or before
    if _are_things(clause, start):
        return []
    for group in clause.ending_before(end):
        if before - group.last > MAX_SUBJECT_GAP or is_walled(
            clause.words, group.last, end
        ):
            break
        is_inner = passed and group.first >= passed[0].first
        if is_inner or speaks(clause, group, before=before):
            continue
        chain = _own_subjects(clause, extend_left(clause, group), start)
        is_of_others = clause.words.at(chain[0].first - 1) == "of"
        hangs = hangs_on(clause.words, chain[0]) and (
            group.last != edge or is_of_others
        )
        is_next = group.last == start and _may_open_clause(clause.words, chain[0].first)
        if not hangs and (total(chain) is not None or is_next):
            return chain
        passed = passed if hangs and passed else chain
    if passed and (total(passed) is not None or not hangs_on(clause.words, passed[0])):
        return passed
    named = names_before(clause, before)
    return named or passed or _singular_subject(clause, before)


def speaks(clause: Clause, group: Group, *, before: int | None = None) -> bool:
    """Tell whether people only say what happened: "police said a bomb killed".

    A comma may end who they are: "Ali Khan, the police chief, said". Nobody speaks
    who is "reported dead", with that word at `before`.
    """
    words = clause.words
    if words.lower[max(0, group.first - 2) : group.first] == ("according", "to"):
        return True
    verb = group.last
    if words.at(verb) == "," and "," in words.lower[group.first - 2 : group.first]:
        verb += 1
    while words.at(verb) in words_in("adverb") - words_in("speech word"):
        verb += 1
    return (
        words.at(verb) in words_in("speech word")
        and words.at(verb + 1) not in _PRONOUNS
        and (before is None or verb + 1 < before)
    )


def meant(clause: Clause, pronoun: int) -> list[Group]:
    """Return "they" or "them" as the several people named last before it."""
    for group in clause.ending_before(pronoun):
        number = total(extend_left(clause, group))
        if number != ONE:
            return [Group(pronoun, pronoun + 1, None, number, group.side)]
    return []


def be_before(clause: Clause, first: int) -> int:
    """Return the index of the form of "be" that governs a verb, or -1."""
    words = clause.words
    index = first - 1
    while (
        index >= 0
        and index > first - MAX_VERB_GROUP
        and (
            words.lower[index] in words_in("adverb")
            or (index in clause.taken and words.at(index + 1) in {"and", "or", ","})
        )
    ):
        index -= 1
    is_be = words.at(index) in words_in("form of be")
    return index if is_be and not words.tokens[index].text.isupper() else -1


def past_back(words: Words, index: int, passed: frozenset[str]) -> int:
    """Return the index after the last token before `index` that is not passed."""
    while index > 0 and words.lower[index - 1] in passed:
        index -= 1
    return index


def _before_insertion(clause: Clause, last: int) -> int:
    """Return where an insertion between subject and verb starts; 0 if none does.

    "Six men -- all but one of them farmers -- were", "six men, including two
    drivers from Goma and a cook, were".
    """
    words = clause.words
    mark = words.at(last - 1)
    for index in range(last - 2, max(0, last - MAX_INSERTION), -1):
        if mark in DASHES and words.lower[index] == mark:
            return index
        if mark == "," and words.lower[index] in words_in("part marker"):
            opened = words.at(index - 1) in {",", *DASHES}
            if opened and clause.ending_before(index - 1):
                return index - 1
    return 0


def _own_subjects(clause: Clause, chain: list[Group], verb: int) -> list[Group]:
    """Return a subject without who stands before it.

    "By rebels and two men were hurt", "killed a guard, and two men were hurt".
    """
    before = chain[0].first - 1
    if clause.words.at(before) in _OF_AGENTS and chain[-1].last == verb:
        return chain[1:] or chain
    is_object = any(t.last - 1 == before and t.shape != NOUN for t in clause.triggers)
    return chain[-1:] if is_object else chain


def _may_open_clause(words: Words, first: int) -> bool:
    """Tell whether a subject may start at a token: after "and", say."""
    before = words.at(first - 1)
    is_listed = before == "," and bool(OTHERS & set(words.lower[first : first + 2]))
    return not before or is_listed or before in words_in("clause boundary") | {"and"}


def _are_things(clause: Clause, last: int) -> bool:
    """Tell whether a number of things alone stands before a verb: "several cows"."""
    words = clause.words
    if limits().get(words.at(last - 1)) != "thing":
        return False
    for index in range(last - 2, max(-1, last - 2 - _LIST_REACH), -1):
        if index in words.numbers:
            is_listed = words.at(index - 1) in {"and", ","} and any(
                group.last == index - 1 for group in clause.groups
            )
            return not is_listed and words.at(index - 1) not in words_in("preposition")
        if limits().get(words.lower[index]) == "stop":
            break
    return False


def _singular_subject(clause: Clause, before: int) -> list[Group]:
    """Return an unknown noun as one person: "the muezzin was killed".

    Only to a verb that needs a person; houses and animals are none.
    """
    words = clause.words
    be = be_before(clause, before)
    while words.at(be) in {"been", "being"} | words_in("adverb"):
        be -= 1
    if words.at(be) not in SINGULAR:
        return []
    first = be
    while first > 0 and words.lower[first - 1] not in words_in("clause boundary"):
        first -= 1
    last = next((i for i in range(first, be) if words.lower[i] == "who"), be)
    kinds = {limits().get(word) for word in words.lower[first:last]}
    if "thing" in kinds or words.at(first) not in {"a", "an", "the"}:
        return []
    return [Group(first, last, last - 1, ONE, is_known=False)]
