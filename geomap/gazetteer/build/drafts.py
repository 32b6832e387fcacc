"""Places and names on their way into a gazetteer, and what to make of them."""

from __future__ import annotations

import math
import re
from typing import NamedTuple, TypeAlias

_TRANSLITERATION = re.compile(r"[a-z][a-z0-9 .'-]*")
_MIXED = re.compile(r"(?=.*[a-z]).*[\u0370-\u1cff]")  # Latin, and Greek to Vedic
_CODE = re.compile(r"[A-Z0-9]{1,4}|.?|[\x00-\x7f]{1,2}|https?:.*")

_PRIORS = {"H": 0.25, "L": 0.25, "T": 0.25}  # of places without people

_KINDS = (  # feature class, start of the feature code, kind for recognition
    ("A", "PCLH", "region"),
    ("A", "PCL", "country"),
    ("A", "TERR", "country"),
    ("A", "ADM1", "admin1"),
    ("A", "", "admin2"),
    ("P", "", "town"),
    ("L", "RGN", "region"),
    ("L", "CONT", "region"),
    ("L", "", "region"),
    ("H", "", "natural"),
    ("T", "", "natural"),
    ("V", "", "natural"),
    ("S", "", "site"),
    ("R", "", "site"),
    ("U", "", "natural"),
    ("", "", "site"),
)

Named: TypeAlias = tuple[int, str, str | None]
"""A place's id, one of its names, and the code of the name's language.

Only ISO 639-1 codes are kept, those of two letters."""


class Draft(NamedTuple):
    """One place on its way into the gazetteer; degrees, longitude first."""

    id: int
    name: str
    lon: float | None
    lat: float | None
    feature_class: str
    feature_code: str
    country: str | None
    admin1: str | None = None
    admin2: str | None = None
    population: int | None = None
    prior: float | None = None
    source: str = "geonames"
    key: str | None = None
    bbox: bytes | None = None


def is_worth_indexing(name: str) -> bool:
    """Tell a name people write from codes, links and machine transliterations.

    GeoNames lists "a la mu tu" and "ALA" among the names of Almaty, and some that
    were left half transliterated.

    >>> [is_worth_indexing(n) for n in ("Almaty", "a la mu tu", "ALA", "阿拉木图", "")]
    [True, False, False, True, False]
    >>> is_worth_indexing("Nehrchүү")
    False
    """
    return not (
        _TRANSLITERATION.fullmatch(name)
        or _CODE.fullmatch(name)
        or (not name.isascii() and _MIXED.match(name))
    )


def prior_of(feature_class: str, code: str, population: int | None) -> float:
    """Return how prominent a place is, 0–1, from its kind and population.

    Countries come first, then first-level divisions and capitals, then towns by
    the logarithm of their population. The constants are ours.

    >>> prior_of("A", "PCLI", 20_000_000) > prior_of("P", "PPLC", 1_000_000)
    True
    >>> prior_of("P", "PPLC", 1_000_000) > prior_of("A", "ADM1", 1_000_000)
    True
    """
    size = math.log10(max(population or 0, 1))
    if code.startswith("PCL") or code == "TERR":
        return min(0.88 + 0.012 * size, 0.99)
    if code == "ADM1":
        return 0.15 + 0.08 * size
    if code.startswith("ADM"):
        return 0.22 + 0.05 * size
    if feature_class != "P":
        return _PRIORS.get(feature_class, 0.15)
    bonus = {"PPLC": 0.2, "PPLA": 0.06, "PPLA2": 0.02, "PPLX": -0.1}.get(code, 0.0)
    return max(min(0.02 + 0.095 * size + bonus, 0.87), 0.02)


def kind_of_feature(class_: str, code: str) -> str:
    """Return what a feature is, in the words of `stages.Gazetteer.classify`."""
    return next(
        kind
        for wanted, start, kind in _KINDS
        if wanted in {class_, ""} and code.startswith(start)
    )
