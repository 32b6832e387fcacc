"""Import GeoNames' own files: allCountries or country files, and what goes with them.

Files are told apart by their content, plain or zipped: places have 19 columns,
alternateNamesV2 at least 4 with two numbers in front, admin1CodesASCII and
admin2Codes 4 with a dotted code in front. Rows stream; memory does not grow.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO

from ...errors import GazetteerError
from ..schema import NameKind
from .archives import Origin
from .drafts import Draft, Named, is_worth_indexing
from .writer import Progress, Writer, no_progress

GEONAMES = Origin("geonames", "CC-BY-4.0", "https://www.geonames.org/")
BATCH = 20_000
EXAMPLES = 5

MAX_LON, MAX_LAT = 180, 90
ID_DIGITS, POPULATION_DIGITS = 9, 10

_PLACE_COLUMNS = 19
_CODE_COLUMNS = 4
_ALTERNATE_COLUMNS = range(4, 11)
_NOT_LANGUAGES = {  # what alternateNamesV2 holds beside names
    "link", "post", "iata", "icao", "faac", "wkdt", "unlc", "tcid", "phon", "piny",
}  # fmt: skip
_HISTORIC, _ABBREVIATED = 7, "abbr"


@dataclass(slots=True)
class ImportReport:
    """What an import took in, and what it left out and why."""

    places: int = 0
    names: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def add(self, other: ImportReport) -> None:
        """Take in what another import reports."""
        self.places += other.places
        self.names += other.names
        self.skipped += other.skipped
        self.examples = (self.examples + other.examples)[:EXAMPLES]

    def skip(self, reason: str, path: Path, line: int) -> None:
        """Count a row left out; the first few are named."""
        self.skipped[reason] += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(f"{path.name}, line {line}: {reason}")


def import_geonames(
    paths: Sequence[Path],
    writer: Writer,
    *,
    progress: Progress = no_progress,
) -> ImportReport:
    """Stage the rows of GeoNames files.

    Raises
    ------
    GazetteerError
        When a file is none of GeoNames' known kinds; nothing is written then.
    """
    report = ImportReport()
    kinds = [(kind_of(path), path) for path in paths]
    for kind, path in sorted(kinds, key=lambda entry: _ORDER.index(entry[0])):
        if kind in _READERS:  # containment follows from codes, not from hierarchy
            _READERS[kind](_rows(path, progress), path, writer, report)
    return report


def kind_of(path: Path) -> str:
    """Return what a file holds: places, alternates, codes or hierarchy.

    Raises
    ------
    GazetteerError
        When its first row looks like none of them.
    """
    for _, row in islice(_rows(path, no_progress), 1):
        if len(row) == _PLACE_COLUMNS and row[0].isdecimal():
            return "places"
        if len(row) in _ALTERNATE_COLUMNS and row[0].isdecimal() and row[1].isdecimal():
            return "alternates"
        if len(row) == _CODE_COLUMNS and "." in row[0] and row[3].isdecimal():
            return "codes"
        if len(row) in {2, 3} and row[0].isdecimal() and row[1].isdecimal():
            return "hierarchy"
    raise GazetteerError(
        f"{path} is not a GeoNames file: expected tab-separated allCountries, a "
        "country file, alternateNamesV2, admin1CodesASCII, admin2Codes or hierarchy"
    )


def _rows(path: Path, progress: Progress) -> Iterator[tuple[int, list[str]]]:
    """Yield the numbered rows of a plain or zipped file, comments left out."""
    read = 0
    with _opened(path) as (file, size):
        for number, line in enumerate(file, start=1):
            read += len(line)
            if number % BATCH == 0:
                progress(path.name, read, size)
            text = line.decode("utf-8", errors="replace").rstrip("\r\n")
            if text and not text.startswith("#"):
                yield number, text.split("\t")
    progress(path.name, size, size)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """Open the file, or the one data file in a zip; with its size in bytes."""
    try:
        if not zipfile.is_zipfile(path):
            with path.open("rb") as file:
                yield file, path.stat().st_size
            return
        with zipfile.ZipFile(path) as archive:
            texts = [
                e for e in archive.infolist() if "readme" not in e.filename.lower()
            ]
            with archive.open(texts[0]) as file:
                yield file, texts[0].file_size
    except (OSError, IndexError, zipfile.BadZipFile) as error:
        raise GazetteerError(f"{path} cannot be read: {error}") from error


Rows = Iterator[tuple[int, list[str]]]


def _read_places(rows: Rows, path: Path, writer: Writer, report: ImportReport) -> None:
    while batch := list(islice(rows, BATCH)):
        drafts: list[Draft] = []
        names: list[Named] = []
        for line, row in batch:
            reason = _fault(row)
            if reason:
                report.skip(reason, path, line)
                continue
            drafts.append(_draft(row))
            others = filter(is_worth_indexing, (row[2], *row[3].split(",")))
            names += [(drafts[-1].id, name, None) for name in others]
        writer.add_places(drafts)
        writer.add_spoken(names)
        report.places += len(drafts)
        report.names += len(names)


def _is_number(cell: str, *, digits: int) -> bool:
    return cell.isdecimal() and len(cell) <= digits


def _fault(row: list[str]) -> str | None:
    """Return why a row of the places file cannot be used, or None."""
    if len(row) != _PLACE_COLUMNS:
        return f"{len(row)} columns instead of {_PLACE_COLUMNS}"
    if not _is_number(row[0], digits=ID_DIGITS):
        return "the id is not a number of up to 9 digits"
    if not row[1]:
        return "no name"
    try:
        lat, lon = float(row[4]), float(row[5])
    except ValueError:
        return "a coordinate is not a number"
    is_on_globe = abs(lat) <= MAX_LAT and abs(lon) <= MAX_LON
    return None if is_on_globe else "a coordinate is off the globe"


def _draft(row: list[str]) -> Draft:
    is_country = row[7].startswith("PCL")
    level = int(row[7][3]) if row[7][:3] == "ADM" and row[7][3:4].isdecimal() else 0
    return Draft(
        id=int(row[0]),
        name=row[1],
        lon=float(row[5]),
        lat=float(row[4]),
        feature_class=row[6] or "S",
        feature_code=row[7] or "",
        country=row[8] or None,
        admin1=None if is_country or row[10] in {"", "00"} else row[10],
        admin2=None if is_country or level == 1 else row[11] or None,
        population=int(row[14])
        if _is_number(row[14], digits=POPULATION_DIGITS)
        else None,
    )


def _read_alternates(
    rows: Rows, path: Path, writer: Writer, report: ImportReport
) -> None:
    while batch := list(islice(rows, BATCH)):
        rows_of: dict[NameKind, list[Named]] = {kind: [] for kind in NameKind}
        for line, row in batch:
            is_row = len(row) in _ALTERNATE_COLUMNS
            if not (is_row and _is_number(row[1], digits=ID_DIGITS)):
                report.skip("not a row of alternate names", path, line)
            elif row[2] not in _NOT_LANGUAGES:
                language = row[2].split("-")[0] if row[2] != _ABBREVIATED else None
                staged = (int(row[1]), row[3], language or None)
                rows_of[_kind_of_alternate(row)].append(staged)
        for kind, names in rows_of.items():
            kept = names
            if kind != NameKind.ABBREVIATION:
                kept = [named for named in names if is_worth_indexing(named[1])]
            writer.add_spoken(kept, kind=kind)
            report.names += len(kept)


def _kind_of_alternate(row: list[str]) -> NameKind:
    if row[2] == _ABBREVIATED:
        return NameKind.ABBREVIATION
    is_historic = len(row) > _HISTORIC and row[_HISTORIC] == "1"
    return NameKind.HISTORIC if is_historic else NameKind.ALTERNATE


def _read_codes(rows: Rows, path: Path, writer: Writer, report: ImportReport) -> None:
    """Add the names that the code tables give to divisions."""
    names: list[Named] = []
    for line, row in rows:
        is_row = len(row) == _CODE_COLUMNS
        if not (is_row and _is_number(row[3], digits=ID_DIGITS)):
            report.skip("not a row of administrative codes", path, line)
            continue
        names += [(int(row[3]), name, None) for name in row[1:3]]
    writer.add_spoken(names)
    report.names += len(names)


_READERS: dict[str, Callable[[Rows, Path, Writer, ImportReport], None]] = {
    "places": _read_places,
    "alternates": _read_alternates,
    "codes": _read_codes,
}
_ORDER = [*_READERS, "hierarchy"]
