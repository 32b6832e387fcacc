"""Learn what each feature is worth from documents whose places are known.

A conditional logit (McFadden 1974): the chance of an option is the softmax of
its weighted features, and the weights make the right options likely. Several
options may be right, as a city and the county of its name are when only a
position is known. Needs numpy, which is imported when fitting.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..records import Analysis, Mention, Place
from ..stages import Gazetteer
from .features import FEATURES
from .resolver import FeatureResolver
from .scene import Scene, Unit
from .standins import WAYS, stand_in
from .weights import Weights, signals

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROUNDS = 3
"""Times the weights are refitted to the beliefs that the last ones lead to."""

STEPS = 12
"""Newton steps of one fit; it converges in about eight."""

TINY = 1e-12

RIDGE = 0.5
"""Penalty on squared weights: keeps a feature that rarely speaks near nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A document, its mentions, and for each mention whether a place is right.

    `is_right` is None for a mention whose place is not known.
    """

    analysis: Analysis
    mentions: Sequence[Mention]
    is_right: Sequence[Callable[[Place], bool] | None]


def fit(cases: Sequence[Case], gazetteer: Gazetteer, start: Weights) -> Weights:
    """Return the weights, and the calibration, that suit the cases best.

    Features that depend on other units are computed with what those are
    believed to mean, so weights and beliefs are refitted in turn. Deterministic.
    """
    weights = start
    for _ in range(ROUNDS):
        resolver = FeatureResolver(gazetteer, weights)
        examples = [e for case in cases for e in _examples(case, resolver)]
        weights = Weights(_fit_features(examples, weights.features))
    weights = weights._replace(
        calibration=_fit_calibration(_settled(cases, gazetteer, weights))
    )
    return weights._replace(
        stand_ins=_fit_stand_ins(_settled(cases, gazetteer, weights), gazetteer)
    )


def _settled(
    cases: Sequence[Case], gazetteer: Gazetteer, weights: Weights
) -> list[tuple[Case, Scene]]:
    """Return the cases, each with the scene that the weights settle on."""
    resolver = FeatureResolver(gazetteer, weights)
    return [(case, resolver.settle(case.analysis, case.mentions)) for case in cases]


def _examples(
    case: Case, resolver: FeatureResolver
) -> list[tuple[NDArray[Any], NDArray[Any]]]:
    """Return feature rows of the options, and which are right, of each mention."""
    import numpy as np

    scene = resolver.settle(case.analysis, case.mentions)
    examples = []
    for unit in scene.units:
        rows = None
        for index in unit.mentions:
            right = _right_options(unit, case.is_right[index])
            if any(right) and not all(right):
                if rows is None:
                    rows = np.array(_rows(unit, scene))
                examples.append((rows, np.array(right)))
    return examples


def _rows(unit: Unit, scene: Scene) -> list[list[float]]:
    """Return the value of each feature for each option of a unit."""
    return [
        [feature.function(unit, option, scene) for feature in FEATURES]
        for option in unit.options
    ]


def _right_options(unit: Unit, is_right: Callable[[Place], bool] | None) -> list[bool]:
    """Return which options are right; none where the place is not known."""
    if is_right is None:
        return [False] * len(unit.options)
    return [is_right(option.place) for option in unit.options]


def _fit_features(
    examples: Sequence[tuple[NDArray[Any], NDArray[Any]]], start: Sequence[float]
) -> tuple[float, ...]:
    """Return weights by Fisher scoring, from the last ones."""
    import numpy as np

    rows = np.vstack([rows for rows, _ in examples])
    right = np.concatenate([right for _, right in examples])
    sizes = np.array([len(right) for _, right in examples])
    firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]])

    def chances(weights: NDArray[Any]) -> NDArray[Any]:
        """Return the probability of each option in its example."""
        scores = rows @ weights
        powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, firsts), sizes))
        totals: NDArray[Any] = np.repeat(np.add.reduceat(powers, firsts), sizes)
        return np.asarray(powers / totals)

    def gain(weights: NDArray[Any]) -> float:
        """Return the penalised log likelihood."""
        found = np.add.reduceat(chances(weights) * right, firsts)
        return float(np.log(found + TINY).sum() - RIDGE / 2 * weights @ weights)

    weights = np.array(start)
    for _ in range(STEPS):
        chance = chances(weights)
        found = np.repeat(np.add.reduceat(chance * right, firsts), sizes)
        target = chance * right / (found + TINY)
        gradient = rows.T @ (target - chance) - RIDGE * weights
        means = np.add.reduceat(rows * chance[:, None], firsts)
        curvature = (rows.T * chance) @ rows - means.T @ means
        step = np.linalg.solve(curvature + RIDGE * np.eye(len(weights)), gradient)
        while gain(weights + step) < gain(weights) - TINY:
            step = step / 2
        weights = weights + step
    return tuple(round(float(weight), 3) for weight in weights)


def _fit_stand_ins(
    settled: Sequence[tuple[Case, Scene]], gazetteer: Gazetteer
) -> tuple[float, ...]:
    """Return how often each way of standing in is right, with Laplace's correction."""
    tries = [1.0] * len(WAYS)
    hits = [0.5] * len(WAYS)
    for case, scene in settled:
        for unit in scene.units:
            found = None if unit.is_named else stand_in(unit, scene, gazetteer)
            for is_right in [case.is_right[i] for i in unit.mentions if found]:
                if found and is_right:
                    tries[found.way] += 1
                    hits[found.way] += is_right(found.option.place)
    return tuple(round(h / t, 3) for h, t in zip(hits, tries, strict=True))


def _fit_calibration(settled: Sequence[tuple[Case, Scene]]) -> tuple[float, ...]:
    """Return the calibration, over all mentions with a known place, by Newton's way."""
    import numpy as np

    known = [
        (signals(unit, scene), is_right(unit.options[unit.best].place))
        for case, scene in settled
        for unit in scene.units
        for is_right in [case.is_right[i] for i in unit.mentions if unit.options]
        if is_right
    ]
    rows = np.array([signal for signal, _ in known])
    hits = np.array([is_hit for _, is_hit in known], dtype=float)
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        curvature = (rows.T * (chance * (1 - chance))) @ rows + np.eye(len(weights))
        gradient = rows.T @ (hits - chance) - weights
        weights = weights + np.linalg.solve(curvature, gradient)
    return tuple(round(float(weight), 3) for weight in weights)
