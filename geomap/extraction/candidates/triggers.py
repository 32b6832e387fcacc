"""Find the words that report happenings (event triggers)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ... import lexicon
from ...lexicon.closed_words import words_in
from ...records import BlockKind
from ..sentence.inflection import plural, verb_forms
from ..sentence.nouns import people
from ..sentence.words import Words

ACTIVE, PAST, PARTICIPLE, NOUN, FIXED = "active", "past", "participle", "noun", "fixed"
_ARTICLES = frozenset({"a", "an", "the", "another"})
_GAP = " _ "
_OBJECT_REACH = 10
_BARRIERS = frozenset({",", ";", ":"})
_OPENERS = frozenset({'"', "“", "‘", "'", ":", "-", "–", "—", "--", "."})


class TriggerRow(NamedTuple):
    """One row of the table of triggers.

    A phrase may leave room for its object: "take _ hostage". `pos` is v (a verb,
    in all its forms), n (a noun, in both), or, of a phrase that has one form, p (a
    participle), g (an active verb), u (a noun) or x (what it happens to stands
    before it). `action` is what it reports, comma separated; `condition` names what
    the rest of the sentence must hold for it to have this sense, joined by "+",
    or with "!" must not.
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
    tail: tuple[str, ...]
    lemma: str
    actions: frozenset[str]
    shape: str
    condition: str


def may_report(words: Iterable[str]) -> bool:
    """Tell whether any trigger may be among words: a quick test for most sentences."""
    return not _cues().isdisjoint(words)


def find_triggers(words: Words) -> list[Trigger]:
    """Return the triggers of a sentence, in order; longer ones win overlaps.

    Words in scare quotes are the writer's distance and trigger nothing.
    """
    found: list[Trigger] = []
    past = past_tail = 0
    for index, word in enumerate(words.lower):
        if index < past or word not in _index():
            continue
        senses, tail_end = _triggers_at(words, index)
        if senses and not (index in words.scare_quoted or _is_name(words, index)):
            is_in_tail = senses[0].last <= past_tail and not tail_end
            found += [] if is_in_tail else senses
            past_tail = max(past_tail, tail_end)
            past = senses[0].last
    return found


def _is_name(words: Words, index: int) -> bool:
    """Tell whether a capital inside a sentence makes a word part of a name.

    Not in headlines, whose words may all have capitals, nor of initials (IED).
    """
    return (
        words.is_capitalised(index)
        and not words.tokens[index].text[1:].isupper()
        and words.sentence.block is not BlockKind.HEADLINE
        and any(token.text[0].isalpha() for token in words.tokens[:index])
        and words.at(index - 1) not in _OPENERS
    )


def _triggers_at(words: Words, index: int) -> tuple[list[Trigger], int]:
    """Return the senses of the longest trigger that starts at a token.

    The second value is the index past what follows its object ("hostage"), or 0.
    """
    matches = [
        (entry, end)
        for entry in _index()[words.lower[index]]
        if words.lower[index : index + len(entry.words)] == entry.words
        and not (_is_particle_verb(entry) and words.at(index - 1) in _ARTICLES)
        and (end := _past_tail(words, index + len(entry.words), entry.tail)) is not None
    ]
    if not matches:
        return [], 0
    longest = max(len(entry.words) + len(entry.tail) for entry, _ in matches)
    fits = [m for m in matches if len(m[0].words) + len(m[0].tail) == longest]
    head = max(len(entry.words) for entry, _ in fits)
    if len({entry.shape == NOUN for entry, _ in fits}) > 1:
        wants_noun = _is_noun_here(words, index, index + head)
        fits = [match for match in fits if (match[0].shape == NOUN) == wants_noun]
    shape = max(entry.shape for entry, _ in fits)
    senses = {(e.actions, e.condition): e for e, _ in fits if len(e.words) == head}
    found = [
        Trigger(index, index + head, e.lemma, e.actions, shape, e.condition)
        for e in senses.values()
    ]
    return found, max(end for _, end in fits)


