"""Who does what to whom: the people before and after a trigger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..lexicon.closed_words import words_in
from .groups import ONE, Group, limits
from .numbers import NumberRange
from .persons import name_ending_at, named_person, names_before
from .triggers import FIXED, NOUN, PARTICIPLE, PAST, Trigger
from .words import Words

MAX_SUBJECT_GAP = 30
"""Words between a subject and its verb; further away it is another clause's."""
_LIST_REACH = 5
MAX_VERB_GROUP = 7
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
_DASHES = frozenset({"-", "--", "–", "—", "(", "["})
_SOURCE = ("according", "to")
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
    return words.at(index) in words_in("form of be") and not (
        words.tokens[index].text.isupper()
    )


def patients(clause: Clause, trigger: Trigger) -> list[Group]:
    """Return the people a trigger happens to, as a coordinated list."""
    if trigger.shape == NOUN:
        return _noun_patients(clause, trigger)
    if aims_at(clause, trigger):
        group = clause.starting_at(trigger.last + 1)
        return [] if group is None else [group]
    if is_passive(clause, trigger) or trigger.lemma in INTRANSITIVE:
        return _with_company(clause, subjects(clause, trigger.first), trigger.last)
    return objects(clause, trigger)


def _group_or_name(clause: Clause, index: int) -> Group | None:
    """Return the people, or the person named, at a token."""
    return clause.starting_at(index) or named_person(clause, index)


def _with_company(clause: Clause, groups: list[Group], index: int) -> list[Group]:
    """Return a subject with who shares its lot: "was killed along with two men"."""
    step = _link_length(clause.words, index)
    company = _group_or_name(clause, index + step) if step > 1 else None
    if not groups or company is None or _starts_clause(clause, company):
        return groups
    return [*groups, company]


_SUFFERED = frozenset({"injury", "gunshot wound", "stab wound", "bullet wound"})
_TRANSITIVE = frozenset(
    {"kill", "wound", "abduct", "arrest", "shoot", "stab", "beat", "displace", "rape"}
)
INTRANSITIVE = frozenset({"die", "perish", "succumb", "pass away", "drown", "flee"})


def objects(clause: Clause, trigger: Trigger) -> list[Group]:
    """Return the people named right after a verb, as a coordinated list."""
    index = trigger.last
    while clause.words.at(index) in words_in("adverb") - {"and", "to", "have"}:
        index += 1
    if clause.words.at(index) in _REFLEXIVES and clause.words.at(index + 1) == "and":
        index += 2
    first = clause.starting_at(index)
    if first is None and index in clause.words.numbers:
        first = _after_things(clause, index)
    if first is None:
        first = named_person(clause, index)
    return [] if first is None else extend_right(clause, first)


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
    else is there.
    """
    passed: list[Group] = []
    edge = before
    while edge > 0 and clause.words.lower[edge - 1] in words_in("adverb") - {"and"}:
        edge -= 1
    for group in clause.ending_before(before):
        if before - group.last > MAX_SUBJECT_GAP or is_walled(
            clause.words, group.last, before
        ):
            break
        if passed and group.first >= passed[0].first:
            continue
        chain = extend_left(clause, group)
        hangs = hangs_on(clause.words, chain[0]) and group.last != edge
        if not hangs and total(chain) is not None:
            return chain
        passed = passed if hangs and passed else chain
    if passed and (total(passed) is not None or not hangs_on(clause.words, passed[0])):
        return passed
    named = names_before(clause, before)
    return named or passed or _singular_subject(clause, before)


def _singular_subject(clause: Clause, before: int) -> list[Group]:
    """Return an unknown noun as one person: "the muezzin was killed".

    Only to a verb that needs a person; houses and animals are none.
    """
    words = clause.words
    last = before - 1
    while words.at(last) in words_in("adverb") | {"been", "has"}:
        last -= 1
    be = last + 1 if words.at(last + 1) == "has" else last
    if words.at(be) not in {"was", "has", "is"}:
        return []
    first = be
    while first > 0 and words.lower[first - 1] not in words_in("clause boundary"):
        first -= 1
    kinds = {limits().get(word) for word in words.lower[first:be]}
    if "thing" in kinds or words.at(first) not in {"a", "an", "the"}:
        return []
    return [Group(first, be, be - 1, ONE, is_known=False)]


def is_walled(words: Words, first: int, last: int) -> bool:
    """Tell whether a clause boundary stands between two tokens."""
    return any(word in words_in("clause boundary") for word in words.lower[first:last])


def hangs_on(words: Words, group: Group) -> bool:
    """Tell whether a group hangs on a preposition, or lists parts of another."""
    before = words.at(group.first - 1)
    return before in words_in("preposition") | words_in(
        "part marker"
    ) | _DASHES or words.at(group.first) in words_in("part marker")


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
        step = _link_length(clause.words, last)
        follower = clause.starting_at(last + step) if step else None
        if follower is None or (not is_inside and _starts_clause(clause, follower)):
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
            and clause.starting_at(last + _link_length(clause.words, last))
        ):
            return last
    return first


def _link_length(words: Words, index: int) -> int:
    """Return how many tokens join two items of a list here; 0 if none do."""
    for link in sorted(_LONG_LINKS, key=len, reverse=True):
        if words.lower[index : index + len(link)] == link:
            return len(link)
    return 1 if words.at(index) in _LINKS else 0


def _starts_clause(clause: Clause, group: Group) -> bool:
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
        link = _link_length(words, before.last)
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


def _noun_patients(clause: Clause, trigger: Trigger) -> list[Group]:
    """Return the people of "killing of five men", "on two villagers"."""
    words = clause.words
    if trigger.lemma in _SUFFERED:
        for index in range(trigger.first - 1, trigger.first - 1 - _LIST_REACH, -1):
            if words.at(index) in words_in("verb of suffering"):
                return subjects(clause, index)
    if words.at(trigger.last) in {"of", "on", "against", "targeting"}:
        group = clause.starting_at(trigger.last + 1)
        if group is None and words.at(trigger.last) == "of":
            group = named_person(clause, trigger.last + 1)
        return [] if group is None else extend_right(clause, group, is_inside=True)
    return []


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
