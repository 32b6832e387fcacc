"""Count the killed, wounded, arrested, abducted and displaced, and crowds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ....lexicon.closed_words import words_in
from ...candidates.triggers import FIXED, NOUN, PAST, Trigger
from ...sentence.nouns import limits
from ...sentence.numbers import NumberRange
from ..participants.agents import agents
from ..participants.groups import NOBODY, ONE, Group
from ..participants.lists import extend_right, total
from ..participants.roles import Clause, aims_at, objects, patients
from ..participants.subjects import subjects
from .counts import (
    ABDUCTED,
    ARRESTED,
    CROWD,
    DISPLACED,
    HIT,
    KILLED,
    WOUNDED,
    Tally,
    size_of,
)
from .death_tolls import TOLL_WORDS, toll_of, total_of

KIND_OF_ACTION = {
    "kill": KILLED,
    "die": KILLED,
    "mob": KILLED,
    "wound": WOUNDED,
    "harm": HIT,
    "shoot": HIT,
    "stab": HIT,
    "beat": HIT,
    "arrest": ARRESTED,
    "abduct": ABDUCTED,
    "capture": ABDUCTED,
    "displace": DISPLACED,
    "protest": CROWD,
    "riot": CROWD,
    "deploy": CROWD,
    "withdraw": CROWD,
    "size": CROWD,
    "self": KILLED,
}
"""What each action counts; the first that applies, in this order."""

_NUMBER_REACH = 5
_LABELS = frozenset({":", "-", "–", "—", "="})
_MULTIPLES = {"double": 2, "triple": 3, "quadruple": 4}
_OF_VICTIMS = frozenset({"kill", "shoot", "stab"})
_UNDIVIDED = (("or", "missing"), ("and", "missing"))
_COUNTED = frozenset({"injury"})
_FATAL = frozenset({"fatal", "deadly"})
_MORE = frozenset(
    {"other", "others", "more", "another", "further", "additional", "second", "third"}
)
_TOO = frozenset({"also", "too"})


def tallies(clause: Clause) -> list[Tally]:
    """Return what each trigger of a clause counts, in text order."""
    found: list[Tally] = []
    for trigger in clause.triggers:
        kind = next(
            (
                kind
                for action, kind in KIND_OF_ACTION.items()
                if action in trigger.actions
            ),
            None,
        )
        if kind is not None:
            kind = KILLED if _is_fatal(clause, trigger, kind) else kind
            tally = _tally(clause, trigger, kind)
            if tally is not None:
                found.append(_with_victims(_on_top(clause, tally, found), found))
    deaths = [tally.trigger for tally in found if tally.kind == KILLED]
    whole = total_of(clause, deaths[0]) if deaths else None
    found += [whole] if whole is not None else []
    return [tally for tally in found if not _is_undivided(tally, found)]


def _is_fatal(clause: Clause, trigger: Trigger, kind: str) -> bool:
    """Tell whether those hit died: "the fatal police shooting of a man"."""
    before = clause.words.lower[max(0, trigger.first - 2) : trigger.first]
    return kind == HIT and trigger.shape == NOUN and bool(_FATAL & set(before))


def _on_top(clause: Clause, tally: Tally, before: Sequence[Tally]) -> Tally:
    """Return one more person as such: "a man was shot, and a boy was shot"."""
    words = clause.words
    is_one_more = (
        tally.is_single
        and words.at(tally.first - 1) in {"and", "while"}
        and words.at(tally.first) in {"a", "an", "one"}
        and any(t.kind == tally.kind and t.is_single for t in before)
    )
    return replace(tally, is_more=True) if is_one_more else tally


def _is_undivided(tally: Tally, found: Iterable[Tally]) -> bool:
    """Tell whether one number is for dead and wounded together.

    Of "50 people were killed and wounded" nobody can say how many died.
    """
    return tally.kind in {KILLED, WOUNDED} and any(
        other.kind in {KILLED, WOUNDED}
        and other.kind != tally.kind
        and (other.first, other.last) == (tally.first, tally.last)
        and size_of(tally) > 1
        for other in found
    )


def _tally(clause: Clause, trigger: Trigger, kind: str) -> Tally | None:
    """Return what one trigger counts, or None."""
    toll = toll_of(clause, trigger) if kind == KILLED else None
    if toll is not None or trigger.lemma in TOLL_WORDS:
        return toll
    if "self" in trigger.actions:
        return _of_self(clause, trigger)
    after = clause.words.lower[trigger.last : trigger.last + 2]
    if after in _UNDIVIDED or aims_at(clause, trigger):
        return None
    if _are_the_hurt(clause, trigger):
        return _among_the_hurt(clause, trigger, kind)
    return _numbered(clause, trigger, kind) or _of_people(clause, trigger, kind)


def _are_the_hurt(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether a participle is a noun: "two of the wounded", "the dead"."""
    return (
        trigger.shape in {PAST, FIXED}
        and clause.words.at(trigger.first - 1) == "the"
        and clause.starting_at(trigger.last) is None
    )


