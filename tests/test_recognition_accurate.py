"""The accurate recogniser: windows, decoding, and the shipped network."""

import random
import sys
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from texts import mentions

from geomap.errors import ModelMissingError
from geomap.language import analyze
from geomap.recognition import load_recognizer
from geomap.recognition.lookup import name_matches
from geomap.recognition.transformer import AccurateRecognizer
from geomap.records import Document, MentionKind
from geomap.stages import Gazetteer, Recognizer

np = pytest.importorskip("numpy", reason="geomap[accurate] is not installed")
pytest.importorskip("onnxruntime", reason="geomap[accurate] is not installed")
pytest.importorskip("tokenizers", reason="geomap[accurate] is not installed")

from geomap.recognition.transformer import (  # noqa: E402 -- after the check
    decoding,
    encoding,
    examples,
    invention,
    network,
)

STORIES = (
    "Two soldiers were killed near Homs on Sunday, officials in Damascus said.",
    "Farmers in Ohio lost their harvest.\nEnvoys flew from Lagos to Port Harcourt.",
    "John Lincoln, a teacher, met Paris Jones at noon.",
)


@pytest.fixture(scope="module")
def accurate(gazetteer: Gazetteer) -> Recognizer:
    return load_recognizer(gazetteer, "accurate")


@pytest.fixture(scope="module")
def loaded() -> network.Network:
    return network.Network()


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 -- repeatable draws, not secrets


def places(recognizer: Recognizer, text: str) -> list[str]:
    return [
        mention.text
        for mention in mentions(recognizer, text)
        if mention.kind is not MentionKind.DEMONYM
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell on Homs, Hama and Idlib overnight.", ["Homs", "Hama", "Idlib"]),
        ("The mayor of Kabul's twelfth district resigned.", ["Kabul"]),
        ("Police in Santa Fe, New Mexico, found the car.", ["Santa Fe", "New Mexico"]),
        ("BEIRUT (AP) — Two soldiers died on Monday.", ["BEIRUT"]),
        ("The bridge over the Kish River fell.", ["Kish River"]),
        (
            "He was taken to St. Anne's Hospital in Perth.",
            ["St. Anne's Hospital", "Perth"],
        ),
        ("Mr. Lincoln and Mrs. Paris Jones have resigned.", []),
        ("Nothing happened there.", []),
        ("", []),
    ],
)
def test_places(accurate: Recognizer, text: str, expected: list[str]) -> None:
    assert places(accurate, text) == expected


def test_demonyms_are_no_places(accurate: Recognizer) -> None:
    found = mentions(accurate, "Turkish and Kenyan troops left Somalia.")
    kinds = [(mention.text, mention.kind) for mention in found]
    assert kinds == [
        ("Turkish", MentionKind.DEMONYM),
        ("Kenyan", MentionKind.DEMONYM),
        ("Somalia", MentionKind.PLACE),
    ]


def test_company_of_other_texts_changes_nothing(
    accurate: Recognizer, gazetteer: Gazetteer
) -> None:
    alone = [mentions(AccurateRecognizer(gazetteer), story) for story in STORIES]
    backward = [mentions(accurate, story) for story in reversed(STORIES)]
    assert alone == backward[::-1]
    assert alone == [mentions(accurate, story) for story in STORIES]


def test_other_languages_are_left_to_the_fast_recogniser(
    accurate: Recognizer, gazetteer: Gazetteer
) -> None:
    text = "En la ciudad de Guadalajara murieron dos policías el lunes por la noche."
    assert places(accurate, text) == ["Guadalajara"]
    assert mentions(accurate, text) == mentions(load_recognizer(gazetteer), text)


