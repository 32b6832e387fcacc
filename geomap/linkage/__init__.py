"""Join the events that report one happening into incidents.

Within and across documents: events meet through keys of place and time, reasons
for joining are weighed, and the best-founded joins are made unless an incident
would combine what cannot be one happening.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from ..records import Event, Evidence, Incident
from ..stages import Gazetteer
from .clusters import Cluster, clusters_of
from .document import read_document
from .features import evidence
from .merging import event_of, merge
from .notes import incident_note
from .pairs import Pair
from .profile import Profile, profile_of

__all__ = ["incident_note", "link"]


def link(
    events: Iterable[Event],
    gazetteer: Gazetteer,
    *,
    published: Mapping[str, date] | None = None,
) -> list[Incident]:
    """Join events into incidents; every event belongs to exactly one.

    Events of different realis never join. The order of `events` does not
    matter: incidents come in the order of their first event, by document id and
    position.

    Parameters
    ----------
    events : Iterable[Event]
        Of any number of documents, in any order.
    gazetteer : Gazetteer
        Tells which place lies in which.
    published : Mapping[str, date] | None
        Days of publication by document id: of differing tolls the latest holds.
        Where they are unknown, the largest does.
    """
    by_document: dict[str, list[Event]] = {}
    for event in events:
        by_document.setdefault(event.trigger.document_id, []).append(event)
    chains = [
        chain
        for _, own in sorted(by_document.items())
        for chain in read_document(own, gazetteer)
    ]
    merged = [merge(chain.events, published=published) for chain in chains]
    profiles = [profile_of(event_of(incident)) for incident in merged]
    taken: dict[str, int] = {}
    incidents = []
    for cluster in clusters_of(profiles, gazetteer):
        own = [chains[index] for index in cluster.members]
        incident = merge(
            [event for chain in own for event in chain.events],
            evidence=_evidence(cluster, profiles, gazetteer),
            published=published,
        )
        incident = replace(
            incident,
            confidence=max(chain.confidence for chain in own),
            record_type=min(chain.record_type for chain in own),
            aftermath=tuple(item for chain in own for item in chain.aftermath),
        )
        taken[incident.id] = times = taken.get(incident.id, 0) + 1
        if times > 1:
            incident = replace(incident, id=f"{incident.id}-{times}")
        incidents.append(incident)
    return incidents


def _evidence(
    cluster: Cluster, profiles: list[Profile], gazetteer: Gazetteer
) -> tuple[Evidence, ...]:
    """Return the reasons that joined a cluster, each at its strongest."""
    strongest: dict[str, Evidence] = {}
    for first, second in cluster.joins:
        for reason in evidence(Pair(profiles[first], profiles[second], gazetteer)):
            known = strongest.get(reason.feature)
            if known is None or abs(known.score) < abs(reason.score):
                strongest[reason.feature] = reason
    return tuple(sorted(strongest.values(), key=lambda r: (-abs(r.score), r.feature)))