def _among_the_hurt(clause: Clause, trigger: Trigger, kind: str) -> Tally | None:
    """Return the least number of dead or hurt: "the dead include two children"."""
    words = clause.words
    verb = words.at(trigger.last)
    is_among = words.at(trigger.first - 2) == "among" and verb in words_in("auxiliary")
    if not is_among and verb not in words_in("verb of including"):
        return None
    first = clause.starting_at(trigger.last + 1)
    listed = extend_right(clause, first) if first is not None else []
    tally = _tally_of(clause, listed, trigger, kind)
    return tally and replace(tally, number=tally.number._replace(high=None))


def _of_self(clause: Clause, trigger: Trigger) -> Tally | None:
    """Return one more dead, or those listed: "killing himself and two guards"."""
    beside = clause.starting_at(trigger.last + 1)
    if beside is not None and clause.words.at(trigger.last) in {",", "and"}:
        return _tally_of(clause, extend_right(clause, beside), trigger, KILLED)
    return Tally(KILLED, ONE, trigger.first, trigger.last, trigger, is_more=True)


def _numbered(clause: Clause, trigger: Trigger, kind: str) -> Tally | None:
    """Return the number right beside a trigger: "Killed: 3", "five deaths"."""
    words = clause.words
    beside = trigger.last + (words.at(trigger.last) in _LABELS)
    is_label = trigger.shape == NOUN or beside > trigger.last
    if is_label and beside in words.numbers:
        last, number = words.numbers[beside]
        if beside > trigger.last or not words.at(last).isalpha():
            return Tally(kind, number, beside, last, trigger)
    if trigger.shape in {PAST, FIXED}:
        return _number_around(clause, trigger, kind)
    if trigger.shape == NOUN and kind in {KILLED, WOUNDED, HIT}:
        return _number_before(clause, trigger, kind)
    return None


def _number_around(clause: Clause, trigger: Trigger, kind: str) -> Tally | None:
    """Return the number of "34 wounded men" or "a deceased woman"."""
    words = clause.words
    people = clause.starting_at(trigger.last)
    if people is None or not people.is_known or people.head is None:
        return None
    first, number = trigger.first - 1, None
    if words.at(first) in {"a", "an"} and people.number == ONE:
        number = ONE
    for start in range(max(0, trigger.first - _NUMBER_REACH), trigger.first):
        last, found = words.numbers.get(start, (start, None))
        if last == trigger.first and people.number is None:
            first, number = start, found
    if number is None:
        return None
    listed = Group(first, people.last, people.head, number, people.side)
    return _tally_of(clause, [listed], trigger, kind)


def _of_people(clause: Clause, trigger: Trigger, kind: str) -> Tally | None:
    """Return the people whom a trigger counts."""
    if kind == CROWD:
        groups = _crowd(clause, trigger)
    else:
        groups = patients(clause, trigger)
        groups = groups or (objects(clause, trigger) if trigger.shape == FIXED else [])
    if not groups and kind == KILLED:
        groups = _unknown_person(clause, trigger)
    return _tally_of(clause, groups, trigger, kind)


