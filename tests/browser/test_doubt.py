"""Background, uncertain incidents, confidence and aftermath on the page."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from sample_runs import SmallWorld, annotated_run, seed_run
from test_access import needs_axe, options, violations
from viewer import Viewer

from geomap.layers import build_layers
from geomap.webmap import render_map

pytestmark = pytest.mark.browser


@cache
def page(language: str = "en") -> str:
    run = annotated_run(published=date(2022, 1, 6))
    return render_map(build_layers(run, SmallWorld()), language=language)


def test_sums_leave_background_out(viewer: Viewer) -> None:
    with viewer.open(page()) as watched:
        total = watched.page.locator(".total")
        assert total.inner_text() == "3 of 3 incidents · 1 background"
        protests = watched.page.locator(".legend li", has_text="Protests").first
        assert protests.locator(".count").inner_text() == "1"
        watched.page.get_by_role("button", name="List").click()
        watched.page.get_by_role("button", name="Provinces and regions").click()
        lines = watched.page.locator(".list tbody tr").all_inner_texts()
        assert not any("Mangystau" in line for line in lines)


def test_background_is_hollow_and_can_be_hidden(viewer: Viewer) -> None:
    with viewer.open(page()) as watched:
        shown = watched.page
        marker = shown.locator(".marker[title*='Mangystau']")
        assert marker.get_attribute("title") == (
            "somewhere in Mangystau Region: Protests, 1 background"
        )
        assert marker.locator(".symbol.background .quiet.dashed").count() == 1
        box = shown.get_by_role("checkbox", name="Background")
        box.focus()
        shown.keyboard.press("Space")
        assert marker.count() == 0
        assert shown.locator(".total").inner_text() == "3 of 3 incidents"
        fragment = shown.evaluate("location.hash")
    with viewer.open(page(), fragment=fragment) as watched:
        assert not watched.page.get_by_role("checkbox", name="Background").is_checked()
        assert watched.page.locator(".marker[title*='Mangystau']").count() == 0
        watched.page.get_by_role("button", name="Reset").click()
        assert watched.page.locator(".marker[title*='Mangystau']").count() == 1


def test_a_card_says_how_sure_what_followed_and_what_is_background(
    viewer: Viewer,
) -> None:
    with viewer.open(page()) as watched:
        watched.page.locator(".marker[title*='Mangystau']").click()
        card = watched.page.locator(".card")
        assert "told for context, in no sum" in card.inner_text()
        assert card.locator(".aftermath").count() == 0
        watched.page.locator(".marker[title^='Almaty']").click()
        riot = watched.page.locator(".card", has_text="Violent demonstration")
        assert "83 %" in riot.inner_text()
        assert "background" not in riot.inner_text().lower()
        followed = riot.locator(".aftermath li")
        assert followed.first.inner_text().startswith(
            "arrest, Almaty, 2022-01-05 to 2022-01-06"
        )
        assert followed.last.locator("small").inner_text().startswith("“Thousands")


def test_uncertain_incidents_are_listed_with_their_sentence(viewer: Viewer) -> None:
    with viewer.open(page()) as watched:
        shown = watched.page
        button = shown.get_by_role("button", name="1 uncertain, not mapped")
        button.focus()
        shown.keyboard.press("Enter")
        shown.wait_for_selector(".card")
        assert shown.locator(".drawer h2").inner_text() == "Uncertain, not mapped"
        card = shown.locator(".card")
        assert "31 %" in card.inner_text()
        quote = card.locator("blockquote").inner_text()
        assert quote.startswith("Russian paratroopers have been deployed")
        shown.keyboard.press("Escape")
        assert "uncertain" in shown.evaluate("document.activeElement.textContent")
        assert watched.errors == []


def test_nothing_is_said_where_all_is_sure_and_reported(viewer: Viewer) -> None:
    html = render_map(build_layers(seed_run(), SmallWorld()))
    with viewer.open(html) as watched:
        shown = watched.page
        assert shown.locator(".total").inner_text() == "5 of 5 incidents"
        assert shown.get_by_text("uncertain", exact=False).count() == 1
        assert shown.get_by_text("uncertain", exact=False).is_hidden()
        assert shown.get_by_role("checkbox", name="Background").count() == 0


@needs_axe
@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(viewer: Viewer, size: str, scheme: str) -> None:
    with viewer.open(page(), **options(size, scheme)) as watched:
        shown = watched.page
        assert violations(shown) == []
        for opener in (".marker[title*='Mangystau']", ".marker[title^='Almaty']"):
            shown.locator(opener).click()
            shown.wait_for_selector(".card")
            assert violations(shown) == []
            shown.keyboard.press("Escape")
        shown.get_by_role("button", name="uncertain, not mapped").click()
        shown.wait_for_selector(".card")
        assert violations(shown) == []


def test_background_does_not_widen_the_timeline(viewer: Viewer) -> None:
    with viewer.open(page()) as watched:
        assert watched.page.locator(".bars rect").count() == 0
        assert watched.page.get_by_text("2 undated").is_visible()
        assert watched.page.locator(".timeline").inner_text().startswith("2022-01-06")
