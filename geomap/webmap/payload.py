"""What the page's script gets to know: columns, cards, outlines and basemap."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from ..basemap import SCALE
from ..layers import Card, Geometry, Layer, Layers
from ..records import Position

DETAILS = frozenset(
    {
        "event_id",
        "trigger",
        "date_text",
        "where_description",
        "count_text",
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

REPEATS = 2
"""A column whose values repeat at least so often is stored as a dictionary."""


def core(layers: Layers) -> dict[str, Any]:
    """Return what the map needs at once."""
    return {
        "size": len(layers.incidents.rows),
        "columns": columns(layers.incidents, without=DETAILS),
        "order": [column.name for column in layers.incidents.columns],
        "areas": areas(layers.areas),
        "origins": {
            str(row): list(card.origin)
            for row, card in enumerate(layers.cards)
            if card.origin
        },
    }


def details(layers: Layers) -> dict[str, Any]:
    """Return what the map needs when a symbol is clicked, or text is searched."""
    names = {column.name for column in layers.incidents.columns}
    return {
        "columns": columns(layers.incidents, without=names - DETAILS),
        "cards": [card_data(card) for card in layers.cards],
    }


def mentions(layers: Layers) -> dict[str, Any]:
    """Return what the layer of mentions shows; it is off until asked for."""
    return {
        "size": len(layers.mentions.rows),
        "columns": columns(layers.mentions, without={"record_type"}),
    }


def columns(layer: Layer, *, without: Iterable[str]) -> dict[str, Any]:
    """Return a layer's columns, those whose values repeat as dictionaries."""
    left_out = frozenset(without)
    return {
        column.name: encoded(layer.column(column.name))
        for column in layer.columns
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
