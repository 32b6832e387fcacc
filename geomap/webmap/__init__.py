"""The map as one HTML page that opens with the network off.

`render_map` returns the page; `folium.Map` is its shell, and everything that
comes from an article is data to the page's own script, never markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..basemap import WORLD, regions_near
from ..layers import Layers
from ..records import Position
from . import payload
from .page import assemble, asset

if TYPE_CHECKING:
    import folium

__all__ = ["render_map", "to_folium"]


def render_map(
    layers: Layers, *, title: str | None = None, language: str = "en"
) -> str:
    """Return the incident map as the text of one HTML file.

    The page makes no request, carries a content security policy that lets no
    other script run, and is the same for the same layers.

    Parameters
    ----------
    layers : Layers
        What to show.
    title : str | None
        The page's title; "Incident map" in the page's language where None.
    language : str
        Language of the page's own words: "en" or "ru".

    Raises
    ------
    KeyError
        When there are no words in that language.
    """
    import json

    words = json.loads(asset("strings.json"))[language]
    words["attribution"] = " · ".join((words["attribution"], *layers.credits))
    name = title or words["title"]
    blobs: dict[str, str | bytes] = {
        "core": payload.core(layers, {"title": name, "words": words}),
        "world": WORLD.read_bytes(),
        "regions": payload.dumps(regions_near(positions(layers))),
        "divisions": payload.divisions(layers),
        "details": payload.details(layers),
        "cards": payload.cards(layers.cards),
        "uncertain": payload.cards(layers.uncertain_cards),
        "mentions": payload.mentions(layers),
    }
    return assemble(name, blobs, language=language)


def to_folium(layers: Layers) -> folium.Map:
    """Return an ordinary `folium.Map` with the incidents, to add own layers to.

    Unlike the page of `render_map`, it is folium's own: it loads Leaflet and
    its tiles from the network when it is opened.

    >>> from geomap.layers import Layer, Layers, incident_columns, mention_columns
    >>> none = Layer("incidents", incident_columns(), ())
    >>> mentions = Layer("mentions", mention_columns(), ())
    >>> layers = Layers(
    ...     incidents=none, areas=none, unmapped=none, uncertain=none,
    ...     sources=none, mentions=mentions, cards=(),
    ... )
    >>> type(to_folium(layers)).__name__
    'Map'
    """
    from .folium_layer import folium_map

    return folium_map(layers.incidents)


def positions(layers: Layers) -> set[Position]:
    """Return where anything of the layers lies."""
    rows = (*layers.incidents.rows, *layers.mentions.rows)
    points = {tuple(row.geometry["coordinates"]) for row in rows if row.geometry}
    return points | {card.origin for card in layers.cards if card.origin}
