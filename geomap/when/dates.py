"""The dates of a whole document, in text order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from ..records import Analysis, DatePrec, Sentence, When
from .finding import find_whens
from .vocabulary import vocabulary, words_of

_AROUND_CHARS = 100
_CLOCK = re.compile(r"[012]?\d[:.][0-5]\d(?=\s)")
_MIN_POSTS = 2


class Dated(NamedTuple):
    """A date of the document, in which sentence, and whether of a saying."""

    number: int
    when: When
    is_saying: bool


def dates_of(analysis: Analysis, anchor: date | None) -> list[Dated]:
    """Return what a document says of dates, in text order.

    Only sentences of blocks that report are read. "The following day" counts
    from the last day told before it; where none was, its days are unknown.
    """
    told: date | None = None
    dates = []
    posts = _posts(analysis, anchor)
    for number, sentence in enumerate(analysis.sentences):
        if not sentence.block.reports:
            continue
        found_here = _in_order(analysis, sentence, anchor)
        if number in posts and not found_here:
            dates.append(Dated(number, posts[number], is_saying=False))
        for found, shift in found_here:
            when = found if shift is None else _moved(found, told, shift)
            is_saying = _is_saying(when, sentence, analysis)
            dates.append(Dated(number, when, is_saying))
            if when.prec is DatePrec.DAY and not is_saying:
                told = when.first
    return dates


def _posts(analysis: Analysis, anchor: date | None) -> dict[int, When]:
    """Return the day of the posts of a live blog, by the number of their sentence.

    What opens with a clock time is of the day of publication, unless it names
    another; one time alone makes no blog.
    """
    text = analysis.document.text
    opened = {
        number: clock
        for number, sentence in enumerate(analysis.sentences)
        if (clock := _CLOCK.match(text, sentence.span.start))
    }
    if anchor is None or len(opened) < _MIN_POSTS:
        return {}
    return {
        number: When(
            first=anchor,
            last=anchor,
            prec=DatePrec.DAY,
            span=replace(
                analysis.sentences[number].span, start=clock.start(), end=clock.end()
            ),
            is_inferred=True,
        )
        for number, clock in opened.items()
    }


def _in_order(
    analysis: Analysis, sentence: Sentence, anchor: date | None
) -> list[tuple[When, int | None]]:
    """Return the dates of a sentence, with the days they count from another's."""
    whens = find_whens(analysis, sentence, anchor=anchor)
    dates: list[tuple[When, int | None]] = [(when, None) for when in whens]
    shifted = _shifted(analysis, sentence, whens)
    return sorted([*dates, *shifted], key=lambda found: found[0].span)


def _moved(when: When, told: date | None, shift: int) -> When:
    """Return the day that lies `shift` days after the one told before."""
    day = told + timedelta(shift) if told else None
    return replace(when, first=day, last=day)


def _around(when: When, sentence: Sentence, analysis: Analysis) -> tuple[str, str]:
    """Return the text of a sentence shortly before and after a date."""
    text = analysis.document.text
    start = max(sentence.span.start, when.span.start - _AROUND_CHARS)
    end = min(sentence.span.end, when.span.end + _AROUND_CHARS)
    return text[start : when.span.start], text[when.span.end : end]


def _shifted(
    analysis: Analysis, sentence: Sentence, whens: Sequence[When]
) -> Iterator[tuple[When, int]]:
    """Yield the wordings that count from a day told before, and by how much."""
    words = vocabulary(analysis.document.language)
    text, start = sentence.span.of(analysis.document.text), sentence.span.start
    if words.cues["shift"].isdisjoint(words_of(text)):
        return
    for match in words.shifted.finditer(text):
        span = replace(
            sentence.span, start=start + match.start(), end=start + match.end()
        )
        if any(w.span.start < span.end and span.start < w.span.end for w in whens):
            continue
        days = words.shifts[" ".join(match[0].lower().split())]
        unknown = When(
            first=None, last=None, prec=DatePrec.DAY, span=span, is_inferred=True
        )
        yield unknown, days


def _is_saying(when: When, sentence: Sentence, analysis: Analysis) -> bool:
    """Tell whether a date goes with a verb of saying beside it."""
    words = vocabulary(analysis.document.language).saying.pattern
    before, after = _around(when, sentence, analysis)
    return bool(
        re.search(
            rf"\b{words}\b(?:\s+(?!that\b)[\w.]+){{0,3}}\s+$", before, re.IGNORECASE
        )
        or re.match(rf"\s*(?:{words}\b|that\b)", after, re.IGNORECASE)
    )
