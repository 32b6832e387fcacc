"""What is drawn with: colours, text and symbols, in points on the sheet."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
import shapely
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from matplotlib.axes import Axes
from matplotlib.font_manager import (
    FontProperties,
    findfont,
    fontManager,
    get_font,
)
from matplotlib.patches import Circle, PathPatch, Wedge
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

from ..layers import Symbol, symbols
from .marks import Kind, Mark

PAPER = "#ffffff"
INK = "#1c1d1f"
FAINT_INK = "#55585d"
RULE = "#d6d4cc"
SEA = "#cfdfe9"
LAND = "#f3f1ea"
COAST = "#8fa6b5"
RIVER = "#b7cfde"
BORDER = "#9a948a"
DIVISION = "#d3cec2"
COUNTRY_INK = "#6d675c"
TOWN_INK = "#2d2d2b"
HALO_PT = 1.5
"""How far a name keeps the lines it crosses away."""
RING_PT = 4.0
"""Width of the ring whose parts show the kinds of several incidents."""
GLYPH_GRID = 24
FONT = "DejaVu Sans"
"""It comes with matplotlib: Latin, Cyrillic, Greek, Arabic and much more."""
FALLBACKS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans",
    "Malgun Gothic",
    "Nirmala UI",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Ethiopic",
    "Noto Sans Myanmar",
    "Noto Sans Thai",
    "Arial Unicode MS",
)
"""For letters that the first font lacks, of those that are installed."""
DASHES = (0, (2.6, 1.7))
OUTLINE_PT = 0.7

PEN_CODES = {
    "moveTo": [int(Path.MOVETO)],
    "lineTo": [int(Path.LINETO)],
    "qCurveTo": [int(Path.CURVE3)] * 2,
    "curveTo": [int(Path.CURVE4)] * 3,
}


def plain(text: str) -> str:
    r"""Return text on one line, without what no font, printer or XML file takes.

    >>> plain("  two\n lines\x00 ")
    'two lines'
    """
    line = " ".join(text.split())
    written = (char for char in line if char.isprintable() and has_glyph(char))
    return " ".join("".join(written).split())


def has_glyph(char: str) -> bool:
    """Tell whether a font of this machine can write a character."""
    return any(ord(char) in charmap(name) for name in families())


@cache
def families() -> tuple[str, ...]:
    """Return the fonts to write with: matplotlib's own, and those for its gaps."""
    installed = {entry.name for entry in fontManager.ttflist}
    return (FONT, *(name for name in FALLBACKS if name in installed))


@cache
def charmap(family: str) -> dict[int, int]:
    """Return the glyph of each character that a font has."""
    return dict(get_font(findfont(FontProperties(family=family))).get_charmap())


def font(size: float, *, bold: bool = False, italic: bool = False) -> FontProperties:
    """Return the font to write with, in points."""
    return FontProperties(
        family=list(families()),
        size=size,
        weight="bold" if bold else "normal",
        style="italic" if italic else "normal",
    )


def width_of(text: str, face: FontProperties) -> float:
    """Return how wide a line of text is, in points."""
    return float(text_to_path.get_text_width_height_descent(text, face, False)[0])  # noqa: FBT003 matplotlib's


def shortened(text: str, face: FontProperties, width: float) -> str:
    """Return a line of text cut so that it is no wider than `width` points."""
    if width_of(text, face) <= width:
        return text
    while text and width_of(f"{text}…", face) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def write(
    axes: Axes,
    at: tuple[float, float],
    text: str,
    face: FontProperties,
    **options: Any,  # noqa: ANN401 matplotlib's
) -> None:
    """Write a line of text, where nothing is markup, above all areas and marks."""
    given: dict[str, Any] = {"color": INK, "va": "baseline", "zorder": 6} | options
    axes.text(*at, text, fontproperties=face, parse_math=False, **given)


