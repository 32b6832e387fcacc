"""Weigh the features of an event mention: a logistic regression for each question."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

WEIGHTS = Path(__file__).with_name("weights") / "mentions.tsv"
BIAS = "bias"


class Judgement(NamedTuple):
    """Probabilities, 0–1: that a mention happened, is aftermath, background, disaster.

    The second and third are of mentions that happened.
    """

    happened: float
    aftermath: float
    background: float
    disaster: float


Weights: TypeAlias = Mapping[str, Judgement]
"""The weights of each feature, one a question; the bias under its name."""


@cache
def weights() -> Weights:
    """Return the weights that geomap ships with."""
    found = {}
    for line in WEIGHTS.read_text(encoding="utf-8").splitlines()[1:]:
        name, *values = line.split("\t")
        found[name] = Judgement(*map(float, values))
    return found


def judge(features: Iterable[str], known: Weights) -> Judgement:
    """Return the probabilities of a mention with such features under some weights."""
    rows = [known[BIAS], *(known[name] for name in features if name in known)]
    return Judgement(
        *(_logistic(math.fsum(column)) for column in zip(*rows, strict=True))
    )


def explain(features: Iterable[str], *, limit: int = 5) -> list[tuple[str, float]]:
    """Return the features that speak most for or against its having happened."""
    known = weights()
    told = [(name, known[name].happened) for name in features if name in known]
    return sorted(told, key=lambda item: (-abs(item[1]), item[0]))[:limit]


def _logistic(score: float) -> float:
    """Return the logistic function of a score."""
    return 1 / (1 + math.exp(-score))
