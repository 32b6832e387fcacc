"""Settle the names of a text that the tagger was not trained for.

Outside English the gazetteer leads: a name must be one that it knows, and a
prominent place is a name even where the tagger, for want of words it knows,
sees none. What stands beside a capitalised word that nothing explains is a
person's name, and what stands in a short quotation is a title.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from ..lexicon.names import name_words, types_of
from ..records import Sentence
from .lookup import NameMatch
from .names import Name
from .words import given_names, is_adjective

PROBABILITY = 0.6
"""Of a name that the gazetteer or a type word vouches for."""
_SURE = 0.8  # the tagger's probability of a town
_MIN_LETTERS = 3
_SHORT_KINDS = frozenset(("abbreviation", "country"))
_COUNTRIES = _SHORT_KINDS | {"region"}
_LONGEST_TITLE = 5  # words; a longer quotation is speech
_LAST_LATIN = "\u036f"
_IDEOGRAPHS = "\u3400"  # and above: two make a name
_CLOSING = {"«": "»", "„": "“”", "“": "”", '"': '"'}
_BESIDE = frozenset((",", "(", "and", "or", "/"))


def settled(
    words: Sequence[str],
    cased: Sequence[str],
    sentences: Sequence[Sentence],
    matches: Sequence[NameMatch],
    names: Iterable[Name],
) -> list[Name]:
    """Return a name for each match that is prominent, or named and located.

    Parameters
    ----------
    words, cased : sequence of str
        The words of the text in English (`translated`), and as written.
    names : iterable of Name
        What the tagger found.
    """
    named = {at: name for name in names for at in range(name.first, name.last)}
    located = {match.name for match in matches if _is_located(words, match)}
    titles = set(_titles(words, sentences))
    strangers = set(_strangers(words, cased, sentences, matches))
    found: list[Name] = []
    for match in _native(cased, matches):
        name = named.get(match.first) or named.get(match.last - 1)
        probability = name.probability if name else 0.0
        is_named = name is not None or not match.name[0].isupper()
        is_place = (
            _is_prominent(match)
            or (is_named and match.name in located)
            or (probability >= _SURE and match.band != "0")
            or _is_called(words, match)
            or _is_beside(words, match, found)
        )
        is_other = (
            _is_person(words, match, strangers)
            or _is_village_like(words, cased, match)
            or (match.first in titles and match.kind not in _COUNTRIES)
        )
        if is_place and not is_other:
            probability = max(probability, PROBABILITY)
            found.append(Name(match.first, match.last, probability))
    return found


def _native(cased: Iterable[str], matches: Iterable[NameMatch]) -> Iterator[NameMatch]:
    """Yield countries, and what else is known by a name in the script of the text."""
    letters = [word[0] for word in cased if word[0].isalpha()]
    is_latin = 2 * sum(letter <= _LAST_LATIN for letter in letters) > len(letters)
    for match in matches:
        if is_latin or match.name[0] > _LAST_LATIN or match.kind in _COUNTRIES:
            yield match


def _titles(words: Sequence[str], sentences: Iterable[Sentence]) -> Iterator[int]:
    """Yield the words within short quotations: titles, and names of groups."""
    for sentence in sentences:
        start = None
        for index in range(sentence.first, sentence.last):
            word = words[index]
            if start is not None and word in _CLOSING[words[start]]:
                if index - start - 1 <= _LONGEST_TITLE:
                    yield from range(start + 1, index)
                start = None
            elif word in _CLOSING:
                start = index


def _strangers(
    words: Sequence[str],
    cased: Sequence[str],
    sentences: Iterable[Sentence],
    matches: Iterable[NameMatch],
) -> Iterator[int]:
    """Yield the capitalised words within sentences that nothing explains."""
    known = {at for match in matches for at in range(match.first, match.last)}
    for sentence in sentences:
        for index in range(sentence.first + 1, sentence.last):
            word = words[index]
            if (
                word == cased[index]
                and word[0].isupper()
                and not word.isupper()
                and index not in known
                and word.lower() not in given_names()
            ):
                yield index


def _is_person(
    words: Sequence[str], match: NameMatch, strangers: Container[int]
) -> bool:
    """Tell whether the words beside a match make it part of a person's name."""
    before = words[match.first - 1].lower() if match.first else ""
    is_given = match.name.lower() in given_names()
    if before in given_names() or (is_given and match.last in strangers):
        return True
    if _is_located(words, match):
        return False
    if match.kind in _SHORT_KINDS:
        return False
    if match.kind in {"admin1", "region"}:
        return is_given
    is_base = words[match.first] == match.name
    return (
        (is_given and not match.is_prominent)
        or match.first - 1 in strangers
        or (match.last in strangers and is_base)
    )


def _is_village_like(
    words: Sequence[str], cased: Sequence[str], match: NameMatch
) -> bool:
    """Tell whether a village's name is an adjective before its noun here."""
    return (
        match.kind == "town"
        and match.band == "0"
        and match.last < len(words)
        and words[match.last].islower()
        and words[match.last] not in name_words("locative")
        and is_adjective(cased[match.last - 1])
    )


def _is_prominent(match: NameMatch) -> bool:
    """Tell whether a match is a well-known place."""
    if _is_short(match.name):
        return match.kind in _SHORT_KINDS
    return match.is_prominent


def _is_beside(words: Sequence[str], match: NameMatch, found: Sequence[Name]) -> bool:
    """Tell whether a match follows another place in a list or in brackets."""
    return bool(
        found
        and found[-1].last == match.first - 1
        and words[match.first - 1] in _BESIDE
        and not _is_short(match.name)
    )


def _is_called(words: Sequence[str], match: NameMatch) -> bool:
    """Tell whether a word like "city" stands right before or after a match."""
    before = words[match.first - 1] if match.first else ""
    after = words[match.last] if match.last < len(words) else ""
    return not _is_short(match.name) and (before in types_of() or after in types_of())


def _is_located(words: Sequence[str], match: NameMatch) -> bool:
    """Tell whether a preposition, "city" or "mayor" stands before a match."""
    before = words[match.first - 1].lower() if match.first else ""
    return not _is_short(match.name) and (
        before in name_words("locative")
        or before in name_words("office")
        or before in types_of()
        or _has_ending(words, match)
    )


def _has_ending(words: Sequence[str], match: NameMatch) -> bool:
    """Tell whether a Turkish ending follows a name, after an apostrophe."""
    written = words[match.last - 1].replace("’", "'")
    return "'" in written and match.name.endswith(written.partition("'")[0])


def _is_short(name: str) -> bool:
    """Tell whether a name is too short to be looked for in any text."""
    return len(name) < (2 if name[0] >= _IDEOGRAPHS else _MIN_LETTERS)
