"""Organisations by name: armed groups, forces and alliances, and acronyms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ... import lexicon
from ...lexicon.closed_words import words_in
from ...records import Token

_ACRONYM = re.compile(
    r"((?:[A-Z][\w'’-]+\s+(?:(?:of|the|for|and|de|del)\s+)*){1,7}[A-Z][\w'’-]+)\s+"
    r"[(\[]([A-Z]{2,8})[)\]]"
)
_PIECE = re.compile(r"\w+|[^\w\s'’.‑–-]")
_REBELS = 2
_KEY_LENGTH = 4
_PARTICLE_LENGTH = 3
"""Pieces of a name so short ("al", "ul", "and") may stand in lower case."""


class Organisation(NamedTuple):
    """Whom a name stands for.

    `inter` is ACLED's code and `country_code` the home country; both are None
    for one that only the text defines.
    """

    name: str
    inter: int | None = None
    country_code: str | None = None


class OrganisationRow(NamedTuple):
    """One row of the table of organisations; aliases are divided by "|"."""

    name: str
    aliases: str
    inter: str
    country: str
    source: str


def acronyms(text: str) -> dict[str, str]:
    """Return the acronyms a text defines, with what they stand for.

    >>> acronyms("The Collective Security Treaty Organisation (CSTO) met.")
    {'CSTO': 'Collective Security Treaty Organisation'}
    """
    return {
        match[2]: re.sub(r"\s+", " ", match[1]).removeprefix("The ")
        for match in _ACRONYM.finditer(text)
    }


def find_organisations(
    tokens: Sequence[Token], defined: Mapping[str, str]
) -> dict[int, tuple[int, Organisation]]:
    """Return the organisations named: index of the first token → (past last, which).

    The longest name wins; `defined` holds the acronyms that the document
    defines. Where every letter is a capital, none is an acronym.
    """
    if not any(_may_begin(token.text, defined) for token in tokens) or not any(
        token.text.islower() for token in tokens
    ):
        return {}
    pieces = [
        (index, piece)
        for index, token in enumerate(tokens)
        for piece in _pieces(token.text)
    ]
    words = [piece for _, piece in pieces]
    found: dict[int, tuple[int, Organisation]] = {}
    past = 0
    for position, (index, word) in enumerate(pieces):
        if index < past or not _may_begin(word, defined):
            continue
        match = _match(words[position:]) or _defined(word, defined)
        if match is not None:
            past = pieces[position + match[0] - 1][0] + 1
            found[index] = past, match[1]
            found.update(_spelled_out(tokens, index, match[1]))
    return found


def _pieces(token: str) -> list[str]:
    """Return the pieces of a token: of most, itself."""
    return [token] if token.isalnum() else _PIECE.findall(token)


def _spelled_out(
    tokens: Sequence[Token], acronym: int, organisation: Organisation
) -> dict[int, tuple[int, Organisation]]:
    """Return the full name right before its acronym in brackets, where it stands."""
    last = acronym - 1
    first = last - len(organisation.name.split(" "))
    name = " ".join(token.text for token in tokens[max(0, first) : max(0, last)])
    return {first: (last, organisation)} if name == organisation.name else {}


def _may_begin(word: str, defined: Mapping[str, str]) -> bool:
    """Tell whether a name may begin with a word: a quick test for most words."""
    return word[:_KEY_LENGTH].lower() in _beginnings() or word in defined


@cache
def _beginnings() -> frozenset[str]:
    """Return how the names begin, as one token or as the first of its pieces."""
    names = (
        alias
        for row in lexicon.load("organisations", OrganisationRow)
        for alias in (row.name, *row.aliases.split("|"))
    )
    return frozenset(name[:_KEY_LENGTH].lower() for name in names) | frozenset(
        first[:_KEY_LENGTH] for first in _index()
    )


def _match(words: Sequence[str]) -> tuple[int, Organisation] | None:
    """Return the longest known name that words begin with, and its length."""
    fits = (
        (len(alias), organisation)
        for alias, organisation in _index().get(words[0].lower(), ())
        if len(alias) <= len(words)
        and all(map(_is_written, alias, words[: len(alias)]))
    )
    return max(fits, key=lambda fit: fit[0], default=None)


def _is_written(piece: str, word: str) -> bool:
    """Tell whether a word is a piece of a name, in capitals where that asks for it."""
    if piece.isupper() and len(piece) > 1:
        return word == piece
    return word.lower() == piece.lower() and (
        word[0].isupper() or piece[0].islower() or len(piece) <= _PARTICLE_LENGTH
    )


def _defined(word: str, defined: Mapping[str, str]) -> tuple[int, Organisation] | None:
    """Return the organisation that a document's own acronym stands for."""
    if word not in defined:
        return None
    pieces = _PIECE.findall(defined[word])
    known = _match(pieces)
    if known is not None:
        return 1, known[1]
    is_rebel = bool(words_in("in a rebel group's name") & set(map(str.lower, pieces)))
    return 1, Organisation(defined[word], _REBELS if is_rebel else None)


@cache
def _index() -> dict[str, tuple[tuple[tuple[str, ...], Organisation], ...]]:
    """Return every name in pieces, by its first piece in lower case."""
    index: dict[str, list[tuple[tuple[str, ...], Organisation]]] = {}
    for row in lexicon.load("organisations", OrganisationRow):
        organisation = Organisation(row.name, int(row.inter), row.country or None)
        for alias in filter(None, (row.name, *row.aliases.split("|"))):
            pieces = tuple(_PIECE.findall(alias))
            index.setdefault(pieces[0].lower(), []).append((pieces, organisation))
    return {first: tuple(entries) for first, entries in index.items()}
