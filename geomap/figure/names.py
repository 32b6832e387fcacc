"""Names on the map: of marks first, then of countries, then of towns around."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

import numpy as np
from matplotlib.axes import Axes

from ..layers import Layers, count_words
from ..records import WherePrec
from . import basemap
from .drawing import COUNTRY_INK, INK, TOWN_INK, font, plain, width_of, write_over
from .labels import Label, Room, around, baselines
from .marks import Mark
from .view import Frame, View

MOST_TOLD = 8
"""Up to so many incidents, the marks say in words what happened."""
MOST_TOWNS = 14
AHEAD = 1.5
"""How many zooms sooner than on a web map names appear: paper shows more."""
LARGE = 3
"""Up to this rank a country's name is written larger."""
DOT_PT = 1.8
UNWRITTEN = "…"
"""For a name in letters that no font of this machine has."""


def draw_names(
    axes: Axes, view: View, layers: Layers, marks: Sequence[Mark], *, corner: Frame
) -> None:
    """Write the names that find room; `corner` is taken by the scale."""
    room = Room(view.frame, [corner])
    for mark in marks:
        side = 2 * mark.radius + 1
        room.taken.append(around(mark.x, mark.y, side, side))
    named = {name for mark in marks for name in mark.places}
    for label in (*mark_labels(layers, marks), *country_labels(view, without=named)):
        put(axes, room, label)
    draw_towns(axes, view, room)


def put(axes: Axes, room: Room, label: Label) -> bool:
    """Write a label where it finds room; tell whether it did."""
    box = room.place(label)
    if box is None:
        return False
    for (text, face), y in zip(label.lines, baselines(label, box), strict=True):
        x = (box.left + box.right - width_of(text, face)) / 2
        if label.gap is not None and box.left >= label.x:
            x = box.left
        elif label.gap is not None and box.right <= label.x:
            x = box.right - width_of(text, face)
        write_over(axes, (x, y), text, face, color=label.colour)
    return True


def mark_labels(layers: Layers, marks: Sequence[Mark]) -> Iterator[Label]:
    """Yield the names of marks; of few incidents, also what happened."""
    stories = stories_by_place(layers)
    for mark in marks:
        face = font(8, bold=not mark.is_area, italic=mark.is_area)
        (name, _), *others = mark.places.most_common()
        lines = [(plain(name) or UNWRITTEN, face)]
        if others:
            lines.append((f"and {len(others)} more", font(6.5)))
        elif len(layers.incidents.rows) <= MOST_TOLD:
            lines += [(story, font(7)) for story in stories[name, mark.is_area]]
        yield Label(
            lines=tuple(lines), x=mark.x, y=mark.y, gap=mark.radius + 2, colour=INK
        )


def stories_by_place(layers: Layers) -> dict[tuple[str, bool], list[str]]:
    """Return in a few words what happened at each place, by name."""
    table = layers.incidents
    stories: dict[tuple[str, bool], list[str]] = defaultdict(list)
    names = ("location", "where_prec", "sub_event_type", "origin_location")
    killed = ("fatalities", "fatalities_low", "fatalities_high")
    columns = map(table.column, (*names, *killed))
    for name, prec, kind, origin, *count in zip(*columns, strict=True):
        told = [str(kind)]
        if count[0]:
            told.append(f"{count_words(*count)} killed")
        if origin:
            told.append(f"from {plain(str(origin))}")
        is_area = isinstance(prec, int) and prec >= WherePrec.ADMIN2
        stories[str(name), is_area].append(", ".join(told))
    return stories


def country_labels(view: View, *, without: Collection[str]) -> Iterator[Label]:
    """Yield the names of countries in view, the largest first."""
    names = basemap.countries()
    spots = view.project(np.array([(name.lon, name.lat) for name in names]))
    for name, (x, y) in zip(names, spots, strict=True):
        is_seen = name.rank <= view.zoom + AHEAD and view.frame.holds(x, y)
        if is_seen and name.text not in without:
            face = font(8.5 if name.rank <= LARGE else 7)
            line = (name.text.upper(), face)
            yield Label(lines=(line,), x=x, y=y, colour=COUNTRY_INK)


def draw_towns(axes: Axes, view: View, room: Room) -> None:
    """Draw the most important towns around, as far as their names find room."""
    names = sorted(basemap.towns(), key=lambda name: name.rank)
    spots = view.project(np.array([(name.lon, name.lat) for name in names]))
    drawn = 0
    for name, (x, y) in zip(names, spots, strict=True):
        if drawn == MOST_TOWNS or name.rank > view.zoom + AHEAD:
            return
        dot = around(x, y, 2 * DOT_PT, 2 * DOT_PT)
        if not view.frame.holds(x, y, margin=4) or not room.is_free(dot):
            continue
        line = (name.text, font(6.5))
        label = Label(lines=(line,), x=x, y=y, gap=DOT_PT + 1.5, colour=TOWN_INK)
        if put(axes, room, label):
            room.taken.append(dot)
            axes.plot(
                x, y, "o", ms=2 * DOT_PT, mfc="white", mec=TOWN_INK, mew=0.7, zorder=4
            )
            drawn += 1
