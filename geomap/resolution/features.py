# ruff: noqa: D401 -- these docstrings are sentences shown to readers
"""The reasons for or against a candidate, as one readable table.

Each feature is a small function of a unit, one of its options and the scene.
Its docstring is the sentence that `geomap explain` and the map's card show. Its
value is of the order of 1; what it is worth stands in `data/weights.tsv`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from .doubts import DOUBTS
from .scene import REGIONAL_KM, Option, Scene, Unit

NEAR_KM = 60.0
"""The distance at which being near another place is worth 1/e."""

WORDED = {"PPL": "P", "STM": "H", "LK": "H", "MT": "T", "ISL": "T"}
"""Feature classes that also satisfy a wording of a narrower code."""


class Feature(NamedTuple):
    """One reason; `is_joint` if it depends on what other units mean."""

    function: Callable[[Unit, Option, Scene], float]
    is_joint: bool = False

    @property
    def name(self) -> str:
        """Return the function's name, by which weights and evidence refer to it."""
        return self.function.__name__

    @property
    def sentence(self) -> str:
        """Return the sentence that tells a reader what the reason is."""
        return (self.function.__doc__ or "").strip()


def population(_unit: Unit, option: Option, _scene: Scene) -> float:
    """How many people live there."""
    return 0.0 if _is_division(option) else _people(option)


def population_of_division(_unit: Unit, option: Option, _scene: Scene) -> float:
    """How many people live in that division."""
    return _people(option) if _is_division(option) else 0.0


def prominence(_unit: Unit, option: Option, _scene: Scene) -> float:
    """How well known the place is."""
    return option.candidate.score


def first_of_its_name(unit: Unit, option: Option, _scene: Scene) -> float:
    """It is the best-known place of this name."""
    return float(option is unit.options[0])


def country(_unit: Unit, option: Option, _scene: Scene) -> float:
    """It is a country or a dependent territory."""
    return float(option.place.feature_code.startswith(("PCL", "TERR")))


def first_level_division(_unit: Unit, option: Option, _scene: Scene) -> float:
    """It is a first-level division, such as a state, province or oblast."""
    return float(option.place.feature_code == "ADM1")


def lower_division(_unit: Unit, option: Option, _scene: Scene) -> float:
    """It is a county, district or other lower division."""
    return float(_is_division(option) and option.place.feature_code != "ADM1")


def seat(_unit: Unit, option: Option, _scene: Scene) -> float:
    """It is a capital, or the seat of a first-level division."""
    return float(option.place.feature_code in {"PPLA", "PPLC"})


def part_of_town(_unit: Unit, option: Option, _scene: Scene) -> float:
    """It is only a part of a town."""
    return float(option.place.feature_code == "PPLX")


def namesake_of_town(unit: Unit, option: Option, _scene: Scene) -> float:
    """It is a division, and a town in it or a better-known town bears its name."""
    return float(
        _is_division(option)
        and any(
            other.place.feature_class == "P"
            and (
                other.candidate.score > option.candidate.score or other.lies_in(option)
            )
            for other in unit.options
        )
    )


def natural(_unit: Unit, option: Option, _scene: Scene) -> float:
    """It is a water, a mountain or another natural feature."""
    return float(option.place.feature_class in "HTUV")


def region(_unit: Unit, option: Option, _scene: Scene) -> float:
    """It is a region, a continent or another area without an office."""
    return float(option.place.feature_class == "L")


def site(_unit: Unit, option: Option, _scene: Scene) -> float:
    """It is a building, an airfield or another site."""
    return float(option.place.feature_class in "SR")


def main_name(_unit: Unit, option: Option, _scene: Scene) -> float:
    """The text uses the place's main name."""
    return float(option.candidate.name_kind == "main")


def historic_name(_unit: Unit, option: Option, _scene: Scene) -> float:
    """The text uses a name that the place no longer bears."""
    return float(option.candidate.name_kind == "historic")


def abbreviated_name(_unit: Unit, option: Option, _scene: Scene) -> float:
    """The text uses an abbreviation of the place's name."""
    return float(option.candidate.name_kind == "abbreviation")


def wording_fits(unit: Unit, option: Option, _scene: Scene) -> float:
    """The words around the name call it that kind of place."""
    return float(unit.wording is not None and _is_of_kind(option, unit.wording))


def said_to_lie_in(unit: Unit, option: Option, scene: Scene) -> float:
    """It lies in the place named beside it, as in "Paris, Texas"."""
    return _can_stand(option, [scene.units[i] for i in unit.outer], is_inner=True)


def said_to_contain(unit: Unit, option: Option, scene: Scene) -> float:
    """It contains the place named beside it, as in "Paris, Texas"."""
    return _can_stand(option, [scene.units[i] for i in unit.inner], is_inner=False)


def contains_others(unit: Unit, option: Option, scene: Scene) -> float:
    """Other places of the document lie in it."""
    if not option.place.feature_code.startswith(("PCL", "TERR", "ADM")):
        return 0.0
    inside = sum(
        belief
        for index, other, belief in scene.anchors
        if scene.units[index] is not unit and other.lies_in(option)
    )
    return inside / (1 + inside)


