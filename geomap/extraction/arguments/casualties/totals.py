"""Tolls over several places: their parts, and the totals that sum others up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from ....lexicon.closed_words import words_in
from ....records import BlockKind
from ....stages import Gazetteer
from ...drafts import Draft, dead_of
from ...mentions import Happening
from ..place.chosen import is_finer
from ..place.mentions import Site
from .counts import KILLED, WOUNDED, Tally

_LISTING = frozenset({"and", ",", "another"})
_BESIDE_REACH = 4
"""How many words may stand between a number and its place in a list of both."""

_EACH = frozenset({"each", "apiece"})
_RESPECTIVELY = "respectively"
_PART_REACH = 15
_MIN_PARTS = 2
_SPREAD = re.compile(
    r"\b(?:across|nationwide|countrywide|in (?:total|all)|(?:several|separate|various|"
    r"multiple|different|two|three|four|five|six|seven|eight|nine|ten|\d+) (?:\w+ )?"
    r"(?:areas|attacks|cities|counties|districts|incidents|locations|places|provinces|"
    r"regions|states|strikes|towns|villages))\b",
    re.IGNORECASE,
)


class Share(NamedTuple):
    """People of a toll at a place of their own; `is_part` of those it counts."""

    tally: Tally
    site: Site
    is_part: bool


def shares_of(happening: Happening, sites: Sequence[Site]) -> list[Share]:
    """Return what a sentence counts apart at other places.

    Of "killed 28 people across the north, including 15 in Homs" 15 are a part; in
    "four died in Homs and three in Hama" three come beside.
    """
    words = happening.clause.words
    tolls = [t for t in happening.tallies if t.kind in {KILLED, WOUNDED}]
    shares: list[Share] = []
    if not tolls:
        return shares
    for first, (last, number) in sorted(words.numbers.items()):
        before = words.at(first - 1)
        toll = max(
            (t for t in tolls if t.last <= first), default=None, key=attrgetter("last")
        )
        goes_on = bool(shares) and shares[-1].is_part and before in _LISTING
        is_part = before in words_in("part marker") or goes_on
        if toll is None or not (is_part or before in _LISTING):
            continue
        if happening.clause.starting_at(first) is None:
            continue
        site = _site_after(happening, last, sites, _PART_REACH if is_part else None)
        if site is None or (is_part and (number.best or 0) > (toll.number.best or 0)):
            continue
        has_place_apart = site.first == last + 1 or any(s.first < first for s in sites)
        if is_part and not has_place_apart:
            continue
        tally = replace(toll, number=number, first=first, last=last, is_toll=False)
        shares.append(Share(tally, site, is_part))
    return shares


def _site_after(
    happening: Happening, start: int, sites: Sequence[Site], reach: int | None
) -> Site | None:
    """Return the place that a number's people are said to be at.

    Without a reach it stands close by, and nothing else is told in between.
    """
    words = happening.clause.words
    ahead = [s for s in sites if s.first >= start and s.governor]
    site = min(ahead, key=lambda s: s.first, default=None)
    if site is None or site.governor not in words_in("locative preposition"):
        return None
    between = range(start, site.first)
    if len(between) > (reach or _BESIDE_REACH):
        return None
    told = {i for t in happening.clause.triggers for i in range(t.first, t.last)}
    is_walled = any(i in words.numbers or words.at(i) in {",", ";"} for i in between)
    return None if is_walled or (reach is None and told & set(between)) else site


def parted(happening: Happening, places: int) -> list[tuple[Tally, ...]]:
    """Return the tallies of each of several places, or none where they share them.

    "Killed four people each" gives each four; "killed three and five policemen
    respectively" gives the first place three and the second five.
    """
    words, tallies = happening.clause.words, happening.tallies
    if places < _MIN_PARTS or not tallies:
        return []
    if any(_EACH & set(words.lower[t.last : t.last + _BESIDE_REACH]) for t in tallies):
        return [tallies] * places
    if _RESPECTIVELY not in words.lower:
        return []
    end = words.lower.index(_RESPECTIVELY)
    said = [
        number for first, (_, number) in sorted(words.numbers.items()) if first < end
    ]
    if len(said) < places:
        return []
    return [
        tuple(replace(tally, number=number) for tally in tallies[:1])
        for number in said[-places:]
    ]


def mark_totals(drafts: Sequence[Draft], gazetteer: Gazetteer) -> None:
    """Mark the happenings that sum up others: "attacks kill six in four regions".

    Their place holds at least two others, whose dead together are as many; or
    fewer, where the words say that it happened in several. A headline that counts
    as many dead as a total below it tells the same.
    """
    deadly = [d for d in drafts if dead_of(d) and not d.is_aggregate]
    for draft in deadly:
        draft.is_aggregate = _is_wide(draft) and _is_sum(draft, deadly, gazetteer)
    totals = [d for d in drafts if d.is_aggregate and dead_of(d) >= _MIN_PARTS]
    for draft in drafts:
        if draft.sentence.block is BlockKind.HEADLINE:
            for total in totals:
                if dead_of(total) == dead_of(draft):
                    draft.is_aggregate, draft.event_places = True, total.event_places


def _is_wide(draft: Draft) -> bool:
    """Tell whether a draft has one place, and that is no town or building."""
    places = [event_place.toponym.place for event_place in draft.event_places]
    return len(places) == 1 and not (
        places[0] is None or places[0].feature_class in {"P", "S"}
    )


def _is_sum(whole: Draft, deadly: Sequence[Draft], gazetteer: Gazetteer) -> bool:
    """Tell whether the dead of others at places within a draft's add up to its."""
    parts: dict[str, int] = {}
    for part in deadly:
        if not part.is_aggregate and is_finer(
            whole.event_places, part.event_places, gazetteer
        ):
            place = part.event_places[0].toponym.place
            key = place.id if place else ""
            parts[key] = max(parts.get(key, 0), dead_of(part))
    if len(parts) < _MIN_PARTS:
        return False
    counted, dead = sum(parts.values()), dead_of(whole)
    text = whole.happening.clause.words.text(whole.sentence.span)
    return counted == dead or (counted < dead and _SPREAD.search(text) is not None)
