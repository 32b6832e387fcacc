"""Divisions shaded by their incidents, and the table that says the same."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from sample_runs import KAZAKHSTAN, MANGYSTAU, SmallWorld, place, square, synthetic_run
from viewer import Viewer, Watched

from geomap.layers import Layers, Value, build_layers
from geomap.webmap import render_map

pytestmark = pytest.mark.browser

Key = tuple[Value, Value]

TOWNS = tuple(
    place(
        str(at),
        f"Town {at}",
        (51.0 + at, 43.0),
        country_code="KZ",
        admin1_code=admin1,
    )
    for at, admin1 in enumerate(("09", "09", "02"))
)
AREAS = {
    MANGYSTAU.id: square(50, 41.5, 56.5, 46),
    "1537162": square(60, 41.5, 66.5, 46),
    KAZAKHSTAN.id: square(47, 41, 87, 55),
}
UNKNOWN = "Province unknown"
NOWHERE = "Place unknown"


@cache
def layers() -> Layers:
    return build_layers(synthetic_run(200, towns=TOWNS), SmallWorld(areas=AREAS))


@cache
def html(language: str = "en") -> str:
    return render_map(layers(), language=language)


def tallied(*, fatal: bool = False) -> dict[str, tuple[int, int]]:
    """Return incidents and people killed by division, as the table should."""
    names = ("country", "admin1", "where_prec", "fatalities")
    incidents, killed = Counter[str](), Counter[str]()
    columns = map(layers().incidents.column, names)
    for country, admin1, prec, deaths in zip(*columns, strict=True):
        if fatal and not deaths:
            continue
        is_known = isinstance(prec, int) and prec <= 4
        name = str(admin1) if is_known else UNKNOWN if country else NOWHERE
        incidents[name] += 1
        killed[name] += deaths if isinstance(deaths, int) else 0
    return {name: (incidents[name], killed[name]) for name in incidents}


def table(watched: Watched) -> list[tuple[str, int, int]]:
    rows = watched.page.locator(".list tbody tr").all()
    cells = [row.locator("td").all_inner_texts() for row in rows]
    return [(name, int(n), int(killed)) for name, _, n, killed in cells]


def open_table(watched: Watched) -> None:
    watched.page.get_by_role("button", name="List").click()
    watched.page.get_by_role("button", name="Provinces and regions").click()


def test_the_table_counts_each_incident_once(viewer: Viewer) -> None:
    with viewer.open(html()) as watched:
        open_table(watched)
        shown = {name: (n, killed) for name, n, killed in table(watched)}
        assert shown == tallied()
        assert {"Mangystau Region", "Almaty", UNKNOWN, NOWHERE} == shown.keys()
        watched.take({"fatal": "1"})
        shown = {name: (n, killed) for name, n, killed in table(watched)}
        assert shown == tallied(fatal=True)


def test_the_table_is_sorted_by_keyboard(viewer: Viewer) -> None:
    with viewer.open(html()) as watched:
        page = watched.page
        open_table(watched)
        incidents = [n for _, n, _ in table(watched)]
        assert incidents == sorted(incidents, reverse=True)
        head = page.get_by_role("columnheader", name="Killed")
        head.get_by_role("button").focus()
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "descending"
        killed = [killed for *_, killed in table(watched)]
        assert killed == sorted(killed, reverse=True)
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "ascending"
        assert [killed for *_, killed in table(watched)] == sorted(killed)
        first = table(watched)[0]
        page.locator(".list tbody button").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(".card")
        assert page.locator(".drawer-top .count").inner_text() == str(first[1])


@pytest.mark.parametrize("measure", ["incidents", "fatalities"])
def test_colours_are_those_of_the_legend(viewer: Viewer, measure: str) -> None:
    at = ("incidents", "fatalities").index(measure)
    values = {name: counts[at] for name, counts in tallied().items()}
    with viewer.open(html(), fragment=f"#map=4/46/60&shade={measure}") as watched:
        page = watched.page
        assert watched.markers() == []
        classes = page.locator(".shades li").all()
        lows = [int(li.inner_text().split("–")[0].strip("≥")) for li in classes]
        assert lows[0] == 1
        rest = values[UNKNOWN] + values[NOWHERE]
        said = page.locator(".shades p").all_inner_texts()
        assert said == ([f"{rest} not shaded: province unknown"] if rest else [])
        for name, position in (("Mangystau Region", "45, 55"), ("Almaty", "45, 62")):
            below = max(at for at, low in enumerate(lows) if low <= values[name])
            swatch = classes[below].locator("i")
            colour = swatch.evaluate("e => getComputedStyle(e).backgroundColor")
            found = page.evaluate(
                f"""() => {{
                const {{ x, y }} = map_incidents.latLngToContainerPoint([{position}]);
                const canvas = document.querySelector(".leaflet-divisions-pane canvas");
                const box = canvas.getBoundingClientRect();
                const map = map_incidents.getContainer().getBoundingClientRect();
                const [r, g, b] = canvas.getContext("2d").getImageData(
                    x + map.left - box.left, y + map.top - box.top, 1, 1).data;
                return `rgb(${{r}}, ${{g}}, ${{b}})`;
                }}"""
            )
            assert found == colour, name


def test_a_shaded_division_opens_its_cards(viewer: Viewer) -> None:
    with viewer.open(html(), fragment="#map=4/46/60&shade=incidents") as watched:
        page = watched.page
        box = page.locator(".folium-map").bounding_box()
        x, y = page.evaluate(
            "(() => { const p = map_incidents.latLngToContainerPoint([45, 55]);"
            " return [p.x, p.y]; })()"
        )
        assert box
        page.mouse.move(box["x"] + x, box["y"] + y)
        told = page.locator(".leaflet-tooltip").inner_text()
        n, killed = tallied()["Mangystau Region"]
        assert told == f"Mangystau Region, Kazakhstan: {n} incidents, {killed} killed"
        page.mouse.click(box["x"] + x, box["y"] + y)
        page.wait_for_selector(".card")
        assert page.locator(".drawer-top .count").inner_text() == str(n)


def test_shading_is_chosen_and_remembered(viewer: Viewer) -> None:
    with viewer.open(html("ru")) as watched:
        page = watched.page
        page.get_by_role("combobox", name="На карте").select_option("fatalities")
        assert page.locator(".shades h2").inner_text() == "Погибшие по областям"
        assert "shade=fatalities" in page.evaluate("location.hash")
        page.get_by_role("combobox", name="На карте").select_option("")
        assert page.locator(".shades").count() == 0
        assert sum(watched.markers()) > 0
        assert watched.errors == []
