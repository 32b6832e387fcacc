"""Intervals of days, and the arithmetic that news wordings ask for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from ..records import DatePrec

_DAYS_IN_WEEK = 7
_MONTHS_IN_YEAR = 12
_RECENT_DAYS = 275
"""A date without a year lies at most so far back, or ahead."""


class Reading(NamedTuple):
    """The days a wording may mean, both ends included.

    `is_inferred` tells whether the publication date was needed to know them.
    """

    first: date
    last: date
    prec: DatePrec
    is_inferred: bool = True


def day(when: date, *, is_inferred: bool = True) -> Reading:
    """Return the reading of a single day."""
    return Reading(when, when, DatePrec.DAY, is_inferred)


def days(first: date, last: date) -> Reading:
    """Return the reading of a stretch of days, with the precision it has."""
    return Reading(first, last, prec_of(first, last))


def prec_of(first: date, last: date) -> DatePrec:
    """Return the UCDP precision of an interval, by its length.

    >>> prec_of(date(2022, 1, 5), date(2022, 1, 6))
    <DatePrec.DAYS: 2>
    """
    length = (last - first).days + 1
    for longest, prec in (
        (1, DatePrec.DAY),
        (6, DatePrec.DAYS),
        (7, DatePrec.WEEK),
        (31, DatePrec.MONTH),
    ):
        if length <= longest:
            return prec
    return DatePrec.YEAR


def month(year: int, number: int, *, is_inferred: bool = True) -> Reading:
    """Return the reading of a calendar month."""
    first = date(year, number, 1)
    return Reading(
        first, add_months(first, 1) - timedelta(1), DatePrec.MONTH, is_inferred
    )


def add_months(when: date, months: int) -> date:
    """Return the first day of the month that lies `months` after that of `when`."""
    year, index = divmod(
        when.year * _MONTHS_IN_YEAR + when.month - 1 + months, _MONTHS_IN_YEAR
    )
    return date(year, index + 1, 1)


def year(number: int, *, is_inferred: bool = True) -> Reading:
    """Return the reading of a calendar year."""
    return Reading(date(number, 1, 1), date(number, 12, 31), DatePrec.YEAR, is_inferred)


def week(anchor: date, shift: int) -> Reading:
    """Return the Monday to Sunday that lies `shift` weeks after the anchor's."""
    monday = anchor - timedelta(anchor.weekday()) + timedelta(weeks=shift)
    return Reading(monday, monday + timedelta(6), DatePrec.WEEK)


def weekday(anchor: date, number: int, *, is_future: bool = False) -> date:
    """Return the latest such weekday on or before the anchor; the next if future.

    Monday is 0. A future weekday may be the anchor itself.

    >>> weekday(date(2022, 1, 6), 3)  # a Thursday, on a Thursday
    datetime.date(2022, 1, 6)
    >>> weekday(date(2022, 1, 6), 4, is_future=True)
    datetime.date(2022, 1, 7)
    """
    if is_future:
        return anchor + timedelta((number - anchor.weekday()) % _DAYS_IN_WEEK)
    return anchor - timedelta((anchor.weekday() - number) % _DAYS_IN_WEEK)


def day_near(
    anchor: date, month_number: int, day_number: int, *, is_future: bool = False
) -> date | None:
    """Return the day of a month whose year is not said; None if there is none.

    It is the latest on or before the anchor. It is the next one where the tense
    says future, or where the latest would lie more than nine months back; but
    never one more than nine months ahead.

    >>> day_near(date(2022, 1, 6), 12, 30)
    datetime.date(2021, 12, 30)
    >>> day_near(date(2022, 1, 6), 2, 1)
    datetime.date(2022, 2, 1)
    >>> day_near(date(2022, 1, 6), 2, 31)
    """
    years = range(anchor.year - 1, anchor.year + 2)
    all_days = [day_of(number, month_number, day_number) for number in years]
    known = [when for when in all_days if when]
    behind = [when for when in known if when <= anchor]
    ahead = [when for when in known if when >= anchor]
    if ahead and (is_future or not behind or (anchor - behind[-1]).days > _RECENT_DAYS):
        return ahead[0]
    return behind[-1] if behind else None


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
