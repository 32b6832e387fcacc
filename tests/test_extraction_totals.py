"""Tolls over several places: their parts, and the totals that sum others up."""

import pytest

from geomap.ingest import document_from_text
from geomap.linkage import link
from geomap.pipeline import Stages, load_stages, report_on
from geomap.records import Incident, Realis

Told = tuple[str, int, bool]


@pytest.fixture(scope="module")
def stages() -> Stages:
    return load_stages()


def told(text: str, stages: Stages) -> set[Told]:
    """Return place, dead and whether it is a total, of every incident with dead."""
    report = report_on(document_from_text("d", text), stages)
    return {
        (incident.where.place.name, dead_in(incident), incident.is_aggregate)
        for incident in link(report.events, stages.gazetteer)
        if incident.where and dead_in(incident) and incident.realis is Realis.ACTUAL
    }


def dead_in(incident: Incident) -> int:
    return (incident.killed.best or 0) if incident.killed else 0


PARTS = (
    "Floods killed 40 people across northern Italy on Tuesday, including 15 in "
    "Bologna and nine in Ravenna."
)
BESIDE = "Four people were shot dead in Naples and three in Salerno on Wednesday."
KINDS = "Gunmen killed 12 people in Naples, including two children."
HURT = "Gunmen killed 12 people in Naples and wounded three in Salerno."
SUM = """Italy: attacks kill six in three towns

A bomb killed four people in Bari on 3 May 2021.

In Naples, gunmen shot dead two men on 3 May 2021."""
NO_SUM = """Italy: gunman kills six

A gunman killed six people in Bari on 3 May 2021.

In Naples, a bomb killed two men on 2 May 2021."""


@pytest.mark.parametrize(
    ("text", "incidents"),
    [
        (PARTS, {("Italy", 40, True), ("Bologna", 15, False), ("Ravenna", 9, False)}),
        (BESIDE, {("Naples", 4, False), ("Salerno", 3, False)}),
        (KINDS, {("Naples", 12, False)}),
        (HURT, {("Naples", 12, False)}),
        (SUM, {("Italy", 6, True), ("Bari", 4, False), ("Naples", 2, False)}),
        (NO_SUM, {("Bari", 6, False), ("Naples", 2, False)}),
    ],
)
def test_parts_and_totals(text: str, incidents: set[Told], stages: Stages) -> None:
    assert told(text, stages) == incidents


def test_two_totals_of_one_text_stay_apart(stages: Stages) -> None:
    text = (
        "Floods killed 40 people across Italy on Tuesday, including 15 in Bologna.\n\n"
        "More than 900 people have been killed by floods in Italy since 1950."
    )
    assert not any(
        dead == 900 for _, dead, is_total in told(text, stages) if not is_total
    )
    assert ("Italy", 40, True) in told(text, stages)


def test_a_part_beside_its_total_is_an_event_of_its_own(stages: Stages) -> None:
    text = "KABUL — Troops killed dozens of gunmen on Monday, 18 of them in Kabul."
    events = report_on(document_from_text("d", text), stages).events
    assert len({event.id for event in events}) == len(events)


def test_parts_of_a_total_over_years_are_totals(stages: Stages) -> None:
    text = "Since 2019 shells have killed 370 people in Lebanon and 18 in Israel."
    report = report_on(document_from_text("d", text), stages)
    assert {event.is_aggregate for event in report.events} == {True}
