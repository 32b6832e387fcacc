"""Rows of a compiled file as places, and the places of administrative codes."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..place import BBox, Place
from .schema import DEGREE

if TYPE_CHECKING:
    from datetime import date

Row = tuple[Any, ...]

MOST_KEPT = 20_000
"""Places kept in memory, some 10 MB; then keeping starts anew."""

PLACE_COLUMNS = """place.id, place.name, lon, lat, feature, place.country,
    place.admin1, place.admin2, population, prior, place.source, bbox, place.key"""

_BY_ID = f"SELECT {PLACE_COLUMNS} FROM place WHERE place.id = ?"
_BY_KEY = f"SELECT {PLACE_COLUMNS} FROM place WHERE key = ?"
_BY_ADMIN = f"""SELECT {PLACE_COLUMNS} FROM admin JOIN place ON place.id = admin.place
    WHERE admin.country = ? AND admin.admin1 = ? AND admin.admin2 = ?"""


class PlaceTable:
    """Reads places from an open file; knows its sources and feature codes.

    Keeps the places it has met, up to `MOST_KEPT`: the names of a text keep offering
    the same ones, and making a record takes half the time of a look-up.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        """Read the two small tables that places point to."""
        self.db = db
        self.sources: dict[int, str] = dict(db.execute("SELECT id, name FROM source"))
        self.features: dict[int, tuple[str, str, str]] = {
            number: (feature_class, code, kind)
            for number, feature_class, code, kind in db.execute("SELECT * FROM feature")
        }
        self._kept: dict[int, Place] = {}

    @cached_property
    def _validity(self) -> dict[int, tuple[str | None, str | None]]:
        """The first and last days, as ISO 8601 writes them, by places' numbers."""
        rows = self.db.execute("SELECT place, first, last FROM validity")
        return {number: (first, last) for number, first, last in rows}

    def stands(self, place: Place, on: date) -> bool:
        """Tell whether a place stands on a day; most stand on all."""
        if not self._validity:
            return True
        first, last = self._validity.get(self.number(place), (None, None))
        day = on.isoformat()
        return (first or day) <= day <= (last or day)

    def of(self, row: Row) -> Place:
        """Return the place of a row that begins with `PLACE_COLUMNS`."""
        place = self._kept.get(row[0])
        if place is None:
            if len(self._kept) == MOST_KEPT:
                self._kept.clear()
            place = self._kept[row[0]] = self._made(row)
        return place

    def _made(self, row: Row) -> Place:
        feature_class, code, _ = self.features[row[4]]
        return Place(
            id=row[12] or str(row[0]),
            name=row[1],
            position=(row[2] / DEGREE, row[3] / DEGREE),
            feature_class=feature_class,
            feature_code=code,
            country_code=row[5],
            admin1_code=row[6],
            admin2_code=row[7],
            population=row[8],
            bbox=_bbox_of(row[11]) if row[11] else None,
            source=self.sources[row[10]],
        )

    def select(self, query: str, values: tuple[Any, ...]) -> Iterator[Place]:
        """Yield the places a query finds."""
        return (self.of(row) for row in self.db.execute(query, values))

    def numbered(self, number: int) -> Place:
        """Return the place of a number that is in this file."""
        return next(self.select(_BY_ID, (number,)))

    def place(self, place_id: str) -> Place | None:
        """Return a place by its id, or None."""
        if place_id.isdecimal():
            return next(self.select(_BY_ID, (int(place_id),)), None)
        return next(self.select(_BY_KEY, (place_id,)), None)

    def division(self, country: str, admin1: str, admin2: str) -> Place | None:
        """Return the place of codes, or None; a country's other codes are empty."""
        return next(self.select(_BY_ADMIN, (country, admin1, admin2)), None)

    def number(self, place: Place) -> int:
        """Return a place's number in this file, 0 where it is not in it."""
        if place.id.isdecimal():
            return int(place.id)
        row = self.db.execute(
            "SELECT id FROM place WHERE key = ?", (place.id,)
        ).fetchone()
        return int(row[0]) if row else 0


def _bbox_of(packed: bytes) -> BBox:
    west, south, east, north = struct.unpack("<4i", packed)
    return (west / DEGREE, south / DEGREE, east / DEGREE, north / DEGREE)
