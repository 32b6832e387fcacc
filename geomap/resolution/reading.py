"""From a document and its mentions to a scene: what may mean what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from ..language import detect_language
from ..lexicon import load
from ..lexicon.closed_words import words_in
from ..lexicon.names import types_after, types_of
from ..records import Analysis, Candidate, Home, Mention, MentionKind, Place
from ..stages import Gazetteer
from ..text import normalise
from .nearby import forget_far
from .scene import Option, Scene, Unit
from .signs import signs_in
from .unstated import STATED

MAX_OPTIONS = 60
"""Candidates weighed per name; the gazetteer gives the most prominent first."""

MAX_OUTER = 3
"""Places a place is said to lie in: in "Salem, Marion County, Oregon, USA", three."""

SAME_WORD = 0.5
"""Similarity from which two names are taken for spellings of one."""

PARTS = frozenset({"PPLX", "ADM2", "ADM3"})
"""Feature codes that the words for a part of a town or division ask for."""

HOLDING = ("PCL", "TERR", "ADM1")
"""Feature codes of what binds the places named in it: countries, their divisions."""

MOST = 0.25
"""Share of a division's people from which on its city goes by the same name."""

LONG_ENOUGH = 4
"""Letters of a name that is no abbreviation of another."""

CLOSED = re.compile(
    r"\s*(?:[,.;:)\]\n–—-]|$)|\s+(?:on|in|at|after|where|when|while|and|as|by|during|"
    r"before|early|late|this|last|over|with|for|from|killing|leaving|wounding)\b"
)
"""What ends a name that holds another: "in Palma, Mozambique, on Monday"; in "near
Kyiv, Russia said" a clause begins."""

FOLLOWING = re.compile(r" [A-Za-z]+")

BESIDE_GAP = 40
"""Characters between two names that count as neighbours."""


class ContainmentRow(NamedTuple):
    """Words between two names that say one lies in the other.

    `inner` is first ("Paris, Texas") or second ("Iraq's Mosul").
    """

    between: str
    inner: str
    source: str


class SpellingRow(NamedTuple):
    """A country's name in English that is much like its present one."""

    name: str
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
def country_spellings() -> frozenset[str]:
    """Return English names of countries that are much like the present ones."""
    rows = load("country_spellings", SpellingRow)
    return frozenset(normalise(row.name) for row in rows)


@cache
def outlets() -> Mapping[str, str]:
    """Return the country of an outlet by the end of its address."""
    return {row.domain: row.country for row in load("outlets", OutletRow)}


def scene_of(
    analysis: Analysis,
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    *,
    home: Home | None = None,
) -> Scene:
    """Return the units of a document with their options, none believed yet.

    "The city" is no name: a unit in lower case has no options, unless the whole
    text is in lower case.
    """
    document = analysis.document
    ties = _ties(document.text, mentions, gazetteer)
    units, unit_of = _units(document.text, mentions, ties)
    language = document.language or detect_language(document.text) or "en"
    has_case = not document.text.islower()
    names = {u.name for u in units if not (has_case and u.name.islower())}
    names |= {unit.full_name for unit in units if unit.full_name}
    offers = gazetteer.candidates_of(sorted(names), limit=MAX_OPTIONS)
    for unit in units:
        full = [o for o in offers.get(unit.full_name, ()) if o.match == "exact"]
        found = {o.place.id: o for o in [*offers.get(unit.name, ()), *full]}
        unit.options = _options(unit, list(found.values()), language=language)
    for inner, outers in ties.items():
        for outer in outers:
            units[unit_of[inner]].outer.add(unit_of[outer])
            units[unit_of[outer]].inner.add(unit_of[inner])
            if CLOSED.match(document.text, mentions[outer].span.end):
                units[unit_of[inner]].holders.add(unit_of[outer])
    _forget_elsewhere(units)
    for unit in units:
        _bind(unit, [units[index] for index in sorted(unit.holders)])
    forget_far(document.text, mentions, units, unit_of)
    for (index, first), (_, second) in pairwise(enumerate(mentions)):
        if second.span.start - first.span.end <= BESIDE_GAP:
            units[unit_of[index]].beside.add(unit_of[index + 1])
            units[unit_of[index + 1]].beside.add(unit_of[index])
    country = (
        home_country(document.source, gazetteer)
        or home_country(host_of(document.url), gazetteer)
        or (home.country_code if home else None)
    )
    signs = [sign.shares for sign in signs_in(analysis)]
    return Scene(
        units=units, language=language, home=country, told_home=home, signs=signs
    )


