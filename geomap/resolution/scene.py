"""The working state of one document while its places are chosen."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..geo import EARTH_RADIUS_KM, unit_vector
from ..records import Candidate, Home, MentionKind, Place

Vector = tuple[float, float, float]
Masses = Mapping[str | None, float]
Sums = dict[str | None, float]

WIDE_CODES = ("PCL", "TERR", "ADM1", "CONT", "RGN")
"""Feature codes, by their beginnings, of places too wide to measure from."""

DIVISIONS = {"ADM1", "ADM2"}
"""Feature codes of the divisions whose codes towns carry."""

REGIONAL_KM = 400.0
"""The distance at which being near the places of a document is worth 1/e."""

CITY_RADIUS_KM = 40.0
"""How far a district or suburb may lie from the point of its city."""


MIN_CONFIDENCE = 0.4
"""Below this, no place is named: the case is too thin (NIL)."""

SURE = 0.5
"""Confidence of a place that may stand in for another, or lie outside the setting."""


@dataclass(slots=True)
class Option:
    """A candidate of a unit, with what comparing it again and again needs.

    `admin1` and `admin2` are whole keys, country code first; `vector` points to
    the place from the Earth's centre; `score` is the sum over the features that
    do not depend on other units; `distances` are those asked for before, by id.
    """

    candidate: Candidate
    place: Place
    country: str | None
    admin1: str | None
    admin2: str | None
    vector: Vector
    is_wide: bool
    score: float = 0.0
    distances: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, candidate: Candidate) -> Option:
        """Return a candidate as an option."""
        place = candidate.place
        admin1 = place.admin1_code and f"{place.country_code}.{place.admin1_code}"
        return cls(
            candidate=candidate,
            place=place,
            country=place.country_code,
            admin1=admin1,
            admin2=place.admin2_code and f"{admin1}.{place.admin2_code}",
            vector=unit_vector(place.position),
            is_wide=place.feature_code.startswith(WIDE_CODES),
        )

    def distance_km(self, other: Option) -> float:
        """Return the great-circle distance to another option's place."""
        found = self.distances.get(other.place.id)
        if found is None:
            (x, y, z), (u, v, w) = self.vector, other.vector
            cosine = max(-1.0, min(1.0, x * u + y * v + z * w))
            found = self.distances[other.place.id] = EARTH_RADIUS_KM * math.acos(cosine)
        return found

    def lies_in(self, outer: Option) -> bool:
        """Tell whether this place lies in another, by codes or near a city."""
        if self.country != outer.country or self.place is outer.place:
            return False
        code = outer.place.feature_code
        if code.startswith(("PCL", "TERR")):
            return True
        if code == "ADM1":
            return self.admin1 == outer.admin1
        if code == "ADM2":
            return self.admin2 == outer.admin2
        return not self.is_wide and self.distance_km(outer) <= CITY_RADIUS_KM


@dataclass(slots=True)
class Unit:
    """The mentions of a document that must mean one place, and what it may be.

    They share their name, what they are said to lie in, and whether the wording
    makes them a division ("Almaty" is not "Almaty region").
    `outer` and `inner` are the units said to contain this one and to lie in it,
    `holders` of the outer ones those that the punctuation leaves no doubt of,
    `beside` those named next to it, all as indexes; `belief` is the present
    probability of each option, `score` that of the likeliest before it is compared,
    `confidence` how often such a choice is right, and `needed` how often it must be;
    `measured_km` is the longest distance that the text measures from it.
    The masses sum the beliefs in each country and first-level division.
    """

    name: str
    kind: MentionKind
    wording: str | None = None
    full_name: str = ""
    options: list[Option] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    outer: set[int] = field(default_factory=set)
    holders: set[int] = field(default_factory=set)
    inner: set[int] = field(default_factory=set)
    beside: set[int] = field(default_factory=set)
    belief: list[float] = field(default_factory=list)
    score: float = 0.0
    confidence: float = 0.0
    needed: float = MIN_CONFIDENCE
    measured_km: float = 0.0
    country_mass: Masses = field(default_factory=dict)
    admin1_mass: Masses = field(default_factory=dict)

    @property
    def best(self) -> int:
        """Return the index of the likeliest option; the first of equals."""
        return self.belief.index(max(self.belief))

    @property
    def is_named(self) -> bool:
        """Tell whether the likeliest option is sure enough to be given."""
        return self.confidence >= self.needed


