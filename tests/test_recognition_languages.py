"""How well places are found in news of many languages, on sentences of our own.

`gold/languages.tsv` has the language and a sentence with its places in [brackets].
The sentences were read while the rules were written, so the figures guard against
falling back rather than measure. Those of `languages_unread.tsv` were written after
the rules, and no rule was made for them.
"""

from collections import defaultdict
from pathlib import Path

import pytest
from texts import mentions, places, unmarked

from geomap.language import detect_language
from geomap.records import MentionKind
from geomap.stages import Recognizer

GOLD = Path(__file__).parent / "gold"
UNREAD_FLOOR = 0.9
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


def sentences(name: str = "languages.tsv") -> dict[str, list[str]]:
    """Return the marked sentences of each language."""
    by_language = defaultdict(list)
    for line in (GOLD / name).read_text(encoding="utf-8").splitlines()[1:]:
        language, sentence = line.split("\t")
        by_language[language].append(sentence)
    return by_language


def f1(recognizer: Recognizer, marked: list[str]) -> float:
    """Return the F1 of exact spans over marked sentences."""
    right = found = gold = 0
    for sentence in marked:
        text, wanted = unmarked(sentence)
        spans = {
            (mention.span.start, mention.span.end)
            for mention in mentions(recognizer, text)
            if mention.kind is not MentionKind.DEMONYM
        }
        right += len(spans.intersection(wanted))
        found += len(spans)
        gold += len(wanted)
    return 2 * right / (found + gold)


def test_every_language_has_a_floor() -> None:
    assert sorted(sentences()) == sorted(FLOORS)


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_places_are_found(recognizer: Recognizer, language: str) -> None:
    assert f1(recognizer, sentences()[language]) >= FLOORS[language]


def test_places_are_found_in_unread_sentences(recognizer: Recognizer) -> None:
    unread = sentences("languages_unread.tsv")
    assert sorted(unread) == sorted(FLOORS)
    assert f1(recognizer, [s for own in unread.values() for s in own]) >= UNREAD_FLOOR


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
