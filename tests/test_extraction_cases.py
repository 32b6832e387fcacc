"""Short texts in many styles, each with its full expected coding.

Every STRONG case must pass. MEDIUM and WEAK ones are harder: which of them pass
is frozen in `gold/events/passing.txt`, so that a change shows as flipped cases.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from geomap.gazetteer import open_gazetteer
from geomap.ingest import document_from_text
from geomap.pipeline import Stages, load_stages, report_on
from geomap.records import Count, Event, Realis

GOLD = Path(__file__).parent / "gold" / "events"
COUNTS = ("killed", "wounded", "arrested", "abducted", "displaced", "crowd")
PLAIN = ("event_type", "sub_event_type", "is_aggregate", "casualties_of")


def read_cases() -> Iterator[dict[str, Any]]:
    for path in sorted(GOLD.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line) | {"style": path.stem}


CASES = list(read_cases())
STRONG = [case for case in CASES if case["tier"] == "STRONG"]
HARDER = [case for case in CASES if case["tier"] != "STRONG"]


@pytest.fixture(scope="module")
def stages() -> Stages:
    return load_stages()


def bounds(count: Count | None) -> list[int | None] | None:
    return None if count is None else [count.best, count.low, count.high]


def is_at(event: Event, name: str | None) -> bool:
    if name is None or event.where is None:
        return name is None and event.where is None
    with open_gazetteer() as gazetteer:
        named = {candidate.place.id for candidate in gazetteer.candidates(name)}
    return event.where.place.id in named


def coding(event: Event) -> dict[str, Any]:
    said_by = event.attribution
    return (
        {name: getattr(event, name) for name in PLAIN}
        | {kind: bounds(getattr(event, kind)) for kind in COUNTS}
        | {
            "realis": event.realis.value,
            "where_prec": event.where and int(event.where.prec),
            "origin": event.origin and event.origin.name,
            "attribution": said_by and said_by.name,
            "certainty": said_by and said_by.certainty.value,
            "inter": sorted({actor.inter for actor in event.actors if actor.inter}),
        }
    )


def is_coded(event: Event, expected: Mapping[str, Any]) -> bool:
    found = coding(event)
    return is_at(event, expected["where"]) and all(
        found[name] == value
        for name, value in {"realis": "actual", **expected}.items()
        if name != "where"
    )


def faults(case: Mapping[str, Any], stages: Stages) -> list[str]:
    """Return what is missing from a case's coding, and what is too much."""
    document = document_from_text(case["id"], case["text"])
    events = list(report_on(document, stages).events)
    missing = []
    for expected in case["events"]:
        match = next((e for e in events if is_coded(e, expected)), None)
        if match is None:
            missing.append(f"missing: {expected}")
        else:
            events.remove(match)
    extra = [
        f"too much: {event.where and event.where.place.name}, {coding(event)}"
        for event in events
        if event.realis is Realis.ACTUAL and event.event_type != "Statement"
    ]
    return missing + extra


@pytest.mark.parametrize("case", STRONG, ids=[case["id"] for case in STRONG])
def test_strong(case: dict[str, Any], stages: Stages) -> None:
    assert faults(case, stages) == [], case["text"]


def test_harder_cases_flip_only_on_purpose(stages: Stages) -> None:
    frozen = (GOLD / "passing.txt").read_text(encoding="utf-8").split()
    passing = [case["id"] for case in HARDER if not faults(case, stages)]
    assert passing == frozen


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 150
    assert len({case["id"] for case in CASES}) == len(CASES)


def test_every_trap_is_set_at_least_twice() -> None:
    traps = (GOLD / "traps.txt").read_text(encoding="utf-8").splitlines()
    assert traps == sorted(set(traps))
    times = Counter(case["trap"] for case in CASES)
    assert set(times) == set(traps)
    assert {trap: n for trap, n in times.items() if n < 2} == {}
