"""The fast recogniser: gazetteer features, a tagger, and rules that carry over."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ..records import Analysis, Mention, MentionKind, Span
from ..stages import Gazetteer
from .casing import restore_case
from .crf import Label, Tagger
from .features import token_features
from .lookup import NameMatch, name_matches
from .names import Name, decode, join_types, propagate
from .vicinity import vicinity_before, vicinity_between
from .wording import feature_code, full_name, kind_of, not_places

WEIGHTS = Path(__file__).parent / "weights" / "fast.crfsuite"


class FastRecognizer:
    """Find place names in English text with a conditional random field."""

    def __init__(self, gazetteer: Gazetteer, weights: Path = WEIGHTS) -> None:
        """Open the weights; raises ModelMissingError where there are none."""
        self._gazetteer = gazetteer
        self._tagger = Tagger(weights)

    def recognize(self, analysis: Analysis) -> list[Mention]:
        """Return the mentions of a text in order; none overlap."""
        matches = name_matches(analysis, self._gazetteer)
        words, matches = restore_case(analysis, matches)
        features = token_features(analysis, words, matches)
        labels = [
            label
            for sentence in analysis.sentences
            for label in self._tagger.label(features[sentence.first : sentence.last])
        ]
        names = decode(labels, analysis.sentences)
        names = join_types(words, analysis.sentences, names)
        names = propagate(words, labels, names)
        places = list(_places(analysis, words, names))
        people = _demonyms(analysis, labels, matches)
        return sorted(
            [*_located(analysis, places), *_beside(people, places)],
            key=lambda mention: mention.span,
        )


def _places(
    analysis: Analysis, words: Sequence[str], names: Sequence[Name]
) -> Iterator[Mention]:
    """Yield a mention for each name, trimmed."""
    for name in names:
        first, last = _trimmed(words, name)
        if first == last:
            continue
        span = _span(analysis, first, last)
        written = span.of(analysis.document.text)
        if written not in not_places():
            yield Mention(
                span=span,
                text=written,
                name=full_name(words, first, written),
                kind=kind_of(words, first, last),
                wording=feature_code(words, first, last),
                confidence=round(name.probability, 3),
            )


def _trimmed(words: Sequence[str], name: Name) -> tuple[int, int]:
    """Return a name's tokens without article, possessive and outer punctuation."""
    first, last = name.first, name.last
    while first < last and not words[first][0].isalnum():
        first += 1
    if last - first > 1 and words[first] == "the":
        first += 1
    while first < last and not words[last - 1][0].isalnum():
        last -= 1
    return first, last


def _demonyms(
    analysis: Analysis, labels: Sequence[Label], matches: Sequence[NameMatch]
) -> Iterator[Mention]:
    """Yield a mention for each word for a people that the labels confirm."""
    for match in matches:
        inside = labels[match.first : match.last]
        if match.kind == "demonym" and all(label.label == "D" for label in inside):
            span = _span(analysis, match.first, match.last)
            written = span.of(analysis.document.text)
            yield Mention(
                span=span, text=written, name=written, kind=MentionKind.DEMONYM
            )


def _beside(
    mentions: Iterable[Mention], places: Iterable[Mention]
) -> Iterator[Mention]:
    """Yield the `mentions` that begin outside every one of `places`."""
    taken = {at for place in places for at in range(place.span.start, place.span.end)}
    return (mention for mention in mentions if mention.span.start not in taken)


def _located(analysis: Analysis, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the mentions with what the words around them say of their vicinity."""
    text = analysis.document.text
    spans = [mention.span for mention in mentions]
    sentences = [sentence.span for sentence in analysis.sentences]
    for index, mention in enumerate(mentions):
        after = bisect_right(sentences, mention.span.start, key=lambda s: s.start)
        sentence = sentences[after - 1]
        vicinity = vicinity_between(text, spans, index, sentence) or vicinity_before(
            text, mention.span, sentence
        )
        yield replace(mention, vicinity=vicinity) if vicinity else mention


def _span(analysis: Analysis, first: int, last: int) -> Span:
    tokens = analysis.tokens
    return Span(analysis.document.id, tokens[first].start, tokens[last - 1].end)
