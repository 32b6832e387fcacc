"""`geomap build`: articles in, a map and its files out."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import GazetteerFile, MinConfidence, RecognizerName
from .terminal import printable, progress

if TYPE_CHECKING:
    from ..layers import Layers
    from ..records import Run

MAX_LINES = 12
"""Incidents listed on the terminal; the files hold all of them."""

GARBAGE_EVERY = 50_000
"""New objects between two searches for cycles: nearly all records of a run live to
its end, and searching them as often as Python does took a fifth of its time."""


def build(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            help="Articles, or folders of articles: .txt, .md, .html.",
            metavar="INPUT...",
        ),
    ],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The folder to write into.")
    ] = Path("output"),
    published: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="The day the articles appeared, for those that do not say; without "
            "it, “on Thursday” stays undated.",
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="The map's title.")] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            help="What to write beside the map: geojson, csv, gpkg (QGIS), parquet, "
            "fgb, kml, a picture (png, svg, pdf) or report (a page for a reader). May "
            "be repeated; geojson and csv where it is left out.",
        ),
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(
            "--to",
            help="Also write tables to this PostGIS database, as in "
            "postgresql://user@host/name.",
        ),
    ] = None,
    recognizer: RecognizerName = "fast",
    gazetteer: GazetteerFile = None,
    min_confidence: MinConfidence = None,
    online: Annotated[
        str | None,
        typer.Option(
            help="Send names the gazetteer does not know to this geocoder of geopy, "
            "such as nominatim. Its answers are kept in online.json.",
        ),
    ] = None,
    online_settings: Annotated[
        Path | None,
        typer.Option(help="A TOML file for it: user_agent, domain, api_key, …"),
    ] = None,
) -> None:
    """Map the incidents that articles report.

    Writes map.html and run.json, and the formats asked for: as GeoJSON with QGIS
    styles incidents, incident_areas and mentions; as CSV also sources, the reports
    of each incident, unmapped, the incidents without a place, and uncertain, those
    too doubtful for the map. Nothing is sent or
    fetched without --online. An article that cannot be read is named, and the others
    are mapped.
    """
    from .. import pipeline
    from ..exports.postgis import write_postgis
    from ..gazetteer import default_path
    from ..layers import build_layers
    from ..outputs import DEFAULT_FORMATS, write_outputs

    gc.set_threshold(GARBAGE_EVERY)
    found, problems = pipeline.find_inputs(inputs)
    stages = pipeline.load_stages(gazetteer=gazetteer, recognizer=recognizer)
    geocoder = None
    if online:
        from ..online import OnlineResolver, connect

        cache = output / "online.json"
        geocoder = connect(online, cache=cache, settings=online_settings)
        resolver = OnlineResolver(stages.resolver, stages.gazetteer, geocoder)
        stages = replace(stages, resolver=resolver)
    run = pipeline.run(
        progress(found, label="Reading"),
        stages,
        problems=problems,
        published=published.date() if published else None,
        title=title,
        min_confidence=min_confidence,
    )
    if geocoder:
        run = replace(run, problems=(*run.problems, *geocoder.problems))
    for problem in run.problems:
        typer.echo(printable(f"{problem.path}: {problem.reason}"), err=True)
    if not run.reports:
        typer.echo("geomap: no article could be read; nothing was written", err=True)
        raise typer.Exit(1)
    layers = build_layers(run, stages.gazetteer)
    paths = write_outputs(
        run,
        layers,
        output,
        gazetteer=gazetteer or default_path(),
        formats=formats or DEFAULT_FORMATS,
    )
    tables = write_postgis(layers, database) if database else {}
    for line in _summary(run, layers, paths):
        typer.echo(printable(line))
    for table, rows in tables.items():
        typer.echo(f"{rows} rows are in the table {table}.")
    raise typer.Exit(1 if run.problems else 0)


def _summary(run: Run, layers: Layers, paths: Sequence[Path]) -> Iterator[str]:
    """Yield what was found, what could not be mapped, and where the files are."""
    from ..layers import summary_of

    mentions = [t for report in run.reports for t in report.toponyms]
    unresolved = sum(toponym.place is None for toponym in mentions)
    events = sum(len(report.events) for report in run.reports)
    copies = len(run.inputs) - len(run.reports)
    figures, unmapped = summary_of(layers), len(layers.unmapped.rows)
    for label, count, remark in (
        (
            "articles",
            len(run.reports),
            f"{copies} copies passed over, {len(run.problems)} could not be read",
        ),
        ("place names", len(mentions), f"{unresolved} not resolved"),
        ("events", events, "as single sentences report them"),
        (
            "incidents",
            figures.incidents,
            f"{unmapped} without a place (unmapped.csv)",
        ),
        (
            "background",
            figures.background,
            "told for context, in no sum",
        ),
        ("uncertain", figures.uncertain, "not mapped (uncertain.csv)"),
    ):
        yield f"{label:<12}{count:>8}   {remark}"
    yield ""
    yield from _table(layers)
    yield ""
    yield f"Open {paths[0]} in a browser; {len(paths)} files are in {paths[0].parent}."


def _table(layers: Layers) -> Iterator[str]:
    """Yield one line an incident, background apart: type, place, date and killed."""
    from ..layers import count_words

    rows = layers.without_background().incidents
    names = ("sub_event_type", "location", "event_date")
    killed = ("fatalities", "fatalities_low", "fatalities_high")
    cells = zip(*(rows.column(name) for name in (*names, *killed)), strict=True)
    for kind, place, day, *count in list(cells)[:MAX_LINES]:
        told = count_words(*count)
        toll = f"{told} killed" if told else ""
        where, when = place or "no place", day or "undated"
        yield f"  {kind!s:<33} {where!s:<27} {when!s:<11} {toll}".rstrip()
    if len(rows.rows) > MAX_LINES:
        yield f"  … and {len(rows.rows) - MAX_LINES} more"
