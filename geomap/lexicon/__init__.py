"""Rules as data: tab-separated tables of words, each row with its source.

A table is `data/<name>.tsv`: a header line, then rows. Its last column is
`source`: where the rule comes from ("ours" for a rule written for geomap). A
reader gives the table a shape with a `NamedTuple` whose fields are the header.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple, TypeVar

from ..errors import SettingsError

Row = TypeVar("Row", bound=NamedTuple)


@cache
def load(name: str, row_type: type[Row]) -> tuple[Row, ...]:
    """Return the rows of a table, in file order.

    Parameters
    ----------
    name : str
        The table's file name without its suffix.
    row_type : type
        A `NamedTuple` of str fields, named exactly as the table's header.

    Raises
    ------
    SettingsError
        When the header is not the shape's, or a row is too short or too long.
    """
    text = files(__name__).joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    header, *lines = (line for line in text.splitlines() if line.strip())
    if tuple(header.split("\t")) != row_type._fields:
        raise SettingsError(f"{name}.tsv: header is not {row_type._fields}")
    rows = [tuple(line.split("\t")) for line in lines]
    for number, row in enumerate(rows, start=2):
        if len(row) != len(row_type._fields):
            raise SettingsError(f"{name}.tsv, row {number}: {len(row)} columns")
    return tuple(row_type._make(row) for row in rows)


def by_class(words: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return the words of each class, of pairs of a word and its class.

    >>> sorted(by_class([("in", "place"), ("at", "place")])["place"])
    ['at', 'in']
    """
    classes: dict[str, set[str]] = {}
    for word, name in words:
        classes.setdefault(name, set()).add(word)
    return {name: frozenset(found) for name, found in classes.items()}
