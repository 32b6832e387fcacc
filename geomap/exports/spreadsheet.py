"""Tables of a layer for spreadsheets."""

from __future__ import annotations

import csv
import io
from datetime import date

from ..layers import Layer, Value

BOM = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(layer: Layer) -> str:
    """Return a layer as CSV (RFC 4180) that spreadsheets open as it is meant.

    It starts with a byte order mark, without which Excel misreads UTF-8. Text
    that a spreadsheet would run as a formula gets an apostrophe in front
    (OWASP, "CSV Injection"). Unknown is an empty cell; dates are ISO 8601.
    Write it with `newline=""`, for the lines already end in CR LF.
    """
    buffer = io.StringIO(BOM)
    buffer.seek(0, io.SEEK_END)
    writer = csv.writer(buffer)
    writer.writerow(column.name for column in layer.columns)
    writer.writerows([cell(value) for value in row.values] for row in layer.rows)
    return buffer.getvalue()


def cell(value: Value) -> str | int | float:
    """Return a value as a cell of a table.

    >>> cell("=1+1"), cell(None), cell(True), cell(-3.5), cell("ok")
    ("'=1+1", '', 'true', -3.5, 'ok')
    """
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()
        case str() if value.lstrip(" ").startswith(FORMULA_STARTS):
            return f"'{value}"
        case _:
            return value