def _unknown_person(clause: Clause, trigger: Trigger) -> list[Group]:
    """Return the one whom an unknown noun names: "beheaded a muezzin"."""
    words = clause.words
    first = trigger.last
    is_noun = words.at(first + 1).isalpha() and not words.is_capitalised(first + 1)
    if words.at(first) not in {"a", "an"} or not is_noun:
        return []
    if (
        limits().get(words.at(first + 1))
        or limits().get(words.at(first + 2)) == "thing"
    ):
        return []
    return [Group(first, first + 2, None, ONE, is_known=False)]


def _tally_of(
    clause: Clause, groups: Sequence[Group], trigger: Trigger, kind: str
) -> Tally | None:
    """Return groups as a tally, or None where they give no number."""
    number = total(groups)
    if number is None:
        return None
    last = groups[0].last
    if words_in("dead body") & set(clause.words.lower[last - 1 : last + 1]):
        kind = KILLED
    head = next((group.head for group in groups if group.head is not None), None)
    return Tally(
        kind=kind,
        number=number,
        first=groups[0].first,
        last=groups[-1].last,
        trigger=trigger,
        victims=_victims(clause, groups[0], head),
        side=next((group.side for group in groups if group.side), None),
        is_more=_are_more(clause, groups, trigger),
    )


def _are_more(clause: Clause, groups: Sequence[Group], trigger: Trigger) -> bool:
    """Tell whether people are said to come on top of those told of before."""
    words = clause.words
    named = words.lower[groups[0].first : groups[0].last]
    return bool(_MORE & set(named)) or (
        "also" in words.lower[min(groups[-1].last, trigger.first) : trigger.first]
        or words.at(trigger.last) in _TOO
        or words.lower[trigger.last : trigger.last + 2] == ("as", "well")
    )


def _victims(clause: Clause, group: Group, head: int | None) -> str | None:
    """Return the victims' noun with the words before it: "security officers"."""
    if head is None or group.is_pronoun or not group.is_known:
        return None
    words = clause.words
    first = head
    while (
        first > group.first
        and words.lower[first - 1].isalpha()
        and words.lower[first - 1] not in words_in("not in an actor name")
        and not words.is_in_number(first - 1)
    ):
        first -= 1
    return " ".join(token.text for token in words.tokens[first : head + 1])


def _with_victims(tally: Tally, before: Iterable[Tally]) -> Tally:
    """Return a bare number with the victims of the tally before it."""
    if tally.victims is not None:
        return tally
    named = [other for other in before if other.victims]
    if not named:
        return tally
    return replace(tally, victims=named[-1].victims, side=named[-1].side)


def _number_before(clause: Clause, trigger: Trigger, kind: str) -> Tally | None:
    """Return the number in "five deaths" or "no casualties"."""
    words = clause.words
    for first in range(max(0, trigger.first - _NUMBER_REACH), trigger.first):
        last, number = words.numbers.get(first, (first, None))
        suffered = words.at(first - 1) in words_in("verb of suffering")
        is_counted = kind == KILLED or (trigger.lemma in _COUNTED and not suffered)
        if number is not None and is_counted and 0 <= trigger.first - last <= 1:
            kind = WOUNDED if kind == HIT else kind
            return Tally(kind, number, first, trigger.last, trigger)
    multiple = _MULTIPLES.get(words.at(trigger.first - 1))
    if multiple and trigger.actions & _OF_VICTIMS:
        number = NumberRange(multiple, multiple, multiple)
        return Tally(kind, number, trigger.first - 1, trigger.last, trigger)
    if words.at(trigger.first - 1) == "no":
        kind = WOUNDED if kind == HIT else kind
        return Tally(kind, NOBODY, trigger.first - 1, trigger.last, trigger)
    return None


def _crowd(clause: Clause, trigger: Trigger) -> list[Group]:
    """Return who marches, protests or is sent."""
    if trigger.shape == NOUN:
        return patients(clause, trigger)
    if "size" in trigger.actions:
        return objects(clause, trigger)
    if "deploy" in trigger.actions or "withdraw" in trigger.actions:
        groups = patients(clause, trigger) or subjects(clause, trigger.first)
    else:
        groups = agents(clause, trigger)
    return [group for group in groups if group.number and (group.number.best or 0) > 1]
