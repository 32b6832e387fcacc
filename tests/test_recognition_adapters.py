"""Recognisers of others behind geomap's protocol."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from texts import places

from geomap.errors import ModelMissingError, SettingsError
from geomap.language import analyze
from geomap.recognition import load_recognizer
from geomap.recognition.adapters import AdaptedRecognizer, Found
from geomap.records import Document, MentionKind
from geomap.stages import Gazetteer

TEXT = "Turkish envoys met in Kish province, at Aleppo University and in Lima."


def after_preposition(text: str) -> Iterator[Found]:
    for match in re.finditer(r"\b(?:in|at) ([A-Z]\w+)", text):
        yield Found(*match.span(1), 0.5)
        yield Found(match.start(1) + 1, match.end(1), 0.9)  # overlaps: left out


def test_rules_tell_the_rest(gazetteer: Gazetteer) -> None:
    recognizer = AdaptedRecognizer(gazetteer, after_preposition)
    found = recognizer.recognize(analyze(Document(id="d", text=TEXT)))
    assert [(m.text, m.kind, m.wording, m.confidence) for m in found] == [
        ("Turkish", MentionKind.DEMONYM, None, 1.0),
        ("Kish", MentionKind.PLACE, "ADM1", 0.5),
        ("Aleppo", MentionKind.ORG_NESTED, None, 0.5),
        ("Lima", MentionKind.PLACE, None, 0.5),
    ]


def test_any_spacy_pipeline(gazetteer: Gazetteer, tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed")
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Lima"}])
    ruler.add_patterns([{"label": "NORP", "pattern": "Turkish"}])
    pipeline.to_disk(tmp_path / "model")
    recognizer = load_recognizer(gazetteer, f"spacy:{tmp_path / 'model'}")
    found = recognizer.recognize(analyze(Document(id="d", text=TEXT)))
    assert [mention.text for mention in found] == ["Turkish", "Lima"]


def test_the_russian_network(gazetteer: Gazetteer) -> None:
    pytest.importorskip("slovnet", reason="geomap[russian] is not installed")
    recognizer = load_recognizer(gazetteer, "natasha")
    text = "Нельсон Мандела прилетел из Москвы в Нижний Тагил."
    assert places(recognizer, text) == ["Москвы", "Нижний Тагил"]
    assert places(recognizer, "He flew to Lima.") == ["Lima"]
    assert places(recognizer, " ") == []


@pytest.mark.parametrize("name", ["spacy:none_such", "gliner:none-such"])
def test_missing_models_are_named(gazetteer: Gazetteer, name: str) -> None:
    with pytest.raises(ModelMissingError, match=r"none.such"):
        load_recognizer(gazetteer, name)


@pytest.mark.parametrize("name", ["spacy", "spacy:", "oracle:model"])
def test_unknown_recognisers_are_refused(gazetteer: Gazetteer, name: str) -> None:
    with pytest.raises(SettingsError, match="choose fast, accurate, natasha"):
        load_recognizer(gazetteer, name)
