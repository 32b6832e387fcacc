"""Decide the event type from what is done, by whom and to whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from .. import lexicon
from .candidates.triggers import Trigger

SIDES: dict[str, frozenset[int]] = {
    "state": frozenset({1}),
    "rebel": frozenset({2}),
    "militia": frozenset({3}),
    "identity": frozenset({4}),
    "civilian": frozenset({7}),
    "external": frozenset({8}),
    "armed": frozenset({1, 2, 3, 4, 8}),
    "crowd": frozenset({5, 6}),
}
"""What the table of rules calls a set of ACLED's inter codes."""

STATEMENT = "Statement"


class RuleRow(NamedTuple):
    """One rule: any of `action`, with such an agent, patient and other action.

    "!" bars a side or an action: "!civilian", "!kill".
    """

    action: str
    agent: str
    patient: str
    also: str
    event_type: str
    sub_event_type: str
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its words split into sets; an empty set asks for nothing."""

    actions: frozenset[str]
    agent: frozenset[str]
    patient: frozenset[str]
    also: frozenset[str]
    event_type: str
    sub_event_type: str


@dataclass(frozen=True, slots=True)
class Coding:
    """An event type, and the triggers that led to it (strongest first)."""

    event_type: str
    sub_event_type: str
    triggers: tuple[Trigger, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in their order: the first that fits decides."""
    return tuple(
        Rule(
            _words(row.action),
            _words(row.agent),
            _words(row.patient),
            _words(row.also),
            row.event_type,
            row.sub_event_type,
        )
        for row in lexicon.load("event_rules", RuleRow)
    )


def code(
    triggers: Sequence[Trigger],
    *,
    agents: Iterable[int],
    patients: Iterable[int],
    context: Iterable[str] = (),
) -> Coding | None:
    """Return the event type of triggers that report one happening.

    Parameters
    ----------
    agents, patients : iterable of int
        ACLED's inter codes of who acts and who suffers.
    context : iterable of str
        Conditions that sentence or document meets: crime, place, police, unarmed.

    Returns
    -------
    Coding | None
        None where no rule fits.
    """
    agent, patient = frozenset(agents), frozenset(patients)
    actions = {action for trigger in triggers for action in trigger.actions}
    known = actions | set(context)
    for rule in rules():
        if (
            rule.actions & actions
            and _meets(rule.agent, agent)
            and _meets(rule.patient, patient)
            and _goes_with(rule.also, known)
        ):
            strong = tuple(t for t in triggers if t.actions & rule.actions)
            return Coding(rule.event_type, rule.sub_event_type, strong)
    return None


def _words(text: str) -> frozenset[str]:
    """Return a comma-separated cell as a set."""
    return frozenset(text.split(",")) - {""}


def _goes_with(wanted: frozenset[str], known: set[str]) -> bool:
    """Tell whether any other action that a rule asks for is there, and none barred."""
    barred = {action[1:] for action in wanted if action.startswith("!")}
    asked = {action for action in wanted if not action.startswith("!")}
    return not barred & known and (not asked or bool(asked & known))


def _meets(wanted: frozenset[str], sides: frozenset[int]) -> bool:
    """Tell whether any of the sides is one that a rule asks for, and none is barred.

    "none" asks for no side at all; "!civilian" bars civilians.
    """
    barred = {name for name in wanted if name.startswith("!")}
    if any(SIDES[name[1:]] & sides for name in barred):
        return False
    if not wanted - barred or ("none" in wanted and not sides):
        return True
    return any(SIDES[name] & sides for name in wanted - barred - {"none"})