@pytest.mark.parametrize(
    "text",
    [
        "[CLS] [PAD] [SEP] <b>Lima</b> \x00 \u200b ﷽ 🙂",
        "a" * 5000,
        "Lima " * 600,
        "北京 " * 300,
        "\n \n\t",
        "'s 's ’s -",
    ],
)
def test_any_text_gives_disjoint_spans_that_quote_it(
    accurate: Recognizer, text: str
) -> None:
    found = mentions(accurate, text)
    assert all(mention.span.of(text) == mention.text for mention in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(0 <= mention.confidence <= 1 for mention in found)


def test_missing_packages_are_named(
    monkeypatch: pytest.MonkeyPatch, gazetteer: Gazetteer
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ModelMissingError, match=r"pip install 'geomap\[accurate\]'"):
        load_recognizer(gazetteer, "accurate")


def test_missing_weights_are_named(tmp_path: Path, gazetteer: Gazetteer) -> None:
    with pytest.raises(ModelMissingError, match=tmp_path.name):
        AccurateRecognizer(gazetteer, tmp_path)


@settings(max_examples=25, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(["Lima", "the", "Mangystau", ".", "\n", "x" * 90, "Ōtautahi"]),
        max_size=150,
    ),
    max_pieces=st.integers(encoding.MAX_PIECES_OF_TOKEN + 1, 60),
)
def test_windows_hold_every_token_once(
    gazetteer: Gazetteer, words: list[str], max_pieces: int
) -> None:
    analysis = analyze(Document(id="d", text=" ".join(words)))
    tokenizer = encoding.load_tokenizer(network.WEIGHTS / network.TOKENIZER_FILE)
    cased = [token.text for token in analysis.tokens]
    matches = name_matches(analysis, gazetteer)
    windows = encoding.encode(
        analysis, cased, matches, tokenizer, max_pieces=max_pieces
    )
    held = [index for w in windows for index in range(w.first, w.last)]
    assert held == list(range(len(cased)))
    for window in windows:
        assert len(window.heads) == window.last - window.first
        assert len(set(window.heads)) == len(window.heads)
        assert max(window.heads) < len(window.rows) <= max_pieces + 3
        for column, size in (("shape", 8), ("place", 73), ("word", 10)):
            assert all(0 <= getattr(row, column) < size for row in window.rows)


def brute_force(scores, chain):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    """Return every label sequence with its score."""
    for labels in product(range(len(decoding.LABELS)), repeat=len(scores)):
        total = chain.start[labels[0]] + chain.end[labels[-1]]
        total += sum(scores[index, label] for index, label in enumerate(labels))
        total += sum(chain.between[pair] for pair in pairwise(labels))
        yield labels, total


@pytest.mark.parametrize("length", [1, 2, 4])
def test_decoding_agrees_with_trying_everything(length: int) -> None:
    draw = np.random.default_rng(length)
    chain = decoding.Chain(draw.normal(size=4), draw.normal(size=(4, 4)), np.zeros(4))
    scores = draw.normal(size=(length, 4))
    every = dict(brute_force(scores, chain))
    best = max(every, key=lambda labels: every[labels])
    assert tuple(decoding.best_labels(scores, chain)) == best
    share = {labels: np.exp(total) for labels, total in every.items()}
    expected = [
        [
            sum(part for labels, part in share.items() if labels[index] == label)
            for label in range(4)
        ]
        for index in range(length)
    ]
    found = decoding.probabilities(scores, chain)
    assert found == pytest.approx(np.array(expected) / sum(share.values()))


@pytest.mark.parametrize("seed", range(5))
def test_no_name_goes_on_before_it_begins(loaded: network.Network, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(60, 4), scale=8)
    labels = "".join(
        decoding.LABELS[label] for label in decoding.best_labels(scores, loaded.chain)
    )
    assert not labels.startswith("I")
    assert "OI" not in labels
    assert "DI" not in labels


def test_invented_texts_repeat_and_mark_names(gazetteer: Gazetteer) -> None:
    texts = list(invention.invent(gazetteer, 8, 7))
    assert texts == list(invention.invent(gazetteer, 8, 7))
    assert texts != list(invention.invent(gazetteer, 8, 8))
    for text in texts:
        assert not set("{}[]") & set(text["text"])
        marked = [text["text"][m["start"] : m["end"]] for m in text["mentions"]]
        assert all(name and name == name.strip() for name in marked)
    assert sum(len(text["mentions"]) for text in texts) > 40


def test_corrupted_text_keeps_its_offsets() -> None:
    chance = seeded(3)
    text = "Straße in İzmir, near Lima: 40 died."
    corrupted = {examples.corrupt(text, chance) for _ in range(40)}
    assert {len(other) for other in corrupted} == {len(text)}
    assert len(corrupted) > 3


def test_batches_hold_every_example_once(gazetteer: Gazetteer) -> None:
    chance = seeded(5)
    texts = [
        examples.marked_text(gold, gazetteer, 0)
        for gold in invention.invent(gazetteer, 12, 1)
    ]
    tokenizer = encoding.load_tokenizer(network.WEIGHTS / network.TOKENIZER_FILE)
    found = list(examples.examples(texts, gazetteer, tokenizer, chance))
    groups = list(examples.batches(found, chance))
    assert sorted(map(str, found)) == sorted(str(e) for group in groups for e in group)
    assert all(len(e.labels) == len(e.window.heads) for e in found)


def test_marked_places_become_labels(gazetteer: Gazetteer) -> None:
    text = "Kenyan troops left Port Harcourt."
    start = text.index("Port")
    spans = [{"start": 0, "end": 6}, {"start": start, "end": start + 13}]
    marked = examples.marked_text({"text": text, "mentions": spans}, gazetteer, 1)
    assert marked.places == ((start, start + 13),)
