"""What each stage promises; any object of the right shape may stand in.

Up to `Extractor`, a stage sees one document at a time and keeps no state, so
documents may be worked on in any order and on any machine; what a `Resolver` hears
of others is given to it. `Linker` alone sees every document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from .records import (
    Analysis,
    Candidate,
    Document,
    Event,
    Home,
    Incident,
    Mention,
    Place,
    Position,
    Toponym,
)


class Gazetteer(Protocol):
    """Offer the places a name may stand for, and say how places lie."""

    def candidates(
        self,
        name: str,
        *,
        limit: int = 50,
        fuzzy: bool = False,
        on: date | None = None,
    ) -> list[Candidate]:
        """Return places known by `name`, most prominent first; [] if none.

        Exact matches of the normalised name come first; folded spellings are
        tried only where there is none, edit distance only when `fuzzy`.
        Places of an overlay that do not stand on the day `on` are left out.
        `score` is a prior in 0–1: how prominent the place is among all.
        """

    def candidates_of(
        self, names: Iterable[str], *, limit: int = 50, on: date | None = None
    ) -> dict[str, list[Candidate]]:
        """Return `candidates` of many names in one call."""

    def classify(self, names: Iterable[str]) -> Mapping[str, str]:
        """Return what each known name is, for recognition features.

        Values are "<kind>:<band>", the kind of the most prominent place of
        that exact name (country, admin1, admin2, town, region, natural, site,
        demonym, abbreviation) and its population band 0–3 (<15k, <50k, <500k,
        more). Unknown names are absent.
        """

    def demonym(self, word: str) -> str | None:
        """Return the country code a demonym belongs to, or None."""

    def place(self, place_id: str) -> Place | None:
        """Return a place by its id, or None."""

    def country(self, country_code: str) -> Place | None:
        """Return the country of an ISO 3166-1 alpha-2 code, or None."""

    def capital(self, country_code: str) -> Place | None:
        """Return the capital city of a country, or None."""

    def admin_chain(self, place: Place) -> tuple[Place, ...]:
        """Return what contains `place`, finest first: admin2, admin1, country."""

    def is_within(self, inner: Place, outer: Place) -> bool:
        """Tell whether `inner` lies in `outer`, by codes; a place lies in itself."""

    def nearby(
        self, position: Position, radius_km: float, *, limit: int = 50
    ) -> list[Place]:
        """Return populated places within `radius_km`, nearest first."""

    def divisions_at(self, position: Position) -> tuple[Place, ...]:
        """Return the divisions and the country whose outlines hold a position.

        Finest first; empty at sea, and where no outline is known.
        """

    def area(self, place: Place) -> Mapping[str, Any] | None:
        """Return the GeoJSON (Multi)Polygon of a country, admin1 or region.

        None where no outline is known.
        """


class Analyzer(Protocol):
    """Split a document into words and sentences."""

    def analyze(self, document: Document) -> Analysis:
        """Return tokens and sentences; both empty for an empty text."""


class Recognizer(Protocol):
    """Find the place names in a text (toponym recognition)."""

    def recognize(self, analysis: Analysis) -> list[Mention]:
        """Return the mentions in text order; none overlap; demonyms included."""


class Resolver(Protocol):
    """Choose a place for each mention (toponym resolution)."""

    def resolve(
        self,
        analysis: Analysis,
        mentions: Sequence[Mention],
        *,
        home: Home | None = None,
    ) -> list[Toponym]:
        """Return one toponym per mention, in the same order.

        `home` is where the outlet is at home, as its other articles tell.
        """


class Extractor(Protocol):
    """Find what happened, to whom and when (event extraction)."""

    def extract(self, analysis: Analysis, toponyms: Sequence[Toponym]) -> list[Event]:
        """Return the events the document reports, in text order."""


class Linker(Protocol):
    """Join reports of one happening (event coreference, across documents)."""

    def link(self, events: Iterable[Event]) -> list[Incident]:
        """Return incidents; every event belongs to exactly one."""
