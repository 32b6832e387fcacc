"""Documents in and findings out, one JSON object a line.

The form that scripts and evaluation use: `{doc_id, text, published?, mentions?}`
in; `{doc_id, mentions}` or `{doc_id, events, incidents, uncertain}` out. Offsets count
code points of `text`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .errors import IngestError
from .ingest import document_from_text
from .layers import incident_columns, incident_row
from .linkage import link
from .records import Document, Incident, MentionKind, Report, Toponym
from .stages import Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One document of a file; `spans` are the mentions it came with."""

    document: Document
    spans: tuple[tuple[int, int], ...]


def read_lines(path: Path) -> Iterator[Line]:
    """Yield the documents of a JSON Lines file; blank lines are passed over.

    Raises
    ------
    IngestError
        When the file is missing or a line is not such a document; the message
        gives the line's number.
    """
    if not path.is_file():
        raise IngestError(path, "no such file; check the path")
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    yield _line(json.loads(line))
                except (KeyError, TypeError, ValueError) as error:
                    raise IngestError(
                        path,
                        f"line {number} is not {{doc_id, text, published?, mentions?}} "
                        f"({type(error).__name__}: {error})",
                    ) from error


def _line(row: Mapping[str, Any]) -> Line:
    """Return a parsed line; raise what the caller turns into a message."""
    text, published = row["text"], row.get("published")
    if not isinstance(text, str):
        raise TypeError("text is not a string")
    spans = sorted((int(m["start"]), int(m["end"])) for m in row.get("mentions") or ())
    if any(not 0 <= start < end <= len(text) for start, end in spans):
        raise ValueError("a mention lies outside the text")
    document = document_from_text(
        str(row["doc_id"]),
        text,
        title=row.get("title"),
        published=date.fromisoformat(published) if published else None,
    )
    return Line(document=document, spans=tuple(spans))


def mention_row(toponym: Toponym) -> dict[str, object]:
    """Return a toponym as `geomap geoparse` writes it; NIL has null coordinates."""
    mention, place = toponym.mention, toponym.place
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.text,
        "kind": mention.kind.value,
        "lat": place.position[1] if place else None,
        "lon": place.position[0] if place else None,
        "geonames_id": place.geonames_id if place else None,
        "place_id": place.id if place else None,
        "country_code": place.country_code if place else None,
        "feature_code": place.feature_code if place else None,
        "confidence": round(toponym.confidence, 4),
    }


def mention_rows(toponyms: Iterable[Toponym]) -> list[dict[str, object]]:
    """Return the mentions of a document; demonyms are not mentions of a place."""
    return [
        mention_row(toponym)
        for toponym in toponyms
        if toponym.mention.kind is not MentionKind.DEMONYM
    ]


def incident_rows(
    report: Report, incidents: Iterable[Incident], gazetteer: Gazetteer
) -> list[dict[str, object]]:
    """Return a document's incidents with the properties of the map's files.

    `spans` lists the start and end of the sentence of every event that reports
    the incident. Events of every realis are here, as their property says.
    """
    documents = {report.document.id: report.document}
    return [
        {
            **properties(incident, documents, gazetteer),
            "spans": [
                {"start": event.sentence.start, "end": event.sentence.end}
                for event in incident.events
            ],
        }
        for incident in incidents
    ]


def event_rows(report: Report, gazetteer: Gazetteer) -> list[dict[str, object]]:
    """Return a document's events, each with the properties of an incident.

    `start` and `end` are those of the trigger; `char_start` and `char_end` those
    of the sentence.
    """
    documents = {report.document.id: report.document}
    rows = []
    for event in report.events:
        (incident,) = link([event], gazetteer)
        trigger = {"start": event.trigger.start, "end": event.trigger.end}
        row = properties(incident, documents, gazetteer)
        rows.append({**trigger, **row, "event_id": event.id})
    return rows


def properties(
    incident: Incident, documents: Mapping[str, Document], gazetteer: Gazetteer
) -> dict[str, object]:
    """Return an incident's properties by name; dates as ISO text."""
    row = incident_row(incident, documents, gazetteer)
    names = (column.name for column in incident_columns())
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in zip(names, row.values, strict=True)
    }
