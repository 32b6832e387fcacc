"""Which of a document's dates is an event's: the nearest that fits.

A date goes with the happening of its clause. One that goes with a verb of saying
("said on Monday") dates the report and not the event, which came that day or the
day before: it comes last, after the dates around the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from ..records import Analysis, BlockKind, DatePrec, Span, When
from .dates import Dated, dates_of
from .finding import runs_until_now

_REACH = 3
"""How many sentences away a date may still stand for an event without one."""

_SAYING = 3
"""The step of dates that go with a saying, after those of events around."""

_CLAUSE_BREAK = re.compile(
    r"[,;:.\"“”]|\b(?:that|after|when|while|as|but|before|because|who|which|and)\b",
    re.IGNORECASE,
)
_SINCE_CLAUSE = re.compile(r"\bsince\s+(?:[^\s.,;]+\s+){2,}$", re.IGNORECASE)
_SINCE_CHARS = 200
_BREAK_COST = 20
_COARSE_COST = 50


class Dating:
    """The dates of one document, to choose an event's from.

    `anchor` is the document's day of publication, or None. Only sentences of
    blocks that report are read.
    """

    def __init__(self, analysis: Analysis) -> None:
        document = analysis.document
        self.analysis = analysis
        self.anchor = document.published
        self._dated = dates_of(analysis, self.anchor)
        openings = [
            block.span.start
            for block in document.blocks
            if block.kind is BlockKind.DATELINE
        ][1:]
        self._reports = [
            bisect_right(openings, sentence.span.start)
            for sentence in analysis.sentences
        ]
        """Which report of a digest each sentence is in, by the datelines."""

    def days(self) -> frozenset[date]:
        """Return the single days that the document names."""
        whens = (dated.when for dated in self._dated)
        return frozenset(
            when.first
            for when in whens
            if when.first is not None and when.prec is DatePrec.DAY
        )

    def of(
        self,
        number: int,
        triggers: Sequence[Span],
        *,
        may_be_future: bool = False,
        may_borrow: bool = True,
    ) -> When | None:
        """Return the date of the event that `triggers` tell, or None.

        In turn: the best date of its sentence; the nearest of the three before
        it, or the headline's; then of the three after; the day of a saying in its
        sentence, or else the document's first, and the day before. All but the
        first are marked as inferred.

        Parameters
        ----------
        number : int
            Which of the document's sentences the triggers stand in.
        triggers : sequence of Span
            The words that tell the event; at least one.
        may_be_future : bool
            Whether a date after publication may be meant.
        may_borrow : bool
            Whether a date of another clause or sentence will do; it will not for
            a total over several happenings.
        """
        ranked = [
            (rank, dated.when.span, dated.when)
            for dated in self._dated
            if may_be_future or not self._is_ahead(dated.when)
            if dated.number != number or not self._is_in_since(dated.when, triggers)
            if (rank := self._rank(dated, number, triggers))
            if may_borrow or not rank[0]
        ]
        if not ranked:
            return None
        (step, _), _, found = min(ranked, key=lambda ranking: ranking[:2])
        if step >= _SAYING:
            return _up_to(found)
        is_stretch = runs_until_now(self.analysis.document.text, found.span)
        when = found if is_stretch else self._sharpened(found, number)
        return replace(when, is_inferred=found.is_inferred or step > 0 or when != found)

    def _sharpened(self, vague: When, number: int) -> When:
        """Return the only day named near an event within its vague date.

        "Last week" may be told again as "on 3 May"; with two such days, neither.
        """
        if vague.first is None or vague.last is None or vague.prec is DatePrec.DAY:
            return vague
        named = {
            dated.when.first: dated.when
            for dated in reversed(self._dated)
            if dated.when.prec is DatePrec.DAY and not dated.is_saying
            if abs(dated.number - number) <= _REACH
            if dated.when.first and vague.first <= dated.when.first <= vague.last
        }
        return named.popitem()[1] if len(named) == 1 else vague

    def _rank(
        self, dated: Dated, number: int, triggers: Sequence[Span]
    ) -> tuple[int, float] | None:
        """Return how far from an event a date stands; None where it cannot be."""
        behind = number - dated.number
        if not behind and not dated.is_saying:
            return 0, min(self._cost(dated.when, trigger) for trigger in triggers)
        is_too_vague = dated.when.prec > (
            DatePrec.WEEK if behind == 1 else DatePrec.DAYS
        )
        if is_too_vague or self._reports[number] != self._reports[dated.number]:
            return None
        if behind and runs_until_now(self.analysis.document.text, dated.when.span):
            return None
        is_headline = self._is_headline(dated)
        if not dated.is_saying and (0 < behind <= _REACH or (behind and is_headline)):
            return 1, behind
        if not dated.is_saying and 0 < -behind <= _REACH:
            return 2, -behind
        return (_SAYING + 1, dated.number) if behind else (_SAYING, 0)

    def _is_in_since(self, when: When, triggers: Sequence[Span]) -> bool:
        """Tell whether a date only says since when: "the worst since a coup in May"."""
        text = self.analysis.document.text
        start = max(when.span.start - _SINCE_CHARS, *(t.end for t in triggers))
        between = text[start : when.span.start]
        return _SINCE_CLAUSE.search(between) is not None

    def _is_headline(self, dated: Dated) -> bool:
        """Tell whether a date stands in a headline, which dates all below it."""
        return self.analysis.sentences[dated.number].block is BlockKind.HEADLINE

    def _cost(self, when: When, trigger: Span) -> float:
        """Return how far apart a date and a trigger of one sentence stand."""
        start, end = sorted((when.span, trigger))
        between = self.analysis.document.text[start.end : max(start.end, end.start)]
        breaks = len(_CLAUSE_BREAK.findall(between))
        is_coarse = when.prec > DatePrec.DAYS and not between.isspace()
        return len(between) + _BREAK_COST * breaks + _COARSE_COST * is_coarse

    def _is_ahead(self, when: When) -> bool:
        """Tell whether a date lies after the day of publication."""
        if self.anchor is None or when.first is None:
            return False
        return when.first > self.anchor


def _up_to(saying: When) -> When:
    """Return the day of a saying and the day before: what it tells came earlier."""
    if saying.prec is not DatePrec.DAY:
        return replace(saying, is_inferred=True)
    first = saying.first and saying.first - timedelta(1)
    return replace(saying, first=first, prec=DatePrec.DAYS, is_inferred=True)
