"""Tell whether a trigger has the sense of a happening in its sentence.

"Strike" is a protest among workers, "march" among people, "capture" among
places: the condition of a trigger is a row of the table of triggers; the words
that meet it are rows of the table of sense words, or a check of this module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from .. import lexicon
from ..lexicon.closed_words import words_in
from .coding import SIDES
from .doers import agents
from .groups import ONE, RIOTERS, Group, limits
from .roles import Clause, has_be, has_object, objects, patients
from .triggers import FIXED, Trigger
from .words import Words

_PLACE_REACH = 8
_CROWD_NUMBER = 10
_OBJECT_REACH = 5
_OF_PLACES = frozenset({"of", "northern", "southern", "eastern", "western"})
_BEFORE_SHOT = frozenset({"a", "the", "another", "each", "every", "fired", "heard"})
_BEFORE_IDEAS = frozenset({"over", "on", "against", "for", "with"})
_FOES = SIDES["rebel"] | SIDES["militia"] | SIDES["identity"]
_POSSESSIVES = frozenset({"'s", "’s"})

FIGURES = frozenset(
    {"attack", "beat", "clash", "battle", "protest", "shell", "shoot", "strike_any"}
)
"""Actions whose words are also those of matches and arguments."""

IDEAS = FIGURES | {"kill", "shoot_down", "storm", "capture", "take", "destroy"}
"""Actions whose words are also done to ideas."""

VIOLENCE = IDEAS | {"airstrike", "bomb", "burn", "die", "explosion", "explode"}
"""Actions that a match report uses of teams."""

NOTHING = "nothing"
"""The action of idioms, which report no happening."""


class SenseRow(NamedTuple):
    """A word that, anywhere in the sentence, meets a condition."""

    word: str
    condition: str
    source: str


@cache
def sense_words() -> Mapping[str, frozenset[str]]:
    """Return the words that meet each lexical condition."""
    rows = lexicon.load("sense_words", SenseRow)
    return {
        condition: frozenset(row.word for row in rows if row.condition == condition)
        for condition in sorted({row.condition for row in rows})
    }


def has_sense(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether the sentence meets a trigger's condition, if it has one."""
    for actions, is_idle in _IDLE:
        if trigger.actions & actions and is_idle(clause, trigger):
            return False
    return all(
        _meets(clause, trigger, condition)
        for condition in trigger.condition.split("+")
        if condition
    )


def _meets(clause: Clause, trigger: Trigger, condition: str) -> bool:
    """Tell whether the sentence meets one condition of a trigger."""
    check = CHECKS.get(condition)
    if check is not None:
        return check(clause, trigger)
    return bool(sense_words()[condition] & _others(clause, trigger))


def _others(clause: Clause, trigger: Trigger) -> set[str]:
    """Return the words beside a trigger, those of idioms aside ("heart attack")."""
    idioms = [t for t in clause.triggers if NOTHING in t.actions]
    passed = {i for t in (trigger, *idioms) for i in range(t.first, t.last)}
    return {w for i, w in enumerate(clause.words.lower) if i not in passed}


