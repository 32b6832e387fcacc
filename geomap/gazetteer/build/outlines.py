"""Outlines of countries and divisions, simplified so that neighbours still meet."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeAlias

from ...place import Position
from ..areas import box_of, encode_area, middle_of
from ..schema import DEGREE
from .divisions import division_ids, outlined_division
from .writer import Writer, pack_bbox

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely import MultiPolygon
    from shapely.geometry.base import BaseGeometry

TOLERANCE = 0.022
"""Simplification in degrees: the area of the corners that may be cut off is its
square (`shapely.coverage_simplify`); about 2 km, right for a country-wide map."""

_WORLDVIEW = "geonames"

_NEARLY_ALL = 0.9  # of a unit's towns, that make it part of their division
_MOST = 0.6  # of a division's towns, that its outline must hold
_FEW = 8  # towns, below which their share says little
_COAST = 0.05  # degrees that simplification may cut off a coast

if TYPE_CHECKING:
    Codes: TypeAlias = tuple[str, str | None, str | None]
    Towns: TypeAlias = dict[str, tuple[NDArray[Any], NDArray[Any]]]


def add_outlines(features: list[dict[str, Any]], writer: Writer) -> None:
    """Stage the outline of every country and division that Natural Earth draws.

    A unit belongs to the country of its GeoNames code, and only without one to the
    country Natural Earth names: Crimea lies in UA here.
    """
    shapes = _simplified(features)
    known = division_ids(writer)
    codes = _codes(writer)
    countries: dict[str | None, int] = {
        country: number for number, (country, admin1, _) in codes.items() if not admin1
    }
    towns = _towns(writer)
    parts: dict[int, list[BaseGeometry]] = defaultdict(list)
    for feature, shape in zip(features, shapes, strict=True):
        row = feature["properties"]
        number = outlined_division(row, known)
        of_country, admin1, _ = codes.get(number or 0, ("", None, None))
        country = of_country or _country_of(row, countries)
        admin1 = admin1 or _division_of(shape, country, towns)
        owners = {number, known.get(f"{country}.{admin1}"), countries.get(country)}
        for owner in owners:
            if owner is not None:
                parts[owner].append(shape)
    _add_areas(parts, codes, towns, writer)


def _codes(writer: Writer) -> dict[int, Codes]:
    """Return the codes of countries and divisions by their ids."""
    return {
        number: (country, admin1, admin2)
        for number, country, admin1, admin2 in writer.db.execute(
            "SELECT id, country, admin1, admin2 FROM draft WHERE class = 'A'"
        )
    }


def _towns(writer: Writer) -> Towns:
    """Return the positions of towns with their first- and second-level codes."""
    import numpy as np

    found: dict[str, list[tuple[Position, tuple[str, str]]]] = defaultdict(list)
    for country, lon, lat, *codes in writer.db.execute(
        """SELECT country, lon, lat, coalesce(admin1, ''), coalesce(admin2, '')
        FROM draft WHERE class = 'P' AND population >= 500"""
    ):
        found[country].append(((lon, lat), (codes[0], codes[1])))
    return {
        country: (
            np.array([position for position, _ in rows]),
            np.array([codes for _, codes in rows]),
        )
        for country, rows in found.items()
    }


def _division_of(shape: BaseGeometry, country: str | None, towns: Towns) -> str | None:
    """Return the first-level code of nearly all towns in a shape, or None.

    For units that no code joins to a division: districts of Northern Ireland, and
    provinces that became part of larger ones.
    """
    import shapely

    if country not in towns:
        return None
    points, codes = towns[country]
    shapely.prepare(shape)
    inside = codes[shapely.contains_xy(shape, points), 0].tolist()
    if not inside:
        return None
    code: str = max(sorted(set(inside)), key=inside.count)
    return code if inside.count(code) >= _NEARLY_ALL * len(inside) else None


def _holds_its_towns(area: BaseGeometry, codes: Codes, towns: Towns) -> bool:
    """Tell whether an outline holds most towns of the place it is given to."""
    import shapely

    country, *divisions = codes
    if country not in towns:
        return True
    points, codes_of_towns = towns[country]
    wanted = [code for code in divisions if code]
    is_own = (codes_of_towns[:, : len(wanted)] == wanted).all(axis=1)
    grown = area.buffer(_COAST)
    shapely.prepare(grown)
    held = shapely.contains_xy(grown, points[is_own])
    return len(held) < _FEW or bool(held.mean() >= _MOST)


def _country_of(row: dict[str, Any], countries: dict[str | None, int]) -> str | None:
    by_code = (row.get("gn_a1_code") or "")[:2]
    return next(
        (code for code in (by_code, row.get("iso_a2")) if code in countries), None
    )


def _simplified(features: list[dict[str, Any]]) -> NDArray[np.object_]:
    import shapely
    from shapely.geometry import shape

    raw = shapely.make_valid([shape(feature["geometry"]) for feature in features])
    simple = shapely.coverage_simplify(raw, TOLERANCE)
    # A grid of the stored precision, so that what is read back is valid too.
    return shapely.set_precision(simple, 1e-4)


def _add_areas(
    parts: dict[int, list[BaseGeometry]],
    codes: dict[int, Codes],
    towns: Towns,
    writer: Writer,
) -> None:
    rows: list[tuple[object, ...]] = []
    boxes = []
    for number, shapes in sorted(parts.items()):
        area = _joined(shapes)
        *_, admin1, _ = codes[number]
        if area.is_empty or (
            admin1 and not _holds_its_towns(area, codes[number], towns)
        ):
            continue
        sides = [round(side * DEGREE) for side in area.bounds]
        writer.areas[number] = encode_area(area)
        rows.append((number, _WORLDVIEW, *sides, writer.areas[number]))
        boxes.append((pack_bbox(box_of(area)), number))
        if admin1:
            _put_inside(number, area, writer)
    writer.add_rows("area", rows)
    writer.db.executemany("UPDATE draft SET bbox = ? WHERE id = ?", boxes)


def _joined(shapes: list[BaseGeometry]) -> MultiPolygon:
    import shapely

    whole = shapely.set_precision(shapely.union_all(shapes), 1e-4)
    return shapely.MultiPolygon(
        [part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"]
    )


def _put_inside(number: int, area: MultiPolygon, writer: Writer) -> None:
    """Move the point of a division into its outline, if it lies off."""
    import shapely

    lon, lat = writer.db.execute(
        "SELECT lon, lat FROM draft WHERE id = ?", (number,)
    ).fetchone()
    if lon is None or area.distance(shapely.Point(lon, lat)) > _COAST:
        largest = max(area.geoms, key=lambda part: part.area)
        inside = largest.representative_point()
        lon, lat = middle_of(area) or (inside.x, inside.y)
        writer.db.execute(
            "UPDATE draft SET lon = ?, lat = ? WHERE id = ?", (lon, lat, number)
        )
