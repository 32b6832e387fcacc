"""What every column of the tables means, for programs: Frictionless Data Package."""

from __future__ import annotations

import json
from typing import Any

from ..layers import SEPARATOR, Column, Layer, Layers

AFTER_NOBODY = "ours"


def to_datapackage(layers: Layers, title: str | None = None) -> str:
    """Return a `datapackage.json` that describes the CSV files beside it.

    Parameters
    ----------
    layers : Layers
        Each is a table: its columns with type, unit, allowed values, meaning, and
        after whom they are named; its key; and which table it refers to.
    title : str | None
        The run's title.

    Notes
    -----
    An empty cell is unknown. `unit` and `namedAfter` are not of the standard,
    which lets properties be added.
    """
    package: dict[str, Any] = {"profile": "tabular-data-package", "name": "incidents"}
    if title:
        package["title"] = title
    package["resources"] = [resource(layer) for layer in tables(layers)]
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def tables(layers: Layers) -> tuple[Layer, ...]:
    """Return the layers that are tables, each of which has a CSV file."""
    return (
        layers.incidents,
        layers.areas,
        layers.mentions,
        layers.sources,
        layers.unmapped,
        layers.uncertain,
    )


def resource(layer: Layer) -> dict[str, Any]:
    """Return the description of one CSV file."""
    key, *others = layer.columns
    schema: dict[str, Any] = {
        "fields": [field(key, is_key=True), *map(field, others)],
        "missingValues": [""],
        "primaryKey": key.name,
    }
    if layer.parent:
        name, parent = layer.parent
        reference = {"resource": parent, "fields": name}
        schema["foreignKeys"] = [{"fields": name, "reference": reference}]
    return {
        "profile": "tabular-data-resource",
        "name": layer.name,
        "path": f"{layer.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
        "schema": schema,
    }


def field(column: Column, *, is_key: bool = False) -> dict[str, Any]:
    """Return the description of one column; a list is a string here."""
    described = {
        "name": column.name,
        "type": "string" if column.type == "list" else column.type,
        "description": column.description,
    }
    if column.type == "list":
        described["description"] += f", separated by “{SEPARATOR}”"
    if column.unit:
        described["unit"] = column.unit
    if column.source != AFTER_NOBODY:
        described["namedAfter"] = column.source
    constraints: dict[str, Any] = {}
    if is_key:
        constraints |= {"required": True, "unique": True}
    if column.allowed:
        is_whole = column.type == "integer"
        constraints["enum"] = [int(v) if is_whole else v for v in column.allowed]
    return described | ({"constraints": constraints} if constraints else {})
