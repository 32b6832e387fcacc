"""The seed map looks as it did: pixels of the map, without any text.

Text is hidden, since its shapes depend on the fonts of the machine. Pictures
are compared in blocks of pixels, which evens out how edges are smoothed.
`GEOMAP_RENEW_SNAPSHOTS=1` takes the pictures anew; look at them before you
commit them.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
import pytest
from matplotlib.image import imread
from numpy.typing import NDArray
from test_map import seed_page
from viewer import Viewer

pytestmark = pytest.mark.browser

SNAPSHOTS = Path(__file__).parent / "snapshots"
VIEW = "#map=4/48/62"
WITHOUT_TEXT = """
    .leaflet-labels-pane, .leaflet-control-container, .symbol text, .shades {
        visibility: hidden;
    }
"""
BLOCK = 8
"""Pixels across a block."""
NOTICED = 0.03
"""Difference of a block's mean colour, of 1, that counts."""
MOST = 0.002
"""Share of blocks that may differ."""


def picture(png: bytes) -> NDArray[np.float64]:
    """Return the mean red, green and blue of each block."""
    pixels = imread(io.BytesIO(png))[..., :3]
    rows, columns = (side // BLOCK for side in pixels.shape[:2])
    whole = pixels[: rows * BLOCK, : columns * BLOCK]
    blocks = whole.reshape(rows, BLOCK, columns, BLOCK, 3)
    return np.asarray(blocks.mean(axis=(1, 3)))


def taken(viewer: Viewer, html: str, *, shade: str = "") -> bytes:
    with viewer.open(html, fragment=f"{VIEW}&shade={shade}") as watched:
        watched.page.set_viewport_size({"width": 900, "height": 480})
        watched.page.wait_for_timeout(200)
        stage = watched.page.locator(".stage")
        return stage.screenshot(style=WITHOUT_TEXT, animations="disabled")


def difference(png: bytes, name: str) -> float:
    """Return the share of blocks that differ from a stored picture."""
    new = picture(png)
    old = picture((SNAPSHOTS / f"{name}.png").read_bytes())
    assert new.shape == old.shape
    return float((np.abs(new - old).max(axis=2) > NOTICED).mean())


@pytest.mark.parametrize("name", ["seed", "seed-shaded"])
def test_the_map_looks_as_it_did(viewer: Viewer, name: str) -> None:
    shade = "incidents" if name.endswith("shaded") else ""
    png = taken(viewer, seed_page(), shade=shade)
    if "GEOMAP_RENEW_SNAPSHOTS" in os.environ:
        SNAPSHOTS.mkdir(exist_ok=True)
        (SNAPSHOTS / f"{name}.png").write_bytes(png)
    assert difference(png, name) <= MOST


@pytest.mark.parametrize(
    ("colour", "other"),
    [
        ("--land: #f3f1ea", "--land: #f3e6c8"),
        ("--border: #9a948a", "--border: #c33b2e"),
        (".marker .symbol {", ".marker .symbol { rotate: 90deg;"),
    ],
)
def test_a_change_is_noticed(viewer: Viewer, colour: str, other: str) -> None:
    changed = seed_page().replace(colour, other)
    assert changed != seed_page()
    assert difference(taken(viewer, changed), "seed") > MOST
