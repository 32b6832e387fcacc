"""What of an event matters for joining it with others, worked out once."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile
from typing import NamedTuple

from .. import lexicon
from ..lexicon.people import affiliations, person_rows
from ..records import Count, Discourse, Event, Place, Position, When, Where, WherePrec

NEAR_KM = 5.0
"""Exact places this close may be one: joining events of one day, type and actors
so far apart costs 1–2 % of distinct events (measured on ACLED)."""

MAX_RADIUS_KM = 25.0
"""No vague place reaches further than this when events are compared."""

_DOUBTFUL = 0.5
"""A place inferred with no more confidence than this is a guess."""

SIDES = {
    1: "state",
    2: "armed",
    3: "armed",
    4: "armed",
    5: "crowd",
    6: "crowd",
    7: "civilian",
}
"""The side of each of ACLED's codes for actors; others (8) may be on any."""

_PERSONAL = frozenset({"civilian", None})
"""The sides that people called by their own names are on; an army has a name too."""

_SENTENCE_CHARS = 120
_PARAGRAPH_CHARS = 360

_PEOPLE_PER_KM2 = 5000
"""A usual density of a city's built-up area."""


class Days(NamedTuple):
    """The days an event may have happened on, as ordinals, both included."""

    first: int
    last: int


class Toll(NamedTuple):
    """The bounds of a count; `high` is None where the words leave it open."""

    low: int
    high: int | None


class Tolls(NamedTuple):
    """The counts of an event; None where the text gives none."""

    killed: Toll | None
    wounded: Toll | None
    arrested: Toll | None
    abducted: Toll | None
    displaced: Toll | None
    crowd: Toll | None


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """An event as the linkage compares it.

    Attributes
    ----------
    group, manner : str
        Events of one group may be reports of one happening, unless both have a
        manner and these differ: an air strike is no car bomb.
    radius_km : float | None
        How far the position may be off; None for an area (a country, a
        division), which is compared by containment, and without a place.
    extent_km : float
        How far a town reaches around its point; 0 for a spot, which may lie in
        a town: a neighbourhood, a building.
    is_inferred, is_guess : bool
        Whether no words of the sentence name the place; whether none of another
        event does either: the document is merely about it, or was filed there.
    is_borrowed : bool
        Whether other words of the document than the event's own say its days.
    names : frozenset[str]
        The proper names of the agents and of their organisations, in lower case
        but for acronyms.
    sides : frozenset[str]
        Which sides the agents stand on: state, armed, crowd, civilian.
    victims : str | None
        The side the casualties belong to.
    victim_names : frozenset[tuple[str, ...]]
        The full names of those who suffered, in lower case.
    hurt : str | None
        The last word of how they are called.
    discourse : Discourse
        How the text tells it; its place in the text where nothing more is known.
    """

    event: Event
    document_id: str
    offset: int
    group: str
    manner: str
    place: Place | None
    position: Position | None
    radius_km: float | None
    extent_km: float
    is_inferred: bool
    is_guess: bool
    days: Days | None
    is_borrowed: bool
    names: frozenset[str]
    sides: frozenset[str]
    victims: str | None
    victim_names: frozenset[tuple[str, ...]]
    hurt: str | None
    tolls: Tolls
    discourse: Discourse

    @property
    def key(self) -> tuple[str, int, str]:
        """Where the event stands among all: by document, position, id."""
        return self.document_id, self.offset, self.event.id

    @property
    def kind(self) -> tuple[object, ...]:
        """All that can speak against joining events of different documents."""
        return (
            self.group,
            self.manner,
            self.place and self.place.id,
            self.position,
            self.radius_km,
            self.is_inferred,
            self.is_guess,
            self.days,
            self.is_borrowed,
            self.names,
            self.sides,
            self.victims,
            self.victim_names,
            self.hurt,
            self.tolls[:2],
            self.event.is_aggregate,
        )

    @property
    def signature(self) -> tuple[object, ...]:
        """All that is compared: events that share it are as one to all others."""
        return *self.kind, self.tolls


def profile_of(event: Event) -> Profile:
    """Return what matters for joining an event."""
    where = event.where
    group = group_of(event.event_type, event.sub_event_type)
    agents = [actor for actor in event.actors if actor.role == "agent"]
    return Profile(
        event=event,
        document_id=event.trigger.document_id,
        offset=event.trigger.start,
        group=group.group,
        manner=group.manner,
        place=where.place if where else None,
        position=where.position if where else None,
        radius_km=_radius_km(event),
        extent_km=_extent_km(where.place) if where else 0.0,
        is_inferred=where is not None and where.is_inferred,
        is_guess=_is_guess(where),
        days=_days(event.when),
        is_borrowed=event.when is not None and event.when.span not in event.sentence,
        names=frozenset(
            word
            for actor in agents
            for name in (actor.name, actor.associate or "")
            for word in proper_names(name)
        ),
        sides=frozenset(SIDES[a.inter] for a in agents if a.inter in SIDES),
        victims=_victims(event),
        victim_names=frozenset(_victim_names(event)),
        hurt=(event.casualties_of or "").lower().rpartition(" ")[2] or None,
        tolls=Tolls(
            killed=_toll(event.killed),
            wounded=_toll(event.wounded),
            arrested=_toll(event.arrested),
            abducted=_toll(event.abducted),
            displaced=_toll(event.displaced),
            crowd=_toll(event.crowd),
        ),
        discourse=event.discourse or _discourse_of(event),
    )


def _discourse_of(event: Event) -> Discourse:
    """Return where an event stands in its text, of which nothing more is known."""
    start = event.trigger.start
    return Discourse(
        trigger="",
        sentence=start // _SENTENCE_CHARS,
        paragraph=start // _PARAGRAPH_CHARS,
    )


