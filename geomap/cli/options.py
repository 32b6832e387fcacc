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
MinConfidence: TypeAlias = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        min=0,
        max=1,
        help="The least confidence, 0 to 1, that an incident is mapped with; others "
        "are listed as uncertain (default: what development texts chose).",
    ),
]
GoldSpans: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--gold-spans",
        help="Resolve the mentions given in the file instead of finding them.",
    ),
]
