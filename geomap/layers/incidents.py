"""An incident as one row of the schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from .. import lexicon
from ..linkage import incident_note
from ..records import (
    Actor,
    Aftermath,
    Count,
    DatePrec,
    Document,
    Event,
    Incident,
    Span,
    When,
    Where,
    WherePrec,
)
from ..stages import Gazetteer
from .places import place_values
from .schema import SEPARATOR, Value

Documents = Mapping[str, Document]

CONFIDENCE_DECIMALS = 2

GEO_PRECISION = {
    WherePrec.EXACT: 1,
    WherePrec.NEAR: 2,
    WherePrec.ADMIN2: 2,
    WherePrec.ADMIN1: 3,
    WherePrec.AREA: 3,
    WherePrec.COUNTRY: 3,
    WherePrec.INTERNATIONAL: 3,
}
TIME_PRECISION = {
    DatePrec.DAY: 1,
    DatePrec.DAYS: 1,
    DatePrec.WEEK: 2,
    DatePrec.MONTH: 3,
    DatePrec.YEAR: 3,
}


class EventType(NamedTuple):
    """A sub-event type and its codes in other systems."""

    event_type: str
    sub_event_type: str
    disorder_type: str
    plover: str
    source: str


@cache
def event_types() -> dict[tuple[str, str], EventType]:
    """Return the codes of each event type and sub-event type."""
    rows = lexicon.load("event_types", EventType)
    return {(row.event_type, row.sub_event_type): row for row in rows}


def incident_values(
    incident: Incident, documents: Documents, gazetteer: Gazetteer
) -> dict[str, Value]:
    """Return the properties of an incident; one that is left out is unknown."""
    where = where_values(incident.where, documents, gazetteer)
    return {
        **identity_values(incident, documents),
        **what_values(incident, documents),
        **who_values(incident),
        **when_values(incident, documents),
        **where,
        "origin_location": incident.origin.name if incident.origin else None,
        **count_values(incident, documents),
        "aftermath": joined(map(aftermath_words, incident.aftermath)),
        **evidence_values(incident, documents),
        "notes": incident_note(incident, place_words(where)),
    }


def place_words(where: dict[str, Value]) -> str | None:
    """Return a place as a sentence names it: with its country, or None.

    >>> place_words({"location": "Almaty", "country": "Kazakhstan"})
    'Almaty, Kazakhstan'
    """
    names = (where.get("location"), where.get("country"))
    return ", ".join(dict.fromkeys(str(name) for name in names if name)) or None


def words(span: Span | None, documents: Documents) -> str | None:
    """Return what a span covers, or None without one."""
    return span.of(documents[span.document_id].text) if span else None


def joined(texts: Iterable[str | None]) -> str | None:
    """Return the distinct texts as a list in one text, or None without any.

    A text's own semicolons become commas, so that the list can be split again.

    >>> joined(["police", None, "police", "AP; AFP"])
    'police; AP, AFP'
    """
    parts = (text.replace(";", ",") for text in texts if text)
    return SEPARATOR.join(dict.fromkeys(parts)) or None


def reports_of(incident: Incident) -> list[Event]:
    """Return one event for each sentence that reports an incident, the lead first."""
    events = (incident.lead, *incident.events)
    return list({event.sentence: event for event in events}.values())


def reporting_documents(incident: Incident, documents: Documents) -> list[Document]:
    """Return the documents that report an incident, the leading one first."""
    events = (incident.lead, *incident.events)
    ids = dict.fromkeys(event.sentence.document_id for event in events)
    return [documents[id_] for id_ in ids]


def identity_values(incident: Incident, documents: Documents) -> dict[str, Value]:
    """Return the properties that tell records apart."""
    reporting = reporting_documents(incident, documents)
    return {
        "event_id": incident.id,
        "n_reports": len({event.sentence for event in incident.events}),
        "n_sources": len({document.source or document.id for document in reporting}),
        "record_type": incident.record_type.value,
        "confidence": round(incident.confidence, CONFIDENCE_DECIMALS),
    }


def what_values(incident: Incident, documents: Documents) -> dict[str, Value]:
    """Return the type of an incident in each coding system."""
    codes = event_types().get((incident.event_type, incident.sub_event_type))
    return {
        "disorder_type": codes.disorder_type or None if codes else None,
        "event_type": incident.event_type,
        "sub_event_type": incident.sub_event_type,
        "plover": codes.plover or None if codes else None,
        "trigger": words(incident.lead.trigger, documents),
        "realis": incident.realis.value,
        "is_aggregate": incident.is_aggregate,
    }


def two_sides(actors: Iterable[Actor]) -> tuple[Actor | None, Actor | None]:
    """Return who acted and who suffered it; parties fill what is left free.

    An agent comes first and a patient second, in text order, or the two parties
    of a battle; further actors of the same side are not shown here.
    """
    agents = [actor for actor in actors if actor.role == "agent"]
    patients = [actor for actor in actors if actor.role == "patient"]
    parties = [actor for actor in actors if actor.role == "party"]
    first = agents[0] if agents else next(iter(parties[:1]), None)
    rest = [party for party in parties if party is not first]
    others = [*patients, *rest] if agents else [*rest, *patients]
    return first, others[0] if others else None


def who_values(incident: Incident) -> dict[str, Value]:
    """Return both sides of an incident and ACLED's interaction code."""
    first, second = two_sides(incident.actors)
    codes = sorted(actor.inter for actor in (first, second) if actor and actor.inter)
    return {
        "actor1": first.name if first else None,
        "assoc_actor_1": first.associate if first else None,
        "inter1": first.inter if first else None,
        "actor2": second.name if second else None,
        "assoc_actor_2": second.associate if second else None,
        "inter2": second.inter if second else None,
        "interaction": interaction(codes),
        "civilian_targeting": incident.is_civilian_targeting,
    }