def write_over(
    axes: Axes,
    at: tuple[float, float],
    text: str,
    face: FontProperties,
    **options: Any,  # noqa: ANN401 matplotlib's
) -> None:
    """Write a line of text over the map: nothing comes close to its letters.

    The halo is one outline around the text, a tenth of the size in a file that
    each letter's own would have.
    """
    points, codes = text_to_path.get_text_path(face, text)
    scale = face.get_size_in_points() / text_to_path.FONT_SCALE
    placed = Affine2D().scale(scale).translate(*at)
    letters = Path(points, codes).transformed(placed).to_polygons()
    rings = [shapely.LinearRing(np.asarray(letter)) for letter in letters]
    halo = shapely.union_all(shapely.buffer(rings, HALO_PT, quad_segs=2)).simplify(0.25)
    outlines = [Path(part.exterior.coords) for part in shapely.get_parts(halo)]
    if outlines:
        shape = Path.make_compound_path(*outlines)
        axes.add_patch(PathPatch(shape, fc=LAND, ec="none", alpha=0.85, zorder=4.5))
    write(axes, at, text, face, **options)


@cache
def style_of(event_type: str) -> Symbol:
    """Return how a type is drawn; one that is not in the table, as a statement."""
    by_type = {symbol.event_type: symbol for symbol in symbols()}
    return by_type.get(event_type, by_type["Statement"])


@cache
def glyph(event_type: str) -> Path:
    """Return a type's glyph: one unit high, around 0, 0."""
    pen = RecordingPen()
    parse_path(style_of(event_type).glyph, pen)
    points: list[tuple[float, float]] = []
    codes: list[int] = []
    for step, arguments in pen.value:
        if step in PEN_CODES:
            points += arguments
            codes += PEN_CODES[step]
        else:
            points.append((0, 0))
            codes.append(int(Path.CLOSEPOLY))
    half = GLYPH_GRID / 2
    centred = Affine2D().translate(-half, -half).scale(1 / GLYPH_GRID, -1 / GLYPH_GRID)
    return Path(points, codes).transformed(centred)


def draw_mark(axes: Axes, mark: Mark) -> None:
    """Draw a mark: one incident as its glyph, several as a ring and a number."""
    if mark.anchor:
        axes.plot(
            *zip(mark.anchor, (mark.x, mark.y), strict=True),
            color=INK,
            lw=0.6,
            zorder=4,
        )
    if mark.count == 1:
        (kind,) = mark.kinds
        draw_symbol(axes, kind, (mark.x, mark.y), mark.radius)
    else:
        draw_ring(axes, mark)


def draw_symbol(axes: Axes, kind: Kind, at: tuple[float, float], radius: float) -> None:
    """Draw one incident: filled at a town, dashed and hollow for an area."""
    style = style_of(kind.event_type)
    disc = (
        {"fc": PAPER, "ec": INK, "ls": DASHES, "lw": 1.0}
        if kind.is_area
        else {"fc": style.colour, "ec": INK, "lw": OUTLINE_PT}
    )
    axes.add_patch(Circle(at, radius - 0.5, zorder=5, **disc))
    placed = Affine2D().scale(1.25 * radius).translate(*at)
    shape = glyph(kind.event_type).transformed(placed)
    ink = style.colour if kind.is_area else style.ink
    axes.add_patch(PathPatch(shape, fc=ink, ec="none", zorder=5))


def draw_ring(axes: Axes, mark: Mark) -> None:
    """Draw several incidents: a ring of their kinds around their number."""
    at, radius = (mark.x, mark.y), mark.radius - 0.5
    axes.add_patch(Circle(at, radius, fc=PAPER, ec="none", zorder=5))
    order = [symbol.event_type for symbol in symbols()]
    turn = 90.0
    for kind in sorted(mark.kinds, key=lambda k: (order.index(k.event_type), k)):
        part = mark.kinds[kind] / mark.count * 360
        axes.add_patch(
            Wedge(
                at,
                radius,
                turn - part,
                turn,
                width=RING_PT,
                fc=style_of(kind.event_type).colour,
                alpha=0.4 if kind.is_area else 1,
                ec="none",
                zorder=5,
            )
        )
        turn -= part
    rim = {"ls": DASHES, "lw": 1.0} if mark.is_area else {"lw": OUTLINE_PT}
    axes.add_patch(Circle(at, radius, fc="none", ec=INK, zorder=5, **rim))
    number = f"{mark.count:,}"
    size = min(8.5, 2 * (radius - RING_PT) / (0.7 * math.sqrt(len(number)) + 0.3))
    write(axes, at, number, font(size, bold=True), ha="center", va="center_baseline")
