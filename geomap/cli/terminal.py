"""What a terminal needs: a progress bar for people, and inert text."""

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


def printable(line: str) -> str:
    r"""Return a line whose control characters are spelled out, not obeyed.

    A text may hold terminal escapes, or turn the direction of writing.

    >>> printable("red \x1b[31m")
    'red \\x1b[31m'
    """
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode() for c in line
    )
