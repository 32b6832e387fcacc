"""Incidents as marks on the sheet: one for all that stand at one spot."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from matplotlib.path import Path

from ..layers import Layers
from ..records import Position, WherePrec
from .view import Points, View

GAP_PT = 1.5
"""Between two marks at least."""
SPOTS_ACROSS = 40
"""How many spots of an area are tried for its mark, from side to side."""


class Kind(NamedTuple):
    """What a share of a mark stands for."""

    event_type: str
    is_area: bool


@dataclass(slots=True, kw_only=True)
class Mark:
    """Incidents drawn as one: how many of each kind, and at which places.

    `origins` are the positions that deployments among them came from. `area` is the
    place whose outline the mark stands in, wherever there is room; `anchor` is the
    spot it belongs to where there was none.
    """

    x: float
    y: float
    kinds: Counter[Kind]
    places: Counter[str]
    origins: set[Position] = field(default_factory=set)
    area: str | None = None
    anchor: tuple[float, float] | None = None

    @property
    def count(self) -> int:
        """How many incidents it stands for."""
        return self.kinds.total()

    @property
    def radius(self) -> float:
        """In points; it grows with the number's digits, as on the web map."""
        return 7.0 if self.count == 1 else 9.0 + 4.0 * math.log10(self.count)

    @property
    def is_area(self) -> bool:
        """Whether nothing in it is known more closely than an area."""
        return all(kind.is_area for kind in self.kinds)

    def touches(self, other: Mark) -> bool:
        """Tell whether two marks would overlap."""
        apart = math.hypot(self.x - other.x, self.y - other.y)
        return apart < self.radius + other.radius + GAP_PT

    def absorb(self, other: Mark) -> None:
        """Take in another mark and move towards it."""
        share = other.count / (self.count + other.count)
        self.x += (other.x - self.x) * share
        self.y += (other.y - self.y) * share
        self.kinds += other.kinds
        self.places += other.places
        self.origins |= other.origins


def marks_of(layers: Layers, view: View, areas: Mapping[str, Path]) -> list[Mark]:
    """Return the marks of all incidents in view; none overlap, the largest first.

    `areas` holds the outline on the sheet of each place that has one, by id.
    """
    free: list[Mark] = []
    fixed: list[Mark] = []
    for mark in stacked(layers, view, areas):
        (free if mark.area else fixed).append(mark)
    placed = gathered(fixed)
    for mark in placed:
        mark.x, mark.y = kept_inside(mark, view)
    for mark in sorted(free, key=lambda mark: size_of(areas[str(mark.area)])):
        settle(mark, placed, view, areas[str(mark.area)])
        placed.append(mark)
    return sorted(placed, key=lambda mark: (-mark.count, mark.x, mark.y))


def kept_inside(mark: Mark, view: View) -> tuple[float, float]:
    """Return where a mark near the frame's edge stands with nothing cut off."""
    left, bottom, right, top = view.frame
    room = mark.radius + GAP_PT
    x = min(max(mark.x, left + room), right - room)
    return x, min(max(mark.y, bottom + room), top - room)


def size_of(path: Path) -> float:
    """Return the size of the upright box around a path."""
    box = path.get_extents()
    return float(box.width * box.height)


def stacked(layers: Layers, view: View, areas: Mapping[str, Path]) -> list[Mark]:
    """Return one mark for each place that has incidents and lies in view."""
    table = layers.incidents
    names = ("event_type", "where_prec", "place_id", "location")
    marks: dict[tuple[object, ...], Mark] = {}
    for row, card, kind, prec, place_id, name in zip(
        table.rows, layers.cards, *map(table.column, names), strict=True
    ):
        if row.geometry is None:
            continue
        is_area = isinstance(prec, int) and prec >= WherePrec.ADMIN2
        area = str(place_id) if is_area and str(place_id) in areas else None
        key = (area, *row.geometry["coordinates"])
        if key not in marks:
            ((x, y),) = view.project(np.array([row.geometry["coordinates"]]))
            marks[key] = Mark(x=x, y=y, kinds=Counter(), places=Counter(), area=area)
        marks[key].kinds[Kind(str(kind), is_area)] += 1
        marks[key].places[str(name)] += 1
        if card.origin:
            marks[key].origins.add(card.origin)
    return [
        mark for mark in marks.values() if mark.area or view.frame.holds(mark.x, mark.y)
    ]


def gathered(marks: Iterable[Mark]) -> list[Mark]:
    """Join marks that would overlap, the largest first, until none do."""
    waiting = list(marks)
    while True:
        waiting.sort(key=lambda mark: (-mark.count, mark.x, mark.y))
        kept: list[Mark] = []
        for mark in waiting:
            near = next((other for other in kept if other.touches(mark)), None)
            if near:
                near.absorb(mark)
            else:
                kept.append(mark)
        if len(kept) == len(waiting):
            return kept
        waiting = kept


def settle(mark: Mark, others: list[Mark], view: View, area: Path) -> None:
    """Move a mark to a free spot of its area, or close to it, tied by a line."""
    home = mark.x, mark.y
    within = spots_within(area, home)
    anchor = within[0] if within else home
    for spot in (*within, *spots_around(anchor)):
        mark.x, mark.y = spot
        room = mark.radius + GAP_PT
        if view.frame.holds(*spot, margin=room) and not any(map(mark.touches, others)):
            break
    if (mark.x, mark.y) not in within:
        mark.anchor = anchor


def spots_within(area: Path, home: tuple[float, float]) -> list[tuple[float, float]]:
    """Return spots of an area, those closest to `home` first."""
    if not np.size(area.vertices):
        return []
    box = area.get_extents()
    x, y = np.meshgrid(
        np.linspace(box.x0, box.x1, SPOTS_ACROSS),
        np.linspace(box.y0, box.y1, SPOTS_ACROSS),
    )
    spots: Points = np.vstack([home, np.column_stack([x.ravel(), y.ravel()])])
    inside = spots[area.contains_points(spots)]
    apart = np.hypot(*(inside - home).T)
    order = np.argsort(apart, kind="stable")
    return [(float(x), float(y)) for x, y in inside[order]]


def spots_around(home: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """Yield spots on wider and wider circles."""
    for ring in range(1, 30):
        for step in range(16):
            turn = step / 16 * math.tau
            yield (
                home[0] + 6 * ring * math.sin(turn),
                home[1] + 6 * ring * math.cos(turn),
            )
