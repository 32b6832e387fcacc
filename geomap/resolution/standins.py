# ruff: noqa: D401 -- these docstrings are sentences shown to readers
"""Where a place lies that the gazetteer does not know: one that stands in for it.

"A street in Homs" is better placed at Homs, said as such, than nowhere. Each way
of finding a stand-in is a small function, tried in the order of `WAYS`; its
docstring is the sentence shown to the reader. How often each is right stands in
the table of weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..stages import Gazetteer
from .scene import CITY_RADIUS_KM, SURE, Option, Scene, Unit

SETTING_KM = 100.0
"""Radius of the area that a local report is set in."""

SETTING_SHARE = 0.5
"""Share of the mentions of towns and sites that must lie there.

Those just across a border speak against it: nothing tells the side.
"""

_LONG = frozenset({"STM", "MTS"})
"""What runs on past where a document is set: rivers and ranges."""

Way = Callable[[Unit, Scene, Gazetteer], Option | None]


class StandIn(NamedTuple):
    """A place that stands in for another, and which of `WAYS` found it."""

    option: Option
    way: int


def said_to_lie_there(unit: Unit, scene: Scene, _gazetteer: Gazetteer) -> Option | None:
    """The gazetteer does not know the name; the text says that it lies there."""
    outer = [scene.units[i] for i in sorted(unit.outer)]
    places = [o.options[o.best] for o in outer if o.confidence >= SURE]
    return min(places, key=lambda option: option.is_wide, default=None)


def named_after_town(unit: Unit, scene: Scene, gazetteer: Gazetteer) -> Option | None:
    """The gazetteer does not know the name; it holds the name of a town at hand."""
    for part in _parts(unit.name):
        for offer in gazetteer.candidates(part):
            option = Option.of(offer)
            if not option.is_wide and any(
                option.distance_km(anchor) <= CITY_RADIUS_KM
                for _, anchor, _ in scene.landmarks
            ):
                return option
    return None


def document_is_set_there(
    unit: Unit, scene: Scene, _gazetteer: Gazetteer
) -> Option | None:
    """The gazetteer does not know the name; the document is set around there."""
    if unit.wording in _LONG:
        return None
    landmarks = [
        landmark
        for landmark in scene.landmarks
        if scene.units[landmark[0]].measured_km <= SETTING_KM
    ]
    weights = [len(scene.units[index].mentions) for index, _, _ in landmarks]
    best, most = None, 0
    for _, centre, _ in landmarks:
        near = sum(
            -weight if _across_border(anchor, centre) else weight
            for weight, (_, anchor, _) in zip(weights, landmarks, strict=True)
            if anchor.distance_km(centre) <= SETTING_KM
        )
        if near > most:
            best, most = centre, near
    return best if most >= SETTING_SHARE * sum(weights) else None


WAYS: tuple[Way, ...] = (said_to_lie_there, named_after_town, document_is_set_there)


def stand_in(unit: Unit, scene: Scene, gazetteer: Gazetteer) -> StandIn | None:
    """Return a place for a unit that none of its own options suits, or None."""
    for number, way in enumerate(WAYS):
        option = way(unit, scene, gazetteer)
        if option:
            return StandIn(option, number)
    return None


def _across_border(one: Option, other: Option) -> bool:
    """Tell whether two places lie in countries that are known and differ."""
    return None not in {one.country, other.country} and one.country != other.country


def _parts(name: str) -> Iterator[str]:
    """Yield the beginnings of a name and what follows "of", longest first.

    >>> list(_parts("Homs Grand Mosque")), list(_parts("University of Homs"))
    (['Homs Grand', 'Homs'], ['University', 'Homs'])
    """
    words = name.split()
    for length in range(len(words) - 1, 0, -1):
        if not words[length - 1][0].islower():
            yield " ".join(words[:length])
    if " of " in name:
        yield name.rpartition(" of ")[2].removeprefix("the ")
