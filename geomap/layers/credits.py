"""Whom a map must name beside the sources of geomap's own gazetteer."""

from __future__ import annotations

from ..records import Run

ONLINE = "online:"
"""How the source of a place begins that `geomap.online` asked for."""

OPENSTREETMAP = "© OpenStreetMap contributors, ODbL"

CREDITS = {  # geopy's name of a service → what its terms ask a map to say
    "nominatim": OPENSTREETMAP,
    "openmapquest": OPENSTREETMAP,
    "photon": OPENSTREETMAP,
    "pickpoint": OPENSTREETMAP,
}


def credits_of(run: Run) -> tuple[str, ...]:
    """Return a line for each online service that gave a place, in order.

    A service whose terms are not known here is named itself.
    """
    sources = {
        toponym.place.source
        for report in run.reports
        for toponym in report.toponyms
        if toponym.place
    }
    services = sorted(
        source.removeprefix(ONLINE) for source in sources if source.startswith(ONLINE)
    )
    lines = (
        f"Some places: {CREDITS.get(service, service)}, asked online"
        for service in services
    )
    return tuple(dict.fromkeys(lines))
