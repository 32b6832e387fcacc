"""Who does what to whom: the people before and after a trigger."""

from __future__ import annotations

from dataclasses import dataclass

from ....lexicon.closed_words import words_in
from ...candidates.triggers import FIXED, NOUN, PARTICIPLE, PAST, Trigger
from ...sentence.words import Words
from .groups import ONE, Group, group_at
from .lists import (
    MAX_PHRASE,
    extend_right,
    link_length,
    starts_clause,
)
from .persons import named_person
from .subjects import SINGULAR, be_before, meant, past_back, subjects

_LIST_REACH = 5
_REFLEXIVES = frozenset({"himself", "herself", "themselves"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence with its triggers and groups of people found.

    `is_of_match` tells whether the whole document reports a match.
    """

    words: Words
    triggers: tuple[Trigger, ...]
    groups: tuple[Group, ...]
    taken: frozenset[int]
    names: frozenset[int] = frozenset()
    is_of_match: bool = False

    def ending_before(self, index: int) -> list[Group]:
        """Return the groups that end at or before a token, nearest first."""
        return [group for group in reversed(self.groups) if group.last <= index]

    def starting_at(self, index: int) -> Group | None:
        """Return the group that starts at a token."""
        return next((g for g in self.groups if g.first == index), None)


def is_passive(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether a form like "killed" has its patient before it."""
    if trigger.shape in {FIXED, PARTICIPLE}:
        return trigger.shape == FIXED or has_be(clause, trigger.first)
    if trigger.shape != PAST:
        return False
    if has_be(clause, trigger.first):
        return True
    return bool(trigger.actions & _TRANSITIVE) and not has_object(clause, trigger)


def aims_at(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether someone only shoots at people: "shot at officers"."""
    words = clause.words
    if trigger.lemma != "shoot" or words.at(trigger.last) != "at":
        return False
    after = trigger.last + 1
    group = clause.starting_at(after)
    if group is not None:
        return words.at(group.last) not in words_in("possessive")
    near = words.lower[after : after + _LIST_REACH] or ("",)
    return near[0] in {"", ".", ","} or bool(words_in("shot at") & set(near))


def has_object(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether a verb is followed by what it is done to, people or not."""
    words = clause.words
    return (
        bool(objects(clause, trigger))
        or aims_at(clause, trigger)
        or trigger.last in words.numbers
        or trigger.last in clause.names
        or words.at(trigger.last) in words_in("determiner")
    )


def has_be(clause: Clause, first: int) -> bool:
    """Tell whether a form of "be" governs the verb that starts at `first`.

    "Was kidnapped and killed": it governs both.
    """
    return be_before(clause, first) >= 0


def patients(clause: Clause, trigger: Trigger) -> list[Group]:
    """Return the people a trigger happens to, as a coordinated list."""
    if trigger.shape == NOUN:
        return _noun_patients(clause, trigger)
    if aims_at(clause, trigger):
        group = clause.starting_at(trigger.last + 1)
        return [] if group is None else [group]
    if is_passive(clause, trigger) or is_suffered(trigger):
        found = _as_one(clause, _sufferers(clause, trigger.first), trigger.first)
        return _with_company(clause, found, trigger.last)
    return objects(clause, trigger)


def is_suffered(trigger: Trigger) -> bool:
    """Tell whether a verb happens to its subject: "died", "sustained injuries"."""
    verb = trigger.lemma.split()[0]
    return trigger.lemma in _INTRANSITIVE or verb in words_in("verb of suffering")


def _sufferers(clause: Clause, first: int) -> list[Group]:
    """Return the subjects of a passive, of "men recovered after being shot" too."""
    words = clause.words
    if words.at(first - 1) == "being" and words.at(first - 2) in words_in(
        "clause boundary"
    ):
        return subjects(clause, first - 2)
    passed = words_in("adverb") | words_in("auxiliary")
    pronoun = past_back(words, first, passed - {"and"}) - 1
    if words.at(pronoun) == "they":
        return meant(clause, pronoun)
    return subjects(clause, first)


def _as_one(clause: Clause, groups: list[Group], verb: int) -> list[Group]:
    """Return two offices of one person as one: "a chief and former aide was shot"."""
    words = clause.words
    if len(groups) != len((ONE, ONE)) or any(group.number != ONE for group in groups):
        return groups
    first, second = groups
    be = next((i for i in range(second.last, verb) if words.at(i) in SINGULAR), 0)
    is_office = words.at(second.first) not in words_in("determiner")
    is_apposed = words.at(first.first - 1) == words.at(be - 1) == ","
    return [first] if be and (is_office or is_apposed) else groups


def _with_company(clause: Clause, groups: list[Group], index: int) -> list[Group]:
    """Return a subject with who shares its lot: "was killed along with two men".

    They may stand further off, and be kin: "killed on Friday with his two sons".
    """
    words = clause.words
    step = link_length(words, index)
    first = index + step if step > 1 else _past_along(clause, index)
    company = clause.starting_at(first) or named_person(clause, first)
    if not groups or company is None or starts_clause(clause, company):
        return groups
    listed = extend_right(clause, company)
    last = listed[-1].last
    follower = clause.starting_at(last + link_length(words, last))
    is_clause = follower is not None and starts_clause(clause, follower)
    return groups if is_clause else [*groups, *listed]


def _past_along(clause: Clause, index: int) -> int:
    """Return the index past "along with" or, before kin, "with"; -1 if none is near."""
    words = clause.words
    for at in range(index, min(index + MAX_PHRASE, len(words))):
        if words.lower[at] in words_in("clause boundary") or at in clause.taken:
            break
        if words.lower[at] == "with":
            is_along = words.at(at - 1) in {"along", "together"}
            is_kin = words.at(at + 1) in words_in("possessive of people")
            return at + 1 if is_along or is_kin else -1
    return -1


_TRANSITIVE = frozenset(
    {"kill", "wound", "abduct", "arrest", "shoot", "stab", "beat", "displace", "rape"}
)
_INTRANSITIVE = frozenset(
    {
        "attain martyrdom",
        "breathe her last",
        "breathe his last",
        "die",
        "drown",
        "embrace martyrdom",
        "escape with injuries",
        "escape with _ injuries",
        "flee",
        "pass away",
        "perish",
        "succumb",
    }
)


def objects(clause: Clause, trigger: Trigger) -> list[Group]:
    """Return the people named right after a verb, as a coordinated list."""
    index = trigger.last
    while clause.words.at(index) in words_in("adverb") - {"and", "to", "have"}:
        index += 1
    is_verbal_noun = clause.words.lower[trigger.last - 1].endswith("ing")
    index += is_verbal_noun and clause.words.at(index) == "of"
    if clause.words.at(index) in _REFLEXIVES and clause.words.at(index + 1) == "and":
        index += 2
    first = clause.starting_at(index)
    if clause.words.at(index) == "them":
        return meant(clause, index)
    if first is None and index in clause.words.numbers:
        first = _after_things(clause, index)
    if first is None:
        first = named_person(clause, index)
    return [] if first is None else _with_self(clause, extend_right(clause, first))


def _with_self(clause: Clause, groups: list[Group]) -> list[Group]:
    """Return a list with the doer, of "his wife and then himself"."""
    words = clause.words
    last = groups[-1].last
    index = last + (words.at(last) == ",")
    index += words.at(index) in {"and", "then"}
    index += words.at(index) in words_in("adverb") | {"finally"}
    if index == last or words.at(index) not in _REFLEXIVES:
        return groups
    return [*groups, Group(index, index + 1, None, ONE, is_known=False)]


def _after_things(clause: Clause, index: int) -> Group | None:
    """Return the people of "40 cows and three herders"."""
    following = (group for group in clause.groups if group.first > index)
    group = next(following, None)
    if group is None or group.first - index > _LIST_REACH:
        return None
    return group if clause.words.at(group.first - 1) == "and" else None


def _noun_patients(clause: Clause, trigger: Trigger) -> list[Group]:
    """Return the people of "killing of five men", "on two villagers"."""
    words = clause.words
    if "harm" in trigger.actions:
        for index in range(trigger.first - 1, trigger.first - 1 - _LIST_REACH, -1):
            if words.at(index) in words_in("verb of suffering"):
                return subjects(clause, index)
    if words.at(trigger.first - 1) in words_in("possessive"):
        return _owner(clause, trigger)
    if words.at(trigger.last) in {"of", "on", "against", "targeting"}:
        group = clause.starting_at(trigger.last + 1)
        if group is None and words.at(trigger.last) == "of":
            group = named_person(clause, trigger.last + 1)
        return [] if group is None else extend_right(clause, group, is_inside=True)
    return []


def _owner(clause: Clause, trigger: Trigger) -> list[Group]:
    """Return whose body is found: "a man's body"."""
    last = trigger.first - 1
    if "found" not in trigger.condition:
        return []
    for first in range(max(0, last - _LIST_REACH), last):
        owner = group_at(clause.words, first, taken=frozenset({last}))
        if owner is not None and owner.is_known and owner.last == last:
            return [owner]
    return []
