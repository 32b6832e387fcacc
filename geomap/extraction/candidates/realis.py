"""Tell whether a trigger's happening happened, was tried, planned or denied."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ... import lexicon
from ...lexicon.closed_words import words_in
from ...records import Realis
from ..sentence.cues import CuesByLastWord, by_last_word, ending_at
from ..sentence.words import Words
from .triggers import ACTIVE, NOUN, PAST, Trigger

PLANNED = Realis.PLANNED.value
BACKGROUND = "background"
"""A noun that only refers to what goes on: "amid a wave of protests"."""

_CLAUSE_REACH = 12
_NOUN_REACH = 7
_OFFENCE_REACH = 24
_MODAL_REACH = 8
_MODALS = frozenset({"would", "could", "might", "may"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_INDEFINITE = frozenset({"a", "an", "any", "another"})
_OF_CASUALTIES = frozenset({"kill", "die", "wound", "harm", "shoot", "stab"})
_HAVE = frozenset({"has", "have", "had", "long"})
_STAND = frozenset({"been", "become", "remained"})
_ONE_OF = frozenset({"one", "among", "home"})
_SUBORDINATORS = frozenset({"as", "where", "while", "which"})
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_ADJECTIVE = re.compile(r"[a-z][a-z-]*$")
_INFINITIVE = _MODALS | {"to", "will", "can", "should", "must"}
_CALLING = frozenset(
    {"call", "called", "calling", "calls"}
    | {"announce", "announced", "announces", "announcing"}
)
_JOINS = frozenset({"and", "or"})
_JOIN_REACH = 4
_HOLD_REACH = 3
_HOLDS = frozenset(
    {"hold", "holds", "organise", "organises", "organize", "organizes"}
    | {"stage", "stages", "lead", "leads", "join", "joins"}
)
_ARE = frozenset({"are", "is"})
_EACH = frozenset({"every", "each"})
_LISTING = frozenset({",", "-", "and", "or"})
_OF_OFFENCES = frozenset({"of", "with"})
_LINKS = frozenset({"and", '"', "“", "”", "'"})


class RealisRow(NamedTuple):
    """A cue: directly before a verb, beside a noun, or earlier in the clause.

    `scope` is verb; noun (before it), offence (before a list of nouns), after (a noun)
    or subject (after it, with a form of "be"); or clause.
    """

    cue: str
    scope: str
    realis: str
    source: str


@cache
def _cues(scope: str) -> CuesByLastWord[str]:
    """Return the cues of one scope."""
    rows = lexicon.load("realis", RealisRow)
    return by_last_word((row.cue, row.realis) for row in rows if row.scope == scope)


def realis_of(words: Words, trigger: Trigger) -> Realis | None:
    """Return whether a trigger's happening happened; None for background.

    A question asserts nothing. Unmarked reports are taken as actual.
    """
    if words.lower[-1] == "?":
        return Realis.HYPOTHETICAL
    cue = _frame(words, trigger) or _clause_cue(words, trigger)
    if cue is None:
        cue = _of_noun(words, trigger) if trigger.shape == NOUN else None
    if cue is None and _is_listed_gerund(words, trigger):
        cue = _before_offences(words, trigger)
    if cue is None:
        cue = _of_verb(words, trigger)
    if cue is None and _has_negated_object(words, trigger):
        return Realis.DENIED
    if cue is None and (_is_general(words, trigger) or _is_habit(words, trigger)):
        return None
    if cue == BACKGROUND:
        return None
    return Realis(cue) if cue else Realis.ACTUAL


class FrameRow(NamedTuple):
    """A wording around a trigger in which nothing happened: fiction, drills, trends.

    `pattern` is a regular expression over the lower-case words; it is met before or
    after the trigger, beside it on either side, or around it in the whole sentence.
    """

    pattern: str
    side: str
    realis: str
    source: str


@cache
def _frames() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Return the compiled patterns, each with its side and realis."""
    rows = lexicon.load("frames", FrameRow)
    return tuple((re.compile(row.pattern), row.side, row.realis) for row in rows)


