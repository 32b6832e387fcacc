"""Judge a dot by the place that its text spells out: "Aktau, Mangystau, Kazakhstan".

The names are links that stand one after the other with nothing but ", " between them:
the first is where it happened, the others what that lies in, to a country or division
that the gazetteer knows. Such a chain in a list of things ("A, B and C") is none, nor
is one of which the first is a country. Where the gazetteer knows a town of the first
name in the finest of the others, the dot is right within 25 km of it; of several such
towns any will do. Otherwise it is right in that country or division, the first name
included where it is a division itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..geo import great_circle_km
from ..records import Candidate, Place
from ..stages import Gazetteer
from .dots import Dot

NEAR_KM = 25.0
MOST_NAMESAKES = 1000
CLEAR_LEAD = 0.1
"""By how much a division of the first order must be better known than any town of its
name: California is a state before it is a town, Medina a town before a province."""

_BETWEEN = ", "
_LIST = re.compile(r",? (?:and|or) (?:the )?[A-Z]")


class Spot(NamedTuple):
    """Where a text says that something is; one of the two is empty."""

    towns: Sequence[Place]
    divisions: Sequence[Place]

    def has(self, dot: Dot, gazetteer: Gazetteer) -> bool:
        """Tell whether a dot lies there: near a town, or in a division."""
        if self.towns:
            return any(
                great_circle_km(dot.position, town.position) <= NEAR_KM
                for town in self.towns
            )
        around = {place.id for place in gazetteer.divisions_at(dot.position)}
        return any(
            outer.id in around or gazetteer.is_within(dot.place, outer)
            for outer in self.divisions
        )


def chains_of(text: str, links: Iterable[tuple[int, int]]) -> list[tuple[str, ...]]:
    """Return the names that stand in chains, two or more in each.

    `links` are the starts and ends of linked words, in text order.

    >>> chains_of("In Aktau, Kazakhstan, a mast fell.", [(3, 8), (10, 20), (24, 28)])
    [('Aktau', 'Kazakhstan')]
    >>> chains_of("In Aktau, Oral and Taraz", [(3, 8), (10, 14), (19, 24)])
    []
    """
    chains: list[list[tuple[int, int]]] = []
    for link in links:
        if chains and text[chains[-1][-1][1] : link[0]] == _BETWEEN:
            chains[-1].append(link)
        else:
            chains.append([link])
    return [
        tuple(text[start:end] for start, end in chain)
        for chain in chains
        if len(chain) > 1 and not _LIST.match(text, chain[-1][1])
    ]


def spot_of(chain: Sequence[str], gazetteer: Gazetteer) -> Spot | None:
    """Return where a chain of names says that something is.

    None where the last name is no known country or division, or the first is a
    country.
    """
    divisions = _divisions(chain[1:], gazetteer)
    if not divisions:
        return None
    namesakes = _known_as(chain[0], gazetteer)
    inside = [c for c in namesakes if _is_inside(c.place, divisions, gazetteer)]
    if not inside and any(c.place.is_country for c in namesakes):
        return None
    towns = [c for c in inside if c.place.feature_class == "P"]
    own = [c for c in inside if c.place.feature_class == "A"]
    if towns and not _is_clearly_division(own, towns):
        return Spot([c.place for c in towns], [])
    return Spot([], [c.place for c in own] or divisions)


def _divisions(names: Sequence[str], gazetteer: Gazetteer) -> list[Place]:
    """Return the divisions that the finest of some names may stand for.

    A name without a division in those of the coarser ones is passed over; [] where
    the last has none at all.
    """
    known: list[Place] = []
    for name in reversed(names):
        places = [
            candidate.place
            for candidate in _known_as(name, gazetteer)
            if candidate.place.feature_class == "A"
        ]
        if name is names[-1]:
            known = places
        else:
            known = [p for p in places if _is_inside(p, known, gazetteer)] or known
    return known


def _known_as(name: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the places of a name, most prominent first."""
    return gazetteer.candidates(name, limit=MOST_NAMESAKES)


def _is_inside(place: Place, divisions: Iterable[Place], gazetteer: Gazetteer) -> bool:
    """Tell whether a place lies in one of some divisions, and is not it."""
    return any(
        place.id != outer.id and gazetteer.is_within(place, outer)
        for outer in divisions
    )


def _is_clearly_division(own: Sequence[Candidate], towns: Sequence[Candidate]) -> bool:
    """Tell whether a name is known for a division of the first order."""
    first = [c.score for c in own if c.place.feature_code == "ADM1"]
    return bool(first) and max(first) >= max(c.score for c in towns) + CLEAR_LEAD
