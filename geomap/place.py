"""The frozen records of places: all that the gazetteer needs to answer.

Apart from `geomap.records`, which holds every other record and offers these too, so
that a look-up starts without the records of texts and events.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Position: TypeAlias = tuple[float, float]
"""Longitude and latitude, in degrees."""

BBox: TypeAlias = tuple[float, float, float, float]
"""West, south, east and north, in degrees; west > east crosses the antimeridian."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One gazetteer entry.

    `id` is the GeoNames id in decimal where there is one, otherwise
    "<source>:<key>", as in "region:donbas" or "overlay:camp-12".
    """

    id: str
    name: str
    position: Position
    feature_class: str
    feature_code: str
    country_code: str | None = None
    admin1_code: str | None = None
    admin2_code: str | None = None
    population: int | None = None
    bbox: BBox | None = None
    source: str = "geonames"

    @property
    def geonames_id(self) -> int | None:
        """The GeoNames id, or None for a place of another source."""
        return int(self.id) if self.id.isdigit() else None

    @property
    def is_country(self) -> bool:
        """Whether it is a whole country: a political entity of GeoNames."""
        return self.feature_code.startswith("PCL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason for or against a candidate, as shown to the reader."""

    feature: str
    score: float
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place the gazetteer offers for a name, with the case for it.

    Attributes
    ----------
    matched_name : str
        The gazetteer's name that the text's name met.
    match : str
        How it met it: exact, variant (folded spelling) or fuzzy; container where
        it did not, and the place is one that holds what is named, or is near;
        capital where the words are a country's ("the Iraqi capital"); online where a
        geocoding service was asked (`geomap.online`).
    name_kind : str
        What that name is to the place: main, alternate, historic,
        abbreviation or demonym.
    languages : tuple of str
        ISO 639 codes of the languages that call it so, as the sources say; empty
        where they do not say.
    """

    place: Place
    matched_name: str
    match: str = "exact"
    name_kind: str = "main"
    score: float = 0.0
    languages: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
