"""The report in a browser: it loads nothing, runs nothing, and all can read it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from sample_runs import SmallWorld, place, seed_run, synthetic_run
from test_access import needs_axe, violations

from geomap.exports import to_report
from geomap.layers import Layers, build_layers

pytestmark = pytest.mark.browser

EVIL = "<img src=x onerror=alert(1)></td></table><script>alert(2)</script>{{ 7 * 7 }}"
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 842 595"/>'
WIDTHS = {"desktop": 1200, "phone": 390}


def layers_of(kind: str) -> Layers:
    if kind == "seed":
        return build_layers(seed_run(published=date(2022, 1, 6)), SmallWorld())
    town = place("1", EVIL, (20.0, 10.0), country_code="XX")
    return build_layers(synthetic_run(40, towns=[town]), SmallWorld((town,)))


def opened(browser: Browser, folder: Path, kind: str, width: int) -> Page:
    path = folder / "report.html"
    page_text = to_report(layers_of(kind), PICTURE, EVIL)
    path.write_text(page_text, encoding="utf-8")
    page = browser.new_context(
        viewport={"width": width, "height": 900}, offline=True, bypass_csp=True
    ).new_page()
    told: list[str] = []
    asked: list[str] = []
    page.on("dialog", lambda dialog: told.append(dialog.message))
    page.on("console", lambda message: told.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert told == []
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
    return page


@needs_axe
@pytest.mark.parametrize("kind", ["seed", "hostile"])
@pytest.mark.parametrize("size", WIDTHS)
def test_a_report_is_readable_and_inert(
    browser: Browser, tmp_path: Path, kind: str, size: str
) -> None:
    page = opened(browser, tmp_path, kind, WIDTHS[size])
    assert violations(page) == []
    assert page.locator("h1").inner_text() == EVIL
    assert page.locator("img").count() == 1
    assert page.locator("script").count() == 0
    overflow = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(overflow) <= 0
    page.context.close()


def test_a_report_prints_on_a4(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, tmp_path, "seed", WIDTHS["desktop"])
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") <= 2
    assert b"[0 0 595" in pdf or b"[0 0 594" in pdf  # points of A4's width
    page.context.close()
