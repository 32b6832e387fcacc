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

from .. import lexicon
from ..records import Evidence
from .link_cues import REASONS, Cue, cues
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
    """A site with the probability that the event happened there, and why."""

    site: Site
    probability: float
    evidence: tuple[Evidence, ...]


def score(link: Link) -> Scored:
    """Return the probability of a link, with the reasons that bear on it."""
    evidence = (*_measured(link), *_worded(link))
    total = weights()["bias"] + sum(item.score for item in evidence)
    return Scored(link.site, 1 / (1 + math.exp(-total)), evidence)


def _measured(link: Link) -> Iterator[Evidence]:
    """Yield the features that apply."""
    for feature in FEATURES:
        name = feature.__name__
        if value := feature(link):
            score = round(value * weights().get(name, 0.0), 3)
            yield Evidence(feature=name, score=score, detail=str(feature.__doc__))


def _worded(link: Link) -> Iterator[Evidence]:
    """Yield the cues that bear a weight."""
    for cue in cues(link):
        if weight := cue_weights().get(cue):
            detail = f"{REASONS[cue.kind]} ({cue.words})"
            yield Evidence(feature=cue.kind, score=weight, detail=detail)
