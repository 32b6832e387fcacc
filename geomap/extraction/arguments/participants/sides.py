"""The sides people are on, as troops, rebels or civilians, and the words for them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .... import lexicon
from ...sentence.nouns import person_at
from ...sentence.words import Words

STATE, REBELS, MILITIAS, IDENTITY, RIOTERS, PROTESTERS, CIVILIANS, EXTERNAL = range(
    1, 9
)
"""ACLED's inter codes."""


class ModifierRow(NamedTuple):
    """A word that says which side people are on, wherever it stands."""

    phrase: str
    inter: str
    source: str


@cache
def modifiers() -> dict[str, int]:
    """Return the side each modifier word stands for."""
    return {row.phrase: int(row.inter) for row in lexicon.load("sides", ModifierRow)}


def side_of(words: Words, first: int, head: int) -> int | None:
    """Return the side of a noun, as the words before it may change it.

    A rebel leader is a rebel; a government official stays a civilian; armed
    protesters are rioters.
    """
    own = person_at(words, head).inter
    sides: list[int] = []
    past = first
    for index in range(first, head):
        if index in words.organisations:
            past, named = words.organisations[index]
            sides += [named.inter] if named.inter and past <= head else []
        if index < past:
            continue
        for phrase in (words.lower[index], " ".join(words.lower[index : index + 2])):
            sides += [modifiers()[phrase]] if phrase in modifiers() else []
    if not sides or (own == CIVILIANS and sides[-1] != REBELS):
        return own
    if own == PROTESTERS:
        return RIOTERS if sides[-1] == MILITIAS else own
    return sides[-1]
