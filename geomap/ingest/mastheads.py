"""Find where a title stops telling the news and names the outlet: "| Waco News"."""

from __future__ import annotations

import re
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from .. import lexicon

_BREAK = re.compile(r"\s*(?P<bar>\||::|\s[«»]\s)\s*|\s+(?:-|–|—|--)\s+")
_QUOTATION = re.compile(r"«.+»")
_WORD = re.compile(r"[^\W_]+")
_DOMAIN = re.compile(r"\b\w[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}\b")  # waconews.com
_CALL_SIGN = re.compile(r"\b[KW][A-Z]{2,3}\b")  # of an American station: WXYZ-TV
_PART_END = re.compile(r"[,:;&]|$")

_LOWER = frozenset({"a", "and", "at", "by", "for", "from", "in", "of", "on", "the"})
"""Words that outlets write small in their names."""

MIN_HEADLINE_WORDS = 3


class OutletWord(NamedTuple):
    """A word of outlets' names: anywhere (naming), or as their last word (ending)."""

    word: str
    part: str
    source: str


@cache
def _outlet_words(part: str) -> frozenset[str]:
    """Return the words of outlets' names of one sort, in lower case."""
    rows = lexicon.load("outlet_words", OutletWord)
    return frozenset(row.word for row in rows if row.part == part)


def masthead_of(title: str) -> int | None:
    """Return where the outlet's part of a title begins, or None where it has none.

    It reads like a name and stands after a bar, or after a dash and has a word, an
    address or a call sign that tells an outlet.

    >>> title = "Two shot in Reno | Waco News"
    >>> title[masthead_of(title) :]
    '| Waco News'
    >>> masthead_of("Two shot in Reno - police") is None
    True
    """
    if _QUOTATION.search(title):
        return None
    breaks = list(_BREAK.finditer(title))
    ends = (found.start() for found in breaks[1:])
    for found, end in zip_longest(breaks, ends):
        before = _WORD.findall(title[: found.start()])
        after = title[found.end() : end]
        if len(before) < MIN_HEADLINE_WORDS or not _reads_like_name(
            title[found.end() :]
        ):
            continue
        is_short = len(_WORD.findall(after)) < len(before)
        if (found["bar"] and is_short) or _tells_outlet(after, title):
            return found.end() - len(found[0].lstrip())
    return None


def _reads_like_name(words: str) -> bool:
    """Tell whether words are written as names are, but for the small ones."""
    return all(
        not word.islower() or word in _LOWER or word in _outlet_words("naming")
        for word in _WORD.findall(_DOMAIN.sub("", words))
    )


def _tells_outlet(words: str, title: str) -> bool:
    """Tell whether words hold what only the name of an outlet does."""
    if _DOMAIN.search(words) or (not title.isupper() and _CALL_SIGN.search(words)):
        return True
    parts = [_WORD.findall(part.lower()) for part in _PART_END.split(words)]
    return any(
        not _outlet_words("naming").isdisjoint(part)
        or (part and part[-1] in _outlet_words("ending"))
        for part in parts
    )
