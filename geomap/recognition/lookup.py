"""Find the gazetteer's names in a text: the longest match at each token."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..language.detection import stopwords
from ..lexicon.names import name_words, types_after, types_of
from ..records import Analysis, Sentence
from ..stages import Gazetteer
from .translation import base_forms, gloss, has_inflections
from .wording import abbreviations
from .words import is_name_like

MAX_TOKENS = 7
_PROMINENT_KINDS = frozenset(("abbreviation", "country", "admin1", "region"))
_LARGEST = "3"
_ABBREVIATION = "abbreviation:3"
_COUNTRY = "country:3"
_DEMONYM = "demonym:0"
_CONTRACTION = re.compile("['’](?:ve|ll|re|m|d|t)$")  # "I've" is no name
_MIN_CAPITALS = 0.01  # of all words; fewer, and the text has no case


class NameMatch(NamedTuple):
    """The gazetteer knows `tokens[first:last]`, as this kind and population band.

    `name` is the form it knows: as written, or the base form.
    """

    first: int
    last: int
    kind: str
    band: str
    name: str

    @property
    def is_prominent(self) -> bool:
        """Whether it is a country, a first-level division, a region or a city."""
        return self.kind in _PROMINENT_KINDS or self.band == _LARGEST


def is_uncased(words: Sequence[str]) -> bool:
    """Tell whether a text is written without capitals."""
    alphabetic = [word for word in words if word[0].isalpha()]
    lower = sum(word.islower() for word in alphabetic)
    return len(alphabetic) - lower < _MIN_CAPITALS * len(alphabetic)


def name_matches(
    analysis: Analysis, gazetteer: Gazetteer, language: str | None = None
) -> list[NameMatch]:
    """Return the longest names of the gazetteer in a text, in order, disjoint."""
    words = [token.text for token in analysis.tokens]
    standings = _standings(words, language)
    ranges = [
        found
        for sentence in analysis.sentences
        for found in _name_ranges(standings, sentence)
    ]
    forms = {found: _forms(analysis, *found, language=language) for found in ranges}
    classes = {
        **gazetteer.classify(
            sorted({name for names in forms.values() for name in names})
        ),
        **dict.fromkeys(abbreviations(), _ABBREVIATION),
    }
    for known in [known for known, kind in classes.items() if kind == _DEMONYM]:
        if _is_country(gazetteer, known):
            classes[known] = _COUNTRY
    matches: list[NameMatch] = []
    end = 0
    for first, last in ranges:  # of one start, the longest comes first
        name = next((name for name in forms[first, last] if name in classes), None)
        if first >= end and name:
            kind, _, band = classes[name].partition(":")
            matches.append(NameMatch(first, last, kind, band, name))
            end = last
    return matches


def _is_country(gazetteer: Gazetteer, name: str) -> bool:
    """Tell whether a word for a people is their country's name as well ("Congo")."""
    code = gazetteer.demonym(name)
    country = gazetteer.country(code) if code else None
    return country is not None and country.name.endswith(name)


def _forms(
    analysis: Analysis, first: int, last: int, *, language: str | None
) -> tuple[str, ...]:
    """Return the forms in which to look up `tokens[first:last]`."""
    text = analysis.document.text
    tokens = analysis.tokens[first:last]
    if not has_inflections(language):
        return (text[tokens[0].start : tokens[-1].end],)
    parts = [tokens[0].text]
    for before, token in pairwise(tokens):
        parts += [text[before.end : token.start], token.text]
    return tuple(base_forms(parts, language))


class Standing(enum.IntEnum):
    """Where in a name a word may stand; a higher standing includes the lower."""

    NOWHERE = 0
    INSIDE = 1
    AT_END = 2
    WITHIN_SEVERAL = 3
    ALONE = 4


def _standings(words: Sequence[str], language: str | None) -> list[Standing]:
    """Return the standing of each word of a text."""
    is_name = str.isalpha if is_uncased(words) else is_name_like
    stops = stopwords().get(language or "", frozenset())
    endings = name_words("ending")
    known: dict[str, Standing] = {}
    for word in set(words):
        lower = word.lower()
        if _CONTRACTION.search(lower) or _is_division(word, language):
            known[word] = Standing.NOWHERE
        elif is_name(word):
            is_common = language != "en" and (
                lower in stops or gloss(lower, language) is not None
            )
            known[word] = Standing.WITHIN_SEVERAL if is_common else Standing.ALONE
        elif gloss(lower, language) in types_after() or lower in endings:
            known[word] = Standing.AT_END
        elif lower in name_words("connector"):
            known[word] = Standing.INSIDE
        else:
            known[word] = Standing.NOWHERE
    return [known[word] for word in words]


def _is_division(word: str, language: str | None) -> bool:
    """Tell whether a word without case is "province" or the like, before a name."""
    if word.lower() != word.upper():
        return False
    kind = types_of().get(gloss(word, language) or "")
    return kind is not None and kind.code.startswith("ADM")


def _name_ranges(
    standings: Sequence[Standing], sentence: Sentence
) -> Iterator[tuple[int, int]]:
    """Yield the token ranges that may be names: longest first from each start."""
    for start in range(sentence.first, sentence.last):
        if standings[start] < Standing.WITHIN_SEVERAL:
            continue
        ends: list[int] = []
        for index in range(start, min(start + MAX_TOKENS, sentence.last)):
            if standings[index] is Standing.NOWHERE:
                break
            if standings[index] >= Standing.AT_END:
                ends.append(index + 1)
        if standings[start] is not Standing.ALONE and ends[0] == start + 1:
            del ends[0]
        for end in reversed(ends):
            yield start, end
