"""The `geomap` command: the only room that prints or exits.

Commands import what they need when they run, so that `geomap --help` is quick.
Exit codes: 0 ok, 1 some inputs had problems, 2 misuse, 3 error.
"""

from __future__ import annotations

import sys

import typer

from ..errors import GeomapError
from . import build, evaluate, explain, gazetteer, lines

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Turn news and situation reports into an incident map, offline.",
    epilog="Start with: geomap build FOLDER, then open output/map.html.",
)
app.command()(build.build)
app.command()(explain.explain)
app.command()(lines.geoparse)
app.command()(lines.extract)
app.command()(evaluate.evaluate)
app.add_typer(gazetteer.app, name="gazetteer")


def main() -> None:
    """Run the command line; an error raised on purpose becomes one line."""
    try:
        app()
    except GeomapError as error:
        typer.echo(f"geomap: {error}", err=True)
        sys.exit(3)
