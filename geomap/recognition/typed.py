"""Names that a type word in lower case makes, outside English.

It stands before what it names ("calle Victoria", "улица Ленина", "в селе
Вырубово") or after the adjective that does ("Донецкий край").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..lexicon.names import PlaceType, types_after, types_of
from ..records import MentionKind, Sentence
from .crf import Label
from .lookup import NameMatch
from .names import Name
from .settling import PROBABILITY
from .words import is_adjective

_POSSIBLE = 0.1  # the tagger's least probability of a settlement nobody knows
_LONGEST_RUN = 3
_UPPER_ADJECTIVE = re.compile(r"[А-ЯІЇЄҐ].*(?:ск|цк|зьк)\w{1,3}")


def typed(
    words: Sequence[str],
    cased: Sequence[str],
    sentences: Iterable[Sentence],
    matches: Iterable[NameMatch],
    labels: Sequence[Label],
) -> Iterator[Name]:
    """Yield the names that a lower-case type word makes of the words beside it.

    Parameters
    ----------
    words, cased : sequence of str
        The words of the text in English (`translated`), and as written.
    """
    known = {at for match in matches for at in range(match.first, match.last)}
    inflected = {match.first for match in matches if _is_inflected(cased, match)}
    for sentence in sentences:
        for index in range(sentence.first, sentence.last):
            word = words[index].lower()
            start = _adjectives_start(cased, index, sentence.first)
            after = types_after().get(word)
            if start < index and after and _takes_adjective(after):
                yield Name(start, index + 1, PROBABILITY)
                continue
            end = _run_end(words, index + 1, sentence.last)
            if end == index + 1 or index + 1 in inflected:
                continue
            if after and after.joins == "yes" and after.kind == MentionKind.FACILITY:
                yield Name(index, end, PROBABILITY)
            elif _is_region(word) and index + 1 not in known:
                chance = labels[index + 1].begin + labels[index + 1].inside
                if chance >= _POSSIBLE:
                    yield Name(index + 1, end, chance)


def _is_inflected(cased: Sequence[str], match: NameMatch) -> bool:
    """Tell whether a name is written in another form than the gazetteer's."""
    first, last = cased[match.first], cased[match.last - 1]
    return not (match.name.startswith(first) and match.name.endswith(last))


def _is_region(word: str) -> bool:
    """Tell whether a word is said before the name of a place that is no building."""
    after = types_after().get(word)
    return word in types_of() or (after is not None and after.kind == MentionKind.PLACE)


def _takes_adjective(place_type: PlaceType) -> bool:
    """Tell whether a place's adjective before a type word makes a name."""
    return place_type.joins == "yes" or place_type.code == "PCLI"


def _adjectives_start(cased: Sequence[str], index: int, first: int) -> int:
    """Return where the adjectives of a place begin that end before `index`.

    "Северо-Кавказский военный округ", "Донецкий край".
    """
    start = index - 1
    if start > first and cased[start].islower() and is_adjective(cased[start]):
        start -= 1
    if start < first or not _UPPER_ADJECTIVE.fullmatch(cased[start]):
        return index
    while start - 2 >= first and cased[start - 1] == "-" and cased[start - 2].istitle():
        start -= 2
    return start


def _run_end(words: Sequence[str], start: int, last: int) -> int:
    """Return where the run of capitalised words that begins at `start` ends."""
    end = start
    while end < min(last, start + _LONGEST_RUN) and words[end][0].isupper():
        if end > start and _UPPER_ADJECTIVE.fullmatch(words[end]):
            break
        end += 1
        if end + 1 < last and words[end] == "-" and words[end + 1][0].isupper():
            end += 2
    return end