def interaction(codes: list[int]) -> int | None:
    """Return ACLED's two-digit code of sorted `inter` codes.

    >>> interaction([1, 5]), interaction([6]), interaction([])
    (15, 60, None)
    """
    if not codes:
        return None
    return codes[0] * 10 + (codes[1] if len(codes) > 1 else 0)


def when_values(incident: Incident, documents: Documents) -> dict[str, Value]:
    """Return the dates of an incident; all but the wording None if undated."""
    when = incident.when
    published = documents[incident.lead.sentence.document_id].published
    return {
        "event_date": event_date(when),
        "date_start": when.first if when else None,
        "date_end": when.last if when else None,
        "date_text": words(when.span if when else None, documents),
        "time_precision": TIME_PRECISION[when.prec] if when else None,
        "date_prec": when.prec.value if when else None,
        "date_inferred": when.is_inferred if when else None,
        "publication_date": published,
    }


def event_date(when: When | None) -> Value:
    """Return the day it happened, or None where only a longer time is known."""
    return when.last if when and when.prec <= DatePrec.DAYS else None


def where_values(
    where: Where | None, documents: Documents, gazetteer: Gazetteer
) -> dict[str, Value]:
    """Return the properties of a location; none where it is unknown."""
    if where is None:
        return {}
    return {
        **place_values(where.place, gazetteer),
        "latitude": round(where.position[1], 6),
        "longitude": round(where.position[0], 6),
        "geo_precision": GEO_PRECISION[where.prec],
        "where_prec": where.prec.value,
        "where_description": words(where.span, documents),
        "uncertainty_km": where.uncertainty_km
        if where.uncertainty_km is None
        else round(where.uncertainty_km, 1),
        "geo_confidence": round(where.geo_confidence, 3),
        "link_confidence": round(where.link_confidence, 3),
        "location_inferred": where.is_inferred,
    }


def count_values(incident: Incident, documents: Documents) -> dict[str, Value]:
    """Return the numbers of people; None where no number is reported."""
    counts = {
        "fatalities": incident.killed,
        "injuries": incident.wounded,
        "arrests": incident.arrested,
        "abducted": incident.abducted,
    }
    values: dict[str, Value] = {}
    for name, count in counts.items():
        values |= count_range(name, count)
    others = {"displaced": incident.displaced, "crowd_size": incident.crowd}
    values |= {name: count.best if count else None for name, count in others.items()}
    spans = [count.span for count in (counts | others).values() if count]
    return values | {"count_text": joined(words(span, documents) for span in spans)}


def count_range(name: str, count: Count | None) -> dict[str, Value]:
    """Return a count's best estimate and its bounds as three properties."""
    return {
        name: count.best if count else None,
        f"{name}_low": count.low if count else None,
        f"{name}_high": count.high if count else None,
    }


def aftermath_words(followed: Aftermath) -> str:
    """Return what followed an incident as "what, where, when"; the unknown is left out.

    >>> span = Span("a", 0, 1)
    >>> aftermath_words(Aftermath(what="vigil", trigger=span, sentence=span))
    'vigil'
    """
    where = followed.where.place.name if followed.where else None
    told = (followed.what, where, days_words(followed.when))
    return ", ".join(part for part in told if part)


def days_words(when: When | None) -> str | None:
    """Return a day, or the first and the last of several; None where undated.

    >>> from datetime import date
    >>> first, last = date(2022, 1, 5), date(2022, 1, 6)
    >>> span = Span("a", 0, 1)
    >>> days_words(When(first=first, last=last, prec=DatePrec.DAYS, span=span))
    '2022-01-05 to 2022-01-06'
    """
    if when is None or when.first is None or when.last is None:
        return None
    days = dict.fromkeys((when.first.isoformat(), when.last.isoformat()))
    return " to ".join(days)


def evidence_values(incident: Incident, documents: Documents) -> dict[str, Value]:
    """Return where an incident was read, and who says so."""
    lead = incident.lead
    document = documents[lead.sentence.document_id]
    reporting = reporting_documents(incident, documents)
    return {
        "source": joined(report.source or report.id for report in reporting),
        "attribution": lead.attribution.name if lead.attribution else None,
        "certainty": lead.attribution.certainty.value if lead.attribution else None,
        "sentence": words(lead.sentence, documents),
        "doc_id": document.id,
        "char_start": lead.sentence.start,
        "char_end": lead.sentence.end,
        "url": document.url,
        "title": document.title,
        "tags": joined(incident.tags),
    }
