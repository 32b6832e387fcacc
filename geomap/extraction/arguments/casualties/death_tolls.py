"""Tolls: numbers that stand for all the dead of a happening so far."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ....lexicon.closed_words import words_in
from ....lexicon.sense_words import sense_words
from ...candidates.triggers import Trigger
from ...sentence.words import Words
from ..participants.roles import Clause
from .counts import KILLED, Tally

TOLL_WORDS = frozenset({"death toll", "toll"})
_TOTALS = frozenset({"count", "number", "tally", "toll", "total"})
_OF_A_TIME = frozenset({("this", "week"), ("this", "month"), ("this", "year")})
_NOT_REACHED = frozenset({"from", "by"})
_TOLL_REACH = 14
_RISING_REACH = 30
_NUMBER_REACH = 7
_TOTAL_REACH = 10


def toll_of(clause: Clause, trigger: Trigger) -> Tally | None:
    """Return the toll that a trigger states, or None.

    "The death toll rose from 12 to 15", "the number of killed climbed to 15"; but no
    toll of a year.
    """
    words = clause.words
    before = words.lower[max(0, trigger.first - _NUMBER_REACH) : trigger.first]
    is_toll = trigger.lemma in TOLL_WORDS
    is_long = bool(_OF_A_TIME & set(pairwise(words.lower[trigger.last :])))
    if is_long or not (is_toll or ("number", "of") in pairwise(before)):
        return None
    for index in range(trigger.last, min(trigger.last + _RISING_REACH, len(words))):
        if words.lower[index] in sense_words()["rising"]:
            for first in _numbers(words, index + 1, _NUMBER_REACH):
                return _tally_at(words, first, trigger)
    numbers = _numbers(words, trigger.last, _TOLL_REACH) if is_toll else ()
    return next((_tally_at(words, first, trigger) for first in numbers), None)


def total_of(clause: Clause, trigger: Trigger) -> Tally | None:
    """Return the toll that the dead of a trigger bring about, or None.

    "Five more died, bringing the total to 34"; but no total of a year or a war.
    """
    words = clause.words
    for index, word in enumerate(words.lower):
        near = set(words.lower[index : index + _TOTAL_REACH])
        if word not in words_in("verb of bringing") or not near & _TOTALS:
            continue
        if words_in("sign of a long sum") & set(words.lower[index:]):
            return None
        for first in _numbers(words, index, _TOTAL_REACH):
            if words.at(first - 1) in {"to", "at"}:
                return _tally_at(words, first, trigger)
    return None


def _numbers(words: Words, first: int, reach: int) -> Iterator[int]:
    """Yield where numbers start that a toll may stand at: none that it rose from."""
    for index in range(first, first + reach):
        if index in words.numbers and words.at(index - 1) not in _NOT_REACHED:
            yield index


def _tally_at(words: Words, first: int, trigger: Trigger) -> Tally:
    """Return the number that starts at a token as a toll."""
    last, number = words.numbers[first]
    return Tally(KILLED, number, first, last, trigger, is_toll=True)