def _is_a_shot(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether "shot" is a noun: "heard a shot", which hit nobody yet."""
    words = clause.words
    first = trigger.first - (words.at(trigger.first - 1) in {"one", "single"})
    return trigger.lemma == "shoot" and words.at(first - 1) in _BEFORE_SHOT


def _is_figure(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether a word of violence speaks of a match or of a market.

    "The striker shot wide"; but not "the striker was shot", nor anything beside
    weapons or dead.
    """
    words = clause.words
    others = _others(clause, trigger)
    senses = sense_words()
    if _has_armed(clause, trigger) or others & (senses["deadly"] | senses["weapon"]):
        return False
    was_shot = "shoot" in trigger.actions and (
        words.at(trigger.first - 1) in words_in("form of be")
    )
    return bool((senses["sport"] | senses["market"]) & others) and not was_shot


def _is_of_match(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether a match report speaks of its teams: "their attack exploded".

    Nobody is said to suffer it, and no weapon, fighters or other dead are named.
    """
    if not clause.is_of_match or _has_armed(clause, trigger):
        return False
    senses, words = sense_words(), clause.words.lower
    others = {word for i, word in enumerate(words) if i not in clause.taken}
    suffer = [group for t in clause.triggers for group in patients(clause, t)]
    return not (
        any(group.is_known for group in suffer)
        or others & senses["deadly"]
        or senses["weapon"] & set(words)
    )


def _is_of_ideas(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether it is done to ideas: "killed time", "attacked the budget"."""
    words, abstract = clause.words, sense_words()["abstract"]
    if "protest" in trigger.actions:
        return False
    if trigger.shape == FIXED:
        return bool(abstract & set(words.lower[trigger.last :]))
    return _object_noun(words, trigger) in abstract


def _is_of_rivals(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether people are "destroyed", as in sport; things are what is."""
    return any(group.number == ONE for group in objects(clause, trigger))


def _is_of_films(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether a film is shot, or pictures are."""
    words, filmed = clause.words, sense_words()["filmed"]
    subject = words.at(trigger.first - 2) if has_be(clause, trigger.first) else ""
    return subject in filmed or _object_noun(words, trigger) in filmed


def _object_noun(words: Words, trigger: Trigger) -> str:
    """Return the last word of the noun phrase after a trigger; "" if none.

    It may hang on a preposition, as in "clashed over the bill".
    """
    noun = ""
    first = trigger.last + (words.at(trigger.last) in _BEFORE_IDEAS)
    for word in words.lower[first : first + _OBJECT_REACH]:
        if not word[0].isalpha() and word not in _POSSESSIVES:
            break
        if limits().get(word) == "stop" and word not in words_in("determiner"):
            break
        if word in words_in("locative preposition") | words_in("preposition"):
            break
        noun = word
    return noun


def _is_of_things(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether only animals or things are counted: "killed 60 sheep"."""
    words = clause.words
    if trigger.last not in words.numbers or objects(clause, trigger):
        return False
    noun, _ = words.numbers[trigger.last]
    return limits().get(words.at(noun)) == "thing"


def _has_people(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether people act or suffer."""
    return bool(patients(clause, trigger) or agents(clause, trigger))


def _has_armed(clause: Clause, _trigger: Trigger) -> bool:
    """Tell whether an armed side is named anywhere in the sentence."""
    return any(group.side in SIDES["armed"] | {RIOTERS} for group in clause.groups)


def _has_fighters(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether forces of a fight do it: rebels, or troops who have a foe."""
    doers = {group.side for group in agents(clause, trigger)}
    named = {group.side for group in clause.groups}
    return bool(doers & SIDES["armed"] and named & _FOES)


def _has_armed_object(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether an armed side is what is sent."""
    return any(group.side in SIDES["armed"] for group in patients(clause, trigger))


def _are_unhurt(clause: Clause, _trigger: Trigger) -> bool:
    """Tell whether those moved are no wounded or dead: "were airlifted to hospital"."""
    return not sense_words()["hurt"] & set(clause.words.lower)


def _is_crowd(group: Group) -> bool:
    """Tell whether a group is protesters, or too many for anything else."""
    return group.side in SIDES["crowd"] or (
        group.number is not None and (group.number.best or 0) >= _CROWD_NUMBER
    )


def _has_crowd(clause: Clause, _trigger: Trigger) -> bool:
    """Tell whether protesters, rioters or many people are named."""
    return any(map(_is_crowd, clause.groups))


def _has_crowd_or_people(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether a crowd is named, or people do it."""
    return _has_crowd(clause, trigger) or any(
        group.side not in SIDES["armed"] for group in agents(clause, trigger)
    )


def _has_place(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether a place is named soon after."""
    return any(
        trigger.last <= index < trigger.last + _PLACE_REACH for index in clause.names
    )


def _has_place_object(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether a place is what is taken: "seized the town of Bria"."""
    words = clause.words
    for index in range(trigger.last, min(trigger.last + _OBJECT_REACH, len(words))):
        if index in clause.names:
            return True
        word = words.lower[index]
        if (
            index in words.numbers
            or index in clause.taken
            or word in words_in("preposition") - _OF_PLACES
        ):
            return False
        is_passed = (
            word in words_in("determiner")
            or word in words_in("part of a place")
            or word in _OF_PLACES
        )
        if words.is_capitalised(index):
            is_last = limits().get(words.at(index + 1)) == "stop" or not (
                words.at(index + 1)[:1].isalpha()
            )
            return is_last and clause.starting_at(index) is None
        if not is_passed and (
            clause.starting_at(index) is not None or limits().get(word) == "stop"
        ):
            return False
    return False


def _has_victims(clause: Clause, _trigger: Trigger) -> bool:
    """Tell whether people are named anywhere in the sentence."""
    return any(group.is_known for group in clause.groups)


def _is_outbreak(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether a disease spreads or kills, rather than is spoken of."""
    words = clause.words
    rest = (*words.lower[: trigger.first], *words.lower[trigger.last :])
    return words.at(trigger.last) in words_in("after a disease") or bool(
        sense_words()["outbreak"] & set(rest)
    )


def _is_of_people(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether people die, and not of age or illness: no battery, no hope."""
    words = clause.words
    others = set(words.lower)
    senses = sense_words()
    if senses["illness"] & others and not others & (
        senses["deadly"] | senses["weapon"]
    ):
        return False
    dead = patients(clause, trigger)
    is_told = words.at(trigger.last - 1) != "dying" or any(g.is_known for g in dead)
    return bool(dead) and is_told


def _is_bombed(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether something is bombed; a film that "bombed" bombs nothing."""
    return (
        has_be(clause, trigger.first)
        or has_object(clause, trigger)
        or _has_armed(clause, trigger)
    )


def _is_flight(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether people flee from violence, rather than from the police."""
    return any(
        group.side not in SIDES["armed"] and group.number != ONE
        for group in patients(clause, trigger)
    )


def _is_wreck(clause: Clause, _trigger: Trigger) -> bool:
    """Tell whether a vehicle crashes, and no market or machine."""
    others = set(clause.words.lower)
    senses = sense_words()
    return not senses["market"] & others or bool(senses["vehicle"] & others)


def _is_captive(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether people are captured, or the armed capture something."""
    return _has_armed(clause, trigger) or bool(objects(clause, trigger))


def _is_blast(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether something explodes: of a bomb, and not "of interest"."""
    words = clause.words
    return words.at(trigger.last) != "of" or (
        bool(sense_words()["explodes"] & set(words.lower[trigger.last :]))
    )


def _is_literal(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether a noun is no measure of something else: "a flood of letters"."""
    words = clause.words
    is_plural = words.lower[trigger.last - 1].endswith("s")
    return is_plural or words.at(trigger.last) != "of"


def _is_disorder(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether "riot" is one, and not a kind of police or of gear."""
    return clause.words.at(trigger.last) not in words_in("after riot gear")


def _is_plural(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether the noun stands in the plural."""
    return clause.words.lower[trigger.last - 1].endswith("s")


CHECKS: dict[str, Callable[[Clause, Trigger], bool]] = {
    "people": _has_people,
    "disappeared": _has_people,
    "armed": _has_armed,
    "armed_object": _has_armed_object,
    "crowd": _has_crowd,
    "crowdorpeople": _has_crowd_or_people,
    "place": _has_place,
    "place_object": _has_place_object,
    "blast": _is_blast,
    "bombed": _is_bombed,
    "captive": _is_captive,
    "disease": _is_outbreak,
    "dying": _is_of_people,
    "fighters": _has_fighters,
    "fleeing": _is_flight,
    "nature": _is_literal,
    "plural": _is_plural,
    "unrest": _is_disorder,
    "unhurt": _are_unhurt,
    "victims": _has_victims,
    "wreck": _is_wreck,
}

_IDLE: tuple[tuple[frozenset[str], Callable[[Clause, Trigger], bool]], ...] = (
    (frozenset({"kill"}), _is_of_things),
    (frozenset({"destroy"}), _is_of_rivals),
    (frozenset({"shoot"}), _is_of_films),
    (frozenset({"shoot"}), _is_a_shot),
    (IDEAS, _is_of_ideas),
    (FIGURES, _is_figure),
    (VIOLENCE, _is_of_match),
)
"""What makes the words of some actions report nothing."""
