"""Find the dateline that an article opens with: where and when it was filed."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from ..when import find_dates

_DATE = r"""(?:
    (?:[A-Z][a-z]+day,?[ ])?
    (?: [A-Z][A-Za-z]{2,8}\.?[ ]\d{1,2}(?:st|nd|rd|th)?(?:,?[ ]\d{4})?    # Jan. 5, 2022
      | \d{1,2}(?:st|nd|rd|th)?[ ][A-Z][A-Za-z]{2,8}\.?(?:,?[ ]\d{2,4})?  # 5 JAN 90
      | \d{1,2}\.?[ ](?:de[ ])?[^\W\d_]{3,12}\.?,?[ ](?:de[ ])?\d{4}   # 5 de mayo 2024
      | \d{4}-\d\d-\d\d
    )
)"""
_DATELINE = re.compile(
    rf"""
    (?: (?P<place>
            [A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я.'’-]+                         # BEIRUT
            (?:[ ][A-ZÀ-ÞА-Я.'’-]+){{0,3}}
            (?:,[ ][A-Z][A-Za-z.]+(?:[ ][A-Z][A-Za-z.]+)?)??    # , Lebanon
        )
        (?: ,?[ ]\(?(?P<date>{_DATE})\)? )?
      | (?P<mixed_place>
            [A-Z][\w.'’-]+(?:[ ][\w.'’-]+){{0,3}}               # Maru, Nigeria
            (?:,[ ][A-Z][\w.'’-]+(?:[ ][\w.'’-]+){{0,2}}){{0,2}}
        )
        (?: ,[ ]?\(?(?P<date_of_mixed>{_DATE})\)?(?:\.(?=[ ]))? | (?=[ ]\([A-Z]{{2}}) )
      | (?P<date_alone>{_DATE}) (?:\.(?=[ ]))?
    )
    (?: ,?[ ]?\([A-Z][^()]{{1,40}}\) )?                         # (Reuters)
    (?: [ ]?(?:—|–|--)[ ]? | [ ]-[ ] | (?<=\.)[ ] | (?<=\)):[ ] )
    (?: (?P<date_after>{_DATE})(?:\.|[ ]?[—–-])[ ] )?
    """,
    re.VERBOSE,
)
_ANY_DAY = date(2000, 1, 1)


class Dateline(NamedTuple):
    """The dateline of a line: how many characters it has, its place and its day.

    The day is None where no full date stands in it.
    """

    length: int
    place: str | None
    day: date | None


def dateline_of(line: str) -> Dateline | None:
    """Return the dateline that a line of an article opens with, or None.

    >>> dateline_of("HOMS, Syria (AP) — Shells fell.")
    Dateline(length=19, place='HOMS, Syria', day=None)
    >>> dateline_of("Maru, Nigeria, Feb 3 2025 - Two died.")
    Dateline(length=28, place='Maru, Nigeria', day=datetime.date(2025, 2, 3))
    >>> dateline_of("He left - and came back.") is None
    True
    """
    found = _DATELINE.match(line)
    if found is None or found.end() == len(line):
        return None
    parts = found.groupdict()
    days = [
        reading.first
        for name, words in parts.items()
        if words and name.startswith("date")
        for _, _, reading in find_dates(words, anchor=_ANY_DAY)
        if not reading.is_inferred
    ]
    place = parts["place"] or parts["mixed_place"]
    return Dateline(found.end(), place, days[0] if days else None)
