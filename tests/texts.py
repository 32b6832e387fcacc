"""Texts with their places in [brackets], and what a recogniser finds in a text."""

import re

from geomap.language import analyze
from geomap.records import Document, Mention, MentionKind
from geomap.stages import Recognizer


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a text without its brackets, and the spans that stood in them."""
    spans = [
        (match.start() - 2 * index, match.end() - 2 * index - 2)
        for index, match in enumerate(re.finditer(r"\[[^]]*\]", text))
    ]
    return re.sub(r"[\[\]]", "", text), spans


def mentions(recognizer: Recognizer, text: str) -> list[Mention]:
    """Return the mentions of a text."""
    return recognizer.recognize(analyze(Document(id="d", text=text)))


def places(recognizer: Recognizer, text: str) -> list[str]:
    """Return the names of places in a text, as written."""
    return [
        mention.text
        for mention in mentions(recognizer, text)
        if mention.kind is not MentionKind.DEMONYM
    ]
