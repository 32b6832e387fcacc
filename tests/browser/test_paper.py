"""The map on paper: one A4 sheet with legend and source line."""

from __future__ import annotations

import re

import pytest
from test_map import seed_page
from viewer import Viewer

pytestmark = pytest.mark.browser

A4_POINTS = (842, 595)
PIXEL = """([lat, lon]) => {
    const { x, y } = map_incidents.latLngToContainerPoint([lat, lon]);
    const canvas = document.querySelector(".leaflet-tile-pane canvas");
    const box = canvas.getBoundingClientRect();
    const map = map_incidents.getContainer().getBoundingClientRect();
    const pixel = canvas.getContext("2d").getImageData(
        x + map.left - box.left, y + map.top - box.top, 1, 1);
    return [...pixel.data];
}"""
SIBERIA = [62, 80]
BLACK_SEA = [43.2, 34.5]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_prints_on_one_sheet(viewer: Viewer, scheme: str) -> None:
    with viewer.open(seed_page(), color_scheme=scheme) as watched:
        before = watched.page.evaluate("location.hash"), watched.markers()
        pdf = watched.page.pdf(prefer_css_page_size=True)
        boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
        assert [tuple(round(float(side)) for side in box) for box in boxes] == [
            A4_POINTS
        ]
        assert (watched.page.evaluate("location.hash"), watched.markers()) == before
        assert watched.errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_has_map_legend_and_source(viewer: Viewer, scheme: str) -> None:
    with viewer.open(seed_page(), color_scheme=scheme) as watched:
        page = watched.page
        assert page.evaluate("document.documentElement.dataset.theme") == scheme
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.evaluate("document.documentElement.dataset.theme") == "light"
        assert page.locator(".legend").first.is_visible()
        assert page.get_by_text("Boundaries: Natural Earth").is_visible()
        assert page.locator("header nav").is_hidden()
        land, sea = (page.evaluate(PIXEL, at) for at in (SIBERIA, BLACK_SEA))
        assert land == [0xF3, 0xF1, 0xEA, 255]
        assert sea == [0xCF, 0xDF, 0xE9, 255]
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.evaluate("document.documentElement.dataset.theme") == scheme
        assert page.locator("header nav").is_visible()
