"""Where outlets are at home, as their other articles tell.

A local paper rarely says which Springfield it means: its readers know. The places
that its other articles name beyond doubt tell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import islice

from ..records import Document, Home, Toponym
from .reading import host_of

MIN_OTHERS = 2
"""How many other articles of an outlet must tell."""

MIN_SHARE = 0.4
"""The share of them that must speak for one first-level division."""

CLEAR = 0.9
"""Confidence of the places that tell; of doubtful ones, most are namesakes."""

Division = tuple[str, str]
Shares = Mapping[Division, Fraction]


def learn_homes(
    articles: Sequence[tuple[Document, Sequence[Toponym]]],
) -> list[Home | None]:
    """Return for each article where its outlet's other articles say it is at home.

    Each article has one vote, shared among the first-level divisions of the places
    that it surely names; an article has no vote about itself, and copies of a text
    have one together. None where the outlet is unknown, has few articles, or is at
    home in no division more than in others. The order of articles does not matter.
    """
    votes: dict[str, dict[str, Shares]] = defaultdict(dict)
    for document, toponyms in articles:
        outlet, shares = outlet_of(document), _shares(toponyms)
        if outlet and shares:
            votes[outlet][document.text] = shares
    sums = {outlet: _sum(texts.values()) for outlet, texts in votes.items()}
    return [
        _home(sums[outlet], votes[outlet], document.text) if outlet in sums else None
        for document, _ in articles
        for outlet in [outlet_of(document)]
    ]


def outlet_of(document: Document) -> str | None:
    """Return the name by which articles of one outlet know each other, or None.

    >>> outlet_of(Document(id="a", text="", source="www.Example.com"))
    'example.com'
    """
    name = document.source or host_of(document.url) or ""
    return name.casefold().removeprefix("www.") or None


def _shares(toponyms: Iterable[Toponym]) -> Shares:
    """Return the share of each first-level division in the clear places."""
    named = Counter(
        (toponym.place.country_code, toponym.place.admin1_code)
        for toponym in toponyms
        if toponym.place
        and toponym.place.country_code
        and toponym.place.admin1_code
        and toponym.confidence >= CLEAR
    )
    return {key: Fraction(count, named.total()) for key, count in named.items()}


def _sum(parts: Iterable[Shares]) -> Shares:
    """Return the sum of shares, largest first.

    They are fractions, so that their order cannot matter.
    """
    total: dict[Division, Fraction] = defaultdict(Fraction)
    for part in parts:
        for key, share in part.items():
            total[key] += share
    return dict(sorted(total.items(), key=lambda item: -item[1]))


def _home(total: Shares, texts: Mapping[str, Shares], own: str) -> Home | None:
    """Return what the texts of an outlet but `own` agree on, or None."""
    others = len(texts) - (own in texts)
    votes = texts.get(own, {})
    rivals = islice((key for key in total if key not in votes), 2)
    left = {key: total[key] - votes.get(key, 0) for key in (*votes, *rivals)}
    most = max(left.values())
    winners = [key for key, share in left.items() if share == most]
    if others < MIN_OTHERS or most < MIN_SHARE * others or len(winners) > 1:
        return None
    country_code, admin1_code = winners[0]
    return Home(
        country_code=country_code,
        admin1_code=admin1_code,
        share=float(most / others),
    )
