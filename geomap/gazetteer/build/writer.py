"""Write a gazetteer: rows are staged in any order, then stored sorted.

Staging is a SQLite file of its own, sorted by SQLite's external sorter, so memory
stays bounded however many rows come; the result replaces the target at the end.
"""

from __future__ import annotations

import os
import sqlite3
import struct
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from ...errors import GazetteerError
from ...place import BBox
from ...text import fold, normalise
from ..grid import cell_of
from ..schema import (
    APPLICATION_ID,
    DEGREE,
    FORMAT,
    INDEXES,
    KIND_OF_TAG,
    SOURCE_OF_TAG,
    TABLES,
    NameKind,
    pack_ids,
)
from .archives import Origin
from .drafts import Draft, Named, kind_of_feature, prior_of

_STAGING = """
CREATE TABLE draft (
    id INTEGER PRIMARY KEY, name TEXT, lon REAL, lat REAL, class TEXT, code TEXT,
    country TEXT, admin1 TEXT, admin2 TEXT, population INTEGER, prior REAL,
    source TEXT, key TEXT, bbox BLOB
);
CREATE TABLE draft_name (name TEXT, place INTEGER, rank INTEGER, language TEXT);
"""

_FOLDED_FROM = 480  # thousandths of prior, from which the main name is folded
_ALL_FOLDED_FROM = 560  # … and from which all names are
_RANKS = 16  # a name's rank is its kind, then its source; the lowest is kept

_BEHIND_ITS_SEAT = 60  # thousandths of prior between a town and its division
_SEAT_SHARE = 0.05  # of the division's people, from which a namesake is its seat

Progress: TypeAlias = Callable[[str, int, int], None]
"""Told what is being done, how much of it is, and how much there is to do."""


def no_progress(_name: str, _done: int, _size: int) -> None:
    """Show nothing."""


def pack_bbox(bbox: BBox) -> bytes:
    """Return the stored form of a box in degrees."""
    return struct.pack("<4i", *(round(side * DEGREE) for side in bbox))


