"""Link an event to the place where it happened, by a table of reasons.

The weights stand in `lexicon/data/link_weights.tsv`; the sum of those that
apply, through the logistic function, is the probability of a link.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from .. import lexicon
from ..records import Evidence
from .link_features import FEATURES, Link
from .sites import Site


class WeightRow(NamedTuple):
    """The weight of one feature."""

    feature: str
    weight: str
    source: str


@cache
def weights() -> Mapping[str, float]:
    """Return the weight of each feature, and of the bias."""
    rows = lexicon.load("link_weights", WeightRow)
    return {row.feature: float(row.weight) for row in rows}


@dataclass(frozen=True, slots=True)
class Scored:
    """A site with the probability that the event happened there, and why."""

    site: Site
    probability: float
    evidence: tuple[Evidence, ...]


def score(link: Link) -> Scored:
    """Return the probability of a link, with the reasons that bear on it."""
    evidence = tuple(
        Evidence(
            feature=feature.__name__,
            score=round(value * weights().get(feature.__name__, 0.0), 3),
            detail=str(feature.__doc__),
        )
        for feature in FEATURES
        if (value := feature(link))
    )
    total = weights()["bias"] + sum(item.score for item in evidence)
    return Scored(link.site, 1 / (1 + math.exp(-total)), evidence)
