"""The measures of geoparsing, as additive tallies of documents.

Definitions follow the field: exact and overlap matching one to one; accuracy
within k km and the area under the error curve after Gritta, Pilehvar, Limsopatham
and Collier (2018, "What's missing in geographical parsing?"); the end-to-end
F1 counts a span that matches *and* a place within 161 km (100 miles).
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from ..geo import great_circle_km
from .corpus import Annotation, Item

MAX_ERROR_KM = 20039.0
"""Half the Earth's circumference: the error of giving no answer."""

NEAR_KM = 161.0
"""100 miles, the field's customary bound of a right answer."""

Pairs = list[tuple[int, int]]
Matcher = Callable[[Sequence[Annotation], Sequence[Annotation]], Pairs]


class Score(NamedTuple):
    """True positives among what was predicted and what was to be found."""

    correct: int
    predicted: int
    expected: int

    @property
    def precision(self) -> float:
        """Return the share of predictions that are right; 0 for none.

        >>> Score(1, 2, 4).precision, Score(0, 0, 4).precision
        (0.5, 0.0)
        """
        return self.correct / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Return the share of the expected that was found; 0 for none."""
        return self.correct / self.expected if self.expected else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall; 0 for none.

        >>> round(Score(1, 2, 4).f1, 3)
        0.333
        """
        total = self.predicted + self.expected
        return 2 * self.correct / total if total else 0.0


