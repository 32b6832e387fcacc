"""What the classifier sees of an event mention, as names of sparse features.

Words are those around the trigger, of the sentence, of its neighbours and of the
article's opening. Names are masked, so that no place or person is ever learned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ...records import Analysis, BlockKind
from ..drafts import Draft
from ..sentence.words import Words

_YEAR = re.compile(r"(?:18|19|20)\d\d")
_LEAD_SENTENCES = 3
_WINDOW = 3
_SIZES = (0, 1, 2, 5, 10, 20, 50, 100, 500, 1000)
_POSITIONS = (0, 1, 3, 7)
_AGES = (-1, 0, 1, 3, 7, 30, 100, 400, 4000)


@dataclass(frozen=True, slots=True)
class Article:
    """What all mentions of a document share.

    `words` are the lower-case words of each sentence, `lead` those of its opening.
    """

    words: Sequence[frozenset[str]]
    lead: frozenset[str]
    published: date | None


def article_of(analysis: Analysis) -> Article:
    """Return what the mentions of a document share; all is empty without text."""
    words = [
        frozenset(
            token.text
            for token in analysis.tokens[sentence.first : sentence.last]
            if token.text.isalpha() and token.text.islower()
        )
        for sentence in analysis.sentences
    ]
    told = [
        n for n, sentence in enumerate(analysis.sentences) if sentence.block.reports
    ]
    lead = frozenset().union(*(words[number] for number in told[:_LEAD_SENTENCES]))
    return Article(words, lead, analysis.document.published)


def features_of(draft: Draft, article: Article) -> set[str]:
    """Return the names of the features that a draft has."""
    return {
        *_of_trigger(draft),
        *_of_words(draft),
        *_of_article(draft, article),
        *_of_arguments(draft),
        *_of_place(draft),
        *_of_day(draft, article),
    }


def _masked(words: Words, names: frozenset[int]) -> list[str]:
    """Return the words of a sentence, its names and numbers masked."""
    is_headline = words.sentence.block is BlockKind.HEADLINE
    found = []
    for index, word in enumerate(words.lower):
        if index in names:
            found.append("<place>")
        elif word[0].isdigit():
            found.append("<year>" if _YEAR.fullmatch(word) else "<number>")
        elif index and words.is_capitalised(index) and not is_headline:
            found.append("<name>")
        else:
            found.append(word)
    return found


def _of_trigger(draft: Draft) -> Iterator[str]:
    """Yield what rules say of the mention: its trigger, actions, type and realis."""
    happening = draft.happening
    main = happening.main
    yield f"trigger={main.lemma}"
    yield f"shape={main.shape}"
    yield f"type={draft.event_type}"
    yield f"sub-type={draft.sub_event_type}"
    yield f"realis={draft.realis.value}"
    yield f"reference={happening.is_reference}"
    yield f"effect={happening.is_effect_only}"
    yield f"aggregate={draft.is_aggregate}"
    yield from (f"action={action}" for action in main.actions)
    for trigger in happening.triggers:
        yield from (f"any action={action}" for action in trigger.actions)
    for trigger in happening.clause.triggers:
        if trigger not in happening.triggers:
            yield f"beside={trigger.lemma}"


def _of_words(draft: Draft) -> Iterator[str]:
    """Yield the words around the trigger, and the words and pairs of the sentence."""
    clause, main = draft.happening.clause, draft.happening.main
    masked = _masked(clause.words, clause.names)
    padded = ["<start>"] * _WINDOW + masked + ["<end>"] * _WINDOW
    before = padded[main.first : main.first + _WINDOW]
    after = padded[main.last + _WINDOW : main.last + 2 * _WINDOW]
    for distance in range(1, _WINDOW + 1):
        yield f"-{distance}={before[-distance]}"
        yield f"+{distance}={after[distance - 1]}"
    yield f"before={before[-2]} {before[-1]}"
    yield f"after={after[0]} {after[1]}"
    yield f"trigger before={before[-1]} {main.lemma}"
    yield f"trigger after={main.lemma} {after[0]}"
    yield from (f"word={word}" for word in masked[: main.first] + masked[main.last :])
    for first, second in pairwise(masked):
        yield f"pair={first} {second}"


def _of_article(draft: Draft, article: Article) -> Iterator[str]:
    """Yield where the sentence stands, and the words around it and of the opening."""
    number = draft.number
    yield f"block={draft.sentence.block.value}"
    yield f"position={_bucket(number, _POSITIONS)}"
    yield from (f"lead={word}" for word in article.lead)


def _of_arguments(draft: Draft) -> Iterator[str]:
    """Yield the sides of who takes part, what is counted, and who says so."""
    happening = draft.happening
    yield from (f"agent={group.side}" for group in happening.agents)
    yield from (f"patient={group.side}" for group in happening.patients)
    yield f"agents={min(2, len(happening.agents))}"
    yield f"patients={min(2, len(happening.patients))}"
    yield f"counts={bool(happening.tallies)}"
    for tally in happening.tallies:
        yield f"counted={tally.kind}"
        yield f"number={tally.kind} {_bucket(tally.number.size, _SIZES)}"
        yield f"victims={tally.victims}"
    yield f"certainty={draft.attribution.certainty.value}"


def _of_place(draft: Draft) -> Iterator[str]:
    """Yield how the place was found, and of what kind it is."""
    yield f"places={min(2, len(draft.event_places))}"
    for event_place in draft.event_places[:1]:
        place = event_place.toponym.place
        yield f"place inferred={event_place.is_inferred}"
        yield f"place code={place.feature_code[:4] if place else None}"
        yield f"place link={int(event_place.confidence * 5)}"
        yield f"place found={int(event_place.toponym.confidence * 5)}"
        if event_place.is_inferred and event_place.evidence:
            yield f"place way={event_place.evidence[0].feature}"


def _of_day(draft: Draft, article: Article) -> Iterator[str]:
    """Yield how the day is told, and how long before publication it was."""
    when = draft.when
    if when is None:
        yield "day=none"
        return
    yield f"day={'own' if when.span in draft.sentence.span else 'borrowed'}"
    yield f"day precision={int(when.prec)}"
    if article.published and when.last:
        days = (article.published - when.last).days
        yield f"age={_bucket(days, _AGES)}"


def _bucket(number: int, bounds: Sequence[int]) -> str:
    """Return the first bound that a number does not exceed, or "more"."""
    return next((str(bound) for bound in bounds if number <= bound), "more")
