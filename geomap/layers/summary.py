"""The key figures of a run, as a picture and a report tell them."""

from __future__ import annotations

from calendar import month_name
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ..records import WherePrec
from .schema import Value
from .table import Layer

if TYPE_CHECKING:
    from . import Layers


class Toll(NamedTuple):
    """A number of people, and its bounds; `high` None is open."""

    best: int
    low: int
    high: int | None

    def __str__(self) -> str:
        """Return it as "12 (12–99)", "at least 12" or "12".

        >>> str(Toll(12, 12, 99)), str(Toll(3, 3, None)), str(Toll(1200, 1200, 1200))
        ('12 (12–99)', 'at least 3', '1,200')
        """
        if self.high is None:
            return f"at least {self.low:,}"
        if self.low == self.high:
            return f"{self.best:,}"
        return f"{self.best:,} ({self.low:,}–{self.high:,})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Key figures; each counts incidents unless its name says otherwise.

    Only `background` counts those that are told as such, and only `uncertain` those
    too doubtful for the map.
    Tolls leave aggregates out, which count what other incidents may count too, and
    whose largest numbers stand apart; None where no number is reported. `first` and
    `last` are None without a date.
    """

    incidents: int
    background: int
    uncertain: int
    articles: int
    in_areas: int
    without_place: int
    without_date: int
    killed: Toll | None
    wounded: Toll | None
    most_killed_in_total: int | None
    most_wounded_in_total: int | None
    first: date | None
    last: date | None
    types: Counter[str]
    countries: Counter[str]

    @property
    def headline(self) -> str:
        """How many incidents there are, from how many articles, and when."""
        incidents, articles = (
            counted(self.incidents, "incident"),
            counted(self.articles, "article"),
        )
        days = f" · {period(self.first, self.last)}" if self.first and self.last else ""
        return f"{incidents} from {articles}{days}"


def summary_of(layers: Layers) -> Summary:
    """Return the key figures of layers."""
    all_told, uncertain = len(layers.incidents.rows), len(layers.uncertain.rows)
    layers = layers.without_background()
    table = layers.incidents
    starts, ends = (
        [day for day in table.column(name) if isinstance(day, date)]
        for name in ("date_start", "date_end")
    )
    precs = [prec for prec in table.column("where_prec") if isinstance(prec, int)]
    return Summary(
        incidents=len(table.rows),
        background=all_told - len(table.rows),
        uncertain=uncertain,
        articles=len(set(layers.sources.column("doc_id"))),
        in_areas=sum(prec >= WherePrec.ADMIN2 for prec in precs),
        without_place=len(layers.unmapped.rows),
        without_date=table.column("date_end").count(None),
        killed=toll(table, "fatalities"),
        wounded=toll(table, "injuries"),
        most_killed_in_total=most(table, "fatalities"),
        most_wounded_in_total=most(table, "injuries"),
        first=min(starts, default=None),
        last=max(ends, default=None),
        types=Counter(map(str, table.column("event_type"))),
        countries=Counter(str(name) for name in table.column("country") if name),
    )


def toll(table: Layer, name: str) -> Toll | None:
    """Return the sum of a count over incidents that are no aggregates."""
    columns = (name, f"{name}_low", f"{name}_high", "is_aggregate")
    known = [
        found
        for *count, is_aggregate in zip(*map(table.column, columns), strict=True)
        if not is_aggregate and (found := toll_of(*count))
    ]
    if not known:
        return None
    highs = [count.high for count in known if count.high is not None]
    return Toll(
        best=sum(count.best for count in known),
        low=sum(count.low for count in known),
        high=sum(highs) if len(highs) == len(known) else None,
    )


def most(table: Layer, name: str) -> int | None:
    """Return the largest count that an aggregate has."""
    rows = zip(table.column(name), table.column("is_aggregate"), strict=True)
    counts = [n for n, is_aggregate in rows if is_aggregate and isinstance(n, int)]
    return max(counts, default=None)


def toll_of(best: Value, low: Value, high: Value) -> Toll | None:
    """Return one incident's count; one without bounds is taken as it is."""
    if not isinstance(best, int):
        return None
    if not isinstance(low, int):
        return Toll(best, best, high if isinstance(high, int) else best)
    return Toll(best, low, high if isinstance(high, int) else None)


def count_words(best: Value, low: Value, high: Value) -> str | None:
    """Return a count with what its words leave open; None where none is known.

    >>> count_words(12, 12, 99), count_words(40, 40, None), count_words(18, 18, 18)
    ('~12 (12–99)', '≥40', '18')
    >>> count_words(5, None, 5), count_words(50, None, None), count_words(*[None] * 3)
    ('≤5', '~50', None)
    """
    if high is None:
        if low is None:
            return None if best is None else f"~{best:,}"
        return f"≥{low:,}"
    if low is None:
        return f"≤{high:,}"
    return f"{low:,}" if low == high else f"~{best:,} ({low:,}–{high:,})"


def counted(number: int, noun: str) -> str:
    """Return a number of things.

    >>> counted(1, "article"), counted(1200, "incident")
    ('1 article', '1,200 incidents')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def period(first: date, last: date) -> str:
    """Return two days as one period.

    >>> period(date(2022, 1, 2), date(2022, 1, 6))
    '2–6 January 2022'
    >>> period(date(2021, 12, 30), date(2022, 1, 6))
    '30 December 2021 – 6 January 2022'
    >>> period(date(2022, 1, 2), date(2022, 1, 2))
    '2 January 2022'
    """
    end = f"{last.day} {month_name[last.month]} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    start = f"{first.day} {month_name[first.month]}"
    return (
        f"{start} – {end}"
        if first.year == last.year
        else f"{start} {first.year} – {end}"
    )
