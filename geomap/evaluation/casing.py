"""Restore letter case in text that is all capitals, as wires once were."""

from __future__ import annotations

import re

from ..stages import Gazetteer

MAX_NAME_WORDS = 4
_KNOWN_KINDS = ("country", "admin1", "admin2", "town", "demonym", "region")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\]]\s+|\n\s*\n\s*)([^\W\d_])")


def restore_case(text: str, gazetteer: Gazetteer) -> str:
    """Return an all-capitals text with only sentence starts and names in capitals.

    Names are those the gazetteer knows, towns of few people aside when they are
    a single word. Offsets stay as they are.
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        return text
    spans = [match.span() for match in _WORD.finditer(text)]
    phrases = {
        _title(text[spans[i][0] : spans[j][1]]): (i, j)
        for i in range(len(spans))
        for j in range(i, min(i + MAX_NAME_WORDS, len(spans)))
    }
    known = gazetteer.classify(phrases)
    letters = list(lowered)
    for phrase, kind in known.items():
        if _is_name(phrase, kind):
            pattern = re.escape(phrase.upper()).replace(r"\ ", r"\s+")
            for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text):
                letters[match.start() : match.end()] = _title(match[0])
    for match in _SENTENCE_START.finditer(text):
        letters[match.start(1)] = text[match.start(1)]
    return "".join(letters)


def _is_name(phrase: str, kind: str) -> bool:
    """Tell whether a phrase is more likely a name than words."""
    name, _, band = kind.partition(":")
    if name not in _KNOWN_KINDS:
        return False
    return name != "town" or " " in phrase or band not in {"", "0", "1"}


def _title(phrase: str) -> str:
    """Return a phrase with each word capitalised.

    >>> _title("SAN MIGUEL")
    'San Miguel'
    """
    return _WORD.sub(lambda match: match[0].capitalize(), phrase)
