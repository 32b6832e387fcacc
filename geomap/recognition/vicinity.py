"""Places said relative to a name: "20 km north of X", "near X", "the A–B road"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..lexicon import load
from ..records import Span, Vicinity

_REACH = 80  # characters before a name in which the wording stands
_ARTICLE = r"(?:the\s+)?(?:(?:city|town|village|capital|port|region)\s+(?:of\s+)?)?"


class Phrase(NamedTuple):
    """Words before a name that place something beside it."""

    phrase: str
    kind: str
    source: str


class Direction(NamedTuple):
    """A point of the compass, in degrees clockwise from north."""

    word: str
    bearing_deg: str
    source: str


class Unit(NamedTuple):
    """A unit of distance, in kilometres."""

    unit: str
    km: str
    source: str


def vicinity_before(text: str, name: Span, sentence: Span) -> Vicinity | None:
    """Return what the words before `name` say of a place beside it, or None.

    >>> text = "A convoy was hit 20 km north-east of Goma."
    >>> found = vicinity_before(text, Span("d", 37, 41), Span("d", 0, 42))
    >>> found.kind, found.distance_km, found.bearing_deg
    ('direction', 20.0, 45.0)
    """
    start = max(sentence.start, name.start - _REACH)
    window = text[start : name.start]
    for kind, pattern in _patterns():
        match = pattern.search(window)
        if match is None:
            continue
        found = match.groupdict()
        distance, bearing = found.get("distance"), found.get("bearing")
        return Vicinity(
            kind=kind or _kinds()[found["phrase"].lower()],
            span=Span(name.document_id, start + match.start(), name.end),
            distance_km=_km(distance, found.get("unit")) if distance else None,
            bearing_deg=_bearings()[bearing.lower()] if bearing else None,
        )
    return None


def vicinity_between(
    text: str, names: Sequence[Span], index: int, sentence: Span
) -> Vicinity | None:
    """Return "between A and B" or "the A–B road" around `names[index]`, or None."""
    for first in (index - 1, index):
        if first < 0 or first + 1 >= len(names):
            continue
        left, right = names[first : first + 2]
        gap = text[left.end : right.start]
        before = text[max(sentence.start, left.start - _REACH) : left.start]
        opening = re.search(rf"\bbetween\s+{_ARTICLE}$", before, re.IGNORECASE)
        if opening and re.fullmatch(r"\s+and\s+(?:the\s+)?", gap):
            start = left.start - len(opening[0])
            span = Span(left.document_id, start, right.end)
            return Vicinity(kind="between", span=span)
        after = re.match(
            r"\s+(?:road|highway|motorway|railway|route|line)\b",
            text[right.end : right.end + 12],
            re.IGNORECASE,
        )
        if after and re.fullmatch(r"\s*[-–—]\s*", gap):
            span = Span(left.document_id, left.start, right.end + len(after[0]))
            return Vicinity(kind="road", span=span)
    return None


def _km(distance: str, unit: str | None) -> float:
    return float(distance.replace(",", "")) * _units()[(unit or "km").lower()]


@cache
def _kinds() -> dict[str, str]:
    return {row.phrase: row.kind for row in load("vicinity", Phrase)}


@cache
def _bearings() -> dict[str, float]:
    return {row.word: float(row.bearing_deg) for row in load("directions", Direction)}


@cache
def _units() -> dict[str, float]:
    return {row.unit: float(row.km) for row in load("distance_units", Unit)}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the wordings to try in turn, each with its kind ("" for a phrase's)."""
    bearing = rf"(?:due\s+)?(?P<bearing>{_any(_bearings())})"
    distance = rf"(?P<distance>\d[\d,]*(?:\.\d+)?)[\s-]*(?P<unit>{_any(_units())})"
    distance += r"(?:\s*\([^()]{1,20}\))?"
    return (
        (
            "direction",
            _compiled(rf"\b{distance}\s+(?:to\s+the\s+)?{bearing}\s+(?:of|from)"),
        ),
        ("near", _compiled(rf"\b{distance}\s+(?:away\s+)?(?:from|outside|off)")),
        ("direction", _compiled(rf"\b{bearing}\s+of")),
        ("", _compiled(rf"\b(?P<phrase>{_any(_kinds())})")),
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{pattern}\s+{_ARTICLE}$", re.IGNORECASE)


def _any(words: Sequence[str] | dict[str, str] | dict[str, float]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
