"""What became of each mention of a corpus, and how that changed between runs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from ..records import Toponym
from .convention import Profile, counted
from .corpus import Annotation, LabelledText, annotation_of
from .metrics import NEAR_KM, error_km, match_overlap

KINDS = {"A": "division", "P": "town", "S": "site", "H": "water", "T": "relief"}
"""What GeoNames feature classes are called here; the others are regions."""


class Parsed(NamedTuple):
    """A text of a corpus and what geomap made of it."""

    labelled: LabelledText
    toponyms: Sequence[Toponym]

    @property
    def predicted(self) -> list[Annotation]:
        """Return what geomap marked, in the shape of the gold."""
        return [annotation_of(t, t.place) for t in self.toponyms]


class Outcome(NamedTuple):
    """What became of one annotation, or of one spurious prediction."""

    document_id: str
    start: int
    end: int
    text: str
    verdict: str

    @property
    def key(self) -> str:
        """Return what identifies the case from one run to the next."""
        return f"{self.document_id}:{self.start}:{self.end}"


def outcomes(parsed: Parsed) -> list[Outcome]:
    """Return what became of each annotation of a text, and what was spurious.

    Verdicts, in geomap's own convention: right; missed; boundary (it overlaps,
    but ends elsewhere); not in gazetteer (no candidate is near the gold);
    unresolved (no place was given); wrong division, town, … (by the kind of the
    place that was given); spurious.
    """
    gold, ignored = counted(parsed.labelled.annotations, Profile.OURS)
    predicted = parsed.predicted
    met = dict(match_overlap(gold, predicted))
    cases = [
        (a, _verdict(a, parsed.toponyms[met[i]]) if i in met else "missed")
        for i, a in enumerate(gold)
    ]
    extra = [p for i, p in enumerate(predicted) if i not in set(met.values())]
    harmless = {index for _, index in match_overlap(ignored, extra)}
    cases += [(a, "spurious") for i, a in enumerate(extra) if i not in harmless]
    return [
        Outcome(parsed.labelled.id, case.start, case.end, case.text, verdict)
        for case, verdict in cases
    ]


def freeze(cases: Iterable[Outcome], path: Path) -> None:
    """Write each case's verdict, for `flipped` to compare with; no text is kept."""
    verdicts = {case.key: case.verdict for case in cases}
    path.write_text(json.dumps(verdicts, indent=0, sort_keys=True), encoding="utf-8")


def flipped(cases: Iterable[Outcome], path: Path) -> list[tuple[Outcome, str]]:
    """Return the cases whose verdict differs from a frozen run, with the old one.

    A case that the frozen run did not have was "absent" before; the other way
    round, only its key is known.

    Raises
    ------
    FileNotFoundError
        When there is no frozen run at `path`.
    """
    before = json.loads(path.read_text(encoding="utf-8"))
    return [
        (case, before.get(case.key, "absent"))
        for case in cases
        if before.get(case.key, "absent") != case.verdict
    ]


def _verdict(gold: Annotation, toponym: Toponym) -> str:
    """Return what became of an annotation that a toponym met."""
    answer = annotation_of(toponym, toponym.place)
    if (answer.start, answer.end) != (gold.start, gold.end):
        return "boundary"
    if gold.position is None or error_km(gold, answer, by_id=True) <= NEAR_KM:
        return "right"
    offers = [annotation_of(toponym, c.place) for c in toponym.candidates]
    if not any(error_km(gold, offer, by_id=True) <= NEAR_KM for offer in offers):
        return "not in gazetteer"
    if toponym.place is None:
        return "unresolved"
    return f"wrong {KINDS.get(toponym.place.feature_class, 'region')}"
