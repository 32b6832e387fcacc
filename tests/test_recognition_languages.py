"""How well places are found in news of many languages, on sentences of our own.

`gold/languages.tsv` has the language and a sentence with its places in [brackets].
The sentences were read while the rules were written, so the figures guard against
falling back rather than measure.
"""

from collections import defaultdict
from pathlib import Path

import pytest
from texts import mentions, places, unmarked

from geomap.language import detect_language
from geomap.records import MentionKind
from geomap.stages import Recognizer

GOLD = Path(__file__).parent / "gold" / "languages.tsv"
FLOORS = {
    "ar": 0.9,
    "de": 0.9,
    "es": 0.95,
    "fa": 0.8,
    "fr": 0.9,
    "pt": 0.95,
    "ru": 0.9,
    "tr": 0.8,
    "uk": 0.85,
    "zh": 0.85,
}


def sentences() -> dict[str, list[str]]:
    """Return the marked sentences of each language."""
    by_language = defaultdict(list)
    for line in GOLD.read_text(encoding="utf-8").splitlines()[1:]:
        language, sentence = line.split("\t")
        by_language[language].append(sentence)
    return by_language


def test_every_language_has_a_floor() -> None:
    assert sorted(sentences()) == sorted(FLOORS)


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_places_are_found(recognizer: Recognizer, language: str) -> None:
    right = found = marked = 0
    for sentence in sentences()[language]:
        text, gold = unmarked(sentence)
        spans = {
            (mention.span.start, mention.span.end)
            for mention in mentions(recognizer, text)
            if mention.kind is not MentionKind.DEMONYM
        }
        right += len(spans.intersection(gold))
        found += len(spans)
        marked += len(gold)
    assert 2 * right / (found + marked) >= FLOORS[language]


def test_most_sentences_tell_their_language() -> None:
    told = [
        detect_language(unmarked(sentence)[0]) == language
        for language, marked in sentences().items()
        for sentence in marked
    ]
    assert sum(told) >= 0.95 * len(told)


def test_each_line_is_read_in_its_language(recognizer: Recognizer) -> None:
    text = "Two men were killed in the port of Lima.\nВ Москве и Киеве погибли двое."
    assert places(recognizer, text) == ["Lima", "Москве", "Киеве"]
