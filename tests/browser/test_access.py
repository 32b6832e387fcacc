"""Axe finds nothing to object to, in any state of the page."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from conftest import Viewer
from sample_runs import SmallWorld, place, seed_run, synthetic_run

from geomap.layers import build_layers
from geomap.webmap import render_map

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
OPEN_ALL = "for (const e of document.querySelectorAll('details')) e.open = true"
TOWNS = (place("1", "Omsk", (73.4, 55.0)), place("2", "Ufa", (56.0, 54.7)))


@cache
def html(kind: str) -> str:
    run = {
        "seed": lambda: seed_run(published=date(2022, 1, 6)),
        "many": lambda: synthetic_run(80, towns=TOWNS),
    }[kind]()
    return render_map(build_layers(run, SmallWorld()), title="Unrest")


@pytest.mark.skipif(
    not AXE.exists(), reason="axe-core is missing: npm install in tests/browser"
)
@pytest.mark.parametrize("kind", ["seed", "many"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(viewer: Viewer, kind: str, size: str, scheme: str) -> None:
    # axe runs by eval, which the page's own policy forbids.
    options = {"size": size, "color_scheme": scheme, "bypass_csp": True}
    with viewer.open(html(kind), **options) as watched:
        page = watched.page
        page.evaluate(AXE.read_text(encoding="utf-8"))

        def violations() -> list[str]:
            page.evaluate(OPEN_ALL)
            page.wait_for_timeout(100)
            found = page.evaluate("axe.run()")["violations"]
            return [f"{v['id']}: {v['nodes'][0]['html'][:100]}" for v in found]

        assert violations() == []
        page.locator(".marker").first.click()
        page.wait_for_selector(".card")
        assert violations() == []
        page.get_by_role("button", name="Close").click()
        page.get_by_role("button", name="List").click()
        assert violations() == []
