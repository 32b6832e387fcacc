"""Where an event happened whose own sentence does not say: the places around."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ..geo import great_circle_km
from ..records import (
    Analysis,
    BlockKind,
    MentionKind,
    Realis,
    Sentence,
    Span,
    Toponym,
)
from ..stages import Gazetteer
from .bodies import at_home
from .coding import STATEMENT
from .drafts import Draft
from .groups import people
from .sites import is_across_border
from .spots import Spot, fallback
from .tally import KILLED

_PREVIOUS_REACH = 3
_DIGEST_ORDER = ("dateline", "headline", "focus")
_OWN_PLACE = 0.7
"""From this link confidence on, a reference is placed where its sentence says."""

_NEARBY = "nearby"
_NEARBY_KM = 100.0
"""Further off, a place called "nearby" is another one of its name."""

_LIST_ITEM = re.compile(r"(?:[-*•·▪–—]|\d{1,2}[.)])\s")
_NOT_AFTER = frozenset("-‐‑)")
_BULLET = re.compile(r"(?:[-*•·▪–—]\s+)?$")
_NEXT_WORD = re.compile(r"\s(\w+)")
_AROUND_CHARS = 30
_WORD = re.compile(r"['’]s\b|\w+|[^\w\s]")
_LABEL_END = re.compile(r"\s?[:–—]\s|\s-\s")


class Surroundings:
    """The places of a document, for events whose sentence names none."""

    def __init__(
        self, analysis: Analysis, toponyms: Sequence[Toponym], gazetteer: Gazetteer
    ) -> None:
        self.gazetteer = gazetteer
        self.blocks = [
            block.span for block in analysis.document.blocks if block.kind.is_news
        ]
        self.toponyms = [
            toponym
            for toponym in toponyms
            if toponym.place is not None
            and not _is_across_border(toponym, analysis.document.text)
            and (
                not self.blocks
                or any(toponym.mention.span in block for block in self.blocks)
            )
        ]
        self.named = [
            toponym
            for toponym in self.toponyms
            if toponym.mention.kind in {MentionKind.PLACE, MentionKind.FACILITY}
            and analysis.document.text[toponym.mention.span.end :][:1] not in _NOT_AFTER
        ]
        self.items = [
            block.span
            for block in analysis.document.blocks
            if _LIST_ITEM.match(block.span.of(analysis.document.text))
        ]
        self.headline = [
            block.span
            for block in analysis.document.blocks
            if block.kind is BlockKind.HEADLINE
        ]
        self.datelines = [
            (block.span, toponym)
            for block in analysis.document.blocks
            if block.kind is BlockKind.DATELINE
            for toponym in self.named
            if toponym.mention.span in block.span
        ]
        self.text = analysis.document.text

    def settle(self, drafts: Sequence[Draft]) -> None:
        """Give each draft without a place the best place around it."""
        self._follow_body(drafts)
        for _, report in groupby(drafts, key=self._dateline_of):
            self._settle(list(report))

    def _dateline_of(self, draft: Draft) -> Span | None:
        """Return the dateline that a draft stands under; the first is a headline's.

        Several make a digest, each opening a report of its own.
        """
        spans = [span for span, _ in self.datelines]
        above = [span for span in spans if span.start <= draft.sentence.span.start]
        return max(above) if above else min(spans, default=None)

    def _settle(self, drafts: Sequence[Draft]) -> None:
        """Place the drafts of one report."""
        for index, draft in enumerate(drafts):
            if draft.event_type == STATEMENT:
                continue
            self._apply_label(draft)
            self._forget_far(drafts[:index], draft)
            told = self._told_before(drafts[:index], draft)
            if draft.spots and told is not None:
                self._reconcile(told, draft)
            if not draft.spots:
                around = self._inherited(drafts[:index], draft)
                spot = at_home(around or self._of_document(draft), draft.body)
                draft.spots = [spot] if spot is not None else []

    def _follow_body(self, drafts: Sequence[Draft]) -> None:
        """Place what a headline tells where the text below it says.

        The text spells out its names, and a lead that counts as many dead at a
        place inside that of the headline tells the same more closely. Where a
        headline names none, what is alike in the lead does; but a dateline that is
        no capital, where news is filed from far, goes before.
        """
        first = [draft for draft in drafts if _is_headline(draft)]
        body = [d for d in drafts if not _is_headline(d) and not d.is_share]
        for told in first:
            told.spots = [self._spelled_out(spot) for spot in told.spots]
            for draft in body:
                is_lead = draft.number - told.number <= _PREVIOUS_REACH
                if is_lead and self._tells_where(draft, told):
                    _say_later(told, draft.spots[0])

    def _tells_where(self, draft: Draft, told: Draft) -> bool:
        """Tell whether a happening says more closely where a headline's was."""
        if told.spots:
            return _agree(told, draft) and self._is_finer(told, draft)
        dateline = self._in_dateline(told)
        is_filed_there = dateline is not None and not _is_capital(dateline)
        return len(draft.spots) == 1 and not is_filed_there and _are_alike(told, draft)

    def _spelled_out(self, spot: Spot) -> Spot:
        """Return a spot, of a town that is a division all through the text that.

        "Village in Sagaing" is in "Sagaing region" where the text says so.
        """
        toponym = spot.toponym
        name = toponym.mention.name.casefold()
        others = [
            other
            for other in self.named
            if name in {_bare_name(other), other.mention.name.casefold()}
            and not any(other.mention.span in line for line in self.headline)
        ]
        is_town = toponym.place is not None and toponym.place.feature_class == "P"
        is_division = others and all(
            other.place and other.place.feature_code.startswith("ADM")
            for other in others
        )
        if is_town and is_division:
            return replace(spot, toponym=replace(others[0], mention=toponym.mention))
        return spot

    def _is_finer(self, told: Draft, draft: Draft) -> bool:
        """Tell whether a happening has one place, inside another's one place."""
        if len(told.spots) != 1 or len(draft.spots) != 1:
            return False
        outer, inner = told.spots[0].toponym.place, draft.spots[0].toponym.place
        return (
            outer is not None
            and inner is not None
            and inner.id != outer.id
            and self.gazetteer.is_within(inner, outer)
        )

    def _apply_label(self, draft: Draft) -> None:
        """Place a happening where the label of its line says: "Homs: 3 killed".

        A place in it, or one that the sentence clearly says, goes before.
        """
        label = self._label_of(draft.sentence)
        if label is None or label.place is None:
            return
        places = [spot.toponym.place for spot in draft.spots]
        is_told = any(spot.confidence >= _OWN_PLACE for spot in draft.spots)
        if not is_told and not any(
            place and self.gazetteer.is_within(place, label.place) for place in places
        ):
            draft.spots = [fallback(label, "label")]

    def _forget_far(self, before: Sequence[Draft], draft: Draft) -> None:
        """Take the place from a happening "nearby" that is far from the one before."""
        placed = [d for d in before if len(d.spots) == 1]
        if len(draft.spots) != 1 or not placed:
            return
        here, there = placed[-1].spots[0].toponym.place, draft.spots[0].toponym.place
        vicinity = draft.spots[0].toponym.mention.vicinity
        is_nearby = vicinity and vicinity.span.of(self.text).lower().startswith(_NEARBY)
        if is_nearby and here and there:
            apart = great_circle_km(here.position, there.position)
            if apart > _NEARBY_KM:
                draft.spots = [
                    fallback(placed[-1].spots[0].toponym, "previous", is_near=True)
                ]

    def _label_of(self, sentence: Sentence) -> Toponym | None:
        """Return the place that a line opens with, before a colon or a dash."""
        for toponym in self.named:
            span = toponym.mention.span
            if (
                span in sentence.span
                and _BULLET.fullmatch(self.text[sentence.span.start : span.start])
                and _LABEL_END.match(self.text, span.end)
            ):
                return toponym
        return None

    def _item_of(self, draft: Draft) -> Span | None:
        """Return the item of a list that a draft is told in."""
        return next((item for item in self.items if draft.sentence.span in item), None)

    def _told_before(self, before: Sequence[Draft], draft: Draft) -> Draft | None:
        """Return the happening that a mere reference to one refers to.

        An item of a list, and a line with a label, refers to nothing outside it.
        """
        item = self._item_of(draft)
        placed = [
            d
            for d in before
            if len(d.spots) == 1 and (item is None or d.sentence.span in item)
        ]
        if not placed or len(draft.spots) > 1 or not draft.happening.is_reference:
            return None
        if self._label_of(draft.sentence) is not None:
            return None
        near = draft.number - placed[-1].number < _PREVIOUS_REACH
        return placed[-1] if near else None

    def _reconcile(self, told: Draft, draft: Draft) -> None:
        """Give a happening and a later reference to it one place.

        "Another 27 people were wounded in the attack" happened where the attack
        did. A finer place in a later sentence says where the first one meant.
        """
        outer, inner = told.spots[0].toponym.place, draft.spots[0].toponym.place
        if outer is None or inner is None or outer.id == inner.id:
            return
        if self._is_finer(told, draft):
            _say_later(told, draft.spots[0])
        elif (
            draft.spots[0].confidence < _OWN_PLACE
            or inner.country_code != outer.country_code
        ):
            draft.spots = []

    def _inherited(self, before: Sequence[Draft], draft: Draft) -> Spot | None:
        """Return the place of the event before, or of the last of its type.

        An item of a list is a report of its own, and inherits from no other, but
        for casualties without a cause or a label: the item before tells of them.
        """
        item = self._item_of(draft)
        opening = draft.sentence.span.of(self.text).partition(":")
        goes_on = draft.happening.is_effect_only and not opening[1]
        placed = [
            d
            for d in before
            if d.spots
            and d.realis is Realis.ACTUAL
            and (
                item is None
                or d.sentence.span in item
                or (goes_on and d.number == draft.number - 1)
            )
        ]
        same = [d for d in placed if d.sub_event_type == draft.sub_event_type]
        told = {spot.toponym.place for d in placed for spot in d.spots if _is_own(spot)}
        is_of_one_place = len(told) <= 1
        near = [d for d in placed if is_of_one_place or self._goes_on(d, draft)]
        for candidates, reach in ((near, _PREVIOUS_REACH), (same, draft.number + 1)):
            if draft.is_aggregate or not candidates:
                continue
            last = candidates[-1]
            if draft.number - last.number < reach and len(last.spots) == 1:
                if draft.when is None:
                    draft.when = last.when
                spot = last.spots[0]
                return fallback(spot.toponym, "previous", is_near=spot.is_near)
        return None

    def _goes_on(self, told: Draft, draft: Draft) -> bool:
        """Tell whether a happening may go on where one told before it was.

        In a text of several places a new paragraph turns elsewhere, but for
        casualties and references.
        """
        happening = draft.happening
        return (
            happening.is_effect_only
            or happening.is_reference
            or self._block_of(told) == self._block_of(draft)
        )

    def _block_of(self, draft: Draft) -> Span | None:
        """Return the paragraph that a draft is told in."""
        return next((b for b in self.blocks if draft.sentence.span in b), None)

    def _of_document(self, draft: Draft) -> Spot | None:
        """Return the place of headline or dateline, the focus, or the country."""
        if not draft.is_aggregate:
            ways = {
                "headline": self._in_headline(),
                "dateline": self._in_dateline(draft),
                "focus": self._focus(),
            }
            is_digest = len({span for span, _ in self.datelines}) > 1
            for way in _DIGEST_ORDER if is_digest else ways:
                found = ways[way]
                if found is not None:
                    return fallback(found, way)
        country = self._country()
        return fallback(country, "country") if country is not None else None

    def _in_headline(self) -> Toponym | None:
        """Return the finest place that the headline names.

        Who acts there says only the country at best.
        """
        named = [
            (toponym, line)
            for toponym in self.named
            for line in self.headline
            if toponym.mention.span in line
        ]
        told = [toponym for toponym, line in named if not self._is_actor(toponym, line)]
        return self._finest(told or [t for t, _ in named if _is_country(t)])

    def _is_actor(self, toponym: Toponym, line: Span) -> bool:
        """Tell whether a headline names who acts: "Iran denies", "Ohio man held"."""
        span = toponym.mention.span
        if _is_country(toponym):
            return span.start == line.start and not _LABEL_END.match(
                self.text, span.end
            )
        following = _NEXT_WORD.match(self.text, span.end)
        is_whose = following is not None and following[1].lower() in people()
        return is_whose and _is_state(toponym)

    def _in_dateline(self, draft: Draft) -> Toponym | None:
        """Return the place that the report was filed from."""
        dateline = self._dateline_of(draft)
        return next((t for span, t in self.datelines if span == dateline), None)

    def _focus(self) -> Toponym | None:
        """Return the place named most, if no other place rivals it."""
        fine = [t for t in self.named if not _is_country(t)]
        names = Counter(t.place.id for t in fine if t.place is not None)
        ranked = names.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return self._finest(fine[:2])
        return next(t for t in fine if t.place and t.place.id == ranked[0][0])

    def _finest(self, named: Sequence[Toponym]) -> Toponym | None:
        """Return the place that lies within all others of a few, or the first."""
        for inner in named:
            if all(
                self.gazetteer.is_within(inner.place, outer.place)
                for outer in named
                if inner.place is not None and outer.place is not None
            ):
                return inner
        return named[0] if named else None

    def _country(self) -> Toponym | None:
        """Return the country that most of the document's places lie in."""
        codes = Counter(
            t.place.country_code
            for t in self.toponyms
            if t.place is not None and t.place.country_code
        )
        if not codes:
            return None
        code = max(sorted(codes), key=lambda code: codes[code])
        place = self.gazetteer.country(code)
        inside = [t for t in self.toponyms if t.place and t.place.country_code == code]
        return replace(inside[0], place=place) if place is not None else None