class Group(NamedTuple):
    """One row of the table of groups; "*" stands for any sub-event type.

    Of the types that reports give one incident, that of the highest rank holds.
    """

    event_type: str
    sub_event_type: str
    group: str
    manner: str
    rank: str
    source: str


@cache
def group_of(event_type: str, sub_event_type: str) -> Group:
    """Return the group of a type; a type the table lacks is its own group."""
    rows = [
        row
        for row in lexicon.load("incident_groups", Group)
        if row.event_type == event_type and row.sub_event_type in {sub_event_type, "*"}
    ]
    own = Group(event_type, sub_event_type, event_type, sub_event_type, "0", "")
    return rows[0] if rows else own


def _radius_km(event: Event) -> float | None:
    """Return how far an event's position may be off, or None for an area."""
    where = event.where
    if where is None or where.prec not in {WherePrec.EXACT, WherePrec.NEAR}:
        return None
    if where.prec is WherePrec.EXACT:
        return 0.0
    return min(where.uncertainty_km or NEAR_KM, MAX_RADIUS_KM)


def _extent_km(place: Place) -> float:
    """Return the radius of a disc that houses a town's people; 0 for a spot."""
    if place.feature_class != "P" or place.feature_code == "PPLX":
        return 0.0
    area_km2 = (place.population or 0) / _PEOPLE_PER_KM2
    return min(math.sqrt(area_km2 / math.pi), MAX_RADIUS_KM)


def _is_guess(where: Where | None) -> bool:
    """Tell whether a place is inferred, and no likelier than not."""
    return (
        where is not None and where.is_inferred and where.link_confidence <= _DOUBTFUL
    )


def _days(when: When | None) -> Days | None:
    """Return the days of a date, or None where they are unknown."""
    if when is None or when.first is None or when.last is None:
        return None
    return Days(when.first.toordinal(), when.last.toordinal())


def _toll(count: Count | None) -> Toll | None:
    """Return the bounds of a count; None where nothing bounds it from below.

    "About 50" has no bounds: it counts as 50 to 50, to be compared at all. "Dozens"
    may turn out as more than a hundred.
    """
    if count is None or (count.best is None and count.low is None):
        return None
    low = count.best if count.low is None else count.low
    is_vague = count.high is not None and count.high > (count.best or count.high)
    is_open = (count.high is None and count.low is not None) or is_vague
    return Toll(low or 0, None if is_open else count.high or low)


class _Side(NamedTuple):
    """One row of the table of words that say which side people are on."""

    phrase: str
    inter: str
    source: str


@cache
def _common_words() -> frozenset[str]:
    """Return the words that say what kind of group one is, not which.

    Armed groups stand among the nouns for people as collectives ("taliban").
    """
    return (
        frozenset(
            form
            for row in person_rows()
            if row.number != "collective" or SIDES.get(int(row.inter or 0)) != "armed"
            for form in (row.noun, row.plural or f"{row.noun}s")
        )
        | affiliations()
    )


@cache
def _people() -> dict[str, str | None]:
    """Return the side of every noun for people, singular and plural."""
    return {
        form: SIDES.get(int(row.inter)) if row.inter else None
        for row in person_rows()
        for form in (row.noun, row.plural or f"{row.noun}s")
    }


def _victims(event: Event) -> str | None:
    """Return the side that the casualties belong to, or None if not told."""
    if event.casualties_of:
        return _side_of(event.casualties_of)
    sides = {SIDES.get(a.inter or 0) for a in event.actors if a.role == "patient"}
    return sides.pop() if len(sides) == 1 else None


@lru_cache(maxsize=2**16)
def _side_of(name: str) -> str | None:
    """Return the side that the last known noun of a name stands on."""
    sides = [_people().get(word) for word in re.findall(r"\w+", name.lower())]
    return next((side for side in reversed(sides) if side), None)


def _victim_names(event: Event) -> Iterator[tuple[str, ...]]:
    """Yield the full names of those who suffered."""
    for actor in event.actors:
        if actor.role == "patient" and SIDES.get(actor.inter or 0) in _PERSONAL:
            name = _full_name(actor.name)
            if len(name) > 1:
                yield name


@lru_cache(maxsize=2**16)
def _full_name(name: str) -> tuple[str, ...]:
    """Return the capitalised words that end an actor's name, in lower case.

    >>> _full_name("store clerk Ana Maria Silva"), _full_name("New York student")
    (('ana', 'maria', 'silva'), ())
    """
    words = re.findall(r"[^\W\d_][\w’'-]+", name)
    found = takewhile(
        lambda word: word[0].isupper() and word.lower() not in _common_words(),
        reversed(words),
    )
    return tuple(word.lower() for word in found)[::-1]


@cache
def _modifiers() -> frozenset[str]:
    """Return the words that say which side a group is on, not which group."""
    return frozenset(row.phrase for row in lexicon.load("sides", _Side))


@lru_cache(maxsize=2**16)
def proper_names(name: str) -> frozenset[str]:
    """Return the proper names in an actor's name; acronyms stay in capitals.

    A capital that only begins the name makes none: "Unidentified gunmen".

    >>> sorted(proper_names("Islamist militants of Boko Haram (JAS)"))
    ['JAS', 'boko', 'haram']
    """
    words = re.findall(r"[^\W\d_]\w+", name)
    if words and words[0].lower() in _modifiers():
        words = words[1:]
    return frozenset(
        word if word.isupper() else word.lower()
        for word in words
        if word[0].isupper() and word.lower() not in _common_words()
    )
