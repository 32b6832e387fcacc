"""Words that tell, anywhere in a sentence, which sense another word has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from . import by_class, load


class SenseRow(NamedTuple):
    """A word that, anywhere in the sentence, meets a condition."""

    word: str
    condition: str
    source: str


@cache
def sense_words() -> Mapping[str, frozenset[str]]:
    """Return the words that meet each lexical condition."""
    rows = load("sense_words", SenseRow)
    return by_class((row.word, row.condition) for row in rows)
