"""Words, sentences and the language of a text."""

from .analysis import analyze
from .detection import detect_language
from .tokens import tokenize

__all__ = ["analyze", "detect_language", "tokenize"]
