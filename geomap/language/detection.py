"""Guess the language of a text from its letters and commonest words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from ..lexicon import load

_SAMPLE = 4000  # characters; news states its language in its first lines
_MIN_SHARE = 0.02  # of all letters; below it, no language is recognised
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


class Stopwords(NamedTuple):
    """The commonest function words of a language, separated by spaces."""

    language: str
    words: str
    source: str


class Script(NamedTuple):
    """A block of characters, in hexadecimal, that tells the language by itself."""

    language: str
    first: str
    last: str
    source: str


@cache
def stopwords() -> dict[str, frozenset[str]]:
    """Return the function words of each language, in lower case."""
    return {
        row.language: frozenset(row.words.split())
        for row in load("stopwords", Stopwords)
    }


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language `text` begins in, or None.

    >>> detect_language("Dos personas murieron en el centro de la ciudad.")
    'es'
    >>> detect_language("警方周二表示")
    'zh'
    >>> detect_language("12 – 7") is None
    True
    """
    sample = text[:_SAMPLE]
    return _by_script(sample) or _by_stopwords(sample)


def _by_script(sample: str) -> str | None:
    """Return the language whose own letters make up a fifth of all, or None."""
    letters = [letter for letter in sample if letter.isalpha() and not letter.isascii()]
    total = sum(letter.isalpha() for letter in sample)
    for row in load("scripts", Script):
        first, last = chr(int(row.first, 16)), chr(int(row.last, 16))
        if 5 * sum(first <= letter <= last for letter in letters) > total:
            return str(row.language)
    return None


def _by_stopwords(sample: str) -> str | None:
    """Return the language with the most letters in function words, or None if few."""
    words = Counter(_WORD.findall(sample.lower()))
    letters = sum(len(word) * count for word, count in words.items())
    shared = {
        language: sum(len(word) * words[word] for word in known)
        for language, known in stopwords().items()
    }
    best: str = max(shared, key=lambda language: shared[language])
    return best if shared[best] > _MIN_SHARE * letters else None