def _frame(words: Words, trigger: Trigger) -> str | None:
    """Return what the wording around a trigger makes of it, or None."""
    before = " ".join(words.lower[: trigger.first])
    after = " ".join(("", *words.lower[trigger.last :]))
    whole = f"{before} {' '.join(words.lower[trigger.first : trigger.last])}{after}"
    texts = {
        "before": (before,),
        "after": (after,) if trigger.shape == NOUN else (),
        "beside": (f"{before} {after}",),
        "around": (whole,),
    }
    for pattern, side, realis in _frames():
        if any(pattern.search(text) for text in texts[side]):
            return realis
    return None


def _of_verb(words: Words, trigger: Trigger) -> str | None:
    """Return the cue of a verb, or of the infinitive that it goes on from.

    "They plan to attack and kill": both are planned.
    """
    first = trigger.first
    if trigger.shape == ACTIVE and words.at(first - 1) in _JOINS:
        reach = range(first - 2, max(0, first - 2 - _JOIN_REACH), -1)
        governed = (i for i in reach if words.at(i - 1) in _INFINITIVE)
        is_base = words.lower[first] == trigger.lemma.split()[0]
        first = next(governed, first) if is_base else first
    cue = _before_verb(words, first)
    is_infinitive = (
        trigger.shape == ACTIVE
        and words.at(first - 1) == "to"
        and not words.lower[first].endswith("ing")
    )
    return PLANNED if cue is None and is_infinitive else cue


def _is_listed_gerund(words: Words, trigger: Trigger) -> bool:
    """Tell whether an -ing form stands in a list, with no object: "rape, looting"."""
    after = words.at(trigger.last)
    return words.lower[trigger.first].endswith("ing") and (
        after in _LISTING or after in {"", "."} or after in words_in("preposition")
    )


def _before_verb(words: Words, first: int) -> str | None:
    """Return the cue that governs a verb, past auxiliaries and adverbs."""
    index = first - 1
    while index >= 0 and (
        words.lower[index] in words_in("passed before a verb")
        or words.lower[index].endswith("ly")
    ):
        cue = ending_at(_cues("verb"), words.lower, index)
        if cue is not None:
            return cue
        index -= 1
    return ending_at(_cues("verb"), words.lower, index) if index >= 0 else None


def _has_negated_object(words: Words, trigger: Trigger) -> bool:
    """Tell whether it was done to nothing: "we attacked no base".

    What killed or hurt no one may well have happened.
    """
    return (
        trigger.shape in {ACTIVE, PAST}
        and not trigger.actions & _OF_CASUALTIES
        and words.at(trigger.last) == "no"
    )


def _is_general(words: Words, trigger: Trigger) -> bool:
    """Tell whether the present tense tells how things stand, not what happened.

    "The state has been one of the most violent as cartels fight for control."
    """
    if not _is_present(words, trigger):
        return False
    before = words.lower[: trigger.first]
    return any(
        before[index - 1] in _HAVE
        and before[index] in _STAND
        and before[index + 1] in words_in("determiner") | _ONE_OF
        and bool(_SUBORDINATORS & set(before[index + 1 :]))
        for index in range(1, len(before) - 1)
    )


def _is_habit(words: Words, trigger: Trigger) -> bool:
    """Tell whether it is done again and again: "they march every year"."""
    near = words.lower[max(0, trigger.first - _HOLD_REACH) : trigger.first]
    signs = _HOLDS if trigger.shape == NOUN else _ARE
    is_present = _is_present(words, trigger) or bool(signs & set(near))
    return is_present and any(
        word in words_in("habitual")
        or (word in _EACH and words.at(index + 1) in _recurring())
        for index, word in enumerate(words.lower)
    )


