"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

GazetteerFile: TypeAlias = Annotated[
    Path | None,
    typer.Option("--gazetteer", help="A gazetteer other than geomap's own."),
]
RecognizerName: TypeAlias = Annotated[
    str,
    typer.Option(
        "--recognizer",
        help="What finds the names: fast, accurate (pip install 'geomap[accurate]'), "
        "or natasha for Russian (pip install 'geomap[russian]').",
    ),
]
GoldSpans: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--gold-spans",
        help="Resolve the mentions given in the file instead of finding them.",
    ),
]
