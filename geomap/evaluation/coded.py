"""Read whole articles' incidents as people coded them.

A tab-separated table, one row an incident: `doc`, the article's id; `role`; `types`,
a letter for each type that is accepted; `place`, its name; `lat`, `lon` and `tol_km`;
`date`, a day, a month or a year; `killed`, `wounded` and `arrests`, each with the
numbers that are accepted, as "5|6". An empty cell says that the text does not tell.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..errors import IngestError
from ..jsonl import read_lines
from ..records import Document, Position

COLUMNS = (
    "doc",
    "role",
    "types",
    "place",
    "lat",
    "lon",
    "tol_km",
    "date",
    "killed",
    "wounded",
    "arrests",
)
LETTERS = {
    "B": "Battles",
    "E": "Explosions/Remote violence",
    "V": "Violence against civilians",
    "R": "Riots",
    "P": "Protests",
    "S": "Strategic developments",
    "C": "Crime",
    "D": "Disaster/Accident",
}
MAIN = "main"
ROLES = (MAIN, "bg", "opt")
_DATE = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedIncident:
    """An incident of an article, as people coded it.

    Attributes
    ----------
    role : str
        main: the article is about it; bg: told as background; opt: may be mapped,
        but need not be.
    types : frozenset of str
        The event types that are accepted.
    position : Position
        Longitude, latitude.
    tolerance_km : float
        How far from there a dot may lie.
    date : str
        An ISO day, month ("2019-06") or year; "" where the text tells none.
    killed, wounded, arrests : frozenset of int
        The numbers that are accepted; empty where the text tells none.
    """

    document_id: str
    role: str
    letters: str
    types: frozenset[str]
    place: str
    position: Position
    tolerance_km: float
    date: str
    killed: frozenset[int]
    wounded: frozenset[int]
    arrests: frozenset[int]

    @property
    def is_main(self) -> bool:
        """Whether the article is about it."""
        return self.role == MAIN

    def __str__(self) -> str:
        """Return the incident in a line: its role, types, place and date."""
        return f"{self.role} {self.letters} {self.place} {self.date}".rstrip()


def read_coded(path: Path) -> dict[str, list[CodedIncident]]:
    """Return the coded incidents of each article, by its id, in file order.

    Raises
    ------
    IngestError
        When the file is missing, lacks a column, or a row is not as described
        above; the message gives the line's number.
    """
    if not path.is_file():
        raise IngestError(path, "no such file; check the path")
    coded: dict[str, list[CodedIncident]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", restval="")
        missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise IngestError(
                path,
                f"no column {', '.join(missing)}; its first line must name, separated "
                f"by tabs, {' '.join(COLUMNS)}",
            )
        for row in rows:
            try:
                incident = _incident(row)
            except ValueError as error:
                raise IngestError(path, f"line {rows.line_num}: {error}") from error
            coded.setdefault(incident.document_id, []).append(incident)
    return coded


def coded_documents(
    texts: Path, gold: Path, coded: Mapping[str, object]
) -> list[Document]:
    """Return the documents of a JSON Lines file that people coded, in file order.

    Raises
    ------
    IngestError
        When the file is missing, a line of it is no document, or it holds none of
        the documents coded in `gold`.
    """
    documents = [line.document for line in read_lines(texts)]
    found = [document for document in documents if document.id in coded]
    if not found:
        raise IngestError(
            gold, f"no id in its column doc is the doc_id of a line of {texts}"
        )
    return found


def _incident(row: Mapping[str, str]) -> CodedIncident:
    """Return the incident that a row of the table codes."""
    if row["role"] not in ROLES:
        raise ValueError(f"role {row['role']!r} is none of {', '.join(ROLES)}")
    if not row["types"] or set(row["types"]) - set(LETTERS):
        raise ValueError(f"types {row['types']!r} are not of {''.join(LETTERS)}")
    if not _DATE.fullmatch(row["date"]):
        raise ValueError(f"date {row['date']!r} is no YYYY, YYYY-MM or YYYY-MM-DD")
    if row["date"]:
        date.fromisoformat(row["date"] + "0000-01-01"[len(row["date"]) :])
    return CodedIncident(
        document_id=row["doc"],
        role=row["role"],
        letters=row["types"],
        types=frozenset(LETTERS[letter] for letter in row["types"]),
        place=row["place"],
        position=(float(row["lon"]), float(row["lat"])),
        tolerance_km=float(row["tol_km"]),
        date=row["date"],
        killed=_numbers(row["killed"]),
        wounded=_numbers(row["wounded"]),
        arrests=_numbers(row["arrests"]),
    )


def _numbers(cell: str) -> frozenset[int]:
    """Return the numbers of a cell.

    >>> sorted(_numbers("5|6")), sorted(_numbers(""))
    ([5, 6], [])
    """
    return frozenset(int(number) for number in cell.split("|") if number)
