"""The layout of a compiled gazetteer: one SQLite file, opened in place.

| table | holds |
|---|---|
| meta | format version, counts, how the file was made |
| source | who made the data, and under which licence |
| feature | GeoNames feature class and code of a place |
| place | one row per place; a negative id is a place GeoNames has no id for |
| name | every name in normal form (`geomap.text.normalise`); see `kind_of_tag` |
| language | which languages a name is of, as the sources say: "de,en,fr" |
| fold | spelling keys (`geomap.text.fold`) of names worth finding by them |
| demonym | words for the people of a country |
| word | names that are also everyday words, with the prior that rescues them |
| type_word | "Region", "Oblast", …: words around a name, and the code they ask for |
| cell | populated places by grid square (`geomap.gazetteer.grid`), as packed ids |
| admin | which place an administrative code stands for |
| member | the countries or divisions a region consists of |
| validity | the days from and to which an overlay's place stands |
| area | outlines, by worldview |
"""

from __future__ import annotations

import enum
import struct
from collections.abc import Iterable
from itertools import pairwise

FORMAT = 2
"""Version of this layout; a file of another version is refused."""

APPLICATION_ID = 0x67656F6D
"""Marks the file as ours in SQLite's header ("geom" in ASCII)."""

DEGREE = 100_000
"""Coordinates are stored as whole hundred-thousandths of a degree (about 1 m)."""


_SEVEN_BITS, _MORE = 127, 128


class NameKind(enum.IntEnum):
    """What a name is to its place; the lowest wins where one name is several."""

    ABBREVIATION = -2
    HISTORIC = -1
    MAIN = 0
    ALTERNATE = 1


def kind_of_tag(tag: int) -> NameKind:
    """Return what a name is to its place, from the column `tag`.

    A tag is the name's kind, plus 4 times the number of its source, plus 64 times
    that of its languages, so that the commonest names, GeoNames' main ones and
    alternates, take no room for it.
    """
    return NameKind((tag + 2) % 4 - 2)


def language_of_tag(tag: int) -> int:
    """Return the row of `language` that says which languages a name is of, or 0.

    >>> language_of_tag(1), language_of_tag(64 * 7 + 4 * 2 - 1)
    (0, 7)
    """
    return (tag + 2) // 64


def pack_ids(ids: Iterable[int]) -> bytes:
    """Return the stored form of place ids, in ascending order.

    The first takes four bytes; of the others, the differences are stored, seven bits
    to a byte, the lowest first.
    """
    first, *rest = sorted(ids)
    packed = bytearray(struct.pack("<i", first))
    for before, number in pairwise((first, *rest)):
        step = number - before
        while step > _SEVEN_BITS:
            packed.append(step & _SEVEN_BITS | _MORE)
            step >>= 7
        packed.append(step)
    return bytes(packed)


def unpack_ids(packed: bytes) -> list[int]:
    """Return the ids that `pack_ids` packed."""
    (number,) = struct.unpack_from("<i", packed)
    ids = [number]
    step = shift = 0
    for byte in packed[4:]:
        step |= (byte & _SEVEN_BITS) << shift
        shift += 7
        if byte < _MORE:
            ids.append(ids[-1] + step)
            step = shift = 0
    return ids


KIND_OF_TAG = "(tag + 2) % 4 - 2"
"""SQL for what a name is to its place, as `kind_of_tag` returns it."""

SOURCE_OF_TAG = "(tag + 2) / 4 % 16"
"""SQL for the number of a name's source."""

LANGUAGE_OF_TAG = "(tag + 2) / 64"
"""SQL for the row of `language` that says which languages a name is of, or 0."""

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, licence TEXT NOT NULL,
    url TEXT NOT NULL
);
CREATE TABLE feature (
    id INTEGER PRIMARY KEY, class TEXT NOT NULL, code TEXT NOT NULL, kind TEXT NOT NULL
);
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, lon INTEGER NOT NULL,
    lat INTEGER NOT NULL, feature INTEGER NOT NULL, country TEXT, admin1 TEXT,
    admin2 TEXT, population INTEGER, prior INTEGER NOT NULL, source INTEGER NOT NULL,
    bbox BLOB, key TEXT
);
CREATE TABLE name (
    name TEXT NOT NULL, place INTEGER NOT NULL, tag INTEGER NOT NULL,
    PRIMARY KEY (name, place)
) WITHOUT ROWID;
CREATE TABLE language (id INTEGER PRIMARY KEY, codes TEXT NOT NULL);
CREATE TABLE fold (
    fold TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (fold, place)
) WITHOUT ROWID;
CREATE TABLE demonym (name TEXT PRIMARY KEY, country TEXT) WITHOUT ROWID;
CREATE TABLE word (name TEXT PRIMARY KEY, prior REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE type_word (
    word TEXT PRIMARY KEY, code TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE admin (
    country TEXT NOT NULL, admin1 TEXT NOT NULL, admin2 TEXT NOT NULL,
    place INTEGER NOT NULL, PRIMARY KEY (country, admin1, admin2)
) WITHOUT ROWID;
CREATE TABLE member (
    region INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (region, place)
) WITHOUT ROWID;
CREATE TABLE cell (id INTEGER PRIMARY KEY, places BLOB NOT NULL);
CREATE TABLE validity (
    place INTEGER PRIMARY KEY, first TEXT, last TEXT
);
CREATE TABLE area (
    place INTEGER NOT NULL, worldview TEXT NOT NULL, west INTEGER NOT NULL,
    south INTEGER NOT NULL, east INTEGER NOT NULL, north INTEGER NOT NULL,
    shape BLOB NOT NULL
);
"""

INDEXES = """
CREATE UNIQUE INDEX area_by_place ON area (place, worldview);
CREATE INDEX area_by_box ON area (west, east, south, north, place);
CREATE UNIQUE INDEX place_by_key ON place (key) WHERE key IS NOT NULL;
"""
