"""What the words in and around a name say of it: its kind, code and full form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..lexicon import load
from ..lexicon.names import PlaceType, name_words, types_after, types_before, types_of
from ..records import MentionKind
from .words import is_name_like

_REACH = 4  # tokens within which an organisation's type word follows its place
_AFTER = frozenset((",", "in", "of", "near"))


class Abbreviation(NamedTuple):
    """A short form of a place's name; some count only after a comma ("Reno, NV")."""

    abbreviation: str
    name: str
    after_comma: str
    source: str


class Term(NamedTuple):
    """A word or name of a plain list."""

    word: str
    source: str


@cache
def abbreviations() -> dict[str, Abbreviation]:
    """Return the short forms of place names, as written."""
    return {row.abbreviation: row for row in load("place_abbreviations", Abbreviation)}


@cache
def not_places() -> frozenset[str]:
    """Return names of organisations that lists of places hold."""
    return frozenset(row.word for row in load("not_places", Term))


def kind_of(words: Sequence[str], first: int, last: int) -> MentionKind:
    """Return what the name `words[first:last]` names, by the words around it.

    >>> kind_of("the Aleppo University".split(), 1, 2)
    <MentionKind.ORG_NESTED: 'org_nested'>
    >>> kind_of("at Queen Alia Airport".split(), 1, 4)
    <MentionKind.FACILITY: 'facility'>
    """
    own = _own_type(words, first, last)
    if own is not None:
        return MentionKind(own.kind)
    if _is_in_organisation(words, first, last):
        return MentionKind.ORG_NESTED
    return MentionKind.PLACE


def feature_code(words: Sequence[str], first: int, last: int) -> str | None:
    """Return the feature code that the wording asks for, or None.

    >>> feature_code("in the province of Tabuk".split(), 4, 5)
    'ADM1'
    >>> feature_code("in Diyala governorate".split(), 1, 2)
    'ADM1'
    """
    found = (
        _own_type(words, first, last)
        or _type_before(words, first)
        or type_beside(words, last)
    )
    return found.code if found else None


def type_beside(words: Sequence[str], last: int) -> PlaceType | None:
    """Return the type word after a name that ends at `last` ("Diyala province").

    A facility's type is none: the road in "the Goma road" is not Goma.
    """
    found = types_after().get(words[last].lower()) if last < len(words) else None
    return found if found and found.kind == MentionKind.PLACE else None


def full_name(words: Sequence[str], first: int, written: str) -> str:
    """Return what to look up for the name `written` at `words[first]`.

    Abbreviations are spelled out.

    >>> full_name(["Reno", ",", "NV"], 2, "NV")
    'Nevada'
    """
    short = abbreviations().get(written)
    if short and not is_bare_abbreviation(words, first):
        return short.name
    return written


def is_bare_abbreviation(words: Sequence[str], first: int) -> bool:
    """Tell whether `words[first]` is short for a place only beside another name.

    It is after a comma, "in" or a word with a capital.

    >>> is_bare_abbreviation("an ID badge".split(), 1)
    True
    """
    short = abbreviations().get(words[first])
    before = words[first - 1] if first else ""
    is_region = before in _AFTER or is_name_like(before or "a")
    return short is not None and short.after_comma == "yes" and not is_region


def _own_type(words: Sequence[str], first: int, last: int) -> PlaceType | None:
    """Return the type word that a name of several words ends or begins with."""
    if last - first == 1:
        return None
    found = types_after().get(words[last - 1].lower()) or types_before().get(
        words[first].lower()
    )
    return found if found and found.joins != "never" else None


def _type_before(words: Sequence[str], first: int) -> PlaceType | None:
    """Return the type word of "province of X" or "the town X"."""
    index = first - 1
    if index > 0 and words[index].lower() == "the":
        index -= 1
    if index > 0 and words[index].lower() == "of":
        return types_of().get(words[index - 1].lower())
    return None


def _is_in_organisation(words: Sequence[str], first: int, last: int) -> bool:
    """Tell whether a name stands inside the name of an organisation."""
    known = name_words("organisation")
    for word in words[last : last + _REACH]:
        if not is_name_like(word):
            break
        if word.lower() in known:
            return True
    head = words[first - 2] if first > 1 and words[first - 1] == "of" else ""
    return bool(head) and is_name_like(head) and head.lower() in known
