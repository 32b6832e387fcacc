"""What a run found as layers: rows of typed columns in ONE documented schema.

`build_layers` turns a `Run` into six layers and the cards of the map. Every
incident is a row of `incidents`, once; `areas` has an outline for each division,
country or region that incidents are known to and no closer; `sources` has the
reports of each incident; `unmapped` repeats the incidents whose place is unknown;
`uncertain` has the incidents that are too doubtful for the map, and no other has them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from ..records import Incident, Realis, RecordType, Run
from ..stages import Gazetteer
from .areas import area_rows, division_outlines
from .cards import Card, Quote, Segment, card_of
from .credits import credits_of
from .incidents import Documents, incident_values
from .mentions import mention_rows
from .schema import (
    SEPARATOR,
    Column,
    Symbol,
    Value,
    area_columns,
    incident_columns,
    markdown,
    mention_columns,
    names_of,
    source_columns,
    symbols,
)
from .sources import source_rows
from .summary import Summary, Toll, count_words, counted, period, summary_of, toll_of
from .table import Geometry, Layer, Row, make_row, point

__all__ = [
    "SEPARATOR",
    "Card",
    "Column",
    "Geometry",
    "Layer",
    "Layers",
    "Quote",
    "Row",
    "Segment",
    "Summary",
    "Symbol",
    "Toll",
    "Value",
    "area_columns",
    "build_layers",
    "count_words",
    "counted",
    "incident_columns",
    "markdown",
    "mention_columns",
    "period",
    "source_columns",
    "summary_of",
    "symbols",
    "toll_of",
]

HIDDEN_TYPES = frozenset({"Statement"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """All layers of a run.

    The first column of each layer is its key. `sources` refers to `incidents` by
    `event_id`, and `incidents` to `areas` by `place_id`. `cards` are in the order of
    the incidents' rows, and `uncertain_cards` in that of `uncertain`. `divisions` holds
    the outline of each admin1 in which an incident lies, by its country's name and its
    own, as the columns have them. `credits` are lines that whatever shows the layers
    must show too.
    """

    incidents: Layer
    areas: Layer
    mentions: Layer
    sources: Layer
    unmapped: Layer
    uncertain: Layer
    cards: tuple[Card, ...]
    uncertain_cards: tuple[Card, ...] = ()
    divisions: Mapping[tuple[str, str], Geometry] = field(default_factory=dict)
    credits: tuple[str, ...] = ()

    def without_background(self) -> Layers:
        """Return the layers without what is told as background, as sums have it.

        Areas that hold nothing else are left out too.
        """
        kinds = {RecordType.REPORTED.value}
        incidents = self.incidents.only("record_type", kinds)
        ids = {row.id for row in incidents.rows}
        empty = self.areas.only("n_incidents", {0}).column("place_id")
        return replace(
            self,
            incidents=incidents,
            areas=self.areas.only(
                "place_id", set(self.areas.column("place_id")).difference(empty)
            ),
            sources=self.sources.only("event_id", ids),
            unmapped=self.unmapped.only("record_type", kinds),
            cards=tuple(card for card in self.cards if card.event_id in ids),
        )


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
    Rows keep the order of the run's incidents. An incident at a known place has
    that place's point, however large the place; `where_prec` and
    `uncertainty_km` say how little that means. Without a place it has no
    geometry.
    """

    def chosen(incidents: Iterable[Incident]) -> list[Incident]:
        return [
            incident
            for incident in incidents
            if incident.realis in realis and incident.event_type not in hidden_types
        ]

    shown, doubtful = chosen(run.incidents), chosen(run.uncertain)
    documents = {report.document.id: report.document for report in run.reports}
    rows, doubtful_rows = (
        tuple(incident_row(incident, documents, gazetteer) for incident in incidents)
        for incidents in (shown, doubtful)
    )
    cards, doubtful_cards = (
        tuple(card_of(incident, documents, gazetteer) for incident in incidents)
        for incidents in (shown, doubtful)
    )
    columns = incident_columns()
    return Layers(
        incidents=Layer("incidents", columns, rows),
        areas=Layer(
            "incident_areas",
            area_columns(),
            tuple(area_rows(shown, gazetteer)),
            "MultiPolygon",
        ),
        mentions=Layer(
            "mentions",
            mention_columns(),
            tuple(mention_rows(run.reports, shown, gazetteer)),
        ),
        sources=Layer(
            "sources",
            source_columns(),
            tuple(source_rows(shown, documents)),
            geometry_type=None,
            parent=("event_id", "incidents"),
        ),
        unmapped=Layer(
            "unmapped", columns, tuple(row for row in rows if row.geometry is None)
        ),
        uncertain=Layer("uncertain", columns, doubtful_rows),
        cards=cards,
        uncertain_cards=doubtful_cards,
        divisions=division_outlines(shown, gazetteer),
        credits=credits_of(run),
    )


def incident_row(incident: Incident, documents: Documents, gazetteer: Gazetteer) -> Row:
    """Return an incident as a point, or without geometry where it has no place."""
    geometry = point(incident.where.position) if incident.where else None
    values = incident_values(incident, documents, gazetteer)
    return make_row(incident.id, names_of(incident_columns()), values, geometry)
