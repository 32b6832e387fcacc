"""Nouns for people, and the words that no group of people runs through."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ... import lexicon
from ...lexicon.people import person_rows
from .inflection import plural
from .words import Words


class LimitRow(NamedTuple):
    """A word that no group of people runs through, or that is not people."""

    word: str
    kind: str
    source: str


class Person(NamedTuple):
    """What a noun for people says: its number ("2" of "twins") and its side."""

    number: str
    inter: int | None


@cache
def people() -> dict[str, Person]:
    """Return every noun for people in both numbers."""
    nouns: dict[str, Person] = {}
    for row in person_rows():
        inter = int(row.inter) if row.inter else None
        singular = row.number or "singular"
        nouns[row.noun] = Person(singular, inter)
        if row.number != "plural":
            many = row.plural or plural(row.noun)
            nouns.setdefault(many, Person(row.number or "plural", inter))
    return nouns


@cache
def limits() -> dict[str, str]:
    """Return the words that end a group or are not people, by kind."""
    return {row.word: row.kind for row in lexicon.load("noun_limits", LimitRow)}


def person_at(words: Words, head: int) -> Person:
    """Return what the noun at a token says; the last word of a name is one."""
    for past, organisation in words.organisations.values():
        if past == head + 1:
            return Person("collective", organisation.inter)
    pair = " ".join(words.lower[max(0, head - 1) : head + 1])
    return people().get(pair) or people()[words.lower[head]]
