"""Read corpora of reports whose events were coded by people.

One function a corpus; each takes a row of its JSON Lines file and returns the
report with what its coders say. Fields that the coders leave open are None.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..extraction.sentence.numbers import parse_number
from ..ingest import document_from_text
from ..records import Document, Position, Realis
from ..when.calendar import day_of
from .corpus import read_items

Row = Mapping[str, Any]

_UNKNOWN_COUNTS = frozenset({99, 9999})  # PITF's codes for "not known"
_BLOCK_END = re.compile(r"</(?:p|h\d|li|div)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
_MONTHS = (
    "JAN",
    "FEB",
    "MAR",
    "APR",
    "MAY",
    "JUN",
    "JUL",
    "AUG",
    "SEP",
    "OCT",
    "NOV",
    "DEC",
)
_STAGES = {
    "ACCOMPLISHED": Realis.ACTUAL,
    "ATTEMPTED": Realis.ATTEMPTED,
    "THREATENED": Realis.THREATENED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedReport:
    """A report and how people coded its event.

    Attributes
    ----------
    killed, wounded : int | None
        None where the coders do not know, or the corpus does not say.
    position : Position | None
        Where it happened: longitude, latitude.
    place_name : str | None
        The words of the text that name the town.
    country_name : str | None
        As the coders wrote it.
    muc_type, stage : str | None, Realis | None
        Of the first template of a message.
    day : date | None
        When it happened, where the coders give a day.
    """

    document: Document
    killed: int | None = None
    wounded: int | None = None
    position: Position | None = None
    place_name: str | None = None
    country_name: str | None = None
    muc_type: str | None = None
    stage: Realis | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedSentence:
    """A sentence, one of its verbs, and the places where that happened."""

    document: Document
    verb: tuple[int, int]
    places: tuple[tuple[int, int], ...]


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a JSON Lines file.

    Raises
    ------
    IngestError
        When the file is missing, or a line is not a JSON object.
    """
    return read_items(path, dict)


def pitf_report(row: Row, number: int) -> CodedReport:
    """Return a record of the PITF Worldwide Atrocities Dataset."""
    return CodedReport(
        document=document_from_text(f"pitf-{number}", row["Description"]),
        killed=_pitf_count(row.get("Deaths Number")),
        wounded=_pitf_count(row.get("Injured Number")),
        position=(row["lon"], row["lat"]),
    )


def gvdb_report(row: Row, number: int) -> CodedReport:
    """Return an article of the Gun Violence Database, its title as a headline."""
    title, text = row["title"], row["text"]
    place = row["gva"][0] if row["gva"] else {}
    is_located = bool(place.get("latitude") and place.get("longitude"))
    return CodedReport(
        document=document_from_text(
            f"gvdb-{number}", f"{title}\n\n{text.removeprefix(title)}"
        ),
        killed=row["killed"],
        wounded=row["injured"],
        position=(float(place["longitude"]), float(place["latitude"]))
        if is_located
        else None,
        place_name=row["city"]["text"].strip(" .,") if row["city"] else None,
        day=_gvdb_day(row["date"]),
    )


def hrdsattack_report(row: Row, number: int) -> CodedReport:
    """Return an article of HRDsAttack, on attacks on human rights defenders."""
    text = html.unescape(_TAG.sub("", _BLOCK_END.sub("\n\n", row["html"])))
    published = date.fromisoformat(row["published"]) if row["published"] else None
    country = row["gold"]["country"]
    return CodedReport(
        document=document_from_text(
            f"hrdsattack-{number}", f"{row['title']}\n\n{text}", published=published
        ),
        country_name=None if country in {None, "None", "unknown"} else country,
    )


def muc_report(row: Row, number: int, text: str) -> CodedReport:
    """Return a MUC-4 message in restored case, with its first template."""
    template = row["templates"][0] if row["templates"] else {}
    stage = template.get("incident_stage_of_execution", "")
    return CodedReport(
        document=document_from_text(f"muc-{number}", text),
        muc_type=template.get("incident_type"),
        stage=_STAGES.get(stage),
        day=_muc_day(template.get("incident_date")),
    )


def linked_sentence(row: Row, number: int) -> LinkedSentence:
    """Return a sentence of the event-location corpus."""
    return LinkedSentence(
        document=document_from_text(f"sentence-{number}", row["text"].rstrip()),
        verb=(row["verb"][0], row["verb"][1]),
        places=tuple((first, last) for first, last, _ in row["locs"]),
    )


def _muc_day(text: str | None) -> date | None:
    """Return a date as MUC-4 writes it: "03 JAN 90"; None for a range, or no day."""
    match = re.fullmatch(r"(\d\d?) ([A-Z]{3}) (\d\d)", text or "")
    if match is None or match[2] not in _MONTHS:
        return None
    return day_of(1900 + int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))


def _gvdb_day(text: str | None) -> date | None:
    """Return a date as GVDB writes it: "2015-8-23"."""
    match = re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", text or "")
    return date(*map(int, match.groups())) if match else None


def _pitf_count(text: str | None) -> int | None:
    """Return a count as PITF writes it: digits, words, or a code for unknown."""
    if text is None:
        return None
    number = parse_number(text.strip())
    if number is None or number.best in _UNKNOWN_COUNTS:
        return None
    return number.best


READERS: Mapping[str, Callable[[Row, int], CodedReport]] = {
    "pitf": pitf_report,
    "gvdb": gvdb_report,
    "hrdsattack": hrdsattack_report,
}
"""The reader of each corpus, by how its file's name begins."""
