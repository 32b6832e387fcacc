"""Axe finds nothing to object to, in any state of the page."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from sample_runs import SmallWorld, place, seed_run, synthetic_run
from viewer import Viewer

from geomap.layers import build_layers
from geomap.webmap import render_map

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
needs_axe = pytest.mark.skipif(
    not AXE.exists(), reason="axe-core is missing: npm install in tests/browser"
)
OPEN_ALL = "for (const e of document.querySelectorAll('details')) e.open = true"
TOWNS = (place("1", "Omsk", (73.4, 55.0)), place("2", "Ufa", (56.0, 54.7)))


@cache
def html(kind: str) -> str:
    run = {
        "seed": lambda: seed_run(published=date(2022, 1, 6)),
        "many": lambda: synthetic_run(80, towns=TOWNS),
    }[kind]()
    return render_map(build_layers(run, SmallWorld()), title="Unrest")


def options(size: str, scheme: str) -> dict[str, Any]:
    """Return how to open a page; axe runs by eval, which its policy forbids."""
    return {"size": size, "color_scheme": scheme, "bypass_csp": True}


def violations(page: Page) -> list[str]:
    """Return what axe objects to in a page as it is, with all details open."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate(OPEN_ALL)
    page.wait_for_timeout(100)
    found = page.evaluate("axe.run()")["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:100]}" for v in found]


@needs_axe
@pytest.mark.parametrize("kind", ["seed", "many"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(viewer: Viewer, kind: str, size: str, scheme: str) -> None:
    with viewer.open(html(kind), **options(size, scheme)) as watched:
        page = watched.page
        assert violations(page) == []
        page.locator(".marker").first.click()
        page.wait_for_selector(".card")
        assert violations(page) == []
        page.get_by_role("button", name="Close").click()
        page.get_by_role("button", name="List").click()
        assert violations(page) == []
        page.get_by_role("button", name="Provinces and regions").click()
        assert violations(page) == []


@needs_axe
@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("shade", ["", "incidents"])
def test_axe_finds_nothing_in_a_frame(
    viewer: Viewer, size: str, scheme: str, shade: str
) -> None:
    fragment = f"#embed=1&shade={shade}"
    shown = options(size, scheme) | {"fragment": fragment}
    with viewer.open(html("many"), **shown) as watched:
        page = watched.page
        assert violations(page) == []
        page.get_by_role("button", name="Filters and legend").click()
        assert page.locator(".side .legend").first.is_visible()
        assert violations(page) == []
