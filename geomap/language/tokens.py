"""Split text into words and punctuation marks.

Names must come out as whole tokens, whatever is glued to them: "Kabul's",
"Saudi-led", "US-Mexico" and "l'Ukraine" are split, "year-old" and "Sana'a" are
not. Scripts written without spaces give one token for each character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..lexicon import load
from ..records import Token

_JOINERS = "\u00ad\u200b-\u200f\u2060\ufeff"  # invisible, inside words
_SOFT_HYPHEN = "\u00ad"  # shows where a line may break, and nothing else
_MARKS = (  # combining marks that `\w` leaves out
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0903\u093a-\u094f\u0962\u0963\u0980-\u0983\u09bc-\u09d7"
    "\u0a00-\u0dff\u0e31-\u0e4e\u102b-\u103e\u17b4-\u17d3"
)
_LETTERS = rf"[^\W\d_][\w{_MARKS}{_JOINERS}]*"
_WORD = rf"{_LETTERS}(?:['’](?!s\b){_LETTERS})*"
_TOKEN = re.compile(
    rf"""
      (?P<address>(?:https?://|www\.)\S*[\w/] | [\w.+-]{{1,64}}@[\w-]{{1,64}}\.\w+)
    | (?P<initials>(?:[^\W\d_]{{1,2}}\.){{2,}})
    | (?P<elision>(?:[cdjlmnst]|qu)['’](?=[^\W\d_]))
    | (?P<word>{_WORD}(?:[-‐‑]{_WORD})*(?:\.(?!\.))?)
    | (?P<number>\d+(?:[.,:]\d+)*(?:(?:st|nd|rd|th)\b)?)
    | (?P<possessive>['’]s\b)
    | (?P<mark>\.{{2,}}|-{{2,}}|\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HYPHEN = re.compile("[-‐‑]|[^-‐‑]+")
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_CHARACTER = re.compile(rf"[{_UNSPACED}](?:[{_MARKS}])*|[^{_UNSPACED}]+")


class Abbreviation(NamedTuple):
    """A word whose full stop belongs to it.

    `role` says whether it may end a sentence: a `title` never does, a `number`
    is an abbreviation before digits only, a `free` one may.
    """

    abbreviation: str
    role: str
    source: str


@cache
def abbreviation_roles() -> dict[str, str]:
    """Return the role of each abbreviation, full stop included."""
    rows = load("abbreviations", Abbreviation)
    return {row.abbreviation: row.role for row in rows}


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of `text[start:end]`, with offsets into `text`.

    Every character but white space belongs to exactly one token; the
    `text` of a word leaves out its soft hyphens.

    >>> [token.text for token in tokenize("Saudi-led raids hit Sana'a's port.")]
    ['Saudi', '-', 'led', 'raids', 'hit', "Sana'a", "'s", 'port', '.']
    >>> [token.text for token in tokenize("In Lexington, Ky., on Jan. 5")]
    ['In', 'Lexington', ',', 'Ky.', ',', 'on', 'Jan.', '5']
    >>> tokenize(" ")
    []
    """
    end = len(text) if end is None else end
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        if match.lastgroup == "word":
            tokens.extend(
                _word_tokens(
                    match[0], match.start(), text[match.end() : match.end() + 2]
                )
            )
        else:
            tokens.append(Token(match.start(), match.end(), match[0]))
    return tokens


def _word_tokens(word: str, start: int, after: str) -> Iterator[Token]:
    """Split a run of letters at full stop, hyphens and unspaced characters."""
    stop = word.endswith(".") and not _is_abbreviation(word, after)
    run = word[:-1] if stop else word
    pieces: list[str] = [run]
    if not run.isascii():
        pieces = _CHARACTER.findall(run) if _CHARACTER.match(run) else pieces
    if not run.islower() and _HYPHEN.fullmatch(run) is None:
        pieces = [part for piece in pieces for part in _HYPHEN.findall(piece)]
    for piece in [*pieces, "."] if stop else pieces:
        yield Token(start, start + len(piece), piece.replace(_SOFT_HYPHEN, ""))
        start += len(piece)


def _is_abbreviation(word: str, after: str) -> bool:
    """Tell whether the full stop at the end of `word` belongs to it."""
    role = abbreviation_roles().get(word)
    if role == "number":
        return after.strip()[:1].isdigit()
    is_initial = word[0].isupper() and not word[1:-1]
    return role is not None or is_initial
