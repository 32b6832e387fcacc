"""Every filter, alone and together, against the same filter in Python."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from functools import cache
from html import unescape

import pytest
from sample_runs import SmallWorld, place, synthetic_run
from viewer import Viewer

from geomap.layers import Layers, Value, build_layers
from geomap.webmap import render_map

pytestmark = pytest.mark.browser

Incident = dict[str, Value]
ADMIN1 = (("KZ", "02"), ("KZ", "09"), ("RU", "47"))
TOWNS = tuple(
    place(
        str(at),
        f"Town {at}",
        (40.0 + 6 * at, 45.0),
        country_code=ADMIN1[at % 3][0],
        admin1_code=ADMIN1[at % 3][1],
    )
    for at in range(6)
)


@cache
def layers() -> Layers:
    return build_layers(synthetic_run(400, towns=TOWNS), SmallWorld())


@cache
def html() -> str:
    return render_map(layers())


def expected(*tests: Callable[[Incident], bool]) -> int:
    names = [column.name for column in layers().incidents.columns]
    rows = [
        dict(zip(names, row.values, strict=True)) for row in layers().incidents.rows
    ]
    return sum(all(test(row) for test in tests) for row in rows)


FILTERS: dict[str, tuple[dict[str, str], Callable[[Incident], bool]]] = {
    "type": (
        {"hide-types": "Protests|Riots"},
        lambda row: row["event_type"] not in {"Protests", "Riots"},
    ),
    "sub-type": (
        {"hide-subtypes": "Armed clash"},
        lambda row: row["sub_event_type"] != "Armed clash",
    ),
    "precision": (
        {"hide-precisions": "4|6"},
        lambda row: row["where_prec"] not in {4, 6},
    ),
    "actor": (
        {"actor": "Protesters"},
        lambda row: "Protesters" in {row["actor1"], row["actor2"]},
    ),
    "country": (
        {"country": "Kazakhstan"},
        lambda row: row["country"] == "Kazakhstan",
    ),
    "admin1": (
        {"admin1": "Mangystau Region"},
        lambda row: row["admin1"] == "Mangystau Region",
    ),
    "source": (
        {"source": "Agency 3"},
        lambda row: "Agency 3" in str(row["source"]).split("; "),
    ),
    "confidence": (
        {"confidence": "0.6"},
        lambda row: float(str(row["confidence"])) >= 0.6,
    ),
    "fatal": ({"fatal": "1"}, lambda row: bool(row["fatalities"])),
    "from": (
        {"from": "2022-05-01"},
        lambda row: not row["date_end"] or str(row["date_end"]) >= "2022-05-01",
    ),
    "to": (
        {"to": "2022-05-15"},
        lambda row: not row["date_start"] or str(row["date_start"]) <= "2022-05-15",
    ),
    "undated": ({"undated": "0"}, lambda row: row["date_start"] is not None),
    "text": (
        {"text": "INTERVENTION police"},
        lambda row: "intervention" in str(row) and "Police" in str(row["actor1"]),
    ),
}
COMBINED = (
    *((name,) for name in FILTERS),
    *itertools.combinations(FILTERS, 2),
    ("confidence", "source", "country", "sub-type"),
    tuple(FILTERS),
)


def test_filters_agree_with_python(viewer: Viewer) -> None:
    with viewer.open(html()) as watched:
        for names in COMBINED:
            choice = dict(pair for name in names for pair in FILTERS[name][0].items())
            wanted = expected(*(FILTERS[name][1] for name in names))
            watched.take(choice)
            assert watched.total() == wanted, names
            assert wanted < 400
        assert watched.errors == []


def test_each_filter_keeps_some_incidents() -> None:
    for name, (_, test) in FILTERS.items():
        assert 0 < expected(test) < 400, name


def test_the_legend_hides_and_isolates(viewer: Viewer) -> None:
    protests = expected(lambda row: row["event_type"] == "Protests")
    with viewer.open(html()) as watched:
        page = watched.page
        entry = page.locator(".legend li", has_text="Protests").first
        assert entry.locator(".count").inner_text() == str(protests)
        entry.get_by_role("checkbox").uncheck()
        assert watched.total() == 400 - protests
        assert entry.locator(".count").inner_text() == str(protests)
        only = entry.get_by_role("button", name="Only Protests")
        only.click(force=True)
        assert watched.total() == protests
        only.click(force=True)
        assert watched.total() == 400


def test_a_copied_address_brings_everything_back(viewer: Viewer) -> None:
    with viewer.open(html()) as watched:
        page = watched.page
        page.get_by_role("checkbox", name="Battles").uncheck()
        page.get_by_role("searchbox").fill("town")
        page.get_by_text("More filters").click()
        page.get_by_role("combobox", name="Actor").select_option("Protesters")
        page.get_by_role("button", name="Zoom in").click()
        page.wait_for_timeout(500)
        total, markers = watched.total(), watched.markers()
        fragment = page.evaluate("location.hash")
    assert 0 < total < 400
    with viewer.open(html(), fragment=fragment) as watched:
        assert (watched.total(), watched.markers()) == (total, markers)
        assert watched.page.get_by_role("searchbox").input_value() == "town"
        assert not watched.page.get_by_role("checkbox", name="Battles").is_checked()
        watched.page.get_by_role("button", name="Reset").click()
        assert watched.total() == 400


def test_a_frame_shows_only_the_map_as_it_is(viewer: Viewer) -> None:
    with viewer.open(html()) as watched:
        page = watched.page
        page.get_by_role("checkbox", name="Battles").uncheck()
        page.get_by_role("button", name="Share").click()
        link, frame = (box.input_value() for box in page.locator("textarea").all())
        total, markers = watched.total(), watched.markers()
        page.get_by_role("button", name="Close").click()
        page.wait_for_selector("dialog", state="detached")
    found = re.search(r'src="[^"#]*(#[^"]*)" title="Incident map" sandbox=', frame)
    assert found
    fragment = unescape(found[1])
    assert link.split("#")[1] in fragment
    with viewer.open(html(), fragment=fragment) as watched:
        assert (watched.total(), watched.markers()) == (total, markers)
        assert watched.page.locator("header nav").is_hidden()
        assert watched.page.locator(".side").is_hidden()
        assert watched.page.evaluate("location.hash").endswith("embed=1")


def test_an_address_that_means_nothing_changes_nothing(viewer: Viewer) -> None:
    fragment = "#map=a/b/c&from=never&confidence=x&hide-precisions=z&theme=%3Cx"
    with viewer.open(html(), fragment=fragment) as watched:
        assert watched.total() == 400
        assert watched.errors == []


def test_time_plays_and_stops(viewer: Viewer) -> None:
    with viewer.open(html()) as watched:
        page = watched.page
        page.get_by_role("button", name="Play").click()
        page.wait_for_selector(".bars .out", state="attached")
        assert watched.total() < 400
        page.get_by_role("button", name="Stop").click()
        assert watched.total() == 400
