"""QGIS styles: colour by event type, and nothing solid where only an area is known."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from ..layers import symbols
from ..records import RecordType

AREA_PREC = 3
"""From this `where_prec` on, a place is an area and not a town."""

COUNTRY_PREC = 6
"""From this `where_prec` on, it is a country or something larger."""

HEAD = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
INK = "#1b1b1b"
GREY = "#777777"
REPORTED = f"(\"record_type\" = '{RecordType.REPORTED}')"
SEVERAL_TYPES = ('"event_type" IS NULL', GREY)
"""What chooses an area with incidents of several types, and its colour."""
MENTION_COLOURS = (
    ("event_location", "#D55E00"),
    ("origin", "#009E73"),
    ("actor_affiliation", "#CC79A7"),
    ("boilerplate", "#9A9A9A"),
    ("other", "#0072B2"),
)

Options = dict[str, str]
Rule = tuple[str, str, str, str, Options]
"""Label, filter, kind of symbol, class of its layer, options of its layer."""


def to_qml(layer_name: str) -> str:
    """Return the QGIS style of a layer, by the layer's name.

    A town is a filled circle; a place known only as an area is a hollow, dashed
    one, and background a small, grey one; a division is hatched inside a dashed line,
    a country only dashed. Days are the temporal field.

    Raises
    ------
    KeyError
        When there is no layer of that name.
    """
    root = ET.Element("qgis", styleCategories="Symbology|MapTips|Temporal|Fields")
    add_style(root, layer_name)
    ET.indent(root)
    return HEAD + ET.tostring(root, encoding="unicode") + "\n"


def add_style(root: ET.Element, layer_name: str) -> None:
    """Add a layer's style to an element of a style file or a project."""
    title, rules = {
        "incidents": ("notes", point_rules),
        "incident_areas": ("location", area_rules),
        "mentions": ("text", mention_rules),
        "sources": ("sentence", list),
    }[layer_name]
    ET.SubElement(root, "previewExpression").text = f'"{title}"'
    if layer_name == "sources":
        return
    if layer_name != "mentions":
        root.append(temporal())
    root.append(renderer(rules()))
    ET.SubElement(root, "mapTip").text = map_tip(title)


def temporal() -> ET.Element:
    """Return the setting that plays a layer by its days."""
    return ET.Element(
        "temporal",
        enabled="1",
        mode="2",
        startField="date_start",
        endField="date_end",
        limitMode="0",
    )


def map_tip(field: str) -> str:
    """Return the tip's HTML; QGIS puts a field's words in as text."""
    words = f"replace(replace(\"{field}\", '&', '&amp;'), '<', '&lt;')"
    return f"<p>[% {words} %]</p>"


def point_rules() -> list[Rule]:
    """Return a rule for each event type at a town, and one for it in an area.

    Background, of whatever type, is small, grey and hollow.
    """
    quiet = {"name": "circle", "size": "2.2", "color": rgba("#ffffff", 90)}
    quiet |= {"outline_color": rgba(GREY), "outline_width": "0.3"}
    rules: list[Rule] = []
    for symbol in symbols():
        chosen = f"\"event_type\" = '{symbol.event_type}' AND {REPORTED}"
        solid = {"name": "circle", "size": "3.4", "color": rgba(symbol.colour)}
        solid |= {"outline_color": rgba(INK), "outline_width": "0.3"}
        hollow = solid | {
            "color": rgba("#ffffff", 90),
            "outline_color": rgba(symbol.colour),
            "outline_style": "dash",
            "outline_width": "0.6",
        }
        town = f'{chosen} AND "where_prec" < {AREA_PREC}'
        area = f'{chosen} AND "where_prec" >= {AREA_PREC}'
        name = symbol.event_type
        rules.append((name, town, "marker", "SimpleMarker", solid))
        rules.append((f"{name} (area)", area, "marker", "SimpleMarker", hollow))
    rules.append(("Background", f"NOT {REPORTED}", "marker", "SimpleMarker", quiet))
    return rules


def area_rules() -> list[Rule]:
    """Return a hatch for each event type, and only an outline for a country."""
    rules: list[Rule] = []
    drawn = [
        (s.event_type, f"\"event_type\" = '{s.event_type}'", s.colour)
        for s in symbols()
    ]
    for name, chosen, colour in (*drawn, ("Several types", *SEVERAL_TYPES)):
        hatch = {
            "style": "b_diagonal",
            "color": rgba(colour, 150),
            "outline_color": rgba(colour),
            "outline_style": "dash",
            "outline_width": "0.5",
        }
        outline = hatch | {"style": "no"}
        division = f'{chosen} AND "where_prec" < {COUNTRY_PREC}'
        country = f'{chosen} AND "where_prec" >= {COUNTRY_PREC}'
        rules.append((name, division, "fill", "SimpleFill", hatch))
        rules.append((f"{name} (country)", country, "fill", "SimpleFill", outline))
    return rules


def mention_rules() -> list[Rule]:
    """Return a ring for each role of a mention."""
    return [
        (
            role,
            f"\"role\" = '{role}'",
            "marker",
            "SimpleMarker",
            {
                "name": "circle",
                "size": "2.2",
                "color": rgba(colour, 30),
                "outline_color": rgba(colour),
                "outline_width": "0.5",
            },
        )
        for role, colour in MENTION_COLOURS
    ]


def rgba(colour: str, alpha: int = 255) -> str:
    """Return a colour as QGIS writes it.

    >>> rgba("#D55E00", 90)
    '213,94,0,90'
    """
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return f"{red},{green},{blue},{alpha}"


def renderer(rules: Iterable[Rule]) -> ET.Element:
    """Return QGIS's rule-based renderer."""
    root = ET.Element("renderer-v2", type="RuleRenderer", symbollevels="0")
    listed = ET.SubElement(root, "rules", key="root")
    drawn = ET.SubElement(root, "symbols")
    for number, (label, chosen, kind, layer_class, options) in enumerate(rules):
        key = str(number)
        attributes = {"key": key, "symbol": key, "label": label, "filter": chosen}
        ET.SubElement(listed, "rule", attributes)
        symbol = ET.SubElement(drawn, "symbol", name=key, type=kind, alpha="1")
        layer = ET.SubElement(
            symbol, "layer", {"class": layer_class, "enabled": "1", "pass": "0"}
        )
        for name, value in options.items():
            ET.SubElement(layer, "prop", k=name, v=value)
    return root
