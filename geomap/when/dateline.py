"""The day of publication, where a dateline or a header line states it."""

from __future__ import annotations

import re
from datetime import date

from .grammar import matches
from .readers import Context, read_day, read_iso, wording_of
from .vocabulary import vocabulary

_HEAD_CHARS = 300
_PLACE = re.compile(r"\s*[^\n]{2,80}[,(]\s*")
_DASH = re.compile(r"\)?\s*(?:\([^)\n]*\)\s*)?[-–—]")
_LINE_START = re.compile(
    r"(?:.*\n|^)\s*(?:(?:published|updated|posted|last modified|date)(?: on)?:?\s+)?",
    re.IGNORECASE | re.DOTALL,
)
_LINE_END = re.compile(r"[^\S\n]*(?:$|\n|[|·•,-]|at\b|\d\d?[:.]\d\d)")


def published_from_dateline(text: str) -> date | None:
    """Return the day of publication stated at the head of an article, or None.

    Only a full date counts: in a dateline ("SAN SALVADOR, 3 JAN 90 --"), or at
    the beginning of a line of its own, with or without "Published".

    >>> published_from_dateline("SAN SALVADOR, 3 JAN 90 -- [TEXT] Police said ...")
    datetime.date(1990, 1, 3)
    >>> published_from_dateline("KABUL, Afghanistan (AP) — Two people died.")
    """
    head = text.strip()[:_HEAD_CHARS]
    context = Context(date.max, vocabulary(None))
    for match, rule in matches(head, None):
        before, after = head[: match.start()], head[match.end() :]
        is_header = _LINE_START.fullmatch(before) and _LINE_END.match(after)
        if rule.read in {read_day, read_iso} and (
            is_header or is_in_dateline(before.rpartition("\n")[2], after)
        ):
            reading = rule.read(wording_of(match), context)
            if reading and not reading.is_inferred:
                return reading.first
    return None


def is_in_dateline(before: str, after: str) -> bool:
    """Tell whether a date stands in a dateline, by the text on either side.

    >>> is_in_dateline("BOGOTA, ", " (EFE) -- Two people died.")
    True
    >>> is_in_dateline("GREELEY, Colo. (", ") – Two people died.")
    True
    >>> is_in_dateline("Two people died in Bogota, ", ".")
    False
    """
    return bool(_PLACE.fullmatch(before) and _DASH.match(after))
