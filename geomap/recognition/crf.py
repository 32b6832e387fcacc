"""The statistical half of recognition: a linear-chain conditional random field.

Each token is labelled B (a place's name begins), I (it goes on), D (a demonym)
or O (none of these).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ..errors import ModelMissingError

TRAINING = {
    "c1": 0.3,  # L1 penalty: most features end at weight zero and are dropped
    "c2": 0.02,
    "max_iterations": 80,
    "feature.possible_transitions": True,
}


class Label(NamedTuple):
    """The best label of one token, and the probabilities of the labels B and I."""

    label: str
    begin: float
    inside: float

    @property
    def begins(self) -> bool:
        """Whether a name begins here, if the token is part of one."""
        return self.label == "B" or (self.label != "I" and self.begin >= self.inside)


class Tagger:
    """Label the tokens of one sentence after another."""

    def __init__(self, path: Path) -> None:
        """Open weights.

        Raises
        ------
        ModelMissingError
            When there are no weights at `path`.
        """
        import pycrfsuite

        if not path.is_file():
            raise ModelMissingError(f"no recogniser at {path}: reinstall geomap")
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(path))

    def label(self, features: Sequence[Sequence[str]]) -> list[Label]:
        """Return the label of each token of a sentence, from its features."""
        self._tagger.set(features)
        labels = self._tagger.tag()
        marginal = self._tagger.marginal
        return [
            Label(label, marginal("B", index), marginal("I", index))
            for index, label in enumerate(labels)
        ]


def fit(
    sentences: Sequence[tuple[Sequence[Sequence[str]], Sequence[str]]], path: Path
) -> None:
    """Learn weights from sentences, each as features and labels of its tokens."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=TRAINING, verbose=False)
    for features, labels in sentences:
        trainer.append(features, labels)
    trainer.train(str(path))
