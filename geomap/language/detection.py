"""Guess the language of a text from its letters and commonest words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from ..lexicon import load
from ..lexicon.english import word_bands
from ..lexicon.names import name_words

_SAMPLE = 4000  # characters; news states its language in its first lines
_MIN_SHARE = 0.02  # of all letters; below it, no language is recognised
_SCRIPT_SHARE = 1 / 3  # of all letters, from which a script tells the language
_ENGLISH = frozenset({"en"})
_ENDINGS = ("s", "es", "d", "ed", "ing")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_LAST_LATIN = "\u024f"


class Stopwords(NamedTuple):
    """The commonest function words of a language, separated by spaces."""

    language: str
    words: str
    source: str


class Letters(NamedTuple):
    """Letters by which a language is told from others in the same script."""

    language: str
    letters: str
    source: str


class Script(NamedTuple):
    """A block of characters, in hexadecimal, and the language it suggests."""

    language: str
    first: str
    last: str
    source: str


@cache
def stopwords() -> dict[str, frozenset[str]]:
    """Return the function words of each language, in lower case."""
    return {
        row.language: frozenset(row.words.split())
        for row in load("stopwords", Stopwords)
    }


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language `text` begins in, or None.

    The script is decisive; within one, function words and peculiar letters are,
    outside of names. Where two languages have equal claims, English goes first.

    >>> detect_language("Dos personas murieron en el centro de la ciudad.")
    'es'
    >>> detect_language("Police in Salta shot Juan de la Cruz.")
    'en'
    >>> detect_language("警方周二表示")
    'zh'
    >>> detect_language("12 – 7") is None
    True
    """
    sample = text[:_SAMPLE]
    suggested = script_language(sample)
    scores = language_scores(sample, suggested)
    best = max(scores, key=lambda language: scores[language], default=None)
    if best is not None and scores[best] > _MIN_SHARE * len(sample):
        return best
    return suggested


def language_scores(text: str, suggested: str | None) -> dict[str, int]:
    """Return how many letters speak for each language of a script.

    They are in its function words, or peculiar to it. English comes first.
    """
    scores = dict.fromkeys(_rivals(suggested), 0)
    for word, count in Counter(_prose(text)).items():
        speakers = _speakers().get(word, frozenset())
        for language in speakers & scores.keys():
            scores[language] += count * len(word)
        if not word.isascii():
            for letter in word:
                for language in _owners().get(letter, frozenset()) - speakers:
                    if language in scores:
                        scores[language] += count
    return scores


def script_language(text: str) -> str | None:
    """Return the language that the script of a text suggests; None for Latin."""
    others = [letter for letter in text if letter > _LAST_LATIN and letter.isalpha()]
    least = _SCRIPT_SHARE * sum(map(str.isalpha, text)) if others else 0
    if len(others) <= least:
        return None
    for row in load("scripts", Script):
        first, last = chr(int(row.first, 16)), chr(int(row.last, 16))
        if sum(first <= letter <= last for letter in others) > least:
            return str(row.language)
    return None


def is_english_prose(text: str) -> bool:
    """Tell whether most words of a text are English and of no other language.

    Names and the function words of other languages count for nothing: "die" and "man"
    are German too, so that function words alone tell short texts badly.

    >>> is_english_prose("Three die in Berlin blast")
    True
    >>> is_english_prose("Drei sterben in Berlin, die Polizei ermittelt")
    False
    """
    found = {word.lower() for word in _WORD.findall(text) if not _is_title(word)}
    words = [word for word in found if not _speakers().get(word, _ENGLISH) - _ENGLISH]
    known = sum(map(_is_english, words))
    return known > 0 and len(words) <= 2 * known


def _is_english(word: str) -> bool:
    """Tell whether a word, or what it is inflected from, is a common English one."""
    stems = (word, *(word.removesuffix(ending) for ending in _ENDINGS))
    return any(stem in word_bands() for stem in stems)


@cache
def script_of(language: str) -> str | None:
    """Return the language that the script of `language` suggests; None for Latin."""
    words = stopwords().get(language)
    return script_language("".join(words)) if words else language


@cache
def _rivals(suggested: str | None) -> tuple[str, ...]:
    """Return the languages with function words in the script of `suggested`."""
    return tuple(
        language for language in stopwords() if script_of(language) == suggested
    )


def _prose(sample: str) -> Iterator[str]:
    """Yield the words of a text outside its Latin names, in lower case."""
    particles = name_words("particle")
    words = ["", *_WORD.findall(sample), ""]
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        if _is_title(word):
            continue
        inside = all(
            near[:1].isupper() or near in particles for near in (before, after)
        )
        if not inside or word not in particles:
            yield word.lower()


def _is_title(word: str) -> bool:
    """Tell whether a word is capitalised and Latin: a name, or first of a sentence."""
    return word[0].isupper() and not word.isupper() and word[0] <= _LAST_LATIN


@cache
def _speakers() -> Mapping[str, frozenset[str]]:
    """Return the languages of each function word."""
    return _inverted(stopwords())


@cache
def _owners() -> Mapping[str, frozenset[str]]:
    """Return the languages of each peculiar letter."""
    return _inverted({row.language: row.letters for row in load("letters", Letters)})


def _inverted(lists: Mapping[str, Iterable[str]]) -> Mapping[str, frozenset[str]]:
    languages = defaultdict(set)
    for language, items in lists.items():
        for item in items:
            languages[item].add(language)
    return {item: frozenset(found) for item, found in languages.items()}
