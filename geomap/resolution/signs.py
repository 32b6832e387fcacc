"""Words that tell a country without naming a place: armed groups, offices, money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from ..language import tokenize
from ..lexicon import load
from ..records import Analysis


class SignRow(NamedTuple):
    """Words as written, and the codes of the countries they tell, likeliest first."""

    sign: str
    countries: str
    source: str


class Sign(NamedTuple):
    """The words of a sign, and how much each country is meant by it; 1 in all."""

    words: tuple[str, ...]
    shares: Mapping[str | None, float]


@cache
def signs() -> Mapping[str, list[Sign]]:
    """Return the signs by their first word."""
    found = defaultdict(list)
    for row in load("country_signs", SignRow):
        words = tuple(token.text for token in tokenize(row.sign))
        found[words[0]].append(Sign(words, _shares(row.countries.split())))
    return found


def signs_in(analysis: Analysis) -> list[Sign]:
    """Return the signs in a text, each once."""
    words = [token.text for token in analysis.tokens]
    found = {
        sign.words: sign
        for start, first in enumerate(words)
        for sign in signs().get(first, ())
        if tuple(words[start : start + len(sign.words)]) == sign.words
    }
    return list(found.values())


def _shares(countries: list[str]) -> Mapping[str | None, float]:
    """Return the share of each country, by its rank.

    >>> _shares(["NG", "CM"])
    {'NG': 0.6666666666666666, 'CM': 0.3333333333333333}
    """
    ranks = {code: 1 / rank for rank, code in enumerate(countries, start=1)}
    total = sum(ranks.values())
    return {code: share / total for code, share in ranks.items()}
