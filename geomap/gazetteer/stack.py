"""Several gazetteers asked as one; the first that knows a place decides on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from ..place import Candidate, Place, Position
from .grid import distance_on_sphere_km
from .store import SqliteGazetteer

if TYPE_CHECKING:
    from datetime import date


class StackedGazetteer:
    """A `geomap.stages.Gazetteer` over others, an overlay before the world."""

    def __init__(self, layers: tuple[SqliteGazetteer, ...]) -> None:
        """Ask `layers` in this order."""
        self.layers = layers

    @property
    def path(self) -> Path:
        """Return the file of the first layer."""
        return self.layers[0].path

    def close(self) -> None:
        """Close every layer."""
        for layer in self.layers:
            layer.close()

    def __enter__(self) -> Self:
        """Return the gazetteer itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close every layer."""
        self.close()

    def counts(self) -> dict[str, list[tuple[str, int]]]:
        """Return the counts of the first layer."""
        return self.layers[0].counts()

    def candidates(
        self,
        name: str,
        *,
        limit: int = 50,
        fuzzy: bool = False,
        on: date | None = None,
    ) -> list[Candidate]:
        """Return the candidates of all layers, most prominent first.

        Where one layer knows the name exactly, no layer's variants are offered.
        """
        found: dict[str, Candidate] = {}
        for layer in self.layers:
            for candidate in layer.candidates(name, limit=limit, fuzzy=fuzzy, on=on):
                found.setdefault(candidate.place.id, candidate)
        exact = [c for c in found.values() if c.match == "exact"]
        ranked = sorted(exact or found.values(), key=lambda c: (-c.score, c.place.id))
        return ranked[:limit]

    def containers(self, name: str, *, limit: int = 50) -> list[Candidate]:
        """Return places that a part of an unknown name names, most prominent first."""
        found: dict[str, Candidate] = {}
        for layer in self.layers:
            for candidate in layer.containers(name, limit=limit):
                found.setdefault(candidate.place.id, candidate)
        ranked = sorted(found.values(), key=lambda c: (-c.score, c.place.id))
        return ranked[:limit]

    def candidates_of(
        self, names: Iterable[str], *, limit: int = 50, on: date | None = None
    ) -> dict[str, list[Candidate]]:
        """Return `candidates` of many names in one call."""
        return {name: self.candidates(name, limit=limit, on=on) for name in names}

    def classify(self, names: Iterable[str]) -> Mapping[str, str]:
        """Return what each known name is, as the first layer to know it says."""
        wanted = list(names)
        found: dict[str, str] = {}
        for layer in reversed(self.layers):
            found.update(layer.classify(wanted))
        return found

    def demonym(self, word: str) -> str | None:
        """Return the country code a demonym belongs to, or None."""
        return next(filter(None, (layer.demonym(word) for layer in self.layers)), None)

    def place(self, place_id: str) -> Place | None:
        """Return a place by its id, or None."""
        return next(
            filter(None, (layer.place(place_id) for layer in self.layers)), None
        )

    def country(self, country_code: str) -> Place | None:
        """Return the country of an ISO 3166-1 alpha-2 code, or None."""
        found = (layer.country(country_code) for layer in self.layers)
        return next(filter(None, found), None)

    def capital(self, country_code: str) -> Place | None:
        """Return the capital city of a country, or None."""
        found = (layer.capital(country_code) for layer in self.layers)
        return next(filter(None, found), None)

    def admin_chain(self, place: Place) -> tuple[Place, ...]:
        """Return what contains `place`, finest first, as the fullest layer says."""
        chains = [layer.admin_chain(place) for layer in self.layers]
        return max(chains, key=len, default=())

    def is_within(self, inner: Place, outer: Place) -> bool:
        """Tell whether `inner` lies in `outer` by any layer's codes."""
        return any(layer.is_within(inner, outer) for layer in self.layers)

    def nearby(
        self, position: Position, radius_km: float, *, limit: int = 50
    ) -> list[Place]:
        """Return populated places within `radius_km`, nearest first."""
        found: dict[str, Place] = {}
        for layer in self.layers:
            for place in layer.nearby(position, radius_km, limit=limit):
                found.setdefault(place.id, place)
        ranked = sorted(
            found.values(),
            key=lambda p: (distance_on_sphere_km(position, p.position), p.id),
        )
        return ranked[:limit]

    def area(self, place: Place) -> Mapping[str, Any] | None:
        """Return the outline the first layer that has one gives."""
        return next(filter(None, (layer.area(place) for layer in self.layers)), None)

    def divisions_at(self, position: Position) -> tuple[Place, ...]:
        """Return the divisions whose outlines hold a position, as `area` knows them."""
        found = (layer.divisions_at(position) for layer in self.layers)
        return next(filter(None, found), ())
