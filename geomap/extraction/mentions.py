"""Read the happenings of one sentence: what, how many, whether it happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..lexicon.closed_words import words_in
from ..records import Realis
from .arguments.casualties.counting import tallies
from .arguments.casualties.counts import ARRESTED, Tally
from .arguments.participants.agents import MUTUAL, agents, sufferers
from .arguments.participants.antecedents import Antecedent, with_antecedent
from .arguments.participants.groups import Group, find_groups, is_police
from .arguments.participants.roles import Clause
from .arguments.participants.sides import CIVILIANS, IDENTITY, MILITIAS, REBELS, STATE
from .candidates.figures import NOTHING
from .candidates.realis import DEFINITE, realis_of
from .candidates.senses import has_sense
from .candidates.triggers import NOUN, Trigger
from .coding import STATEMENT, Coding, code
from .sentence.words import Words

STATEMENT_ACTIONS = frozenset({"demand", "threat", "accuse", "promise", "meet"})
EFFECTS = frozenset({"die", "wound", "harm", "casualty", "displace"})
"""Actions that say what came of a happening, not what it was."""
_EFFECTS_OR_NOTHING = EFFECTS | {NOTHING}

ASIDE = frozenset({"disperse", "withdraw"})
"""Who does this does not do what else is told: fire tear gas, leave a town."""

_SEIZING = frozenset({"abduct", "arrest", "capture"})
_DEADLY = frozenset({"kill", "die", "shoot", "gunfire"})
_ARMED_FOES = frozenset({REBELS, MILITIAS, IDENTITY})

_REACTIONS = frozenset({"protest", "riot", "clash", "strike_any", "measure", "arrest"})
SIZE = "size"
ACCUSATION = "Accusation"
_SCARE_REACH = 3
_CUTS = frozenset({";", "while", "whereas", "meanwhile"})


@dataclass(frozen=True, slots=True)
class Happening:
    """One happening as one clause reports it, before its place is known.

    Attributes
    ----------
    main : Trigger
        The strongest trigger; the event is named by it.
    """

    clause: Clause
    coding: Coding
    main: Trigger
    triggers: tuple[Trigger, ...]
    realis: Realis
    tallies: tuple[Tally, ...]
    agents: tuple[Group, ...]
    patients: tuple[Group, ...]

    @property
    def is_reference(self) -> bool:
        """Whether the words only take up what was told: "another 27 were hurt"."""
        return all(
            is_effect(trigger) or self._refers_back(trigger)
            for trigger in self.triggers
        )

    @property
    def is_effect_only(self) -> bool:
        """Whether no trigger says what caused the casualties, nor who did."""
        return self.is_reference or (
            not self.agents
            and all(
                is_effect(trigger) or trigger.lemma == "kill"
                for trigger in self.triggers
            )
        )

    def _refers_back(self, trigger: Trigger) -> bool:
        """Tell whether a trigger names a happening already told of."""
        words = self.clause.words
        before = words.at(trigger.first - 1)
        is_of_a_day = before in words_in("possessive") and words.at(
            trigger.first - 2
        ) in words_in("day")
        return trigger.shape == NOUN and (before in DEFINITE or is_of_a_day)


def is_effect(trigger: Trigger) -> bool:
    """Tell whether a trigger only says what came of a happening, or nothing at all."""
    return trigger.actions <= _EFFECTS_OR_NOTHING


def clause_of(
    words: Words,
    found: Sequence[Trigger],
    *,
    names: frozenset[int],
    antecedent: Antecedent | None = None,
    is_of_match: bool = False,
) -> Clause:
    """Return a sentence with the groups of people around its triggers found.

    Triggers without the sense of a happening are dropped. `names` are the
    indexes of tokens that name places; `antecedent` is whom "they" means;
    `is_of_match` tells whether the document reports a match.
    """
    taken = frozenset(
        i for trigger in found for i in range(trigger.first, trigger.last)
    )
    groups = tuple(find_groups(words, taken=taken))
    if antecedent is not None:
        groups = with_antecedent(words, groups, antecedent)
    clause = Clause(words, tuple(found), groups, taken, names, is_of_match)
    kept = tuple(trigger for trigger in found if has_sense(clause, trigger))
    return replace(clause, triggers=kept)


def happenings(clause: Clause, *, is_crime: bool) -> list[Happening]:
    """Return the happenings that a sentence reports, in order.

    A sentence reports one, unless a cut ("; ", "while") has a place and a
    trigger of its own on both sides.
    """
    if not clause.triggers:
        return []
    found = tallies(clause)
    reports = []
    for first, last in _segments(clause):
        triggers = [t for t in clause.triggers if first <= t.first < last]
        report = _happening(
            clause,
            triggers,
            [tally for tally in found if tally.trigger in triggers],
            is_crime=is_crime,
        )
        if report is not None:
            reports.append(report)
    return reports


def _segments(clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield the token ranges that may each report a happening of their own.

    "The killing sparked protests in Athens": of the two only the protests were there.
    """
    words = clause.words
    first = 0
    for index, word in enumerate(words.lower):
        parts = ((first, index), (index, len(words)))
        is_cut = word in _CUTS and all(
            _stands_alone(clause, start, end) for start, end in parts
        )
        if is_cut or _is_reaction(clause, *parts):
            yield first, index
            first = index
    yield first, len(words)


