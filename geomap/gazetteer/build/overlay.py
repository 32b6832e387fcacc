"""An analyst's own places: villages, camps, check-points, from CSV or GeoJSON.

Columns or properties: name, alt_names (parted by bars), lat, lon, country, admin1,
kind, valid_from, valid_to; only name and a position are needed. A `geonames_id`
overrides that place. Overlay places come first among candidates of their names.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ...errors import GazetteerError
from ...text import normalise
from .archives import Origin
from .drafts import Draft
from .geonames import ImportReport
from .writer import Writer

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
            days = [_day(row.get(key)) for key in ("valid_from", "valid_to")]
            draft = _draft(row, path, writer)
        except ValueError as error:
            report.skip(str(error), path, line)
            continue
        writer.add_places([draft])
        names = [name for name in str(row.get("alt_names") or "").split("|") if name]
        writer.add_names(draft.id, [draft.name, *names], source=OVERLAY.name)
        if any(days):
            writer.add_rows("validity", [(draft.id, *days)])
        report.places += 1
        report.names += 1 + len(names)
    return report


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{path} cannot be read: {error}") from error
    if path.suffix.lower() in {".geojson", ".json"}:
        yield from enumerate(_features(path, text), start=1)
        return
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if not {"name", "lat", "lon"} <= set(reader.fieldnames or ()):
        raise GazetteerError(f"{path}: columns name, lat and lon are needed")
    yield from enumerate(reader, start=2)


def _features(path: Path, text: str) -> Iterator[dict[str, Any]]:
    try:
        features = json.loads(text)["features"]
        for feature in features:
            geometry = feature.get("geometry") or {}
            lon, lat = (geometry.get("coordinates") or (None, None))[:2]
            yield {**(feature.get("properties") or {}), "lon": lon, "lat": lat}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GazetteerError(
            f"{path} is not a GeoJSON collection of points: {error}"
        ) from error


def _draft(row: dict[str, Any], path: Path, writer: Writer) -> Draft:
    name = str(row.get("name") or "").strip()
    slug = normalise(name).replace(" ", "-")
    if not slug:
        raise ValueError("no name")
    lon, lat = _number(row, "lon"), _number(row, "lat")
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # noqa: PLR2004
        raise ValueError("the position is off the globe")
    kind = str(row.get("kind") or "site").lower()
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind; there are {', '.join(KINDS)}")
    feature_class, code = KINDS[kind]
    geonames_id = row.get("geonames_id")
    return Draft(
        id=int(_number(row, "geonames_id")) if geonames_id else writer.next_id(),
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


def _number(row: dict[str, Any], column: str) -> float:
    try:
        return float(row[column])
    except (KeyError, TypeError, ValueError):
        raise ValueError(f"{column} is not a number") from None


def _day(text: str | None) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except (TypeError, ValueError):
        raise ValueError(f"{text} is not a day like 2019-03-01") from None
