"""Whom "they" and "the group" mean: the armed group or crowd told of before.

Only what is plain is taken: the only such group of the sentence before, or of the
one before that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from ....lexicon.closed_words import words_in
from ....records import Analysis
from ...candidates.triggers import find_triggers
from ...sentence.organisations import Organisation
from ...sentence.words import Words, words_of
from .actors import actor_name
from .groups import Group, find_groups
from .sides import CIVILIANS

_REACH = 2
_ANAPHORIC = frozenset({"the", "these", "those", "both"})


class Antecedent(NamedTuple):
    """Whom a later pronoun means: name, ACLED's code and organisation."""

    name: str
    side: int
    organisation: Organisation | None


def antecedent_of(
    analysis: Analysis, number: int, *, acronyms: Mapping[str, str]
) -> Antecedent | None:
    """Return whom a pronoun in the sentence of a number means, or None.

    `acronyms` are those that the document defines.
    """
    for before in range(number - 1, max(-1, number - 1 - _REACH), -1):
        sentence = analysis.sentences[before]
        if not sentence.block.reports:
            return None
        words = words_of(analysis, sentence, acronyms=acronyms)
        taken = frozenset(
            i for t in find_triggers(words) for i in range(t.first, t.last)
        )
        found = {
            _key(words, group): group
            for group in find_groups(words, taken=taken)
            if group.side not in {None, CIVILIANS} and not _only_says(words, group)
        }
        if found:
            group = next(iter(found.values()))
            name = actor_name(words, group)
            is_plain = len(found) == 1 and group.side and name
            return (
                Antecedent(name, group.side or 0, group.organisation)
                if is_plain
                else None
            )
    return None


def refers_back(words: Words) -> bool:
    """Tell whether a sentence may mean people told of before it."""
    return any(
        word == "they"
        or (
            word in words_in("group that is told again")
            and words.at(index - 1) in _ANAPHORIC
        )
        for index, word in enumerate(words.lower)
    )


def with_antecedent(
    words: Words, groups: tuple[Group, ...], antecedent: Antecedent
) -> tuple[Group, ...]:
    """Return groups with "they" and "the group" as those whom they mean."""
    name, side, organisation = antecedent
    pronouns = [
        Group(
            index,
            index + 1,
            index,
            None,
            side,
            is_pronoun=True,
            organisation=organisation,
            stands_for=name,
        )
        for index, word in enumerate(words.lower)
        if word == "they" and not any(group.last <= index for group in groups)
    ]
    meant = [
        replace(group, side=side, organisation=organisation, stands_for=name)
        if _is_told_again(words, group, side)
        else group
        for group in groups
    ]
    return tuple(sorted([*meant, *pronouns], key=lambda group: group.first))


def _is_told_again(words: Words, group: Group, side: int) -> bool:
    """Tell whether words take up a group of a side: "the group", "the militants"."""
    return (
        group.head is not None
        and group.organisation is None
        and group.last - group.first == len(("the", "group"))
        and words.at(group.first) in _ANAPHORIC
        and words.at(group.head) in words_in("group that is told again")
        and group.side in {None, side}
    )


def _key(words: Words, group: Group) -> str:
    """Return what tells one group from another: its organisation, or its noun."""
    if group.organisation is not None:
        return group.organisation.name
    return words.at(group.head if group.head is not None else group.first)


def _only_says(words: Words, group: Group) -> bool:
    """Tell whether people only say what is told: "police said"."""
    return words.at(group.last) in words_in("speech word") or (
        words.lower[max(0, group.first - 2) : group.first] == ("according", "to")
    )