NOTHING = Score(0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What one document, or several added up, scored.

    Attributes
    ----------
    spans : Score
        Recognition: matched spans.
    end_to_end : Score
        Matched spans with a right place, among those that have a position.
    errors_km : tuple of float
        Distance from each expected position; `MAX_ERROR_KM` without an answer.
    """

    spans: Score = NOTHING
    end_to_end: Score = NOTHING
    errors_km: tuple[float, ...] = ()

    def accuracy(self, within_km: float = NEAR_KM) -> float:
        """Return the share of expected positions met within a distance.

        >>> Tally(errors_km=(5.0, 200.0)).accuracy(161), Tally().accuracy(161)
        (0.5, 0.0)
        """
        near = sum(error <= within_km for error in self.errors_km)
        return near / len(self.errors_km) if self.errors_km else 0.0

    @property
    def mean_km(self) -> float:
        """Return the mean error in kilometres; NaN for none."""
        count = len(self.errors_km)
        return sum(self.errors_km) / count if count else math.nan

    @property
    def median_km(self) -> float:
        """Return the median error in kilometres; NaN for none."""
        errors = sorted(self.errors_km)
        middle = len(errors) // 2
        if not errors:
            return math.nan
        return errors[middle] if len(errors) % 2 else sum(errors[middle - 1 :][:2]) / 2

    @property
    def auc(self) -> float:
        """Return the area under the curve of sorted log errors; NaN under two.

        0 is perfect, 1 the worst: the trapezoid of sorted ln(1 + d), over
        ln(20,039) · (n - 1), after Gritta et al. (2018).
        """
        curve = sorted(math.log1p(error) for error in self.errors_km)
        if len(curve) <= 1:
            return math.nan
        area = sum(curve) - (curve[0] + curve[-1]) / 2
        return area / math.log(MAX_ERROR_KM) / (len(curve) - 1)

    @classmethod
    def total(cls, tallies: Sequence[Self]) -> Self:
        """Return the sum of tallies; an empty tally for none."""
        return cls(
            spans=_sum([tally.spans for tally in tallies]),
            end_to_end=_sum([tally.end_to_end for tally in tallies]),
            errors_km=tuple(e for tally in tallies for e in tally.errors_km),
        )


class Measure(NamedTuple):
    """A figure with the bounds of its 95 % interval."""

    value: float
    low: float
    high: float


def match_exact(gold: Sequence[Annotation], predicted: Sequence[Annotation]) -> Pairs:
    """Pair annotations of equal offsets, one to one; (gold, predicted) indexes."""
    by_span = defaultdict(list)
    for index, annotation in enumerate(predicted):
        by_span[annotation.start, annotation.end].append(index)
    return [
        (index, by_span[annotation.start, annotation.end].pop(0))
        for index, annotation in enumerate(gold)
        if by_span.get((annotation.start, annotation.end))
    ]


def match_overlap(gold: Sequence[Annotation], predicted: Sequence[Annotation]) -> Pairs:
    """Pair annotations that share a character, as many as can be, one to one.

    Equal spans are paired first; the rest is a maximum bipartite matching that
    prefers longer overlaps.
    """
    pairs = match_exact(gold, predicted)
    taken = {index for index, _ in pairs}, {index for _, index in pairs}
    partners = {
        index: _overlapping(annotation, predicted, taken[1])
        for index, annotation in enumerate(gold)
        if index not in taken[0]
    }
    matched: dict[int, int] = {}

    def place(index: int, seen: set[int]) -> bool:
        """Find a partner for a gold annotation, moving earlier ones if needed."""
        for other in partners[index]:
            if other not in seen:
                seen.add(other)
                if other not in matched or place(matched[other], seen):
                    matched[other] = index
                    return True
        return False

    for index in partners:
        place(index, set())
    return pairs + [(index, other) for other, index in matched.items()]


def error_km(gold: Annotation, predicted: Annotation | None, *, by_id: bool) -> float:
    """Return how far a prediction lies from the gold's position.

    With `by_id`, equal GeoNames ids count as no error: gazetteers put a
    country's point up to 980 km apart.
    """
    if gold.position is None or predicted is None or predicted.position is None:
        return MAX_ERROR_KM
    if by_id and gold.geonames_id and gold.geonames_id == predicted.geonames_id:
        return 0.0
    return great_circle_km(gold.position, predicted.position)


def tally(
    gold: Sequence[Annotation],
    predicted: Sequence[Annotation],
    *,
    ignored: Sequence[Annotation] = (),
    matcher: Matcher = match_exact,
    by_id: bool = False,
) -> Tally:
    """Score one document; a prediction that meets only ignored gold is left out."""
    pairs = matcher(gold, predicted)
    partner = {index: predicted[other] for index, other in pairs}
    hits = {other for _, other in pairs}
    extra = [p for index, p in enumerate(predicted) if index not in hits]
    harmless = {index for _, index in match_overlap(ignored, extra)}
    counted = [predicted[index] for index in hits]
    counted += [p for index, p in enumerate(extra) if index not in harmless]
    errors = tuple(
        error_km(annotation, partner.get(index), by_id=by_id)
        for index, annotation in enumerate(gold)
        if annotation.position is not None
    )
    return Tally(
        spans=Score(len(pairs), len(counted), len(gold)),
        end_to_end=Score(
            sum(error <= NEAR_KM for error in errors),
            sum(p.position is not None for p in counted),
            len(errors),
        ),
        errors_km=errors,
    )


def bootstrap(
    scores: Sequence[Score],
    value: Callable[[Score], float],
    *,
    draws: int = 1000,
    seed: int = 1,
) -> Measure:
    """Return a figure over documents with its 95 % interval.

    Documents, not mentions, are drawn with replacement, since the mentions of
    one text stand or fall together. All three numbers are 0 for no documents.
    """
    if not scores:
        return Measure(0.0, 0.0, 0.0)
    figures = resample(
        scores, lambda drawn: {"": value(_sum(drawn))}, draws=draws, seed=seed
    )
    return figures[""]


def resample(
    documents: Sequence[Item],
    figures: Callable[[Sequence[Item]], Mapping[str, float]],
    *,
    draws: int = 1000,
    seed: int = 1,
) -> dict[str, Measure]:
    """Return the figures of some documents, each with its 95 % bootstrap interval.

    Parameters
    ----------
    documents : Sequence
        What was counted in each; at least one.
    figures : Callable
        Makes the figures of as many documents, by name; NaN where a figure asks
        for what the documents lack. Draws in which a figure is NaN are passed over;
        all three numbers are NaN where every draw is.
    """
    chance = random.Random(seed)  # noqa: S311 -- repeatable draws, not secrets
    drawn: dict[str, list[float]] = defaultdict(list)
    for _ in range(draws):
        sample = [documents[chance.randrange(len(documents))] for _ in documents]
        for name, value in figures(sample).items():
            drawn[name].append(value)
    return {
        name: Measure(value, *_bounds(drawn[name]))
        for name, value in figures(documents).items()
    }


def _bounds(values: Sequence[float]) -> tuple[float, float]:
    """Return between what 95 % of some values lie; NaN for none."""
    known = sorted(value for value in values if not math.isnan(value))
    if not known:
        return math.nan, math.nan
    return known[int(0.025 * len(known))], known[int(0.975 * len(known))]


def _sum(scores: Sequence[Score]) -> Score:
    """Return the sum of scores, number by number."""
    return Score(*map(sum, zip(*scores, strict=True))) if scores else NOTHING


def _overlapping(
    annotation: Annotation, others: Sequence[Annotation], taken: set[int]
) -> list[int]:
    """Return which others share a character with an annotation, longest first."""

    def shared(index: int) -> int:
        other = others[index]
        return min(annotation.end, other.end) - max(annotation.start, other.start)

    meeting = [i for i in range(len(others)) if i not in taken and shared(i) > 0]
    return sorted(meeting, key=shared, reverse=True)
