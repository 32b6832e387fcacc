"""Phrases of the lexicon, matched against the words before a token."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

Value = TypeVar("Value")
CuesByLastWord = Mapping[str, list[tuple[tuple[str, ...], Value]]]


def by_last_word(
    cues: Iterable[tuple[str, Value]],
) -> dict[str, list[tuple[tuple[str, ...], Value]]]:
    """Index phrases by their last word, longest first.

    >>> by_last_word([("to", 1), ("tried to", 2)])
    {'to': [(('tried', 'to'), 2), (('to',), 1)]}
    """
    index: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
    for phrase, value in cues:
        words = tuple(phrase.split(" "))
        index.setdefault(words[-1], []).append((words, value))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def ending_at(
    index: CuesByLastWord[Value], words: tuple[str, ...], last: int
) -> Value | None:
    """Return the value of the longest phrase whose last word is `words[last]`.

    >>> ending_at(by_last_word([("tried to", 2)]), ("he", "tried", "to"), 2)
    2
    """
    for phrase, value in index.get(words[last], ()):
        first = last + 1 - len(phrase)
        if first >= 0 and words[first : last + 1] == phrase:
            return value
    return None
