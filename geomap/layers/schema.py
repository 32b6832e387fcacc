"""The columns of every layer: one documented schema, in one order.

The tables stand in the lexicon (`incident_properties.tsv` and its like); names
follow ACLED and UCDP GED where those have one.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple, TypeAlias

from .. import lexicon

Value: TypeAlias = str | int | float | bool | date | None
"""What a cell holds; None is unknown."""

TYPES = {
    "string": str,
    "list": str,
    "integer": int,
    "number": float,
    "boolean": bool,
    "date": date,
}
"""Python's type for each type of a column; a list is one text (`SEPARATOR`)."""

SEPARATOR = "; "
"""Between the texts of a list, none of which holds a semicolon."""


class Column(NamedTuple):
    """One column: every value is None or of its type."""

    name: str
    type: str
    description: str
    unit: str
    values: str
    source: str

    @property
    def allowed(self) -> tuple[str, ...]:
        """The only values it takes, as text; empty where any will do."""
        return tuple(self.values.split("|")) if self.values else ()


class Symbol(NamedTuple):
    """How an event type is drawn: colours, and a path on a 24 × 24 grid."""

    event_type: str
    colour: str
    ink: str
    glyph: str
    source: str


@cache
def symbols() -> tuple[Symbol, ...]:
    """Return the symbol of each event type, in the order of the legend."""
    return lexicon.load("symbols", Symbol)


@cache
def incident_columns() -> tuple[Column, ...]:
    """Return the columns of incidents, mapped and unmapped."""
    return lexicon.load("incident_properties", Column)


@cache
def area_columns() -> tuple[Column, ...]:
    """Return the columns of areas with incidents."""
    return lexicon.load("area_properties", Column)


@cache
def mention_columns() -> tuple[Column, ...]:
    """Return the columns of mentions."""
    return lexicon.load("mention_properties", Column)


@cache
def source_columns() -> tuple[Column, ...]:
    """Return the columns of the reports of incidents."""
    return lexicon.load("source_properties", Column)


@cache
def names_of(columns: tuple[Column, ...]) -> tuple[str, ...]:
    """Return the names of columns."""
    return tuple(column.name for column in columns)


def markdown(columns: tuple[Column, ...]) -> str:
    """Return the columns as a Markdown table, for the reference page.

    >>> print(markdown((Column("n", "integer", "How many", "", "1|2", "ours"),)))
    | Property | Type | Meaning | Unit | Values | After |
    |---|---|---|---|---|---|
    | `n` | integer | How many | · | 1, 2 | geomap |
    """
    head = (
        "| Property | Type | Meaning | Unit | Values | After |\n"
        "|---|---|---|---|---|---|"
    )
    rows = (
        f"| `{column.name}` | {column.type} | {column.description} "
        f"| {column.unit or '·'} | {', '.join(column.allowed) or '·'} "
        f"| {column.source.replace('ours', 'geomap')} |"
        for column in columns
    )
    return "\n".join([head, *rows])
