"""Words that say what a name names: "river", "province of", "airport"."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ..lexicon import load


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


@cache
def _types(position: str) -> dict[str, PlaceType]:
    rows = load("place_types", PlaceType)
    return {row.word: row for row in rows if row.position == position}


def types_after() -> dict[str, PlaceType]:
    """Return the type words that follow a name ("Kish River")."""
    return _types("after")


def types_before() -> dict[str, PlaceType]:
    """Return the type words that precede a name ("Lake Bled")."""
    return _types("before")


def types_of() -> dict[str, PlaceType]:
    """Return the type words of phrases like "province of Tabuk"."""
    return _types("of")
