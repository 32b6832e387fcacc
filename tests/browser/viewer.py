"""Open pages from files in a real headless Chromium, with no network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is missing")
SIZES = {"desktop": (1400, 900), "phone": (390, 844)}


@dataclass
class Watched:
    """A page, and what went wrong or out while it was open."""

    page: playwright.Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def markers(self) -> list[int]:
        """Return how many incidents each symbol in view stands for, sorted."""
        found = self.page.locator(".marker").all()
        return sorted(int(m.get_attribute("data-count") or 0) for m in found)

    def take(self, choice: Mapping[str, str]) -> None:
        """Put a choice into the address, and wait until the page took it up."""
        self.page.evaluate(
            """choice => new Promise((done) => {
                const takenUp = () => setTimeout(done, 20);
                addEventListener("hashchange", takenUp, {once: true});
                location.hash = choice;
            })""",
            urlencode(choice),
        )

    def total(self) -> int:
        """Return how many incidents the page says it shows."""
        words = self.page.locator(".total").evaluate("node => node.textContent")
        return int(words.split(" of ")[0].replace(",", ""))


@dataclass(frozen=True)
class Viewer:
    """Opens map pages; each in its own profile."""

    browser: playwright.Browser
    folder: Path

    @contextmanager
    def open(
        self,
        html: str,
        *,
        fragment: str = "",
        size: str = "desktop",
        **options: object,
    ) -> Iterator[Watched]:
        """Open a page's text from a file, and wait until it is painted."""
        path = self.folder / "map.html"
        path.write_text(html, encoding="utf-8")
        width, height = SIZES[size]
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            offline=True,
            accept_downloads=True,
            **options,
        )
        watched = Watched(context.new_page())
        page = watched.page
        page.on("request", lambda request: watched.requests.append(request.url))
        page.on("pageerror", lambda error: watched.errors.append(str(error)))
        page.on("console", lambda message: watched.errors.append(message.text))
        page.on("dialog", lambda dialog: watched.dialogs.append(dialog.message))
        page.goto(path.as_uri() + fragment)
        page.wait_for_selector("html[data-ready=true]", timeout=20_000)
        yield watched
        context.close()
