"""The sheet: everything drawn in order, and written as a file."""

from __future__ import annotations

import io
import re
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
from .view import Frame, View

WIDTH, HEIGHT = 842.0, 595.0
"""A4 across, in points."""
POINTS_PER_INCH = 72
DOTS_PER_INCH = 200
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
    with mpl.rc_context():
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


def shortened_paths(svg: bytes) -> bytes:
    """Return an SVG file with its paths to a hundredth of a point, half the size.

    >>> shortened_paths(b'<path d="M 1.234567 2.5 L 3.000001 4"/>')
    b'<path d="M 1.23 2.5 L 3.00 4"/>'
    """
    return re.sub(
        rb' d="[^"]*"', lambda path: re.sub(rb"(\.\d\d)\d+", rb"\1", path[0]), svg
    )


def sheet(layers: Layers, title: str) -> Figure:
    """Return the figure, drawn in points."""
    figure = Figure(figsize=(WIDTH / POINTS_PER_INCH, HEIGHT / POINTS_PER_INCH))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(0, HEIGHT))
    axes.set_axis_off()
    outlines = outlines_of(layers)
    view = View(extent(layers, outlines), MAP)
    areas = {place: view.area(rings) for place, rings in outlines.items()}
    marks = marks_of(layers, view, areas)
    draw_basemap(axes, view)
    draw_areas(axes, view, layers, outlines)
    for mark in marks:
        draw_mark(axes, mark)
    corner = draw_scale(axes, view)
    draw_names(axes, view, layers, marks, corner=corner)
    draw_border(axes, view)
    draw_headline(axes, layers, title, HEAD)
    draw_legend(axes, layers, marks, KEY)
    draw_source(axes, layers, view, FOOT)
    return figure
