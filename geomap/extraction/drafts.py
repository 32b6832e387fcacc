"""Events in the making: happenings with their date, source and realis."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter

from ..records import (
    Attribution,
    BlockKind,
    DatePrec,
    Discourse,
    Place,
    Realis,
    Sentence,
    Span,
    Toponym,
    When,
)
from ..when import Dating
from .arguments.casualties.counts import KILLED
from .arguments.participants.attribution import attribution_of
from .arguments.participants.roles import patients
from .arguments.place.chosen import EventPlace
from .arguments.place.mentions import is_talked_of
from .arguments.time import is_cumulative, is_long_ago, is_of_years
from .candidates.triggers import NOUN
from .coding import STATEMENT
from .mentions import Happening, is_effect

BATTLES = "Battles"
_DISASTER = "Disaster/Accident"
_EXPLOSIONS = "Explosions/Remote violence"
_DONE_TO_PEOPLE = frozenset({"kill", "shoot", "wound", "harm", "abduct", "arrest"})
_LONG_AGO_DAYS = 400
_TYPE_REACH = 3
_OF_ITS_OWN_KIND = frozenset(
    {"Abduction/forced disappearance", "Sexual violence", "Robbery", "Arrests"}
)


@dataclass(slots=True)
class Draft:
    """An event in the making: a happening, its sentence and its places.

    `is_share` marks those of a toll who are counted apart at a place of their own.
    """

    happening: Happening
    sentence: Sentence
    number: int
    attribution: Attribution
    when: When | None
    realis: Realis
    event_type: str
    sub_event_type: str
    is_aggregate: bool
    is_share: bool = False
    event_places: list[EventPlace] = field(default_factory=list)
    spoken_from: list[Span] = field(default_factory=list)
    origin: Place | None = None
    body: Toponym | None = None
    discourse: Discourse | None = None


def draft_of(
    dating: Dating, sentence: Sentence, number: int, happening: Happening
) -> Draft:
    """Return a happening with its date, source and realis."""
    anchor = dating.anchor
    text = sentence.span.of(dating.analysis.document.text)
    tokens = happening.clause.words.tokens
    triggers = [tokens[trigger.first] for trigger in happening.coding.triggers]
    is_aggregate = is_cumulative(text) or _is_repeated(happening)
    when = dating.of(
        number,
        [replace(sentence.span, start=t.start, end=t.end) for t in triggers],
        may_be_future=happening.realis is not Realis.ACTUAL,
        may_borrow=not is_aggregate,
    )
    if when is not None and _is_of_reaction(happening, when):
        when = None
    is_dated = when is not None and when.span in sentence.span
    before = text[: when.span.start - sentence.span.start] if when and is_dated else ""
    if when is not None and is_dated and when.prec is DatePrec.YEAR:
        is_aggregate |= any(tally.number.size > 1 for tally in happening.tallies)
    is_of_a_day = is_dated and when is not None and when.prec <= DatePrec.DAYS
    main = tokens[happening.main.first].start - sentence.span.start
    is_of_old = is_long_ago(text) or is_of_years(text, main)
    is_past = (is_of_old and not is_of_a_day) or (
        is_dated and when is not None and _is_past(when, anchor, before=before)
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


def _is_of_reaction(happening: Happening, when: When) -> bool:
    """Tell whether a date is that of a reaction: "was condemned on Monday"."""
    words, main = happening.clause.words, happening.main
    if (
        main.shape != NOUN
        or main.actions & {"natural", "accident", "disease"}
        or when.span not in words.sentence.span
    ):
        return False
    past = bisect_left(words.tokens, when.span.start, key=attrgetter("start"))
    return is_talked_of(words, range(main.first, main.last), past)


def _is_past(when: When, anchor: date | None, *, before: str) -> bool:
    """Tell whether a date is history to the report, as far as its own date is known.

    A report without one does not tell its news by the year alone ("in 1994").
    """
    if anchor is None:
        is_year = when.prec is DatePrec.YEAR and when.first is not None
        return is_year and before.lower().endswith(("in ", "during "))
    return when.last is not None and (anchor - when.last).days > _LONG_AGO_DAYS


def _is_repeated(happening: Happening) -> bool:
    """Tell whether a sentence sums up: "have fought running battles"."""
    words = happening.clause.words
    main = happening.main
    is_plural = any(
        trigger.shape == NOUN and words.lower[trigger.last - 1].endswith("s")
        for trigger in happening.coding.triggers
    )
    first = happening.triggers[0]
    before = words.lower[max(0, first.first - 3) : main.first]
    is_of_people = bool(first.actions & _DONE_TO_PEOPLE) or (
        first.shape != NOUN and "die" in first.actions
    )
    return is_plural and not is_of_people and bool({"have", "has"} & set(before))


def inherit_types(drafts: Sequence[Draft]) -> None:
    """Give casualties without a cause the type of the happening before them."""
    last: Draft | None = None
    for draft in drafts:
        if draft.event_type == STATEMENT:
            continue
        if (
            draft.happening.is_effect_only
            and not _is_mass_flight(draft)
            and last is not None
            and draft.number - last.number <= _TYPE_REACH
            and _may_be_of(draft, last)
        ):
            draft.event_type = last.event_type
            draft.sub_event_type = last.sub_event_type
        elif draft.happening.is_effect_only and _counts_nobody(draft):
            draft.realis = Realis.DENIED
        elif draft.realis is Realis.ACTUAL and _has_casualties(draft):
            last = draft


def _may_be_of(draft: Draft, last: Draft) -> bool:
    """Tell whether words that take up what was told may mean the last happening.

    "The kidnapping" was no attack, "the bomb" was more than one, and "the murder
    of the priest" no blast that killed nobody. Who died may have in any disaster.
    """
    if draft.sub_event_type in _OF_ITS_OWN_KIND or (
        draft.event_type == _EXPLOSIONS and last.sub_event_type == "Attack"
    ):
        return False
    happening = draft.happening
    is_fate = all(map(is_effect, happening.triggers))
    if is_fate and last.event_type == _DISASTER:
        return True
    is_of_someone = happening.main.shape == NOUN and bool(
        patients(happening.clause, happening.main)
    )
    return not is_of_someone or bool(dead_of(last))


def follow_fights(drafts: Sequence[Draft]) -> None:
    """Take a headline's dead for those of the fight that the text counts as many in.

    A headline may leave out that both sides fought: "Bomb attack kills two officers".
    """
    fights = [d for d in drafts if d.event_type == BATTLES and dead_of(d)]
    for draft in drafts:
        if draft.sentence.block is not BlockKind.HEADLINE or not dead_of(draft):
            continue
        for fight in fights:
            is_lead = 0 < fight.number - draft.number <= _TYPE_REACH
            if is_lead and dead_of(fight) == dead_of(draft):
                draft.event_type = fight.event_type
                draft.sub_event_type = fight.sub_event_type
                break


def _is_mass_flight(draft: Draft) -> bool:
    """Tell whether it sums up who fled over a time: from more than one happening."""
    return draft.is_aggregate and "displace" in draft.happening.main.actions


def _counts_nobody(draft: Draft) -> bool:
    """Tell whether all that a draft tells is that nobody was hurt."""
    found = draft.happening.tallies
    return bool(found) and all(tally.number.high == 0 for tally in found)


def _has_casualties(draft: Draft) -> bool:
    """Tell whether people may be killed or hurt in what a draft tells."""
    return (
        not draft.happening.is_effect_only
        and draft.event_type != "Strategic developments"
        and draft.sub_event_type != "Abduction/forced disappearance"
    )


def dead_of(draft: Draft) -> int:
    """Return how many a draft tells of having died; 0 where none."""
    if draft.realis is not Realis.ACTUAL:
        return 0
    found = draft.happening.tallies
    return max((t.number.best or 0 for t in found if t.kind == KILLED), default=0)
