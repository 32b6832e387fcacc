"""A resolved mention as one row of the schema, with its role in the news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..records import Block, Incident, MentionKind, Place, Report, Span, Toponym
from ..stages import Gazetteer
from .incidents import joined
from .places import place_values
from .schema import Value, mention_columns, names_of
from .table import Row, make_row, point


class Uses:
    """What the incidents make of each mention: where it happened, or from where."""

    def __init__(self, incidents: Iterable[Incident]) -> None:
        """Index the incidents by document."""
        self._locations: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        self._origins: dict[tuple[str, str], list[str]] = defaultdict(list)
        for incident in incidents:
            for event in incident.events:
                if event.where and event.where.span:
                    span = event.where.span
                    self._locations[span.document_id].append((span, incident.id))
                if event.origin:
                    key = event.sentence.document_id, event.origin.id
                    self._origins[key].append(incident.id)

    def located(self, span: Span) -> list[str]:
        """Return the incidents that happened at the place a span names."""
        return [
            incident_id
            for location, incident_id in self._locations[span.document_id]
            if span in location or location in span
        ]

    def started(self, span: Span, place: Place) -> list[str]:
        """Return the deployments that came from the place a span names."""
        return self._origins[span.document_id, place.id]


def mention_rows(
    reports: Iterable[Report], incidents: Iterable[Incident], gazetteer: Gazetteer
) -> Iterator[Row]:
    """Return a row for each mention that was resolved, in reading order."""
    uses = Uses(incidents)
    for report in reports:
        for toponym in report.toponyms:
            if toponym.place:
                yield mention_row(toponym, toponym.place, report, uses, gazetteer)


def mention_row(
    toponym: Toponym, place: Place, report: Report, uses: Uses, gazetteer: Gazetteer
) -> Row:
    """Return one mention's properties and its place's point."""
    span = toponym.mention.span
    block = next(
        (block for block in report.document.blocks if span in block.span), None
    )
    located, started = uses.located(span), uses.started(span, place)
    role = (
        ("event_location" if located else None)
        or ("origin" if started else None)
        or other_role(toponym, block, report)
    )
    mention_id = f"{span.document_id}:{span.start}"
    values: dict[str, Value] = {
        **place_values(place, gazetteer),
        "mention_id": mention_id,
        "record_type": "mention",
        "text": toponym.mention.text,
        "kind": toponym.mention.kind.value,
        "role": role,
        "event_ids": joined(sorted({*located, *started})),
        "latitude": round(place.position[1], 6),
        "longitude": round(place.position[0], 6),
        "geo_confidence": round(toponym.confidence, 3),
        "sentence": block.span.of(report.document.text) if block else None,
        "doc_id": span.document_id,
        "char_start": span.start,
        "char_end": span.end,
    }
    names = names_of(mention_columns())
    return make_row(mention_id, names, values, point(place.position))


def other_role(toponym: Toponym, block: Block | None, report: Report) -> str:
    """Return the role of a mention that no incident happened at.

    A name in a teaser or a credit is boilerplate; a demonym, a name inside an
    organisation's or an actor's name tells where someone belongs.
    """
    if block and not block.kind.is_news:
        return "boilerplate"
    span = toponym.mention.span
    belongs = toponym.mention.kind in {MentionKind.DEMONYM, MentionKind.ORG_NESTED}
    if belongs or any(
        span in actor.span for event in report.events for actor in event.actors
    ):
        return "actor_affiliation"
    return "other"
