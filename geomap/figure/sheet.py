"""The sheet: everything drawn in order, and written as a file."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from ..layers import Layers
from .areas import extent, outlines_of
from .drawing import draw_mark, plain
from .ground import draw_areas, draw_basemap, draw_border
from .legend import draw_headline, draw_legend, draw_scale, draw_source
from .marks import marks_of
from .names import draw_names
from .origins import draw_origins
from .view import Frame, View

WIDTH, HEIGHT = 842.0, 595.0
"""A4 across, in points."""
POINTS_PER_INCH = 72
DOTS_PER_INCH = 200
NO_TITLE = "Incident map"
EDGE = 24.0
MAP = Frame(EDGE, 58, 646, HEIGHT - 64)
HEAD = Frame(EDGE, HEIGHT - 64, WIDTH - EDGE, HEIGHT - 20)
KEY = Frame(660, 58, WIDTH - EDGE, HEIGHT - 64)
FOOT = Frame(EDGE, 12, WIDTH - EDGE, 50)
SETTINGS: Any = {
    "svg.hashsalt": "geomap",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "path.simplify": False,
}
METADATA: dict[str, dict[str, Any]] = {  # nothing that differs from run to run
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": "geomap"},
    "pdf": {"CreationDate": None, "Creator": "geomap", "Producer": None},
}


def draw(layers: Layers, *, title: str, file_format: str) -> bytes:
    """Return the picture as a file of a format.

    Raises
    ------
    ValueError
        When there is no such format.
    """
    if file_format not in METADATA:
        raise ValueError(f"{file_format!r} is none of {', '.join(METADATA)}")
    with mpl.rc_context(), quiet_fonts():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        buffer = io.BytesIO()
        sheet(layers, title).savefig(
            buffer,
            format=file_format,
            dpi=DOTS_PER_INCH,
            metadata=METADATA[file_format] | {"Title": plain(title)},
        )
    written = buffer.getvalue()
    return shortened_paths(written) if file_format == "svg" else written


@contextmanager
def quiet_fonts() -> Iterator[None]:
    """Keep matplotlib from telling that a font for rare letters has no bold."""
    logger = logging.getLogger("matplotlib.font_manager")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def shortened_paths(svg: bytes) -> bytes:
    """Return an SVG file with its paths, and what is around them, in half the room."""
    svg = re.sub(rb' d="([^"]*)"', lambda path: b' d="%b"' % shortened(path[1]), svg)
    svg = re.sub(rb'(?<=id="|f="#)DejaVuSans-', b"g-", svg)  # a glyph's name
    svg = re.sub(rb"(translate\([-\d]+\.\d\d)\d+", rb"\1", svg)
    return re.sub(rb"\n\s+", b"\n", svg)


def shortened(path: bytes) -> bytes:
    """Return a path of straight lines as steps of a tenth of a point.

    Another path keeps its form, to a tenth of a point.

    >>> shortened(b"M 1.234567 2.5 L 3.000001 4 L 3.04 4 L 3.5 3 z")
    b'M1.2 2.5l1.8 1.5 .5-1z'
    >>> shortened(b"M 1.234567 2.5 Q 3.000001 4 0.5 6")
    b'M1.2 2.5Q3 4 .5 6'
    """
    if re.search(rb"[^MLz\s\d.-]", path):
        decimals = rb"-?\d+\.\d+"
        rounded = re.sub(decimals, lambda n: b"%g" % round(float(n[0]), 1), path)
        return packed(rounded.decode())
    parts = []
    for line in re.findall(rb"M[^M]*", path):
        numbers = re.findall(rb"-?\d+(?:\.\d+)?", line)
        steps = [round(float(number) * 10) for number in numbers]
        spots = list(zip(steps[::2], steps[1::2], strict=True))
        moves = [
            (x1 - x0, y1 - y0)
            for (x0, y0), (x1, y1) in pairwise(spots)
            if (x1, y1) != (x0, y0)
        ]
        head = "{:g} {:g}".format(*(step / 10 for step in spots[0]))
        tail = " ".join(f"{dx / 10:g} {dy / 10:g}" for dx, dy in moves)
        closed = "z" if b"z" in line else ""
        parts.append(f"M{head}l{tail or '0 0'}{closed}")
    return packed("".join(parts))


def packed(path: str) -> bytes:
    """Return a path without the characters that it can do without."""
    path = re.sub(r"\s*([A-Za-z])\s*", r"\1", path.strip())
    return re.sub(r"(?<!\d)0\.", ".", path).replace(" -", "-").encode()


def sheet(layers: Layers, title: str) -> Figure:
    """Return the figure, drawn in points; what is background is only counted."""
    background = len(layers.incidents.rows)
    layers = layers.without_background()
    background -= len(layers.incidents.rows)
    figure = Figure(figsize=(WIDTH / POINTS_PER_INCH, HEIGHT / POINTS_PER_INCH))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(0, HEIGHT))
    axes.set_axis_off()
    title = plain(title) or NO_TITLE
    outlines = outlines_of(layers)
    view = View(extent(layers, outlines), MAP)
    areas = {place: view.area(rings) for place, rings in outlines.items()}
    marks = marks_of(layers, view, areas)
    draw_basemap(axes, view)
    draw_areas(axes, view, layers, outlines)
    draw_origins(axes, view, marks)
    for mark in marks:
        draw_mark(axes, mark)
    corner = draw_scale(axes, view)
    draw_names(axes, view, layers, marks, corner=corner)
    draw_border(axes, view)
    draw_headline(axes, layers, title, HEAD)
    draw_legend(axes, layers, marks, KEY, background=background)
    draw_source(axes, layers, view, FOOT)
    return figure
