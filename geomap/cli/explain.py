"""`geomap explain`: every mention and event of one file, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import GazetteerFile, RecognizerName
from .terminal import printable

if TYPE_CHECKING:
    from ..records import (
        Actor,
        Candidate,
        Count,
        Document,
        Event,
        Evidence,
        Incident,
        Place,
        Report,
        Toponym,
        When,
    )

MAX_CANDIDATES = 3
SIDES = {
    1: "state forces",
    2: "rebels",
    3: "political militia",
    4: "identity militia",
    5: "rioters",
    6: "protesters",
    7: "civilians",
    8: "external or other forces",
}
"""What ACLED's codes for actors stand for."""


def explain(
    file: Annotated[Path, typer.Argument(help="One article: .txt, .md or .html.")],
    *,
    published: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day the article appeared."),
    ] = None,
    candidates: Annotated[
        int, typer.Option(min=1, help="How many candidates to show for each name.")
    ] = MAX_CANDIDATES,
    recognizer: RecognizerName = "fast",
    gazetteer: GazetteerFile = None,
) -> None:
    """Show what geomap makes of an article, and why.

    First each name of a place with the candidates and the reasons for each, then
    each event with the words it was read from, and last the incidents that the
    events join into, and why.
    """
    from ..ingest import read_document
    from ..pipeline import incidents_of, load_stages, report_on

    document = read_document(
        file.name, file, published=published.date() if published else None
    )
    stages = load_stages(gazetteer=gazetteer, recognizer=recognizer)
    report = report_on(document, stages)
    incidents = incidents_of(report, stages)
    for line in (*_lines(report, candidates), *_incidents(report, incidents)):
        typer.echo(printable(line))


def _lines(report: Report, limit: int) -> Iterator[str]:
    """Yield the explanation of a report, line by line."""
    document = report.document
    yield f"{document.id}: published {document.published or 'on an unknown day'}"
    yield ""
    yield f"MENTIONS ({len(report.toponyms)})"
    if report.toponyms:
        yield "  Each with what it may be, likeliest first: its chance among these, the"
        yield "  place (what it is, country, latitude and longitude) and the name met;"
        yield "  then what each reason adds (+) or takes away (-)."
    for toponym in report.toponyms:
        yield from _toponym(toponym, limit)
    yield ""
    yield f"EVENTS ({len(report.events)})"
    for number, event in enumerate(report.events, start=1):
        yield from _event(event, document, number)


def _incidents(report: Report, incidents: Sequence[Incident]) -> Iterator[str]:
    """Yield the incidents: in a sentence, of which events, and why these joined."""
    from ..linkage import incident_note

    numbers = {event.id: number for number, event in enumerate(report.events, start=1)}
    yield ""
    yield f"INCIDENTS ({len(incidents)})"
    for incident in incidents:
        place = incident.where.place.name if incident.where else None
        told = ", ".join(str(numbers[event.id]) for event in incident.events)
        yield ""
        yield incident_note(incident, place)
        yield f"  events: {told}"
        yield from (f"  joined: {_evidence(item)}" for item in incident.evidence)


def _toponym(toponym: Toponym, limit: int) -> Iterator[str]:
    """Yield a mention, then its candidates with their evidence."""
    mention = toponym.mention
    where = _place(toponym.place) if toponym.place else "NIL: no place fits"
    yield ""
    yield (
        f"{mention.span.start}-{mention.span.end} “{mention.text}” "
        f"({mention.kind.value}) → {where}, confidence {toponym.confidence:.2f}"
    )
    for rank, candidate in enumerate(toponym.candidates[:limit], start=1):
        yield f"  {rank}. {_candidate(candidate)}"
        yield from (f"       {_evidence(item)}" for item in candidate.evidence)


def _event(event: Event, document: Document, number: int) -> Iterator[str]:
    """Yield an event and the words of each of its values."""
    text = document.text
    trigger = event.trigger
    yield ""
    yield (
        f"{number}. {trigger.start}-{trigger.end} “{trigger.of(text)}” → "
        f"{event.event_type} / {event.sub_event_type} ({event.realis.value})"
    )
    yield f"  words:  {' '.join(event.sentence.of(text).split())}"
    if event.where:
        words = f"“{event.where.span.of(text)}”" if event.where.span else "inferred"
        yield (
            f"  where:  {_place(event.where.place)}, where_prec "
            f"{event.where.prec.value}, link {event.where.link_confidence:.2f}, {words}"
        )
        yield from (f"          {_evidence(item)}" for item in event.where.evidence)
    else:
        yield "  where:  unknown"
    if event.origin:
        yield f"  origin: {_place(event.origin)}"
    yield f"  when:   {_when(event.when, text)}"
    yield from (f"  who:    {_actor(actor, text)}" for actor in event.actors)
    yield from _counts(event, text)
    if event.casualties_of:
        yield f"  of:     {event.casualties_of}"
    if event.tags:
        yield f"  tags:   {'; '.join(event.tags)}"
    if event.is_aggregate:
        yield "  total:  over several happenings or places"
    if event.attribution:
        said = event.attribution.span
        words = f" “{said.of(text)}”" if said else ""
        yield (
            f"  says:   {event.attribution.name or 'the reporter'} "
            f"({event.attribution.certainty.value}){words}"
        )


def _actor(actor: Actor, text: str) -> str:
    """Return an actor with role, side, country, organisation and words."""
    known = (
        actor.role,
        SIDES[actor.inter] if actor.inter else "side unknown",
        actor.country_code,
        f"of {actor.associate}" if actor.associate else None,
    )
    return f"{actor.name} ({', '.join(filter(None, known))}) “{actor.span.of(text)}”"


def _counts(event: Event, text: str) -> Iterator[str]:
    """Yield the counts that the words give."""
    for name in ("killed", "wounded", "arrested", "abducted", "displaced", "crowd"):
        count: Count | None = getattr(event, name)
        if count:
            yield f"  {name}: {_bounds(count)} “{count.span.of(text)}”"


def _bounds(count: Count) -> str:
    """Return a count with the bounds its words allow."""
    if count.low == count.best == count.high:
        return str(count.best)
    low, best, high = (
        "?" if n is None else str(n) for n in (count.low, count.best, count.high)
    )
    return f"{best} ({low}–{high})"


def _when(when: When | None, text: str) -> str:
    """Return a date with its words."""
    if when is None:
        return "undated"
    words = f"“{when.span.of(text)}”"
    if when.first is None or when.last is None:
        return f"undated: {words} needs a publication date (--published)"
    inferred = ", worked out from the publication date" if when.is_inferred else ""
    return f"{_days(when.first, when.last)} {words}{inferred}"


def _days(first: date, last: date) -> str:
    """Return one day, or the first and the last of several."""
    return str(first) if first == last else f"{first} to {last}"


def _place(place: Place) -> str:
    """Return a place's name, code, country and position (latitude first)."""
    longitude, latitude = place.position
    return (
        f"{place.name} [{place.feature_code}, {place.country_code or '–'}, "
        f"{latitude:.2f} {longitude:.2f}, id {place.id}]"
    )


def _candidate(candidate: Candidate) -> str:
    """Return a candidate and how its name was met."""
    met = f"{candidate.match} {candidate.name_kind} name “{candidate.matched_name}”"
    return f"{candidate.score:.2f} {_place(candidate.place)}, {met}"


def _evidence(item: Evidence) -> str:
    """Return one reason with its weight."""
    return f"{item.score:+.2f} {item.feature}: {item.detail}"
