"""`geomap explain`: every mention and event of one file, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import GazetteerFile, RecognizerName
from .terminal import printable

if TYPE_CHECKING:
    from ..records import (
        Candidate,
        Count,
        Document,
        Event,
        Evidence,
        Place,
        Report,
        Toponym,
        When,
    )

MAX_CANDIDATES = 3


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
    each event with the words it was read from.
    """
    from ..ingest import read_document
    from ..pipeline import load_stages, report_on

    document = read_document(
        file.name, file, published=published.date() if published else None
    )
    report = report_on(
        document, load_stages(gazetteer=gazetteer, recognizer=recognizer)
    )
    for line in _lines(report, candidates):
        typer.echo(printable(line))


def _lines(report: Report, limit: int) -> Iterator[str]:
    """Yield the explanation of a report, line by line."""
    document = report.document
    yield f"{document.id}: published {document.published or 'on an unknown day'}"
    yield ""
    yield f"MENTIONS ({len(report.toponyms)})"
    for toponym in report.toponyms:
        yield from _toponym(toponym, limit)
    yield ""
    yield f"EVENTS ({len(report.events)})"
    for event in report.events:
        yield from _event(event, document)


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


def _event(event: Event, document: Document) -> Iterator[str]:
    """Yield an event and the words of each of its values."""
    text = document.text
    trigger = event.trigger
    yield ""
    yield (
        f"{trigger.start}-{trigger.end} “{trigger.of(text)}” → {event.event_type} / "
        f"{event.sub_event_type} ({event.realis.value})"
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
    for actor in event.actors:
        yield f"  who:    {actor.name} ({actor.role}) “{actor.span.of(text)}”"
    yield from _counts(event, text)
    if event.attribution:
        yield (
            f"  says:   {event.attribution.name or 'the reporter'} "
            f"({event.attribution.certainty.value})"
        )


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
    return f"{_days(when.first, when.last)} {words}"


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
    return f"{candidate.score:+.2f} {_place(candidate.place)}, {met}"


def _evidence(item: Evidence) -> str:
    """Return one reason with its weight."""
    return f"{item.score:+.2f} {item.feature}: {item.detail}"
