"""The reports of an incident: one row for each sentence that tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..records import Event, Incident
from .incidents import Documents, reports_of, words
from .schema import Value, names_of, source_columns
from .table import Row, make_row


def source_rows(incidents: Iterable[Incident], documents: Documents) -> Iterator[Row]:
    """Yield a row for each report of each incident, the leading one first."""
    for incident in incidents:
        for event in reports_of(incident):
            yield source_row(incident, event, documents)


def source_row(incident: Incident, event: Event, documents: Documents) -> Row:
    """Return one report: the sentence, where it stands, and who published it."""
    sentence = event.sentence
    document = documents[sentence.document_id]
    report_id = f"{incident.id}@{document.id}:{sentence.start}"
    attribution = event.attribution
    values: dict[str, Value] = {
        "report_id": report_id,
        "event_id": incident.id,
        "record_type": "report",
        "is_lead": sentence == incident.lead.sentence,
        "source": document.source,
        "title": document.title,
        "url": document.url,
        "publication_date": document.published,
        "language": document.language,
        "sentence": words(sentence, documents),
        "trigger": words(event.trigger, documents),
        "attribution": attribution.name if attribution else None,
        "certainty": attribution.certainty.value if attribution else None,
        "doc_id": document.id,
        "char_start": sentence.start,
        "char_end": sentence.end,
    }
    return make_row(report_id, names_of(source_columns()), values, None)
