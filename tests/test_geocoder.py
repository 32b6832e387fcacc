from collections.abc import Iterator

import pytest
from geopy.extra.rate_limiter import RateLimiter

from geomap.gazetteer import open_gazetteer
from geomap.geocoder import OfflineGazetteer


@pytest.fixture(scope="module")
def geocoder() -> Iterator[OfflineGazetteer]:
    with open_gazetteer() as gazetteer:
        yield OfflineGazetteer(gazetteer)


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("Paris", "2988507"),
        ("Paris, Texas", "4717560"),
        ("Paris, TX, USA", "4717560"),
        ("Almaty, KZ", "1526384"),
        ("Алматы", "1526384"),
        ("London, Ontario", "6058560"),
        ("Washington, D.C.", "4140963"),
        ("Donbas", "region:donbas"),
    ],
)
def test_geocode(geocoder: OfflineGazetteer, query: str, place: str) -> None:
    assert geocoder.geocode(query).raw["id"] == place


def test_latitude_comes_first(geocoder: OfflineGazetteer) -> None:
    location = geocoder.geocode("Almaty, KZ")
    assert (round(location.latitude), round(location.longitude)) == (43, 77)


def test_unknown_is_none(geocoder: OfflineGazetteer) -> None:
    assert geocoder.geocode("Xqzzyplonk") is None
    assert geocoder.geocode("Paris, Xqzzyplonk") is None
    assert geocoder.reverse((-40.0, -140.0)) is None


def test_several(geocoder: OfflineGazetteer) -> None:
    found = geocoder.geocode("San Jose", exactly_one=False, limit=3)
    assert len(found) == 3
    only = geocoder.geocode("Paris", exactly_one=False, country_codes="us")
    assert {location.raw["country_code"] for location in only} == {"US"}


def test_reverse_finds_what_was_geocoded(geocoder: OfflineGazetteer) -> None:
    for name in ("Almaty", "Kharkiv", "Aleppo", "Maiduguri", "Port-au-Prince"):
        there = geocoder.geocode(name)
        back = geocoder.reverse(there.point)
        assert back.raw["country_code"] == there.raw["country_code"]
        assert back.raw["admin1_code"] == there.raw["admin1_code"]


def test_works_behind_a_rate_limiter(geocoder: OfflineGazetteer) -> None:
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    assert limited("Kyiv").raw["country_code"] == "UA"


def test_works_in_geopandas(geocoder: OfflineGazetteer) -> None:
    geopandas = pytest.importorskip("geopandas")

    class Named:
        """geopandas makes the geocoder itself, from a class."""

        geocode = staticmethod(geocoder.geocode)

    frame = geopandas.tools.geocode(["Kyiv", "Xqzzyplonk"], provider=Named)
    assert frame.crs == "EPSG:4326"
