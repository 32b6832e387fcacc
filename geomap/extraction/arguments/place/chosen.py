"""A place chosen for an event, and how closely it says where that was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from .... import lexicon
from ....geo import reach_km
from ....records import (
    Candidate,
    Evidence,
    MentionKind,
    Place,
    Toponym,
    Where,
    WherePrec,
)
from ....stages import Gazetteer
from .vicinities import AROUND_KM, around, between

STAND_IN = "container"
"""How a name met a place that stands in for one that no gazetteer has."""

_AREAS = frozenset({"A", "H", "L"})
"""Feature classes of areas: divisions, waters and regions."""

_SETTING = "document_is_set_there"
"""Why a place stands in for a name of which nothing else is known."""

SETTING_KM = 100.0
"""How far off such a name may lie."""

FALLBACKS = {
    "label": (0.85, "The line opens with its name, as a label."),
    "previous": (0.6, "Where the sentence before says something happened."),
    "later": (0.6, "A later sentence says more closely where it happened."),
    "headline": (0.5, "Named in the headline."),
    "dateline": (0.45, "The report was filed there."),
    "body": (0.4, "Courts, police or authorities of that country did it."),
    "focus": (0.35, "The place the article is most about."),
    "country": (0.3, "The country the article is most about."),
}
"""Confidence and reason of each way to find a place outside the sentence."""


class PrecisionRow(NamedTuple):
    """How closely a place of a feature code locates what happened there."""

    code: str
    where_prec: str
    uncertainty_km: str
    source: str


@dataclass(frozen=True, slots=True)
class EventPlace:
    """A place chosen for an event, before it is written down as a Where.

    `is_near` marks one that stands for an unknown place in it or near it;
    `other_end` is B of a place said to be between A and B.
    """

    toponym: Toponym
    confidence: float
    evidence: tuple[Evidence, ...]
    runners_up: tuple[Candidate, ...] = ()
    is_inferred: bool = False
    is_near: bool = False
    other_end: Place | None = None


@cache
def _precisions() -> dict[str, tuple[WherePrec, float]]:
    """Return precision and radius by feature code, or by feature class."""
    return {
        row.code: (WherePrec(int(row.where_prec)), float(row.uncertainty_km))
        for row in lexicon.load("place_precision", PrecisionRow)
    }


def precision_of(place: Place) -> tuple[WherePrec, float]:
    """Return how closely a place locates an event: UCDP's code and a radius in km.

    An area reaches as far as its box does, where that is known.
    """
    prec, radius = _usual_precision(place)
    if place.bbox is not None and place.feature_class in _AREAS:
        radius = reach_km(place.bbox)
    return prec, radius


def _usual_precision(place: Place) -> tuple[WherePrec, float]:
    """Return how closely places of a feature code locate events."""
    table = _precisions()
    for length in range(len(place.feature_code), 2, -1):
        if place.feature_code[:length] in table:
            return table[place.feature_code[:length]]
    return table.get(place.feature_class, (WherePrec.AREA, 50.0))


def met(toponym: Toponym) -> str:
    """Return how a name met its place, as `Candidate.match` has it; "" of NIL."""
    return toponym.candidates[0].match if toponym.candidates else ""


def _is_somewhere_around(toponym: Toponym) -> bool:
    """Tell whether an unknown name has only the area that the text is set in."""
    reasons = toponym.candidates[0].evidence if met(toponym) == STAND_IN else ()
    is_set_there = any(reason.feature == _SETTING for reason in reasons)
    return is_set_there and toponym.mention.kind is MentionKind.PLACE


def where_of(event_place: EventPlace) -> Where | None:
    """Return a chosen place as the event's Where; None of NIL.

    A position computed from it ("20 km north of X") keeps X as its place.
    """
    place = event_place.toponym.place
    if place is None:
        return None
    prec, radius = precision_of(place)
    position = place.position
    vicinity = event_place.toponym.mention.vicinity
    span = None if event_place.is_inferred else event_place.toponym.mention.span
    own_radius = (
        max(radius, AROUND_KM) if met(event_place.toponym) == STAND_IN else radius
    )
    if event_place.is_near or met(event_place.toponym) == STAND_IN:
        prec, radius = max(prec, WherePrec.NEAR), max(radius, AROUND_KM)
    if _is_somewhere_around(event_place.toponym):
        prec, radius = max(prec, WherePrec.AREA), max(radius, SETTING_KM)
    region = between(place, event_place.other_end) if event_place.other_end else None
    if vicinity is not None:
        span = None if event_place.is_inferred else vicinity.span
        region = region or around(place, vicinity, radius=own_radius)
    if region is not None:
        position, radius = region.position, region.radius_km
        prec = max(prec, region.prec)
    return Where(
        place=place,
        position=position,
        prec=prec,
        span=span,
        uncertainty_km=round(radius, 1),
        geo_confidence=event_place.toponym.confidence,
        link_confidence=event_place.confidence,
        is_inferred=event_place.is_inferred,
        evidence=event_place.evidence,
        runners_up=event_place.runners_up,
    )


def fallback(toponym: Toponym, way: str, *, is_near: bool = False) -> EventPlace:
    """Return a place found outside the sentence, with the reason for it."""
    confidence, reason = FALLBACKS[way]
    evidence = Evidence(feature=way, score=confidence, detail=reason)
    return EventPlace(
        toponym, confidence, (evidence,), is_inferred=True, is_near=is_near
    )


def later(finer: EventPlace) -> EventPlace:
    """Return the place of a later sentence, for what an earlier one says loosely."""
    event_place = fallback(finer.toponym, "later", is_near=finer.is_near)
    return replace(event_place, confidence=finer.confidence)


def is_finer(
    told: Sequence[EventPlace], other: Sequence[EventPlace], gazetteer: Gazetteer
) -> bool:
    """Tell whether the one place of another telling lies inside the one told."""
    if len(told) != 1 or len(other) != 1:
        return False
    return lies_inside(other[0].toponym, told[0].toponym, gazetteer)


def lies_inside(inner: Toponym, outer: Toponym, gazetteer: Gazetteer) -> bool:
    """Tell whether a toponym's place lies inside another's, and is another."""
    a, b = inner.place, outer.place
    return (
        a is not None and b is not None and a.id != b.id and gazetteer.is_within(a, b)
    )
