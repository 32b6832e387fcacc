"""What each feature is worth, and how scores become probabilities.

The numbers are data: `resolution_weights.tsv`, written by fitting (`fit.py`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ..lexicon import load
from .features import FEATURES
from .standins import WAYS

CONFIDENCE = ("confidence_intercept", "confidence_slope")
"""Rows of the table that calibrate, beside those of features and stand-ins."""


class WeightRow(NamedTuple):
    """A number by name: a feature's weight, or one of the others."""

    name: str
    weight: str
    source: str


class Weights(NamedTuple):
    """A weight per row of `FEATURES`, how often each of `WAYS` is right, and Platt.

    Platt's intercept and slope (1999) turn the odds of the likeliest option into
    how often it is right.
    """

    features: tuple[float, ...]
    stand_ins: tuple[float, ...] = (0.0,) * len(WAYS)
    intercept: float = 0.0
    slope: float = 1.0

    def confidence(self, probabilities: Sequence[float]) -> float:
        """Return how often an answer chosen like this one is right, 0-1.

        `probabilities` are those of all options; the log odds of the best are
        corrected by Platt's logistic.

        >>> round(Weights(()).confidence((0.8, 0.2)), 2)
        0.8
        """
        line = self.intercept + self.slope * log_odds(max(probabilities))
        return 1 / (1 + math.exp(-line))


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
        *numbers[ways:],
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
    (0.0, 9.21)
    """
    held = min(max(probability, 1e-4), 1 - 1e-4)
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
