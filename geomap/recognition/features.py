"""Describe each token of a text to the tagger.

Names are not memorised: a word itself is a feature only when it is a common
English word, so that the tagger learns contexts and leans on the gazetteer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ..language.tokens import abbreviation_roles
from ..lexicon.english import word_bands
from ..lexicon.names import name_words
from ..records import Analysis
from .lookup import NameMatch
from .words import given_names

WINDOW = range(-3, 4)
_LAST = WINDOW[-1]
_CAPITALISED = frozenset("TMUA")
_LONG_RUN = 5
_CERTAIN = frozenset(
    ("country", "admin1", "region", "demonym")
)  # spelling says no more
_PLAIN_MARKS = str.maketrans("’‘“”—–", "''\"\"--")


class Word(NamedTuple):
    """What is known of one token wherever it stands."""

    lower: str
    shape: str
    band: str
    tag: str  # the gazetteer's, or ""
    atoms: tuple[str, ...]
    own: tuple[str, ...]

    @property
    def gist(self) -> str:
        """The word itself where it is common, its shape where it is not."""
        return self.lower if self.band in "12p" else self.shape


def shape(word: str) -> str:
    """Return the outline of a word.

    >>> [shape(word) for word in ["US", "Lima", "km", "5th", "McAllen", "Ky.", "-"]]
    ['U', 'T', 'l', 'd', 'M', 'A', '-']
    """
    if word[0].isdigit():
        return "d"
    if not word[0].isalpha():
        return word[0]
    if word[-1] == ".":
        return "A"
    if word.islower():
        return "l"
    if word.isupper():
        return "U" if len(word) > 1 else "u"
    return "T" if word[1:].islower() else "M"


def token_features(
    analysis: Analysis, texts: Sequence[str], matches: Sequence[NameMatch]
) -> list[list[str]]:
    """Return the features of each token, in order.

    Parameters
    ----------
    texts : sequence of str
        The words of the analysis in English, in the case of running text.
    """
    words = _words(texts, matches)
    document = _document_features(words)
    return [
        row
        for sentence in analysis.sentences
        for row in _sentence_features(words[sentence.first : sentence.last], document)
    ]


def _words(texts: Sequence[str], matches: Sequence[NameMatch]) -> list[Word]:
    """Return what is known of each word; equal words are made once."""
    tags = [""] * len(texts)
    for match in matches:
        several = "+" if match.last - match.first > 1 else ""
        for index in range(match.first, match.last):
            begin = "B" if index == match.first else "I"
            tags[index] = f"{begin}{match.kind}{match.band}{several}"
    lowered = {text for text in texts if text.islower()}
    known: dict[tuple[str, str], Word] = {}
    for key in zip(texts, tags, strict=True):
        if key not in known:
            known[key] = _word(*key, has_lower=key[0].lower() in lowered)
    return [known[key] for key in zip(texts, tags, strict=True)]


def _word(text: str, tag: str, *, has_lower: bool) -> Word:
    text = text.translate(_PLAIN_MARKS)
    lower = text.lower()
    outline = shape(text)
    band = _band(text, tag)
    atoms = [f"s={outline}", f"g={tag}"]
    if band in "123p" and (not tag or text.islower()):
        atoms.append(f"w={lower}")
    if outline != "l" and lower in given_names():
        atoms.append("given")
    own = [f"b={band}", f"bg={band}{tag}", f"sg={outline}{tag}"]
    if outline in "TMUuA" and has_lower:
        own.append("lowered")
    if outline in "TMUuA" and tag[1:-1] not in _CERTAIN:
        own += [f"x3={lower[-3:]}", f"x4={lower[-4:]}", f"p3={lower[:3]}"]
    return Word(lower, outline, band, tag, tuple(atoms), tuple(own))


def _band(text: str, tag: str) -> str:
    """Return how frequent a word is; marks and abbreviations have their own band."""
    if not text[0].isalpha():
        return "p"
    if not tag and text in abbreviation_roles():
        return "1"
    return word_bands().get(text.lower(), "0")


def _sentence_features(
    words: Sequence[Word], document: Mapping[str, Sequence[str]]
) -> Iterator[list[str]]:
    """Yield the features of each word of a sentence."""
    shifted = [_shifted(word.atoms) for word in words]
    runs = _runs(words)
    for index, word in enumerate(words):
        row = ["bias", *word.own, *document.get(word.lower, ()), *runs[index]]
        for offset in WINDOW:
            if 0 <= index + offset < len(words):
                row += shifted[index + offset][offset + _LAST]
            else:
                row.append(f"{offset}=edge")
        row += _pairs(words, index)
        yield row


@lru_cache(maxsize=100_000)
def _shifted(atoms: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return atoms as seen from each offset of the window."""
    return [tuple(f"{offset}{atom}" for atom in atoms) for offset in WINDOW]


def _pairs(words: Sequence[Word], index: int) -> list[str]:
    """Join a word's gazetteer tag with the common words beside it."""
    word = words[index]
    before = words[index - 1].gist if index else ""
    after = words[index + 1].gist if index + 1 < len(words) else ""
    return [
        f"-w|g={before}|{word.tag}",
        f"+w|g={after}|{word.tag}",
        f"-+={before}|{after}|{word.shape}",
    ]


def _runs(words: Sequence[Word]) -> list[Sequence[str]]:
    """Describe the run of capitalised words that each word stands in."""
    rows: list[Sequence[str]] = [()] * len(words)
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and words[end].shape in _CAPITALISED:
            end += 1
        if end - start > 1:
            first, last = words[start], words[end - 1]
            for index in range(start, end):
                at = {start: "first", end - 1: "last"}.get(index, "inner")
                rows[index] = (
                    f"run={last.gist}|{at}",
                    f"run0={first.gist}|{at}",
                    f"runlen={min(end - start, _LONG_RUN)}|{at}",
                    f"rung={last.tag}|{at}",
                    f"rw={last.gist}",
                )
        start = max(end, start + 1)
    return rows


def _document_features(words: Sequence[Word]) -> dict[str, list[str]]:
    """Return what the whole text says of each capitalised word."""
    locatives = name_words("locative")
    titles = name_words("title")
    seen: dict[str, set[str]] = defaultdict(set)
    for before, word in pairwise(words):
        if word.shape not in _CAPITALISED:
            continue
        if before.lower in locatives:
            seen[word.lower].add("doc=locative")
        elif before.lower in titles:
            seen[word.lower].add("doc=titled")
        elif before.shape in "TM" and "given" in before.atoms:
            seen[word.lower].add("doc=surname")
    return {lower: sorted(facts) for lower, facts in seen.items()}
