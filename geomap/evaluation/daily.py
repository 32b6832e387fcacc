"""Measure the dots of one-sentence news of a day, told under headings by kind.

A line holds `doc_id`, `published`, `category`, `text` and `links`, of which each
begins with its start and end in the text. Most of what stands under some headings
happened somewhere and belongs on the map; under others nothing does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..ingest import document_from_text
from ..pipeline import Stages
from ..records import Document
from ..stages import Gazetteer
from .corpus import read_items
from .dots import Dot, dots_of
from .events import Figure, share
from .named_places import chains_of, spot_of

KIND_OF = {"Disasters and accidents": "Disaster/Accident"}
"""The event type of what stands under a heading, where that leaves no choice."""

NEAR_TOWN = "dot within 25 km of the town named"
IN_DIVISION = "dot in the division named, its town unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """A sentence of a day's news, its heading, and the places it spells out."""

    document: Document
    category: str
    chains: Sequence[tuple[str, ...]]

    @property
    def day(self) -> str:
        """Return the day of publication, by whose hash news is held out."""
        return str(self.document.published)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """An item, its dots, and whether one is where the item says.

    `place` holds the figure that judges the place and its verdict; None where the
    item has no dot, or does not spell out one place and no other.
    """

    item: NewsItem
    dots: Sequence[Dot]
    place: tuple[str, bool] | None

    @property
    def has_right_kind(self) -> bool | None:
        """Whether some dot is of the kind of the heading; None where any will do."""
        kind = KIND_OF.get(self.item.category)
        return any(dot.event_type == kind for dot in self.dots) if kind else None


def read_daily(path: Path) -> list[NewsItem]:
    """Return the items of a file, in its order; [] for an empty one.

    Raises
    ------
    IngestError
        When the file is missing, or a line is not an item of the shape above.
    """
    return read_items(path, _item)


def _item(row: Mapping[str, Any]) -> NewsItem:
    """Return the item that a line holds."""
    document = document_from_text(
        str(row["doc_id"]),
        row["text"],
        published=date.fromisoformat(row["published"]),
    )
    links = sorted((link[0], link[1]) for link in row["links"])
    return NewsItem(
        document=document,
        category=str(row["category"]),
        chains=chains_of(row["text"], links),
    )


def map_item(item: NewsItem, stages: Stages) -> Mapped:
    """Return an item with its dots, and how they meet the place it spells out."""
    dots = dots_of(item.document, stages)
    return Mapped(
        item=item, dots=dots, place=_place_verdict(item, dots, stages.gazetteer)
    )


def _place_verdict(
    item: NewsItem, dots: Sequence[Dot], gazetteer: Gazetteer
) -> tuple[str, bool] | None:
    """Return which figure judges the place of an item, and how."""
    if not dots or len(item.chains) != 1:
        return None
    spot = spot_of(item.chains[0], gazetteer)
    if spot is None:
        return None
    is_right = any(spot.has(dot, gazetteer) for dot in dots)
    return NEAR_TOWN if spot.towns else IN_DIVISION, is_right


def daily_figures(mapped: Sequence[Mapped]) -> dict[str, Figure]:
    """Return the shares of items by name, with Wilson's 95 % interval.

    For each heading how many have a dot, and one of the right kind; then for the
    items that spell out one place and have a dot, whether one is there.
    """
    verdicts: dict[str, list[bool]] = {}
    for category in sorted({m.item.category for m in mapped}):
        items = [m for m in mapped if m.item.category == category]
        verdicts[f"{category}: with a dot"] = [bool(m.dots) for m in items]
        verdicts[f"{category}: with a dot of the right kind"] = [
            m.has_right_kind for m in items if m.has_right_kind is not None
        ]
    for name in (NEAR_TOWN, IN_DIVISION):
        verdicts[name] = [m.place[1] for m in mapped if m.place and m.place[0] == name]
    return {name: share(name, found) for name, found in verdicts.items() if found}
