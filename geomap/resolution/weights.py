"""What each feature is worth, and how scores become probabilities.

The numbers are data: `resolution_weights.tsv`, written by fitting (`fit.py`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..lexicon import load
from .doubts import DOUBTS
from .features import FEATURES
from .scene import Scene, Unit
from .standins import WAYS

CONFIDENCE = (
    "confidence",
    "confidence_by_odds",
    "confidence_by_score",
    *(f"confidence_by_{doubt.__name__}" for doubt in DOUBTS),
)
"""Rows of the table that calibrate, beside those of features and stand-ins."""


class WeightRow(NamedTuple):
    """A number by name: a feature's weight, or one of the others."""

    name: str
    weight: str
    source: str


class Weights(NamedTuple):
    """A weight per row of `FEATURES`, how often each of `WAYS` is right, `CONFIDENCE`.

    The last are the weights of a logistic calibration, after Platt (1999), of 1, the
    log odds of the likeliest option among all, its score, which tells a clear case
    from one where nothing better was on offer, and its `DOUBTS`.
    """

    features: tuple[float, ...]
    stand_ins: tuple[float, ...] = (0.0,) * len(WAYS)
    calibration: tuple[float, ...] = (0.0, 1.0, *(0.0,) * (1 + len(DOUBTS)))

    def confidence(self, unit: Unit, scene: Scene) -> float:
        """Return how often the likeliest option of a unit like this is right, 0-1."""
        weighted = zip(self.calibration, signals(unit, scene), strict=True)
        return 1 / (1 + math.exp(-sum(weight * signal for weight, signal in weighted)))


def signals(unit: Unit, scene: Scene) -> tuple[float, ...]:
    """Return what the confidence in a unit's likeliest option is read from."""
    best = unit.options[unit.best]
    doubts = (doubt(unit, best, scene) for doubt in DOUBTS)
    return 1.0, log_odds(max(unit.belief)), unit.score, *doubts


@cache
def fitted_weights() -> Weights:
    """Return the weights that geomap ships.

    Raises
    ------
    KeyError
        When the table lacks a row of `weight_names`.
    """
    table = {
        row.name: float(row.weight) for row in load("resolution_weights", WeightRow)
    }
    names = weight_names()
    numbers = [table[name] for name in names]
    ways = len(FEATURES) + len(WAYS)
    return Weights(
        tuple(numbers[: len(FEATURES)]),
        tuple(numbers[len(FEATURES) : ways]),
        tuple(numbers[ways:]),
    )


def weight_names() -> list[str]:
    """Return the names of all rows of the table, in its order."""
    return [
        *(feature.name for feature in FEATURES),
        *(way.__name__ for way in WAYS),
        *CONFIDENCE,
    ]


def log_odds(probability: float) -> float:
    """Return the log odds of a probability, which is held off 0 and 1.

    >>> round(log_odds(0.5), 3), round(log_odds(1.0), 3)
    (0.0, 4.595)
    """
    held = min(max(probability, 0.01), 0.99)
    return math.log(held / (1 - held))


def softmax(scores: Sequence[float]) -> list[float]:
    """Return probabilities of scores; [] for none.

    >>> [round(p, 3) for p in softmax([1.0, 1.0])], softmax([])
    ([0.5, 0.5], [])
    """
    top = max(scores, default=0.0)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
