"""The tables of nouns for people, and of words of belonging."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from . import load


class PersonRow(NamedTuple):
    """A noun for people: its plural, where irregular, number and ACLED's code."""

    noun: str
    plural: str
    number: str
    inter: str
    source: str


class AffiliationRow(NamedTuple):
    """A word of belonging in lower case, and its plural or an empty string."""

    word: str
    plural: str
    source: str


def person_rows() -> tuple[PersonRow, ...]:
    """Return the nouns for people, in the table's order."""
    return load("people", PersonRow)


@cache
def person_nouns() -> frozenset[str]:
    """Return the nouns for one person ("leader")."""
    return frozenset(row.noun for row in person_rows() if row.number != "collective")


def affiliation_rows() -> tuple[AffiliationRow, ...]:
    """Return the demonyms and adjectives of belonging, in the table's order."""
    return load("affiliations", AffiliationRow)


@cache
def affiliations() -> frozenset[str]:
    """Return the words of belonging: demonyms and adjectives, and their plurals.

    >>> "kazakhs" in affiliations(), "almaty" in affiliations(), "" in affiliations()
    (True, False, False)
    """
    rows = affiliation_rows()
    return frozenset(form for row in rows for form in (row.word, row.plural) if form)
