"""The fast recogniser: gazetteer features, a tagger, and rules that carry over."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ..language import by_language, detect_language
from ..lexicon.closed_words import words_in
from ..records import Analysis, Mention, MentionKind, Span
from ..stages import Gazetteer
from .casing import restore_case
from .coordinates import with_positions
from .crf import Label, Tagger
from .features import token_features
from .lookup import NameMatch, name_matches
from .names import (
    Name,
    add_datelines,
    add_headings,
    decode,
    disjoint,
    extend_to_divisions,
    join_types,
    longest_first,
    propagate,
    typed_runs,
    without,
    without_other_short_forms,
    without_people,
)
from .settling import settled
from .translation import translated
from .typed import typed
from .vicinity import vicinity_before, vicinity_between
from .wholes import wholes
from .wording import (
    feature_code,
    full_name,
    is_bare_abbreviation,
    kind_of,
    not_places,
)

_APOSTROPHE = re.compile("['’]")  # before a Turkish ending
WEIGHTS = Path(__file__).parent / "weights" / "fast.crfsuite"


class FastRecognizer:
    """Find place names in English text with a conditional random field."""

    def __init__(self, gazetteer: Gazetteer, weights: Path = WEIGHTS) -> None:
        """Open the weights; raises ModelMissingError where there are none."""
        self._gazetteer = gazetteer
        self._tagger = Tagger(weights)

    def recognize(self, analysis: Analysis) -> list[Mention]:
        """Return the mentions of a text in order; none overlap."""
        found: list[Mention] = []
        for language, part in by_language(analysis):
            reading = read(part, self._gazetteer, language)
            labels = self.label(reading)
            found += mentions_of(reading, labels, _names(reading, labels))
        return with_positions(analysis, found)

    def label(self, reading: Reading) -> list[Label]:
        """Return the tagger's label of each token of a text."""
        return [
            label
            for sentence in reading.analysis.sentences
            for label in self._tagger.label(
                reading.features[sentence.first : sentence.last]
            )
        ]


class Reading(NamedTuple):
    """A text as the tagger sees it.

    `cased` are the words in the case of running text; `words` are the same in
    English, as far as a table has them.
    """

    analysis: Analysis
    language: str
    cased: Sequence[str]
    words: Sequence[str]
    matches: Sequence[NameMatch]
    features: Sequence[Sequence[str]]


def read(
    analysis: Analysis, gazetteer: Gazetteer, language: str | None = None
) -> Reading:
    """Look up a text's names and describe its words, in the language given or told."""
    if language is None:
        document = analysis.document
        language = document.language or detect_language(document.text) or "en"
    matches = name_matches(analysis, gazetteer, language)
    cased, matches = restore_case(analysis, matches)
    words = translated(cased, language)
    features = token_features(analysis, words, matches)
    return Reading(analysis, language, cased, words, matches, features)


def mentions_of(
    reading: Reading, labels: Sequence[Label], names: Sequence[Name]
) -> list[Mention]:
    """Return names, and the words for peoples that the labels confirm, in order."""
    places = list(_places(reading, names))
    people = _demonyms(reading, labels)
    return sorted(
        [*_located(reading.analysis, places), *_beside(people, places)],
        key=lambda mention: mention.span,
    )


def _names(reading: Reading, labels: Sequence[Label]) -> list[Name]:
    """Return the names in a text: the tagger's, then those the rules add."""
    _, language, cased, words, matches, _ = reading
    sentences = reading.analysis.sentences
    names = decode(labels, sentences)
    if language != "en":
        found = settled(words, cased, sentences, matches, names)
        found += typed(words, cased, sentences, matches, labels)
        names = disjoint(longest_first([*found, *typed_runs(words, sentences)]))
    names = add_headings(words, sentences, matches, names)
    names = add_datelines(cased, sentences, matches, names)
    names = without(cased, not_places(), names)
    names = [name for name in names if not _is_bare(words, name)]
    names = without_other_short_forms(words, names)
    if language == "en":
        names = join_types(words, sentences, names)
    names = propagate(cased, labels, names)
    if language == "en":
        names = without_people(words, sentences, matches, names)
        names = wholes(cased, sentences, matches, names)
        names = extend_to_divisions(words, matches, names)
    return names


def _places(reading: Reading, names: Sequence[Name]) -> Iterator[Mention]:
    """Yield a mention for each name, trimmed."""
    text = reading.analysis.document.text
    words = reading.words
    known = {(match.first, match.last): match.name for match in reading.matches}
    for name in names:
        first, last = _trimmed(words, name)
        if first == last:
            continue
        span = _span(reading.analysis, first, last)
        base = known.get((first, last), span.of(text))
        if _APOSTROPHE.split(span.of(text))[0] == base:
            span = replace(span, end=span.start + len(base))
        elif span.of(text).endswith(base):  # past an Arabic particle
            span = replace(span, start=span.end - len(base))
        yield Mention(
            span=span,
            text=span.of(text),
            name=full_name(words, first, base),
            kind=kind_of(words, first, last),
            wording=feature_code(words, first, last),
            confidence=round(name.probability, 3),
        )


def _is_bare(words: Sequence[str], name: Name) -> bool:
    """Tell whether a name is an abbreviation that stands where it is no place."""
    return name.last - name.first == 1 and is_bare_abbreviation(words, name.first)


def _trimmed(words: Sequence[str], name: Name) -> tuple[int, int]:
    """Return a name's tokens without article, possessive, day and punctuation."""
    first, last = name.first, name.last
    if last - first > 1 and words[last - 1].lower() in words_in("day"):
        last -= 1
    while first < last and not words[first][0].isalnum():
        first += 1
    if first < last and words[first] == "the":
        first += 1
    while first < last and not words[last - 1][0].isalnum():
        last -= 1
    return first, last


def _demonyms(reading: Reading, labels: Sequence[Label]) -> Iterator[Mention]:
    """Yield a mention for each word for a people that the labels confirm."""
    analysis = reading.analysis
    for match in reading.matches:
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
