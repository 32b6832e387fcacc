"""Lines and names of the basemap, as numbers to project."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..basemap import SCALE, regions, world

Positions = NDArray[np.float64]
"""Rows of longitude, latitude in degrees."""


class Name(NamedTuple):
    """A name of the basemap; the lower its rank, the sooner it is shown."""

    text: str
    lon: float
    lat: float
    rank: int


def lines(kind: str) -> list[Positions]:
    """Return lines of a kind: land, lakes, rivers, borders or divisions.

    Land and lakes are closed rings; a ring inside another is a hole.
    """
    if kind == "divisions":
        by_country = regions()["divisions"]
        return decoded(line for code in by_country for line in by_country[code])
    if kind == "rivers":
        return decoded(line for _, line in world()["rivers"])
    return decoded(world()[kind])


def countries() -> list[Name]:
    """Return the countries' names, the largest first."""
    return [Name(*label[:4]) for label in world()["country_labels"]]


def towns() -> list[Name]:
    """Return the towns' names, the largest first."""
    rows = regions()["towns"]
    return [Name(*row[:4]) for row in rows]


def decoded(lines_of_steps: Iterable[Sequence[int]]) -> list[Positions]:
    """Return lines whose coordinates are steps from one position to the next.

    >>> decoded([[100, 200, 50, 0]])[0].tolist()
    [[1.0, 2.0], [1.5, 2.0]]
    """
    return [
        np.cumsum(np.array(steps).reshape(-1, 2), axis=0) * SCALE
        for steps in lines_of_steps
        if len(steps) > 2  # noqa: PLR2004 more than one position
    ]