def _recurring() -> frozenset[str]:
    """Return what something may be done every one of."""
    return words_in("recurring unit") | words_in("day") | words_in("month")


def _is_present(words: Words, trigger: Trigger) -> bool:
    """Tell whether a verb stands in the present tense, not as "-ing"."""
    verb, head = words.lower[trigger.first], trigger.lemma.split()[0]
    return trigger.shape == ACTIVE and verb.startswith(head) and verb[-3:] != "ing"


def _of_noun(words: Words, trigger: Trigger) -> str | None:
    """Return the cue before a noun, or the modal that it is the subject of.

    "An attack on Aleppo would kill thousands" reports none.
    """
    cue = _before_noun(words, trigger) or _before_offences(words, trigger)
    cue = cue or _after_noun(words, trigger)
    before = words.at(trigger.first - 1)
    if cue is not None or before in DEFINITE:
        return cue
    reach = _MODAL_REACH if before in _INDEFINITE else 1
    for word in words.lower[trigger.last : trigger.last + reach]:
        if word in words_in("clause boundary") or word in {",", "who"}:
            return None
        if word in _MODALS:
            return Realis.HYPOTHETICAL.value
    return None


def _after_noun(words: Words, trigger: Trigger) -> str | None:
    """Return the cue after a noun: "robbery charges", "a march is planned"."""
    for index, scope in ((trigger.last, "after"), (trigger.last + 1, "subject")):
        cue = ending_at(_cues(scope), words.lower, index) if words.at(index) else None
        if cue is not None:
            return cue
    return None


def _before_noun(words: Words, trigger: Trigger) -> str | None:
    """Return the cue before a noun, past its adjectives.

    That of a verb such as "hold" is the noun's: "will hold a rally".
    """
    is_listed = False
    for index in range(trigger.first - 1, trigger.first - 2 - _NOUN_REACH, -1):
        word = words.at(index)
        if word in _LINKS or index in words.scare_quoted:
            is_listed = True
            continue
        if _YEAR.fullmatch(word):
            return Realis.HISTORICAL.value
        if word in _CALLING and "protest" in trigger.actions:
            return PLANNED
        if word in words_in("light verb"):
            first = index - (words.at(index - 1) in words_in("light verb"))
            is_infinitive = words.at(first - 1) == "to"
            return _before_verb(words, first) or (is_infinitive and PLANNED) or None
        if not _ADJECTIVE.match(word) or word in words_in("noun phrase boundary"):
            return None
        cue = ending_at(_cues("noun"), words.lower, index)
        is_counted = word == "more" and words.is_in_number(index - 1)
        if cue is not None and not is_counted:
            return cue if not is_listed or cue == BACKGROUND else None
    return None


def _before_offences(words: Words, trigger: Trigger) -> str | None:
    """Return the cue before a list of offences: "charges of assault, robbery"."""
    for index in range(trigger.first - 1, trigger.first - 1 - _OFFENCE_REACH, -1):
        word = words.at(index)
        cue = ending_at(_cues("offence"), words.lower, index) if word else None
        if cue is not None:
            return cue
        if word not in _LISTING and (not word[:1].isalpha() or _ends_list(word)):
            return None
    return None


def _ends_list(word: str) -> bool:
    """Tell whether a word goes on from a list of offences: "murder in a shooting"."""
    return word not in _OF_OFFENCES and (
        word in words_in("preposition")
        or word in words_in("subordinator")
        or word in words_in("form of be")
    )


def _clause_cue(words: Words, trigger: Trigger) -> str | None:
    """Return a cue such as "if" earlier in the clause."""
    for index in range(trigger.first - 1, trigger.first - 1 - _CLAUSE_REACH, -1):
        if index < 0 or words.lower[index] in {",", ";", ":"}:
            return None
        cue = ending_at(_cues("clause"), words.lower, index)
        if cue is not None:
            return cue
    return None
