"""Who did it: the people that a trigger is said to be done by, or done with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ....lexicon.closed_words import words_in
from ....lexicon.people import affiliation_rows
from ...candidates.triggers import NOUN, Trigger
from ...sentence.nouns import limits, people
from ...sentence.words import Words
from .groups import Group, group_at
from .lists import extend_left, extend_right, hangs_on, is_walled
from .roles import (
    Clause,
    is_passive,
    is_suffered,
    objects,
    patients,
)
from .sides import CIVILIANS, EXTERNAL, IDENTITY, MILITIAS, REBELS, STATE
from .subjects import MAX_SUBJECT_GAP, speaks, subjects

_WEAPONS = frozenset({"airstrike", "bomb", "explosion", "shell"})
_BY_REACH = 12
_MAKING_REACH = 6
_WAR_ACTIONS = frozenset({"airstrike", "shell"})
MUTUAL = frozenset({"clash", "battle"})
"""Actions of two sides, neither of which suffers them."""

_OPPOSING = {
    True: frozenset({"with", "against", "between"}),
    False: frozenset({"at"}),
}
_TAKING = frozenset({"take", "capture", "overrun"})
_TAKING_REACH = 5
_ATTACKS = frozenset(
    {"attack", "bomb", "storm", "shell", "airstrike", "take", "overrun"}
)
_FORCES = frozenset({STATE, REBELS, MILITIAS, IDENTITY, EXTERNAL})
_LOSING = frozenset({"from"})


@cache
def demonyms() -> frozenset[str]:
    """Return the adjectives of countries and peoples."""
    return frozenset(row.word for row in affiliation_rows()) | words_in(
        "country as adjective"
    )


@cache
def peoples() -> frozenset[str]:
    """Return the plural nouns of countries and peoples."""
    return frozenset(row.plural for row in affiliation_rows() if row.plural)


def agents(clause: Clause, trigger: Trigger) -> list[Group]:
    """Return the people who do what a trigger says.

    Who only says so, and whose weapon it was that no words tell, are none.
    """
    if is_suffered(trigger):
        return []
    if trigger.shape != NOUN and not is_passive(clause, trigger):
        if _has_instrument(clause, trigger):
            return []
        found = _subjects(clause, trigger.first)
        if found and _is_of_weapon(clause, trigger, found[0]):
            return []
        doer = _first_verb(clause, trigger, found)
        return found if doer is None else agents(clause, doer)
    found = _by_agent(clause, trigger.last)
    if found or trigger.shape != NOUN:
        return found
    return _maker(clause, trigger) or _modifier(clause, trigger)


def _is_of_weapon(clause: Clause, trigger: Trigger, nearest: Group) -> bool:
    """Tell whether a weapon did it: "a bomb hit a bus of soldiers, killing two"."""
    words = clause.words
    if words.at(trigger.first - 1) != "," or not words.at(trigger.first).endswith(
        "ing"
    ):
        return False
    return any(
        weapon.shape == NOUN
        and weapon.last <= nearest.first
        and not weapon.actions.isdisjoint(_WEAPONS)
        for weapon in clause.triggers
    )


def _first_verb(
    clause: Clause, trigger: Trigger, found: Sequence[Group]
) -> Trigger | None:
    """Return the verb whose object stands before: "bombs killed 7 and wounded 20"."""
    for earlier in reversed(clause.triggers):
        if earlier.last <= trigger.first and earlier.shape != NOUN and found:
            is_object = found[0] in objects(clause, earlier)
            return earlier if is_object and not is_suffered(earlier) else None
    return None


def _subjects(clause: Clause, verb: int) -> list[Group]:
    """Return the subjects of a verb: the nearest people who do not only say so.

    Of "fans of the coach stormed", the fans.
    """
    edge = verb
    while edge > 0 and clause.words.at(edge - 1) in words_in("adverb"):
        edge -= 1
    for group in _told_before(clause, verb):
        if verb - group.last > MAX_SUBJECT_GAP or is_walled(
            clause.words, group.last, verb
        ):
            break
        is_near = group.last == edge and clause.words.at(group.first - 1) != "of"
        if not speaks(clause, group) and (is_near or not hangs_on(clause.words, group)):
            return extend_left(clause, group)
    return [g for g in subjects(clause, verb) if not speaks(clause, g)]


def _told_before(clause: Clause, verb: int) -> list[Group]:
    """Return the people before a verb, nearest first.

    Among them is who tells a happening itself: "a mob lynched", "a female suicide
    bomber killed".
    """
    found = [g for g in clause.groups if g.is_known and g.last <= verb]
    for trigger in clause.triggers:
        if trigger.last <= verb and trigger.lemma in people():
            before = (g.first for g in found if g.last == trigger.first)
            first = next(before, trigger.first)
            inter = people()[trigger.lemma].inter
            found.append(Group(first, trigger.last, trigger.last - 1, None, inter))
    return sorted(found, key=lambda group: -group.last)


def sufferers(clause: Clause, trigger: Trigger) -> list[Group]:
    """Return the people a trigger happens to, or who fight on the other side."""
    found = (
        _counterparts(clause, trigger)
        or _owners(clause, trigger)
        or patients(clause, trigger)
    )
    return [group for group in found if not (group.is_pronoun and group.stands_for)]


def _by_agent(clause: Clause, last: int) -> list[Group]:
    """Return the people of "killed in Kano by gunmen", "blamed on gunmen"."""
    words = clause.words
    for index in range(last, min(last + _BY_REACH, len(words))):
        is_blamed = words.lower[index - 1 : index + 1] == ("blamed", "on")
        if words.at(index) == "by" or is_blamed:
            group = clause.starting_at(index + 1)
            return [] if group is None else extend_right(clause, group)
        is_told_of = words.at(index) in words_in("form of be") and index > last
        if words.at(index) in words_in("clause boundary") | {","} or (
            is_told_of and words.at(index + 1) not in words_in("verb of making")
        ):
            break
    return []


def _has_instrument(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether a thing is the subject of a verb: "a bomb killed two people".

    A thing that hangs on a preposition is none: "men on motorcycles killed".
    """
    words = clause.words
    last = trigger.first
    while words.at(last - 1) in words_in("adverb"):
        last -= 1
    if limits().get(words.at(last - 1)) != "thing" or last - 1 in clause.taken:
        return False
    first = last - 1
    while words.at(first - 1).isalpha() and not (
        words.at(first) in words_in("determiner")
        or words.at(first - 1) in words_in("preposition")
        or limits().get(words.at(first - 1)) == "stop"
    ):
        first -= 1
    return words.at(first - 1) not in words_in("preposition")


