"""Place what a headline tells by the text below it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from ....records import BlockKind, Toponym
from ...drafts import Draft
from ..casualties.counts import KILLED
from .chosen import EventPlace, is_finer, later
from .surroundings import Surroundings

_LEAD = 3
"""How many sentences after a headline may tell the same again."""


def follow_body(drafts: Sequence[Draft], around: Surroundings) -> None:
    """Place what a headline tells where the text below it says.

    The text spells out its names, and a lead that counts as many dead at a
    place inside that of the headline tells the same more closely. Where a
    headline names none, what is alike in the lead does; but a dateline that is
    no capital, where news is filed from far, goes before.
    """
    first = [draft for draft in drafts if _is_headline(draft)]
    body = [d for d in drafts if not _is_headline(d) and not d.is_share]
    for told in first:
        told.event_places = [
            _spelled_out(event_place, around) for event_place in told.event_places
        ]
        for draft in body:
            is_lead = draft.number - told.number <= _LEAD
            if is_lead and _tells_where(draft, told, around):
                told.event_places = [later(draft.event_places[0])]


def _tells_where(draft: Draft, told: Draft, around: Surroundings) -> bool:
    """Tell whether a happening says more closely where a headline's was."""
    if told.event_places:
        return _agree(told, draft) and is_finer(
            told.event_places, draft.event_places, around.gazetteer
        )
    dateline = around.in_dateline(told)
    is_filed_there = dateline is not None and not _is_capital(dateline)
    return (
        len(draft.event_places) == 1 and not is_filed_there and _are_alike(told, draft)
    )


def _spelled_out(event_place: EventPlace, around: Surroundings) -> EventPlace:
    """Return a place; of a town that the text elsewhere calls a division, that one.

    "Village in Sagaing" is in "Sagaing region" where the text says so.
    """
    toponym = event_place.toponym
    name = toponym.mention.name.casefold()
    others = [
        other
        for other in around.named
        if name in {_bare_name(other), other.mention.name.casefold()}
        and not any(other.mention.span in line for line in around.headline)
    ]
    is_town = toponym.place is not None and toponym.place.feature_class == "P"
    is_division = others and all(
        other.place and other.place.feature_code.startswith("ADM") for other in others
    )
    if is_town and is_division:
        return replace(event_place, toponym=replace(others[0], mention=toponym.mention))
    return event_place


def _is_headline(draft: Draft) -> bool:
    """Tell whether a headline tells a happening."""
    return draft.sentence.block is BlockKind.HEADLINE


def _is_capital(toponym: Toponym) -> bool:
    """Tell whether a toponym is a country's capital."""
    return toponym.place is not None and toponym.place.feature_code == "PPLC"


def _bare_name(toponym: Toponym) -> str:
    """Return a division's name without the word for its kind: "Herat province"."""
    name = toponym.mention.name.casefold()
    return name.rpartition(" ")[0] if toponym.mention.wording else name


def _are_alike(told: Draft, draft: Draft) -> bool:
    """Tell whether two happenings are of one type, and count no other dead."""
    return _agree(told, draft) or (
        told.sub_event_type == draft.sub_event_type
        and told.realis is draft.realis
        and not any(t.kind == KILLED for t in told.happening.tallies)
    )


def _agree(a: Draft, b: Draft) -> bool:
    """Tell whether two happenings may count the same dead: "scores", "up to 100"."""
    if a.realis is not b.realis:
        return False
    return any(
        one.kind == other.kind == KILLED
        and (one.number.low or 0) <= (other.number.high or math.inf)
        and (other.number.low or 0) <= (one.number.high or math.inf)
        for one in a.happening.tallies
        for other in b.happening.tallies
    )
