"""The dots that a text puts on the map: what the measures of incidents count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..jsonl import incident_rows
from ..pipeline import Stages, by_confidence, incidents_of, report_on
from ..records import Document, Incident, Place, Position, Report

STATEMENT = "Statement"
"""The type of what was only said; it is no incident of the map."""


@dataclass(frozen=True, slots=True)
class Dot:
    """An incident with a position, and its properties as `geomap extract` writes them.

    `row` is what is measured, so that a user who scores the command's output finds
    the same figures.
    """

    incident: Incident
    place: Place
    row: Mapping[str, Any]

    @property
    def position(self) -> Position:
        """Return its longitude and latitude, in degrees."""
        return self.row["longitude"], self.row["latitude"]

    @property
    def event_type(self) -> str:
        """Return its type, as "Disaster/Accident"."""
        return str(self.row["event_type"])

    @property
    def day(self) -> str:
        """Return the day it happened or began, as ISO text; "" if unknown."""
        return self.row["event_date"] or self.row["date_start"] or ""

    def __str__(self) -> str:
        """Return the dot in a line: when, what, where, how many, by which word."""
        row = self.row
        counts = f"killed {row['fatalities']}, wounded {row['injuries']}"
        where = f"{row['location']} ({row['country']})"
        what = f"{row['sub_event_type']} ({row['trigger']})"
        return f"{self.day or 'undated'} {what} at {where}, {counts}"


def dots_of(document: Document, stages: Stages) -> list[Dot]:
    """Return the dots of a document that is read alone, in text order."""
    report = report_on(document, stages)
    mapped, _ = by_confidence(incidents_of(report, stages))
    return dots_in(report, mapped, stages)


def dots_in(report: Report, incidents: Sequence[Incident], stages: Stages) -> list[Dot]:
    """Return the dots that some incidents of a document make, in their order."""
    rows = incident_rows(report, incidents, stages.gazetteer)
    return [
        Dot(incident, incident.where.place, row)
        for incident, row in zip(incidents, rows, strict=True)
        if incident.where
        and row["latitude"] is not None
        and row["event_type"] != STATEMENT
    ]
