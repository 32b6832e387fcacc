"""From a document and its mentions to a scene: what may mean what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ..lexicon import load
from ..records import Document, Mention, MentionKind
from ..stages import Gazetteer
from .scene import Option, Scene, Unit

MAX_OPTIONS = 60
"""Candidates weighed per name; the gazetteer gives the most prominent first."""

MAX_GAP = 12
"""Characters between two names that may still tie them together."""

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
    """Return the units of a document with their options, none believed yet."""
    named = [
        index
        for index, mention in enumerate(mentions)
        if mention.kind is not MentionKind.DEMONYM
    ]
    ties = _ties(document.text, mentions, named)
    units, unit_of = _units(mentions, named, ties)
    offers = gazetteer.candidates_of({u.name for u in units}, limit=MAX_OPTIONS)
    for unit in units:
        unit.options = [Option.of(offer) for offer in offers.get(unit.name, ())]
    for inner, outers in ties.items():
        for outer in outers:
            units[unit_of[inner]].outer.add(unit_of[outer])
            units[unit_of[outer]].inner.add(unit_of[inner])
    for first, second in pairwise(named):
        gap = mentions[second].span.start - mentions[first].span.end
        if gap <= BESIDE_GAP:
            units[unit_of[first]].beside.add(unit_of[second])
            units[unit_of[second]].beside.add(unit_of[first])
    return Scene(
        units=units,
        affiliations=_affiliations(mentions, gazetteer),
        home=home_country(document.source, gazetteer),
        dateline=_dateline(document, mentions, unit_of),
    )


def home_country(source: str | None, gazetteer: Gazetteer) -> str | None:
    """Return the country an outlet's address belongs to, or None.

    Two-letter endings are country codes, but for those of the table: some are
    used all over the world ("tv"), and "uk" is not the code of ISO 3166-1.
    """
    label = (source or "").rpartition(".")[2].lower()
    code = outlets().get(label, label.upper() if len(label) == len("kz") else "")
    return code if code and gazetteer.country(code) else None


def _ties(
    text: str, mentions: Sequence[Mention], named: Sequence[int]
) -> dict[int, list[int]]:
    """Return which mentions each mention is said to lie in, finest first.

    Ties chain: in "Salem, Marion County, Oregon" the town lies in both.
    """
    ties: dict[int, list[int]] = defaultdict(list)
    for first, second in reversed(list(pairwise(named))):
        start, end = mentions[first].span.end, mentions[second].span.start
        if not 0 <= end - start <= MAX_GAP:
            continue
        inner = containments().get(text[start:end])
        if inner == "first":
            ties[first] += [second, *ties[second]]
        elif inner == "second":
            ties[second].append(first)
    return ties


def _units(
    mentions: Sequence[Mention], named: Iterable[int], ties: Mapping[int, list[int]]
) -> tuple[list[Unit], dict[int, int]]:
    """Return the units, and the unit of each mention that names a place."""
    keys: dict[tuple[object, ...], int] = {}
    units: list[Unit] = []
    unit_of: dict[int, int] = {}
    for index in named:
        mention = mentions[index]
        wording = _wording(mention)
        division = wording if wording and wording.startswith("ADM") else None
        outer = tuple(mentions[i].name for i in ties.get(index, ()))
        number = keys.setdefault((mention.name.casefold(), division, outer), len(units))
        if number == len(units):
            units.append(Unit(name=mention.name, kind=mention.kind))
        unit_of[index] = number
        units[number].wording = units[number].wording or wording
        units[number].mentions.append(index)
    return units, unit_of


def _wording(mention: Mention) -> str | None:
    """Return the code a mention's wording asks for; an organisation's says nothing."""
    return None if mention.kind is MentionKind.ORG_NESTED else mention.wording


def _affiliations(
    mentions: Iterable[Mention], gazetteer: Gazetteer
) -> dict[str, float]:
    """Return the share of the document's demonyms that belong to each country."""
    codes = Counter(
        code
        for mention in mentions
        if mention.kind is MentionKind.DEMONYM
        and (code := gazetteer.demonym(mention.name))
    )
    return {code: count / codes.total() for code, count in codes.items()}


def _dateline(
    document: Document, mentions: Sequence[Mention], unit_of: Mapping[int, int]
) -> int | None:
    """Return the unit the report was filed from, or None."""
    start = document.text.find(document.dateline) if document.dateline else -1
    end = start + len(document.dateline or "")
    filed = [i for i in unit_of if start <= mentions[i].span.start < end]
    return unit_of[min(filed)] if filed else None