def _forget_elsewhere(units: Sequence[Unit]) -> None:
    """Take their options from names said to lie where none of them lies.

    The "Centro neighbourhood of Lima" is no town elsewhere. "York City, Pa." is not
    the City of York, nor is it further on.
    """
    for unit in units:
        if unit.wording in PARTS and unit.outer:
            outers = [units[index] for index in unit.outer]
            if not all(_may_lie_in(unit, outer) for outer in outers):
                unit.options = []
    unknown = {
        unit.name.casefold()
        for unit in units
        for outer in (units[index] for index in unit.outer)
        if _is_state(outer) and not _may_lie_in(unit, outer)
    }
    for unit in units:
        states = [units[index] for index in unit.outer if _is_state(units[index])]
        if unit.name.casefold() in unknown and not any(
            _may_lie_in(unit, state) for state in states
        ):
            unit.options = []


def _bind(unit: Unit, holders: Sequence[Unit]) -> None:
    """Leave a unit only what lies in the country or division that is named with it.

    "Palma, Mozambique" is nowhere in Spain, even if no gazetteer has it. A country
    lies in no other, and what lies in none of those named is in a list with them.
    """
    first = unit.options[0].place.feature_code if unit.options else ""
    for holder in holders:
        best = holder.options[0] if _is_holder(holder) else None
        if best is None or first.startswith(("PCL", best.place.feature_code)):
            continue
        outers = [o for o in holder.options if o.place.feature_class == "A"]
        unit.options = [
            option
            for option in unit.options
            if option.country is None
            or option.place.feature_class == "L"
            or any(option.lies_in(outer) for outer in outers)
        ]


def _is_holder(unit: Unit) -> bool:
    """Tell whether a unit is by its very name a country or a division of one."""
    best = unit.options[0] if unit.options else None
    return (
        best is not None
        and unit.kind is not MentionKind.DEMONYM
        and best.place.feature_code.startswith(HOLDING)
        and best.candidate.match == "exact"
        and len(unit.name) >= LONG_ENOUGH
    )


def _is_state(unit: Unit) -> bool:
    """Tell whether a unit is best known as a state whose towns news names with it."""
    best = unit.options[0] if unit.options else None
    return (
        best is not None
        and best.place.feature_code == "ADM1"
        and best.country in STATED
    )


def _may_lie_in(unit: Unit, outer: Unit) -> bool:
    """Tell whether a place that a unit may be lies in one that another may be.

    So may any that is a state itself, as in a list, or of which no state is known.
    """
    return any(
        option.is_wide or option.admin1 is None or option.lies_in(other)
        for option in unit.options
        for other in outer.options
    )


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


def _options(unit: Unit, offers: Sequence[Candidate], *, language: str) -> list[Option]:
    """Return what a unit may be; of a demonym, nothing but its country."""
    is_demonym = unit.kind is MentionKind.DEMONYM
    own = [o.place for o in offers if o.name_kind == "main" and o.match == "exact"]
    return [
        Option.of(offer)
        for offer in offers
        if not _is_far_fetched(unit.name, offer, language)
        and (not is_demonym or offer.name_kind == "demonym")
        and not any(_is_borrowed(unit.name, offer, place) for place in own)
    ]


def _is_borrowed(written: str, offer: Candidate, owner: Place) -> bool:
    """Tell whether a place is called so only after another, whose main name it is.

    Oklahoma is the state, not its capital, unless most live there as in New York; the
    Persian Gulf is a sea, and Central Africa a region, not what lies in them.
    """
    place = offer.place
    if offer.name_kind != "alternate" or place.id == owner.id:
        return False
    if owner.feature_code == "ADM1" and place.name == f"{written} City":
        return (place.population or 0) < MOST * (owner.population or 0)
    is_part = written.lower().partition(" ")[0] in words_in("setting")
    is_region = owner.feature_class == "L" and is_part
    return place.feature_class == "A" and (owner.feature_code == "SEA" or is_region)


