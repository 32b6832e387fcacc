"""Linking grows with the number of events, not with its square.

`GEOMAP_EVENTS=1000000 pytest -s tests/benchmarks/test_linkage_growth.py` prints
time and memory at a size of your choice; by default it is small.
"""

import os
import random
import resource
import time
from datetime import date, timedelta
from typing import cast

from geomap.linkage import link
from geomap.linkage.blocking import candidate_pairs
from geomap.linkage.profile import profile_of
from geomap.records import (
    Count,
    DatePrec,
    Event,
    Place,
    Span,
    When,
    Where,
    WherePrec,
)
from geomap.stages import Gazetteer

SIZE = int(os.environ.get("GEOMAP_EVENTS", "2000"))
TYPES = (
    ("Battles", "Armed clash"),
    ("Explosions/Remote violence", "Air/drone strike"),
    ("Explosions/Remote violence", "Suicide bomb"),
    ("Violence against civilians", "Attack"),
    ("Protests", "Peaceful protest"),
    ("Riots", "Violent demonstration"),
    ("Strategic developments", "Arrests"),
)
COUNTRIES = [
    Place(
        id=f"country{number}",
        name=f"Country {number}",
        position=(0.0, 0.0),
        feature_class="A",
        feature_code="PCLI",
        country_code=f"C{number}",
    )
    for number in range(150)
]


class Countries:
    """As much of a gazetteer as linkage asks for: which town is in which country."""

    def is_within(self, inner: Place, outer: Place) -> bool:
        is_country = outer.feature_code == "PCLI"
        same = inner.country_code == outer.country_code
        return inner.id == outer.id or (is_country and same)


GAZETTEER = cast("Gazetteer", Countries())


def synthetic_events(size: int) -> list[Event]:
    """Return events of happenings that one to eight documents report.

    The world grows with their number: 25 events a town, 1000 a day; one report
    in ten names only the country.
    """
    chance = random.Random(size)  # noqa: S311
    towns = [
        Place(
            id=f"town{number}",
            name=f"Town {number}",
            position=(chance.uniform(-180, 180), chance.uniform(-60, 70)),
            feature_class="P",
            feature_code="PPL",
            country_code=f"C{number % len(COUNTRIES)}",
            population=chance.choice((1000, 50_000, 900_000)),
        )
        for number in range(max(200, size // 25))
    ]
    events: list[Event] = []
    while len(events) < size:
        town = chance.choice(towns)
        day = date(2020, 1, 1) + timedelta(chance.randrange(max(30, size // 1000)))
        killed = chance.choice((None, None, 1, 2, 3, 5, 8, 12, 40))
        kind = chance.choice(TYPES)
        for _ in range(chance.choice((1, 1, 2, 3, 8))):
            country = COUNTRIES[int((town.country_code or "C0")[1:])]
            place = country if chance.random() < 0.1 else town
            events.append(event_of(len(events), kind, place, day, killed))
    return events[:size]


def event_of(
    number: int, kind: tuple[str, str], place: Place, day: date, killed: int | None
) -> Event:
    span = Span(f"d{number // 3:07}", number % 3 * 300, number % 3 * 300 + 5)
    is_town = place.feature_class == "P"
    count = Count(best=killed, low=killed, high=killed, span=span)
    return Event(
        id=f"e{number}",
        event_type=kind[0],
        sub_event_type=kind[1],
        trigger=span,
        sentence=span,
        where=Where(
            place=place,
            position=place.position,
            prec=WherePrec.EXACT if is_town else WherePrec.COUNTRY,
            span=span,
        ),
        when=When(first=day, last=day, prec=DatePrec.DAY, span=span),
        killed=None if killed is None else count,
    )


def pairs_per_event(size: int) -> float:
    profiles = sorted(map(profile_of, synthetic_events(size)), key=lambda p: p.key)
    return len(candidate_pairs(profiles)) / size


def test_comparisons_per_event_stay_few() -> None:
    assert pairs_per_event(4 * SIZE) <= 1.2 * pairs_per_event(SIZE)


def test_linking_reports_time_and_memory() -> None:
    events = synthetic_events(SIZE)
    start = time.process_time()
    incidents = link(events, GAZETTEER)
    seconds = time.process_time() - start
    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(  # noqa: T201
        f"\n{SIZE} events: {len(incidents)} incidents, {seconds:.1f} CPU-s, "
        f"peak {peak_mib:.0f} MiB"
    )
    assert sum(len(incident.events) for incident in incidents) == SIZE
