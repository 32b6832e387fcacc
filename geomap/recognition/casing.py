"""Give words the case they would have in running text.

Headlines and wires are set in capitals, chat in none; either hides what case
says. A common word that is no known name becomes lower case, a known name gets
its capital.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..lexicon.english import word_bands
from ..records import Analysis
from .lookup import NameMatch, is_uncased

_MIN_WORDS = 4
_SHARE = 0.8  # of the words of a sentence in capitals: case says nothing
_COMMON = frozenset("123")


def restore_case(
    analysis: Analysis, matches: Sequence[NameMatch]
) -> tuple[list[str], list[NameMatch]]:
    """Return the words of a text in running case, and the matches that stay names.

    Sentences in mixed case are left as they are.
    """
    words = [token.text for token in analysis.tokens]
    uncased = {
        index
        for sentence in analysis.sentences
        if _is_flat(words[sentence.first : sentence.last])
        for index in range(sentence.first, sentence.last)
    }
    if is_uncased(words):
        uncased = set(range(len(words)))
    if not uncased:
        return words, list(matches)
    kept = [m for m in matches if m.first not in uncased or _is_name(words, m)]
    named = {index for match in kept for index in range(match.first, match.last)}
    for index in uncased:
        words[index] = _recased(words[index], is_named=index in named)
    return words, kept


def _is_flat(words: Sequence[str]) -> bool:
    """Tell whether nearly every word of a sentence is in capitals."""
    long = [word for word in words if word.isalpha() and len(word) > 3]  # noqa: PLR2004
    capitals = sum(word.isupper() for word in long)
    return len(long) >= _MIN_WORDS and capitals >= _SHARE * len(long)


def _is_name(words: Sequence[str], match: NameMatch) -> bool:
    """Tell whether a match holds a word that is no common English word."""
    bands = word_bands()
    return any(
        bands.get(word.lower()) is None and word.isalpha()
        for word in _inside(words, match)
    )


def _inside(words: Sequence[str], match: NameMatch) -> Iterable[str]:
    return words[match.first : match.last]


def _recased(word: str, *, is_named: bool) -> str:
    if not word.isalpha():
        return word
    if is_named or (word[0].isupper() and word.lower() not in word_bands()):
        return word if len(word) <= 3 and word.isupper() else word.capitalize()  # noqa: PLR2004
    return word.lower()
