"""Incidents as a layer of an ordinary folium map; imports folium at once."""

from __future__ import annotations

import base64
import json

import folium
from folium.map import Layer as FoliumLayer
from folium.template import Template

from ..layers import Layer, symbols
from ..records import RecordType
from .page import asset

LINES = ("sub_event_type", "notes", "sentence", "doc_id")
"""What a popup says, line by line."""


class IncidentLayer(FoliumLayer):
    """Incidents with a place, as circles; the layer control may switch them off.

    Words of articles are handed over in base64, because folium would run them
    as template code.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "{{ this.script }}\n"
        "var {{ this.get_name() }} = L.featureGroup();\n"
        'addIncidents({{ this.get_name() }}, "{{ this.packed }}");'
        "{% endmacro %}"
    )

    def __init__(self, incidents: Layer, *, name: str = "Incidents") -> None:
        """Take a layer of incidents; `name` is shown in the layer control."""
        super().__init__(name=name)
        self._name = "IncidentLayer"
        self.script = asset("folium_layer.js")
        text = json.dumps(shown(incidents)).encode()
        self.packed = base64.b64encode(text).decode("ascii")


def shown(incidents: Layer) -> list[dict[str, object]]:
    """Return what the map draws of each incident that has a place."""
    colours = {symbol.event_type: symbol.colour for symbol in symbols()}
    names = [column.name for column in incidents.columns]
    rows = [
        (row.geometry, dict(zip(names, row.values, strict=True)))
        for row in incidents.rows
    ]
    return [
        {
            "position": geometry["coordinates"],
            "colour": colours.get(str(values["event_type"]), colours["Statement"]),
            "prec": values["where_prec"],
            "isBackground": values["record_type"] == RecordType.BACKGROUND,
            "lines": [values[name] for name in LINES if values[name]],
        }
        for geometry, values in rows
        if geometry
    ]


def folium_map(incidents: Layer) -> folium.Map:
    """Return a folium map with an incident layer, fitted to the incidents."""
    made = folium.Map()
    IncidentLayer(incidents).add_to(made)
    points = [row.geometry["coordinates"] for row in incidents.rows if row.geometry]
    if points:
        lons, lats = zip(*points, strict=True)
        made.fit_bounds([(min(lats), min(lons)), (max(lats), max(lons))])
    return made
