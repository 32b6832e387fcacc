"""Recognition of texts that are nothing like an article."""

import random

import pytest
from texts import mentions, places

from geomap.recognition import load_recognizer
from geomap.stages import Gazetteer, Recognizer

TOWNS = ("Kabul", "Lagos", "Lima", "Minsk", "Oslo", "Perth", "Quito", "Tunis")
REPORTS = (
    "Two soldiers were killed near Homs, officials in Damascus said.",
    "FLOODS IN LAGOS: 3 DEAD",
    "the market in mosul burned on monday.",
    "Взрыв в Москве. Bomb in Cairo.",
    "",
)


@pytest.mark.parametrize("word", ["Kabul", "KABUL", "Kabul.", "#Kabul", "(Kabul)"])
def test_a_city_alone(recognizer: Recognizer, word: str) -> None:
    assert places(recognizer, word) == [word.strip("#().")]


@pytest.mark.parametrize("word", ["Hello", "7", "…", "NATO", "Smith"])
def test_a_word_alone_that_is_no_place(recognizer: Recognizer, word: str) -> None:
    assert places(recognizer, word) == []


@pytest.mark.parametrize("separator", [", ", "\n", " and ", "; ", " / "])
def test_nothing_but_names(recognizer: Recognizer, separator: str) -> None:
    assert places(recognizer, separator.join(TOWNS)) == list(TOWNS)


def test_a_letter_wrong_elsewhere_matters_little(recognizer: Recognizer) -> None:
    text = "Tbe police irn Nairobi arrcsted tvo mcn frorn Mombasa ou Monday."
    assert places(recognizer, text) == ["Nairobi", "Mombasa"]


def test_ten_thousand_names(recognizer: Recognizer) -> None:
    sentences = [f"Troops moved to {town} today." for town in TOWNS] * 1_250
    assert places(recognizer, " ".join(sentences)) == list(TOWNS) * 1_250


def test_one_endless_word(recognizer: Recognizer) -> None:
    assert places(recognizer, "a" * 1_000_000) == []


def test_order_and_company_change_nothing(gazetteer: Gazetteer) -> None:
    alone = [mentions(load_recognizer(gazetteer), report) for report in REPORTS]
    together = load_recognizer(gazetteer)
    order = list(range(len(REPORTS))) * 3
    random.Random(1).shuffle(order)  # noqa: S311 -- repeatable, not secret
    for index in order:
        assert mentions(together, REPORTS[index]) == alone[index]
