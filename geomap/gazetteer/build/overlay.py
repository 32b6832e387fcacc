"""An analyst's own places: villages, camps, check-points, from CSV or GeoJSON.

Columns or properties: name, alt_names (parted by bars), lat, lon, country, admin1,
kind, valid_from, valid_to; only name and a position are needed. A `geonames_id`
overrides that place. Overlay places come first among candidates of their names.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ...errors import GazetteerError
from ...text import normalise
from .archives import Origin
from .geonames import ImportReport
from .writer import Draft, Writer

OVERLAY = Origin("overlay", "the user's own", "")
PRIOR = 0.99

KINDS = {  # what an analyst calls it → GeoNames feature class and code
    "town": ("P", "PPL"),
    "village": ("P", "PPL"),
    "camp": ("S", "CMPRF"),
    "checkpoint": ("S", "PSTB"),
    "base": ("L", "MILB"),
    "airfield": ("S", "AIRF"),
    "bridge": ("S", "BDG"),
    "region": ("L", "RGN"),
    "river": ("H", "STM"),
    "site": ("S", "BLDG"),
}


def import_overlay(path: Path, writer: Writer) -> ImportReport:
    """Stage the places of an overlay file; rows that cannot be used are reported.

    Raises
    ------
    GazetteerError
        When the file is neither CSV with a name column nor a GeoJSON collection.
    """
    report = ImportReport()
    for line, row in _rows(path):
        try:
            draft = _draft(row, path, writer)
        except (KeyError, TypeError, ValueError) as error:
            report.skip(f"{type(error).__name__}: {error}", path, line)
            continue
        writer.add_places([draft])
        names = [name for name in str(row.get("alt_names") or "").split("|") if name]
        writer.add_names(draft.id, [draft.name, *names], source=OVERLAY.name)
        days = [_day(row.get(key)) for key in ("valid_from", "valid_to")]
        if any(days):
            writer.add_rows("validity", [(draft.id, *days)])
        report.places += 1
        report.names += 1 + len(names)
    return report


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    if path.suffix.lower() in {".geojson", ".json"}:
        yield from enumerate(_features(path), start=1)
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if not {"name", "lat", "lon"} <= set(reader.fieldnames or ()):
            raise GazetteerError(f"{path}: columns name, lat and lon are needed")
        yield from enumerate(reader, start=2)


def _features(path: Path) -> Iterator[dict[str, Any]]:
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
    except (ValueError, KeyError, TypeError) as error:
        raise GazetteerError(f"{path} is not a GeoJSON collection: {error}") from error
    for feature in features:
        geometry = feature.get("geometry") or {}
        lon, lat = (geometry.get("coordinates") or (None, None))[:2]
        yield {**(feature.get("properties") or {}), "lon": lon, "lat": lat}


def _draft(row: dict[str, Any], path: Path, writer: Writer) -> Draft:
    name = str(row["name"] or "").strip()
    lon, lat = float(row["lon"]), float(row["lat"])
    if not normalise(name):
        raise ValueError("no name")
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # noqa: PLR2004
        raise ValueError("the position is off the globe")
    feature_class, code = KINDS[str(row.get("kind") or "site").lower()]
    geonames_id = row.get("geonames_id")
    slug = normalise(name).replace(" ", "-")
    return Draft(
        id=int(geonames_id) if geonames_id else writer.next_id(),
        name=name,
        lon=lon,
        lat=lat,
        feature_class=feature_class,
        feature_code=code,
        country=str(row.get("country") or "").upper() or None,
        admin1=str(row.get("admin1") or "") or None,
        prior=PRIOR,
        source=OVERLAY.name,
        key=None
        if geonames_id
        else writer.fresh_key(f"overlay:{normalise(path.stem)}:{slug}"),
    )


def _day(text: str | None) -> str | None:
    return date.fromisoformat(text).isoformat() if text else None