class Writer:
    """Collect drafts and names, then write the file in one sorted pass.

    Use as a context manager: leaving it without an error puts the finished file
    at `target` in one step; after an error nothing is left behind.
    """

    def __init__(
        self,
        target: Path,
        origins: Sequence[Origin],
        *,
        progress: Progress = no_progress,
    ) -> None:
        """Open the staging file beside `target`; `origins` are all sources of rows."""
        self.target = target
        self._progress = progress
        self.origins = origins
        self.sources = [origin.name for origin in origins]
        self._staged = target.with_name(f"{target.name}.staging")
        self._made = target.with_name(f"{target.name}.new")
        self._remove_leftovers()
        try:
            self.db = sqlite3.connect(self._staged, isolation_level=None)
        except sqlite3.OperationalError as error:
            raise GazetteerError(f"{target} cannot be written: {error}") from error
        self.db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _STAGING
        )
        self.db.execute("BEGIN")
        self._last_id = 0
        self._keys: Counter[str] = Counter()
        self.areas: dict[int, bytes] = {}
        self._extras: list[tuple[str, list[tuple[object, ...]]]] = []

    def _remove_leftovers(self) -> None:
        for path in (self._staged, self._made):
            path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish the file, or remove what was begun."""
        try:
            if error is None:
                self._finish()
        finally:
            self.db.close()
            self._remove_leftovers()

    def next_id(self) -> int:
        """Return a fresh negative id, for a place that GeoNames has no id for."""
        self._last_id -= 1
        return self._last_id

    def fresh_key(self, key: str) -> str:
        """Return a key for a place without GeoNames id, numbered if it was taken."""
        self._keys[key] += 1
        return key if self._keys[key] == 1 else f"{key}-{self._keys[key]}"

    def add_places(self, drafts: Iterable[Draft]) -> None:
        """Stage places; the first draft of an id is kept."""
        marks = ",".join("?" * len(Draft._fields))
        self.db.executemany(
            f"INSERT OR IGNORE INTO draft VALUES ({marks})",
            drafts,
        )

    def add_names(
        self,
        place: int,
        names: Iterable[str],
        *,
        kind: NameKind = NameKind.ALTERNATE,
        source: str = "geonames",
    ) -> None:
        """Stage the names of one place; empty normal forms are left out."""
        unspoken = [(place, name, None) for name in sorted(set(names))]
        self.add_spoken(unspoken, kind=kind, source=source)

    def add_spoken(
        self,
        names: Iterable[Named],
        *,
        kind: NameKind = NameKind.ALTERNATE,
        source: str = "geonames",
    ) -> None:
        """Stage names with their languages, of any places."""
        rank = (kind - min(NameKind)) * _RANKS + self.sources.index(source)
        self.db.executemany(
            "INSERT INTO draft_name VALUES (?, ?, ?, ?)",
            (
                (normalise(name), place, rank, code if len(code or "") == 2 else None)  # noqa: PLR2004
                for place, name, code in names
            ),
        )

    def add_rows(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Keep rows for one of the small tables."""
        self._extras.append((table, sorted(rows, key=repr)))

    def _finish(self) -> None:
        self.db.execute("COMMIT")
        self._create_functions()
        self.db.execute(f"ATTACH '{self._made}' AS out")
        self.db.executescript(
            f"""PRAGMA out.page_size = 8192; PRAGMA out.journal_mode = OFF;
            PRAGMA out.application_id = {APPLICATION_ID};
            PRAGMA out.user_version = {FORMAT};"""
            + TABLES.replace("CREATE TABLE ", "CREATE TABLE out.")
        )
        self.db.execute("BEGIN")
        self.db.executemany(
            "INSERT INTO out.source VALUES (?, ?, ?, ?)",
            ((number, *origin) for number, origin in enumerate(self.origins)),
        )
        steps = (
            self._write_features,
            self._write_places,
            self._write_cells,
            self._stage_main_names,
            self._rank_towns_before_divisions,
            self._write_names,
            self._write_folds,
            self._write_extras,
        )
        for number, step in enumerate(steps):
            self._progress("sorting and writing", number, len(steps))
            step()
        self.db.execute("COMMIT")
        self.db.execute("DETACH out")
        made = sqlite3.connect(self._made, isolation_level=None)
        made.executescript(f"{INDEXES} ANALYZE; VACUUM;")
        made.close()
        os.replace(self._made, self.target)  # noqa: PTH105
        self._progress("sorting and writing", len(steps), len(steps))

    def _write_extras(self) -> None:
        for table, rows in self._extras:
            if rows:
                marks = ",".join("?" * len(rows[0]))
                self.db.executemany(
                    f"INSERT OR IGNORE INTO out.{table} VALUES ({marks})",
                    rows,
                )

    def _create_functions(self) -> None:
        create = self.db.create_function
        create("prior_of", 3, prior_of, deterministic=True)
        create("cell_of", 2, cell_of, deterministic=True)
        create("fold", 1, fold, deterministic=True)
        create("normalise", 1, normalise, deterministic=True)

    def _write_features(self) -> None:
        pairs = self.db.execute(
            "SELECT DISTINCT class, code FROM draft ORDER BY class, code"
        ).fetchall()
        self.db.executemany(
            "INSERT INTO out.feature VALUES (?, ?, ?, ?)",
            (
                (number, class_, code, kind_of_feature(class_, code))
                for number, (class_, code) in enumerate(pairs, start=1)
            ),
        )

    def _write_places(self) -> None:
        self.db.execute(
            f"""INSERT INTO out.place SELECT draft.id, draft.name,
            CAST(round(lon * {DEGREE}) AS INTEGER),
            CAST(round(lat * {DEGREE}) AS INTEGER), feature.id, nullif(country, ''),
            nullif(admin1, ''), nullif(admin2, ''), nullif(population, 0),
            CAST(round(1000 * coalesce(
                prior, prior_of(draft.class, draft.code, population)
            )) AS INTEGER), source.id,
            bbox, key
            FROM draft JOIN out.feature
            ON feature.class = draft.class AND feature.code = draft.code
            JOIN out.source ON source.name = draft.source
            WHERE lon IS NOT NULL ORDER BY draft.id"""
        )
        self.db.execute(
            """INSERT OR IGNORE INTO out.admin
            SELECT country, coalesce(admin1, ''), coalesce(admin2, ''), place.id
            FROM out.place JOIN out.feature ON feature.id = place.feature
            WHERE feature.kind IN ('country', 'admin1', 'admin2')
            AND country IS NOT NULL
            AND (feature.kind = 'country') = (admin1 IS NULL)
            AND (feature.kind = 'admin2') = (admin2 IS NOT NULL)
            ORDER BY place.id"""
        )

    def _write_cells(self) -> None:
        rows = self.db.execute(
            """SELECT cell_of(lon, lat), id FROM draft
            WHERE class = 'P' AND lon IS NOT NULL ORDER BY 1, 2"""
        )
        self.db.executemany(
            "INSERT INTO out.cell VALUES (?, ?)",
            (
                (cell, pack_ids(number for _, number in group))
                for cell, group in groupby(rows, key=itemgetter(0))
            ),
        )

    def _stage_main_names(self) -> None:
        self.db.execute(
            f"""INSERT INTO draft_name
            SELECT normalise(draft.name), draft.id,
            {-min(NameKind) * _RANKS} + source.id, NULL
            FROM draft JOIN out.source ON source.name = draft.source"""
        )

    def _rank_towns_before_divisions(self) -> None:
        """Let a bare name mean the town, where a division is named after it."""
        self.db.execute(
            """CREATE TEMP TABLE seat AS
            SELECT draft_name.name AS name, country, admin1, population, prior
            FROM out.place JOIN out.feature ON feature.id = place.feature
            JOIN draft_name ON draft_name.place = place.id
            WHERE class = 'P' AND population > 0"""
        )
        self.db.execute(
            "CREATE INDEX temp.seat_by_name ON seat (name, country, admin1)"
        )
        self.db.execute(
            f"""UPDATE out.place SET prior = min(prior, coalesce((SELECT max(seat.prior)
            FROM seat WHERE seat.name = normalise(place.name)
            AND seat.country = place.country AND seat.admin1 = place.admin1
            AND seat.population > {_SEAT_SHARE} * place.population)
            - {_BEHIND_ITS_SEAT}, prior))
            WHERE feature IN (SELECT id FROM out.feature WHERE code GLOB 'ADM*')"""
        )

    def _write_names(self) -> None:
        self.db.execute(
            """CREATE TABLE merged AS SELECT name, place, min(rank) AS rank,
            group_concat(DISTINCT language) AS languages FROM (
                SELECT draft_name.* FROM draft_name JOIN out.place ON place.id = place
                WHERE draft_name.name != '' ORDER BY draft_name.name, place, language
            ) GROUP BY name, place ORDER BY name, place"""
        )
        self.db.execute(
            """INSERT INTO out.language (codes) SELECT languages FROM merged
            WHERE languages IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1"""
        )
        self.db.execute(
            "CREATE TEMP TABLE spoken AS SELECT codes, id FROM out.language"
        )
        self.db.execute("CREATE UNIQUE INDEX temp.by_codes ON spoken (codes, id)")
        self.db.execute(
            f"""INSERT INTO out.name SELECT name, place,
            rank / {_RANKS} + {min(NameKind)}
            + {len(NameKind)} * (rank % {_RANKS} + {_RANKS} * coalesce(spoken.id, 0))
            FROM merged LEFT JOIN spoken ON codes = languages"""
        )

    def _write_folds(self) -> None:
        self.db.execute(
            f"""INSERT INTO out.fold SELECT DISTINCT folded, id FROM (
                SELECT name.name AS name, place.id AS id,
                CASE
                WHEN prior >= {_ALL_FOLDED_FROM} OR code = 'ADM1'
                OR (prior >= {_FOLDED_FROM} AND {KIND_OF_TAG} = {NameKind.MAIN})
                OR (key IS NOT NULL AND class != 'P')
                OR (code = 'ADM2' AND {KIND_OF_TAG} = {NameKind.MAIN})
                THEN fold(name.name) END AS folded
                FROM out.name JOIN out.place ON place.id = name.place
                JOIN out.feature ON feature.id = place.feature
                JOIN out.source ON source.id = {SOURCE_OF_TAG}
                WHERE key IS NOT NULL -- no translations of divisions and countries
                OR source.name NOT IN ('cldr', 'natural-earth')
            ) WHERE folded != name ORDER BY 1, 2"""
        )
