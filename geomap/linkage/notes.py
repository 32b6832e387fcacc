"""One plain sentence that sums an incident up, as ACLED's notes do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from .. import lexicon
from ..records import (
    Actor,
    Certainty,
    Count,
    DatePrec,
    Incident,
    Realis,
    When,
    WherePrec,
)
from .wording import in_sentence

_HAPPENED = {
    Realis.ACTUAL: "was reported",
    Realis.THREATENED: "was threatened",
    Realis.ATTEMPTED: "was attempted",
    Realis.PLANNED: "was planned",
    Realis.HYPOTHETICAL: "was said to be possible",
    Realis.DENIED: "was denied",
    Realis.HISTORICAL: "was recalled",
}
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_COUNTED = ("killed", "wounded", "arrested", "abducted", "displaced")


def incident_note(incident: Incident, place: str | None) -> str:
    """Return one sentence: when, what, by whom, to whom, where, how many, says who.

    Parameters
    ----------
    place : str | None
        How the place is to be called, as in "Almaty, Kazakhstan"; the sentence
        says that it is unknown where there is none.
    """
    when = _when(incident.when)
    parts = [
        _what(incident),
        _where(incident, place, is_dated=bool(when)),
        _how_many(incident),
        ", a total over several happenings" if incident.is_aggregate else "",
        _says_who(incident),
    ]
    sentence = "".join(parts)
    if when:
        return f"{when}, {sentence}."
    return f"{sentence[:1].upper()}{sentence[1:]}."


class _Phrase(NamedTuple):
    """How to tell a sub-event type: "<noun> <by> agents <to> patients".

    Without `by` and `to`, all are "involved".
    """

    sub_event_type: str
    noun: str
    by: str
    to: str
    source: str


@cache
def _phrases() -> dict[str, _Phrase]:
    """Return the phrases by sub-event type."""
    return {row.sub_event_type: row for row in lexicon.load("note_phrases", _Phrase)}


def _what(incident: Incident) -> str:
    """Return what was reported, and who is said to have taken part."""
    kind = incident.sub_event_type
    phrase = _phrases().get(kind, _Phrase(kind, f'"{kind}"', "", "", ""))
    roles = {"agent": phrase.by, "patient": phrase.to, "party": ""}
    told = {
        joint: _names(a for a in incident.actors if roles.get(a.role, "") == joint)
        for joint in dict.fromkeys(roles.values())
    }
    who = [f" {joint or 'involving'} {names}" for joint, names in told.items() if names]
    happened = _HAPPENED[incident.realis]
    if phrase.noun.endswith("s"):
        happened = happened.replace("was", "were", 1)
    return f"{phrase.noun}{''.join(who)} {happened}"


def _names(actors: Iterable[Actor]) -> str:
    """Return the actors' names, with "and" before the last."""
    names = list(dict.fromkeys(in_sentence(actor.name) for actor in actors))
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _where(incident: Incident, place: str | None, *, is_dated: bool) -> str:
    """Return the place as said: in it, near it, or inferred; and what is unknown."""
    undated = "" if is_dated else " on an unknown date"
    where = incident.where
    if where is None or place is None:
        return " at an unknown place" + ("" if is_dated else " and date")
    if where.is_inferred:
        return f" in or near {place} (place inferred){undated}"
    nearby = "near" if where.prec is WherePrec.NEAR else "in"
    return f" {nearby} {place}{undated}"


def _how_many(incident: Incident) -> str:
    """Return the counts that are known, each with what it counts."""
    counts = [
        f"{_count_words(count)} {counted}"
        for counted in _COUNTED
        if (count := getattr(incident, counted)) is not None
    ]
    if incident.crowd is not None:
        counts.append(f"a crowd of {_count_words(incident.crowd)}")
    return f"; {', '.join(counts)}" if counts else ""


def _says_who(incident: Incident) -> str:
    """Return the source the lead names, and whether it denies or alleges it."""
    attribution = incident.lead.attribution
    if attribution is None or not attribution.name:
        return ""
    if attribution.certainty is Certainty.DENIED:
        return f"; denied by {in_sentence(attribution.name)}"
    alleged = attribution.certainty is Certainty.ALLEGED
    said = "as alleged by" if alleged else "according to"
    return f", {said} {in_sentence(attribution.name)}"


def _count_words(count: Count) -> str:
    """Return a count in words that keep its bounds.

    >>> from ..records import Span
    >>> _count_words(Count(best=12, low=12, high=99, span=Span("a", 0, 1)))
    '12 to 99'
    >>> _count_words(Count(best=50, low=None, high=None, span=Span("a", 0, 1)))
    'about 50'
    >>> _count_words(Count(best=0, low=0, high=0, span=Span("a", 0, 1)))
    'nobody'
    """
    if count.low is None:
        return (
            f"up to {count.high:,}"
            if count.high is not None
            else f"about {count.best:,}"
        )
    if count.high is None:
        return f"at least {count.low:,}"
    if count.low == count.high:
        return f"{count.low:,}" if count.low else "nobody"
    return f"{count.low:,} to {count.high:,}"


def _when(when: When | None) -> str:
    """Return when it happened, as precisely as it is known; "" if it is not."""
    if when is None or when.first is None or when.last is None:
        return ""
    first, last = when.first, when.last
    if first == last:
        return f"On {_day(first)}"
    if (last - first).days == 1:
        is_one_month = first.month == last.month
        return f"On {first.day if is_one_month else _day(first)} or {_day(last)}"
    if when.prec is DatePrec.YEAR and first.year == last.year:
        return f"In {first.year}"
    is_month = first.day == 1 and (last + timedelta(1)).day == 1
    if is_month and (first.year, first.month) == (last.year, last.month):
        return f"In {_MONTHS[first.month - 1]} {first.year}"
    return f"Between {_day(first)} and {_day(last)}"


def _day(day: date) -> str:
    """Return a day in English, whatever the locale.

    >>> _day(date(2022, 1, 6))
    '6 January 2022'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
