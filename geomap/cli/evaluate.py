"""`geomap evaluate`: how geomap does on a corpus that people marked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .terminal import progress


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
    gold_spans: Annotated[
        bool,
        typer.Option(
            "--gold-spans", help="Resolve the marked mentions, not those found."
        ),
    ] = False,
    frozen: Annotated[
        Path | None,
        typer.Option(
            "--freeze",
            help="Show what changed since the results in this file, then renew it.",
        ),
    ] = None,
    recognizer: Annotated[
        str, typer.Option(help="The recogniser that finds the mentions.")
    ] = "fast",
    gazetteer: Annotated[
        Path | None,
        typer.Option("--gazetteer", help="A gazetteer other than geomap's own."),
    ] = None,
) -> None:
    """Measure how well places are found and resolved in a marked corpus.

    Prints each figure with its 95 % interval, for the corpus as published (all)
    and in geomap's own conventions, then what went wrong.
    """
    from .. import evaluation
    from ..pipeline import load_stages

    labelled = evaluation.read_corpus(corpus)
    stages = load_stages(gazetteer=gazetteer, recognizer=recognizer)
    parse = evaluation.resolve_marked if gold_spans else evaluation.geoparse
    parsed = [parse(text, stages) for text in progress(labelled, label="Geoparsing")]
    cases = [case for text in parsed for case in evaluation.outcomes(text)]
    typer.echo(evaluation.render_scoreboard(parsed))
    typer.echo(f"\n{evaluation.render_outcomes(cases)}")
    if frozen:
        if frozen.exists():
            flips = evaluation.flipped(cases, frozen)
            typer.echo(f"\n{evaluation.render_flipped(flips)}")
        evaluation.freeze(cases, frozen)
