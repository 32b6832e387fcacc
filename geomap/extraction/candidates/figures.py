"""Tell figures of speech from happenings: "heart attack", "killed time".

Each of these checks rules out a sense that the words of some actions also have.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ...lexicon.closed_words import words_in
from ...lexicon.sense_words import sense_words
from ..arguments.participants.groups import ONE
from ..arguments.participants.roles import Clause, has_be, objects, patients
from ..arguments.participants.sides import RIOTERS
from ..coding import SIDES
from ..sentence.nouns import limits
from ..sentence.words import POSSESSIVES, Words
from .triggers import FIXED, NOUN, Trigger

_OBJECT_REACH = 5
_HELD_REACH = 6
_LAST_DAY = 31
_YEAR_DIGITS = 4
_BEFORE_SHOT = frozenset({"a", "the", "another", "each", "every", "fired", "heard"})
_BEFORE_IDEAS = frozenset({"over", "on", "against", "for", "with"})
_CAPTIVES = frozenset({"him", "her", "them"})
_SCORE = re.compile(r" \d{1,2} ?[-–] ?\d{1,2} (?![-–])")

FIGURES = frozenset(
    {"attack", "beat", "clash", "battle", "protest", "shell", "shoot", "strike_any"}
)
"""Actions whose words are also those of matches and arguments."""

IDEAS = FIGURES | {"kill", "shoot_down", "storm", "capture", "take", "destroy"}
"""Actions whose words are also done to ideas."""

VIOLENCE = IDEAS | {"airstrike", "bomb", "burn", "die", "explosion", "explode"}
"""Actions that a match report uses of teams."""

WEAPONS = frozenset({"bomb", "grenade", "shell", "suicide", "chemical"})
"""Actions whose words may also be those of weapons that nobody uses."""

NOTHING = "nothing"
"""The action of idioms, which report no happening."""


def others(clause: Clause, trigger: Trigger) -> set[str]:
    """Return the words beside a trigger, those of idioms aside ("heart attack")."""
    idioms = [t for t in clause.triggers if NOTHING in t.actions]
    passed = {i for t in (trigger, *idioms) for i in range(t.first, t.last)}
    return {w for i, w in enumerate(clause.words.lower) if i not in passed}


def has_armed(clause: Clause) -> bool:
    """Tell whether an armed side is named anywhere in the sentence."""
    return any(group.side in SIDES["armed"] | {RIOTERS} for group in clause.groups)


def is_figurative(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether a trigger's words stand for something else than its actions."""
    return any(
        trigger.actions & actions and is_other(clause, trigger)
        for actions, is_other in _OTHER_SENSES
    )


def _is_no_protest(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether "march" is the month, "on 6 march", or done to captives."""
    if trigger.lemma != "march":
        return False
    if trigger.shape != NOUN and (
        objects(clause, trigger) or clause.words.at(trigger.last) in _CAPTIVES
    ):
        return True
    before, after = (clause.words.at(i) for i in (trigger.first - 1, trigger.last))
    return (before.isdigit() and int(before) <= _LAST_DAY) or (
        after.isdigit() and (int(after) <= _LAST_DAY or len(after) == _YEAR_DIGITS)
    )


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
    beside = others(clause, trigger)
    senses = sense_words()
    if has_armed(clause) or beside & (senses["deadly"] | senses["weapon"]):
        return False
    was_shot = "shoot" in trigger.actions and (
        words.at(trigger.first - 1) in words_in("form of be")
    )
    is_idle = _SCORE.search(" ".join(words.lower)) is not None or bool(
        (senses["sport"] | senses["market"]) & beside
    )
    return is_idle and not was_shot


def _is_of_match(clause: Clause, _trigger: Trigger) -> bool:
    """Tell whether a match report speaks of its teams: "their attack exploded".

    Nobody is said to suffer it, and no weapon, fighters or other dead are named.
    """
    if not clause.is_of_match or has_armed(clause):
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
    is_done_to_people = any(group.is_known for group in objects(clause, trigger))
    return not is_done_to_people and _object_noun(words, trigger) in abstract


def _is_of_rivals(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether people are "destroyed", as in sport; things are what is."""
    return any(group.number == ONE for group in objects(clause, trigger))


def _is_of_films(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether a film is shot, or pictures are."""
    words, filmed = clause.words, sense_words()["filmed"]
    subject = words.at(trigger.first - 2) if has_be(clause, trigger.first) else ""
    return subject in filmed or _object_noun(words, trigger) in filmed


def _is_recorded(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether a camera does the capturing: "was captured on video"."""
    words, last = clause.words.lower, trigger.last
    return bool(sense_words()["filmed"] & set(words[last : last + _OBJECT_REACH]))


def _is_held(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether a weapon is only carried: "gunmen armed with grenades"."""
    words = clause.words
    for word in reversed(
        words.lower[max(0, trigger.first - _HELD_REACH) : trigger.first]
    ):
        if word in sense_words()["held"]:
            return trigger.shape == NOUN
        if word in words_in("clause boundary") or word == ",":
            break
    return False


def _object_noun(words: Words, trigger: Trigger) -> str:
    """Return the last word of the noun phrase after a trigger; "" if none.

    It may hang on a preposition, as in "clashed over the bill".
    """
    noun = ""
    first = trigger.last + (words.at(trigger.last) in _BEFORE_IDEAS)
    for word in words.lower[first : first + _OBJECT_REACH]:
        if not word[0].isalpha() and word not in POSSESSIVES:
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


_OTHER_SENSES: tuple[tuple[frozenset[str], Callable[[Clause, Trigger], bool]], ...] = (
    (frozenset({"kill"}), _is_of_things),
    (frozenset({"destroy"}), _is_of_rivals),
    (frozenset({"shoot"}), _is_of_films),
    (frozenset({"shoot"}), _is_a_shot),
    (frozenset({"protest"}), _is_no_protest),
    (frozenset({"capture"}), _is_recorded),
    (WEAPONS, _is_held),
    (IDEAS, _is_of_ideas),
    (FIGURES, _is_figure),
    (VIOLENCE, _is_of_match),
)
"""What makes the words of some actions report nothing."""
