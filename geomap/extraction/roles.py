"""Who does what to whom: the people before and after a trigger."""

from __future__ import annotations

from dataclasses import dataclass

from ..lexicon.closed_words import words_in
from .groups import ONE, Group, group_at, limits
from .lists import (
    DASHES,
    MAX_PHRASE,
    OTHERS,
    extend_left,
    extend_right,
    hangs_on,
    is_walled,
    link_length,
    starts_clause,
    total,
)
from .persons import named_person, names_before
from .triggers import FIXED, NOUN, PARTICIPLE, PAST, Trigger
from .words import Words

MAX_SUBJECT_GAP = 30
"""Words between a subject and its verb; further away it is another clause's."""
MAX_INSERTION = 40
_LIST_REACH = 5
MAX_VERB_GROUP = 7

_OF_AGENTS = frozenset({"by", "on", "against", "at"})
_SINGULAR = frozenset({"was", "has", "is"})
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
    return _be_before(clause, first) >= 0


def _be_before(clause: Clause, first: int) -> int:
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
    pronoun = _past_back(words, first, passed - {"and"}) - 1
    if words.at(pronoun) == "they":
        return _meant(clause, pronoun)
    return subjects(clause, first)


def _meant(clause: Clause, pronoun: int) -> list[Group]:
    """Return "they" or "them" as the several people named last before it."""
    for group in clause.ending_before(pronoun):
        number = total(extend_left(clause, group))
        if number != ONE:
            return [Group(pronoun, pronoun + 1, None, number, group.side)]
    return []


def _as_one(clause: Clause, groups: list[Group], verb: int) -> list[Group]:
    """Return two offices of one person as one: "a chief and former aide was shot"."""
    words = clause.words
    if len(groups) != len((ONE, ONE)) or any(group.number != ONE for group in groups):
        return groups
    first, second = groups
    be = next((i for i in range(second.last, verb) if words.at(i) in _SINGULAR), 0)
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
        return _meant(clause, index)
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


def subjects(clause: Clause, before: int) -> list[Group]:
    """Return the people that a verb starting at `before` is said of.

    People inside a phrase that hangs on another noun ("a member of a gang") or
    that lists parts ("among them two children") are passed over, unless nothing
    else is there. Of people right before the verb, the words may tell no number:
    of "two men died and many others were hurt", the others.
    """
    passed: list[Group] = []
    passing = words_in("adverb") - {"and"}
    edge = _past_back(clause.words, before, passing)
    start = _past_back(clause.words, before, passing | words_in("auxiliary"))
    end = _before_insertion(clause, start) or before
    if _are_things(clause, start):
        return []
    for group in clause.ending_before(end):
        if before - group.last > MAX_SUBJECT_GAP or is_walled(
            clause.words, group.last, end
        ):
            break
        if passed and group.first >= passed[0].first:
            continue
        chain = _own_subjects(clause, extend_left(clause, group), start)
        hangs = hangs_on(clause.words, chain[0]) and group.last != edge
        is_next = group.last == start and _may_open_clause(clause.words, chain[0].first)
        if not hangs and (total(chain) is not None or is_next):
            return chain
        passed = passed if hangs and passed else chain
    if passed and (total(passed) is not None or not hangs_on(clause.words, passed[0])):
        return passed
    named = names_before(clause, before)
    return named or passed or _singular_subject(clause, before)


def _past_back(words: Words, index: int, passed: frozenset[str]) -> int:
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
    be = _be_before(clause, before)
    while words.at(be) in {"been", "being"} | words_in("adverb"):
        be -= 1
    if words.at(be) not in _SINGULAR:
        return []
    first = be
    while first > 0 and words.lower[first - 1] not in words_in("clause boundary"):
        first -= 1
    last = next((i for i in range(first, be) if words.lower[i] == "who"), be)
    kinds = {limits().get(word) for word in words.lower[first:last]}
    if "thing" in kinds or words.at(first) not in {"a", "an", "the"}:
        return []
    return [Group(first, last, last - 1, ONE, is_known=False)]


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
