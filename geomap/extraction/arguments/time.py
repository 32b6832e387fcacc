"""Tell sentences that sum up a stretch of time from those of one happening."""

from __future__ import annotations

import re

_CUMULATIVE = re.compile(
    r"\b(?:so far (?:this|in)|over the (?:past|last)|"
    r"(?<!has )(?<!had )(?<!have )since (?!then\b)\w+|"
    r"(?:in|during|within|for) (?:the )?(?:past|last|recent) (?:\w+ )?"
    r"(?:days|weeks|months|years|decades?)|in (?:\w+) (?:weeks|months|years)|"
    r"this year|a series of|series of)\b",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"\b(?:deadliest|worst|bloodiest|biggest|largest|heaviest|latest|first|second|third"
    r"|\d+(?:st|nd|rd|th))\b[^,;.]*",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(
    r"\b(?:years? of (?:\w+ )?(?:war|conflict|fighting|violence|insurgency)|"
    r"decades?(?:-| )(?:of|long|ago|old)|centur(?:y|ies)|years ago|"
    r"(?:\w+)-year (?:\w+ )?(?:war|conflict|insurgency|rebellion|uprising)|"
    r"(?:war|conflict|insurgency|uprising) (?:\w+ ){0,6}ha(?:s|ve) "
    r"(?:killed|claimed|left|displaced))\b",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"\b(?:in|over|during|within|for) the (?:past|last|previous) (?:\w+ )?"
    r"(?:years|decades?)\b|\bsince (?:[a-z]+ )?(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"\b(?:after|amid|as|when|where|which|while|who|whose)\b", re.IGNORECASE
)


def is_cumulative(text: str) -> bool:
    """Tell whether a sentence sums over a stretch of time.

    >>> is_cumulative("85 people were kidnapped in six weeks.")
    True
    >>> is_cumulative("Ten people died in the worst attack in six weeks.")
    False
    >>> is_cumulative("The injured man has since been released.")
    False
    """
    return _CUMULATIVE.search(_SUPERLATIVE.sub("", text)) is not None


def is_of_years(text: str, at: int) -> bool:
    """Tell whether what is told at an offset is summed over years.

    Not so where a stretch of years belongs to another clause.

    >>> text = "Over the past decade, 40 people were killed on the road."
    >>> is_of_years(text, text.index("killed"))
    True
    >>> text = "Gunmen killed two in Gao, where raids grew in the last five years."
    >>> is_of_years(text, text.index("killed"))
    False
    """
    for stretch in _YEARS.finditer(_SUPERLATIVE.sub(_blank, text)):
        first = 0 if stretch.start() < at else at
        last = max(at, stretch.start())
        if not _TURN.search(text, first, last):
            return True
    return False


def is_long_ago(text: str) -> bool:
    """Tell whether a sentence speaks of a war's or a century's total.

    >>> is_long_ago("250,000 people were killed in four years of war.")
    True
    """
    return _LONG_AGO.search(text) is not None


def _blank(match: re.Match[str]) -> str:
    """Return blanks as long as what was matched."""
    return " " * len(match[0])
