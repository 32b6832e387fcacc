"""Write drafts down as events: counts, actors, tags and a stable id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..records import Actor, Count, Event, Realis, Toponym, Where
from .arguments.casualties.counts import (
    ABDUCTED,
    ARRESTED,
    CROWD,
    DISPLACED,
    KILLED,
    WOUNDED,
    Tally,
    combine,
    count_of,
    other_sides,
    wounded_of,
)
from .arguments.casualties.totals import parted
from .arguments.participants.actors import AGENT, PARTY, PATIENT, actor_of, as_coded
from .arguments.participants.agents import MUTUAL, sufferers
from .arguments.participants.groups import Group
from .arguments.participants.sides import CIVILIANS
from .arguments.participants.victims import victim_tags
from .arguments.place.chosen import where_of
from .candidates.realis import realis_of
from .drafts import Draft
from .mentions import SIZE, Happening

_ID_DIGITS = 16


def events_of(draft: Draft, *, toponyms: Sequence[Toponym]) -> Iterator[Event]:
    """Yield a draft as events, one a place, and one for each further side."""
    wheres: list[Where | None] = [
        where
        for event_place in draft.event_places
        if (where := where_of(event_place)) is not None
    ]
    clause, found = draft.happening.clause, draft.happening.tallies
    killed = combine(found, KILLED)
    parts = parted(draft.happening, len(wheres))
    for number, where in enumerate(wheres or [None]):
        own = _with_tallies(draft, parts[number]) if parts else draft
        is_shared = len(wheres) > 1 and not parts
        counted = combine(own.happening.tallies, KILLED)
        event = _event(own, where, counted, is_shared=is_shared)
        yield _with_actors(event, own, toponyms=toponyms)
    for tally in other_sides(found, killed):
        event = _event(draft, (wheres or [None])[0], (tally,), is_shared=False)
        event = replace(
            event,
            id=_event_id(draft, event.where, tally.victims or ""),
            trigger=clause.words.span(tally.trigger.first, tally.trigger.last),
            wounded=None,
            casualties_of=tally.victims,
        )
        yield _with_actors(event, draft, toponyms=toponyms)


def _with_tallies(draft: Draft, tallies: tuple[Tally, ...]) -> Draft:
    """Return a draft with other tallies."""
    return replace(draft, happening=replace(draft.happening, tallies=tallies))


def _event(
    draft: Draft, where: Where | None, killed: Sequence[Tally], *, is_shared: bool
) -> Event:
    """Return a draft at one place, its actors aside."""
    happening = draft.happening
    clause, found = happening.clause, happening.tallies
    counts: dict[str, Count | None] = {
        kind: count_of(clause, combine(found, kind))
        for kind in (ARRESTED, ABDUCTED, DISPLACED, CROWD)
    }
    wounded = wounded_of(found, killed)
    victims = [tally.victims for tally in (*killed, *wounded) if tally.victims]
    counts |= {KILLED: count_of(clause, killed), WOUNDED: count_of(clause, wounded)}
    shares = is_shared and any(counts.values())
    return Event(
        id=_event_id(draft, where, str(found[0].first) if draft.is_share else ""),
        event_type=draft.event_type,
        sub_event_type=draft.sub_event_type,
        trigger=clause.words.span(happening.main.first, happening.main.last),
        sentence=draft.sentence.span,
        realis=draft.realis,
        where=where,
        origin=draft.origin,
        when=draft.when,
        killed=counts[KILLED],
        wounded=counts[WOUNDED],
        arrested=counts[ARRESTED],
        abducted=counts[ABDUCTED],
        displaced=counts[DISPLACED],
        crowd=counts[CROWD],
        casualties_of="; ".join(dict.fromkeys(victims)) or None,
        attribution=draft.attribution,
        is_aggregate=draft.is_aggregate or shares,
        tags=tuple(_tags(draft, shares=shares)),
        discourse=draft.discourse,
    )


def _tags(draft: Draft, *, shares: bool) -> Iterator[str]:
    """Yield the tags of an event."""
    happening = draft.happening
    if any(SIZE in trigger.actions for trigger in happening.triggers) and any(
        realis_of(happening.clause.words, trigger) is Realis.PLANNED
        for trigger in happening.triggers
    ):
        yield "planned-size"
    if shares:
        yield "shared-count"
    yield from victim_tags(happening.clause, happening.tallies)


def _with_actors(event: Event, draft: Draft, *, toponyms: Sequence[Toponym]) -> Event:
    """Return an event with who took part, and whether civilians were the target."""
    happening = draft.happening
    actors: dict[str, Actor] = {}
    for group, role in _roles(event, happening):
        actor = actor_of(happening.clause, group, role=role, toponyms=toponyms)
        if actor is not None:
            actors.setdefault(actor.name.lower(), actor)
    country = event.where.place.country_code if event.where else None
    coded = as_coded(list(actors.values()), event.event_type, country)
    targets = {actor.inter for actor in coded if actor.role == PATIENT}
    return replace(
        event,
        actors=coded,
        is_civilian_targeting=event.event_type == "Violence against civilians"
        or (CIVILIANS in targets and event.event_type == "Explosions/Remote violence"),
    )


def _roles(event: Event, happening: Happening) -> list[tuple[Group, str]]:
    """Return who took part with the role: both sides of a battle are parties.

    Who is only hit by an unknown side suffers it. Those who clash with each other
    come in the order of the text.
    """
    clause = happening.clause
    fighting = {
        group
        for trigger in happening.triggers
        if trigger.actions & MUTUAL
        for group in sufferers(clause, trigger)
    }
    is_battle = event.event_type == "Battles" and (fighting or happening.agents)
    hit = [group for group in happening.patients if group not in fighting]
    is_side = bool(is_battle and hit and hit[0].side not in {None, CIVILIANS})
    fate = PARTY if is_side else PATIENT
    told = [
        *((group, PARTY if is_battle else AGENT) for group in happening.agents),
        *((g, PARTY if g in fighting else fate) for g in happening.patients),
    ]
    return sorted(told, key=lambda one: one[0].first) if fighting else told


def _event_id(draft: Draft, where: Where | None, part: str) -> str:
    """Return an id that the same text always gives: a hash of what it stands for."""
    words = draft.happening.clause.words
    span = words.span(draft.happening.main.first, draft.happening.main.last)
    key = (
        span.document_id,
        str(span.start),
        str(span.end),
        where.place.id if where else "",
        part,
    )
    return hashlib.sha256("\x1f".join(key).encode()).hexdigest()[:_ID_DIGITS]
