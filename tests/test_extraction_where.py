"""Where things happened: missed names, and what the places around say."""

import pytest

from geomap.extraction.arguments.place.names import all_sites
from geomap.extraction.sentence.words import words_of
from geomap.ingest import document_from_text
from geomap.language import analyze
from geomap.pipeline import Stages, load_stages, report_on
from geomap.records import Place
from geomap.stages import Gazetteer


@pytest.fixture(scope="module")
def stages() -> Stages:
    return load_stages()


def places_of_events(stages: Stages, text: str) -> list[str | None]:
    """Return where each event of a text happened."""
    events = report_on(document_from_text("a", text), stages).events
    return [event.where.place.name if event.where else None for event in events]


def missed(gazetteer: Gazetteer, sentence: str, *around: Place) -> list[Place | None]:
    """Return the places of names in a sentence that no recogniser marked."""
    analysis = analyze(document_from_text("a", sentence))
    words = words_of(analysis, analysis.sentences[0])
    sites = all_sites(words, [], triggers=[], gazetteer=gazetteer, around=around)
    return [site.toponym.place for site in sites]


def known(gazetteer: Gazetteer, name: str) -> Place:
    return gazetteer.candidates(name)[0].place


@pytest.mark.parametrize(
    ("place", "is_found"), [("Santa Monica", True), ("Baltimore", False)]
)
def test_a_missed_name_is_looked_up_near_the_others(
    gazetteer: Gazetteer, place: str, *, is_found: bool
) -> None:
    sentence = "He fell in the village of Alameda on Monday."
    (found,) = missed(gazetteer, sentence, known(gazetteer, place))
    assert (found is not None) is is_found


def test_where_only_the_country_is_known_it_is_looked_up_there(
    gazetteer: Gazetteer,
) -> None:
    sentence = "He fell in the village of Alameda on Monday."
    assert missed(gazetteer, sentence, known(gazetteer, "United States"))[0]
    assert missed(gazetteer, sentence, known(gazetteer, "Peru")) == [None]


def test_a_word_for_a_place_is_no_name(gazetteer: Gazetteer) -> None:
    texas = known(gazetteer, "Texas")
    assert missed(gazetteer, "He fell in the Center of town.", texas) == []


@pytest.mark.parametrize(
    "headline",
    [
        "Michigan man wounded in shooting | WXQZ News",
        "Ohio officer shot | Toledo News",
        "Man shot dead « CBS Denver",
    ],
)
def test_whose_somebody_is_and_who_prints_it_is_not_where(
    stages: Stages, headline: str
) -> None:
    text = f"{headline}\n\nMILWAUKEE — The police are looking for the gunman."
    assert places_of_events(stages, text)[0] == "Milwaukee"


def test_a_state_is_where_nothing_closer_is_told(stages: Stages) -> None:
    text = "Two hurt in Ohio mill fire\n\nIt was put out by noon."
    assert places_of_events(stages, text)[0] == "Ohio"


@pytest.mark.parametrize(
    "care",
    [
        "He was flown by helicopter to a hospital in Knoxville, where he died.",
        "He died at a hospital in Knoxville.",
        "He was taken to the trauma center in Knoxville and died of his wounds.",
    ],
)
def test_the_hurt_are_taken_elsewhere(stages: Stages, care: str) -> None:
    text = f"CROSSVILLE, Tenn. — A boy was shot in Crossville on Monday. {care}"
    assert set(places_of_events(stages, text)) == {"Crossville"}


def test_a_hospital_may_be_attacked(stages: Stages) -> None:
    text = "Gunmen killed five people at a hospital in Kabul."
    assert places_of_events(stages, text) == ["Kabul"]
