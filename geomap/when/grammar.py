"""The date wordings: one row each of a pattern and the function that reads it.

In a pattern a blank stands for any white space, `<month>` for a piece of the
`vocabulary` in a group of that name, and a group named `core` for the words to
quote, where they are not the whole match.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from .calendar import Reading
from .readers import (
    Context,
    Wording,
    read_ago,
    read_ago_today,
    read_day,
    read_day_of_month,
    read_day_range,
    read_holiday,
    read_iso,
    read_month,
    read_month_range,
    read_numeric,
    read_period,
    read_relative,
    read_stretch,
    read_week_of_month,
    read_weekday,
    read_weekday_ago,
    read_weekday_ahead,
    read_weekday_of_month,
    read_weekday_of_week,
    read_weekend,
    read_year,
)
from .vocabulary import vocabulary, words_of


def matches(text: str, language: str | None) -> Iterator[tuple[re.Match[str], Rule]]:
    """Yield what every rule finds in a text; most rules need not be tried."""
    words = frozenset(words_of(text))
    for pattern, cues, rule in _compiled(language):
        if not words.isdisjoint(cues):
            for match in pattern.finditer(text):
                yield match, rule


@cache
def _compiled(
    language: str | None,
) -> tuple[tuple[re.Pattern[str], frozenset[str], Rule], ...]:
    """Return the pattern of every rule, and the words that call for it."""
    words = vocabulary(language)

    def fill(match: re.Match[str]) -> str:
        return f"(?P<{match[1]}>{words.fragments[match[1]]})"

    return tuple(
        (
            re.compile(
                r"(?<![\w$€£])(?:"
                + re.sub(r"(?<!\?P)<(\w+)>", fill, rule.pattern).replace(" ", r"\s+")
                + r")(?!\w)",
                re.IGNORECASE,
            ),
            words.cues.get(rule.cue) or frozenset({rule.cue}),
            rule,
        )
        for rule in RULES
    )


class Rule(NamedTuple):
    """A wording of dates, and the function that reads it.

    `cue` is a word, or a kind of words, without which the wording cannot be.
    """

    cue: str
    pattern: str
    read: Callable[[Wording, Context], Reading | None]


_LEAD = r"(?P<lead>last|this|next|this past|past|this coming|the previous)"
_TO = r"(?:\s*[-–—/]\s*| (?:and|to|until|till|through|au|et|al|y|a|e|bis|und|по|до) )"
_YEAR = (
    r"(?:,? (?:of |de |del )?(?P<year>(?:19|20)\d\d)(?!\d|,\d)"
    r"(?: г\.| года| року| roku)?)"
)
_WEEKDAY_BEFORE = r"(?:<any_weekday>,? (?:the )?)?"
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|°|\.(?=\s\w)|-го)?(?!\d)"
_DAY = rf"(?P<day>[0-3]?\d){_ORDINAL}"
_LAST_DAY = rf"(?P<last_day>[0-3]?\d){_ORDINAL}"
_SHORT_YEAR = r" '?(?P<short_year>\d\d)(?=\s*(?:[-–—(\[]|$))"

RULES = (
    Rule(
        "0",
        r"(?P<core>(?P<year>\d{4})-(?P<number>\d\d)-(?P<day>\d\d))(?:T[\d:.+Z-]+)?",
        read_iso,
    ),
    Rule(
        "0",
        r"(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})(?P=mark)"
        r"(?P<year>(?:19|20)?\d\d)(?![\w/.-]\d)(?!\d)",
        read_numeric,
    ),
    Rule(
        "month",
        rf"(?:between (?:the )?)?{_DAY}{_TO}{_LAST_DAY} (?:of |de )?<month>{_YEAR}?",
        read_day_range,
    ),
    Rule(
        "month",
        rf"(?:between )?<month> {_DAY}{_TO}{_LAST_DAY}{_YEAR}?(?! <any_month>|\w*-)",
        read_day_range,
    ),
    Rule(
        "month",
        rf"{_WEEKDAY_BEFORE}(?:the )?{_DAY} (?:of |de )?<month>"
        rf"(?:{_YEAR}|{_SHORT_YEAR})?",
        read_day,
    ),
    Rule(
        "month", rf"{_WEEKDAY_BEFORE}(?<!\bin\s)<month> {_DAY}{_YEAR}?(?!:\d)", read_day
    ),
    Rule("month", rf"(?:(?P<part>early|mid|late)[ -])?<month>{_YEAR}", read_month),
    Rule(
        "month",
        r"(?:in|since|during|throughout|en|em|im|w|в|у|au|(?P<lead>last|this|next)) "
        rf"(?P<core>(?:(?P<part>early|mid|late)[ -])?<month>)(?!{_YEAR})",
        read_month,
    ),
    Rule("month", r"(?P<part>early|mid|late)[ -]<month>(?! \d)", read_month),
    Rule(
        "month",
        rf"(?P<part>beginning|start|middle|end) of <month>{_YEAR}?",
        read_month,
    ),
    Rule(
        "month",
        rf"(?P<nth>first|second|third|fourth) week of <month>{_YEAR}?",
        read_week_of_month,
    ),
    Rule(
        "month",
        r"(?:the )?(?P<nth>first|second|third|fourth|fifth|last|final) <weekday> "
        rf"(?:of|in) <month>{_YEAR}?",
        read_weekday_of_month,
    ),
    Rule("month", r"(?P<day>[0-3]?\d)-<month>-(?P<year>(?:19|20)\d\d)", read_day),
    Rule(
        "on",
        r"on (?P<core>the (?P<day>[0-3]?\d)(?:st|nd|rd|th)(?: of this month)?)"
        r"(?=\s*(?:[.,;:)]|$))",
        read_day_of_month,
    ),
    Rule(
        "month",
        rf"(?:from|between) (?P<core><month>{_TO}<last_month>{_YEAR}?)",
        read_month_range,
    ),
    Rule(
        "0",
        r"(?:in|during|since|throughout|of|from|until|en|em|im jahr) (?P<core>"
        r"(?:(?P<part>early|mid|late)[ -])?(?P<year>(?:19|20)\d\d))"
        r"(?![\d,%-]\d|\d|s\b)",
        read_year,
    ),
    Rule(  # the date-time group of NATO's ACP 121: 011430ZMAR24
        "0",
        r"(?P<day>[0-3]\d)[0-2]\d[0-5]\d[A-IK-Z](?: )?<month>"
        r"(?: )?(?P<short_year>\d\d)",
        read_day,
    ),
    Rule("event", r"(?P<core>(?P<year>(?:19|20)\d\d)) <event>", read_year),
    Rule("relative", r"<relative>", read_relative),
    Rule("holiday", rf"<holiday>{_YEAR}?", read_holiday),
    Rule(
        "weekday",
        r"<weekday><part_of_day>? (?:of )?(?P<lead>last|this|next) week",
        read_weekday_of_week,
    ),
    Rule(
        "weekday",
        r"<weekday>(?:,? (?P<fortnight>a fortnight)|,? <number> weeks?) ago",
        read_weekday_ago,
    ),
    Rule(
        "weekday",
        r"<weekday> (?P<ahead>week)(?! (?:of|ago|before|earlier))",
        read_weekday_ahead,
    ),
    Rule(
        "weekday",
        rf"(?:{_LEAD} )?(?:(?:early|late|mid|(?P<overnight>overnight)) (?:on )?)?"
        r"<weekday><part_of_day>?",
        read_weekday,
    ),
    Rule("unit", r"<number> <unit> <after> (?:to the day|today)", read_ago_today),
    Rule("unit", r"<number> <unit> <after>", read_ago),
    Rule("unit", r"<before> <number> <unit>", read_ago),
    Rule(
        "unit",
        r"(?:the|these) (?:last|past|previous)(?: <number>)? <unit>",
        read_stretch,
    ),
    Rule(
        "unit",
        r"(?:<number> )?(?<!\bearly\s)(?<!\bsmall\s)<units>(?P<of> of)(?! age)",
        read_stretch,
    ),
    Rule(
        "period",
        r"(?:(?P<part>earlier|later|early|mid|late)[ -](?:in )?)?<period>",
        read_period,
    ),
    Rule(
        "weekend",
        rf"(?:over |at |on |during )?(?:{_LEAD} |the )?weekend(?!\w)",
        read_weekend,
    ),
)
