"""Other ways a name may have been written, for when it is not known as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_LONGEST_TYPE = 3  # words
_LINKS = {"of", "de", "du", "da", "del", "di"}


def without_type_words(
    normal: str, type_words: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the name without the type word at either end, and that word's code.

    >>> list(without_type_words("province of mangystau", {"province": "ADM1"}))
    [('mangystau', 'ADM1')]
    >>> list(without_type_words("moscow region", {"region": "ADM1"}))
    [('moscow', 'ADM1')]
    >>> list(without_type_words("region", {"region": "ADM1"}))
    []
    >>> list(without_type_words("kant air base", {"air base": "AIR", "base": "MILB"}))
    [('kant', 'AIR')]
    """
    words = normal.split()
    for length in range(min(_LONGEST_TYPE, len(words) - 1), 0, -1):
        kept, last = words[:-length], " ".join(words[-length:])
        if last in type_words:
            yield " ".join(kept), type_words[last]
            break
    for length in range(min(_LONGEST_TYPE, len(words) - 1), 0, -1):
        first, kept = " ".join(words[:length]), words[length:]
        if first in type_words:
            rest = kept[1:] if kept[0] in _LINKS else kept
            if rest:
                yield " ".join(rest), type_words[first]
            break


def parts_of(name: str) -> Iterator[str]:
    """Yield parts of a name that may name a place on their own.

    The beginnings, longest first, then the ends; each begins and ends with a word
    that is written as names are.

    >>> list(parts_of("University of Homs"))
    ['University', 'Homs']
    >>> list(parts_of("Homs Grand Mosque"))
    ['Homs Grand', 'Homs', 'Grand Mosque', 'Mosque']
    """
    words = re.split(r"[\s/,]+", name.strip())
    for length in range(len(words) - 1, 0, -1):
        if not words[length - 1][:1].islower():
            yield " ".join(words[:length])
    for start in range(1, len(words)):
        if not words[start][:1].islower():
            yield " ".join(words[start:])


def one_edit_away(word: str) -> set[str]:
    """Return what one deletion, swap, replacement or insertion makes of a word.

    Letters come from the Latin alphabet, or for other scripts from the word.

    >>> "almaty" in one_edit_away("almatty"), "" in one_edit_away("a")
    (True, False)
    """
    letters = _LATIN if word.isascii() else "".join(sorted(set(word)))
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    deleted = {left + right[1:] for left, right in splits if right}
    swapped = {
        left + right[1] + right[0] + right[2:]
        for left, right in splits
        if len(right) > 1
    }
    replaced = {
        left + letter + right[1:]
        for left, right in splits
        if right
        for letter in letters
    }
    inserted = {left + letter + right for left, right in splits for letter in letters}
    return (deleted | swapped | replaced | inserted) - {word, ""}