MAX_CHOICES = 50
"""How many places the names of a document are compared with, lest lists be slow."""

NAMES_OF_HOME = 1.5
"""As many names of a document an outlet's home weighs, if all other articles agree."""

Choice = tuple[int, Option, float]


@dataclass(slots=True)
class Scene:
    """All units of a document, and what they jointly say about where it is set.

    `language` is that of the text, `home` the country of the outlet, `told_home` the
    division that its other articles tell, and `signs` say which countries words other
    than names tell. The masses sum the beliefs in each country and first-level
    division, one per unit. Of the likeliest options, with the index of their unit and
    the belief in them, `anchors` are those small enough to measure from and `towns`
    the towns among them, `countries` the wide ones with a country that is no demonym's,
    which says where people are from and not where they are, and `divisions` those that
    hold towns.
    """

    units: list[Unit]
    language: str = "en"
    home: str | None = None
    told_home: Home | None = None
    signs: list[Masses] = field(default_factory=list)
    country_mass: Sums = field(default_factory=dict)
    admin1_mass: Sums = field(default_factory=dict)
    total_mass: float = 0.0
    anchors: list[Choice] = field(default_factory=list)
    countries: list[Choice] = field(default_factory=list)
    towns: list[Choice] = field(default_factory=list)
    divisions: list[Choice] = field(default_factory=list)

    @property
    def landmarks(self) -> list[Choice]:
        """Return the anchors that are sure enough to stand in for another place."""
        return [
            anchor
            for anchor in self.anchors
            if self.units[anchor[0]].confidence >= SURE
        ]

    def update(self) -> None:
        """Recompute what the units jointly say from their present beliefs."""
        choices = []
        for index, unit in enumerate(self.units):
            unit.country_mass = _sums((option.country for option in unit.options), unit)
            unit.admin1_mass = _sums((option.admin1 for option in unit.options), unit)
            if unit.options:
                best = unit.best
                choices.append((index, unit.options[best], unit.belief[best]))
        self.anchors = self._foremost(c for c in choices if not c[1].is_wide)
        self.towns = [c for c in self.anchors if c[1].place.feature_class == "P"]
        self.countries = self._foremost(
            (index, option, belief)
            for index, option, belief in choices
            if option.is_wide
            and option.country
            and option.candidate.name_kind != "demonym"
        )
        self.divisions = self._foremost(
            c for c in choices if c[1].place.feature_code in DIVISIONS
        )
        self.country_mass = _total(
            [*(unit.country_mass for unit in self.units), *self.signs]
        )
        self.admin1_mass = _total(unit.admin1_mass for unit in self.units)
        named = sum(bool(unit.options) for unit in self.units)
        self.total_mass = float(named + len(self.signs))
        if self.told_home:
            self._hear_home(self.told_home)

    def _hear_home(self, home: Home) -> None:
        """Count the outlet's home as names in the document would count."""
        mass = NAMES_OF_HOME * home.share
        self.country_mass[home.country_code] += mass
        self.admin1_mass[f"{home.country_code}.{home.admin1_code}"] += mass
        self.total_mass += mass

    def _foremost(self, choices: Iterable[Choice]) -> list[Choice]:
        """Return the choices that the document names most often, at most so many."""
        often = sorted(choices, key=lambda choice: -len(self.units[choice[0]].mentions))
        return often[:MAX_CHOICES]


def _sums(keys: Iterable[str | None], unit: Unit) -> Masses:
    """Return the belief of a unit's options by a key of each option."""
    masses: dict[str | None, float] = defaultdict(float)
    for key, belief in zip(keys, unit.belief, strict=True):
        masses[key] += belief
    return masses


def _total(parts: Iterable[Masses]) -> Sums:
    """Return the sum of masses, key by key."""
    masses: dict[str | None, float] = defaultdict(float)
    for part in parts:
        for key, mass in part.items():
            masses[key] += mass
    return masses
