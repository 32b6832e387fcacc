"""Read other languages with English eyes: glosses and base forms.

A text in another language is shown to the tagger, and to the rules, with its
commonest words replaced by English ones ("en la provincia de X" → "in the
province of X"), and its inflected names are looked up in their base forms. One
model then serves every cased language it has a table for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice, product
from typing import NamedTuple

from ..lexicon import load
from .words import given_names

_MAX_FORMS = 200
_MIN_STEM = 2
_MIN_INFLECTED = 3  # letters; a shorter word is a particle
_LONGEST_PART = 6
_UNKNOWN = "xxxx"  # a word of no meaning, so that none is mistaken for English


class Gloss(NamedTuple):
    """Words of a language, separated by spaces, that mean an English word."""

    language: str
    gloss: str
    words: str
    source: str


class Inflection(NamedTuple):
    """The start or end of an inflected word, and what its base form has there.

    `base_parts` are separated by spaces; "_" is nothing.
    """

    language: str
    side: str
    part: str
    base_parts: str
    source: str


@cache
def glosses(language: str | None) -> Mapping[str, str]:
    """Return the English of a language's commonest words; none for English."""
    return {
        word: row.gloss
        for row in reversed(load("glosses", Gloss))
        if row.language == language
        for word in row.words.split()
    }


def translated(words: Sequence[str], language: str | None) -> list[str]:
    """Return words with the common ones in English, their case kept.

    >>> translated("en la Provincia de Salta llueve".split(), "es")
    ['in', 'the', 'Province', 'of', 'Salta', 'xxxx']
    >>> translated(["in", "Lima"], "en")
    ['in', 'Lima']
    """
    if not glosses(language):
        return list(words)
    return [_translated(word, language) for word in words]


def _translated(word: str, language: str | None) -> str:
    english = gloss(word.lower(), language)
    if english:
        return english.capitalize() if word[0].isupper() else english
    if word.islower():
        return _UNKNOWN
    forms = _word_forms(word, language)
    return next((form for form in forms if form.lower() in given_names()), word)


@lru_cache(maxsize=100_000)
def gloss(word: str, language: str | None) -> str | None:
    """Return the English of a word in lower case, inflected or not; else None."""
    known = glosses(language)
    forms = _word_forms(word, language) if len(word) > _MIN_INFLECTED else (word,)
    return next((known[form] for form in forms if form in known), None)


@cache
def has_inflections(language: str | None) -> bool:
    """Tell whether names of a language are looked up in their base forms."""
    return bool(_inflections(language, "end") or _inflections(language, "start"))


@cache
def _inflections(language: str | None, side: str) -> Mapping[str, Sequence[str]]:
    return {
        row.part: [part.strip("_") for part in row.base_parts.split()]
        for row in load("inflections", Inflection)
        if row.language == language and row.side == side
    }


def base_forms(parts: Sequence[str], language: str | None) -> Iterator[str]:
    """Yield a name as written, then the base forms it may be inflected from.

    `parts` are its words and what stands between them.

    >>> list(base_forms(["Москве"], "ru"))
    ['Москве', 'Москв', 'Москва', 'Москво', 'Москвь', 'Москвй', 'Москвя']
    """
    forms = product(*(_word_forms(part, language) for part in parts))
    yield from dict.fromkeys("".join(form) for form in islice(forms, _MAX_FORMS))


@lru_cache(maxsize=100_000)
def _word_forms(word: str, language: str | None) -> tuple[str, ...]:
    """Return a word, then the base forms that its ends allow."""
    forms = [word]
    ends = _inflections(language, "end")
    starts = _inflections(language, "start")
    for length in range(min(_LONGEST_PART, len(word) - _MIN_STEM), 0, -1):
        forms += [
            word[:-length] + (end.upper() if word.isupper() else end)
            for end in ends.get(word[-length:].lower(), ())
        ]
        forms += [start + word[length:] for start in starts.get(word[:length], ())]
    return tuple(forms)
