"""What the page's script gets to know, as the texts that the page carries."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from .. import lexicon
from ..basemap import SCALE
from ..layers import Card, Geometry, Layer, Layers, symbols
from ..records import Position

DETAILS = frozenset(
    {
        "event_id",
        "trigger",
        "date_text",
        "where_description",
        "count_text",
        "aftermath",
        "notes",
        "sentence",
        "doc_id",
        "char_start",
        "char_end",
        "url",
        "title",
    }
)
"""Columns that only cards, search and export need; they are unpacked later."""

ENCODER = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=date.isoformat
)

REPEATS = 2
"""A column whose values repeat at least so often is stored as a dictionary."""


class Shade(NamedTuple):
    """A class of the shaded divisions, from few to many, on light and on dark."""

    light: str
    dark: str
    source: str


@cache
def shades() -> tuple[Shade, ...]:
    """Return the colours that divisions are shaded with, from few to many."""
    return lexicon.load("shades", Shade)


def core(layers: Layers, settings: dict[str, Any]) -> str:
    """Return what the map needs at once."""
    return dumps(
        {
            "size": len(layers.incidents.rows),
            "columns": columns(layers.incidents, without=DETAILS),
            "order": [column.name for column in layers.incidents.columns],
            "areas": areas(layers.areas),
            "origins": {
                str(row): list(card.origin)
                for row, card in enumerate(layers.cards)
                if card.origin
            },
            "symbols": [symbol._asdict() for symbol in symbols()],
            "shades": [shade._asdict() for shade in shades()],
            "uncertain": uncertain(layers.uncertain),
            **settings,
        }
    )


def uncertain(layer: Layer) -> dict[str, Any] | None:
    """Return what a list of uncertain incidents shows beside their cards, if any."""
    if not layer.rows:
        return None
    return {"size": len(layer.rows), "columns": columns(layer, without=DETAILS)}


def divisions(layers: Layers) -> str:
    """Return country, name and outline of each division that holds an incident."""
    return dumps(
        [[*names, encode_rings(outline)] for names, outline in layers.divisions.items()]
    )


def details(layers: Layers) -> str:
    """Return the columns that only cards, search and export need."""
    names = {column.name for column in layers.incidents.columns}
    return dumps(columns(layers.incidents, without=names - DETAILS))


def cards(told: Iterable[Card]) -> str:
    """Return cards, one a line, so that only those asked for are parsed."""
    return "\n".join(dumps(card_data(card)) for card in told)


def mentions(layers: Layers) -> str:
    """Return what the layer of mentions shows; it is off until asked for."""
    return dumps(
        {
            "size": len(layers.mentions.rows),
            "columns": columns(layers.mentions, without={"record_type"}),
        }
    )


def dumps(value: object) -> str:
    """Return compact JSON; dates as ISO 8601."""
    return ENCODER.encode(value)


def columns(layer: Layer, *, without: Iterable[str]) -> dict[str, Any]:
    """Return a layer's columns, those whose values repeat as dictionaries."""
    left_out = frozenset(without)
    by_column = list(zip(*(row.values for row in layer.rows), strict=True))
    return {
        column.name: encoded(by_column[at] if by_column else ())
        for at, column in enumerate(layer.columns)
        if column.name not in left_out
    }


def encoded(values: Sequence[Any]) -> dict[str, Any]:
    """Return a column as values, or as distinct values and where each stands.

    >>> encoded(["a", "a", "b", "a"])
    {'distinct': ['a', 'b'], 'at': [0, 0, 1, 0]}
    >>> encoded([3, 1, 2])
    {'values': [3, 1, 2]}
    """
    distinct = {value: at for at, value in enumerate(dict.fromkeys(values))}
    if len(distinct) * REPEATS > len(values):
        return {"values": list(values)}
    return {"distinct": list(distinct), "at": [distinct[value] for value in values]}


def areas(layer: Layer) -> dict[str, list[list[int]]]:
    """Return the outline of each place known only as an area, by place id."""
    outlines: dict[str, Geometry] = {}
    for place_id, row in zip(layer.column("place_id"), layer.rows, strict=True):
        if row.geometry is not None:
            outlines.setdefault(str(place_id), row.geometry)
    return {place_id: encode_rings(outlines[place_id]) for place_id in outlines}


def card_data(card: Card) -> dict[str, Any]:
    """Return a card; what it has nothing to say about is left out."""
    quotes = [
        {
            "segments": [
                [segment.text, segment.mark] if segment.mark else [segment.text]
                for segment in quote.segments
            ],
            "document": quote.document_id,
            "start": quote.start,
            "attribution": quote.attribution,
            "certainty": quote.certainty,
            "title": quote.title,
            "url": quote.url,
        }
        for quote in card.quotes
    ]
    data = {
        "quotes": [
            {key: value for key, value in quote.items() if value is not None}
            for quote in quotes
        ],
        "reasons": list(card.reasons),
        "runnersUp": list(card.runners_up),
        "aftermath": [
            {key: value for key, value in item._asdict().items() if value is not None}
            for item in card.aftermath
        ],
    }
    return {key: value for key, value in data.items() if value}


def encode_rings(geometry: Geometry) -> list[list[int]]:
    """Return all rings of a polygon or multipolygon as steps.

    >>> triangle = [[[0, 0], [0.02, 0], [0.02, 0.01], [0, 0]]]
    >>> encode_rings({"type": "Polygon", "coordinates": triangle})
    [[0, 0, 2, 0, 0, 1, -2, -1]]
    """
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return [encode_ring(ring) for polygon in polygons for ring in polygon]


def encode_ring(ring: Collection[Position]) -> list[int]:
    """Return a line's positions as steps, without those that do not move."""
    steps: list[int] = []
    x = y = 0
    for lon, lat, *_ in ring:
        next_x, next_y = round(lon / SCALE), round(lat / SCALE)
        if not steps or (next_x, next_y) != (x, y):
            steps += [next_x - x, next_y - y]
            x, y = next_x, next_y
    return steps
