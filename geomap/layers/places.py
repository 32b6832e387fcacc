"""Where a place lies, in the words and codes of the schema."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .. import lexicon
from ..records import Place
from ..stages import Gazetteer
from .schema import Value


class Iso3(NamedTuple):
    """A country's two-letter and three-letter code."""

    country_code: str
    iso3: str
    source: str


@cache
def iso3_codes() -> dict[str, str]:
    """Return the three-letter code of each two-letter country code."""
    return {row.country_code: row.iso3 for row in lexicon.load("iso3", Iso3)}


def level(place: Place) -> str | None:
    """Return the column a place gives its name to, or None for a town.

    >>> level(Place(id="1", name="Mangystau", position=(53, 44),
    ...             feature_class="A", feature_code="ADM1"))
    'admin1'
    """
    if place.feature_class != "A":
        return None
    if place.is_country:
        return "country"
    return {"ADM1": "admin1", "ADM2": "admin2"}.get(place.feature_code)


def admin1_of(place: Place, gazetteer: Gazetteer) -> Place | None:
    """Return the admin1 that a place is or lies in, or None."""
    around = (place, *gazetteer.admin_chain(place))
    return next((area for area in around if level(area) == "admin1"), None)


def place_values(place: Place, gazetteer: Gazetteer) -> dict[str, Value]:
    """Return a place's names, codes and those of the divisions around it.

    A division that the gazetteer does not know is None.
    """
    names: dict[str | None, str] = {}
    for area in (place, *gazetteer.admin_chain(place)):
        names.setdefault(level(area), area.name)
    code = place.country_code
    country = gazetteer.country(code) if code else None
    return {
        "country": names.get("country") or (country.name if country else None),
        "iso3": iso3_codes().get(code) if code else None,
        "admin1": names.get("admin1"),
        "admin2": names.get("admin2"),
        "location": place.name,
        "place_id": place.id,
        "feature_class": place.feature_class,
        "feature_code": place.feature_code,
    }
