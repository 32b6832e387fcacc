"""Growing incidents: the best-founded joins first, and none that conflicts."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from ..stages import Gazetteer
from .blocking import candidate_pairs
from .features import JOIN_SCORE, Pair, are_apart, score, tolls_differ
from .profile import Profile


@dataclass(slots=True, eq=False)
class Cluster:
    """The events of one incident, by index, and the pairs that joined them.

    `kinds` holds one event of each signature, since all of a signature conflict
    with the same events, but for the tolls within one document.
    """

    members: list[int]
    joins: list[tuple[int, int]] = field(default_factory=list)
    kinds: dict[Hashable, int] = field(default_factory=dict)
    documents: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, index: int, profile: Profile) -> Cluster:
        """Return a cluster of one event."""
        return cls(
            members=[index],
            kinds={profile.signature: index},
            documents={profile.document_id: [index]},
        )

    def absorb(self, other: Cluster, *, join: tuple[int, int]) -> None:
        """Take over the events of another cluster, which a pair joins to this."""
        self.members += other.members
        self.joins += [*other.joins, join]
        self.kinds |= other.kinds
        for document_id, members in other.documents.items():
            self.documents.setdefault(document_id, []).extend(members)


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
    """Return the pairs that are alike enough, best first, then in order."""
    scored = []
    for first, second in candidate_pairs(profiles):
        pair = Pair(profiles[first], profiles[second], gazetteer)
        if not are_apart(pair) and (total := score(pair)) >= JOIN_SCORE:
            scored.append((-total, first, second))
    return [(first, second) for _, first, second in sorted(scored)]


def _conflict(
    a: Cluster, b: Cluster, *, profiles: Sequence[Profile], gazetteer: Gazetteer
) -> bool:
    """Tell whether any event of one cluster conflicts with any of the other."""
    if any(
        are_apart(Pair(profiles[first], profiles[second], gazetteer))
        for first in a.kinds.values()
        for second in b.kinds.values()
    ):
        return True
    return any(
        tolls_differ(Pair(profiles[first], profiles[second], gazetteer))
        for document_id in a.documents.keys() & b.documents.keys()
        for first in a.documents[document_id]
        for second in b.documents[document_id]
    )
