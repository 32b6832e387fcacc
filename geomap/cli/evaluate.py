"""`geomap evaluate`: how geomap does on texts that people marked or coded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import GazetteerFile, GoldSpans, RecognizerName
from .terminal import printable, progress

if TYPE_CHECKING:
    from ..evaluation import Part
    from ..evaluation.incidents import Judged
    from ..pipeline import Stages

MEASURES = {
    "": {"--gold-spans", "--freeze"},
    "--events": set(),
    "--incidents": {"GOLD.tsv", "--development/--held-out", "--verbose", "--outcomes"},
    "--no-incidents": {"--verbose"},
    "--daily": {"--development/--held-out", "--verbose"},
}
"""What may be measured, and which of the other options tell anything about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settings:
    """What a measure may ask for beside its texts."""

    parts: list[Part]
    is_verbose: bool


def evaluate(
    corpus: Annotated[
        Path,
        typer.Argument(
            help="Documents, one JSON object a line. Marked: {doc_id, text, mentions: "
            "[{start, end, text, lat, lon, geonames_id}]}; for incidents {doc_id, "
            "text, title?, published?}; of a day {doc_id, published, category, text, "
            "links: [[start, end]]}.",
            metavar="CORPUS.jsonl",
        ),
    ],
    gold: Annotated[
        Path | None,
        typer.Argument(
            help="With --incidents: the coded incidents, tab-separated, with the "
            "columns doc role types place lat lon tol_km date killed wounded arrests.",
            metavar="GOLD.tsv",
            show_default=False,
        ),
    ] = None,
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
    incidents: Annotated[
        bool,
        typer.Option(
            "--incidents",
            help="Measure the dots of whole articles against coded incidents.",
        ),
    ] = False,
    no_incidents: Annotated[
        bool,
        typer.Option(
            "--no-incidents",
            help="Count the dots on news in which nothing is to be mapped, by group: "
            "what stands before the / of a document's id.",
        ),
    ] = False,
    daily: Annotated[
        bool,
        typer.Option(
            "--daily",
            help="Measure the dots of one-sentence news under headings by kind.",
        ),
    ] = False,
    is_development: Annotated[
        bool | None,
        typer.Option(
            "--development/--held-out",
            help="Only the documents after which rules may be written, or with "
            "--held-out only the third that is kept apart, by hash of the id or, for "
            "--daily, of the day; all and both where it is left out.",
            show_default=False,
        ),
    ] = None,
    is_verbose: Annotated[
        bool,
        typer.Option(
            "--verbose",
            "-v",
            help="Show each dot with its verdict, and what is missed.",
        ),
    ] = False,
    outcomes: Annotated[
        Path | None,
        typer.Option(
            help="Show which verdicts changed since those in this file (tab-separated "
            "doc, case, verdict), then renew it.",
        ),
    ] = None,
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
    """Measure how well places, events or incidents are found in a corpus.

    Prints each figure with its 95 % interval; for places, under the corpus's
    conventions (all) and geomap's own, then what went wrong; for incidents, in all
    documents, those of development and those held out.
    """
    measure = _measure_of(
        {
            "--events": events,
            "--incidents": incidents,
            "--no-incidents": no_incidents,
            "--daily": daily,
        },
        {
            "GOLD.tsv": gold,
            "--gold-spans": gold_spans,
            "--freeze": frozen,
            "--development/--held-out": is_development is not None,
            "--verbose": is_verbose,
            "--outcomes": outcomes,
        },
    )
    from ..pipeline import load_stages

    stages = load_stages(gazetteer=gazetteer, recognizer=recognizer)
    settings = _Settings(parts=_parts(is_development), is_verbose=is_verbose)
    if measure == "--events":
        _measure_events(corpus, stages)
    elif gold:
        _measure_incidents(corpus, gold, stages, settings=settings, outcomes=outcomes)
    elif measure == "--no-incidents":
        _measure_other_news(corpus, stages, settings)
    elif measure == "--daily":
        _measure_daily(corpus, stages, settings)
    else:
        _measure_places(corpus, stages, gold_spans=gold_spans, frozen=frozen)


def _measure_of(asked: dict[str, bool], others: dict[str, object]) -> str:
    """Return the one measure asked for; "" is that of places.

    Raises
    ------
    typer.BadParameter
        When several are asked for, an option tells nothing about it, or the coded
        incidents that it needs are not named.
    """
    measures = [name for name, is_asked in asked.items() if is_asked]
    if len(measures) > 1:
        raise typer.BadParameter(f"choose one of {', '.join(measures)}")
    measure = measures[0] if measures else ""
    idle = [name for name, value in others.items() if value]
    idle = [name for name in idle if name not in MEASURES[measure]]
    if idle:
        use = " or ".join(m or "no measure" for m in MEASURES if idle[0] in MEASURES[m])
        raise typer.BadParameter(f"{idle[0]} goes with {use}")
    if measure == "--incidents" and not others["GOLD.tsv"]:
        raise typer.BadParameter("--incidents needs the coded incidents: GOLD.tsv")
    return measure


def _parts(is_development: bool | None) -> list[Part]:  # noqa: FBT001 -- typer's flag
    """Return the parts of the documents to measure."""
    from ..evaluation import Part

    if is_development is None:
        return list(Part)
    return [Part.DEVELOPMENT if is_development else Part.HELD_OUT]


def _echo(lines: Iterable[str]) -> None:
    """Print lines that quote a text, whose control characters are made inert."""
    for line in lines:
        typer.echo(printable(line))


def _measure_events(corpus: Path, stages: Stages) -> None:
    """Print the figures of coded reports."""
    from ..evaluation.events import evaluate_events

    figures = evaluate_events(corpus, stages)
    typer.echo("| figure | value | reports |\n| --- | --- | ---: |")
    for name, value, low, high, reports in figures:
        typer.echo(f"| {name} | {value:.3f} ({low:.3f}–{high:.3f}) | {reports} |")


def _measure_incidents(
    texts: Path,
    gold: Path,
    stages: Stages,
    *,
    settings: _Settings,
    outcomes: Path | None,
) -> None:
    """Print how the dots of coded articles did, and what changed since a run."""
    from .. import evaluation

    coded = evaluation.read_coded(gold)
    documents = evaluation.coded_documents(texts, gold, coded)
    absent = sorted(set(coded) - {document.id for document in documents})
    if absent:
        names = printable(", ".join(absent))
        typer.echo(f"geomap: not in {texts}, so left out: {names}", err=True)
    asked = [d for d in documents if any(p.has(d.id) for p in settings.parts)]
    judged = [
        evaluation.judge_article(document, coded[document.id], stages)
        for document in progress(asked, label="Extracting")
    ]
    if settings.is_verbose:
        for article in judged:
            _echo(evaluation.render_judged(article))
        typer.echo()
    typer.echo(evaluation.render_incidents(judged, settings.parts))
    if outcomes:
        _compare(judged, outcomes)


def _compare(judged: list[Judged], outcomes: Path) -> None:
    """Print which verdicts changed since those in a file, and renew it."""
    from .. import evaluation

    now = [verdict for item in judged for verdict in evaluation.verdicts_of(item)]
    before = evaluation.read_verdicts(outcomes) if outcomes.exists() else None
    if before is not None:
        typer.echo()
        _echo(evaluation.render_flips(evaluation.flips(before, now)).splitlines())
    evaluation.write_verdicts(evaluation.renewed(before or [], now), outcomes)


def _measure_other_news(corpus: Path, stages: Stages, settings: _Settings) -> None:
    """Print how many dots there are on news without any incident."""
    from .. import evaluation
    from ..jsonl import read_lines

    lines = progress(list(read_lines(corpus)), label="Extracting")
    spotted = [evaluation.spot(line.document, stages) for line in lines]
    if settings.is_verbose:
        for item in spotted:
            _echo(evaluation.render_spotted(item))
        typer.echo()
    _echo(evaluation.render_densities(spotted).splitlines())


def _measure_daily(corpus: Path, stages: Stages, settings: _Settings) -> None:
    """Print how many items of a day's news are mapped, and where."""
    from .. import evaluation

    items = evaluation.read_daily(corpus)
    asked = [item for item in items if any(p.has(item.day) for p in settings.parts)]
    mapped = [
        evaluation.map_item(item, stages)
        for item in progress(asked, label="Extracting")
    ]
    if settings.is_verbose:
        for item in mapped:
            _echo(evaluation.render_mapped(item))
        typer.echo()
    _echo(evaluation.render_daily(mapped, settings.parts).splitlines())


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
