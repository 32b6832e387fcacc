"""Ask an online geocoder for names the gazetteer does not know; off unless asked for.

Names leave the machine, nothing else of a text does. Answers are kept in a file, so
that each name is asked once and a later run gives the same map. What was asked online
says so: in the source of the place, in how the candidate met, in its evidence.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import get_geocoder_for_service

from .errors import SettingsError
from .records import (
    Analysis,
    Candidate,
    Evidence,
    Home,
    Mention,
    MentionKind,
    Place,
    Problem,
    Toponym,
)
from .stages import Gazetteer, Resolver
from .text import normalise

CONFIDENCE = 0.5
"""Of an online answer; ours: the service has not read the text."""

DELAY_S = 1.0
"""Between two requests, as Nominatim's usage policy asks of everyone."""

TIMEOUT_S = 10.0
ADDRESS_CHARACTERS = 200
ASKED_KINDS = {MentionKind.PLACE, MentionKind.FACILITY}

# What geopy raises by itself, and what its reading of an odd answer may raise.
_FAILURES = (GeopyError, AttributeError, LookupError, OSError, TypeError, ValueError)


def connect(
    service: str,
    *,
    cache: Path,
    settings: Path | None = None,
    delay_s: float = DELAY_S,
) -> OnlineGeocoder:
    """Return a geopy geocoder by its name; nothing is asked yet.

    Parameters
    ----------
    service : str
        What geopy calls it: nominatim, photon, opencage, …
    cache : Path
        The file its answers are kept in, read if it is there.
    settings : Path, optional
        A TOML file of that geocoder's own arguments: user_agent, domain, api_key, …
    delay_s : float
        The least time between two requests.

    Raises
    ------
    SettingsError
        When geopy has no such geocoder, the settings do not suit it, or the cache
        holds something else.
    """
    given: dict[str, Any] = {"user_agent": f"geomap/{version('geomap')}"}
    given["timeout"] = TIMEOUT_S
    try:
        if settings:
            given |= tomllib.loads(settings.read_text(encoding="utf-8"))
        geocoder = get_geocoder_for_service(service)(**given)
    except (GeopyError, OSError, TypeError, ValueError) as error:
        raise SettingsError(f"cannot ask {service!r} online: {error}") from error
    limited = RateLimiter(
        geocoder.geocode,
        min_delay_seconds=delay_s,
        error_wait_seconds=2 * delay_s,
        max_retries=1,
        swallow_exceptions=False,
    )
    return OnlineGeocoder(service, limited, cache)


def _is_unknown(toponym: Toponym) -> bool:
    """Tell whether the gazetteer itself has nothing for a name."""
    return (
        toponym.place is None
        and toponym.mention.kind in ASKED_KINDS
        and not toponym.mention.name.islower()
        and all(candidate.match == "container" for candidate in toponym.candidates)
    )


def _answer(address: Any, lon: Any, lat: Any) -> Answer:  # noqa: ANN401 - untrusted
    """Return an answer checked; geopy makes 0, 0 of a position that is missing."""
    text = " ".join(str(address).split())[:ADDRESS_CHARACTERS]
    answer = Answer(text, float(lon), float(lat))
    if not (-180 <= answer.lon <= 180 and -90 <= answer.lat <= 90):  # noqa: PLR2004
        raise ValueError(f"{lon}, {lat} is no position")
    if answer.lon == answer.lat == 0:
        raise ValueError(f"{text!r} has no position")
    return answer


def _read(cache: Path) -> dict[str, list[Answer]]:
    if not cache.exists():
        return {}
    try:
        kept = json.loads(cache.read_text(encoding="utf-8"))
        return {key: [_answer(*row) for row in rows] for key, rows in kept.items()}
    except (AttributeError, TypeError, ValueError) as error:
        raise SettingsError(
            f"{cache} does not hold online answers ({error}): delete it"
        ) from error


class Answer(NamedTuple):
    """One place a service offers for a name."""

    address: str
    lon: float
    lat: float


