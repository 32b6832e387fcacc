"""The words of dates, from `lexicon/data/calendar.tsv`, for one language.

English words are always known; those of the document's language are added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from .. import lexicon
from ..records import DatePrec

_PARTS_OF_DAY = "morning|afternoon|evening|night|noon|midday|lunchtime|midnight|dawn"

_DIGIT = "0"
_CUES = {
    "month": ("month", "month_short"),
    "weekday": ("weekday",),
    "holiday": ("holiday",),
    "relative": ("relative",),
    "period": ("period",),
    "unit": ("unit", "units"),
    "event": ("event",),
    "shift": ("shift",),
}


class Vocabulary(NamedTuple):
    """What the words of dates mean, and patterns that find them.

    `relative` and `period` hold the first and last of a phrase: days after the
    publication date, or periods after the current one; `shifts` count in days from
    the day told before. `fragments` are pieces
    of pattern by name, for the grammar to build on; `cues` are words, without
    any of which no phrase of a kind can be there.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    holidays: dict[str, tuple[int, int]]
    relative: dict[str, tuple[int, int, DatePrec]]
    periods: dict[str, tuple[int, DatePrec]]
    units: dict[str, str]
    numbers: dict[str, tuple[int, int]]
    shifts: dict[str, int]
    future: re.Pattern[str]
    saying: re.Pattern[str]
    shifted: re.Pattern[str]
    cues: dict[str, frozenset[str]]
    fragments: dict[str, str]


class _Row(NamedTuple):
    """One row of the table of calendar words."""

    phrase: str
    kind: str
    language: str
    first: str
    last: str
    prec: str
    source: str


@cache
def vocabulary(language: str | None) -> Vocabulary:
    """Return the calendar words of English and of `language` (ISO 639-1)."""
    rows = [
        row
        for row in lexicon.load("calendar", _Row)
        if row.language in {"en", language}
    ]

    def of(*kinds: str) -> list[_Row]:
        return [row for row in rows if row.kind in kinds]

    month = rf"{_either(of('month'))}|{_either(of('month_short'))}\.?"
    return Vocabulary(
        months={r.phrase: int(r.first) for r in of("month", "month_short")},
        weekdays={r.phrase: int(r.first) for r in of("weekday", "weekday_short")},
        holidays={r.phrase: (int(r.first), int(r.last)) for r in of("holiday")},
        relative={
            r.phrase: (int(r.first), int(r.last), DatePrec[r.prec])
            for r in of("relative")
        },
        units={r.phrase: r.first for r in of("unit", "units")},
        numbers={
            r.phrase: (int(r.first), int(r.last or r.first)) for r in of("number")
        },
        shifts={r.phrase: int(r.first) for r in of("shift")},
        periods={r.phrase: (int(r.first), DatePrec[r.prec]) for r in of("period")},
        future=re.compile(rf"(?<!\w){_either(of('future'))}(?!\w)", re.IGNORECASE),
        saying=re.compile(_either(of("saying")), re.IGNORECASE),
        shifted=re.compile(rf"\b{_either(of('shift'))}\b", re.IGNORECASE),
        cues={
            cue: frozenset(max(words_of(r.phrase), key=len) for r in of(*kinds))
            for cue, kinds in _CUES.items()
        },
        fragments={
            "month": rf"(?:{month})",
            "any_month": rf"(?:{month})",
            "last_month": rf"(?:{month})",
            "weekday": _either(of("weekday")),
            "any_weekday": rf"(?:{_either(of('weekday', 'weekday_short'))}\.?)",
            "holiday": _either(of("holiday")),
            "relative": _either(of("relative")),
            "period": _either(of("period")),
            "number": rf"(?:\d{{1,3}}|{_either(of('number'))})",
            "event": _either(of("event")),
            "unit": _either(of("unit", "units")),
            "units": _either(of("units")),
            "before": _either(of("before")),
            "after": _either(of("after")),
            "part_of_day": rf"(?:\s+(?:{_PARTS_OF_DAY})\b)",
        },
    )


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case; a zero for every number.

    >>> words_of("On Jan. 15, 2020")
    ['on', 'jan', '0', '0']
    """
    return [
        _DIGIT if word[0].isdigit() else word
        for word in re.findall(r"\w+", text.lower())
    ]


def _either(rows: Iterable[_Row]) -> str:
    """Return a pattern for any of the phrases, longest first; of none, for none."""
    phrases = sorted((row.phrase for row in rows), key=lambda p: (-len(p), p))
    patterns = [re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases]
    return f"(?:{'|'.join(patterns)})" if patterns else "(?!)"
