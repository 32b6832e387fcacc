"""Find the place names in a text (toponym recognition)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..errors import SettingsError
from ..stages import Gazetteer, Recognizer
from .mention import mention_at

__all__ = ["load_recognizer", "mention_at"]


def load_recognizer(gazetteer: Gazetteer, name: str = "fast") -> Recognizer:
    """Return the recogniser of that name.

    "fast" and "accurate" come with geomap; "natasha" reads Russian with the network
    of that package; "spacy:MODEL" and "gliner:PATH" use a model that the user has.

    Raises
    ------
    SettingsError
        When there is no such recogniser.
    ModelMissingError
        When its weights, or the packages that run them, are not installed.
    """
    if name in RECOGNIZERS:
        return RECOGNIZERS[name](gazetteer)
    from .adapters import FINDERS, AdaptedRecognizer

    kind, _, model = name.partition(":")
    if kind in FINDERS and model:
        return AdaptedRecognizer(gazetteer, FINDERS[kind](model))
    raise SettingsError(
        f"no recogniser {name!r}: "
        "choose fast, accurate, natasha, spacy:MODEL or gliner:PATH"
    )


def _fast(gazetteer: Gazetteer) -> Recognizer:
    from .recognizer import FastRecognizer

    return FastRecognizer(gazetteer)


def _accurate(gazetteer: Gazetteer) -> Recognizer:
    from .transformer import AccurateRecognizer

    return AccurateRecognizer(gazetteer)


def _natasha(gazetteer: Gazetteer) -> Recognizer:
    from .adapters import RussianRecognizer

    return RussianRecognizer(gazetteer)


RECOGNIZERS: Mapping[str, Callable[[Gazetteer], Recognizer]] = {
    "fast": _fast,
    "accurate": _accurate,
    "natasha": _natasha,
}
"""What makes each recogniser that needs no model named, by its own name."""
