"""From a document and its mentions to a scene: what may mean what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from ..lexicon import load
from ..records import Candidate, Document, Mention, MentionKind
from ..stages import Gazetteer
from .scene import Option, Scene, Unit

MAX_OPTIONS = 60
"""Candidates weighed per name; the gazetteer gives the most prominent first."""

MAX_OUTER = 3
"""Places a place is said to lie in: in "Salem, Marion County, Oregon, USA", three."""

BESIDE_GAP = 40
"""Characters between two names that count as neighbours."""


class ContainmentRow(NamedTuple):
    """Words between two names that say one lies in the other.

    `inner` is first ("Paris, Texas") or second ("Iraq's Mosul").
    """

    between: str
    inner: str
    source: str


class OutletRow(NamedTuple):
    """The end of a web address, and the country of its outlets ("" for none)."""

    domain: str
    country: str
    source: str


@cache
def containments() -> Mapping[str, str]:
    """Return which name lies in the other, by the words between them."""
    rows = load("containments", ContainmentRow)
    return {row.between: row.inner for row in rows}


@cache
def outlets() -> Mapping[str, str]:
    """Return the country of an outlet by the end of its address."""
    return {row.domain: row.country for row in load("outlets", OutletRow)}


def scene_of(
    document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer
) -> Scene:
    """Return the units of a document with their options, none believed yet.

    "The city" is no name: a unit in lower case has no options, unless the whole
    text is in lower case.
    """
    ties = _ties(document.text, mentions)
    units, unit_of = _units(mentions, ties)
    has_case = not document.text.islower()
    names = {u.name for u in units if not (has_case and u.name.islower())}
    offers = gazetteer.candidates_of(
        sorted(names), limit=MAX_OPTIONS, on=document.published
    )
    for unit in units:
        unit.options = _options(unit, offers.get(unit.name, ()))
    for inner, outers in ties.items():
        for outer in outers:
            units[unit_of[inner]].outer.add(unit_of[outer])
            units[unit_of[outer]].inner.add(unit_of[inner])
    for (index, first), (_, second) in pairwise(enumerate(mentions)):
        if second.span.start - first.span.end <= BESIDE_GAP:
            units[unit_of[index]].beside.add(unit_of[index + 1])
            units[unit_of[index + 1]].beside.add(unit_of[index])
    home = home_country(document.source, gazetteer) or home_country(
        host_of(document.url), gazetteer
    )
    return Scene(units=units, home=home)


def host_of(url: str | None) -> str | None:
    """Return the host of a web address, or None where it has none.

    >>> host_of("https://news.example.kz/2022"), host_of("http://[")
    ('news.example.kz', None)
    """
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


def home_country(source: str | None, gazetteer: Gazetteer) -> str | None:
    """Return the country an outlet's address belongs to, or None.

    Two-letter endings are country codes, but for those of the table: some are
    used all over the world ("tv"), and "uk" is not the code of ISO 3166-1.
    """
    label = (source or "").rpartition(".")[2].lower()
    code = outlets().get(label, label.upper() if len(label) == len("kz") else "")
    return code if code and gazetteer.country(code) else None


def _options(unit: Unit, offers: Sequence[Candidate]) -> list[Option]:
    """Return what a unit may be; of a demonym, nothing but its country."""
    is_demonym = unit.kind is MentionKind.DEMONYM
    return [
        Option.of(offer)
        for offer in offers
        if not _is_far_fetched(offer)
        and (not is_demonym or offer.name_kind == "demonym")
    ]


def _is_far_fetched(offer: Candidate) -> bool:
    """Tell whether a country is met by a loose spelling of a foreign name of it."""
    return (
        offer.match == "variant"
        and offer.name_kind == "alternate"
        and offer.place.feature_code.startswith("PCL")
    )


def _ties(text: str, mentions: Sequence[Mention]) -> dict[int, list[int]]:
    """Return which mentions each mention is said to lie in, finest first.

    Ties chain: in "Salem, Marion County, Oregon" the town lies in both.
    """
    gaps = [
        text[first.span.end : max(first.span.end, second.span.start)]
        for first, second in pairwise(mentions)
    ]
    listed = _listed(gaps)
    ties: dict[int, list[int]] = defaultdict(list)
    for index in reversed(range(len(gaps))):
        inner = containments().get(gaps[index])
        if inner == "first" and index not in listed:
            ties[index] += [index + 1, *ties[index + 1]][:MAX_OUTER]
        elif inner == "second":
            ties[index + 1].append(index)
    return ties


def _listed(gaps: Sequence[str]) -> set[int]:
    """Return the gaps whose comma only separates the names of a list.

    A list has many commas, or ends in "and" ("Homs, Hama and Idlib").

    >>> sorted(_listed([", ", " and ", " fell. ", ", ", ", and ", ", "]))
    [0]
    """
    listed: set[int] = set()
    run: list[int] = []
    for index, gap in enumerate([*gaps, ""]):
        if gap == ", ":
            run.append(index)
            continue
        ends = gap in {" and ", " or "} or (len(run) > 1 and gap in {", and ", ", or "})
        if ends or len(run) > MAX_OUTER:
            listed.update(run)
        run = []
    return listed


def _units(
    mentions: Sequence[Mention], ties: Mapping[int, list[int]]
) -> tuple[list[Unit], list[int]]:
    """Return the units, and the number of each mention's unit."""
    keys: dict[tuple[object, ...], int] = {}
    units: list[Unit] = []
    unit_of = []
    for index, mention in enumerate(mentions):
        wording = _wording(mention)
        division = wording if wording and wording.startswith("ADM") else None
        outer = tuple(mentions[i].name for i in ties.get(index, ()))
        number = keys.setdefault((mention.name.casefold(), division, outer), len(units))
        if number == len(units):
            units.append(Unit(name=mention.name, kind=mention.kind))
        unit_of.append(number)
        units[number].wording = units[number].wording or wording
        units[number].mentions.append(index)
    return units, unit_of


def _wording(mention: Mention) -> str | None:
    """Return the code a mention's wording asks for; an organisation's says nothing."""
    return None if mention.kind is MentionKind.ORG_NESTED else mention.wording
