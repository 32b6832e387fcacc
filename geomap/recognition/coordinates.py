"""Coordinates and grids that a text writes out, as mentions of places."""

from __future__ import annotations

from collections.abc import Iterable

from ..geo import find_positions
from ..records import Analysis, Mention, Span


def with_positions(analysis: Analysis, mentions: Iterable[Mention]) -> list[Mention]:
    """Return mentions with those of coordinates, in order, in place of any inside."""
    document = analysis.document
    found = []
    for start, end, position in find_positions(document.text):
        text = document.text[start:end]
        span = Span(document.id, start, end)
        found.append(Mention(span=span, text=text, name=text, position=position))
    kept = [
        mention
        for mention in mentions
        if not any(_overlap(mention.span, other.span) for other in found)
    ]
    return sorted([*kept, *found], key=lambda mention: mention.span)


def _overlap(span: Span, other: Span) -> bool:
    """Tell whether two spans share a character."""
    return span.start < other.end and other.start < span.end
