"""How soon the map shows its incidents, beside folium's FastMarkerCluster.

Run with -s for the figures. Both pages are opened in turn, in the same browser,
without a network; the other one has neither basemap nor list, search or cards.
`GEOMAP_MAP_SIZES=1000,10000,100000` measures more than the default.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from folium import Map
from folium.plugins import FastMarkerCluster
from sample_runs import SmallWorld, place, synthetic_run

from geomap.layers import Layers, build_layers
from geomap.webmap import render_map
from geomap.webmap.page import asset

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
MODULES = Path(__file__).parents[1] / "browser" / "node_modules"
CLUSTERS = MODULES / "leaflet.markercluster" / "dist"
SIZES = [int(n) for n in os.environ.get("GEOMAP_MAP_SIZES", "10000").split(",")]
ROUNDS = 5
"""The quickest counts: on a busy machine the others measure the neighbours."""
MAX_RATIO = 3.5
"""CPU of the whole page, basemap included, over that of FastMarkerCluster's."""
MAX_FILTER_MS = 600
"""For one change of the filter; 300 on a quiet machine is the goal."""
MAX_CPU_S_PER_THOUSAND = 0.15
"""To write the page, layers given; the page's fixed cost apart."""

TOWNS = tuple(
    place(str(at), f"Town {at}", (25 + at % 60, 30 + 0.5 * (at // 60)))
    for at in range(3000)
)
MARK = """
const look = () => document.querySelector(".marker-cluster")
    ? requestAnimationFrame(() => setTimeout(() => performance.mark("incidents")))
    : requestAnimationFrame(look);
look();
"""
DONE = {"geomap": "html[data-ready=true]", "clusters": ".marker-cluster"}
PAINTED = "performance.getEntriesByName('incidents')[0]?.startTime"
CHANGE = """async () => {
    const box = document.querySelector(".legend input");
    const times = [];
    for (let at = 0; at < 6; at++) {
        const start = performance.now();
        box.click();
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        times.push(performance.now() - start);
    }
    return times;
}"""


def clustered(layers: Layers) -> str:
    """Return folium's page of the same points, with all it loads put inside."""
    mapped = (row.geometry for row in layers.incidents.rows if row.geometry)
    points = [geometry["coordinates"][::-1] for geometry in mapped]
    shown = Map(location=(43, 55), zoom_start=4, tiles=None, max_zoom=12)
    FastMarkerCluster(points).add_to(shown)
    page = shown.get_root().render()
    page = re.sub(r'<script src="[^"]*"></script>|<link [^>]*>', "", page)
    styles = [asset("vendor/leaflet/leaflet.css")]
    styles += [
        (CLUSTERS / name).read_text(encoding="utf-8")
        for name in ("MarkerCluster.css", "MarkerCluster.Default.css")
    ]
    scripts = [
        asset("vendor/leaflet/leaflet.js"),
        (CLUSTERS / "leaflet.markercluster.js").read_text(encoding="utf-8"),
        "L.AwesomeMarkers = {icon: () => new L.Icon.Default()};",
        MARK,
    ]
    inside = [f"<style>{style}</style>" for style in styles]
    inside += [f"<script>{script}</script>" for script in scripts]
    page = page.replace("<head>", "<head>" + "".join(inside), 1)
    return page.replace('"zoom": 4', '"maxZoom": 12, "zoom": 4')


class Cost(NamedTuple):
    """What opening a page took: until incidents are painted, and main-thread CPU."""

    painted_ms: float
    cpu_ms: float


def opened(browser: Any, path: Path, done: str) -> Any:  # noqa: ANN401 optional
    """Open a page and return it once `done` is there, with what it cost."""
    # Waiting for a function evaluates it, which the map's own policy forbids.
    size = {"width": 1400, "height": 900}
    page = browser.new_page(viewport=size, bypass_csp=True)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(path.as_uri())
    page.wait_for_selector(done, timeout=60_000)
    page.wait_for_function(PAINTED, timeout=60_000)
    metrics = session.send("Performance.getMetrics")["metrics"]
    cpu_s = next(m["value"] for m in metrics if m["name"] == "TaskDuration")
    return page, Cost(page.evaluate(PAINTED), 1000 * cpu_s)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.skipif(not CLUSTERS.exists(), reason="npm install in tests/browser")
@pytest.mark.parametrize("size", SIZES)
def test_incidents_are_painted_as_soon_as_clusters(tmp_path: Path, size: int) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    layers = build_layers(synthetic_run(size, towns=TOWNS), SmallWorld())
    start = time.process_time()
    ours = render_map(layers)
    cpu_s = time.process_time() - start
    paths = {name: tmp_path / f"{name}.html" for name in ("geomap", "clusters")}
    paths["geomap"].write_text(ours, encoding="utf-8")
    paths["clusters"].write_text(clustered(layers), encoding="utf-8")
    costs: dict[str, list[Cost]] = {name: [] for name in paths}
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        for _ in range(ROUNDS):
            for name, path in paths.items():
                page, cost = opened(browser, path, DONE[name])
                costs[name].append(cost)
                if name == "geomap":
                    change = min(page.evaluate(CHANGE))
                page.close()
        browser.close()
    own, other = (Cost(*map(min, zip(*costs[name], strict=True))) for name in paths)
    print(  # noqa: T201
        f"\n{size:,} incidents: painted {own.painted_ms:.0f} ms, clusters "
        f"{other.painted_ms:.0f} ms; CPU with basemap {own.cpu_ms:.0f} ms, clusters "
        f"{other.cpu_ms:.0f} ms; a change of the filter {change:.0f} ms; "
        f"{len(ours) / 1e6:.2f} MB written in {cpu_s:.1f} CPU-s"
    )
    assert own.cpu_ms < MAX_RATIO * other.cpu_ms
    assert change < MAX_FILTER_MS
    assert cpu_s < 1 + MAX_CPU_S_PER_THOUSAND * size / 1000
