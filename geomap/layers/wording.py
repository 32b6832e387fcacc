"""Short English for precise values: the `notes` sentence and its parts."""

from __future__ import annotations

from ..records import Count, Incident, When

VERBS = {"killed": "killed", "wounded": "wounded", "arrested": "arrested"}


def count_words(count: Count) -> str:
    """Return a count as one writes it: exact, "~12 (12–99)", "≥5" or "≤40".

    >>> from ..records import Span
    >>> count_words(Count(best=12, low=12, high=99, span=Span("a", 0, 1)))
    '~12 (12–99)'
    >>> count_words(Count(best=5, low=5, high=None, span=Span("a", 0, 1)))
    '≥5'
    """
    if count.low == count.high:
        return f"{count.best}"
    if count.high is None:
        return f"≥{count.low}"
    if count.low is None:
        return f"≤{count.high}"
    return f"~{count.best} ({count.low}–{count.high})"


def date_words(when: When | None) -> str:
    """Return a day, a range of days, or "undated"."""
    if when is None or when.first is None or when.last is None:
        return "undated"
    if when.first == when.last:
        return when.first.isoformat()
    return f"{when.first.isoformat()} to {when.last.isoformat()}"


def note(incident: Incident, *, location: str | None, country: str | None) -> str:
    """Return one sentence that sums an incident up.

    Parameters
    ----------
    location, country : str | None
        Names of the place and its country; the sentence says "place unknown"
        where there is none.
    """
    names = [name for name in dict.fromkeys((location, country)) if name]
    place = f"in {', '.join(names)}" if names else "place unknown"
    counts = [
        f"{count_words(count)} {verb}"
        for verb in VERBS
        if (count := getattr(incident, verb))
    ]
    attribution = incident.lead.attribution
    said_by = (
        [f"according to {attribution.name}"]
        if attribution and (attribution.name)
        else []
    )
    head = f"{incident.sub_event_type} {place}"
    return "; ".join([head, date_words(incident.when), *counts, *said_by]) + "."
