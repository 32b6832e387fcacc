"""Measure the dots of whole articles against the incidents that people coded.

A dot is **right** when it meets a coded incident that no other dot has taken: of an
accepted type, within the tolerance of its place, and on its day give or take three, or
in its month or year where no day is coded; a date that either side lacks is no
hindrance. It is a **duplicate** when it only meets incidents that are taken, and
**false** when it meets none. Where several could be paired, incidents that an article
is about go before others, then equal dates, then equal counts, then nearness.

Precision is the share of right dots, recall the share of main incidents that were
found. Counts and days are judged among the main incidents found, where they are coded;
a count that geomap does not tell stands for 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ..geo import great_circle_km
from ..pipeline import Stages
from ..records import Document
from .coded import CodedIncident
from .dots import Dot, dots_of
from .metrics import Measure, resample

NEAR_DAYS = 3
_WHOLE_DAY = len("2000-01-01")
_COUNTS = {"killed": "fatalities", "wounded": "injuries", "arrests": "arrests"}
"""The property of a dot for each number that is coded."""

RIGHT, DUPLICATE, FALSE = "right", "duplicate", "false"
FOUND, MISSED = "found", "missed"


class Tally(NamedTuple):
    """What one article, or several added up, scored."""

    articles: int = 0
    main: int = 0
    found: int = 0
    dots: int = 0
    right: int = 0
    duplicate: int = 0
    false: int = 0
    killed_told: int = 0
    killed_right: int = 0
    wounded_told: int = 0
    wounded_right: int = 0
    days_told: int = 0
    days_right: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An article's dots, each with the coded incident it took, if any.

    `met` are the dots that meet a coded incident, taken or not, by their index.
    """

    document: Document
    coded: Sequence[CodedIncident]
    dots: Sequence[Dot]
    taken: Mapping[int, int]
    met: frozenset[int]

    def verdict(self, index: int) -> str:
        """Return what a dot is: right, duplicate or false."""
        if index in self.taken:
            return RIGHT
        return DUPLICATE if index in self.met else FALSE

    @property
    def missed(self) -> list[CodedIncident]:
        """Return the incidents that the article is about and no dot took."""
        found = set(self.taken.values())
        return [c for i, c in enumerate(self.coded) if c.is_main and i not in found]


def judge_article(
    document: Document, coded: Sequence[CodedIncident], stages: Stages
) -> Judged:
    """Return how the dots of an article meet what people coded in it."""
    return judge(document, coded, dots_of(document, stages))


def judge(
    document: Document, coded: Sequence[CodedIncident], dots: Sequence[Dot]
) -> Judged:
    """Return how some dots meet coded incidents, each taken once at the most."""
    pairs = sorted(
        (_preference(dot, incident), i, j)
        for i, dot in enumerate(dots)
        for j, incident in enumerate(coded)
        if meets(dot, incident)
    )
    taken: dict[int, int] = {}
    for _, i, j in pairs:
        if i not in taken and j not in taken.values():
            taken[i] = j
    return Judged(
        document=document,
        coded=coded,
        dots=dots,
        taken=taken,
        met=frozenset(i for _, i, _ in pairs),
    )


def meets(dot: Dot, coded: CodedIncident) -> bool:
    """Tell whether a dot may stand for a coded incident."""
    return (
        dot.event_type in coded.types
        and great_circle_km(dot.position, coded.position) <= coded.tolerance_km
        and is_dated(coded.date, dot.day)
    )


def is_dated(coded: str, day: str) -> bool:
    """Tell whether a day, as ISO text, agrees with a coded date.

    >>> is_dated("2019-06-03", "2019-06-06"), is_dated("2019-06-03", "2019-06-07")
    (True, False)
    >>> is_dated("2019-06", "2019-06-30"), is_dated("2019", "2018-12-31")
    (True, False)
    >>> is_dated("", "2019-06-03"), is_dated("2019-06-03", "")
    (True, True)
    """
    if not coded or not day:
        return True
    if len(coded) < _WHOLE_DAY:
        return day.startswith(coded)
    apart = date.fromisoformat(coded) - date.fromisoformat(day)
    return abs(apart.days) <= NEAR_DAYS


def _preference(dot: Dot, coded: CodedIncident) -> tuple[bool, bool, int, float]:
    """Return what sorts the pairs to be made first before the others."""
    is_same_date = bool(coded.date and dot.day and dot.day.startswith(coded.date))
    agreeing = sum(_is_right(dot, coded, name) is True for name in _COUNTS)
    away_km = great_circle_km(dot.position, coded.position)
    return not coded.is_main, not is_same_date, -agreeing, away_km


def _is_right(dot: Dot, coded: CodedIncident, name: str) -> bool | None:
    """Tell whether a dot has a number as it is coded; None where none is."""
    accepted = getattr(coded, name)
    return (dot.row[_COUNTS[name]] or 0) in accepted if accepted else None


def tally(judged: Judged) -> Tally:
    """Return what one article scored."""
    verdicts = [judged.verdict(index) for index in range(len(judged.dots))]
    pairs = [(judged.dots[i], judged.coded[j]) for i, j in judged.taken.items()]
    main = [(dot, coded) for dot, coded in pairs if coded.is_main]
    killed, wounded = (
        [v for pair in main if (v := _is_right(*pair, name)) is not None]
        for name in ("killed", "wounded")
    )
    days = [
        dot.row["event_date"] == coded.date
        for dot, coded in main
        if len(coded.date) == _WHOLE_DAY
    ]
    return Tally(
        articles=1,
        main=sum(coded.is_main for coded in judged.coded),
        found=len(main),
        dots=len(verdicts),
        right=verdicts.count(RIGHT),
        duplicate=verdicts.count(DUPLICATE),
        false=verdicts.count(FALSE),
        killed_told=len(killed),
        killed_right=sum(killed),
        wounded_told=len(wounded),
        wounded_right=sum(wounded),
        days_told=len(days),
        days_right=sum(days),
    )


def total(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of some tallies, number by number."""
    return Tally(*map(sum, zip(Tally(), *tallies, strict=True)))


def _share(part: float, whole: float) -> float:
    """Return a ratio; NaN of nothing."""
    return part / whole if whole else math.nan


def _f1(scored: Tally) -> float:
    """Return the harmonic mean of precision and recall."""
    precision = _share(scored.right, scored.dots)
    recall = _share(scored.found, scored.main)
    both = precision + recall
    return 2 * precision * recall / both if both else 0.0


FIGURES: Mapping[str, Callable[[Tally], float]] = {
    "precision": lambda t: _share(t.right, t.dots),
    "recall": lambda t: _share(t.found, t.main),
    "F1": _f1,
    "second dots": lambda t: _share(t.duplicate, t.dots),
    "false dots": lambda t: _share(t.false, t.dots),
    "dots per article": lambda t: _share(t.dots, t.articles),
    "killed right": lambda t: _share(t.killed_right, t.killed_told),
    "wounded right": lambda t: _share(t.wounded_right, t.wounded_told),
    "day right": lambda t: _share(t.days_right, t.days_told),
}
"""What is told of articles, by name; NaN where there is nothing to tell it of."""


def incident_figures(tallies: Sequence[Tally]) -> dict[str, Measure]:
    """Return each figure of some articles with its 95 % interval.

    The interval is a bootstrap's over articles, with a fixed seed; {} for none.
    """
    if not tallies:
        return {}

    def figures(drawn: Sequence[Tally]) -> dict[str, float]:
        summed = total(drawn)
        return {name: figure(summed) for name, figure in FIGURES.items()}

    return resample(tallies, figures)
