"""Settle the names of a text that the tagger was not trained for.

Outside English the gazetteer leads: a name must be one that it knows, and a
prominent place is a name even where the tagger, for want of words it knows,
sees none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .lookup import NameMatch
from .names import Name
from .types import types_of
from .words import given_names, name_words

_PROBABILITY = 0.6
_MIN_LETTERS = 3
_IDEOGRAPHS = "\u3400"  # and above: two make a name


def settled(
    words: Sequence[str], matches: Sequence[NameMatch], names: Iterable[Name]
) -> list[Name]:
    """Return a name for each match that is prominent, or named and located.

    Parameters
    ----------
    words : sequence of str
        The words of the text in English (`translated`).
    names : iterable of Name
        What the tagger found.
    """
    named = {at: name for name in names for at in range(name.first, name.last)}
    located = {match.name for match in matches if _is_located(words, match)}
    found = []
    for match in matches:
        name = named.get(match.first) or named.get(match.last - 1)
        is_named = name is not None or not match.name[0].isupper()
        if _is_prominent(words, match) or (is_named and match.name in located):
            probability = max(name.probability if name else 0, _PROBABILITY)
            found.append(Name(match.first, match.last, probability))
    return found


def _is_prominent(words: Sequence[str], match: NameMatch) -> bool:
    """Tell whether a match is a well-known place and no person's surname."""
    is_short = _is_short(match.name) and match.kind != "country"
    before = words[match.first - 1].lower() if match.first else ""
    return match.is_prominent and not is_short and before not in given_names()


def _is_located(words: Sequence[str], match: NameMatch) -> bool:
    """Tell whether a preposition or a type word ("city") stands before a match."""
    before = words[match.first - 1].lower() if match.first else ""
    return not _is_short(match.name) and (
        before in name_words("locative") or before in types_of()
    )


def _is_short(name: str) -> bool:
    """Tell whether a name is too short to be looked for in any text."""
    return len(name) < (2 if name[0] >= _IDEOGRAPHS else _MIN_LETTERS)
