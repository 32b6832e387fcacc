"""Link an event to the place where it happened, by a table of reasons.

The weights stand in `lexicon/data/link_weights.tsv` (of measured features) and
`link_cues.tsv` (of words); the sum of those that apply, through the logistic
function, is the probability of a link.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from .... import lexicon
from ....records import Evidence
from .context import Link
from .link_cues import REASONS, Cue, cues
from .link_features import FEATURES, Feature
from .mentions import Site


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


@cache
def _weighted() -> tuple[tuple[Feature, float], ...]:
    """Return each feature with its weight."""
    return tuple((feature, weights()[feature.__name__]) for feature in FEATURES)


class CueRow(NamedTuple):
    """The weight of one cue of words."""

    cue: str
    words: str
    weight: str
    source: str


@cache
def cue_weights() -> Mapping[Cue, float]:
    """Return the weight of each cue."""
    rows = lexicon.load("link_cues", CueRow)
    return {Cue(row.cue, row.words): float(row.weight) for row in rows}


@dataclass(frozen=True, slots=True)
class Scored:
    """A site with the probability that the event happened there.

    `measured` and `worded` are the features and cues that say so, each with what
    it adds.
    """

    site: Site
    probability: float
    measured: tuple[tuple[Feature, float], ...]
    worded: tuple[tuple[Cue, float], ...]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The reasons that bear on the link, as the reader sees them."""
        measured = (
            Evidence(feature=feature.__name__, score=score, detail=str(feature.__doc__))
            for feature, score in self.measured
        )
        worded = (
            Evidence(
                feature=cue.kind,
                score=weight,
                detail=f"{REASONS[cue.kind]} ({cue.words})",
            )
            for cue, weight in self.worded
        )
        return (*measured, *worded)


def score(link: Link) -> Scored:
    """Return the probability of a link."""
    measured, worded = tuple(_measured(link)), tuple(_worded(link))
    total = weights()["bias"]
    total += sum(score for _, score in measured)
    total += sum(weight for _, weight in worded)
    return Scored(link.site, 1 / (1 + math.exp(-total)), measured, worded)


def _measured(link: Link) -> Iterator[tuple[Feature, float]]:
    """Yield the features that apply, each with what it adds."""
    for feature, weight in _weighted():
        if value := feature(link):
            yield feature, round(value * weight, 3)


def _worded(link: Link) -> Iterator[tuple[Cue, float]]:
    """Yield the cues that bear a weight."""
    for cue in cues(link):
        if weight := cue_weights().get(cue):
            yield cue, weight
