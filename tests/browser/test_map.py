"""The map in a real browser, from a file, with the network blocked."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

import pytest
from sample_runs import ALMATY, SmallWorld, place, seed_run, synthetic_run
from viewer import Viewer

from geomap.layers import build_layers
from geomap.webmap import render_map

pytestmark = pytest.mark.browser

TOWNS = tuple(
    place(
        str(number),
        f"Town {number}",
        (45.0 + 5 * (number % 8), 38.0 + 4 * (number // 8)),
        country_code="KZ",
    )
    for number in range(32)
)


@cache
def seed_page() -> str:
    run = seed_run(published=date(2022, 1, 6))
    return render_map(build_layers(run, SmallWorld()), title=run.title)


def made_up_page(size: int) -> str:
    return render_map(build_layers(synthetic_run(size, towns=TOWNS), SmallWorld()))


def test_the_page_opens_without_a_request_or_an_error(viewer: Viewer) -> None:
    with viewer.open(seed_page()) as watched:
        assert [url for url in watched.requests if not url.startswith("file:")] == []
        assert len(watched.requests) == 1
        assert watched.errors == []
        assert watched.page.title() == "Kazakhstan, January 2022"


def test_there_are_as_many_symbols_as_the_data_says(viewer: Viewer) -> None:
    with viewer.open(seed_page()) as watched:
        assert watched.markers() == [1, 2, 2]
        assert watched.total() == 5


@pytest.mark.parametrize("size", [0, 1, 300])
def test_every_mapped_incident_is_in_a_symbol(viewer: Viewer, size: int) -> None:
    layers = build_layers(synthetic_run(size, towns=TOWNS), SmallWorld())
    mapped = len(layers.incidents.rows) - len(layers.unmapped.rows)
    with viewer.open(render_map(layers)) as watched:
        assert sum(watched.markers()) == mapped
        assert watched.total() == size
        assert watched.errors == []


def test_a_click_opens_the_right_quote(viewer: Viewer) -> None:
    with viewer.open(seed_page()) as watched:
        page = watched.page
        page.locator(".marker[title^='Almaty']").click()
        card = page.locator(".card").first
        assert card.locator("h3").inner_text() == "Violent demonstration"
        quote = card.locator("blockquote").first
        assert quote.inner_text().startswith("The UN Human Rights chief")
        assert quote.locator("mark[data-of=count]").inner_text() == "dozens"
        assert quote.locator("mark[data-of=place]").inner_text() == "Almaty"
        assert "~12 (12–99)" in card.inner_text()
        assert "000_8de1967b82e0345a.txt@2447" in card.inner_text()
        card.locator("summary").click()
        assert "Almaty, Kazakhstan (ADM1)" in card.inner_text()


def test_areas_are_never_solid(viewer: Viewer) -> None:
    with viewer.open(seed_page()) as watched:
        region = watched.page.locator(".marker[title*='Mangystau']")
        assert region.locator(".area").count() == 1
        assert region.locator(".town").count() == 0
        country = watched.page.locator(".marker[title*='Kazakhstan']")
        assert country.locator(".rim.dashed").count() == 1


def test_symbols_do_not_overlap(viewer: Viewer) -> None:
    with viewer.open(made_up_page(3000)) as watched:
        circles = [
            (
                box["x"] + box["width"] / 2,
                box["y"] + box["height"] / 2,
                box["width"] / 2,
            )
            for marker in watched.page.locator(".marker").all()
            if (box := marker.bounding_box())
        ]
        assert len(circles) > 10
        for at, (x, y, r) in enumerate(circles):
            for other_x, other_y, other_r in circles[:at]:
                assert ((x - other_x) ** 2 + (y - other_y) ** 2) ** 0.5 > r + other_r


def test_the_keyboard_reaches_a_card_and_comes_back(viewer: Viewer) -> None:
    with viewer.open(seed_page()) as watched:
        page = watched.page
        page.locator(".leaflet-container").focus()
        focused = ""
        for _ in range(12):
            page.keyboard.press("Tab")
            focused = page.evaluate("document.activeElement.className")
            if focused == "marker":
                break
        assert focused == "marker"
        name = page.evaluate("document.activeElement.title")
        page.keyboard.press("Enter")
        page.wait_for_selector(".drawer:not([hidden]) .card")
        page.keyboard.press("Escape")
        assert page.locator(".drawer").is_hidden()
        assert page.evaluate("document.activeElement.title") == name


def test_the_list_shows_what_the_map_shows(viewer: Viewer) -> None:
    with viewer.open(seed_page()) as watched:
        page = watched.page
        page.get_by_role("button", name="List").click()
        assert page.locator(".list tbody tr").count() == 5
        page.locator(".list tbody button").first.click()
        page.wait_for_selector(".card")
        assert page.locator(".card h3").inner_text() == "Violent demonstration"


def test_incidents_without_a_place_are_listed(viewer: Viewer) -> None:
    layers = build_layers(synthetic_run(300, towns=TOWNS), SmallWorld())
    with viewer.open(render_map(layers)) as watched:
        button = watched.page.get_by_role("button", name="without a place")
        assert button.inner_text().startswith(f"{len(layers.unmapped.rows)} ")
        button.click()
        watched.page.wait_for_selector(".card")
        assert watched.page.locator(".card").count() == len(layers.unmapped.rows)


def test_mentions_are_off_until_asked_for(viewer: Viewer) -> None:
    with viewer.open(seed_page()) as watched:
        page = watched.page
        assert page.locator(".leaflet-mentions-pane path").count() == 0
        page.get_by_label("All places named").check()
        page.wait_for_selector(".leaflet-mentions-pane path")
        assert page.locator(".leaflet-mentions-pane path").count() == 8


def test_what_is_saved_is_what_is_shown(viewer: Viewer) -> None:
    with viewer.open(seed_page()) as watched:
        page = watched.page
        page.get_by_role("button", name="Only Protests").click(force=True)
        with page.expect_download() as download:
            page.get_by_role("button", name="as GeoJSON").click()
        saved = json.loads(download.value.path().read_text(encoding="utf-8"))
        layers = build_layers(seed_run(published=date(2022, 1, 6)), SmallWorld())
        names = [column.name for column in layers.incidents.columns]
        ids = [feature["id"] for feature in saved["features"]]
        assert ids == ["incident-2a", "incident-2b"]
        assert list(saved["features"][0]["properties"]) == names
        assert saved["features"][0]["geometry"]["coordinates"] == list(ALMATY.position)


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_its_window(viewer: Viewer, size: str, scheme: str) -> None:
    with viewer.open(seed_page(), size=size, color_scheme=scheme) as watched:
        page = watched.page
        assert page.evaluate(
            "document.documentElement.scrollWidth <= window.innerWidth"
            " && document.documentElement.scrollHeight <= window.innerHeight"
        )
        box = page.locator(".leaflet-container").bounding_box()
        assert box
        assert box["height"] > 300
        page.locator(".marker").first.click()
        page.wait_for_selector(".card")
        assert watched.errors == []


def test_a_map_in_russian(viewer: Viewer) -> None:
    layers = build_layers(seed_run(), SmallWorld())
    with viewer.open(render_map(layers, language="ru")) as watched:
        assert watched.page.locator(".total").inner_text() == "Показано 5 из 5"
        assert watched.page.get_by_text("Протесты").count() == 1
        assert watched.errors == []