def _is_far_fetched(written: str, offer: Candidate, language: str) -> bool:
    """Tell whether a name is only another language's spelling of a country's name.

    Countries have names in hundreds of languages, which villages elsewhere bear:
    in an English text "Qana" is not Ghana, nor "Fizi" Fiji.

    >>> from geomap.records import Place
    >>> place = Place(
    ...     id="2300660", name="Ghana", position=(-1.2, 8.1), feature_class="A",
    ...     feature_code="PCLI", country_code="GH"
    ... )
    >>> offer = Candidate(place=place, matched_name="qana", name_kind="alternate")
    >>> _is_far_fetched("Qana", offer, "en"), _is_far_fetched("Qana", offer, "az")
    (True, False)
    """
    is_by_other_name = offer.name_kind == "alternate"
    if not (is_by_other_name and offer.place.feature_code.startswith("PCL")):
        return False
    if offer.match == "variant":
        return True
    name, own = normalise(written), normalise(offer.place.name)
    return (
        language == "en"
        and name not in country_spellings()
        and not set(name.split()) & set(own.split())
        and SequenceMatcher(None, name, own).ratio() >= SAME_WORD
    )


def _ties(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer
) -> dict[int, list[int]]:
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
        before, after = mentions[index : index + 2]
        inner = _inner(gaps[index], before, after, gazetteer)
        if inner == "first" and index not in listed:
            ties[index] += [index + 1, *ties[index + 1]][:MAX_OUTER]
        elif inner == "second":
            ties[index + 1].append(index)
    return ties


def _inner(
    gap: str, before: Mention, after: Mention, gazetteer: Gazetteer
) -> str | None:
    """Return which of two names lies in the other, by the words between, or None."""
    if gap in containments():
        return containments()[gap]
    if before.kind is MentionKind.DEMONYM:
        return "second" if _people_and_place().fullmatch(gap) else None
    if _part_and_whole().fullmatch(gap):
        is_whole = _prominence(before, gazetteer) > _prominence(after, gazetteer)
        return "second" if is_whole else "first"
    return "first" if _place_in_place().fullmatch(gap) else None


def _prominence(mention: Mention, gazetteer: Gazetteer) -> float:
    """Return how well known the best known place of a name is; 0 for none."""
    return max((o.score for o in gazetteer.candidates(mention.name)), default=0.0)


@cache
def _people_and_place() -> re.Pattern[str]:
    """Return the words between a people and their place: " border town of ".

    An "Israeli settlement" may lie in another country.
    """
    types = {"capital", *types_of()} - words_in("settled by a people")
    return re.compile(rf" {_setting()}{_any(types)}(?: of)? ")


@cache
def _part_and_whole() -> re.Pattern[str]:
    """Return the words that say either: the Bronx borough of New York, or the reverse.

    It is the Kyiv suburb of Bucha, too.
    """
    return re.compile(rf" {_any(types_after())} of {_setting()}")


@cache
def _place_in_place() -> re.Pattern[str]:
    """Return the words between two places: ", a village in southern "."""
    kind = rf"{_setting()}{_any({'capital', *types_after()})}"
    inside = rf"(?:, (?:an? |the )?{kind}| {kind})?,? in"
    of = rf", (?:an? {kind}|(?:the )?{_setting()}capital) of"
    apart = rf", (?:the )?(?:{_any(words_in('setting'))} )+"
    return re.compile(rf"(?:{inside}|{of}) (?:the )?{_setting()}|{apart}")


def _setting() -> str:
    """Return a pattern of adjectives before a place, each with a space."""
    return rf"(?:{_any(words_in('setting'))} )*"


def _any(words: Iterable[str]) -> str:
    """Return a pattern of words, one of which is meant."""
    return f"(?:{'|'.join(map(re.escape, sorted(words)))})"


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
    text: str, mentions: Sequence[Mention], ties: Mapping[int, list[int]]
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
        units[number].full_name = units[number].full_name or _full_name(text, mention)
        unit_of.append(number)
        units[number].wording = units[number].wording or wording
        units[number].mentions.append(index)
        measured = (mention.vicinity and mention.vicinity.distance_km) or 0.0
        units[number].measured_km = max(units[number].measured_km, measured)
    return units, unit_of


def _full_name(text: str, mention: Mention) -> str:
    """Return the name with the type word that follows it, or an empty string."""
    word = FOLLOWING.match(text, mention.span.end)
    return f"{mention.name}{word[0]}" if word and _wording(mention) else ""


def _wording(mention: Mention) -> str | None:
    """Return the code a mention's wording asks for; an organisation's says nothing."""
    return None if mention.kind is MentionKind.ORG_NESTED else mention.wording
