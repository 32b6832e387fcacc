"""The map from a web server that neither names a charset nor sends it at once."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser
from sample_runs import SmallWorld, place, synthetic_run

from geomap.layers import build_layers
from geomap.webmap import render_map

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

TITLE = "Беспорядки в Ақтөбе – «día», 東京"
TOWN = place("1", "Ақтөбе", (57.2, 50.3), country_code="KZ")
FIRST_BYTES = 1024
"""So many a browser looks through for a charset before it guesses one."""
PIECE_BYTES = 64 * 1024


def handler(page: bytes) -> type[BaseHTTPRequestHandler]:
    """Return what answers with a page in pieces, without naming its charset."""

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            starts = [0, *range(FIRST_BYTES, len(page), PIECE_BYTES), len(page)]
            for start, end in itertools.pairwise(starts):
                self.wfile.write(page[start:end])
                self.wfile.flush()
                time.sleep(0.03)

        def log_message(self, *_: object) -> None:
            """Keep requests out of what the tests print."""

    return Slow


@contextmanager
def served(page: str) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(page.encode()))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/map.html"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_server_need_not_know_the_charset(browser: Browser) -> None:
    layers = build_layers(synthetic_run(20, towns=[TOWN]), SmallWorld((TOWN,)))
    errors: list[str] = []
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda said: "favicon" in said.location["url"] or errors.append(said.text),
    )
    with served(render_map(layers, title=TITLE)) as address:
        page.goto(address)
        page.wait_for_selector("html[data-ready=true]", timeout=20_000)
        assert page.evaluate("document.characterSet") == "UTF-8"
        assert page.title() == page.locator("h1").inner_text() == TITLE
        assert page.locator(".total").inner_text() == "20 of 20 incidents"
        page.locator(".marker").first.click()
        assert page.locator(".drawer h2").inner_text() == "Ақтөбе"
        assert "Ақтөбе" in page.locator(".card blockquote").first.inner_text()
        assert errors == []
    context.close()
