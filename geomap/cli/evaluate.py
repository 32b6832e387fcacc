"""`geomap evaluate`: how geomap does on a corpus that people marked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import GazetteerFile, GoldSpans, RecognizerName
from .terminal import progress

if TYPE_CHECKING:
    from ..pipeline import Stages


def evaluate(
    corpus: Annotated[
        Path,
        typer.Argument(
            help="Marked documents, one JSON object a line: {doc_id, text, mentions: "
            "[{start, end, text, lat, lon, geonames_id}]}.",
            metavar="CORPUS.jsonl",
        ),
    ],
    *,
    gold_spans: GoldSpans = False,
    events: Annotated[
        bool,
        typer.Option(
            "--events",
            help="Measure events against coded reports; the file's name tells which "
            "corpus it is: pitf, gvdb, hrdsattack, muc4 or event_location.",
        ),
    ] = False,
    frozen: Annotated[
        Path | None,
        typer.Option(
            "--freeze",
            help="Show what changed since the results in this file, then renew it.",
        ),
    ] = None,
    recognizer: RecognizerName = "fast",
    gazetteer: GazetteerFile = None,
) -> None:
    """Measure how well places or events are found in a marked corpus.

    Prints each figure with its 95 % interval; for places, under the corpus's
    conventions (all) and geomap's own, then what went wrong.
    """
    from ..pipeline import load_stages

    stages = load_stages(gazetteer=gazetteer, recognizer=recognizer)
    if events:
        _measure_events(corpus, stages)
    else:
        _measure_places(corpus, stages, gold_spans=gold_spans, frozen=frozen)


def _measure_events(corpus: Path, stages: Stages) -> None:
    """Print the figures of coded reports."""
    from ..evaluation.events import evaluate_events

    typer.echo("| figure | value | reports |\n| --- | --- | ---: |")
    for name, value, low, high, reports in evaluate_events(corpus, stages):
        typer.echo(f"| {name} | {value:.3f} ({low:.3f}–{high:.3f}) | {reports} |")


def _measure_places(
    corpus: Path, stages: Stages, *, gold_spans: bool, frozen: Path | None
) -> None:
    """Print the figures of marked mentions, and what changed since a freeze."""
    from .. import evaluation

    labelled = evaluation.read_corpus(corpus)
    parse = evaluation.resolve_marked if gold_spans else evaluation.geoparse
    parsed = parse(progress(labelled, label="Geoparsing"), stages)
    cases = [case for text in parsed for case in evaluation.outcomes(text)]
    typer.echo(evaluation.render_scoreboard(parsed))
    typer.echo(f"\n{evaluation.render_outcomes(cases)}")
    if frozen:
        if frozen.exists():
            flips = evaluation.flipped(cases, frozen)
            typer.echo(f"\n{evaluation.render_flipped(flips)}")
        evaluation.freeze(cases, frozen)
