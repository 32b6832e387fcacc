"""The accurate recogniser: a small transformer, and the fast one's second opinion."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...records import Analysis, Mention
from ...stages import Gazetteer
from ..coordinates import with_positions
from ..crf import Label
from ..names import extend_to_divisions, join_types, without
from ..recognizer import FastRecognizer, mentions_of, read
from ..wording import not_places
from .decoding import LABELS, decode, names_in
from .network import WEIGHTS, Network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SECOND_OPINION = 0.5
"""How much the fast recogniser's probabilities weigh; fitted on development sets."""
RECALL = 1.0
"""Taken off the score of being no name, in logarithms; fitted likewise."""
_LEAST = 1e-3  # no probability counts as less


class AccurateRecognizer:
    """Find place names with a network; texts not in English are left to the fast one.

    The network was trained on English only.
    """

    def __init__(self, gazetteer: Gazetteer, weights: Path = WEIGHTS) -> None:
        """Load the network.

        Raises
        ------
        ModelMissingError
            When onnxruntime or tokenizers is not installed, or weights are missing.
        """
        self._gazetteer = gazetteer
        self._network = Network(weights)
        self._fast = FastRecognizer(gazetteer)

    def recognize(self, analysis: Analysis) -> list[Mention]:
        """Return the mentions of a text in order; none overlap."""
        reading = read(analysis, self._gazetteer)
        if reading.language != "en":
            return self._fast.recognize(analysis)
        words, sentences = reading.words, analysis.sentences
        scores = self._network.scores(analysis, words, reading.matches)
        scores += second_opinion(self._fast.label(reading))
        labels = decode(scores, self._network.chain, sentences)
        names = without(words, not_places(), names_in(labels, sentences))
        names = join_types(words, sentences, names)
        names = extend_to_divisions(words, reading.matches, names)
        return with_positions(analysis, mentions_of(reading, labels, names))


def second_opinion(labels: Sequence[Label]) -> NDArray[np.float32]:
    """Return what to add to the network's scores: (tokens, labels).

    The fast recogniser speaks for and against a name's beginning and going on.
    """
    import numpy as np

    begin = np.array([label.begin for label in labels], np.float32)
    inside = np.array([label.inside for label in labels], np.float32)
    none = 1 - begin - inside
    chances = np.stack([none, begin, inside, none], axis=1)
    added = np.float32(SECOND_OPINION) * np.log(np.maximum(chances, _LEAST))
    added[:, LABELS.index("O")] -= RECALL
    return added