def within_named_division(unit: Unit, option: Option, scene: Scene) -> float:
    """The document names the division or county it lies in."""
    return max(
        (
            belief
            for index, other, belief in scene.divisions
            if scene.units[index] is not unit and option.lies_in(other)
        ),
        default=0.0,
    )


def country_of_document(unit: Unit, option: Option, scene: Scene) -> float:
    """How much of the document and its outlet is about its country."""
    if option.country is None or scene.total_mass <= 1:
        return 0.0
    others = scene.country_mass[option.country] - unit.country_mass[option.country]
    return others / (scene.total_mass - 1)


def division_of_document(unit: Unit, option: Option, scene: Scene) -> float:
    """How much of the document and its outlet is about its first-level division."""
    if option.admin1 is None or scene.total_mass <= 1:
        return 0.0
    others = scene.admin1_mass[option.admin1] - unit.admin1_mass[option.admin1]
    return others / (scene.total_mass - 1)


def close_to_another(unit: Unit, option: Option, scene: Scene) -> float:
    """How close it is to another place of the document."""
    return max(_nearness(unit, option, scene, NEAR_KM), default=0.0)


def close_to_most(unit: Unit, option: Option, scene: Scene) -> float:
    """How close it is to the document's other places as a whole."""
    nearness = _nearness(unit, option, scene, REGIONAL_KM)
    return sum(nearness) / len(nearness) if nearness else 0.0


def close_to_neighbour(unit: Unit, option: Option, scene: Scene) -> float:
    """How close it is to a place named next to it."""
    nearby = [a for a in scene.anchors if a[0] in unit.beside]
    return max(
        (
            belief * math.exp(-option.distance_km(other) / (2 * NEAR_KM))
            for _, other, belief in nearby
            if not option.is_wide
        ),
        default=0.0,
    )


def same_kind_as_neighbour(unit: Unit, option: Option, scene: Scene) -> float:
    """It is the same kind of place as one named next to it."""
    kind = _kind(option)
    return max(
        (
            sum(
                belief
                for other, belief in zip(n.options, n.belief, strict=True)
                if _kind(other) == kind
            )
            for n in (scene.units[i] for i in unit.beside)
        ),
        default=0.0,
    )


def home_of_outlet(_unit: Unit, option: Option, scene: Scene) -> float:
    """The outlet is at home in its country."""
    return float(scene.home is not None and scene.home == option.country)


FEATURES = (
    Feature(population),
    Feature(population_of_division),
    Feature(prominence),
    Feature(first_of_its_name),
    Feature(country),
    Feature(first_level_division),
    Feature(lower_division),
    Feature(seat),
    Feature(part_of_town),
    Feature(namesake_of_town),
    Feature(natural),
    Feature(region),
    Feature(site),
    Feature(main_name),
    Feature(historic_name),
    Feature(abbreviated_name),
    Feature(wording_fits),
    Feature(home_of_outlet),
    Feature(said_to_lie_in),
    Feature(said_to_contain),
    Feature(contains_others, is_joint=True),
    Feature(within_named_division, is_joint=True),
    Feature(country_of_document, is_joint=True),
    Feature(division_of_document, is_joint=True),
    Feature(close_to_another, is_joint=True),
    Feature(close_to_most, is_joint=True),
    Feature(close_to_neighbour, is_joint=True),
    Feature(same_kind_as_neighbour, is_joint=True),
    *(Feature(doubt, is_joint=True) for doubt in DOUBTS),
)


def _is_division(option: Option) -> bool:
    """Tell whether an option is a division of a country."""
    return option.place.feature_code.startswith("ADM")


def _people(option: Option) -> float:
    """Return the order of magnitude of a population; 1 for ten million."""
    return math.log10(1 + (option.place.population or 0)) / 7


def _kind(option: Option) -> str:
    """Return what kind of place an option is, as lists of places tell them apart."""
    place = option.place
    return place.feature_code[:4] if place.feature_class == "A" else place.feature_class


def _is_of_kind(option: Option, wording: str) -> bool:
    """Tell whether a place is of the kind a feature code or class asks for."""
    code = option.place.feature_code
    return code.startswith(wording) or option.place.feature_class == WORDED.get(wording)


def _can_stand(option: Option, others: list[Unit], *, is_inner: bool) -> float:
    """Tell whether other units can stand in the relation they are said to, as 0 or 1.

    How likely they are by themselves does not count: of "Athens, Georgia" neither
    is the likeliest place of its name, but only those two fit together.
    """
    return float(
        any(
            option.lies_in(other) if is_inner else other.lies_in(option)
            for unit in others
            for other in unit.options
        )
    )


def _nearness(unit: Unit, option: Option, scene: Scene, scale_km: float) -> list[float]:
    """Return how near each other anchor of the document is, 1 at no distance."""
    if option.is_wide:
        return []
    return [
        belief * math.exp(-option.distance_km(other) / scale_km)
        for index, other, belief in scene.anchors
        if scene.units[index] is not unit and other.place is not option.place
    ]
