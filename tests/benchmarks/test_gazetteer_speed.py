"""How long the gazetteer takes: run with --benchmark-only for the figures."""

import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from statistics import median

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from geomap.gazetteer import SqliteGazetteer, default_path
from geomap.gazetteer.names import _BY_NAME
from geomap.text import normalise

MOST_TIMES_A_BARE_QUERY = 2
MOST_TO_OPEN_S = 0.1  # aimed at 0.05
OPENING = "from geomap.gazetteer import open_gazetteer as o; o().candidates('Almaty')"


@pytest.fixture(scope="module")
def world() -> Iterator[SqliteGazetteer]:
    with SqliteGazetteer(default_path()) as gazetteer:
        yield gazetteer


@pytest.fixture(scope="module")
def names() -> list[str]:
    uri = f"{default_path().as_uri()}?immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as db:
        rows = db.execute("SELECT name FROM place WHERE id % 97 = 0 ORDER BY id")
        return [name for (name,) in rows]


def seconds_each(look_up: Callable[[str], object], names: list[str]) -> float:
    """Return the median time of one call, once everything is warm."""
    taken = []
    for name in [*names, *names]:
        start = time.perf_counter()
        look_up(name)
        taken.append(time.perf_counter() - start)
    return median(taken[len(names) :])


def test_a_look_up_costs_little_more_than_its_query(
    world: SqliteGazetteer, names: list[str]
) -> None:
    uri = f"{world.path.as_uri()}?immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as db:
        db.execute("PRAGMA mmap_size = 1073741824")
        bare = seconds_each(
            lambda name: db.execute(_BY_NAME, (name,)).fetchall(),
            [normalise(name) for name in names],
        )
    assert seconds_each(world.candidates, names) < MOST_TIMES_A_BARE_QUERY * bare


def cpu_seconds(code: str) -> float:
    """Return the least CPU time of a new Python that runs some code."""
    taken = []
    for _ in range(7):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(
            after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        )
    return min(taken)


def test_opening_and_a_first_look_up_cost_little() -> None:
    assert cpu_seconds(OPENING) - cpu_seconds("pass") < MOST_TO_OPEN_S


def test_candidates(
    benchmark: BenchmarkFixture, world: SqliteGazetteer, names: list[str]
) -> None:
    found = benchmark(world.candidates_of, names[:200])
    assert all(found.values())


def test_classify(
    benchmark: BenchmarkFixture, world: SqliteGazetteer, names: list[str]
) -> None:
    assert benchmark(world.classify, names)


def test_nearby(benchmark: BenchmarkFixture, world: SqliteGazetteer) -> None:
    assert benchmark(world.nearby, (7.0, 51.0), 50)
