"""The basemap: lines and names of the world, for maps that need no tiles.

The package ships it ready made; `build` compiles it anew. Coordinates are whole
steps of a hundredth of a degree, each the difference to the one before,
longitude and latitude in turn: small once compressed.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from ..records import Position

DATA = Path(__file__).parent / "data"
WORLD = DATA / "world.json.gz"
REGIONS = DATA / "regions.json.gz"
SCALE = 0.01
"""Degrees of one step: 1.1 km of latitude."""
CELL_DEGREES = 6
CELLS_AROUND = 360 // CELL_DEGREES
MOST_TOWNS = 2_500
WORLD_TOWN_ZOOM = 4
"""Towns that appear up to this zoom are labelled everywhere."""


@cache
def world() -> dict[str, Any]:
    """Return land, lakes, rivers and borders as lines, and the countries' names."""
    content: dict[str, Any] = json.loads(gzip.decompress(WORLD.read_bytes()))
    return content


@cache
def regions() -> dict[str, Any]:
    """Return division lines and names by country, and towns, largest first."""
    content: dict[str, Any] = json.loads(gzip.decompress(REGIONS.read_bytes()))
    return content


def regions_near(positions: Collection[Position]) -> dict[str, Any]:
    """Return the lines and labels of a page whose data lie at `positions`.

    They are those of every country that comes near the data, so that no detail
    stops inside a country; towns that matter to the world are named
    everywhere.
    """
    content = regions()
    labels = content["division_labels"]
    near = Nearness(positions)
    countries = [
        code for code in labels if any(near(*label[1:3]) for label in labels[code])
    ]
    towns = [
        town
        for town in content["towns"]
        if town[3] <= WORLD_TOWN_ZOOM or near(*town[1:3])
    ]
    return {
        "divisions": [
            line for code in countries for line in content["divisions"].get(code, [])
        ],
        "division_labels": [label for code in countries for label in labels[code]],
        "towns": towns[:MOST_TOWNS],
    }


class Nearness:
    """Whether a position lies within some degrees of the data."""

    def __init__(self, positions: Collection[Position]) -> None:
        """Note the cells of the positions, and those around them."""
        around = (-1, 0, 1)
        self._cells = {
            ((x + dx) % CELLS_AROUND, y + dy)
            for x, y in {self._cell(lon, lat) for lon, lat in positions}
            for dx in around
            for dy in around
        }

    @staticmethod
    def _cell(lon: float, lat: float) -> tuple[int, int]:
        return int(lon // CELL_DEGREES) % CELLS_AROUND, int(lat // CELL_DEGREES)

    def __call__(self, lon: float, lat: float) -> bool:
        """Tell whether the position is near."""
        return self._cell(lon, lat) in self._cells
