"""Settle where each event of a document was, by what is told around it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ....geo import great_circle_km
from ....records import Realis
from ...coding import STATEMENT
from ...drafts import Draft
from .chosen import EventPlace, fallback, is_finer, later
from .headlines import follow_body
from .institutions import at_home
from .surroundings import Surroundings

_PREVIOUS_REACH = 3
_OWN_PLACE = 0.7
"""From this link confidence on, a reference is placed where its sentence says."""

_NEARBY = "nearby"
_NEARBY_KM = 100.0
"""Further off, a place called "nearby" is another one of its name."""


def infer_places(drafts: Sequence[Draft], around: Surroundings) -> None:
    """Give each draft without a place the best place around it."""
    follow_body(drafts, around)
    for _, report in groupby(drafts, key=around.dateline_of):
        _infer_in_report(list(report), around)


def _infer_in_report(drafts: Sequence[Draft], around: Surroundings) -> None:
    """Place the drafts of one report."""
    for index, draft in enumerate(drafts):
        if draft.event_type == STATEMENT:
            continue
        _apply_label(draft, around)
        _forget_far(drafts[:index], draft, around)
        told = _told_before(drafts[:index], draft, around)
        if draft.event_places and told is not None:
            _reconcile(told, draft, around)
        if not draft.event_places:
            inherited = _inherited(drafts[:index], draft, around)
            event_place = at_home(inherited or around.of_document(draft), draft.body)
            draft.event_places = [event_place] if event_place is not None else []


def _apply_label(draft: Draft, around: Surroundings) -> None:
    """Place a happening where the label of its line says: "Homs: 3 killed".

    A place in it, or one that the sentence clearly says, goes before.
    """
    label = around.label_of(draft.sentence)
    if label is None or label.place is None:
        return
    places = [event_place.toponym.place for event_place in draft.event_places]
    is_told = any(
        event_place.confidence >= _OWN_PLACE for event_place in draft.event_places
    )
    if not is_told and not any(
        place and around.gazetteer.is_within(place, label.place) for place in places
    ):
        draft.event_places = [fallback(label, "label")]


def _forget_far(before: Sequence[Draft], draft: Draft, around: Surroundings) -> None:
    """Take the place from a happening "nearby" that is far from the one before."""
    placed = [d for d in before if len(d.event_places) == 1]
    if len(draft.event_places) != 1 or not placed:
        return
    here, there = (
        placed[-1].event_places[0].toponym.place,
        draft.event_places[0].toponym.place,
    )
    vicinity = draft.event_places[0].toponym.mention.vicinity
    is_nearby = vicinity and vicinity.span.of(around.text).lower().startswith(_NEARBY)
    if is_nearby and here and there:
        apart = great_circle_km(here.position, there.position)
        if apart > _NEARBY_KM:
            draft.event_places = [
                fallback(placed[-1].event_places[0].toponym, "previous", is_near=True)
            ]


def _told_before(
    before: Sequence[Draft], draft: Draft, around: Surroundings
) -> Draft | None:
    """Return the happening that a mere reference to one refers to.

    An item of a list, and a line with a label, refers to nothing outside it.
    """
    item = around.item_of(draft)
    placed = [
        d
        for d in before
        if len(d.event_places) == 1 and (item is None or d.sentence.span in item)
    ]
    if not placed or len(draft.event_places) > 1 or not draft.happening.is_reference:
        return None
    if around.label_of(draft.sentence) is not None:
        return None
    near = draft.number - placed[-1].number < _PREVIOUS_REACH
    return placed[-1] if near else None


def _reconcile(told: Draft, draft: Draft, around: Surroundings) -> None:
    """Give a happening and a later reference to it one place.

    "Another nine people were hurt in the attack" happened where the attack
    did. A finer place in a later sentence says where the first one meant.
    """
    outer, inner = (
        told.event_places[0].toponym.place,
        draft.event_places[0].toponym.place,
    )
    if outer is None or inner is None or outer.id == inner.id:
        return
    if is_finer(told.event_places, draft.event_places, around.gazetteer):
        told.event_places = [later(draft.event_places[0])]
    elif (
        draft.event_places[0].confidence < _OWN_PLACE
        or inner.country_code != outer.country_code
    ):
        draft.event_places = []


def _inherited(
    before: Sequence[Draft], draft: Draft, around: Surroundings
) -> EventPlace | None:
    """Return the place of the event before, or of the last of its type.

    An item of a list is a report of its own, and inherits from no other, but
    for casualties without a cause or a label: the item before tells of them.
    """
    item = around.item_of(draft)
    opening = draft.sentence.span.of(around.text).partition(":")
    goes_on = draft.happening.is_effect_only and not opening[1]
    placed = [
        d
        for d in before
        if d.event_places
        and d.realis is Realis.ACTUAL
        and (
            item is None
            or d.sentence.span in item
            or (goes_on and d.number == draft.number - 1)
        )
    ]
    same = [d for d in placed if d.sub_event_type == draft.sub_event_type]
    told = {
        event_place.toponym.place
        for d in placed
        for event_place in d.event_places
        if not event_place.is_inferred
    }
    is_of_one_place = len(told) <= 1
    near = [d for d in placed if is_of_one_place or _goes_on(d, draft, around)]
    for candidates, reach in ((near, _PREVIOUS_REACH), (same, draft.number + 1)):
        if draft.is_aggregate or not candidates:
            continue
        last = candidates[-1]
        if draft.number - last.number < reach and len(last.event_places) == 1:
            if draft.when is None:
                draft.when = last.when
            event_place = last.event_places[0]
            return fallback(
                event_place.toponym, "previous", is_near=event_place.is_near
            )
    return None


def _goes_on(told: Draft, draft: Draft, around: Surroundings) -> bool:
    """Tell whether a happening may go on where one told before it was.

    In a text of several places a new paragraph turns elsewhere, but for
    casualties and references.
    """
    happening = draft.happening
    return (
        happening.is_effect_only
        or happening.is_reference
        or around.block_of(told) == around.block_of(draft)
    )
