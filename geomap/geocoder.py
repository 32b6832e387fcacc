"""The gazetteer as a geopy geocoder, for code that already speaks geopy.

Works offline wherever geopy's own geocoders do: `geopandas.tools.geocode`, geopy's
`RateLimiter`. Positions are latitude, longitude here, as geopy has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from .records import Candidate, Place
from .stages import Gazetteer

MAX_RESULTS = 50


class OfflineGazetteer(Geocoder):  # type: ignore[misc]
    """Geocode with the gazetteer; no request leaves the machine.

    >>> from geomap.gazetteer import open_gazetteer
    >>> geocoder = OfflineGazetteer(open_gazetteer())
    >>> geocoder.geocode("Paris, Texas").raw["id"]
    '4717560'
    >>> geocoder.geocode("Almaty, KZ").address
    'Almaty, Almaty, Kazakhstan'
    >>> geocoder.geocode("no such place at all") is None
    True
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Answer from `gazetteer`; an open one, which stays the caller's."""
        super().__init__(scheme="https")
        self._gazetteer = gazetteer

    def geocode(  # noqa: PLR0913 - the signature geopy's callers expect
        self,
        query: str,
        exactly_one: bool = True,  # noqa: FBT001, FBT002
        timeout: object = None,  # noqa: ARG002
        *,
        limit: int = 10,
        country_codes: str | Sequence[str] | None = None,
        language: str | None = None,  # noqa: ARG002
    ) -> Location | list[Location] | None:
        """Return the place, or the places, that a name stands for.

        Parameters
        ----------
        query : str
            A name, in any script; after commas, what it lies in: names or codes of
            divisions and countries.
        exactly_one : bool
            Return the most prominent one only.
        timeout : object
            Taken because geopy passes it; nothing here waits.
        limit : int
            The most places to return.
        country_codes : str or list of str, optional
            ISO 3166-1 alpha-2 codes to keep to.
        language : str, optional
            Taken because geopy passes it; names are the gazetteer's own.

        Returns
        -------
        Location, list of Location or None
            None where the name is unknown, as geopy's geocoders do. `raw` holds the
            place's id, codes, population and score.
        """
        name, *outer_names = (part.strip() for part in query.split(","))
        found = self._gazetteer.candidates(name, limit=MAX_RESULTS * 20)
        for outer in outer_names:
            found = self._within(found, outer)
        if country_codes:
            codes = [country_codes] if isinstance(country_codes, str) else country_codes
            wanted = {code.upper() for code in codes}
            found = [c for c in found if c.place.country_code in wanted]
        if not found and outer_names:
            found = self._gazetteer.candidates(query, limit=limit)
        return self._answer([self._located(c) for c in found[:limit]], exactly_one)

    def reverse(
        self,
        query: Point | str | tuple[float, float],
        exactly_one: bool = True,  # noqa: FBT001, FBT002
        timeout: object = None,  # noqa: ARG002
        *,
        radius_km: float = 50.0,
    ) -> Location | list[Location] | None:
        """Return the towns nearest to a point of latitude and longitude.

        None where there is none within `radius_km`.
        """
        point = Point(query)
        near = self._gazetteer.nearby((point.longitude, point.latitude), radius_km)
        return self._answer([self._location(place) for place in near], exactly_one)

    def _within(self, found: list[Candidate], outer: str) -> list[Candidate]:
        """Keep candidates that lie in a division or country of the outer name."""
        country = self._gazetteer.country(outer.upper())
        holders = [country] if country else []
        holders += [c.place for c in self._gazetteer.candidates(outer)]
        return [
            candidate
            for candidate in found
            if any(
                self._gazetteer.is_within(candidate.place, holder)
                and candidate.place.id != holder.id
                for holder in holders
            )
        ]

    @staticmethod
    def _answer(
        locations: list[Location],
        exactly_one: bool,  # noqa: FBT001
    ) -> Location | list[Location] | None:
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    def _located(self, candidate: Candidate) -> Location:
        location = self._location(candidate.place)
        location.raw.update(
            score=candidate.score,
            match=candidate.match,
            name_kind=candidate.name_kind,
        )
        return location

    def _location(self, place: Place) -> Location:
        chain = self._gazetteer.admin_chain(place)
        address = ", ".join([place.name, *(outer.name for outer in chain)])
        lon, lat = place.position
        raw: dict[str, Any] = {
            "id": place.id,
            "feature_code": place.feature_code,
            "country_code": place.country_code,
            "admin1_code": place.admin1_code,
            "population": place.population,
            "source": place.source,
        }
        return Location(address, Point(lat, lon), raw)
