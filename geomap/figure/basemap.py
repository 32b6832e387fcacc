"""Lines and names of the world, as the web map ships them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

DATA = files(__package__.partition(".")[0]) / "webmap" / "basemap" / "data"
SCALE = 0.01
"""Degrees of one step in the files."""

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
        by_country = content("regions")["divisions"]
        return decoded(line for code in by_country for line in by_country[code])
    if kind == "rivers":
        return decoded(line for _, line in content("world")["rivers"])
    return decoded(content("world")[kind])


def countries() -> list[Name]:
    """Return the countries' names, the largest first."""
    return [Name(*label[:4]) for label in content("world")["country_labels"]]


def towns() -> list[Name]:
    """Return the towns' names, the largest first."""
    rows = content("regions")["towns"]
    return [Name(*row[:4]) for row in rows]


@cache
def content(name: str) -> dict[str, Any]:
    """Return one of the two files of the basemap."""
    raw = (DATA / f"{name}.json.gz").read_bytes()
    found: dict[str, Any] = json.loads(gzip.decompress(raw))
    return found


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
