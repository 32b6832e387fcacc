"""Little towns of another state that a text would have named with their state."""

import pytest

from geomap.ingest import document_from_text
from geomap.language import analyze
from geomap.recognition import mention_at
from geomap.records import Home, Place
from geomap.resolution import load_resolver
from geomap.stages import Gazetteer


def places_of(
    gazetteer: Gazetteer, text: str, *names: str, home: Home | None = None
) -> list[Place | None]:
    """Return what names in a text resolve to, given in its order."""
    analysis = analyze(document_from_text("a", text))
    end, mentions = 0, []
    for name in names:
        start = text.index(name, end)
        end = start + len(name)
        mentions.append(mention_at(analysis, start, end))
    toponyms = load_resolver(gazetteer).resolve(analysis, mentions, home=home)
    return [toponym.place for toponym in toponyms]


LOCAL = "Police in Boise, Idaho, and in Nampa closed {} on Monday after a fire."
NAMES = ("Boise", "Idaho", "Nampa")


@pytest.mark.parametrize("name", ["Judson", "Alameda", "Locust"])
def test_a_little_town_elsewhere_is_not_meant(gazetteer: Gazetteer, name: str) -> None:
    *_, place = places_of(gazetteer, LOCAL.format(name), *NAMES, name)
    assert place is None or place.admin1_code == "ID"


def test_a_neighbourhood_is_no_city_elsewhere(gazetteer: Gazetteer) -> None:
    text = LOCAL.format("the Austin neighborhood")
    *_, place = places_of(gazetteer, text, *NAMES, "Austin")
    assert place is None or place.admin1_code == "ID"


def test_nor_is_it_in_a_country_whose_towns_stand_alone(gazetteer: Gazetteer) -> None:
    text = "Police in Salvador and Camaçari searched the Jacarezinho favela."
    *_, place = places_of(gazetteer, text, "Salvador", "Camaçari", "Jacarezinho")
    assert place is None or place.name != "Jacarezinho"


def test_a_city_is_known_by_its_suburb(gazetteer: Gazetteer) -> None:
    text = "Trains left Lviv and Ternopil. A Kyiv suburb burned."
    *_, place = places_of(gazetteer, text, "Lviv", "Ternopil", "Kyiv")
    assert place
    assert place.name == "Kyiv"


def test_with_its_state_it_is(gazetteer: Gazetteer) -> None:
    text = LOCAL.format("a road for crews from Alameda, California,")
    *_, place, _ = places_of(gazetteer, text, *NAMES, "Alameda", "California")
    assert place
    assert place.admin1_code == "CA"


@pytest.mark.parametrize(
    ("name", "state"), [("Houston", "TX"), ("Chicago", "IL"), ("Caldwell", "ID")]
)
def test_a_city_and_a_town_of_the_state_are(
    gazetteer: Gazetteer, name: str, state: str
) -> None:
    *_, place = places_of(gazetteer, LOCAL.format(name), *NAMES, name)
    assert place
    assert place.admin1_code == state


def test_a_town_where_the_outlet_is_at_home_is(gazetteer: Gazetteer) -> None:
    home = Home(country_code="US", admin1_code="CA", share=1.0)
    *_, place = places_of(
        gazetteer, LOCAL.format("Alameda"), *NAMES, "Alameda", home=home
    )
    assert place
    assert place.admin1_code == "CA"


def test_elsewhere_in_the_world_towns_go_by_their_names(gazetteer: Gazetteer) -> None:
    text = "Trains from Stockholm, Sweden, and Uppsala stopped at Kiruna."
    *_, place = places_of(gazetteer, text, "Stockholm", "Sweden", "Uppsala", "Kiruna")
    assert place
    assert place.name == "Kiruna"


def test_no_namesake_is_in_a_state_that_has_none(gazetteer: Gazetteer) -> None:
    text = "YORK CITY, Pa. — A mill burned in York City on Sunday, police in York said."
    order = ("YORK CITY", "Pa.", "York City", "York")
    for place in places_of(gazetteer, text, *order):
        assert place
        assert (place.country_code, place.admin1_code) == ("US", "PA")


def test_states_in_a_list_do_not_hold_one_another(gazetteer: Gazetteer) -> None:
    text = "Fires burned all week in Utah, Colorado."
    utah, _ = places_of(gazetteer, text, "Utah", "Colorado")
    assert utah
    assert utah.name == "Utah"
