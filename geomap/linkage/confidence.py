"""How likely a dot is right: that a chain of events is an incident of its own.

`FEATURES` are the reasons, each from 0 to 1; a logistic regression weighs them
(`confidence_weights.tsv`). A function's docstring is the sentence a reader is shown.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from .. import lexicon
from ..records import Evidence, Realis, Where, WherePrec
from .profile import Profile

Chain: TypeAlias = Sequence[Profile]

BIAS = "bias"
_LEAD = 2
_MANY = 3


class WeightRow(NamedTuple):
    """One row of the table of weights."""

    feature: str
    weight: str
    source: str


class View(NamedTuple):
    """A chain, and all chains of its document."""

    chain: Chain
    chains: Sequence[Chain]


Reason: TypeAlias = Callable[[View], float]


def happened(view: View) -> float:
    """At its best, a sentence clearly tells that it happened."""
    return max(_logit(p.discourse.happened) for p in view.chain)


def happened_all(view: View) -> float:
    """All of its sentences tell that it happened."""
    return _mean([_logit(p.discourse.happened) for p in view.chain])


def aftermath(view: View) -> float:
    """Its sentences tell what only followed from something."""
    return _mean([p.discourse.aftermath for p in view.chain])


def background(view: View) -> float:
    """Its sentences tell it for context."""
    return _mean([p.discourse.background for p in view.chain])


def told_twice(view: View) -> float:
    """Two sentences tell it or more."""
    return float(len(_sentences(view)) > 1)


def told_often(view: View) -> float:
    """Many sentences tell it."""
    return float(len(_sentences(view)) > _MANY)


def told_in_headline(view: View) -> float:
    """The headline tells it."""
    return float(any(p.discourse.is_headline for p in view.chain))


def told_in_lead(view: View) -> float:
    """The first sentences tell it."""
    return float(any(p.discourse.sentence <= _LEAD for p in view.chain))


def only_reference(view: View) -> float:
    """All its sentences only take up what was told."""
    return float(all(p.discourse.is_reference for p in view.chain))


def only_effect(view: View) -> float:
    """All its sentences only tell what came of something."""
    return float(all(p.discourse.is_effect for p in view.chain))


def set_apart(view: View) -> float:
    """Words set it apart: "another", "separately"."""
    return float(any(p.discourse.is_another for p in view.chain))


def place_named(view: View) -> float:
    """A sentence names its place."""
    return float(any(p.place is not None and not p.is_inferred for p in view.chain))


def place_sure(view: View) -> float:
    """It clearly happened at the place, and the name clearly means this place."""
    where = _where(view)
    return where.link_confidence * where.geo_confidence if where else 0.0


def place_exact(view: View) -> float:
    """Its place is a town or a spot."""
    where = _where(view)
    return float(where is not None and where.prec <= WherePrec.NEAR)


def place_country(view: View) -> float:
    """Its place is no closer than a country."""
    where = _where(view)
    return float(where is not None and where.prec >= WherePrec.AREA)


def place_alone(view: View) -> float:
    """No other happening of the text is at its place."""
    own = _place_ids(view.chain)
    others = [c for c in view.chains if c is not view.chain]
    return float(bool(own) and not any(own & _place_ids(c) for c in others))


def day_told(view: View) -> float:
    """A sentence says its day."""
    return float(any(p.days is not None and not p.is_borrowed for p in view.chain))


def day_unknown(view: View) -> float:
    """Nothing says when it was."""
    return float(all(p.days is None for p in view.chain))


def casualties(view: View) -> float:
    """It tells how many were killed or hurt."""
    return float(any(any(p.tolls[:2]) for p in view.chain))


def is_total(view: View) -> float:
    """It is a total over several happenings."""
    return float(any(p.event.is_aggregate for p in view.chain))


def is_first(view: View) -> float:
    """It is what the text tells first."""
    return float(view.chain is view.chains[0])


def is_only(view: View) -> float:
    """The text tells nothing else."""
    return float(len(view.chains) == 1)


def among_many(view: View) -> float:
    """The text tells many things."""
    return math.log(len(view.chains))


def is_recalled(view: View) -> float:
    """It was long ago."""
    return float(any(p.event.realis is Realis.HISTORICAL for p in view.chain))


def of_violence(view: View) -> float:
    """It is violence."""
    return float(view.chain[0].group == "violence")


def of_disaster(view: View) -> float:
    """It is a disaster or an accident."""
    return float(view.chain[0].event.event_type == "Disaster/Accident")


def of_crowd(view: View) -> float:
    """It is a protest or a riot."""
    return float(view.chain[0].group == "crowd")


def of_strategy(view: View) -> float:
    """It is a strategic development."""
    return float(view.chain[0].event.event_type == "Strategic developments")


FEATURES: tuple[Reason, ...] = (
    happened,
    happened_all,
    aftermath,
    background,
    told_twice,
    told_often,
    told_in_headline,
    told_in_lead,
    only_reference,
    only_effect,
    set_apart,
    place_named,
    place_sure,
    place_exact,
    place_country,
    place_alone,
    day_told,
    day_unknown,
    casualties,
    is_total,
    is_first,
    is_only,
    among_many,
    is_recalled,
    of_violence,
    of_disaster,
    of_crowd,
    of_strategy,
)


@cache
def weights() -> dict[str, float]:
    """Return the weight of each reason by its name, and the bias."""
    rows = lexicon.load("confidence_weights", WeightRow)
    return {row.feature: float(row.weight) for row in rows}


def confidence_of(chain: Chain, chains: Sequence[Chain]) -> float:
    """Return the probability, 0–1, that a chain is an incident of its own.

    `chains` are all of the document.
    """
    known, view = weights(), View(chain, chains)
    score = known[BIAS] + math.fsum(
        known[reason.__name__] * reason(view) for reason in FEATURES
    )
    return round(1 / (1 + math.exp(-score)), 3)


def evidence(chain: Chain, chains: Sequence[Chain]) -> tuple[Evidence, ...]:
    """Return the reasons for a chain's confidence, heaviest first."""
    known, view = weights(), View(chain, chains)
    found = [
        Evidence(
            feature=reason.__name__,
            score=round(known[reason.__name__] * value, 3),
            detail=(reason.__doc__ or "").strip(),
        )
        for reason in FEATURES
        if (value := reason(view))
    ]
    return tuple(sorted(found, key=lambda e: (-abs(e.score), e.feature)))


def _sentences(view: View) -> set[int]:
    """Return the numbers of the sentences that tell a chain."""
    return {profile.discourse.sentence for profile in view.chain}


def _where(view: View) -> Where | None:
    """Return the place of a chain that is known best."""
    places = [p.event.where for p in view.chain if p.event.where is not None]
    return max(places, key=lambda w: (w.link_confidence, -w.prec), default=None)


def _place_ids(chain: Chain) -> set[str]:
    """Return the places that a chain's events name or are given."""
    return {profile.place.id for profile in chain if profile.place is not None}


def _mean(values: Sequence[float]) -> float:
    """Return the mean of one value or more."""
    return sum(values) / len(values)


def _logit(share: float) -> float:
    """Return the log-odds of a probability, within ±6."""
    bounded = min(max(share, 0.0025), 0.9975)
    return math.log(bounded / (1 - bounded))
