"""Count the dots on news in which hardly anything is to be mapped.

Business, sport, entertainment: what a map of incidents should leave alone. The part
of a document's id before its first "/" names its group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..pipeline import Stages
from ..records import Document
from .dots import Dot, dots_of

ALL = "all"


@dataclass(frozen=True, slots=True)
class Spotted:
    """A document and its dots."""

    document: Document
    dots: Sequence[Dot]

    @property
    def group(self) -> str:
        """Return the group its id names; "" for an id without "/"."""
        group, separator, _ = self.document.id.partition("/")
        return group if separator else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Density:
    """How dense the dots of some articles are."""

    articles: int
    dots_per_article: float
    share_with_any: float


def spot(document: Document, stages: Stages) -> Spotted:
    """Return a document with its dots."""
    return Spotted(document, dots_of(document, stages))


def densities(spotted: Sequence[Spotted]) -> Mapping[str, Density]:
    """Return how dense the dots are, by group in alphabetical order, then in all.

    Documents whose id names no group count in all alone; {} for no documents.
    """
    groups: dict[str, list[Spotted]] = {}
    for item in spotted:
        groups.setdefault(item.group, []).append(item)
    named = {name: groups[name] for name in sorted(groups) if name}
    return {
        name: _density(items)
        for name, items in {**named, ALL: spotted}.items()
        if items
    }


def _density(spotted: Sequence[Spotted]) -> Density:
    """Return how dense the dots of at least one article are."""
    return Density(
        articles=len(spotted),
        dots_per_article=sum(len(s.dots) for s in spotted) / len(spotted),
        share_with_any=sum(bool(s.dots) for s in spotted) / len(spotted),
    )
