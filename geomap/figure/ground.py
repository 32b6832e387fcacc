"""What lies under the marks: land and water, borders, hatched areas."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle

from ..layers import Layers
from ..records import WherePrec
from . import basemap
from .basemap import Positions
from .drawing import (
    BORDER,
    COAST,
    DASHES,
    DIVISION,
    LAND,
    RIVER,
    SEA,
    style_of,
)
from .view import View, world_outline

DIVISIONS_FROM = 0.0001
"""Points per metre from which on divisions are drawn: 6,000 km across."""
MIXED = "#777777"
"""Of an area with incidents of several types."""
LINES = (("rivers", RIVER, 0.5), ("borders", BORDER, 0.8), ("land", COAST, 0.5))


def draw_basemap(axes: Axes, view: View) -> None:
    """Draw sea, land, lakes, rivers and borders."""
    if view.centre is None:
        sea = view.area([world_outline()[::-1]])
        axes.add_patch(PathPatch(sea, fc=SEA, ec="none", zorder=0))
    else:
        axes.add_patch(border(view, fc=SEA, ec="none", zorder=0))
    is_world = view.centre is None
    coast = COAST if is_world else LAND  # its seam is the edge of the world's map
    for kind, colour, edge in (("land", LAND, coast), ("lakes", SEA, SEA)):
        area = view.area(basemap.lines(kind))
        axes.add_patch(PathPatch(area, fc=colour, ec=edge, lw=0.3, zorder=1))
    divisions = [("divisions", DIVISION, 0.5)]
    shown = divisions if view.points_per_metre > DIVISIONS_FROM else []
    for kind, colour, width in (*shown, *(LINES[:-1] if is_world else LINES)):
        path = view.lines(basemap.lines(kind))
        axes.add_patch(PathPatch(path, fc="none", ec=colour, lw=width, zorder=1))


def draw_areas(
    axes: Axes, view: View, layers: Layers, outlines: dict[str, list[Positions]]
) -> None:
    """Outline each area in which something happened, in its type's colour.

    Divisions and regions are hatched too; a country would drown all else.
    """
    names = ("place_id", "event_type", "where_prec")
    for place_id, kind, prec in zip(*map(layers.areas.column, names), strict=True):
        rings = outlines[str(place_id)]
        colour = style_of(str(kind)).colour if kind else MIXED
        if isinstance(prec, int) and prec < WherePrec.COUNTRY:
            inside = {"ec": colour, "hatch": "////", "hatch_linewidth": 0.5}
            area = PathPatch(view.area(rings), fc="none", lw=0, zorder=2, **inside)
            area.set_alpha(0.6)
            axes.add_patch(area)
        edge = PathPatch(view.lines(rings), fc="none", ec=colour, zorder=3)
        edge.set(linewidth=1.5, linestyle=DASHES)
        axes.add_patch(edge)


def draw_border(axes: Axes, view: View) -> None:
    """Draw the frame's edge."""
    axes.add_patch(border(view, fc="none", ec=BORDER, lw=0.8, zorder=8))


def border(view: View, **style: Any) -> Rectangle:  # noqa: ANN401
    """Return the frame as a rectangle."""
    return Rectangle(view.frame[:2], *view.frame.size, **style)