def _maker(clause: Clause, trigger: Trigger) -> list[Group]:
    """Return who "carried out an attack", or "claimed" it."""
    words = clause.words
    for index in range(trigger.first - 1, trigger.first - 1 - _MAKING_REACH, -1):
        if words.at(index) in words_in("verb of making"):
            return _subjects(clause, index)
        if words.at(index) in words_in("clause boundary") | {"", ",", "by"}:
            break
    return []


def _modifier(clause: Clause, trigger: Trigger) -> list[Group]:
    """Return whose an attack is: "a Taliban ambush", "Russian shelling"."""
    words = clause.words
    before = trigger.first - 1
    group = next((g for g in clause.groups if g.last == trigger.first), None)
    if group is not None:
        is_own = group.side not in {None, CIVILIANS} or "protest" in trigger.actions
        return [group] if group.is_known and is_own else []
    if (
        trigger.actions & _WAR_ACTIONS
        and words.is_capitalised(before)
        and words.lower[before] in demonyms()
    ):
        return [Group(before, trigger.first, before, None, STATE)]
    return []


def _counterparts(clause: Clause, trigger: Trigger) -> list[Group]:
    """Return the other side of a clash, or those at whom something is fired."""
    words = clause.words
    is_mutual = bool(trigger.actions & MUTUAL)
    opposing = _OPPOSING[is_mutual]
    index = trigger.last
    if trigger.actions & _TAKING:
        opposing, index = _LOSING, _preposition(words, index)
    while words.at(index) in words_in("adverb"):
        index += 1
    if words.at(index) not in opposing:
        return []
    group = clause.starting_at(index + 1)
    return [] if group is None else extend_right(clause, group)


def _owners(clause: Clause, trigger: Trigger) -> list[Group]:
    """Return the forces whose post is attacked: "an army base", "posts of M23"."""
    words = clause.words
    if trigger.shape == NOUN or not trigger.actions & _ATTACKS:
        return []
    last = first = trigger.last
    while words.at(last).isalpha() and not (
        words.at(last) in words_in("preposition")
        or limits().get(words.at(last)) == "stop"
        or (last > first and words.at(last) in words_in("determiner"))
    ):
        last, _ = words.organisations.get(last, (last + 1, None))
    if words.at(last - 1) not in words_in("military site") or last - first < 1:
        return []
    if words.at(last) == "of":
        group = clause.starting_at(last + 1)
    else:
        group = next(
            (g for i in range(last - 1, first, -1) if (g := _force(words, first, i))),
            None,
        )
    return [group] if group is not None and group.side in _FORCES else []


def _force(words: Words, first: int, last: int) -> Group | None:
    """Return the forces that a noun names before another: "police" of a station."""
    for start in range(first, last):
        group = group_at(words, start, taken=frozenset(range(last, len(words))))
        if group is not None and group.last == last and group.is_known:
            return replace(group, number=None)
    return None


def _preposition(words: Words, first: int) -> int:
    """Return the index of the next preposition: "captured Bunagana from"."""
    reach = range(first, first + _TAKING_REACH)
    return next((i for i in reach if words.at(i) in words_in("preposition")), first)
