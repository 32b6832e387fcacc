"""Towns that a text would have named with their state, had it meant them.

American and Canadian news writes "Salem, Ore.": by the stylebooks of their agencies,
only well-known towns stand without their state, and those of the state that the story
is set in. What bears the name of a little town far from all else that a text names is
mostly a street, a suburb, a school or a person there, which no gazetteer has.
"""

from __future__ import annotations

from .scene import SURE, Option, Scene, Unit

STATED = frozenset({"US", "CA"})
"""Countries whose towns news names with their state (AP and CP stylebooks)."""

STANDS_ALONE = 0.5
"""Prominence from which a town is named without its state anywhere."""

PART_OF_TOWN = "PPLX"
"""The feature code that "neighborhood" beside a name asks for."""

SETTING_KM = 150.0
"""How far the readers of a story know the towns, on both sides of a border."""

SIGNS = 2
"""Of three that it takes: in `STATED`, little known, called a neighbourhood."""

RIGHT = 0.1
"""Share of such places that are right, of 96 in five corpora that people marked."""


def is_unstated(unit: Unit, scene: Scene) -> bool:
    """Tell whether a unit's likeliest place is one that the text would have located.

    It is little known or called a neighbourhood, or both outside `STATED`; it is named
    without its state, and far from all that the text firmly names, none of which lies
    in its state, nor is the outlet at home there.
    """
    option = unit.options[unit.best]
    is_town = not option.is_wide and option.place.feature_class != "A"
    signs = (
        option.country in STATED,
        option.candidate.score < STANDS_ALONE,
        unit.wording == PART_OF_TOWN,
    )
    if not is_town or sum(signs) < SIGNS or unit.outer:
        return False
    home = scene.told_home
    if home and option.admin1 == f"{home.country_code}.{home.admin1_code}":
        return False
    firm = [
        other
        for index, other, _ in (*scene.anchors, *scene.divisions)
        if scene.units[index] is not unit and scene.units[index].confidence >= SURE
    ]
    return bool(firm) and not any(_are_neighbours(option, other) for other in firm)


def _are_neighbours(town: Option, other: Option) -> bool:
    """Tell whether a town lies in the state of another place, or near it."""
    is_near = not other.is_wide and town.distance_km(other) <= SETTING_KM
    return is_near or town.admin1 == other.admin1
