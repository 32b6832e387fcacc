"""What readers take from the page: files of what is shown, links and frames."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from functools import cache
from html import unescape

import pytest
from sample_runs import SmallWorld, place, seed_run, synthetic_run
from viewer import Viewer, Watched

from geomap.exports import to_csv
from geomap.layers import Layer, build_layers
from geomap.webmap import render_map

pytestmark = pytest.mark.browser

TOWNS = tuple(
    place(str(at), f"Town {at}", (40.0 + 6 * at, 45.0), country_code="KZ")
    for at in range(4)
)


@cache
def incidents() -> Layer:
    return build_layers(synthetic_run(120, towns=TOWNS), SmallWorld()).incidents


@cache
def html() -> str:
    return render_map(build_layers(synthetic_run(120, towns=TOWNS), SmallWorld()))


def saved(watched: Watched, name: str) -> str:
    with watched.page.expect_download() as download:
        watched.page.get_by_role("button", name=f"as {name}").click()
    assert download.value.suggested_filename == f"incidents.{name.lower()}"
    return download.value.path().read_bytes().decode()


def cells(text: str) -> list[list[str | float]]:
    """Return a CSV file's cells, numbers as such: 1.0 is 1 to a browser."""

    def read(cell: str) -> str | float:
        try:
            return float(cell)
        except ValueError:
            return cell

    assert text.startswith("\ufeff")
    return [[read(cell) for cell in row] for row in csv.reader(io.StringIO(text))]


def filtered(actor: str) -> Layer:
    at = [column.name for column in incidents().columns].index("actor1")
    rows = tuple(row for row in incidents().rows if row.values[at] == actor)
    return replace(incidents(), rows=rows)


def test_the_csv_is_the_one_geomap_writes(viewer: Viewer) -> None:
    with viewer.open(html(), fragment="#actor=Protesters") as watched:
        shown = filtered("Protesters")
        assert 0 < len(shown.rows) < 120
        assert cells(saved(watched, "CSV")) == cells(to_csv(shown))


def test_no_formula_leaves_the_page(viewer: Viewer) -> None:
    run = seed_run()
    first = run.incidents[0]
    actors = (replace(first.actors[0], name='=HYPERLINK("x")'),)
    run = replace(run, incidents=(replace(first, actors=actors),))
    layers = build_layers(run, SmallWorld())
    with viewer.open(render_map(layers)) as watched:
        text = saved(watched, "CSV")
        assert "'=HYPERLINK" in text
        assert cells(text) == cells(to_csv(layers.incidents))


def test_the_geojson_is_what_is_shown(viewer: Viewer) -> None:
    with viewer.open(html(), fragment="#actor=Protesters") as watched:
        features = json.loads(saved(watched, "GeoJSON"))["features"]
        rows = filtered("Protesters").rows
        assert [feature["id"] for feature in features] == [row.id for row in rows]
        for feature, row in zip(features, rows, strict=True):
            points = row.geometry and list(row.geometry["coordinates"])
            assert (feature["geometry"] or {}).get("coordinates") == points


def test_the_frame_works_in_another_page(viewer: Viewer) -> None:
    with viewer.open(html(), fragment="#actor=Protesters") as watched:
        page = watched.page
        page.get_by_role("button", name="Share").click()
        _, frame = (box.input_value() for box in page.locator("textarea").all())
        markers = watched.markers()
        assert 'sandbox="allow-scripts allow-downloads"' in frame
        host = viewer.folder / "host.html"
        host.write_text(f"<!doctype html><h1>Report</h1>{frame}", encoding="utf-8")
        page.goto(host.as_uri())
        inner = page.frame_locator("iframe")
        inner.locator("html[data-ready=true]").wait_for()
        counts = inner.locator(".marker").evaluate_all(
            "all => all.map((marker) => Number(marker.dataset.count))"
        )
        assert sum(counts) == sum(markers)
        assert inner.locator("header nav").is_hidden()
        inner.locator(".marker").first.click()
        inner.locator(".card").first.wait_for()
        assert watched.errors == []
        assert unescape(frame).count("embed=1") == 1
