"""Settle the names of a text that the tagger was not trained for.

Outside English the gazetteer leads: a name must be one that it knows, and a
prominent place is a name even where the tagger, for want of words it knows,
sees none. Type words are written in lower case, before the name of a facility
("calle Victoria", "улица Ленина") or after a Slavic adjective ("Донецкий край").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..records import MentionKind, Sentence
from .lookup import NameMatch
from .names import Name
from .types import types_after, types_of
from .words import given_names, name_words

_PROBABILITY = 0.6
_MIN_LETTERS = 3
_SHORT_KINDS = frozenset(("abbreviation", "country"))
_LONGEST_RUN = 3
_ADJECTIVE = re.compile(r"^[А-ЯІЇЄҐ].*(?:ск|цк|зьк)\w{1,3}$")
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


def typed(
    words: Sequence[str], cased: Sequence[str], sentences: Iterable[Sentence]
) -> list[Name]:
    """Return the names that a lower-case type word makes of the words beside it.

    Parameters
    ----------
    words, cased : sequence of str
        The words of the text in English, and as written.
    """
    found = []
    for sentence in sentences:
        for index in range(sentence.first, sentence.last):
            place_type = types_after().get(words[index])
            if place_type is None or place_type.joins != "yes":
                continue
            end = _run_end(words, index + 1, sentence.last)
            if place_type.kind == MentionKind.FACILITY and end > index + 1:
                found.append(Name(index, end, _PROBABILITY))
            elif index > sentence.first and _ADJECTIVE.search(cased[index - 1]):
                found.append(Name(index - 1, index + 1, _PROBABILITY))
    return found


def _run_end(words: Sequence[str], start: int, last: int) -> int:
    """Return where the run of capitalised words that begins at `start` ends."""
    end = start
    while end < min(last, start + _LONGEST_RUN) and words[end][0].isupper():
        end += 1
    return end


def _is_prominent(words: Sequence[str], match: NameMatch) -> bool:
    """Tell whether a match is a well-known place and no person's surname."""
    is_short = _is_short(match.name) and match.kind not in _SHORT_KINDS
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
