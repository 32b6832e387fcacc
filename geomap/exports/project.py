"""A QGIS project: the layers of a GeoPackage, styled, and how they relate."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree as ET

from ..layers import Layer, Layers
from .style import add_style

GEOPACKAGE = "incidents.gpkg"
WGS84 = {"proj4": "+proj=longlat +datum=WGS84 +no_defs", "srid": "4326"}
WGS84 |= {"authid": "EPSG:4326", "description": "WGS 84"}


class Relation(NamedTuple):
    """Rows of `child` belong to the row of `parent` that has the same `column`."""

    name: str
    parent: str
    child: str
    column: str


RELATIONS = (
    Relation("Reports", "incidents", "sources", "event_id"),
    Relation("Incidents known to this area", "incident_areas", "incidents", "place_id"),
)


def to_project(layers: Layers, title: str | None = None) -> bytes:
    """Return a QGIS project (`.qgz`) of the GeoPackage `incidents.gpkg` beside it.

    QGIS keeps relations in projects, so this is where an incident's form finds
    its reports, and an area's its incidents.
    """
    root = ET.Element("qgis", projectname=title or "", version="3.22.0")
    ET.SubElement(root, "title").text = title or ""
    root.append(reference_system("projectCrs"))
    shown = (layers.incidents, layers.mentions, layers.areas, layers.sources)
    tree = ET.SubElement(root, "layer-tree-group")
    listed = ET.SubElement(root, "projectlayers")
    for layer in shown:
        ET.SubElement(
            tree,
            "layer-tree-layer",
            id=id_of(layer.name),
            name=layer.name,
            checked="Qt::Unchecked" if layer is layers.mentions else "Qt::Checked",
            expanded="1" if layer is layers.incidents else "0",
        )
        listed.append(map_layer(layer))
    relations = ET.SubElement(root, "relations")
    for relation in RELATIONS:
        relations.append(described(relation))
    ET.indent(root)
    return zipped("incidents.qgs", ET.tostring(root, encoding="unicode"))


def reference_system(tag: str) -> ET.Element:
    """Return WGS 84 as QGIS writes it."""
    element = ET.Element(tag)
    system = ET.SubElement(element, "spatialrefsys")
    for name, value in WGS84.items():
        ET.SubElement(system, name).text = value
    return element


def map_layer(layer: Layer) -> ET.Element:
    """Return a layer: where it stands, and its style."""
    kind = {"Point": "Point", "MultiPolygon": "Polygon", None: "No geometry"}
    element = ET.Element("maplayer", type="vector", geometry=kind[layer.geometry_type])
    ET.SubElement(element, "id").text = id_of(layer.name)
    source = f"./{GEOPACKAGE}|layername={layer.name}"
    ET.SubElement(element, "datasource").text = source
    ET.SubElement(element, "layername").text = layer.name
    element.append(reference_system("srs"))
    ET.SubElement(element, "provider", encoding="UTF-8").text = "ogr"
    add_style(element, layer.name)
    return element


def id_of(layer_name: str) -> str:
    """Return a layer's identifier; QGIS makes up another for a short one."""
    return f"layer_of_{layer_name}"


def described(relation: Relation) -> ET.Element:
    """Return a relation as QGIS writes it."""
    element = ET.Element(
        "relation",
        id=f"{relation.parent}_{relation.child}",
        name=relation.name,
        referencedLayer=id_of(relation.parent),
        referencingLayer=id_of(relation.child),
        strength="Association",
    )
    field = relation.column
    ET.SubElement(element, "fieldRef", referencedField=field, referencingField=field)
    return element


def zipped(name: str, text: str) -> bytes:
    """Return a text as the only file of an archive without a time of day."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
