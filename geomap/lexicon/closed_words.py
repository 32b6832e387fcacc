"""Closed classes of English words that rules ask about."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from . import by_class, load


class ClosedWordRow(NamedTuple):
    """A word of a closed class, such as the prepositions of place."""

    word: str
    word_class: str
    source: str


@cache
def words_in(word_class: str) -> frozenset[str]:
    """Return the words of a class; KeyError where there is no such class.

    >>> "near" in words_in("locative preposition")
    True
    """
    return _classes()[word_class]


@cache
def _classes() -> dict[str, frozenset[str]]:
    """Return the words of every class."""
    rows = load("closed_words", ClosedWordRow)
    return by_class((row.word, row.word_class) for row in rows)
