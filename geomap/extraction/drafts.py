"""Events in the making: happenings with their date, source and realis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..records import (
    Analysis,
    Attribution,
    DatePrec,
    Place,
    Realis,
    Sentence,
    Span,
    When,
)
from .attribution import attribution_of
from .casualties import HIT, KILLED
from .coding import STATEMENT
from .groups import REBELS, people
from .happenings import Happening, crime_words, is_cumulative, is_long_ago
from .placing import Spot
from .triggers import NOUN
from .when import Dating

_MIN_CRIME_WORDS = 3
_POLITICAL_NOUNS = frozenset({"army", "troops", "soldiers", "militia", "militias"})
_LONG_AGO_DAYS = 400
_TYPE_REACH = 3


@dataclass(slots=True)
class Draft:
    """An event in the making: a happening, its sentence and its places."""

    happening: Happening
    sentence: Sentence
    number: int
    attribution: Attribution
    when: When | None
    realis: Realis
    event_type: str
    sub_event_type: str
    is_aggregate: bool
    spots: list[Spot] = field(default_factory=list)
    spoken_from: list[Span] = field(default_factory=list)
    origin: Place | None = None


def is_crime_report(analysis: Analysis) -> bool:
    """Tell whether an article is a crime report rather than about a conflict."""
    words = {token.text.lower() for token in analysis.tokens}
    if words & _POLITICAL_NOUNS or any(
        (person := people().get(word)) and person.inter == REBELS for word in words
    ):
        return False
    return len(words & crime_words()) >= _MIN_CRIME_WORDS


def draft_of(
    dating: Dating, sentence: Sentence, number: int, happening: Happening
) -> Draft:
    """Return a happening with its date, source and realis."""
    anchor = dating.anchor
    text = sentence.span.of(dating.analysis.document.text)
    trigger = happening.clause.words.tokens[happening.main.first]
    is_aggregate = is_cumulative(text) or _is_repeated(happening)
    when = dating.of(
        number,
        replace(sentence.span, start=trigger.start, end=trigger.end),
        may_be_future=happening.realis is not Realis.ACTUAL,
        may_borrow=not is_aggregate,
    )
    is_dated = when is not None and when.span in sentence.span
    is_of_a_day = is_dated and when is not None and when.prec <= DatePrec.DAYS
    is_past = (is_long_ago(text) and not is_of_a_day) or (
        is_dated
        and when is not None
        and when.last is not None
        and anchor is not None
        and (anchor - when.last).days > _LONG_AGO_DAYS
    )
    realis = happening.realis
    if is_past and realis is Realis.ACTUAL:
        realis = Realis.HISTORICAL
    return Draft(
        happening=happening,
        sentence=sentence,
        number=number,
        attribution=attribution_of(happening.clause.words),
        when=when,
        realis=realis,
        event_type=happening.coding.event_type,
        sub_event_type=happening.coding.sub_event_type,
        is_aggregate=is_aggregate,
    )


def _is_repeated(happening: Happening) -> bool:
    """Tell whether a sentence sums up: "have fought running battles"."""
    words = happening.clause.words
    main = happening.main
    is_plural = any(
        trigger.shape == NOUN and words.lower[trigger.last - 1].endswith("s")
        for trigger in happening.coding.triggers
    )
    before = words.lower[max(0, happening.triggers[0].first - 3) : main.first]
    return is_plural and bool({"have", "has"} & set(before))


def inherit_types(drafts: Sequence[Draft]) -> None:
    """Give casualties without a cause the type of the happening before them."""
    last: Draft | None = None
    for draft in drafts:
        if draft.event_type == STATEMENT:
            continue
        if (
            draft.happening.is_effect_only
            and last is not None
            and draft.number - last.number <= _TYPE_REACH
        ):
            draft.event_type = last.event_type
            draft.sub_event_type = last.sub_event_type
        elif draft.realis is Realis.ACTUAL and _has_casualties(draft):
            last = draft


def _has_casualties(draft: Draft) -> bool:
    """Tell whether people may be killed or hurt in what a draft tells."""
    return (
        not draft.happening.is_effect_only
        and draft.event_type != "Strategic developments"
        and draft.sub_event_type != "Abduction/forced disappearance"
    )


def settle_fates(drafts: Sequence[Draft]) -> None:
    """Take those hit for the dead, where the document counts no more hit than dead.

    "A man was shot on Monday. He died in hospital." has one killed, none wounded.
    """
    dead = max(
        (
            tally.number.best or 0
            for draft in drafts
            for tally in draft.happening.tallies
            if tally.kind == KILLED and draft.realis is Realis.ACTUAL
        ),
        default=0,
    )
    for draft in drafts:
        kept = tuple(
            tally
            for tally in draft.happening.tallies
            if tally.kind != HIT or (tally.number.best or 0) > dead
        )
        draft.happening = replace(draft.happening, tallies=kept)
