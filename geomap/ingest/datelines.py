"""Find the dateline an article opens with, and the day it was published."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from ..when import find_dates

_MONTH = r"(?:[A-Z][A-Za-z]{2,8}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DATE = rf"""(?:
    (?:[A-Z][a-z]+day,?[ ])?
    (?: {_MONTH}\.?[ ]\d{{1,2}}(?:st|nd|rd|th)?(?:,?[ ]\d{{4}})?       # Jan. 5, 2022
      | \d{{1,2}}(?:st|nd|rd|th)?[ ]{_MONTH}\.?(?:,?[ ]\d{{2,4}})?     # 5 JAN 90
      | \d{{1,2}}\.?[ ](?:de[ ])?[^\W\d_]{{3,12}}\.?,?[ ](?:de[ ])?\d{{4}}  # 5 de mayo
      | \d{{4}}-\d\d-\d\d
    )
)"""
_DATELINE = re.compile(
    rf"""
    (?: (?P<place>
            [A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я./'’-]+                        # BEIRUT, CAIRO/GAZA
            (?:[ ][A-ZÀ-ÞА-Я./'’-]+){{0,3}}
            (?:,[ ][A-Z][A-Za-z.]+(?:[ ][A-Z][A-Za-z.]+)?)??    # , Lebanon
        )
        (?: ,?[ ](?:\([ ]?)?(?P<date>{_DATE})(?:[ ]?\))? )?
      | (?P<mixed_place>
            [^\W\d_][\w.'’-]+(?:[ ][\w.'’-]+){{0,3}}           # Maru, Nigeria
            (?:,[ ][A-Z][\w.'’-]+(?:[ ][\w.'’-]+){{0,2}}){{0,2}}
            (?:[ ]\([A-Z][\w.'’ -]{{2,30}}\))?                 # Rome (Italy)
        )
        (?: ,[ ]?(?:\([ ]?)?(?P<date_of_mixed>{_DATE})(?:[ ]?\))?(?:\.(?=[ ]))?
          | (?=[ ]\([A-Z]{{2}}) )
      | (?P<date_alone>{_DATE}) (?:\.(?=[ ]))?
    )
    (?: ,?[ ]?\([A-Za-z][^()]{{1,40}}\) )?                      # (Reuters)
    (?: [ ]?(?:—|–|--)[ ]? | [ ]-[ ] | (?<=\.)[ ] | :[ ](?=\W?[A-ZÀ-ÞА-Я]) | \Z )
    (?: (?P<date_after>{_DATE})(?:\.|[ ]?[—–-])[ ] )?
    """,
    re.VERBOSE,
)
_HEAD_CHARS = 300
_LABEL = r"(?:published|updated|posted|last modified|date|as of)(?: on)?:?\s+"
_LINE_START = re.compile(rf"[\W_]*(?P<label>{_LABEL})?", re.IGNORECASE)
_LINE_END = re.compile(r"[^\S\n]*(?:$|[|·•,*_-]|at\b|\d\d?[:.]\d\d)")
_ENTRY = re.compile(rf"^[\W_]*{_DATE}(?!\w)", re.VERBOSE | re.MULTILINE)
_TITLE_END = (",", "(", "-", "–", "—", "|", ":")
_MIN_ENTRIES = 2
_ANY_DAY = date(2000, 1, 1)


class Dateline(NamedTuple):
    """The dateline of a line: how many characters it has, its place and its day.

    The place is None where a date stands alone, the day where no full date does.
    """

    length: int
    place: str | None
    day: date | None


def dateline_of(line: str) -> Dateline | None:
    """Return the dateline that a line of an article opens with, or None.

    A colon ends one after a place in capitals or a date ("QUETTA: Two died."),
    the end of the line only after a place and a date ("Kyiv, 3 May 2023").

    >>> dateline_of("HOMS, Syria (AP) — Shells fell.")
    Dateline(length=19, place='HOMS, Syria', day=None)
    >>> dateline_of("Maru, Nigeria, Feb 3 2025 - Two died.")
    Dateline(length=28, place='Maru, Nigeria', day=datetime.date(2025, 2, 3))
    >>> dateline_of("He left - and came back.") is None
    True
    """
    found = _DATELINE.match(line)
    if found is None:
        return None
    parts = found.groupdict()
    place = parts["place"] or parts["mixed_place"]
    dates = [words for name, words in parts.items() if words and "date" in name]
    if found.end() == len(line) and not (place and dates):
        return None
    days = [day for words in dates for _, _, day in _full_dates(words)]
    return Dateline(found.end(), place, days[0] if days else None)


def placed_dateline_of(line: str) -> Dateline | None:
    """Return the dateline of a line as `dateline_of` does, if it names a place."""
    dateline = dateline_of(line)
    return dateline if dateline and dateline.place else None


def is_chronicle(text: str) -> bool:
    r"""Tell whether lines open with different dates: those of what each tells.

    >>> is_chronicle("3 May 2024 – Two died.\n5 May 2024 – One was shot.")
    True
    """
    return len({match.group() for match in _ENTRY.finditer(text)}) >= _MIN_ENTRIES


def day_published(text: str) -> date | None:
    r"""Return the day that a line at the head or the foot of an article states.

    At the head a full date counts that begins a line of its own, unless the text
    is a chronicle, or ends the first; near either end one after "Published" or "As
    of".

    >>> day_published("Market fire kills three\n5 March 2021\nA fire broke out.")
    datetime.date(2021, 3, 5)
    """
    text = text.strip()
    title = text[: _HEAD_CHARS + 1].partition("\n")[0]
    for start, end, day in _full_dates(title if len(title) <= _HEAD_CHARS else ""):
        if end == len(title.rstrip(" )")) and title[:start].rstrip().endswith(
            _TITLE_END
        ):
            return day
    head = text[:_HEAD_CHARS].splitlines()
    foot = text[_HEAD_CHARS:][-_HEAD_CHARS:].splitlines()
    may_stand_alone = not is_chronicle(text)
    for line, is_at_head in [*((x, True) for x in head), *((x, False) for x in foot)]:
        for start, end, day in _full_dates(line):
            before = _LINE_START.fullmatch(line[:start])
            if before is None or not _LINE_END.match(line[end:]):
                continue
            if before["label"] or (is_at_head and may_stand_alone):
                return day
    return None


def _full_dates(words: str) -> list[tuple[int, int, date]]:
    """Return the dates that need no other day to be read, with their ends."""
    return [
        (start, end, reading.first)
        for start, end, reading in find_dates(words, anchor=_ANY_DAY)
        if not reading.is_inferred and reading.first == reading.last
    ]
