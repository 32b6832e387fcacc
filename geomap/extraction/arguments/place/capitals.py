"""Find "the capital", which names a city without naming it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from .... import lexicon
from ....lexicon.closed_words import words_in
from ....records import Candidate, Evidence, Mention, Place, Span, Toponym
from ....stages import Gazetteer
from ...sentence.words import POSSESSIVES, Words
from .mentions import Site, site_at

MATCH = "capital"
"""How such words met the place, as `Candidate.match` has it."""

CLEAR = 2
"""One country is clear where it has this many times the mentions of the next."""

_NAMED = Evidence(feature=MATCH, score=0.85, detail="The words say whose capital.")
_CLEAR = Evidence(
    feature=MATCH, score=0.6, detail="The capital of the country the report is about."
)
_APPOSITIONS = ((",",), (",", "the"))
_OF_REACH = 2
_BESIDE_REACH = 4


class DirectionRow(NamedTuple):
    """A point of the compass, in degrees clockwise from north."""

    word: str
    bearing_deg: str
    source: str


def clear_country(toponyms: Sequence[Toponym]) -> str | None:
    """Return the country that a document is clearly about, or None."""
    counts = Counter(
        toponym.place.country_code
        for toponym in toponyms
        if toponym.place is not None and toponym.place.country_code
    )
    (first, most), (_, next_most) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return first if first and most >= CLEAR * next_most else None


def capital_sites(
    words: Words,
    sites: Sequence[Site],
    *,
    gazetteer: Gazetteer,
    country_code: str | None,
) -> Iterator[Site]:
    """Yield "the capital" and the like as sites at the capital city.

    Its country is the demonym's ("the Iraqi capital"), the one named beside it
    ("the capital of Iraq"), else the one given. Where the city has its name
    there, as in "the capital, Baghdad", nothing is yielded.
    """
    for index, word in enumerate(words.lower):
        if word == "capital" and not _is_named(words, index, sites):
            code = _country_said(words, index, sites, gazetteer)
            reason = _NAMED if code else _CLEAR
            if not code and words.at(index - 1) == "the" and _is_bare(words, index):
                code = country_code
            place = gazetteer.capital(code) if code else None
            if place is not None:
                first = max(0, index - 1)
                span = words.span(first, index + 1)
                toponym = _toponym(words, span, place, reason)
                site = site_at(words, toponym, first, index + 1)
                if site.governor != "of" and not _is_beside(words, index):
                    yield site


def _toponym(words: Words, span: Span, place: Place, reason: Evidence) -> Toponym:
    """Return the words for a capital as a toponym at that city."""
    candidate = Candidate(
        place=place,
        matched_name=place.name,
        match=MATCH,
        score=reason.score,
        evidence=(reason,),
    )
    return Toponym(
        mention=Mention(span=span, text=words.text(span), name=place.name),
        place=place,
        confidence=reason.score,
        candidates=(candidate,),
    )


def _is_named(words: Words, index: int, sites: Sequence[Site]) -> bool:
    """Tell whether the city's name stands beside the word."""
    first_after = index + 1 + (words.at(index + 1) in {",", "city", "("})
    return any(
        (site.first == first_after and not _is_country(site))
        or words.lower[site.last : index] in _APPOSITIONS
        for site in sites
    )


def _is_beside(words: Words, index: int) -> bool:
    """Tell whether the city is only what something lies beside: "north of"."""
    before = words.lower[max(0, index - _BESIDE_REACH) : index]
    return any(
        word in directions() and next_word in {"of", "from"}
        for word, next_word in pairwise(before)
    )


@cache
def directions() -> frozenset[str]:
    """Return the points of the compass."""
    return frozenset(row.word for row in lexicon.load("directions", DirectionRow))


def _is_bare(words: Words, index: int) -> bool:
    """Tell whether nothing after the word changes what it means."""
    return words.at(index + 1) not in words_in("after another capital")


def _country_said(
    words: Words, index: int, sites: Sequence[Site], gazetteer: Gazetteer
) -> str | None:
    """Return the code of the country whose capital the words say it is, or None."""
    for site in sites:
        place = site.toponym.place
        is_owner = site.last == index - 1 and words.at(index - 1) in POSSESSIVES
        is_after = (
            words.at(index + 1) == "of"
            and 0 < site.first - index - 1 <= _OF_REACH
            and words.at(site.last) not in POSSESSIVES
        )
        if place is not None and (is_owner or is_after) and _is_country(site):
            return place.country_code
    if index and _is_bare(words, index):
        return gazetteer.demonym(words.tokens[index - 1].text)
    return None


def _is_country(site: Site) -> bool:
    """Tell whether a site is a whole country."""
    place = site.toponym.place
    return place is not None and place.is_country
