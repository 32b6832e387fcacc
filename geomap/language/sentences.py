"""Find where sentences end.

A full stop ends a sentence unless it belongs to an abbreviation or a lower-case
word follows. An abbreviation that may end a sentence ("U.S.", "Inc.") does so
only before a capitalised function word ("The", "He").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..records import Token
from .detection import stopwords
from .tokens import abbreviation_roles

_TERMINATORS = frozenset(".!?…。！？؟।") | {"...", "....", "?!"}
_CLOSERS = frozenset("\"'”’»)]」』）")
_UNSPACED_TERMINATORS = frozenset("。！？")
MAX_TOKENS = 400
"""A longer run without an end is cut: no sentence of prose is that long."""


def sentence_ranges(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield `(first, last)` token ranges, half-open, that cover all `tokens`.

    >>> from .tokens import tokenize
    >>> words = tokenize('Gen. Ali left the U.S. He said: "No." Then he left.')
    >>> [last - first for first, last in sentence_ranges(words)]
    [5, 7, 4]
    >>> list(sentence_ranges([]))
    []
    """
    first = 0
    index = 0
    while index < len(tokens):
        last = _past_closers(tokens, index + 1)
        if _ends(tokens, index, last) or last - first >= MAX_TOKENS:
            yield first, last
            first = last
            index = last
        else:
            index += 1
    if first < len(tokens):
        yield first, len(tokens)


def _past_closers(tokens: Sequence[Token], index: int) -> int:
    """Return the index past the quotes and brackets glued to a terminator."""
    if tokens[index - 1].text[-1] not in _TERMINATORS:
        return index
    while (
        index < len(tokens)
        and tokens[index].text in _CLOSERS
        and tokens[index].start == tokens[index - 1].end
    ):
        index += 1
    return index


def _ends(tokens: Sequence[Token], index: int, following: int) -> bool:
    """Tell whether the token at `index` ends a sentence before `following`."""
    word = tokens[index].text
    if word[-1] not in _TERMINATORS:
        return False
    if following == len(tokens):
        return True
    after = tokens[following]
    is_spaced = after.start > tokens[following - 1].end
    if word in _TERMINATORS:
        if not is_spaced:
            return word in _UNSPACED_TERMINATORS or after.text[:1].isupper()
        return not after.text[:1].islower()
    if abbreviation_roles().get(word) == "title":
        return False
    return after.text[:1].isupper() and after.text.lower() in stopwords()["en"]
