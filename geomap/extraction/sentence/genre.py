"""What kind of report a document is: of crime, of a match, or of neither."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ... import lexicon
from ...lexicon.sense_words import sense_words
from ..arguments.participants.sides import REBELS
from .nouns import people

_MIN_CRIME_WORDS = 3
_MIN_MATCH_WORDS = 3
_SENTENCES_PER_MATCH_WORD = 2
_TROOPS = frozenset({"army", "troops", "soldiers", "militia", "militias"})


class CrimeRow(NamedTuple):
    """A word of crime reports, rather than of political violence."""

    word: str
    source: str


@cache
def _crime_words() -> frozenset[str]:
    """Return the words that crime reports use."""
    return frozenset(row.word for row in lexicon.load("crime_cues", CrimeRow))


@cache
def _political_nouns() -> frozenset[str]:
    """Return the nouns for troops and rebels."""
    rebels = (noun for noun, person in people().items() if person.inter == REBELS)
    return _TROOPS.union(rebels)


def is_crime_report(words: Sequence[str]) -> bool:
    """Tell whether a document is a crime report rather than about a conflict.

    `words` are those of the document, in lower case.
    """
    found = _crime_words().intersection(words)
    return len(found) >= _MIN_CRIME_WORDS and _political_nouns().isdisjoint(words)


def is_match_report(words: Sequence[str], sentences: int) -> bool:
    """Tell whether a document of so many sentences reports a match.

    It does with words of sport all through it; `words` are in lower case.
    """
    of_sport = sense_words()["match"]
    found = [word for word in words if word in of_sport]
    return (
        len(set(found)) >= _MIN_MATCH_WORDS
        and len(found) * _SENTENCES_PER_MATCH_WORD >= sentences
        and _political_nouns().isdisjoint(words)
    )
