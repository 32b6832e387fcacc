"""Other ways a name may have been written, for when it is not known as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_LATIN = "abcdefghijklmnopqrstuvwxyz"
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
    """
    words = normal.split()
    if len(words) > 1 and words[-1] in type_words:
        yield " ".join(words[:-1]), type_words[words[-1]]
    if len(words) > 1 and words[0] in type_words:
        rest = words[2:] if words[1] in _LINKS else words[1:]
        if rest:
            yield " ".join(rest), type_words[words[0]]


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
