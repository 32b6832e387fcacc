"""Finding the dates of a sentence, and joining two into a range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ..records import Analysis, DatePrec, Sentence, Span, When
from .calendar import Reading, days
from .grammar import matches
from .readers import Context, wording_of
from .vocabulary import Vocabulary, vocabulary

_ANY_DAY = date(2000, 1, 1)
"""Stands in for an unknown anchor, so that precision can still be told."""

_CLAUSE_CHARS = 200
"""How far the clause around a date is looked at."""

_TO = re.compile(
    r"\s*[-–—]\s*|\s+(?:to|until|till|through|into|à|au|al|bis|auf|zum|по|до)\s+",
    re.IGNORECASE,
)
_APPOSED = re.compile(r"\s*[,(]\s*(?:on\s+)?(?:the\s+)?", re.IGNORECASE)
_SINCE_CHARS = 20
_SINCE = re.compile(r"\b(?:since|desde|depuis|seit)\s+(?:el\s+|le\s+)?$", re.IGNORECASE)
_NIGHT_TO = re.compile(
    r"(?:\bnacht\s+(?:zum|auf(?:\s+den)?)|\bночь\s+на|\bніч\s+на)\s+$", re.IGNORECASE
)
_OF = re.compile(r"\s+(?:of|from)\s+", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_CLAUSE_END = re.compile(
    r"[,;:.\"“”]|\b(?:that|after|when|while|as|but|before|because)\b", re.IGNORECASE
)
_SAYS = re.compile(
    r"\b(?:said|says|told|reported|announced|stated|added|confirmed|warned|wrote)"
    r"(?:\s+\w+){0,2}\s+$",
    re.IGNORECASE,
)


class FoundDate(NamedTuple):
    """A date and where its words stand: `text[start:end]`."""

    start: int
    end: int
    reading: Reading


def find_whens(
    analysis: Analysis, sentence: Sentence, *, anchor: date | None
) -> list[When]:
    """Return what a sentence says of dates, in text order.

    Parameters
    ----------
    anchor : date | None
        The day of publication. Without it, `first` and `last` of a relative
        date are None, while its span and its precision stand.
    """
    document = analysis.document
    span = sentence.span
    found = find_dates(
        span.of(document.text), anchor=anchor or _ANY_DAY, language=document.language
    )
    return [
        When(
            first=None if reading.is_inferred and not anchor else reading.first,
            last=None if reading.is_inferred and not anchor else reading.last,
            prec=reading.prec,
            span=Span(span.document_id, span.start + start, span.start + end),
            is_inferred=reading.is_inferred,
        )
        for start, end, reading in found
    ]


def find_dates(
    text: str, *, anchor: date, language: str | None = None
) -> list[FoundDate]:
    """Return the dates in a sentence, longest wordings first served.

    >>> found = find_dates("Two died on Jan. 5.", anchor=date(2022, 1, 6))
    >>> [(d.start, d.end, str(d.reading.first)) for d in found]
    [(12, 18, '2022-01-05')]
    """
    words = vocabulary(language)
    is_taken = bytearray(len(text))
    found: list[FoundDate] = []
    longest_first = sorted(
        matches(text, language), key=lambda m: (-len(m[0][0]), m[0].start())
    )
    for match, rule in longest_first:
        if any(is_taken[match.start() : match.end()]):
            continue
        context = Context(anchor, words, _is_future(text, match, words))
        reading = rule.read(wording_of(match), context)
        if reading:
            core = "core" if "core" in match.re.groupindex else 0
            found.append(FoundDate(*match.span(core), reading))
            is_taken[match.start() : match.end()] = b"\1" * len(match[0])
    joined = _joined(sorted(found), text, language)
    return [_stretched(date_found, text, anchor) for date_found in joined]


def _stretched(found: FoundDate, text: str, anchor: date) -> FoundDate:
    """Return a date as the stretch that the words before it make of it.

    "Since Monday" runs up to publication, "the night to Monday" from Sunday.
    """
    before, reading = text[: found.start], found.reading
    if _SINCE.search(before) and reading.first < anchor:
        return found._replace(reading=days(reading.first, anchor))
    if _NIGHT_TO.search(before) and reading.prec is DatePrec.DAY:
        night = days(reading.first - timedelta(1), reading.last)
        return found._replace(reading=night._replace(is_inferred=reading.is_inferred))
    return found


def runs_until_now(text: str, span: Span) -> bool:
    """Tell whether a date is only where a stretch began: "since Monday"."""
    return bool(_SINCE.search(text[: span.start][-_SINCE_CHARS:]))


def _joined(
    dates: list[FoundDate], text: str, language: str | None
) -> Iterator[FoundDate]:
    """Yield the dates with "from A to B" and "between A and B" as one."""
    waiting: FoundDate | None = None
    for found in dates:
        stretch = waiting and _stretch(waiting, found, text=text, language=language)
        if waiting and not stretch:
            yield waiting
        waiting = stretch or found
    if waiting:
        yield waiting


def _stretch(
    first: FoundDate, last: FoundDate, *, text: str, language: str | None
) -> FoundDate | None:
    """Return two dates as one stretch, or None where the words do not join them.

    The first is read against the last: "from Monday to Wednesday". Of one day said
    twice ("today, 3 May") the one with a number stands.
    """
    if _APPOSED.fullmatch(text[first.end : last.start]) and _is_said_twice(
        text, first, last
    ):
        return last._replace(start=first.start)
    if _OF.fullmatch(text[first.end : last.start]):
        is_night = text[first.start : first.end].lower().endswith("night")
        return last._replace(start=first.start) if is_night else None
    if not _is_range(text, first, last):
        return None
    words, end = text[first.start : first.end], last.reading.last
    again = find_dates(words, anchor=end, language=language)
    start = again[0].reading.first if again else first.reading.first
    if start >= last.reading.first:
        return None
    reading = days(start, end)._replace(is_inferred=last.reading.is_inferred)
    return FoundDate(first.start, last.end, reading)


def _is_said_twice(text: str, first: FoundDate, last: FoundDate) -> bool:
    """Tell whether a day in words is followed by the same in numbers."""
    return (
        first.reading.prec is last.reading.prec is DatePrec.DAY
        and not any(map(str.isdigit, text[first.start : first.end]))
        and any(map(str.isdigit, text[last.start : last.end]))
    )


def _is_range(text: str, first: FoundDate, last: FoundDate) -> bool:
    """Tell whether the words between two dates make them one stretch."""
    between = text[first.end : last.start]
    return bool(_TO.fullmatch(between)) or bool(
        _AND.fullmatch(between) and _BETWEEN.search(text[: first.start])
    )


def _is_future(text: str, match: re.Match[str], words: Vocabulary) -> bool:
    """Tell whether the clause around a date speaks of the future.

    "said on Monday that it will" does not: the date goes with the saying.
    """
    before = text[max(0, match.start() - _CLAUSE_CHARS) : match.start()]
    after = text[match.end() : match.end() + _CLAUSE_CHARS]
    if _SAYS.search(before):
        return False
    before, after = _CLAUSE_END.split(before)[-1], _CLAUSE_END.split(after)[0]
    return bool(words.future.search(before) or words.future.search(after))
