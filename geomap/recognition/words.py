"""What is known of words by themselves: how common they are, whom they name."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..lexicon import load

_ADJECTIVE = re.compile(
    "[а-яіїєґ]{2,}(?:[ыоиі]й|[ое]е|[ая]я|[оеі]го|[оеі]му|[оыиі]м|[ую]ю|[ыиі]х)"
)


class GivenNames(NamedTuple):
    """People's first names in normal form, by their first letter."""

    initial: str
    names: str
    source: str


@cache
def given_names() -> frozenset[str]:
    """Return people's first names, in lower case."""
    rows = load("given_names", GivenNames)
    return frozenset(name for row in rows for name in row.names.split())


def is_name_like(word: str) -> bool:
    """Tell whether a word may be (part of) a name by its first letter.

    >>> [is_name_like(word) for word in ("Lima", "lima", "北", "7")]
    [True, False, True, False]
    """
    letter = word[0]
    return letter.isalpha() and not letter.islower()


def is_adjective(word: str) -> bool:
    """Tell whether a Russian or Ukrainian word ends as adjectives do.

    >>> [is_adjective(word) for word in ("Военного", "округ", "Northern")]
    [True, False, False]
    """
    return _ADJECTIVE.fullmatch(word.lower()) is not None
