"""What stands around the map: legend, scale, headline, source and method."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..layers import Layers, counted, summary_of, symbols
from .drawing import (
    DASHES,
    FAINT_INK,
    INK,
    PAPER,
    RULE,
    draw_mark,
    draw_symbol,
    font,
    plain,
    shortened,
    width_of,
    write,
)
from .marks import Kind, Mark
from .origins import arrow
from .view import Frame, View

ROW_PT = 17.0
LONGEST_BAR_PT = 110.0
MOST_SOURCES = 3


def draw_headline(axes: Axes, layers: Layers, title: str, frame: Frame) -> None:
    """Write the title and the key figures above the map."""
    width = frame.right - frame.left
    face = font(16, bold=True)
    write(axes, (frame.left, frame.top - 16), shortened(title, face, width), face)
    face = font(9.5)
    text = shortened(summary_of(layers).headline, face, width)
    write(axes, (frame.left, frame.top - 32), text, face, color=FAINT_INK)


def draw_legend(
    axes: Axes,
    layers: Layers,
    marks: Sequence[Mark],
    frame: Frame,
    *,
    background: int = 0,
) -> None:
    """Draw the key to the symbols with counts, down a column.

    `background` says how many incidents were left out of the layers as such.
    """
    column = Column(axes, frame)
    figures = summary_of(layers)
    types = figures.types
    column.heading("What happened")
    for symbol in symbols():
        if types[symbol.event_type]:
            column.entry(symbol.event_type, types[symbol.event_type])
            draw_symbol(axes, Kind(symbol.event_type, is_area=False), column.spot, 7)
    located = figures.incidents - figures.without_place
    column.heading("How closely the place is known")
    column.entry("Town or place", located - figures.in_areas)
    column.disc(INK, "-", "#b9b7b0")
    column.entry("Only a wider area", figures.in_areas)
    column.disc(INK, DASHES, PAPER)
    if any(mark.area for mark in marks):
        column.entry("Somewhere inside")
        column.swatch()
    if any(mark.count > 1 for mark in marks):
        column.heading("Several incidents")
        column.entry("Their number, and shares by type", step=ROW_PT + 5)
        kinds = Counter({Kind(name, is_area=False): types[name] for name in types})
        sample = largest_two(kinds)
        x, y = column.spot
        draw_mark(axes, Mark(x=x, y=y, kinds=sample, places=Counter()))
    if any(not mark.is_area and any(k.is_area for k in mark.kinds) for mark in marks):
        column.entry("Pale: only a wider area known")
    if any(mark.origins for mark in marks):
        column.entry("Where forces came from")
        column.arrow()
    column.heading("Not shown, or not dated")
    column.entry("Without a place", figures.without_place)
    if background:
        column.entry("Told as background", background)
    hidden = located - sum(mark.count for mark in marks)
    if hidden:
        column.entry("Outside the picture", hidden)
    column.entry("Without a date", figures.without_date)


def largest_two(kinds: Counter[Kind]) -> Counter[Kind]:
    """Return a small sample of kinds, to draw a ring of."""
    names = [kind for kind, _ in kinds.most_common(2)]
    return Counter(dict.fromkeys(names, 2 // len(names)))


class Column:
    """A column of entries under headings, filled from the top."""

    def __init__(self, axes: Axes, frame: Frame) -> None:
        """Start at the frame's top."""
        self._axes = axes
        self._frame = frame
        self._y = frame.top

    @property
    def spot(self) -> tuple[float, float]:
        """Where the last entry's symbol stands."""
        return self._frame.left + 10, self._y + 3

    def heading(self, text: str) -> None:
        """Write a heading."""
        self._y -= 9 if self._y == self._frame.top else 22
        write(self._axes, (self._frame.left, self._y), text, font(8, bold=True))
        self._y -= 2

    def entry(
        self, text: str, count: int | None = None, *, step: float = ROW_PT
    ) -> None:
        """Write an entry and how many there are."""
        self._y -= step
        face = font(8)
        write(self._axes, (self._frame.left + 23, self._y), text, face)
        if count is not None:
            at = self._frame.right, self._y
            write(self._axes, at, f"{count:,}", face, ha="right")

    def disc(self, edge: str, dashes: object, fill: str) -> None:
        """Draw a disc beside the last entry."""
        from matplotlib.patches import Circle

        disc = Circle(self.spot, 6.5, fc=fill, ec=edge, ls=dashes, lw=1.0)
        self._axes.add_patch(disc)

    def arrow(self) -> None:
        """Draw an arrow from an origin beside the last entry."""
        x, y = self.spot
        self._axes.add_patch(arrow((x - 9, y), (x + 9, y), gaps=(0, 0)))

    def swatch(self) -> None:
        """Draw a piece of a hatched area beside the last entry."""
        x, y = self.spot
        box = Rectangle((x - 9, y - 5.5), 18, 11, hatch="////", lw=1.0)
        box.set(fc="none", ec=FAINT_INK, ls=DASHES, hatch_linewidth=0.5)
        self._axes.add_patch(box)


