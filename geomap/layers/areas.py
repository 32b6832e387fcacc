"""Areas: those that incidents are known to and no closer, and the divisions around."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ..records import Incident, RecordType, WherePrec
from ..stages import Gazetteer
from .incidents import joined
from .places import admin1_of, place_values
from .schema import Value, area_columns, names_of
from .table import Geometry, Row, make_row


def area_rows(incidents: Iterable[Incident], gazetteer: Gazetteer) -> Iterator[Row]:
    """Yield each area in which incidents happened, in the order of the first.

    One outline a place, however many incidents: an outline has thousands of
    positions. A place whose outline the gazetteer does not know has no row.
    """
    found: dict[str, list[Incident]] = defaultdict(list)
    for incident in incidents:
        if incident.where and incident.where.prec >= WherePrec.ADMIN2:
            found[incident.where.place.id].append(incident)
    for known_to in found.values():
        where = known_to[0].where
        outline = gazetteer.area(where.place) if where else None
        if outline:
            yield area_row(known_to, outline, gazetteer)


def area_row(
    incidents: Sequence[Incident], outline: Geometry, gazetteer: Gazetteer
) -> Row:
    """Return an area with what its incidents come to."""
    wheres = [incident.where for incident in incidents if incident.where]
    place = wheres[0].place
    types = list(dict.fromkeys(incident.event_type for incident in incidents))
    first, last = days_of(incidents)
    values: dict[str, Value] = {
        **place_values(place, gazetteer),
        "record_type": "area",
        "where_prec": max(where.prec.value for where in wheres),
        "n_incidents": len(reported(incidents)),
        "event_type": types[0] if len(types) == 1 else None,
        "event_types": joined(types),
        "date_start": first,
        "date_end": last,
        "fatalities": total(incidents, "killed"),
        "injuries": total(incidents, "wounded"),
        "event_ids": joined(incident.id for incident in incidents),
    }
    return make_row(place.id, names_of(area_columns()), values, outline)


def reported(incidents: Iterable[Incident]) -> list[Incident]:
    """Return the incidents that are no background."""
    return [i for i in incidents if i.record_type is RecordType.REPORTED]


def division_outlines(
    incidents: Iterable[Incident], gazetteer: Gazetteer
) -> dict[tuple[str, str], Geometry]:
    """Return the outline of each admin1 that holds an incident, sorted by name."""
    outlines: dict[tuple[str, str], Geometry] = {}
    places = {i.where.place.id: i.where.place for i in incidents if i.where}
    for place in places.values():
        admin1 = admin1_of(place, gazetteer)
        outline = gazetteer.area(admin1) if admin1 else None
        if outline:
            values = place_values(place, gazetteer)
            outlines[str(values["country"]), str(values["admin1"])] = outline
    return dict(sorted(outlines.items()))


def days_of(incidents: Iterable[Incident]) -> tuple[date | None, date | None]:
    """Return the first and the last day of dated incidents, or None and None."""
    whens = [incident.when for incident in incidents if incident.when]
    firsts = [when.first for when in whens if when.first]
    lasts = [when.last for when in whens if when.last]
    return min(firsts, default=None), max(lasts, default=None)


def total(incidents: Iterable[Incident], count: str) -> int | None:
    """Return the sum of a count's best estimates; None where none is reported.

    Aggregates count what other incidents may count too, and are left out; so is
    background.
    """
    counts = [getattr(i, count) for i in reported(incidents) if not i.is_aggregate]
    known = [count.best for count in counts if count and count.best is not None]
    return sum(known) if known else None
