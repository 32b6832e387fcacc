"""Stories of the gold set: reports written as events, and how they should join."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from geomap import lexicon
from geomap.layers.incidents import EventType
from geomap.records import (
    Actor,
    Count,
    DatePrec,
    Event,
    Incident,
    Place,
    Realis,
    Span,
    When,
    Where,
    WherePrec,
)

FOLDER = Path(__file__).parent / "gold" / "stories"
TYPE_OF = {
    row.sub_event_type: row.event_type for row in lexicon.load("event_types", EventType)
}
PREC_OF = {
    "PCLI": WherePrec.COUNTRY,
    "ADM1": WherePrec.ADMIN1,
    "ADM2": WherePrec.ADMIN2,
}
COUNTS = ("killed", "wounded", "arrested", "abducted", "displaced", "crowd")


class Story(NamedTuple):
    """Events that a few documents report, and the groups that are one happening."""

    name: str
    events: list[Event]
    incidents: list[set[str]]


class Map:
    """The places of the stories, as much of a gazetteer as linkage asks for."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = {place.name: place for place in places}

    def is_within(self, inner: Place, outer: Place) -> bool:
        def codes(place: Place) -> list[str | None]:
            return [place.country_code, place.admin1_code, place.admin2_code]

        depth = {"PCLI": 1, "ADM1": 2, "ADM2": 3}.get(outer.feature_code, 0)
        within = depth and codes(inner)[:depth] == codes(outer)[:depth]
        return inner.id == outer.id or bool(within)


def read_places() -> Map:
    with (FOLDER / "places.tsv").open(encoding="utf-8") as lines:
        return Map(
            Place(
                id=row["name"],
                name=row["name"],
                position=(float(row["lon"]), float(row["lat"])),
                feature_class=row["class"],
                feature_code=row["code"],
                country_code=row["country"],
                admin1_code=row["admin1"] or None,
                admin2_code=row["admin2"] or None,
                population=int(row["population"] or 0) or None,
            )
            for row in csv.DictReader(lines, delimiter="\t")
        )


def read_stories(world: Map) -> list[Story]:
    return [
        story_of(json.loads(line), world)
        for path in sorted(FOLDER.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def story_of(row: Mapping[str, Any], world: Map) -> Story:
    events = [
        event_of(report, f"e{number:02}", world)
        for number, report in enumerate(row["reports"])
    ]
    incidents = [{events[n].id for n in group} for group in row["incidents"]]
    return Story(row["story"], events, incidents)


def event_of(report: Mapping[str, Any], event_id: str, world: Map) -> Event:
    start = report.get("at", 0)
    span = Span(report["doc"], start, start + 5)
    elsewhere = Span(report["doc"], start + 5, start + 10)
    roles = [role for role in ("agent", "patient") if role in report]
    return Event(
        id=event_id,
        event_type=TYPE_OF[report["what"]],
        sub_event_type=report["what"],
        trigger=span,
        sentence=span,
        realis=Realis(report.get("realis", "actual")),
        where=where_of(report, span, world),
        when=when_of(report["date"], elsewhere if report.get("borrowed") else span),
        actors=tuple(
            Actor(name=report[role][0], role=role, inter=report[role][1], span=span)
            for role in roles
        ),
        casualties_of=report.get("of"),
        is_aggregate=report.get("aggregate", False),
        **{name: count_of(report[name], span) for name in COUNTS if name in report},
    )


def where_of(report: Mapping[str, Any], span: Span, world: Map) -> Where | None:
    if report["place"] is None:
        return None
    place = world.places[report["place"]]
    lon, lat, radius_km = report.get("near", (*place.position, None))
    exact = WherePrec.NEAR if "near" in report else WherePrec.EXACT
    inferred = report.get("inferred")
    return Where(
        place=place,
        position=(lon, lat),
        prec=PREC_OF.get(place.feature_code, exact),
        span=None if inferred else span,
        uncertainty_km=radius_km,
        link_confidence=inferred or 1.0,
        is_inferred=inferred is not None,
    )


def when_of(days: str | Sequence[str] | None, span: Span) -> When | None:
    if days is None:
        return None
    first, last = (days, days) if isinstance(days, str) else days
    return When(
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        prec=DatePrec.DAY if first == last else DatePrec.DAYS,
        span=span,
    )


def count_of(number: int | Sequence[int | None], span: Span) -> Count:
    bounds = [number] * 3 if isinstance(number, int) else number
    best, low, high = bounds
    return Count(best=best, low=low, high=high, span=span)


def groups_of(incidents: Iterable[Incident]) -> list[set[str]]:
    return [{event.id for event in incident.events} for incident in incidents]


def pairs_of(groups: Iterable[set[str]]) -> set[tuple[str, ...]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def b_cubed(found: list[set[str]], gold: list[set[str]]) -> float:
    """Return the mean over events of how much of one's group the other holds."""
    ratios = [
        len(group & other) / len(group)
        for group in found
        for event in group
        for other in gold
        if event in other
    ]
    return sum(ratios) / len(ratios)
