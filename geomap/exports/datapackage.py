"""What every column of the tables means, for programs: Frictionless Data Package."""

from __future__ import annotations

import json
from typing import Any

from ..layers import Column, incident_columns

TABLES = ("incidents", "unmapped")
KEY = "event_id"


def to_datapackage(title: str | None = None) -> str:
    """Return a `datapackage.json` that describes the CSV files beside it.

    Parameters
    ----------
    title : str | None
        The run's title.

    Notes
    -----
    Types, allowed values and meanings are those of the one schema; an empty
    cell is unknown.
    """
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "incidents",
        "resources": [resource(name) for name in TABLES],
    }
    if title:
        package["title"] = title
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def resource(name: str) -> dict[str, Any]:
    """Return the description of one CSV file."""
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "encoding": "utf-8-sig",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
        "schema": {
            "fields": [field(column) for column in incident_columns()],
            "missingValues": [""],
            "primaryKey": KEY,
        },
    }


def field(column: Column) -> dict[str, Any]:
    """Return the description of one column."""
    constraints: dict[str, Any] = {}
    if column.name == KEY:
        constraints |= {"required": True, "unique": True}
    if column.allowed:
        is_whole = column.type == "integer"
        constraints["enum"] = [int(v) if is_whole else v for v in column.allowed]
    described = {
        "name": column.name,
        "type": column.type,
        "description": column.description,
    }
    return described | ({"constraints": constraints} if constraints else {})
