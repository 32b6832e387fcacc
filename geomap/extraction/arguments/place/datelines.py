"""Tell which datelines only say where a report was written: "GENEVA - Burundi ..."."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ....records import Analysis, BlockKind, MentionKind, Span, Toponym

_PLACES = frozenset({MentionKind.PLACE, MentionKind.FACILITY})


def datelines_abroad(analysis: Analysis, toponyms: Sequence[Toponym]) -> set[Span]:
    """Return the names in datelines whose country the report itself never names.

    The report must name a place elsewhere. A demonym tells of the dateline's
    country, but of no other: "NAIROBI - A Somali trader was shot" is in Nairobi.
    """
    document = analysis.document
    lines = [b.span for b in document.blocks if b.kind is BlockKind.DATELINE]
    starts = [0, *(line.start for line in lines[1:]), len(document.text)]
    found: set[Span] = set()
    for line, (first, last) in zip(lines, pairwise(starts), strict=False):
        inside = [t for t in toponyms if first <= t.mention.span.start < last]
        below = [t for t in inside if t.mention.span not in line]
        told = {_code(t) for t in below}
        elsewhere = {_code(t) for t in below if t.mention.kind in _PLACES} - {None}
        found |= {
            t.mention.span
            for t in inside
            if t not in below and elsewhere and _code(t) not in told
        }
    return found


def _code(toponym: Toponym) -> str | None:
    """Return the code of the country that a toponym lies in, or None."""
    return toponym.place.country_code if toponym.place is not None else None