def _is_country(toponym: Toponym) -> bool:
    """Tell whether a toponym is a whole country."""
    place = toponym.place
    return place is not None and place.is_country


def _is_state(toponym: Toponym) -> bool:
    """Tell whether a toponym is a first-level division."""
    return toponym.place is not None and toponym.place.feature_code == "ADM1"


def _bare_name(toponym: Toponym) -> str:
    """Return a division's name without the word for its kind: "Herat province"."""
    name = toponym.mention.name.casefold()
    return name.rpartition(" ")[0] if toponym.mention.wording else name


def _is_headline(draft: Draft) -> bool:
    """Tell whether a headline tells a happening."""
    return draft.sentence.block is BlockKind.HEADLINE


def _is_across_border(toponym: Toponym, text: str) -> bool:
    """Tell whether a text only names a border by a toponym."""
    span = toponym.mention.span
    before = text[max(0, span.start - _AROUND_CHARS) : span.start]
    after = text[span.end : span.end + _AROUND_CHARS]
    return is_across_border(
        toponym, _WORD.findall(before.lower()), _WORD.findall(after.lower())
    )


def _is_capital(toponym: Toponym) -> bool:
    """Tell whether a toponym is a country's capital."""
    return toponym.place is not None and toponym.place.feature_code == "PPLC"


def _is_own(spot: Spot) -> bool:
    """Tell whether the sentence itself says the place."""
    return not spot.is_inferred


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


def _say_later(told: Draft, finer: Spot) -> None:
    """Place a happening where a later sentence says more closely that it was."""
    later = fallback(finer.toponym, "later", is_near=finer.is_near)
    told.spots = [replace(later, confidence=finer.confidence)]
