"""Where deployments came from: an arrow from there to their mark."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch

from .drawing import INK, PAPER
from .ground import border
from .marks import Mark
from .view import View

DOT_PT = 2.4


def draw_origins(axes: Axes, view: View, marks: Sequence[Mark]) -> None:
    """Draw an arrow from each origin to its mark, as far as the map shows it.

    On a map of the world none runs around the Earth's other side.
    """
    frame = border(view)
    frame.set_transform(axes.transData)
    for mark in marks:
        for origin in sorted(mark.origins):
            ((x, y),) = view.project(np.array([origin]))
            across = abs(x - mark.x)
            is_seam_between = view.centre is None and across > view.frame.size[0] / 2
            if is_seam_between or np.hypot(across, y - mark.y) <= mark.radius:
                continue
            line = arrow((x, y), (mark.x, mark.y), gaps=(DOT_PT, mark.radius))
            dot = Circle((x, y), DOT_PT, fc=PAPER, ec=INK, lw=0.9)
            for patch in (line, dot):
                axes.add_patch(patch)
                patch.set(zorder=4, clip_path=frame)


def arrow(
    start: tuple[float, float], end: tuple[float, float], *, gaps: tuple[float, float]
) -> FancyArrowPatch:
    """Return a dashed arrow that keeps gaps, in points, from both ends."""
    before, after = gaps
    return FancyArrowPatch(
        start,
        end,
        arrowstyle="-|>",
        mutation_scale=8,
        shrinkA=before,
        shrinkB=after,
        color=INK,
        lw=0.9,
        ls=(0, (4, 1.6)),
    )
