"""One incident out of the events that report it: the best value of each field."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ..records import Actor, Certainty, Count, Event, Evidence, Incident, When, Where
from .profile import SIDES, group_of, proper_names

_FIRMNESS = tuple(Certainty)
_UNKNOWN = 9
_STATE = 1
_ID_BYTES = 8
_CARRIED = "previous"
_BATTLES = "Battles"
_FIGHTERS = {"state", "armed"}


def merge(
    events: Sequence[Event],
    *,
    evidence: tuple[Evidence, ...] = (),
    published: Mapping[str, date] | None = None,
) -> Incident:
    """Return the incident that some events report.

    The lead is the most specific event: of finest place, then of finest date,
    with most counts, most firmly stated, and first in order. Place and date are
    the finest known. A count is that of the report published last, then the
    largest, since tolls rise; an exact one stands for a vague one around it.

    Parameters
    ----------
    events : Sequence[Event]
        One or more, in order of document and position.
    evidence : tuple[Evidence, ...]
        Why they were joined.
    published : Mapping[str, date] | None
        Days of publication by document id, as far as they are known.
    """
    lead = min(events, key=_vagueness)
    when = _when_of(events)
    where = min(filter(None, (e.where for e in events)), key=_doubt, default=None)
    event_type, sub_event_type = _type_of(events, lead)

    def count(of: Callable[[Event], Count | None]) -> Count | None:
        return _latest([found for e in events if (found := of(e))], published or {})

    return Incident(
        id=incident_id(events[0], event_type, where, when),
        event_type=event_type,
        sub_event_type=sub_event_type,
        realis=lead.realis,
        lead=lead,
        events=tuple(events),
        where=where,
        origin=next((e.origin for e in (lead, *events) if e.origin), None),
        when=when,
        actors=_distinct_actors(
            lead, events, where.place.country_code if where else None
        ),
        killed=count(lambda event: event.killed),
        wounded=count(lambda event: event.wounded),
        arrested=count(lambda event: event.arrested),
        abducted=count(lambda event: event.abducted),
        displaced=count(lambda event: event.displaced),
        crowd=count(lambda event: event.crowd),
        is_aggregate=lead.is_aggregate,
        is_civilian_targeting=any(event.is_civilian_targeting for event in events),
        tags=_tags(events),
        evidence=evidence,
    )


def event_of(incident: Incident) -> Event:
    """Return an incident of one document as one event, to be joined with others."""
    first = incident.events[0]
    return replace(
        incident.lead,
        id=first.id,
        trigger=first.trigger,
        event_type=incident.event_type,
        sub_event_type=incident.sub_event_type,
        where=incident.where,
        when=incident.when,
        actors=incident.actors,
        killed=incident.killed,
        wounded=incident.wounded,
        arrested=incident.arrested,
        abducted=incident.abducted,
        displaced=incident.displaced,
        crowd=incident.crowd,
        is_aggregate=incident.is_aggregate,
    )


def incident_id(
    first: Event, event_type: str, where: Where | None, when: When | None
) -> str:
    """Return a stable id: a hash of what, where, when and the first report.

    The first report is that of the smallest document id, so the id stays when
    the order of documents changes.
    """
    place_id = where.place.id if where else ""
    day = str(when.first) if when else ""
    parts = (event_type, place_id, day, first.trigger.document_id, first.trigger.start)
    digest = hashlib.blake2b("\n".join(map(str, parts)).encode(), digest_size=_ID_BYTES)
    return digest.hexdigest()


def _tags(events: Sequence[Event]) -> tuple[str, ...]:
    """Return the tags once each; of "children killed=2" and "=3", the larger."""
    numbers: dict[str, int] = {}
    for tag in (tag for event in events for tag in event.tags):
        name, _, number = tag.partition("=")
        numbers[name] = max(numbers.get(name, 0), int(number or 0))
    return tuple(f"{name}={n}" if n else name for name, n in sorted(numbers.items()))


def _vagueness(event: Event) -> tuple[int, ...]:
    """Return how little an event says, to sort by."""
    counts = (event.killed, event.wounded, event.arrested, event.abducted)
    certainty = event.attribution.certainty if event.attribution else Certainty.FACT
    is_dated = event.when is not None and event.when.first is not None
    return (
        event.where.prec if event.where else _UNKNOWN,
        event.when.prec if event.when and is_dated else _UNKNOWN,
        -sum(count is not None for count in counts),
        _FIRMNESS.index(certainty),
    )


def _when_of(events: Sequence[Event]) -> When | None:
    """Return the finest date that an event's own sentence says, else the finest."""
    dated = [(event, event.when) for event in events if event.when is not None]
    own = [when for event, when in dated if when.span in event.sentence and when.first]
    return min(own or [when for _, when in dated], key=_width, default=None)


