"""The day of publication, where a dateline or a header line states it."""

from __future__ import annotations

import re
from datetime import date

from .grammar import compiled
from .readers import Context, read_day, read_iso, wording_of
from .vocabulary import vocabulary

_HEAD_CHARS = 300
_LEAD = re.compile(
    r"^[^\n]{0,80}?,\s+$|(?:^|\n)\s*$"
    r"|(?:published|updated|posted|last modified|date)(?:\s+on)?:?\s+$",
    re.IGNORECASE,
)


def published_from_dateline(text: str) -> date | None:
    """Return the day of publication stated at the head of an article, or None.

    Only a full date counts: in a dateline ("SAN SALVADOR, 3 JAN 90 --"), alone
    at the beginning of a line, or after "Published" and the like.

    >>> published_from_dateline("SAN SALVADOR, 3 JAN 90 -- [TEXT] Police said ...")
    datetime.date(1990, 1, 3)
    >>> published_from_dateline("KABUL, Afghanistan (AP) — Two people died.")
    """
    head = text.strip()[:_HEAD_CHARS]
    context = Context(date.max, vocabulary(None))
    for pattern, rule in compiled(None):
        if rule.read not in {read_day, read_iso}:
            continue
        for match in pattern.finditer(head):
            if _LEAD.search(head[: match.start()]):
                reading = rule.read(wording_of(match), context)
                if reading and not reading.is_inferred:
                    return reading.first
    return None
