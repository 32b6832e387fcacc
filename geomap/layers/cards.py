"""What the map tells about an incident beyond its row: quotes and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ..records import (
    Aftermath,
    Candidate,
    Document,
    Event,
    Incident,
    Position,
    Span,
    Where,
)
from ..stages import Gazetteer
from .incidents import Documents, days_words, reports_of


class Segment(NamedTuple):
    """A run of a quote: plain, or marked as trigger, place, date, count or actor."""

    text: str
    mark: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One sentence that reports an incident, and where it stands."""

    segments: tuple[Segment, ...]
    document_id: str
    start: int
    attribution: str | None
    certainty: str | None
    title: str | None
    url: str | None


class Followed(NamedTuple):
    """One thing that followed an incident, and the sentence that says so."""

    what: str
    where: str | None
    when: str | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Quotes, why this place, what else it might have been, origin and aftermath."""

    event_id: str
    quotes: tuple[Quote, ...]
    reasons: tuple[str, ...] = ()
    runners_up: tuple[str, ...] = ()
    origin: Position | None = None
    aftermath: tuple[Followed, ...] = ()


def card_of(incident: Incident, documents: Documents, gazetteer: Gazetteer) -> Card:
    """Return the card of an incident; its leading report is quoted first."""
    where = incident.where
    return Card(
        event_id=incident.id,
        quotes=tuple(
            quote_of(event, documents[event.sentence.document_id])
            for event in reports_of(incident)
        ),
        reasons=tuple(reason.detail for reason in where.evidence) if where else (),
        runners_up=tuple(runners_up(where, gazetteer)) if where else (),
        origin=incident.origin.position if incident.origin else None,
        aftermath=tuple(
            followed(item, documents[item.sentence.document_id])
            for item in incident.aftermath
        ),
    )


def followed(item: Aftermath, document: Document) -> Followed:
    """Return what followed an incident, as its card tells it."""
    return Followed(
        what=item.what,
        where=item.where.place.name if item.where else None,
        when=days_words(item.when),
        sentence=item.sentence.of(document.text),
    )


def runners_up(where: Where, gazetteer: Gazetteer) -> Iterator[str]:
    """Return the other places the name might mean, each with what it lies in."""
    for candidate in where.runners_up:
        if candidate.place.id != where.place.id:
            yield described(candidate, gazetteer)


def described(candidate: Candidate, gazetteer: Gazetteer) -> str:
    """Return a candidate as "name, admin1, country (feature code)"."""
    place = candidate.place
    around = (area.name for area in gazetteer.admin_chain(place))
    names = dict.fromkeys((place.name, *around))
    return f"{', '.join(names)} ({place.feature_code})"


def quote_of(event: Event, document: Document) -> Quote:
    """Return an event's sentence with the words it was read from marked."""
    attribution = event.attribution
    return Quote(
        segments=segments(document.text, event.sentence, marks_of(event)),
        document_id=document.id,
        start=event.sentence.start,
        attribution=attribution.name if attribution else None,
        certainty=attribution.certainty.value if attribution else None,
        title=document.title,
        url=document.url,
    )


def marks_of(event: Event) -> list[tuple[Span, str]]:
    """Return the words an event was read from, the most telling first."""
    counts = (
        event.killed,
        event.wounded,
        event.arrested,
        event.abducted,
        event.displaced,
        event.crowd,
    )
    spans = [
        (event.trigger, "trigger"),
        (event.where.span if event.where else None, "place"),
        *((count.span, "count") for count in counts if count),
        (event.when.span if event.when else None, "date"),
        *((actor.span, "actor") for actor in event.actors),
    ]
    return [(span, mark) for span, mark in spans if span]


def overlap(one: Span, other: Span) -> bool:
    """Tell whether two spans of one document share a character."""
    return one.start < other.end and other.start < one.end


def segments(
    text: str, sentence: Span, marks: list[tuple[Span, str]]
) -> tuple[Segment, ...]:
    """Split a sentence at its marks; of two that overlap, the first stays.

    Segments rather than offsets, since a browser counts UTF-16 units.

    >>> sentence = Span("a", 0, 14)
    >>> [s.text for s in segments("Riots in Omsk.", sentence,
    ...                           [(Span("a", 9, 13), "place")])]
    ['Riots in ', 'Omsk', '.']
    """
    kept: list[tuple[Span, str]] = []
    for span, mark in marks:
        if span in sentence and not any(overlap(span, other) for other, _ in kept):
            kept.append((span, mark))
    kept.sort(key=lambda marked: marked[0].start)
    parts, at = [], sentence.start
    for span, mark in kept:
        parts += [Segment(text[at : span.start], None), Segment(span.of(text), mark)]
        at = span.end
    parts.append(Segment(text[at : sentence.end], None))
    return tuple(part for part in parts if part.text)
