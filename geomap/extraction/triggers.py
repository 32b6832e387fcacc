"""Find the words that report happenings (event triggers)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from .. import lexicon
from .closed_words import words_in
from .groups import people
from .inflection import plural, verb_forms
from .words import Words

ACTIVE, PAST, PARTICIPLE, NOUN, FIXED = "active", "past", "participle", "noun", "fixed"
_ADVERBS_BETWEEN = 2  # "blew the bus up", "took three men hostage"


class TriggerRow(NamedTuple):
    """One row of the table of triggers.

    `actions` are what it reports, comma separated; `condition` names what the
    rest of the sentence must hold for it to have this sense.
    """

    phrase: str
    forms: str
    pos: str
    action: str
    condition: str
    source: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger found in a sentence, at `tokens[first:last]`.

    `shape` is how it stands: active, past (active or passive), participle,
    noun or fixed (a phrase whose patient stands before it).
    """

    first: int
    last: int
    lemma: str
    actions: frozenset[str]
    shape: str
    condition: str = ""


class _Entry(NamedTuple):
    """One inflected form, as the index holds it."""

    words: tuple[str, ...]
    lemma: str
    actions: frozenset[str]
    shape: str
    condition: str


def find_triggers(words: Words) -> list[Trigger]:
    """Return the triggers of a sentence, in order; longer ones win overlaps.

    Words in scare quotes are the writer's distance and trigger nothing.
    """
    found: list[Trigger] = []
    index = 0
    while index < len(words):
        trigger = _trigger_at(words, index)
        if trigger is not None and index not in words.scare_quoted:
            found.append(trigger)
            index = trigger.last
        else:
            index += 1
    return found


def _trigger_at(words: Words, index: int) -> Trigger | None:
    """Return the longest trigger that starts at a token."""
    entries = [
        entry
        for entry in _index().get(words.lower[index], ())
        if words.lower[index : index + len(entry.words)] == entry.words
    ]
    if not entries:
        return None
    longest = max(len(entry.words) for entry in entries)
    fits = [entry for entry in entries if len(entry.words) == longest]
    wants_noun = _is_noun_here(words, index, index + longest)
    entry = max(fits, key=lambda fit: ((fit.shape == NOUN) == wants_noun, fit.shape))
    return Trigger(
        first=index,
        last=index + longest,
        lemma=entry.lemma,
        actions=entry.actions,
        shape=entry.shape,
        condition=entry.condition,
    )


_BEFORE_GERUND = frozenset({"in", "during", "after", "amid"})


def _is_noun_here(words: Words, first: int, last: int) -> bool:
    """Guess whether a form that may be verb or noun is a noun here."""
    before, after = words.at(first - 1), words.at(last)
    if before in words_in("before a verb"):
        return False
    if words.lower[first].endswith("ing"):
        return (
            after == "of"
            or before in words_in("before a verbal noun")
            or (before in _BEFORE_GERUND and after in words_in("after a verbal noun"))
        )
    return before not in people() and not words.is_capitalised(first - 1)


@cache
def _index() -> dict[str, tuple[_Entry, ...]]:
    """Return every inflected form by its first word."""
    index: dict[str, list[_Entry]] = {}
    for row in lexicon.load("triggers", TriggerRow):
        actions = frozenset(row.action.split(","))
        for form, shape in _forms(row):
            words = tuple(form.split(" "))
            entry = _Entry(words, row.phrase, actions, shape, row.condition)
            index.setdefault(words[0], []).append(entry)
    return {word: tuple(entries) for word, entries in index.items()}


def _forms(row: TriggerRow) -> Iterator[tuple[str, str]]:
    """Yield a row's forms and how each stands."""
    if row.pos == "x":
        yield row.phrase, FIXED
    elif row.pos == "p":
        yield row.phrase, PAST
    elif row.pos == "n":
        yield row.phrase, NOUN
        yield plural(row.phrase), NOUN
    else:
        head, _, tail = row.phrase.partition(" ")
        tail = f" {tail}" if tail else ""
        forms = verb_forms(head, row.forms)
        for form in sorted({forms.base, forms.third, forms.ing}):
            yield f"{form}{tail}", ACTIVE
        if forms.past == forms.participle:
            yield f"{forms.past}{tail}", PAST
        else:
            yield f"{forms.past}{tail}", ACTIVE
            yield f"{forms.participle}{tail}", PARTICIPLE
