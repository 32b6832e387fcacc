"""Find the gazetteer's names in a text: the longest match at each token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..records import Analysis
from ..stages import Gazetteer
from .wording import abbreviations
from .words import is_name_like, name_words

MAX_TOKENS = 7
_ABBREVIATION = "abbreviation:3"
_MIN_CAPITALS = 0.01  # of all words; fewer, and the text has no case


class NameMatch(NamedTuple):
    """The gazetteer knows `tokens[first:last]`, as this kind and population band."""

    first: int
    last: int
    kind: str
    band: str


def is_uncased(words: Sequence[str]) -> bool:
    """Tell whether a text is written without capitals."""
    alphabetic = [word for word in words if word[0].isalpha()]
    lower = sum(word.islower() for word in alphabetic)
    return len(alphabetic) - lower < _MIN_CAPITALS * len(alphabetic)


def name_matches(analysis: Analysis, gazetteer: Gazetteer) -> list[NameMatch]:
    """Return the longest names of the gazetteer in a text, in order, disjoint."""
    text = analysis.document.text
    tokens = analysis.tokens
    words = [token.text for token in tokens]
    may_start = str.isalpha if is_uncased(words) else is_name_like
    starts = [may_start(word) for word in words]
    ranges = [
        found
        for sentence in analysis.sentences
        for found in _name_ranges(words, starts, sentence.first, sentence.last)
    ]
    names = {
        (first, last): text[tokens[first].start : tokens[last - 1].end]
        for first, last in ranges
    }
    classes = {
        **gazetteer.classify(sorted(set(names.values()))),
        **dict.fromkeys(abbreviations(), _ABBREVIATION),
    }
    matches: list[NameMatch] = []
    end = 0
    for first, last in ranges:  # of one start, the longest comes first
        found = classes.get(names[first, last])
        if first >= end and found:
            kind, _, band = found.partition(":")
            matches.append(NameMatch(first, last, kind, band))
            end = last
    return matches


def _name_ranges(
    words: Sequence[str], starts: Sequence[bool], first: int, last: int
) -> Iterator[tuple[int, int]]:
    """Yield the token ranges that may be names: longest first from each start."""
    connectors = name_words("connector")
    for start in range(first, last):
        if not starts[start]:
            continue
        ends: list[int] = []
        for end in range(start, min(start + MAX_TOKENS, last)):
            if starts[end]:
                ends.append(end + 1)
            elif words[end].lower() not in connectors:
                break
        for end in reversed(ends):
            yield start, end
