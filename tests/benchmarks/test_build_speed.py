"""What one map costs beside the imports it cannot do without.

Run with -s for the figures. Both sides run in the same minute as new processes,
so that a slow machine slows both.
"""

import resource
import sys
import tempfile
from pathlib import Path
from subprocess import run
from typing import NamedTuple

SEEDS = Path(__file__).parents[2] / "seeds"
MAX_RATIO = 3.5
"""CPU of a whole build over CPU of importing folium; 2.4 was measured."""

MAX_MEGABYTES = 500


class Cost(NamedTuple):
    """CPU seconds of a process and its children, and their peak memory in MB."""

    cpu_s: float
    peak_mb: float


def cost(*arguments: str) -> Cost:
    """Run Python in a new process and return what it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run([sys.executable, *arguments], check=True, capture_output=True)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, after.ru_maxrss / 1024)


def test_a_build_costs_little_more_than_its_imports() -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = ("-m", "geomap", "build", str(SEEDS), "-o", folder)
        cost(*command)  # compiles the modules
        builds = [cost(*command) for _ in range(3)]
    imports = [cost("-c", "import folium") for _ in range(3)]
    build, bare = min(builds), min(imports)
    print(f"\nbuild {build}, import folium {bare}, {build.cpu_s / bare.cpu_s:.2f}×")  # noqa: T201
    assert build.cpu_s < MAX_RATIO * bare.cpu_s
    assert build.peak_mb < MAX_MEGABYTES


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; from geomap.cli import app; "
        "print(*sorted(set(sys.modules) & {'numpy', 'pandas', 'folium', 'shapely', "
        "'sqlite3', 'rich', 'pycrfsuite', 'geopy', 'trafilatura'}))"
    )
    done = run([sys.executable, "-c", script], check=True, capture_output=True)  # noqa: S603
    assert done.stdout.strip() == b""