def _is_reaction(
    clause: Clause, before: tuple[int, int], after: tuple[int, int]
) -> bool:
    """Tell whether a verb makes what follows a reaction to the noun before it."""
    caused = [t for t in clause.triggers if before[0] <= t.first < before[1]]
    reactions = [t for t in clause.triggers if after[0] < t.first < after[1]]
    return (
        clause.words.at(after[0]) in words_in("reaction verb")
        and bool(caused)
        and all(trigger.shape == NOUN for trigger in caused)
        and any(trigger.actions & _REACTIONS for trigger in reactions)
    )


def _stands_alone(clause: Clause, first: int, last: int) -> bool:
    """Tell whether part of a sentence has a place and a trigger of its own."""
    return any(first <= index < last for index in clause.names) and any(
        first <= trigger.first < last and not trigger.actions <= STATEMENT_ACTIONS
        for trigger in clause.triggers
    )


def _happening(
    clause: Clause,
    triggers: Sequence[Trigger],
    found: Sequence[Tally],
    *,
    is_crime: bool,
) -> Happening | None:
    """Return the happening that some triggers of a sentence report."""
    weighed = [(trigger, _realis(clause, trigger)) for trigger in triggers]
    said = [(t, realis) for t, realis in weighed if realis is not None]
    deeds = [pair for pair in said if not pair[0].actions <= STATEMENT_ACTIONS]
    chosen = deeds or said
    if not chosen:
        return None
    actual = [t for t, realis in chosen if realis is Realis.ACTUAL]
    realis = Realis.ACTUAL if actual else chosen[0][1]
    asserted = actual or [t for t, other in chosen if other is realis]
    claimed = [
        trigger
        for trigger, other in weighed
        if other is None and not trigger.actions <= STATEMENT_ACTIONS
    ]
    doers = tuple(_unique(g for t in (*asserted, *claimed) for g in agents(clause, t)))
    hit = tuple(_unique(g for t in asserted for g in sufferers(clause, t)))
    tried = [
        trigger
        for trigger, other in chosen
        if other is Realis.ATTEMPTED and not trigger.actions <= _SEIZING
    ]
    coding = code(
        [t for t, _ in chosen if t in asserted or t in tried],
        agents=[
            group.side
            for trigger in asserted
            if not trigger.actions <= ASIDE
            for group in agents(clause, trigger)
            if group.side
        ],
        patients=[group.side for group in hit if group.side],
        context=_context(clause, asserted, is_crime=is_crime),
    )
    if coding is None or (coding.event_type == STATEMENT and clause.words.scare_quoted):
        return None
    main = next((t for t in coding.triggers if t in asserted), asserted[0])
    if _is_scare_quoted(clause, main):
        coding = replace(coding, event_type=STATEMENT, sub_event_type=ACCUSATION)
    return Happening(
        clause=clause,
        coding=coding,
        main=main,
        triggers=tuple(asserted),
        realis=realis,
        tallies=tuple(
            replace(tally, kind=ARRESTED) if _is_arrest(tally, coding) else tally
            for tally in found
            if tally.trigger in asserted or tally.number.high == 0
        ),
        agents=doers,
        patients=hit,
    )


def _is_arrest(tally: Tally, coding: Coding) -> bool:
    """Tell whether those captured are arrested: civilians, by the state."""
    return "capture" in tally.trigger.actions and coding.sub_event_type == "Arrests"


def _is_scare_quoted(clause: Clause, trigger: Trigger) -> bool:
    """Tell whether short quotation marks stand around who does it, or to whom."""
    near = range(trigger.first - _SCARE_REACH, trigger.last + _SCARE_REACH)
    return any(
        index in near and not clause.words.lower[index].endswith("ly")
        for index in clause.words.scare_quoted
    )


def _realis(clause: Clause, trigger: Trigger) -> Realis | None:
    """Return a trigger's realis.

    What is sized exists, and "no injuries" counts the hurt of what happened.
    """
    counts_nobody = clause.words.at(trigger.first - 1) == "no" and (
        trigger.actions <= {"die", "wound", "harm"}
    )
    if SIZE in trigger.actions or counts_nobody:
        return Realis.ACTUAL
    return realis_of(clause.words, trigger)


def _context(
    clause: Clause, triggers: Sequence[Trigger], *, is_crime: bool
) -> list[str]:
    """Return the conditions that rules may ask of sentence and document."""
    return [
        *(["crime"] if is_crime else []),
        *(["unarmed"] if _is_with_unarmed(clause, triggers) else []),
        *(["police"] if _is_by_police(clause, triggers) else []),
    ]


def _is_by_police(clause: Clause, triggers: Sequence[Trigger]) -> bool:
    """Tell whether the police do it, rather than an army."""
    doers = (group for t in triggers for group in agents(clause, t))
    return any(is_police(clause.words, group) for group in doers)


def _is_with_unarmed(clause: Clause, triggers: Sequence[Trigger]) -> bool:
    """Tell whether civilians and the police clash, and nobody is shot or dies."""
    mutual = [t for t in triggers if t.actions & MUTUAL]
    groups = [g for t in mutual for g in sufferers(clause, t)]
    groups += [g for t in triggers if mutual for g in agents(clause, t)]
    sides = {group.side for group in groups if group.is_known}
    return (
        {STATE, CIVILIANS} <= sides
        and not sides & _ARMED_FOES
        and not any(trigger.actions & _DEADLY for trigger in triggers)
    )


def _unique(groups: Iterator[Group]) -> list[Group]:
    """Return groups without repetition, in order of their first token."""
    return sorted(dict.fromkeys(groups), key=lambda group: group.first)
