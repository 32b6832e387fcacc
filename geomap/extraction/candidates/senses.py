"""Tell whether a trigger has the sense of a happening in its sentence.

"Strike" is a protest among workers, "march" among people, "capture" among
places: the condition of a trigger is a row of the table of triggers; the words
that meet it are rows of the table of sense words, or a check of this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ...lexicon.closed_words import words_in
from ...lexicon.sense_words import sense_words
from ..arguments.participants.agents import agents, demonyms, sufferers
from ..arguments.participants.groups import ONE, Group, is_police
from ..arguments.participants.roles import Clause, has_be, has_object, objects, patients
from ..arguments.participants.sides import RIOTERS
from ..coding import SIDES
from ..sentence.nouns import limits, people
from .figures import NOTHING, has_armed, is_figurative, others
from .triggers import Trigger

_CROWD_NUMBER = 10
_BEFORE_HOSTILE = frozenset({"by", "from", "in", "into", "under"})
_AGE_REACH = 5
_OF_AGE = re.compile(
    r"(?:(?:at(?: the age of| age)?|,? ?aged) (?:[5-9]\d|1[01]\d)(?! [ap]\.?m)"
    r"|at (?:his|her) home|in (?:his|her) sleep)\b"
)
_OBJECT_REACH = 5
_FIND_REACH = 6
_FOUND_REACH = 3
_OF_PLACES = frozenset({"of", "northern", "southern", "eastern", "western"})
_FOES = SIDES["rebel"] | SIDES["militia"] | SIDES["identity"]
_AGED = re.compile(r", aged? (?:[6-9]\d|1[01]\d) ,(?: \w+ly)?$")


def has_sense(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether the sentence meets a trigger's condition, if it has one."""
    return not is_figurative(clause, trigger) and all(
        _meets(clause, trigger, condition)
        for condition in trigger.condition.split("+")
        if condition
    )


def _meets(clause: Clause, trigger: Trigger, condition: str) -> bool:
    """Tell whether the sentence meets one condition of a trigger; "!" bars one."""
    if condition.startswith("!"):
        return not _meets(clause, trigger, condition[1:])
    check = CHECKS.get(condition)
    if check is not None:
        return check(clause, trigger)
    return bool(sense_words()[condition] & others(clause, trigger))


