"""What a run found as layers: rows of typed columns in ONE documented schema.

`build_layers` turns a `Run` into four layers and the cards of the map. Every
incident is a row of `incidents`, once; `areas` repeats those known only to a
division, a country or a region, with its outline; `unmapped` repeats those
whose place is unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from ..records import Incident, Realis, Run, WherePrec
from ..stages import Gazetteer
from .cards import Card, Quote, Segment, card_of
from .incidents import Documents, incident_values
from .mentions import mention_rows
from .places import admin1_of
from .schema import (
    Column,
    Symbol,
    Value,
    incident_columns,
    incident_names,
    markdown,
    mention_columns,
    symbols,
)
from .table import Geometry, Layer, Row, make_row, point

__all__ = [
    "Card",
    "Column",
    "Geometry",
    "Layer",
    "Layers",
    "Quote",
    "Row",
    "Segment",
    "Symbol",
    "Value",
    "build_layers",
    "incident_columns",
    "markdown",
    "mention_columns",
    "symbols",
]

HIDDEN_TYPES = frozenset({"Statement"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """All layers of a run.

    `cards` are in the order of the incidents' rows. `divisions` holds the outline
    of each admin1 in which an incident lies, by its country's name and its own, as
    the columns have them.
    """

    incidents: Layer
    areas: Layer
    mentions: Layer
    unmapped: Layer
    cards: tuple[Card, ...]
    divisions: Mapping[tuple[str, str], Geometry] = field(default_factory=dict)


def build_layers(
    run: Run,
    gazetteer: Gazetteer,
    *,
    realis: Collection[Realis] = (Realis.ACTUAL,),
    hidden_types: Collection[str] = HIDDEN_TYPES,
) -> Layers:
    """Return the layers of a run.

    Parameters
    ----------
    realis : collection of Realis
        Which happenings to show; by default those that happened.
    hidden_types : collection of str
        Event types to leave out; by default what was only said.

    Notes
    -----
    Rows keep the order of `run.incidents`. An incident at a known place has
    that place's point, however large the place; `where_prec` and
    `uncertainty_km` say how little that means. Without a place it has no
    geometry.
    """
    shown = [
        incident
        for incident in run.incidents
        if incident.realis in realis and incident.event_type not in hidden_types
    ]
    documents = {report.document.id: report.document for report in run.reports}
    rows = tuple(incident_row(incident, documents, gazetteer) for incident in shown)
    columns = incident_columns()
    return Layers(
        incidents=Layer("incidents", columns, rows),
        areas=Layer(
            "incident_areas", columns, area_rows(shown, rows, gazetteer), "MultiPolygon"
        ),
        mentions=Layer(
            "mentions",
            mention_columns(),
            tuple(mention_rows(run.reports, shown, gazetteer)),
        ),
        unmapped=Layer(
            "unmapped", columns, tuple(row for row in rows if row.geometry is None)
        ),
        cards=tuple(card_of(incident, documents, gazetteer) for incident in shown),
        divisions=division_outlines(shown, rows, gazetteer),
    )


def incident_row(incident: Incident, documents: Documents, gazetteer: Gazetteer) -> Row:
    """Return an incident as a point, or without geometry where it has no place."""
    geometry = point(incident.where.position) if incident.where else None
    values = incident_values(incident, documents, gazetteer)
    return make_row(incident.id, incident_names(), values, geometry)


def area_rows(
    incidents: Collection[Incident], rows: Collection[Row], gazetteer: Gazetteer
) -> tuple[Row, ...]:
    """Return the rows of incidents known only to an area, with its outline.

    A place whose outline the gazetteer does not know has no row here. Rows of
    one place share one geometry object.
    """
    outlines: dict[str, Geometry | None] = {}
    found = []
    for incident, row in zip(incidents, rows, strict=True):
        if incident.where is None or incident.where.prec < WherePrec.ADMIN2:
            continue
        place = incident.where.place
        if place.id not in outlines:
            outlines[place.id] = gazetteer.area(place)
        outline = outlines[place.id]
        if outline is not None:
            found.append(row._replace(geometry=outline))
    return tuple(found)


def division_outlines(
    incidents: Collection[Incident], rows: Collection[Row], gazetteer: Gazetteer
) -> dict[tuple[str, str], Geometry]:
    """Return the outline of each admin1 that holds an incident, sorted by name."""
    at_country, at_admin1 = map(incident_names().index, ("country", "admin1"))
    outlines: dict[tuple[str, str], Geometry | None] = {}
    for incident, row in zip(incidents, rows, strict=True):
        names = (str(row.values[at_country]), str(row.values[at_admin1]))
        if incident.where is None or names in outlines:
            continue
        admin1 = admin1_of(incident.where.place, gazetteer)
        outlines[names] = gazetteer.area(admin1) if admin1 else None
    return {names: outline for names, outline in sorted(outlines.items()) if outline}
