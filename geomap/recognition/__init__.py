"""Find the place names in a text (toponym recognition)."""

from __future__ import annotations

from ..errors import SettingsError
from ..stages import Gazetteer, Recognizer
from .mention import mention_at

__all__ = ["load_recognizer", "mention_at"]


def load_recognizer(gazetteer: Gazetteer, name: str = "fast") -> Recognizer:
    """Return the recogniser of that name.

    Raises
    ------
    SettingsError
        When there is no such recogniser.
    ModelMissingError
        When its weights are not installed.
    """
    if name != "fast":
        raise SettingsError(f"no recogniser {name!r}: choose 'fast'")
    from .recognizer import FastRecognizer

    return FastRecognizer(gazetteer)