class OnlineGeocoder:
    """A service and the file that keeps its answers.

    `problems` says what could not be asked. After a first failure nothing more is
    asked: whatever is wrong with a service is wrong for every name.
    """

    def __init__(self, service: str, geocode: Callable[..., Any], cache: Path) -> None:
        """Read the answers kept so far; `geocode` is asked for all others.

        Raises
        ------
        SettingsError
            When the file holds something else.
        """
        self.service = service
        self.problems: list[Problem] = []
        self._geocode = geocode
        self._cache = cache
        self._known = _read(cache)

    def answers(self, name: str) -> list[Answer]:
        """Return what the service offers for a name, best first; [] if nothing."""
        key = f"{self.service}:{normalise(name)}"
        if key not in self._known and not self.problems:
            try:
                found = self._geocode(name, exactly_one=False) or []
                self._known[key] = [
                    _answer(place.address, place.longitude, place.latitude)
                    for place in found
                ]
            except _FAILURES as error:
                self._fail(name, error)
            else:
                self._keep()
        return self._known.get(key, [])

    def _fail(self, name: str, error: Exception) -> None:
        reason = f"no usable answer for {name!r} ({type(error).__name__}: {error})"
        remedy = "names the gazetteer does not know stay unresolved"
        self.problems.append(
            Problem(path=f"online:{self.service}", reason=f"{reason}; {remedy}")
        )

    def _keep(self) -> None:
        """Write the answers, as a whole or not at all."""
        self._cache.parent.mkdir(parents=True, exist_ok=True)
        staged = self._cache.with_name(f".{self._cache.name}.part")
        text = json.dumps(self._known, ensure_ascii=False, indent=1, sort_keys=True)
        staged.write_text(text, encoding="utf-8")
        staged.replace(self._cache)


class OnlineResolver:
    """A `stages.Resolver` that asks online where another one has no candidate.

    A name the gazetteer knows is never asked for: there the text, which a service
    does not see, has already spoken against every place.
    """

    def __init__(
        self, resolver: Resolver, gazetteer: Gazetteer, geocoder: OnlineGeocoder
    ) -> None:
        """Fill what `resolver` leaves open."""
        self._resolver = resolver
        self._gazetteer = gazetteer
        self._geocoder = geocoder

    def resolve(
        self,
        analysis: Analysis,
        mentions: Sequence[Mention],
        *,
        home: Home | None = None,
    ) -> list[Toponym]:
        """Return one toponym per mention, in the same order."""
        toponyms = self._resolver.resolve(analysis, mentions, home=home)
        countries = Counter(
            toponym.place.country_code
            for toponym in toponyms
            if toponym.place and toponym.place.country_code
        )
        return [
            self._filled(toponym, countries) if _is_unknown(toponym) else toponym
            for toponym in toponyms
        ]

    def _filled(self, toponym: Toponym, countries: Counter[str]) -> Toponym:
        """Choose the answer in the country the text is most about, or none.

        A text that names no known place takes the service's first answer.
        """
        name = toponym.mention.name
        offered = [
            self._candidate(name, answer, rank)
            for rank, answer in enumerate(self._geocoder.answers(name), start=1)
        ]
        fitting = [
            candidate
            for candidate in offered
            if not countries or candidate.place.country_code in countries
        ]
        if not fitting:
            return replace(toponym, candidates=(*offered, *toponym.candidates))
        best = max(fitting, key=lambda c: countries[c.place.country_code or ""])
        others = [candidate for candidate in offered if candidate is not best]
        return replace(
            toponym,
            place=best.place,
            confidence=CONFIDENCE,
            candidates=(best, *others, *toponym.candidates),
        )

    def _candidate(self, name: str, answer: Answer, rank: int) -> Candidate:
        position = (answer.lon, answer.lat)
        divisions = self._gazetteer.divisions_at(position)
        holder = divisions[0] if divisions else None
        source = f"online:{self._geocoder.service}"
        place = Place(
            id=f"{source}:{normalise(name)}:{rank}",
            name=name,
            position=position,
            feature_class="L",  # services do not say in GeoNames' terms what it is
            feature_code="LCTY",
            country_code=holder.country_code if holder else None,
            admin1_code=holder.admin1_code if holder else None,
            source=source,
        )
        detail = f"the online service {self._geocoder.service} offers {answer.address}"
        evidence = Evidence(feature="online", score=CONFIDENCE, detail=detail)
        return Candidate(
            place=place,
            matched_name=name,
            match="online",
            score=CONFIDENCE / rank,
            evidence=(evidence,),
        )
