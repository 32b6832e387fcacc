"""Measure the linking of events to places, one verb of a sentence at a time."""

from __future__ import annotations

import random
from collections.abc import Sequence

from ..extraction.arguments.place.context import Link, context_of
from ..extraction.arguments.place.links import score
from ..extraction.arguments.place.names import all_sites, guessed_sites
from ..extraction.candidates.triggers import find_triggers
from ..extraction.sentence.words import words_of
from ..language import analyze
from ..pipeline import Stages, toponyms_of
from ..records import Analysis, Span
from . import parts
from .event_corpora import LinkedSentence
from .metrics import Score

HELD_OUT = 10
"""One sentence in ten, by hash of its text, is kept from fitting the weights."""

LINK_THRESHOLD = 0.35
RESAMPLES = 1000


def is_held_out(sentence: LinkedSentence) -> bool:
    """Tell whether a sentence was kept from fitting the weights of links."""
    return parts.is_held_out(sentence.document.text, one_in=HELD_OUT)


def link_f1(
    sentences: Sequence[LinkedSentence], stages: Stages
) -> tuple[float, float, float]:
    """Return the F1 of linking verbs to places over tokens, with its interval.

    The 95 % interval is a bootstrap's over sentences, with a fixed seed.
    """
    scores = [_link_score(sentence, stages) for sentence in sentences]
    draws = random.Random(0)  # noqa: S311 -- resampling, not secrets
    resampled = sorted(
        _f1(draws.choices(scores, k=len(scores))) for _ in range(RESAMPLES)
    )
    low, high = (resampled[int(q * RESAMPLES)] for q in (0.025, 0.975))
    return _f1(scores), low, high


def _f1(scores: Sequence[Score]) -> float:
    """Return the F1 of scores added up."""
    return Score(*(sum(column) for column in zip(*scores, strict=True))).f1


def _link_score(sentence: LinkedSentence, stages: Stages) -> Score:
    """Return how the tokens of the predicted places meet those of the gold."""
    analysis = analyze(sentence.document)
    found = {
        index
        for span in predicted_places(sentence, analysis, stages)
        for index in _indexes(analysis, span.start, span.end)
    }
    gold = {i for place in sentence.places for i in _indexes(analysis, *place)}
    return Score(len(found & gold), len(found), len(gold))


def _indexes(analysis: Analysis, first: int, last: int) -> set[int]:
    """Return the indexes of the tokens in a range of characters."""
    return {
        index
        for index, token in enumerate(analysis.tokens)
        if token.start < last and first < token.end
    }


def predicted_places(
    sentence: LinkedSentence, analysis: Analysis, stages: Stages
) -> list[Span]:
    """Return the places where geomap says that a verb's happening happened."""
    return [
        link.site.toponym.mention.span
        for link in links_of(sentence, analysis, stages)
        if score(link).probability >= LINK_THRESHOLD
    ]


def links_of(
    sentence: LinkedSentence, analysis: Analysis, stages: Stages
) -> list[Link]:
    """Return the links of a verb to every place its sentence names."""
    first, last = sentence.verb
    holding = (s for s in analysis.sentences if s.span.start <= first < s.span.end)
    found = next(holding, None)
    if found is None:
        return []
    words = words_of(analysis, found)
    verb = [i for i, t in enumerate(words.tokens) if t.start < last and first < t.end]
    toponyms = toponyms_of(sentence.document, stages)
    triggers = find_triggers(words)
    sites = all_sites(words, toponyms, triggers=triggers, gazetteer=stages.gazetteer)
    sites += guessed_sites(words, toponyms, sites=sites, triggers=triggers)
    context = context_of(words, triggers, sites, stages.gazetteer)
    return [Link(context, verb[0], verb[-1] + 1, site) for site in sites if verb]
