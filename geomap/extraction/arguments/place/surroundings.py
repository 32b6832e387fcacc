"""The places around an event whose own sentence names none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from ....records import Analysis, BlockKind, MentionKind, Sentence, Span, Toponym
from ....stages import Gazetteer
from ...drafts import Draft
from ...sentence.nouns import people
from .chosen import EventPlace, fallback
from .mentions import is_across_border

DATELINE = "dateline"
_ORDER = ("headline", DATELINE, "focus")
_DIGEST_ORDER = (DATELINE, "headline", "focus")
_LIST_ITEM = re.compile(r"(?:[-*•·▪–—]|\d{1,2}[.)])\s")
_NOT_AFTER = frozenset("-‐‑)")
_BULLET = re.compile(r"(?:[-*•·▪–—]\s+)?$")
_NEXT_WORD = re.compile(r"\s(\w+)")
_AROUND_CHARS = 30
_WORD = re.compile(r"['’]s\b|\w+|[^\w\s]")
_LABEL_END = re.compile(r"\s?[:–—]\s|\s-\s")


class Surroundings:
    """The places of a document, and the parts of it that its events stand in.

    Attributes
    ----------
    toponyms, named : list[Toponym]
        What the news in it names that is known, and of that the places: no demonyms.
    blocks, items, headline : list[Span]
        Its paragraphs, the items of its lists, and its headlines.
    datelines : list[tuple[Span, Toponym]]
        Each dateline with a place it names.
    """

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

    def dateline_of(self, draft: Draft) -> Span | None:
        """Return the dateline that a draft stands under; the first is a headline's.

        Several make a digest, each opening a report of its own.
        """
        spans = [span for span, _ in self.datelines]
        above = [span for span in spans if span.start <= draft.sentence.span.start]
        return max(above) if above else min(spans, default=None)

    def label_of(self, sentence: Sentence) -> Toponym | None:
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

    def item_of(self, draft: Draft) -> Span | None:
        """Return the item of a list that a draft is told in."""
        return next((item for item in self.items if draft.sentence.span in item), None)

    def block_of(self, draft: Draft) -> Span | None:
        """Return the paragraph that a draft is told in."""
        return next((b for b in self.blocks if draft.sentence.span in b), None)

    def of_document(self, draft: Draft) -> EventPlace | None:
        """Return the place of headline or dateline, the focus, or the country."""
        if not draft.is_aggregate:
            is_digest = len({span for span, _ in self.datelines}) > 1
            for way in _DIGEST_ORDER if is_digest else _ORDER:
                found = self.in_dateline(draft) if way == DATELINE else self._ways[way]
                if found is not None:
                    return fallback(found, way)
        country = self._country
        return fallback(country, "country") if country is not None else None

    @cached_property
    def _ways(self) -> dict[str, Toponym | None]:
        """What the document as a whole is about, by the way to tell."""
        return {"headline": self._in_headline(), "focus": self._focus()}

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

    def in_dateline(self, draft: Draft) -> Toponym | None:
        """Return the place that the report was filed from."""
        dateline = self.dateline_of(draft)
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

    @cached_property
    def _country(self) -> Toponym | None:
        """The country that most of the document's places lie in."""
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


def _is_across_border(toponym: Toponym, text: str) -> bool:
    """Tell whether a text only names a border by a toponym."""
    span = toponym.mention.span
    before = text[max(0, span.start - _AROUND_CHARS) : span.start]
    after = text[span.end : span.end + _AROUND_CHARS]
    return is_across_border(
        toponym, _WORD.findall(before.lower()), _WORD.findall(after.lower())
    )