def _is_particle_verb(entry: _Entry) -> bool:
    """Tell whether a form is a verb with its preposition; "a fire at" is none."""
    return entry.shape == ACTIVE and len(entry.words) > 1


def _past_tail(words: Words, first: int, tail: tuple[str, ...]) -> int | None:
    """Return the index past the tail of a phrase, 0 if it has none; None if amiss."""
    if not tail:
        return 0
    for index in range(first, min(first + _OBJECT_REACH, len(words))):
        if words.lower[index : index + len(tail)] == tail:
            return index + len(tail)
        if words.lower[index] in _BARRIERS:
            return None
    return None


_BEFORE_GERUND = frozenset({"in", "during", "after", "amid"})


def _is_noun_here(words: Words, first: int, last: int) -> bool:
    """Guess whether a form that may be verb or noun is a noun here."""
    before, after = words.at(first - 1), words.at(last)
    if before in words_in("before a verb"):
        return False
    if words.lower[first].endswith("ing"):
        return (
            after == "of"
            or (first == 0 and after in words_in("after a verbal noun"))
            or before in words_in("before a verbal noun")
            or _is_modified(words, first, last)
            or (before in _BEFORE_GERUND and after in words_in("after a verbal noun"))
        )
    if before == "no" or before in words_in("determiner"):
        return True
    if words.is_in_number(first - 1) and not words.lower[last - 1].endswith("s"):
        return False
    if before in people() or words.is_capitalised(first - 1):
        return not after or after in words_in("after a verbal noun")
    return True


def _is_modified(words: Words, first: int, last: int) -> bool:
    """Tell whether an -ing form has an adjective, and no object: "a fatal shooting"."""
    before, after = words.at(first - 1), words.at(last)
    return (
        words.at(first - 2) in words_in("determiner")
        and before[:1].isalpha()
        and before not in people()
        and last not in words.numbers
        and after not in people()
        and after not in words_in("determiner")
    )


@cache
def _index() -> dict[str, tuple[_Entry, ...]]:
    """Return every inflected form by its first word."""
    index: dict[str, list[_Entry]] = {}
    for row in lexicon.load("triggers", TriggerRow):
        actions = frozenset(row.action.split(","))
        tail = tuple(row.phrase.partition(_GAP)[2].split())
        for form, shape in _forms(row):
            words = tuple(form.split(" "))
            entry = _Entry(words, tail, row.phrase, actions, shape, row.condition)
            index.setdefault(words[0], []).append(entry)
    return {word: tuple(entries) for word, entries in index.items()}


@cache
def _cues() -> frozenset[str]:
    """Return the longest word of every form, without which it cannot be there."""
    forms = (entry.words for entries in _index().values() for entry in entries)
    return frozenset(max(words, key=len) for words in forms)


def _forms(row: TriggerRow) -> Iterator[tuple[str, str]]:
    """Yield the forms of a row, up to its object, and how each stands."""
    phrase = row.phrase.partition(_GAP)[0]
    if row.pos == "x":
        yield phrase, FIXED
    elif row.pos == "p":
        yield phrase, PAST
    elif row.pos == "g":
        yield phrase, ACTIVE
    elif row.pos == "u":
        yield phrase, NOUN
    elif row.pos == "n":
        yield phrase, NOUN
        yield plural(phrase), NOUN
    else:
        head, _, tail = phrase.partition(" ")
        tail = f" {tail}" if tail else ""
        forms = verb_forms(head, row.forms)
        for form in sorted({forms.base, forms.third, forms.ing}):
            yield f"{form}{tail}", ACTIVE
        if forms.past == forms.participle:
            yield f"{forms.past}{tail}", PAST
        else:
            yield f"{forms.past}{tail}", ACTIVE
            yield f"{forms.participle}{tail}", PARTICIPLE
