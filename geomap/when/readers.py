"""What each wording of dates means: a function from its pieces to its days."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from ..records import DatePrec
from .calendar import (
    Reading,
    add_months,
    day,
    day_near,
    day_of,
    days,
    month,
    prec_of,
    week,
    weekday,
    year,
)
from .vocabulary import Vocabulary

_SATURDAY = 5
_WEEK = 7
_MONTHS = 12
_NTH = ("first", "second", "third", "fourth", "fifth")
_LAST = frozenset({"last", "final"})
_MONTHS_BACK = 3
_THIRDS = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}
_FIRST_SHORT_YEAR = 30
_LENGTHS = {"day": 1, "week": 7, "month": 30, "year": 365}
_LARGER = {"hour": "day", "day": "week", "week": "month"}


class Context(NamedTuple):
    """What a wording is read against."""

    anchor: date
    words: Vocabulary
    is_future: bool = False


Wording: TypeAlias = Mapping[str, str]
"""The named pieces of a match, in lower case, white space folded."""


def wording_of(match: re.Match[str]) -> Wording:
    """Return the named pieces of a match, as the readers want them."""
    return {
        name: " ".join(text.lower().split())
        for name, text in match.groupdict().items()
        if text
    }


def read_iso(wording: Wording, context: Context) -> Reading | None:
    """Read "2022-01-05"."""
    del context
    when = day_of(int(wording["year"]), int(wording["number"]), int(wording["day"]))
    return day(when, is_inferred=False) if when else None


def read_numeric(wording: Wording, context: Context) -> Reading | None:
    """Read "5.1.2022" and "13/01/22"; a range where the order is open.

    Points put the day first. Otherwise, of two possible orders, one that would
    lie after publication is dropped.
    """
    one, two = int(wording["one"]), int(wording["two"])
    in_year = _full_year(wording["year"])
    known = {day_of(in_year, two, one)} | (
        set() if wording["mark"] == "." else {day_of(in_year, one, two)}
    )
    orders = sorted(when for when in known if when)
    past = [when for when in orders if when <= context.anchor]
    if not orders:
        return None
    if len(orders) > len(past) > 0:
        return day(past[0])
    return days(orders[0], orders[-1])._replace(is_inferred=False)


def read_day(wording: Wording, context: Context) -> Reading | None:
    """Read "5 January 2022", "Jan. 5" and "3 JAN 90"."""
    return _day_in(
        wording, _month(wording["month"], context), int(wording["day"]), context
    )


def read_day_range(wording: Wording, context: Context) -> Reading | None:
    """Read "3-5 May" and "May 3 to 5, 2020"."""
    number = _month(wording["month"], context)
    first = _day_in(wording, number, int(wording["day"]), context)
    last = _day_in(wording, number, int(wording["last_day"]), context)
    if not (first and last and first.first <= last.last):
        return None
    return days(first.first, last.last)._replace(is_inferred=last.is_inferred)


def read_month(wording: Wording, context: Context) -> Reading:
    """Read "in May" and "late January 2019", narrowed to its third.

    Without a year it is the latest that began on or before publication, or the
    next one where the tense or "next" says so.
    """
    number, anchor = _month(wording["month"], context), context.anchor
    lead, part = wording.get("lead"), wording.get("part")
    if "year" in wording:
        return _third(month(int(wording["year"]), number, is_inferred=False), part)
    if context.is_future or lead == "next":
        return _third(month(anchor.year + (anchor.month > number), number), part)
    is_over = number < anchor.month or (number == anchor.month and lead != "last")
    return _until(_third(month(anchor.year - (not is_over), number), part), anchor)


def read_week_of_month(wording: Wording, context: Context) -> Reading:
    """Read "the first week of May": days 1 to 7, 8 to 14 and so on."""
    whole = read_month({**wording, "part": ""}, context)
    first = whole.first + timedelta(_WEEK * _NTH.index(wording["nth"]))
    return whole._replace(
        first=first, last=first + timedelta(_WEEK - 1), prec=DatePrec.WEEK
    )


def read_day_of_month(wording: Wording, context: Context) -> Reading | None:
    """Read "on the 5th": the latest such day on or before publication."""
    anchor, number = context.anchor, int(wording["day"])
    for back in range(_MONTHS_BACK):
        first = add_months(anchor, -back)
        when = day_of(first.year, first.month, number)
        if when is not None and when <= anchor:
            return day(when)
    return None


def read_month_range(wording: Wording, context: Context) -> Reading:
    """Read "from January to March 2020"; the first month is the one before."""
    last = read_month({**wording, "month": wording["last_month"]}, context)
    number = _month(wording["month"], context)
    first_year = last.first.year - (number > last.first.month)
    first = month(first_year, number).first
    return Reading(first, last.last, prec_of(first, last.last), last.is_inferred)


def read_year(wording: Wording, context: Context) -> Reading:
    """Read "in 2019" and "in late 2019"."""
    del context
    stated = year(int(wording["year"]), is_inferred=False)
    return _third(stated, wording.get("part"))


def read_relative(wording: Wording, context: Context) -> Reading:
    """Read "yesterday", "overnight" and whatever else the table holds."""
    first, last, prec = context.words.relative[wording["relative"]]
    anchor = context.anchor
    return Reading(anchor + timedelta(first), anchor + timedelta(last), prec)


def read_holiday(wording: Wording, context: Context) -> Reading | None:
    """Read "Christmas Eve" as the month and day it falls on."""
    return _day_in(wording, *context.words.holidays[wording["holiday"]], context)


def read_weekday(wording: Wording, context: Context) -> Reading:
    """Read "Thursday": the latest on or before publication, unless it is ahead.

    "Last" and "next" exclude the day of publication; "overnight" adds a day.
    """
    number, anchor = context.words.weekdays[wording["weekday"]], context.anchor
    lead = wording.get("lead")
    if lead in {"next", "this coming"}:
        when = weekday(anchor + timedelta(1), number, is_future=True)
    elif lead in {"last", "the previous"}:
        when = weekday(anchor - timedelta(1), number)
    else:
        when = weekday(anchor, number, is_future=context.is_future)
    if "overnight" in wording:
        return _until(days(when, when + timedelta(1)), anchor)
    return day(when)


def read_weekday_of_week(wording: Wording, context: Context) -> Reading:
    """Read "Tuesday last week": that day of the Monday-to-Sunday week."""
    number = context.words.weekdays[wording["weekday"]]
    shift = {"last": -1, "this": 0, "next": 1}[wording["lead"]]
    return day(week(context.anchor, shift).first + timedelta(number))


def read_weekday_of_month(wording: Wording, context: Context) -> Reading | None:
    """Read "the last Friday of February"; None where the month has no such day."""
    whole = read_month({**wording, "part": ""}, context)
    start = month(whole.first.year, whole.first.month)
    number = context.words.weekdays[wording["weekday"]]
    found = weekday(start.first, number, is_future=True)
    if wording["nth"] in _LAST:
        found = weekday(start.last, number)
    else:
        found += timedelta(_WEEK * _NTH.index(wording["nth"]))
    is_inferred = "year" not in wording
    is_there = start.first <= found <= start.last
    return day(found, is_inferred=is_inferred) if is_there else None


def read_weekday_ago(wording: Wording, context: Context) -> Reading:
    """Read "Friday two weeks ago": such a weekday, closest to as long ago."""
    weeks = 2 if "fortnight" in wording else _number(wording, context).high
    middle = context.anchor - timedelta(_WEEK * weeks)
    number = context.words.weekdays[wording["weekday"]]
    return day(weekday(middle + timedelta(_WEEK // 2), number))


def read_weekday_ahead(wording: Wording, context: Context) -> Reading:
    """Read "Friday week": a week after the next Friday."""
    number = context.words.weekdays[wording["weekday"]]
    soon = weekday(context.anchor + timedelta(1), number, is_future=True)
    return day(soon + timedelta(_WEEK))


def read_ago(wording: Wording, context: Context) -> Reading | None:
    """Read "three days ago", as wide as its unit and its number are."""
    number, anchor = _number(wording, context), context.anchor
    unit = context.words.units[wording["unit"]]
    if unit == "hour":
        return days(anchor - timedelta(hours=number.high), anchor)
    if unit == "day":
        return days(anchor - timedelta(number.high), anchor - timedelta(number.low))
    if unit == "week":
        first = anchor - timedelta(_WEEK * number.high + 3)
        last = anchor - timedelta(_WEEK * number.low - 3)
        return Reading(first, last, max(prec_of(first, last), DatePrec.WEEK))
    if unit == "month":
        first = add_months(anchor, -number.high)
        last = add_months(anchor, 1 - number.low) - timedelta(1)
        return Reading(first, last, max(prec_of(first, last), DatePrec.MONTH))
    first = year(anchor.year - number.high).first
    return Reading(first, year(anchor.year - number.low).last, DatePrec.YEAR)


def read_ago_today(wording: Wording, context: Context) -> Reading | None:
    """Read "five years ago today": that very day; None of vague numbers and hours."""
    number, anchor = _number(wording, context), context.anchor
    unit = context.words.units[wording["unit"]]
    if unit in {"day", "week"}:
        days_back = number.high * _LENGTHS[unit]
        return day(anchor - timedelta(days_back))
    if unit == "hour" or number.low != number.high:
        return None
    months = number.high * (_MONTHS if unit == "year" else 1)
    first = add_months(anchor, -months)
    when = day_of(first.year, first.month, anchor.day)
    return day(when) if when else None


def read_stretch(wording: Wording, context: Context) -> Reading:
    """Read "the past three weeks", "the past week" and "days of protests".

    The stretch ends on the day of publication. Where a plural has no number, it
    is one of the next larger unit: "days of" lie within a week.
    """
    unit, anchor = (
        context.words.units[wording.get("unit") or wording["units"]],
        context.anchor,
    )
    if "number" not in wording and "of" in wording:
        unit = _LARGER.get(unit, "year")
    if unit == "hour":
        return days(anchor - timedelta(1), anchor)
    length = _number(wording, context).high * _LENGTHS[unit]
    return days(anchor - timedelta(length - 1), anchor)


def read_period(wording: Wording, context: Context) -> Reading:
    """Read "last week" and "earlier this month", up to publication if current."""
    shift, prec = context.words.periods[wording["period"]]
    anchor, part = context.anchor, wording.get("part")
    if prec is DatePrec.WEEK:
        reading = week(anchor, shift)
    elif prec is DatePrec.MONTH:
        first = add_months(anchor, shift)
        reading = month(first.year, first.month)
    else:
        reading = year(anchor.year + shift)
    if shift:
        return _third(reading, part)
    if part == "later" or context.is_future:
        return reading._replace(first=anchor)
    is_over = part == "earlier" and reading.first < anchor
    return _until(reading, anchor - timedelta(1) if is_over else anchor)


def read_weekend(wording: Wording, context: Context) -> Reading:
    """Read "over the weekend": the latest that has begun, unless it is ahead."""
    anchor, lead = context.anchor, wording.get("lead")
    if lead == "next" or context.is_future:
        saturday = weekday(anchor, _SATURDAY, is_future=True)
    elif lead == "last":
        saturday = weekday(anchor - timedelta(2), _SATURDAY)
    else:
        saturday = weekday(anchor, _SATURDAY)
    return _until(days(saturday, saturday + timedelta(1)), anchor)


def _day_in(
    wording: Wording, month_number: int, day_number: int, context: Context
) -> Reading | None:
    """Return a day of a month, in the year that is stated or else the likely."""
    if "year" in wording or "short_year" in wording:
        stated = _full_year(wording.get("year") or wording["short_year"])
        when = day_of(stated, month_number, day_number)
        return day(when, is_inferred=False) if when else None
    near = day_near(
        context.anchor, month_number, day_number, is_future=context.is_future
    )
    return day(near) if near else None


def _month(name: str, context: Context) -> int:
    """Return the number of a month."""
    return context.words.months[name.rstrip(".")]


def _full_year(digits: str) -> int:
    """Return the year of four digits, or of two: 1930 to 2029.

    >>> _full_year("2022"), _full_year("90"), _full_year("22")
    (2022, 1990, 2022)
    """
    if len(digits) > 2:  # noqa: PLR2004
        return int(digits)
    return int(digits) + (1900 if int(digits) >= _FIRST_SHORT_YEAR else 2000)


class _Bounds(NamedTuple):
    """The least and the most a number of days or weeks may be."""

    low: int
    high: int


def _number(wording: Wording, context: Context) -> _Bounds:
    """Return how many units a wording says; one where it does not."""
    text = wording.get("number", "1")
    if text.isdigit():
        return _Bounds(int(text), int(text))
    return _Bounds(*context.words.numbers[text])


def _until(reading: Reading, anchor: date) -> Reading:
    """Return a reading cut at the day of publication, if that lies inside."""
    if reading.first <= anchor < reading.last:
        return reading._replace(last=anchor)
    return reading


def _third(reading: Reading, part: str | None) -> Reading:
    """Return the early, middle or late third of a reading, or all of it."""
    length = (reading.last - reading.first).days // 3
    part = _THIRDS.get(part or "", part)
    if part == "early":
        return reading._replace(last=reading.first + timedelta(length))
    if part == "late":
        return reading._replace(first=reading.last - timedelta(length))
    if part == "mid":
        return reading._replace(
            first=reading.first + timedelta(length),
            last=reading.last - timedelta(length),
        )
    return reading
