"""Accuracy on the measuring sets may not fall below what was reached before.

`floors.tsv` says, for a corpus and a run (found: end to end with the default
recogniser; accurate: with the accurate one; marked: gold spans given; events), which
figure must reach what. The
sets are other people's texts and lie beside the project, not in it; where they
are missing, every test here is skipped.
"""

import csv
import functools
from pathlib import Path

import pytest

from geomap import evaluation
from geomap.evaluation.events import evaluate_events
from geomap.pipeline import Stages, load_stages

HERE = Path(__file__).parent
SETS = HERE.parents[2] / "shared"
FLOORS = list(
    csv.DictReader((HERE / "floors.tsv").read_text().splitlines(), delimiter="\t")
)


@functools.cache
def stages(recognizer: str = "fast") -> Stages:
    return load_stages(recognizer=recognizer)


@functools.cache
def figures(corpus: str, run: str) -> dict[str, float]:
    """Return the figures of one run over one corpus, by name."""
    if run == "events":
        path = SETS / "events" / f"{corpus}.jsonl"
        return {f.name: f.value for f in evaluate_events(path, stages())}
    labelled = evaluation.read_corpus(SETS / "corpora" / f"{corpus}.jsonl")
    parse = evaluation.resolve_marked if run == "marked" else evaluation.geoparse
    loaded = stages("accurate" if run == "accurate" else "fast")
    parsed = parse(labelled, loaded)
    board = evaluation.scoreboard(parsed, evaluation.Profile.OURS_COORDS)
    recognition = evaluation.scoreboard(parsed, evaluation.Profile.OURS)
    return {
        name: (recognition if name.startswith("exact") else board)[name].value
        for name in board
    }


@pytest.mark.skipif(not SETS.is_dir(), reason="the measuring sets are not here")
@pytest.mark.parametrize(
    "floor", FLOORS, ids=lambda row: f"{row['corpus']}-{row['run']}-{row['figure']}"
)
def test_accuracy_holds(floor: dict[str, str]) -> None:
    reached = figures(floor["corpus"], floor["run"])[floor["figure"]]
    assert reached >= float(floor["floor"])
