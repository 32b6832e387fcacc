"""Names that are only part of a longer name, made whole or set aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ..language.detection import stopwords
from ..lexicon.closed_words import words_in
from ..lexicon.names import name_words, types_after
from ..records import MentionKind, Sentence
from .lookup import NameMatch
from .names import Name, merged, run_start
from .wording import abbreviations
from .words import is_name_like

_ARTICLE = 2  # tokens of "al-"
_SHORT = 3  # letters of what may be an abbreviation
_NUMBERED = re.compile(r"\d+(?:st|nd|rd|th)")
_SIDES = ("north", "south", "east", "west")
_JOINED = frozenset(("and", "&"))


def wholes(
    words: Sequence[str],
    sentences: Iterable[Sentence],
    matches: Sequence[NameMatch],
    names: Sequence[Name],
) -> list[Name]:
    """Return the names, each as long as the words around it make it.

    "Va-Egbe" is not Va., nor the Shaab of "Aita al-Shaab" a place; "Santa Ana de
    Yacuma" is one name, and the Canada of "the Granja Canada prison" is no country;
    "10th and Lincoln" is one corner. What precedes a number ("MS-13") is no name.
    """
    kept = [name for name in names if not _is_numbered(words, name)]
    longer = [
        *_as_known(words, matches, kept),
        *_corners(words, kept),
        *_hyphenated(words, kept),
        *_after_articles(words, kept),
        *_joined_by_particles(words, matches, kept),
        *_facilities(words, sentences, matches, kept),
    ]
    return [
        part for name in merged(kept, longer) for part in _parted(words, matches, name)
    ]


def _parted(
    words: Sequence[str], matches: Iterable[NameMatch], name: Name
) -> list[Name]:
    """Return a name in two where it is a town and its division: "Paris Texas".

    The whole must be no name that the gazetteer knows.
    """
    last = name.last - 1
    inside = [m for m in matches if name.first <= m.first and m.last <= name.last]
    if any(m.last - m.first == name.last - name.first for m in inside):
        return [name]
    starts = {m.first for m in inside if m.last == name.last and m.kind == "admin1"}
    if words[last] in abbreviations():
        starts.add(last)
    towns = {m.last for m in inside if m.first == name.first}
    cut = min(starts & towns, default=None)
    is_side = words[name.first].lower().startswith(_SIDES)
    if cut is None or is_side or words[cut].lower() in types_after():
        return [name]
    return [name._replace(last=cut), name._replace(first=cut)]


def _is_numbered(words: Sequence[str], name: Name) -> bool:
    """Tell whether a short name is hyphenated to a number."""
    return _is_short(words, name) and words[name.last + 1][0].isdigit()


def _as_known(
    words: Sequence[str], matches: Iterable[NameMatch], names: Iterable[Name]
) -> Iterator[Name]:
    """Yield the whole known names of which only a part is found.

    That is their beginning, or any part where a particle joins them or they name a
    piece of nature: the Gulf of Aden. The name of "the City of Norfolk" is Norfolk.
    """
    whole = {
        at: match
        for match in matches
        if match.kind == "natural" or "of" not in words[match.first : match.last]
        for at in range(match.first, match.last)
    }
    joining = name_words("particle") | {"of"}
    for name in names:
        match = whole.get(name.first)
        if match is None or match.last - match.first <= name.last - name.first:
            continue
        if match.first == name.first or joining.intersection(
            words[match.first : match.last]
        ):
            first, last = match.first, max(match.last, name.last)
            yield Name(first, last, name.probability)


def _corners(words: Sequence[str], names: Iterable[Name]) -> Iterator[Name]:
    """Yield the corners of a numbered street and a name: "near 10th and Lincoln"."""
    for name in names:
        first = name.first - 2
        if (
            first > 0
            and _NUMBERED.fullmatch(words[first])
            and words[first + 1] in _JOINED
            and words[first - 1].lower() in words_in("locative preposition")
        ):
            yield name._replace(first=first)


def _hyphenated(words: Sequence[str], names: Sequence[Name]) -> Iterator[Name]:
    """Yield the words hyphenated to what looks like an abbreviation within them."""
    firsts = {name.first for name in names}
    for name in names:
        if not _is_short(words, name) or words[name.first].isupper():
            continue
        after = name.last + 1
        if is_name_like(words[after]) and after not in firsts:
            yield name._replace(last=after + 1)


def _after_articles(words: Sequence[str], names: Iterable[Name]) -> Iterator[Name]:
    """Yield the name that goes on before an Arabic article: "Aita al-Shaab"."""
    for name in names:
        first = name.first - _ARTICLE
        if (
            first > 0
            and words[name.first - 1] == "-"
            and words[first] in name_words("article")
            and is_name_like(words[first - 1])
            and words[first - 1].lower() not in stopwords()["en"]
        ):
            yield name._replace(first=first - 1)


def _is_short(words: Sequence[str], name: Name) -> bool:
    """Tell whether a name is one short word before a hyphen and another word."""
    return (
        name.last - name.first == 1
        and len(words[name.first]) <= _SHORT
        and name.last + 1 < len(words)
        and words[name.last] == "-"
        and words[name.first][-1] != "."
    )


def _joined_by_particles(
    words: Sequence[str], matches: Sequence[NameMatch], names: Sequence[Name]
) -> Iterator[Name]:
    """Yield two known names with "de", "del", "de la" between: one Romance name."""
    chances = {
        at: name.probability for name in names for at in range(name.first, name.last)
    }
    particles = name_words("particle")
    for left, right in pairwise(matches):
        between = words[left.last : right.first]
        found = max(chances.get(left.first, 0.0), chances.get(right.last - 1, 0.0))
        if found and between and particles.issuperset(between):
            yield Name(left.first, right.last, found)


def _facilities(
    words: Sequence[str],
    sentences: Iterable[Sentence],
    matches: Iterable[NameMatch],
    names: Sequence[Name],
) -> Iterator[Name]:
    """Yield the whole name before "prison" or the like, if only its end is found."""
    taken = {
        at
        for match in matches
        if match.is_prominent or match.kind == "demonym"
        for at in range(match.first, match.last)
    }
    starts = sorted(sentence.first for sentence in sentences)
    for name in names:
        after = types_after().get(words[name.last]) if name.last < len(words) else None
        if after is None or after.kind != MentionKind.FACILITY:
            continue
        sentence = max(start for start in starts if start <= name.first)
        first = run_start(words, name.first, sentence)
        first += len(words[first]) == 1  # "A Texas court"
        if first < name.first and taken.isdisjoint(range(first, name.first)):
            yield name._replace(first=first)
