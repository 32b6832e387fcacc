# ruff: noqa: D401 -- these docstrings are sentences shown to readers
"""Reasons to doubt a candidate: an unlisted place may bear the name too.

News names villages that no gazetteer has, and most short names are borne by some
place far away. What tells such a namesake from the place meant is how well known
it is, how easily its name is met by chance, and what else of its country the
document names. These reasons count against a candidate like any others, and they
lower the confidence in it, since they hold where nothing better is on offer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from ..text import normalise
from .scene import REGIONAL_KM, Choice, Option, Scene, Unit


def alone_and_little_known(unit: Unit, option: Option, scene: Scene) -> float:
    """It is little known, and nothing else in the document is of its country."""
    return (1 - option.candidate.score) * _aloneness(unit, option, scene)


def alone_and_brief(unit: Unit, option: Option, scene: Scene) -> float:
    """It is little known, its name short, and nothing else is of its country."""
    obscurity = (1 - option.candidate.score) ** 2
    return _brevity(unit) * obscurity * _aloneness(unit, option, scene)


def alone_outside(unit: Unit, option: Option, scene: Scene) -> float:
    """It is little known, and the document names another country or its division."""
    is_country = option.place.feature_code.startswith(("PCL", "TERR"))
    lonely = alone_and_little_known(unit, option, scene)
    if not lonely or (is_country and option.candidate.match == "exact"):
        return 0.0
    return lonely * _elsewhere(unit, option, scene, scene.countries)


def alone_among_others(unit: Unit, option: Option, scene: Scene) -> float:
    """It is little known, and towns or other words speak for another country."""
    lonely = alone_and_little_known(unit, option, scene)
    if not lonely:
        return 0.0
    signed = max(
        (1 - shares.get(option.country, 0.0) for shares in scene.signs), default=0.0
    )
    return lonely * max(signed, _elsewhere(unit, option, scene, scene.towns))


def known_by_other_name(unit: Unit, option: Option, _scene: Scene) -> float:
    """It is known by another name, and another place mainly bears this one."""
    is_other = option.candidate.name_kind == "alternate"
    is_taken = is_other and any(
        other.candidate.name_kind == "main" and other.candidate.match == "exact"
        for other in unit.options
    )
    return is_taken * option.candidate.score


def unlike_its_name(unit: Unit, option: Option, _scene: Scene) -> float:
    """It is well known, and the short name in the text is no part of its own."""
    if option.candidate.name_kind not in {"main", "alternate"}:
        return 0.0
    written, own = normalise(unit.name), normalise(option.place.name)
    is_unlike = written not in own and own not in written
    return is_unlike * _brevity(unit) * option.candidate.score


def of_other_languages(_unit: Unit, option: Option, scene: Scene) -> float:
    """It is well known, and few languages call it so, the text's not among them."""
    languages = option.candidate.languages
    is_main = option.candidate.name_kind == "main"
    if is_main or not languages or scene.language in languages:
        return 0.0
    return option.candidate.score / len(languages)


DOUBTS = (
    alone_and_little_known,
    alone_and_brief,
    alone_outside,
    alone_among_others,
    known_by_other_name,
    unlike_its_name,
    of_other_languages,
)
"""Reasons that also lower the confidence."""


def _elsewhere(
    unit: Unit, option: Option, scene: Scene, choices: Sequence[Choice]
) -> float:
    """Return how firmly choices lie in another country, less how near any is, 0-1."""
    others = [
        (other, belief)
        for index, other, belief in choices
        if scene.units[index] is not unit
    ]
    abroad = (belief for other, belief in others if other.country != option.country)
    named = max(abroad, default=0.0)
    if not named:
        return 0.0
    near = max(
        belief * math.exp(-option.distance_km(other) / REGIONAL_KM)
        for other, belief in others
    )
    return max(0.0, named - near)


def _aloneness(unit: Unit, option: Option, scene: Scene) -> float:
    """Return how little else speaks for an option's country, 0 to 1."""
    if option.country is None or option.country == scene.home:
        return 0.0
    others = scene.country_mass[option.country] - unit.country_mass[option.country]
    return max(0.0, 1 - others)


def _brevity(unit: Unit) -> float:
    """Return how easily a name is met by chance: 1 of four letters, 0 of eight."""
    letters = sum(letter.isalpha() for letter in unit.name)
    return min(1.0, max(0.0, 2 - letters / 4))
