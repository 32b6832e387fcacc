"""Every type of event in varied words, and idioms that are none."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from geomap.ingest import document_from_text
from geomap.layers.incidents import event_types
from geomap.pipeline import Stages, load_stages, report_on
from geomap.records import Event, Realis

GOLD = Path(__file__).parent / "gold"
with (GOLD / "event_types.tsv").open(encoding="utf-8", newline="") as lines:
    TYPED = [
        (row["text"], row["sub_event_type"])
        for row in csv.DictReader(lines, dialect="excel-tab", quoting=csv.QUOTE_NONE)
    ]
IDIOMS = (GOLD / "event_idioms.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def stages() -> Stages:
    return load_stages()


def actual_events(text: str, stages: Stages) -> list[Event]:
    events = report_on(document_from_text("d", text), stages).events
    return [event for event in events if event.realis is Realis.ACTUAL]


@pytest.mark.parametrize(("text", "sub_event_type"), TYPED)
def test_type(text: str, sub_event_type: str, stages: Stages) -> None:
    found = {event.sub_event_type for event in actual_events(text, stages)}
    assert found == {sub_event_type}


def test_every_type_is_tried_in_four_texts_or_more() -> None:
    times = Counter(sub_event_type for _, sub_event_type in TYPED)
    wanted = {sub_event_type for _, sub_event_type in event_types()}
    assert {name for name in wanted if times[name] < 4} == set()
    assert set(times) == wanted


@pytest.mark.parametrize("text", IDIOMS)
def test_idioms_plans_and_history_report_nothing(text: str, stages: Stages) -> None:
    deeds = [e for e in actual_events(text, stages) if e.event_type != "Statement"]
    assert deeds == []


@pytest.mark.parametrize(
    ("text", "sub_event_types"),
    [
        (
            (
                "Rebels attacked a market near Orito on Monday. They kidnapped three "
                "engineers in Yopal last week. Police said the kidnapping took an hour."
            ),
            ["Attack", *2 * ["Abduction/forced disappearance"]],
        ),
        (
            "A bomb exploded in Cali on Monday. The attack left three people dead.",
            2 * ["Remote explosive/landmine/IED"],
        ),
        (
            (
                "A bomb exploded in Cali on Monday. The killing of the mayor, Jose "
                "Diaz, in Palmira last week is still under investigation."
            ),
            ["Remote explosive/landmine/IED", "Attack"],
        ),
        (
            (
                "A hunter accidentally shot a boy near Bozeman on Monday. The shooting "
                "happened at noon."
            ),
            2 * ["Man-made accident"],
        ),
    ],
)
def test_what_is_taken_up_keeps_its_kind(
    text: str, sub_event_types: list[str], stages: Stages
) -> None:
    found = [event.sub_event_type for event in actual_events(text, stages)]
    assert found == sub_event_types
