"""From the events of one document to its incidents: chains, aftermath, confidence.

Events that tell of one happening make a chain; what only follows from a chain becomes
its aftermath; and each chain gets the probability that a dot for it is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..records import Aftermath, Event, Realis, RecordType
from ..stages import Gazetteer
from .confidence import confidence_of
from .coreference import chains_of
from .profile import Profile, profile_of

_AFTERMATH = 0.5
"""From this mean probability on, a chain only follows from another one."""

_BACKGROUND = 0.5
"""From this mean probability on, a chain is told for context."""

_REAL = frozenset({Realis.ACTUAL, Realis.HISTORICAL})
STATEMENT = "Statement"


class Chain(NamedTuple):
    """The events by which one document tells one happening, in text order."""

    events: tuple[Event, ...]
    aftermath: tuple[Aftermath, ...]
    confidence: float
    record_type: RecordType


def read_document(events: Sequence[Event], gazetteer: Gazetteer) -> list[Chain]:
    """Return the happenings that one document tells, in order of their first event.

    Events that did not happen, and statements, are chains of their own kind.

    Parameters
    ----------
    events : Sequence[Event]
        All events of one document.
    """
    kept, followed = _part_aftermath(_all_chains(events, gazetteer))
    told = [chain for chain in kept if is_told(chain[0].event)]
    return [
        Chain(
            events=tuple(profile.event for profile in chain),
            aftermath=tuple(map(_aftermath_of, followed[number])),
            confidence=_confidence(chain, told),
            record_type=_record_type(chain),
        )
        for number, chain in enumerate(kept)
    ]


def chains_in(events: Sequence[Event], gazetteer: Gazetteer) -> list[list[Profile]]:
    """Return the chains of a document that stand by themselves, in text order."""
    return _part_aftermath(_all_chains(events, gazetteer))[0]


def is_told(event: Event) -> bool:
    """Tell whether an event is said to have happened, and is no mere statement."""
    return event.event_type != STATEMENT and event.realis in _REAL


def _all_chains(events: Sequence[Event], gazetteer: Gazetteer) -> list[list[Profile]]:
    """Return the events of a document by what they tell of, in text order."""
    profiles = sorted(map(profile_of, events), key=lambda profile: profile.key)
    found: list[list[Profile]] = []
    for part in _parts(profiles):
        chains = chains_of(part, gazetteer)
        found += [[part[index] for index in chain] for chain in chains]
    return sorted(found, key=lambda chain: chain[0].key)


def _confidence(chain: Sequence[Profile], told: Sequence[Sequence[Profile]]) -> float:
    """Return the probability that a dot for a chain is right.

    What was planned, feared or denied is no incident; statements are never mapped.
    """
    event = chain[0].event
    if is_told(event):
        return confidence_of(chain, told)
    return float(event.event_type == STATEMENT)


def _parts(profiles: Sequence[Profile]) -> list[list[Profile]]:
    """Return the events that may tell of one happening: those of one realis."""
    parts: dict[object, list[Profile]] = {}
    for profile in profiles:
        event = profile.event
        realis = Realis.ACTUAL if event.realis in _REAL else event.realis
        parts.setdefault((realis, event.event_type == STATEMENT), []).append(profile)
    return list(parts.values())


def _part_aftermath(
    chains: Sequence[list[Profile]],
) -> tuple[list[list[Profile]], list[list[Profile]]]:
    """Return the chains that stand by themselves, and what followed each of them.

    Aftermath belongs to the chain told last before it, or to the first one.
    """
    kept = [chain for chain in chains if not _is_aftermath(chain)]
    if not any(is_told(chain[0].event) for chain in kept):
        return list(chains), [[] for _ in chains]
    followed: list[list[Profile]] = [[] for _ in kept]
    for chain in chains:
        if _is_aftermath(chain):
            start = chain[0].offset
            before = [n for n, c in enumerate(kept) if is_told(c[0].event)]
            told = [n for n in before if kept[n][0].offset <= start]
            followed[(told or before[:1])[-1]] += chain
    return kept, followed


def _is_aftermath(chain: Sequence[Profile]) -> bool:
    """Tell whether all that a chain tells only follows from another happening."""
    shares = [profile.discourse.aftermath for profile in chain]
    return is_told(chain[0].event) and sum(shares) >= _AFTERMATH * len(shares)


def _record_type(chain: Sequence[Profile]) -> RecordType:
    """Return whether a chain is news, or told for context."""
    shares = [profile.discourse.background for profile in chain]
    is_background = sum(shares) >= _BACKGROUND * len(shares)
    return RecordType.BACKGROUND if is_background else RecordType.REPORTED


def _aftermath_of(profile: Profile) -> Aftermath:
    """Return an event as what followed from another."""
    event = profile.event
    return Aftermath(
        what=profile.discourse.trigger or event.sub_event_type.lower(),
        trigger=event.trigger,
        sentence=event.sentence,
        where=event.where,
        when=event.when,
    )
