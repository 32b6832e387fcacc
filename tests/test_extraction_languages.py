"""Events are read in English alone, whatever words of other languages look like."""

from datetime import date

import pytest

from geomap import pipeline
from geomap.ingest import document_from_text

FOREIGN = [
    "Das Rezept ist die beste Art zu feiern. Die Leser in München loben es.",
    "Die Gäste in Köln loben die Stadt, und die Kinder in Bonn loben sie auch.",
    "De gasten die in Utrecht naar de markt gingen, kochten kaas en brood.",
    "Les explosions de joie ont retenti à Lyon quand la fête a commencé.",
    "Urge una solución para el agua en Bogotá, dice la alcaldesa.",
    "Der Brand in Gera ist gelöscht, sagte die Feuerwehr. War jemand im Haus?",
    "En Sevilla, la avalancha de turistas no para; los hoteles die por die llenos.",
]
ENGLISH = [
    "Three die in Berlin blast",
    "Five people died when a bomb exploded in Herat on Monday.",
    "Unknown men torched a clinic in Ituri.",
    "MASKED MEN SHOT A MAN IN KABUL",
]


@pytest.fixture(scope="module")
def stages() -> pipeline.Stages:
    return pipeline.load_stages()


def sub_event_types(text: str, stages: pipeline.Stages) -> list[str]:
    document = document_from_text("d", text, published=date(2024, 5, 6))
    return [
        event.sub_event_type for event in pipeline.report_on(document, stages).events
    ]


@pytest.mark.parametrize("text", FOREIGN)
def test_no_event_is_read_in_another_language(
    text: str, stages: pipeline.Stages
) -> None:
    assert sub_event_types(text, stages) == []


@pytest.mark.parametrize("text", ENGLISH)
def test_short_english_is_read(text: str, stages: pipeline.Stages) -> None:
    assert sub_event_types(text, stages)


def test_the_english_line_of_a_german_page_is_read(stages: pipeline.Stages) -> None:
    german = "Die Feuerwehr sagt, die Lage in der Stadt sei ruhig und die Straßen frei."
    english = "A bomb killed two soldiers near the town of Bria on Sunday."
    assert sub_event_types(f"{german}\n\n{english}\n\n{german}", stages)
    assert not sub_event_types(f"{german}\n\n{german}", stages)