def _has_people(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether people act or suffer."""
    return bool(patients(clause, trigger) or agents(clause, trigger))


def _has_armed(clause: Clause, _trigger: Trigger) -> bool:
    """Tell whether an armed side is named anywhere in the sentence."""
    return has_armed(clause)


def _has_fighters(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether forces of a fight do it: rebels, or troops who have a foe."""
    doers = {group.side for group in agents(clause, trigger)}
    named = {group.side for group in clause.groups}
    return bool(doers & SIDES["armed"] and named & _FOES)


def _has_foes(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether armed people fight, and not only someone beside them."""
    parties = (*agents(clause, trigger), *sufferers(clause, trigger))
    return any(group.side in SIDES["armed"] | {RIOTERS} for group in parties)


def _has_armed_object(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether an armed side is what is sent."""
    return any(group.side in SIDES["armed"] for group in patients(clause, trigger))


def _is_force(clause: Clause, group: Group) -> bool:
    """Tell whether a group is armed forces, or too many police for a routine call."""
    is_routine = is_police(clause.words, group) and not _is_many(group)
    return group.side in SIDES["armed"] and not is_routine


def _moves_forces(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether forces are moved or move, and no officers to a context."""
    moved = patients(clause, trigger) or agents(clause, trigger)
    return any(_is_force(clause, group) for group in moved)


def _deploys(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether forces or police are deployed, and no things of theirs."""
    words = clause.words
    if _moves_forces(clause, trigger) or _has_armed_object(clause, trigger):
        return True
    is_intransitive = limits().get(words.at(trigger.last)) == "stop"
    return is_intransitive and _has_armed(clause, trigger)


def _is_by_gunmen(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether armed people who are no army or rebels do it."""
    return any(group.side in SIDES["militia"] for group in agents(clause, trigger))


def _are_unhurt(clause: Clause, _trigger: Trigger) -> bool:
    """Tell whether those moved are no wounded or dead: "were airlifted to hospital"."""
    return not sense_words()["hurt"] & set(clause.words.lower)


def _is_many(group: Group) -> bool:
    """Tell whether a group is said to be too many for a chance gathering."""
    return group.number is not None and (group.number.best or 0) >= _CROWD_NUMBER


def _is_crowd(group: Group) -> bool:
    """Tell whether a group is protesters, or too many unarmed for anything else."""
    return group.side in SIDES["crowd"] or (
        group.side not in SIDES["armed"] and _is_many(group)
    )


def _has_crowd(clause: Clause, _trigger: Trigger) -> bool:
    """Tell whether protesters, rioters or many people are named."""
    return any(map(_is_crowd, clause.groups))


def _has_crowd_or_people(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether a crowd is named, or people do it."""
    return _has_crowd(clause, trigger) or any(
        group.side not in SIDES["armed"] for group in agents(clause, trigger)
    )


def _is_discovered(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether a weapon is found rather than used: "a bomb was found"."""
    words = clause.words
    found = sense_words()["discovered"]
    first = trigger.first
    while first > max(0, trigger.first - _FIND_REACH) and (
        words.at(first - 1) not in words_in("clause boundary")
    ):
        first -= 1
    after = words.lower[trigger.last : trigger.last + _FOUND_REACH]
    return bool(found & {*words.lower[first : trigger.first], *after})


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
    is_natural = senses["illness"] & others or _is_of_age(clause, trigger)
    if is_natural and not others & (senses["deadly"] | senses["weapon"]):
        return False
    dead = patients(clause, trigger)
    is_told = words.at(trigger.last - 1) != "dying" or any(g.is_known for g in dead)
    return bool(dead) and is_told


def _is_of_age(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether somebody dies old or in bed: "at 84", "aged 91", "in his sleep".

    "Ann Lee, age 91, died" does so too, where nothing else is told.
    """
    words = clause.words
    after = " ".join(words.lower[trigger.last : trigger.last + _AGE_REACH])
    before = " ".join(words.lower[max(0, trigger.first - _AGE_REACH) : trigger.first])
    is_alone = all(t is trigger or NOTHING in t.actions for t in clause.triggers)
    return bool(_OF_AGE.match(after) or (is_alone and _AGED.search(before)))


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


def _takes_people(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether people are what is taken: "seized four travellers from a bus"."""
    taken = objects(clause, trigger)
    if not taken and has_be(clause, trigger.first):
        taken = patients(clause, trigger)
    return any(group.is_known for group in taken)


def _is_blast(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether something explodes: of a bomb, and not "of interest".

    What a headline "blasts" is people, whom it criticises.
    """
    words = clause.words
    if words.at(trigger.last) in people():
        return False
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


def _has_dissenters(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether those who speak out are named, not only those spoken to."""
    words, dissent = clause.words, sense_words()["dissent"]
    return any(
        word in dissent
        and not trigger.first <= index < trigger.last
        and words.at(index - 1) not in words_in("speech word")
        for index, word in enumerate(words.lower)
    )


def _is_hostile(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether "fire" comes from a country's guns: "killed by Azerbaijani fire"."""
    before, whose = (clause.words.at(trigger.first - back) for back in (2, 1))
    return whose in demonyms() and before in _BEFORE_HOSTILE


def _is_plural(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether the noun stands in the plural."""
    return clause.words.lower[trigger.last - 1].endswith("s")


CHECKS: dict[str, Callable[[Clause, Trigger], bool]] = {
    "people": _has_people,
    "armed": _has_armed,
    "armed_object": _has_armed_object,
    "crowd": _has_crowd,
    "deployed": _deploys,
    "crowdorpeople": _has_crowd_or_people,
    "place_object": _has_place_object,
    "blast": _is_blast,
    "bombed": _is_bombed,
    "captive": _is_captive,
    "discovered": _is_discovered,
    "disease": _is_outbreak,
    "dissent": _has_dissenters,
    "dying": _is_of_people,
    "fighters": _has_fighters,
    "forces": _moves_forces,
    "gunmen": _is_by_gunmen,
    "hostile": _is_hostile,
    "fleeing": _is_flight,
    "foes": _has_foes,
    "nature": _is_literal,
    "plural": _is_plural,
    "taken_people": _takes_people,
    "unrest": _is_disorder,
    "unhurt": _are_unhurt,
    "victims": _has_victims,
    "wreck": _is_wreck,
}
