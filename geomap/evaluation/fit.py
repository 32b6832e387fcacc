"""`python -m geomap.evaluation.fit`: fit the resolver's weights to marked corpora.

It writes `geomap/lexicon/data/resolution_weights.tsv`, from nothing but the
corpora named, the gazetteer and the weights it starts from (all zero).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from ..gazetteer import open_gazetteer
from ..geo import great_circle_km
from ..language import analyze
from ..recognition import mention_at
from ..records import Place
from ..resolution.features import FEATURES
from ..resolution.fitting import Case, fit
from ..resolution.weights import Weights, weight_names
from ..stages import Gazetteer
from .cases import LabelledContext, fits, read_contexts
from .corpus import Annotation, LabelledText, read_corpus
from .geoparsing import document_of
from .metrics import NEAR_KM

TABLE = Path(__file__).parents[1] / "lexicon" / "data" / "resolution_weights.tsv"

DRIFT_KM = {"PCLI": 1000.0, "PCLD": 1000.0, "ADM1": 400.0}
"""How far apart gazetteers put the point of one country or first-level division."""


def case_of(labelled: LabelledText, gazetteer: Gazetteer) -> Case:
    """Return a text of a corpus as a case to learn from."""
    analysis = analyze(document_of(labelled))
    return Case(
        analysis=analysis,
        mentions=[mention_at(analysis, a.start, a.end) for a in labelled.annotations],
        is_right=[rightness(a, gazetteer) for a in labelled.annotations],
    )


def case_of_context(context: LabelledContext) -> Case:
    """Return a labelled context as a case to learn from."""
    return Case(
        analysis=context.analysis,
        mentions=context.mentions,
        is_right=[
            None if where is None else partial(fits, where=where)
            for where in context.where
        ],
    )


def rightness(gold: Annotation, gazetteer: Gazetteer) -> Callable[[Place], bool] | None:
    """Return whether a place is the gold's; None where the gold has no position.

    Where the gazetteer knows the gold's id, only that place is right; otherwise
    whatever lies near its position is, which for wide places is not very near.
    """
    position, place_id = gold.position, str(gold.geonames_id)
    if position is None:
        return None
    if gazetteer.place(place_id):
        return lambda place: place.id == place_id
    return lambda place: (
        great_circle_km(place.position, position)
        <= DRIFT_KM.get(place.feature_code, NEAR_KM)
    )


def cases_in(path: Path, gazetteer: Gazetteer) -> list[Case]:
    """Return what a corpus (.jsonl) or a file of contexts (.tsv) has to teach."""
    if path.suffix == ".tsv":
        return [case_of_context(context) for context in read_contexts(path)]
    return [case_of(text, gazetteer) for text in read_corpus(path)]


def fit_to(paths: Iterable[Path], gazetteer: Gazetteer) -> Weights:
    """Return the weights fitted to some corpora and files of contexts."""
    cases = [case for path in paths for case in cases_in(path, gazetteer)]
    return fit(cases, gazetteer, Weights((0.0,) * len(FEATURES)))


def write(weights: Weights, source: str, path: Path = TABLE) -> None:
    """Write the table of weights, with where they come from."""
    numbers = [number for part in weights for number in part]
    rows = [
        f"{name}\t{number:.3f}\t{source}"
        for name, number in zip(weight_names(), numbers, strict=True)
    ]
    path.write_text("\n".join(["name\tweight\tsource", *rows, ""]), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    fitted = fit_to(arguments.corpora, open_gazetteer())
    write(fitted, f"fitted to {', '.join(path.stem for path in arguments.corpora)}")
