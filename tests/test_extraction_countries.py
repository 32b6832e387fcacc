"""The country of what happened, where courts, datelines and homes name others."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geomap.ingest import document_from_text
from geomap.pipeline import Stages, load_stages, report_on
from geomap.records import Event, Realis

GOLD = Path(__file__).parent / "gold/event_countries.tsv"
with GOLD.open(encoding="utf-8", newline="") as lines:
    PLACED = [
        (row["text"], row["country_code"])
        for row in csv.DictReader(lines, dialect="excel-tab", quoting=csv.QUOTE_NONE)
    ]


@pytest.fixture(scope="module")
def stages() -> Stages:
    return load_stages()


def deeds(text: str, stages: Stages) -> list[Event]:
    events = report_on(document_from_text("d", text), stages).events
    return [
        event
        for event in events
        if event.realis is Realis.ACTUAL and event.event_type != "Statement"
    ]


@pytest.mark.parametrize(("text", "country_code"), PLACED)
def test_country(text: str, country_code: str, stages: Stages) -> None:
    found = {
        event.where.place.country_code if event.where else None
        for event in deeds(text, stages)
    }
    assert found == {country_code}


def test_the_country_of_a_court_is_inferred(stages: Stages) -> None:
    (event,) = deeds("A Turkish court jailed a German reporter.", stages)
    assert event.where is not None
    assert event.where.place.feature_code == "PCLI"
    assert event.where.is_inferred
    assert event.where.link_confidence < 0.5
    assert [reason.feature for reason in event.where.evidence] == ["body"]


def test_courts_of_two_countries_place_nothing(stages: Stages) -> None:
    text = "A Turkish court and a Greek court jailed a smuggler."
    (event,) = deeds(text, stages)
    reasons = event.where.evidence if event.where else ()
    assert "body" not in {reason.feature for reason in reasons}


def test_troops_abroad_do_not_bring_their_country(stages: Stages) -> None:
    text = "Fighting went on in Tal Abyad. Turkish troops killed two fighters."
    assert {e.where.place.country_code for e in deeds(text, stages) if e.where} == {
        "SY"
    }


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A trial opened in Ohio. The group had kidnapped Marion.", "Ohio"),
        ("Mourners met in Mississippi. The men had killed Laurel.", "Mississippi"),
    ],
)
def test_whom_people_kill_is_no_place(text: str, place: str, stages: Stages) -> None:
    (event,) = deeds(text, stages)
    assert event.where is not None
    assert event.where.place.name == place
