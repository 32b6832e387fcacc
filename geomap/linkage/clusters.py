"""Growing incidents: the best-founded joins first, and none that conflicts."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from ..stages import Gazetteer
from .blocking import candidate_pairs
from .conflicts import are_apart
from .features import JOIN_SCORE, restates, score
from .pairs import Pair
from .profile import Profile

Spot: TypeAlias = tuple[str | None, int]
"""The id of the town that tolls are of (None for any other place), and which."""

_DOCUMENTS_PER_KIND = 2


class Bounds(NamedTuple):
    """The tightest bounds of some tolls: the highest low and the lowest high."""

    low: float
    high: float

    def tightened(self, other: Bounds) -> Bounds:
        """Return the tightest bounds of both."""
        return Bounds(max(self.low, other.low), min(self.high, other.high))

    def exclude(self, other: Bounds) -> bool:
        """Tell whether some toll here cannot be the same as some toll there."""
        return self.low > other.high or other.low > self.high


@dataclass(slots=True, eq=False)
class Cluster:
    """The events of one incident, by index, and the pairs that joined them.

    All events of a kind conflict with the same events, but for what one document
    leaves open: `kinds` holds one event of each of two documents, of which at least
    one is compared across documents. `tolls` holds the tolls of each document, so
    that no two events are ever compared twice.
    """

    members: list[int]
    kinds: dict[Hashable, dict[str, int]]
    tolls: dict[str, dict[Spot, Bounds]]
    joins: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, index: int, profile: Profile) -> Cluster:
        """Return a cluster of one event."""
        town = profile.place and profile.radius_km is not None and profile.place.id
        tolls = {
            (town or None, counted): Bounds(
                toll.low, math.inf if toll.high is None else toll.high
            )
            for counted, toll in enumerate(profile.tolls[:2])
            if toll
        }
        document_id = profile.document_id
        return cls([index], {profile.kind: {document_id: index}}, {document_id: tolls})

    def compared(self) -> Iterator[int]:
        """Yield the events that are compared for all."""
        for by_document in self.kinds.values():
            yield from by_document.values()

    def absorb(self, other: Cluster, *, join: tuple[int, int]) -> None:
        """Take over the events of another cluster, which a pair joins to this."""
        self.members += other.members
        self.joins += [*other.joins, join]
        for kind, by_document in other.kinds.items():
            known = by_document | self.kinds.get(kind, {})
            self.kinds[kind] = dict(sorted(known.items())[:_DOCUMENTS_PER_KIND])
        for document_id, tolls in other.tolls.items():
            own = self.tolls.setdefault(document_id, {})
            for spot, bounds in tolls.items():
                own[spot] = bounds.tightened(own.get(spot, bounds))


def clusters_of(profiles: Sequence[Profile], gazetteer: Gazetteer) -> list[Cluster]:
    """Return the clusters of events that report one happening, by first member.

    Pairs are taken from the highest score down. One whose clusters hold any two
    events in conflict is passed over, so that no chain of likenesses joins what
    differs.

    Parameters
    ----------
    profiles : Sequence[Profile]
        In the order of their keys: the order of documents then never matters.
    """
    found: dict[int, Cluster] = {}
    for first, second in _joins(profiles, gazetteer):
        a = found.get(first) or Cluster.of(first, profiles[first])
        b = found.get(second) or Cluster.of(second, profiles[second])
        if a is b or _conflict(a, b, profiles=profiles, gazetteer=gazetteer):
            continue
        larger, smaller = (a, b) if len(a.members) >= len(b.members) else (b, a)
        larger.absorb(smaller, join=(first, second))
        for index in (first, second, *smaller.members):
            found[index] = larger
    singles = (
        Cluster.of(index, profile)
        for index, profile in enumerate(profiles)
        if index not in found
    )
    joined = {id(cluster): cluster for cluster in found.values()}.values()
    for cluster in joined:
        cluster.members.sort()
    return sorted([*joined, *singles], key=lambda cluster: cluster.members[0])


def _joins(
    profiles: Sequence[Profile], gazetteer: Gazetteer
) -> Iterable[tuple[int, int]]:
    """Return the pairs that are alike enough, best first, then in order.

    An area's report that may restate either of two happenings restates neither.
    """
    scored = []
    restated: dict[int, list[tuple[float, int]]] = {}
    for first, second in candidate_pairs(profiles):
        pair = Pair(profiles[first], profiles[second], gazetteer)
        if (
            pair.is_one_document
            or are_apart(pair)
            or (total := score(pair)) < JOIN_SCORE
        ):
            continue
        scored.append((-total, first, second))
        if restates(pair) > 0:
            area = first if profiles[first].radius_km is None else second
            restated.setdefault(area, []).append((total, first + second - area))
    unclear = {
        (min(area, point), max(area, point))
        for area, points in restated.items()
        for point in _rivals(points, profiles, gazetteer)
    }
    return [
        (first, second)
        for _, first, second in sorted(scored)
        if (first, second) not in unclear
    ]


def _rivals(
    points: Sequence[tuple[float, int]],
    profiles: Sequence[Profile],
    gazetteer: Gazetteer,
) -> list[int]:
    """Return the best restated of an area's points, if they are two happenings."""
    best = max(total for total, _ in points)
    closest = [point for total, point in points if total == best]
    first = closest[0]
    is_open = any(
        are_apart(Pair(profiles[first], profiles[other], gazetteer))
        for other in closest[1:]
    )
    return [point for _, point in points] if is_open else []


def _conflict(
    a: Cluster, b: Cluster, *, profiles: Sequence[Profile], gazetteer: Gazetteer
) -> bool:
    """Tell whether any event of one cluster conflicts with any of the other."""
    if any(
        are_apart(Pair(profiles[first], profiles[second], gazetteer))
        for first in a.compared()
        for second in b.compared()
    ):
        return True
    return not a.tolls.keys().isdisjoint(b.tolls)


def _exclude(a: dict[Spot, Bounds], b: dict[Spot, Bounds]) -> bool:
    """Tell whether tolls of one document, not of one town, cannot be the same."""
    return any(
        bounds.exclude(others)
        for (town, counted), bounds in a.items()
        for (other, other_counted), others in b.items()
        if counted == other_counted and (town is None or town != other)
    )
