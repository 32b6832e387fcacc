"""How common English words are."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from . import load


class WordBand(NamedTuple):
    """English words of one frequency band; 1 holds the most frequent."""

    band: str
    words: str
    source: str


@cache
def word_bands() -> dict[str, str]:
    """Return the frequency band of each common English word: "1" to "4"."""
    return {
        word: row.band
        for row in load("word_bands", WordBand)
        for word in row.words.split()
    }
