"""A real headless Chromium, started once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from viewer import Viewer, playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[playwright.Browser]:
    if CHROMIUM is None:
        missing = "no Chromium on this machine: apt-get install chromium"
        (pytest.fail if "GEOMAP_REQUIRE_BROWSER" in os.environ else pytest.skip)(
            missing
        )
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        launched.close()


@pytest.fixture
def viewer(browser: playwright.Browser, tmp_path: Path) -> Viewer:
    return Viewer(browser, tmp_path)
