"""`geomap geoparse` and `geomap extract`: JSON Lines in, JSON Lines out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import GazetteerFile, GoldSpans, MinConfidence, RecognizerName
from .terminal import progress

if TYPE_CHECKING:
    from ..jsonl import Line

Lines = Annotated[
    Path,
    typer.Argument(
        help="Documents, one JSON object a line: "
        "{doc_id, text, title?, published?, mentions?}.",
        metavar="FILE.jsonl",
    ),
]
Output = Annotated[
    Path, typer.Option("--output", "-o", help="Where to write, one line a document.")
]


def geoparse(
    file: Lines,
    output: Output,
    *,
    gold_spans: GoldSpans = False,
    recognizer: RecognizerName = "fast",
    gazetteer: GazetteerFile = None,
) -> None:
    """Find the places each document names, and where they are.

    Writes {doc_id, mentions: [{start, end, text, kind, lat, lon, geonames_id,
    place_id, country_code, feature_code, confidence}]}. A name that is not
    resolved has null coordinates.
    """
    from ..jsonl import mention_rows, read_lines
    from ..pipeline import load_stages, toponyms_of

    stages = load_stages(gazetteer=gazetteer, recognizer=recognizer)

    def row(line: Line) -> dict[str, object]:
        spans = line.spans if gold_spans else None
        toponyms = toponyms_of(line.document, stages, spans=spans)
        return {"doc_id": line.document.id, "mentions": mention_rows(toponyms)}

    documents = progress(list(read_lines(file)), label="Geoparsing")
    _write((row(line) for line in documents), output)


def extract(
    file: Lines,
    output: Output,
    *,
    recognizer: RecognizerName = "fast",
    gazetteer: GazetteerFile = None,
    min_confidence: MinConfidence = None,
) -> None:
    """Find the events each document reports, and the incidents they make.

    Writes {doc_id, events, incidents, uncertain}, with the properties that the map's
    files have; the words of each event are given as start and end. Incidents too
    doubtful for the map stand under uncertain.
    """
    from ..jsonl import event_rows, incident_rows, read_lines
    from ..pipeline import by_confidence, incidents_of, load_stages, report_on

    stages = load_stages(gazetteer=gazetteer, recognizer=recognizer)

    def row(line: Line) -> dict[str, object]:
        report = report_on(line.document, stages)
        incidents = incidents_of(report, stages)
        sure, doubtful = by_confidence(incidents, min_confidence)
        return {
            "doc_id": line.document.id,
            "events": event_rows(report, stages.gazetteer),
            "incidents": incident_rows(report, sure, stages.gazetteer),
            "uncertain": incident_rows(report, doubtful, stages.gazetteer),
        }

    documents = progress(list(read_lines(file)), label="Extracting")
    _write((row(line) for line in documents), output)


def _write(rows: Iterable[dict[str, object]], output: Path) -> None:
    """Write one JSON object a line."""
    from ..outputs import replace_lines

    replace_lines(output, (json.dumps(row, ensure_ascii=False) for row in rows))
