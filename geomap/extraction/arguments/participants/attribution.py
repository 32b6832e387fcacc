"""Who says so: the source of a sentence's report, and how firmly it stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from .... import lexicon
from ....lexicon.closed_words import words_in
from ....records import Attribution, Certainty
from ...sentence.nouns import limits, people
from ...sentence.words import Words
from .sides import EXTERNAL, STATE

_MAX_SOURCE_WORDS = 14
_QUOTED_AS_SAYING = "quoted"
_CITING = frozenset({"citing", "quoting"})
_KEPT_INSIDE = frozenset({"of", "the", "for", "'s", "’s", "and", "-"})
_ASIDE = (",", "saying")  # what the actors say of their deed, not who reports it
_SITING = frozenset({"in", "from", "at"})
_BRACKETS = frozenset("()[]")


class _Source(NamedTuple):
    """A verb of saying, the tokens of its source, and how certain it leaves it."""

    verb: int
    first: int
    last: int
    verdict: Certainty


class SaysRow(NamedTuple):
    """A verb or phrase of saying, and how certain it leaves the report."""

    phrase: str
    certainty: str
    source: str


class OfficialRow(NamedTuple):
    """A word that marks a source as an authority."""

    word: str
    source: str


@cache
def _says() -> dict[str, Certainty]:
    """Return each verb of saying with its certainty."""
    return {
        row.phrase: Certainty(row.certainty)
        for row in lexicon.load("attribution", SaysRow)
    }


@cache
def _officials() -> frozenset[str]:
    """Return the words that mark an authority."""
    return frozenset(row.word for row in lexicon.load("official_sources", OfficialRow))


def attribution_of(words: Words) -> Attribution:
    """Return who a sentence says it from; a fact where it names nobody.

    The last verb of saying that names its source counts. Of a chain both are kept:
    "RIA quoting the secretariat", "the agency citing witnesses"; how firm the
    report is, the one who is quoted decides.
    """
    doubt: Certainty | None = None
    found: list[_Source] = []
    for index in range(len(words) - 1, -1, -1):
        verdict = _verdict_at(words, index)
        if verdict is None or words.lower[max(0, index - 1) : index + 1] == _ASIDE:
            continue
        doubt = doubt or verdict
        source = None if _is_hedge(words, index) else _source(words, index)
        if source is not None:
            found.append(_Source(index, *source, verdict))
    if not found:
        return Attribution(name=None, span=None, certainty=doubt or Certainty.FACT)
    return _attribution(words, found[0], found[1:2])


def _is_hedge(words: Words, index: int) -> bool:
    """Tell whether a word casts doubt but names no source."""
    return words.lower[index] in words_in("hedge")


def _verdict_at(words: Words, index: int) -> Certainty | None:
    """Return the certainty that the word or pair at a token expresses.

    To claim responsibility, or to be claimed by someone, says nothing of a report.
    """
    if words.at(index + 1) in {"responsibility", "by"}:
        return None
    pair = " ".join(words.lower[index : index + 2])
    return _says().get(pair) or _says().get(words.lower[index])


def _attribution(words: Words, last: _Source, before: Sequence[_Source]) -> Attribution:
    """Return the attribution to a source, with whom it quotes or who quotes it."""
    name = _name(words, last.first, last.last)
    first, past, quoted = last.first, last.last, last
    if words.lower[last.verb] == _QUOTED_AS_SAYING:
        inner = _after(words, last.verb + 1)
        if inner is not None:
            name = f"{name} quoting {_name(words, *inner)}"
            quoted = _Source(last.verb, *inner, last.verdict)
            past = inner[1]
    elif before:
        earlier = before[0]
        told_by = _name(words, earlier.first, earlier.last)
        if words.lower[last.verb] in _CITING:
            name = f"{told_by} {words.lower[last.verb]} {name}"
            first = earlier.first
        elif words.lower[earlier.verb] == "according":
            name, quoted = f"{name} citing {told_by}", earlier
            first = earlier.first
    verdict = quoted.verdict
    if verdict is Certainty.CLAIMED and _is_official(words, quoted):
        verdict = Certainty.OFFICIAL_CLAIM
    return Attribution(name=name, span=words.span(first, past), certainty=verdict)


def _is_official(words: Words, source: _Source) -> bool:
    """Tell whether a source is an authority, a state's or an international one."""
    if _officials() & set(words.lower[source.first : source.last]):
        return True
    return any(
        named.inter in {STATE, EXTERNAL}
        for index, (_, named) in words.organisations.items()
        if source.first <= index < source.last
    )


def _name(words: Words, first: int, last: int) -> str:
    """Return a source as written, without a leading article."""
    if words.lower[first] in {"the", "a", "an"} and last - first > 1:
        first += 1
    return words.text(words.span(first, last))


def _source(words: Words, verb: int) -> tuple[int, int] | None:
    """Return the source of a verb of saying, before it or after it."""
    if words.lower[verb] == "according":
        return _after(words, verb + 2)
    return _before(words, verb) or _after(words, verb + 1)


def _before(words: Words, verb: int) -> tuple[int, int] | None:
    """Return the words of the source that ends right before a verb."""
    last = verb
    while last > 0 and words.lower[last - 1] in {
        "has",
        "have",
        "had",
        "also",
        "reportedly",
        "is",
        "are",
        "was",
    }:
        last -= 1
    first = last
    while first > 0 and last - first < _MAX_SOURCE_WORDS and _leads_on(words, first):
        first -= 1
    return _trimmed(words, first, last)


def _leads_on(words: Words, first: int) -> bool:
    """Tell whether a source that starts at a token may start one token earlier.

    It never runs through a verb of saying; "police in Nakuru" are one source.
    """
    before = words.at(first - 1)
    if before in _SITING:
        return words.at(first - 2) in _sources() | people().keys()
    return _belongs(words, first - 1) and (
        before == "reports" or _says().get(before) is None
    )


def _after(words: Words, first: int) -> tuple[int, int] | None:
    """Return the words of the source that starts at a token."""
    last = first
    while (
        last < len(words) and last - first < _MAX_SOURCE_WORDS and _belongs(words, last)
    ):
        last += 1
    return _trimmed(words, first, last)


def _belongs(words: Words, index: int) -> bool:
    """Tell whether a token may be part of a source's name."""
    word = words.lower[index]
    if word in _KEPT_INSIDE | _BRACKETS:
        return True
    return (
        word[0].isalpha()
        and limits().get(word) != "stop"
        and (word not in words_in("source pronoun"))
    )


def _trimmed(words: Words, first: int, last: int) -> tuple[int, int] | None:
    """Return a range without joining words at its ends; None where empty."""
    while first < last and words.lower[first] in _KEPT_INSIDE - {"the"}:
        first += 1
    while first < last and words.lower[last - 1] in _KEPT_INSIDE:
        last -= 1
    known = any(
        words.is_capitalised(index)
        or words.lower[index] in _sources()
        or words.lower[index] in people()
        for index in range(first, last)
    )
    return (first, last) if first < last and known else None


@cache
def _sources() -> frozenset[str]:
    """Return the common nouns that a report may come from."""
    return _officials() | words_in("common source")
