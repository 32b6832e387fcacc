"""Names beside their marks, placed so that none covers another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from matplotlib.font_manager import FontProperties
from numpy.typing import NDArray

from .drawing import width_of
from .view import Frame

LEADING = 1.2
"""From one baseline to the next, as a share of the font's size."""
ASCENT = 0.76
DESCENT = 0.22
"""Of DejaVu Sans, above and below the baseline, as shares of its size."""
SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))
"""Where a name may stand around its mark, the best first (Imhof 1975)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Lines of text for a spot; `gap` is how far they keep from it, in points.

    `gap` None is a name across an area, which stands on its spot.
    """

    lines: tuple[tuple[str, FontProperties], ...]
    x: float
    y: float
    gap: float | None = None
    colour: str

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of its text, in points."""
        width = max(width_of(*line) for line in self.lines)
        height = sum(face.get_size_in_points() for _, face in self.lines) * LEADING
        return width, height


@dataclass
class Room:
    """The free room of a frame, in which labels are placed one by one."""

    frame: Frame
    taken: list[Frame] = field(default_factory=list)

    def place(self, label: Label) -> Frame | None:
        """Return the box where a label finds room, which is then taken, or None."""
        for box in self.boxes(label):
            if self.is_free(box):
                self.taken.append(box)
                return box
        return None

    def boxes(self, label: Label) -> Iterable[Frame]:
        """Yield where a label may stand, the best first."""
        width, height = label.size
        if label.gap is None:
            for shift in (0, 0.7, -0.7):
                yield around(label.x, label.y + shift * height, width, height)
            return
        for right, up in SIDES:
            slant = 0.75 if right and up else 1.0
            x = label.x + right * (label.gap * slant + width / 2)
            y = label.y + up * (label.gap * slant + height / 2)
            yield around(x, y, width, height)

    def is_free(self, box: Frame) -> bool:
        """Tell whether a box lies in the frame and on nothing taken."""
        left, bottom, right, top = self.frame
        if box.left < left or box.right > right or box.bottom < bottom or box.top > top:
            return False
        taken: NDArray[np.float64] = np.array(self.taken).reshape(-1, 4)
        apart = (taken[:, 0] > box.right) | (taken[:, 2] < box.left)
        apart |= (taken[:, 1] > box.top) | (taken[:, 3] < box.bottom)
        return bool(apart.all())


def around(x: float, y: float, width: float, height: float) -> Frame:
    """Return the box of a size around a middle."""
    return Frame(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def baselines(label: Label, box: Frame) -> Sequence[float]:
    """Return the height of each line's baseline in a label's box."""
    heights, y = [], box.top
    for _, face in label.lines:
        size = face.get_size_in_points()
        y -= size * LEADING
        heights.append(y + size * (DESCENT + (LEADING - ASCENT - DESCENT) / 2))
    return heights
