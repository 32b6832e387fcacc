"""Judge each event mention: whether it happened, and what it is to its article.

Takes the drafts of a document, as rules read them from its sentences; gives each the
probabilities of a learned model that it happened, only followed from what happened,
is told for context, and was a disaster or accident. `features` says what the model
sees, `model` weighs it; the weights and how they were learned lie in `weights/`.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...lexicon.closed_words import words_in
from ...records import Analysis, BlockKind, Discourse
from ..arguments.place.mentions import is_talked_of
from ..candidates.triggers import NOUN
from ..drafts import Draft
from .features import article_of, features_of
from .kind import settle_kinds
from .model import Judgement, Weights, explain, judge, weights

__all__ = ["Judgement", "Weights", "classify", "explain"]

_OPENING = 3
"""How many words of a sentence may turn elsewhere: "In a separate incident"."""

_LONG = 5
"""Letters of words that tell what a sentence is about."""

_APART_REACH = 3
"""How far before a trigger "another" may stand."""


def classify(
    drafts: Sequence[Draft], analysis: Analysis, known: Weights | None = None
) -> None:
    """Judge the drafts of a document, and settle the kind of each by its cause.

    `known` are other weights than those that geomap ships with.
    """
    article = article_of(analysis)
    known = weights() if known is None else known
    judgements = [judge(features_of(draft, article), known) for draft in drafts]
    settle_kinds(drafts, judgements)
    for draft, judgement in zip(drafts, judgements, strict=True):
        draft.discourse = _discourse_of(draft, analysis, judgement)


def _discourse_of(draft: Draft, analysis: Analysis, judgement: Judgement) -> Discourse:
    """Return how the text tells a draft."""
    start = draft.sentence.span.start
    blocks = analysis.document.blocks
    paragraph = sum(block.span.start <= start for block in blocks) - 1
    return Discourse(
        trigger=draft.happening.main.lemma,
        sentence=draft.number,
        paragraph=max(0, paragraph),
        is_headline=draft.sentence.block is BlockKind.HEADLINE,
        is_reference=draft.happening.is_reference,
        is_effect=draft.happening.is_effect_only,
        is_another=_is_another(draft),
        words=_longer_words(draft),
        happened=judgement.happened,
        aftermath=judgement.aftermath,
        background=judgement.background,
    )


def _longer_words(draft: Draft) -> frozenset[str]:
    """Return the longer words of a mention's sentence, but names and triggers."""
    clause = draft.happening.clause
    return frozenset(
        word
        for index, word in enumerate(clause.words.lower)
        if len(word) >= _LONG
        and word.isalpha()
        and index not in clause.taken
        and not (index and clause.words.is_capitalised(index))
    )


def _is_another(draft: Draft) -> bool:
    """Tell whether words set a mention apart: "another blast", "separately".

    So they do what people did for what another noun names: "sparked protests".
    """
    words, main = draft.happening.clause.words, draft.happening.main
    causes = [
        range(trigger.first, trigger.last)
        for trigger in draft.happening.clause.triggers
        if trigger.shape == NOUN and trigger.last <= main.first
    ]
    if any(is_talked_of(words, cause, main.first) for cause in causes):
        return True
    opening = words.lower[:_OPENING]
    before = words.lower[max(0, main.first - _APART_REACH) : main.first]
    return not words_in("set apart").isdisjoint(before) or not words_in(
        "turn elsewhere"
    ).isdisjoint(opening)
