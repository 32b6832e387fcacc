"""Where things happened: missed names, and what the places around say."""

import pytest

from geomap.extraction.names import all_sites
from geomap.extraction.words import words_of
from geomap.ingest import document_from_text
from geomap.language import analyze
from geomap.records import Place
from geomap.stages import Gazetteer


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
