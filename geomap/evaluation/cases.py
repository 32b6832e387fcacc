"""Short labelled contexts: one marked name or more, and where each is.

In a case, `[name=where]` is to be resolved and compared, and `{name}` is only
context. `where` is a country, or country.admin1, then a colon and a feature class
or the beginning of a feature code: "US.TX:PPL". Either side of the colon may be
empty, where it does not matter or there is none (a sea has no country). NIL says
that no place is to be named: the text names one that no gazetteer has. "NIL|NG"
accepts either: no place, or one in Nigeria that stands in for it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..ingest import document_from_text
from ..language import analyze
from ..recognition import mention_at
from ..records import Analysis, Mention, MentionKind, Place
from .convention import is_affiliation

NIL = "NIL"
MARK = re.compile(r"\[([^]=]+)=([^]]*)\]|\{([^}]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledContext:
    """A short text and its mentions; `where` is None for one that is not asked.

    `tier` says how firmly it must hold: STRONG, MEDIUM or WEAK.
    """

    tier: str
    analysis: Analysis
    mentions: tuple[Mention, ...]
    where: tuple[str | None, ...]


def fits(place: Place | None, where: str) -> bool:
    """Tell whether a place, or none (NIL), is what a case expects."""
    if "|" in where:
        return any(fits(place, either) for either in where.split("|"))
    if place is None or where == NIL:
        return place is None and where == NIL
    area, _, kind = where.partition(":")
    country, _, admin1 = area.partition(".")
    return (
        country in {"", place.country_code}
        and admin1 in {"", place.admin1_code}
        and (place.feature_code.startswith(kind) or place.feature_class == kind)
    )


def context_of(marked: str, *, tier: str) -> LabelledContext:
    """Return a case whose marks are taken out of its text."""
    text, end = "", 0
    spans, where = [], []
    for match in MARK.finditer(marked):
        text += marked[end : match.start()]
        name = match[1] or match[3]
        spans.append((len(text), len(text) + len(name)))
        where.append(match[2])
        text += name
        end = match.end()
    analysis = analyze(document_from_text("case", text + marked[end:]))
    mentions = tuple(
        replace(mention, kind=MentionKind.DEMONYM)
        if is_affiliation(mention.text)
        else mention
        for mention in (mention_at(analysis, *span) for span in spans)
    )
    return LabelledContext(
        tier=tier, analysis=analysis, mentions=mentions, where=tuple(where)
    )


def read_contexts(path: Path) -> Iterator[LabelledContext]:
    """Yield the cases of a tab-separated file of `tier` and `text`."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield context_of(row["text"], tier=row["tier"])