def _width(when: When) -> tuple[bool, int, bool]:
    """Return how vague a date is, to sort by; unknown days come last."""
    if when.first is None or when.last is None:
        return True, int(when.prec), when.is_inferred
    return False, (when.last - when.first).days, when.is_inferred


def _doubt(where: Where) -> tuple[int, bool, float]:
    """Return how vague and how doubtful a place is, to sort by.

    A place that is only carried on from the sentence before is no second witness.
    """
    is_carried = any(evidence.feature == _CARRIED for evidence in where.evidence)
    return where.prec, is_carried, -where.link_confidence * where.geo_confidence


def _type_of(events: Sequence[Event], lead: Event) -> tuple[str, str]:
    """Return the type that ranks highest, then the most reported, then the lead's.

    A clash ranks no higher than other violence unless two armed sides take part.
    """
    telling = _deadliest(events)
    reported = Counter((event.event_type, event.sub_event_type) for event in telling)
    leading = (lead.event_type, lead.sub_event_type)
    are_two = _have_two_sides(events)

    def standing(kind: tuple[str, str]) -> tuple[int, int, bool]:
        is_doubted = kind[0] == _BATTLES and not are_two
        rank = 0 if is_doubted else int(group_of(*kind).rank)
        return rank, reported[kind], kind == leading

    return max(reported, key=standing)


def _deadliest(events: Sequence[Event]) -> Sequence[Event]:
    """Return the events that count dead, else those that count hurt, else all.

    An arrest or a kidnapping told beside a murder does not make it one.
    """
    killed = [event for event in events if event.killed and event.killed.best]
    wounded = [event for event in events if event.wounded and event.wounded.best]
    return killed or wounded or events


def _have_two_sides(events: Sequence[Event]) -> bool:
    """Tell whether state forces and an armed group take part, or two groups fight."""
    sides = {SIDES.get(actor.inter or 0) for e in events for actor in e.actors}
    return sides >= _FIGHTERS or any(
        sum(SIDES.get(a.inter or 0) in _FIGHTERS for a in event.actors) > 1
        for event in events
        if event.event_type == _BATTLES
    )


def _latest(counts: Sequence[Count], published: Mapping[str, date]) -> Count | None:
    """Return the count to believe: the latest, the largest, sharpened if vague."""

    def standing(count: Count) -> tuple[date, int]:
        known = (count.best, count.low, count.high)
        number = next((n for n in known if n is not None), 0)
        return published.get(count.span.document_id, date.min), number

    latest = max(counts, key=standing, default=None)
    if latest is None or _is_exact(latest):
        return latest
    sharper = [c for c in counts if _is_exact(c) and _allows(latest, c)]
    return max(sharper, key=standing, default=latest)


def _is_exact(count: Count) -> bool:
    """Tell whether a count is one number."""
    return count.best is not None and count.low == count.high == count.best


def _allows(vague: Count, exact: Count) -> bool:
    """Tell whether an exact count lies within the bounds of a vague one."""
    number = exact.best or 0
    return (vague.low is None or vague.low <= number) and (
        vague.high is None or number <= vague.high
    )


def _distinct_actors(
    lead: Event, events: Iterable[Event], country_code: str | None
) -> tuple[Actor, ...]:
    """Return the lead's actors, with what the other events add to them.

    They add a side that nobody stands for yet; a named actor, who takes the place
    of an unnamed one of that side; and the country of state forces.
    """
    found = list(lead.actors)
    for actor in (actor for event in events for actor in event.actors):
        if any(_is_same(actor, other) for other in found):
            continue
        alike = [i for i, other in enumerate(found) if _part(other) == _part(actor)]
        unnamed = [index for index in alike if not _names_of(found[index])]
        if not alike or (_names_of(actor) and not unnamed):
            found.append(actor)
        elif _names_of(actor):
            found[unnamed[0]] = replace(actor, role=found[unnamed[0]].role)
    return tuple(
        replace(actor, country_code=country_code)
        if actor.inter == _STATE and actor.country_code is None
        else actor
        for actor in found
    )


def _part(actor: Actor) -> tuple[bool, str | None]:
    """Return whether an actor suffers, and the side."""
    return actor.role == "patient", SIDES.get(actor.inter or 0)


def _names_of(actor: Actor) -> frozenset[str]:
    """Return the proper names of an actor and of the organisation."""
    return proper_names(actor.name) | proper_names(actor.associate or "")


def _is_same(actor: Actor, other: Actor) -> bool:
    """Tell whether two names are of one: equal, or of one organisation."""
    return actor.name.lower() == other.name.lower() or bool(
        _names_of(actor) & _names_of(other)
    )
