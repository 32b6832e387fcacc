"""Tables of the words that stand in and around names."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from . import load


class PlaceType(NamedTuple):
    """A type word, and where it stands: before or after a name, or before "of".

    `code` is a GeoNames feature code. `joins` says whether a capitalised word
    always belongs to the name ("yes"), does before digits ("number"), may as well
    begin an organisation's name ("no"), or only stands beside names ("never").
    """

    word: str
    position: str
    kind: str
    code: str
    joins: str
    source: str


class NameWords(NamedTuple):
    """Words with a role in or before names, separated by spaces.

    A `connector` joins the words of a name ("Isle of Man"), a `particle` those of a
    Romance one ("San José de la Mata"), an `article` an Arabic one ("Aita al-Shaab"),
    an `ending` is its last word though in lower case ("États arabes unis"); a
    `locative` puts something at a place, an `office` is held at one, an `organisation`
    word makes a name one of those, and a person's name follows a `title`.
    """

    role: str
    words: str
    source: str


@cache
def place_types(position: str) -> dict[str, PlaceType]:
    """Return the type words that stand `position` ("after" a name, …), by word."""
    rows = load("place_types", PlaceType)
    return {row.word: row for row in rows if row.position == position}


def types_after() -> dict[str, PlaceType]:
    """Return the type words that follow a name ("Kish River")."""
    return place_types("after")


def types_before() -> dict[str, PlaceType]:
    """Return the type words that precede a name ("Lake Bled")."""
    return place_types("before")


def types_of() -> dict[str, PlaceType]:
    """Return the type words of phrases like "province of Tabuk"."""
    return place_types("of")


@cache
def name_words(role: str) -> frozenset[str]:
    """Return the words that have a role in names, in lower case."""
    rows = load("name_words", NameWords)
    return frozenset(
        word for row in rows if row.role == role for word in row.words.split()
    )
