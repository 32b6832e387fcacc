"""How many were killed and wounded: short texts, each with what it counts.

An empty count is one that the text does not tell; 0 is nobody.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geomap.ingest import document_from_text
from geomap.linkage import link
from geomap.pipeline import Stages, load_stages, report_on
from geomap.records import Incident, Realis

GOLD = Path(__file__).parent / "gold" / "counts.tsv"


def read_cases() -> list[dict[str, str]]:
    with GOLD.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


CASES = read_cases()


@pytest.fixture(scope="module")
def stages() -> Stages:
    return load_stages()


def most(incidents: list[Incident], kind: str) -> str:
    """Return the largest best estimate of a count, "" where none is told."""
    counts = [getattr(incident, kind) for incident in incidents]
    return str(max((count.best for count in counts if count), default=""))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_counts(case: dict[str, str], stages: Stages) -> None:
    document = document_from_text("d", case["text"].replace("\\n", "\n"))
    incidents = [
        incident
        for incident in link(report_on(document, stages).events, stages.gazetteer)
        if incident.realis is Realis.ACTUAL
    ]
    found = {kind: most(incidents, kind) for kind in ("killed", "wounded")}
    assert found == {kind: case[kind] for kind in found}, case["text"]


def test_every_trap_is_set_at_least_once_and_no_text_twice() -> None:
    assert all(case["trap"] for case in CASES)
    assert len({case["text"] for case in CASES}) == len(CASES)
