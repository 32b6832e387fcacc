"""Who says so: the source of a sentence's report, and how firmly it stands."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .. import lexicon
from ..records import Attribution, Certainty
from .closed_words import words_in
from .groups import limits, people
from .words import Words

_MAX_SOURCE_WORDS = 14
_QUOTED_AS_SAYING = "quoted"
_KEPT_INSIDE = frozenset({"of", "the", "for", "'s", "’s", "and", "-"})
_ASIDE = (",", "saying")  # what the actors say of their deed, not who reports it
_BRACKETS = frozenset("()[]")


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

    The last verb of saying that names its source counts; a chain ("RIA quoted
    the secretariat as saying") keeps both.
    """
    certainty: Certainty | None = None
    for index in range(len(words) - 1, -1, -1):
        verdict = _verdict_at(words, index)
        if verdict is None or words.lower[max(0, index - 1) : index + 1] == _ASIDE:
            continue
        certainty = certainty or verdict
        source = None if _is_no_source(words, index) else _source(words, index)
        if source is not None:
            return _attribution(words, source, verdict, index)
    return Attribution(name=None, span=None, certainty=certainty or Certainty.FACT)


def _is_no_source(words: Words, index: int) -> bool:
    """Tell whether a word casts doubt, or claims a deed, but names no source."""
    return words.lower[index] in words_in("hedge") or words.at(index + 1) in {
        "responsibility",
        "by",
    }


def _verdict_at(words: Words, index: int) -> Certainty | None:
    """Return the certainty that the word or pair at a token expresses."""
    pair = " ".join(words.lower[index : index + 2])
    return _says().get(pair) or _says().get(words.lower[index])


def _attribution(
    words: Words, source: tuple[int, int], verdict: Certainty, verb: int
) -> Attribution:
    """Return the attribution to `tokens[first:last]`, with what it quotes."""
    first, last = source
    name = _name(words, first, last)
    if words.lower[verb] == _QUOTED_AS_SAYING:
        quoted = _after(words, verb + 1)
        if quoted is not None:
            name = f"{name} quoting {_name(words, *quoted)}"
            last = quoted[1]
    if verdict is Certainty.CLAIMED and _officials() & set(words.lower[first:last]):
        verdict = Certainty.OFFICIAL_CLAIM
    return Attribution(name=name, span=words.span(first, last), certainty=verdict)


def _name(words: Words, first: int, last: int) -> str:
    """Return a source as written, without a leading article."""
    if words.lower[first] in {"the", "a", "an"} and last - first > 1:
        first += 1
    start = words.tokens[first].start
    parts: list[str] = []
    for token in words.tokens[first:last]:
        parts += [" "] if token.start > start else []
        parts.append(token.text)
        start = token.end
    return "".join(parts)


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
    }:
        last -= 1
    first = last
    while first > 0 and last - first < _MAX_SOURCE_WORDS and _belongs(words, first - 1):
        first -= 1
    return _trimmed(words, first, last)


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
