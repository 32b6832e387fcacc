"""A progress bar for people, silence for pipes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

import typer

Item = TypeVar("Item")

MIN_ITEMS = 20
"""Fewer documents than this take under two seconds, and get no bar."""


def progress(items: Sequence[Item], *, label: str) -> Iterator[Item]:
    """Yield the items, showing a bar on a terminal's standard error."""
    if len(items) < MIN_ITEMS or not sys.stderr.isatty():
        yield from items
        return
    with typer.progressbar(items, label=label, file=sys.stderr) as bar:
        yield from bar