def draw_scale(axes: Axes, view: View) -> Frame:
    """Draw a scale bar, and north, in the map's corner; return what it covers."""
    metres = bar_metres(view.points_per_metre)
    length = metres * view.points_per_metre
    left, bottom = view.frame.left + 8, view.frame.bottom + 8
    box = Frame(left - 8, bottom - 8, left + length + 34, bottom + 20)
    back = Rectangle(box[:2], box.size[0], box.size[1], fc=PAPER, ec="none", alpha=0.85)
    axes.add_patch(back)
    back.set_zorder(6)
    ends = [(left, bottom + 4), (left, bottom), (left + length, bottom)]
    ends.append((left + length, bottom + 4))
    axes.plot(*zip(*ends, strict=True), color=INK, lw=1.1, zorder=7)
    write(axes, (left, bottom + 7), f"{metres / 1000:,g} km", font(7.5), zorder=7)
    x = left + length + 16
    arrow = {"arrowstyle": "-|>", "color": INK, "lw": 1.1, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (x, bottom + 10), (x, bottom - 3), arrowprops=arrow, zorder=7)
    write(axes, (x, bottom + 11), "N", font(6.5, bold=True), ha="center", zorder=7)
    return box


def bar_metres(points_per_metre: float) -> float:
    """Return the longest round length that fits the bar.

    >>> bar_metres(110 / 730_000)
    500000.0
    """
    longest = LONGEST_BAR_PT / points_per_metre
    unit = 10.0 ** math.floor(math.log10(longest))
    return unit * max(step for step in (1, 2, 5) if step * unit <= longest)


def draw_source(axes: Axes, layers: Layers, view: View, frame: Frame) -> None:
    """Write where the map comes from and how it was made, below the map."""
    face = font(7)
    y = frame.top - 8
    for text in (sources(layers), method(layers, view)):
        for line in wrapped(text, frame.right - frame.left):
            write(axes, (frame.left, y), line, face, color=FAINT_INK)
            y -= 9.5
    axes.plot([frame.left, frame.right], [frame.top] * 2, color=RULE, lw=0.6)


def sources(layers: Layers) -> str:
    """Return the line that names the sources."""
    listed = {
        plain(name)
        for cell in layers.incidents.column("source")
        for name in str(cell or "").split(";")
    } - {""}
    articles = set(map(str, layers.sources.column("doc_id")))
    names = sorted(listed) or sorted({*map(plain, articles)} - {""})
    text = ", ".join(names[:MOST_SOURCES])
    if len(names) > MOST_SOURCES:
        text += f" and {len(names) - MOST_SOURCES} more"
    return f"Source: {text} ({counted(len(articles), 'article')})." if names else ""


def method(layers: Layers, view: View) -> str:
    """Return the lines that say how the map was made."""
    return (
        "Method: places and events read from the text by geomap "
        f"{version('geomap')}; a symbol shows what articles report, not what is "
        f"confirmed, and a place as closely as they name it. {projection(view)} "
        "Boundaries: Natural Earth, which imply no opinion. "
        f"{'. '.join(('Places: GeoNames, CC BY 4.0', *layers.credits))}."
    )


def projection(view: View) -> str:
    """Return the sentence that names the projection."""
    if view.centre is None:
        return "Equal Earth projection, scale at the equator."
    lon, lat = view.centre
    east, north = "E" if lon >= 0 else "W", "N" if lat >= 0 else "S"
    return (
        "Lambert's azimuthal equal-area projection centred on "
        f"{abs(lat):.0f}° {north}, {abs(lon):.0f}° {east}."
    )


def wrapped(text: str, width: float) -> list[str]:
    """Return text in lines no wider than `width` points."""
    face = font(7)
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, face) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return [shortened(line, face, width) for line in lines if line]
