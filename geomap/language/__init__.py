"""Words, sentences and the language of a text."""

from .analysis import analyze
from .detection import detect_language
from .mixture import by_language, sentence_languages
from .tokens import tokenize

__all__ = [
    "analyze",
    "by_language",
    "detect_language",
    "sentence_languages",
    "tokenize",
]
