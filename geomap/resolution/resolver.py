"""Choose the places of a document together, by the table of features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ..records import (
    Analysis,
    Candidate,
    Evidence,
    Home,
    Mention,
    MentionKind,
    Place,
    Position,
    Toponym,
)
from ..stages import Gazetteer
from .doubts import alone_outside
from .features import FEATURES
from .reading import scene_of
from .scene import MIN_CONFIDENCE, SURE, Option, Scene, Unit
from .standins import WAYS, stand_in
from .unstated import RIGHT, is_unstated
from .weights import Weights, softmax

ROUNDS = 4
"""Times the units hear of one another's beliefs; most settle in two."""

EXPLAINED = 5
"""How many of a mention's candidates carry their evidence."""

DOUBTFUL = 0.3
"""How little known and outside a choice is that must be `SURE`."""

WELL_KNOWN = 0.3
"""Prominence of a place whose name is no unknown one: nothing stands in for it."""

FIXED = [i for i, feature in enumerate(FEATURES) if not feature.is_joint]
JOINT = [i for i, feature in enumerate(FEATURES) if feature.is_joint]


class Decision(NamedTuple):
    """What a unit settled on, how surely, and what else it may be."""

    place: Place | None
    confidence: float
    candidates: tuple[Candidate, ...]


class FeatureResolver:
    """A `stages.Resolver`: a weighted sum of reasons, settled over a document.

    Every unit (the mentions that must mean one place) starts from the reasons
    that hold by themselves. Then the units hear what the others are believed to
    mean, a few times, until nothing changes: an approximate joint choice, the
    same for the same document and home whatever else is being read.
    """

    def __init__(self, gazetteer: Gazetteer, weights: Weights) -> None:
        """Keep what every document needs."""
        self.gazetteer = gazetteer
        self.weights = weights

    def resolve(
        self,
        analysis: Analysis,
        mentions: Sequence[Mention],
        *,
        home: Home | None = None,
    ) -> list[Toponym]:
        """Return one toponym per mention, in the same order.

        `home` is where the outlet is at home, as its other articles tell. A demonym
        resolves to its country. `candidates` are ordered by score, the first of them
        with their evidence.
        """
        named = [mention for mention in mentions if mention.position is None]
        scene = self.settle(analysis, named, home=home)
        chosen = {
            named[index].span: decision
            for unit in scene.units
            for decision in [self._decision(unit, scene)]
            for index in unit.mentions
        }
        return [
            _toponym(mention, chosen[mention.span])
            if mention.position is None
            else self._written(mention, mention.position)
            for mention in mentions
        ]

    def _written(self, mention: Mention, position: Position) -> Toponym:
        """Return the point that coordinates name, with what contains it."""
        inside = self.gazetteer.divisions_at(position)
        finest = inside[0] if inside else None
        place = Place(
            id="position:{:.5f},{:.5f}".format(*position),
            name=mention.text,
            position=position,
            feature_class="S",
            feature_code="PNT",
            country_code=finest.country_code if finest else None,
            admin1_code=finest.admin1_code if finest else None,
            admin2_code=finest.admin2_code if finest else None,
            source="text",
        )
        return Toponym(mention=mention, place=place, confidence=1.0)

    def settle(
        self,
        analysis: Analysis,
        mentions: Sequence[Mention],
        *,
        home: Home | None = None,
    ) -> Scene:
        """Return the document's scene with the beliefs it settles on."""
        scene = scene_of(analysis, mentions, self.gazetteer, home=home)
        for unit in scene.units:
            for option in unit.options:
                option.score = self._sum(FIXED, unit, option, scene)
            unit.belief = softmax([option.score for option in unit.options])
        for _ in range(ROUNDS):
            scene.update()
            choices = [unit.best for unit in scene.units if unit.options]
            scores = [self._scores(unit, scene) for unit in scene.units]
            for unit, score in zip(scene.units, scores, strict=True):
                unit.belief, unit.score = softmax(score), max(score, default=0.0)
            if choices == [unit.best for unit in scene.units if unit.options]:
                break
        scene.update()
        for unit in scene.units:
            if unit.options:
                unit.confidence = self.weights.confidence(unit, scene)
                best = unit.options[unit.best]
                is_doubtful = alone_outside(unit, best, scene) > DOUBTFUL
                unit.needed = SURE if is_doubtful else MIN_CONFIDENCE
        unstated = [u for u in scene.units if u.options and is_unstated(u, scene)]
        for unit in unstated:
            unit.confidence = min(unit.confidence, RIGHT)
        return scene

    def _scores(self, unit: Unit, scene: Scene) -> list[float]:
        """Return the score of each option, given what the other units may be."""
        return [
            option.score + self._sum(JOINT, unit, option, scene)
            for option in unit.options
        ]

    def _sum(
        self, which: Sequence[int], unit: Unit, option: Option, scene: Scene
    ) -> float:
        """Return the weighted sum of some features."""
        weights = self.weights.features
        return sum(
            weights[i] * FEATURES[i].function(unit, option, scene) for i in which
        )

    def _decision(self, unit: Unit, scene: Scene) -> Decision:
        """Return what a unit settled on."""
        order = sorted(range(len(unit.options)), key=lambda i: (-unit.belief[i], i))
        candidates = tuple(
            replace(
                unit.options[i].candidate,
                score=round(unit.belief[i], 4),
                evidence=self._evidence(unit, unit.options[i], scene)
                if rank < EXPLAINED
                else (),
            )
            for rank, i in enumerate(order)
        )
        if unit.is_named:
            return Decision(candidates[0].place, unit.confidence, candidates)
        return self._stand_in(unit, scene) or Decision(
            None, unit.confidence, candidates
        )

    def _stand_in(self, unit: Unit, scene: Scene) -> Decision | None:
        """Return the place that stands in for one the gazetteer does not know."""
        is_name = unit.kind is not MentionKind.DEMONYM and not unit.name.islower()
        is_known = any(o.candidate.score >= WELL_KNOWN for o in unit.options)
        may_stand = is_name and not is_known
        found = stand_in(unit, scene, self.gazetteer) if may_stand else None
        confidence = self.weights.stand_ins[found.way] if found else 0.0
        if found is None or confidence < MIN_CONFIDENCE:
            return None
        way = WAYS[found.way]
        reason = Evidence(
            feature=way.__name__,
            score=confidence,
            detail=way.__doc__ or "",
        )
        candidate = replace(
            found.option.candidate,
            match="container",
            score=confidence,
            evidence=(reason,),
        )
        return Decision(candidate.place, confidence, (candidate,))

    def _evidence(
        self, unit: Unit, option: Option, scene: Scene
    ) -> tuple[Evidence, ...]:
        """Return the reasons that speak for or against an option, weightiest first."""
        worth = [
            (weight * feature.function(unit, option, scene), feature)
            for weight, feature in zip(self.weights.features, FEATURES, strict=True)
        ]
        return tuple(
            Evidence(
                feature=feature.name, score=round(score, 3), detail=feature.sentence
            )
            for score, feature in sorted(worth, key=lambda pair: -abs(pair[0]))
            if round(score, 3)
        )


def _toponym(mention: Mention, decision: Decision) -> Toponym:
    """Return a mention with what was chosen for it."""
    return Toponym(
        mention=mention,
        place=decision.place,
        confidence=decision.confidence,
        candidates=decision.candidates,
    )
