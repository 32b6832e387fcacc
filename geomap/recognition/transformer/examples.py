"""Turn marked texts into batches to train on."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ...language import analyze
from ...records import Document
from ...stages import Gazetteer
from ..recognizer import read
from ..train import gold_labels
from .decoding import LABELS
from .encoding import Row, Window, encode

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from .trainable import Batch

CORRUPTED = 0.15  # share of texts read without case, or with noise in them
NOISE = 0.03  # share of letters that noise replaces
WINDOW_SIZES = (48, 96, 160, 192)  # short ones too: a text may be one sentence
BATCH_PIECES = 1200
POOL = 128  # windows among which those of like length are put together
HIDDEN_PLACES = 0.15  # share of windows that must do without the gazetteer
HIDDEN_WORDS = 0.05  # and without the word lists
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_PLACE_COLUMN, _WORD_COLUMN = Row._fields.index("place"), Row._fields.index("word")


class MarkedText(NamedTuple):
    """A text, the spans in it that name places, and by whose convention."""

    text: str
    places: tuple[tuple[int, int], ...]
    convention: int


class Example(NamedTuple):
    """A window with the right labels of its tokens."""

    window: Window
    labels: list[int]
    convention: int


def read_corpus(path: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the documents of a corpus: JSON Lines of `text` and `mentions`."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def marked_text(
    gold: Mapping[str, Any], gazetteer: Gazetteer, convention: int
) -> MarkedText:
    """Return a document with its places; those that are demonyms are left out."""
    text = gold["text"]
    reading = read(analyze(Document(id="", text=text, language="en")), gazetteer)
    tokens = reading.analysis.tokens
    spans = [(mention["start"], mention["end"]) for mention in gold["mentions"]]
    labels = gold_labels(reading.analysis, reading.matches, spans)
    bounds = [i for i, label in enumerate(labels) if label != "I"] + [len(labels)]
    places = tuple(
        (tokens[first].start, tokens[last - 1].end)
        for first, last in pairwise(bounds)
        if labels[first] == "B"
    )
    return MarkedText(text, places, convention)


def examples(
    texts: Iterable[MarkedText],
    gazetteer: Gazetteer,
    tokenizer: Tokenizer,
    chance: random.Random,
) -> Iterator[Example]:
    """Yield the windows of texts, of various sizes; some texts are corrupted."""
    for text, places, convention in texts:
        corrupted = corrupt(text, chance) if chance.random() < CORRUPTED else text
        document = Document(id="", text=corrupted, language="en")
        reading = read(analyze(document), gazetteer)
        labels = gold_labels(reading.analysis, reading.matches, places)
        numbers = [LABELS.index(label) for label in labels]
        for window in encode(
            reading.analysis,
            reading.words,
            reading.matches,
            tokenizer,
            max_pieces=chance.choice(WINDOW_SIZES),
        ):
            yield Example(window, numbers[window.first : window.last], convention)


def corrupt(text: str, chance: random.Random) -> str:
    """Return a text of the same length in capitals, in small letters or with noise.

    >>> corrupt("In Lima", random.Random(0))
    'in lima'
    """
    how = chance.choice(("upper", "lower", "noise"))
    if how == "noise":
        return "".join(
            chance.choice(_LETTERS)
            if letter.isascii() and letter.isalpha() and chance.random() < NOISE
            else letter
            for letter in text
        )
    changed = [getattr(letter, how)() for letter in text]
    return "".join(
        new if len(new) == 1 else old for old, new in zip(text, changed, strict=True)
    )


def batches(
    found: Sequence[Example], chance: random.Random
) -> Iterator[Sequence[Example]]:
    """Yield groups of windows of like length, in random order."""
    shuffled = chance.sample(found, len(found))
    groups: list[list[Example]] = []
    for start in range(0, len(shuffled), POOL):
        group: list[Example] = []
        pool = shuffled[start : start + POOL]
        for example in sorted(pool, key=lambda e: len(e.window.rows)):
            if (len(group) + 1) * len(example.window.rows) > BATCH_PIECES:
                groups.append(group)
                group = []
            group.append(example)
        groups.append(group)
    yield from chance.sample(groups, len(groups))


def collate(group: Sequence[Example], chance: random.Random) -> Batch:
    """Return windows as one batch; some lose what the gazetteer or lists know."""
    import torch

    from .trainable import Batch

    width = max(len(example.window.rows) for example in group)
    length = max(len(example.labels) for example in group)
    rows = torch.zeros(len(group), width, len(Row._fields), dtype=torch.long)
    heads = torch.zeros(len(group), length, dtype=torch.long)
    labels = torch.full((len(group), length), -1)
    for index, (window, numbers, _) in enumerate(group):
        rows[index, : len(window.rows)] = torch.tensor(window.rows)
        heads[index, : len(window.heads)] = torch.tensor(window.heads)
        labels[index, : len(numbers)] = torch.tensor(numbers)
        if chance.random() < HIDDEN_PLACES:
            rows[index, :, _PLACE_COLUMN] = 0
        if chance.random() < HIDDEN_WORDS:
            rows[index, :, _WORD_COLUMN] = 0
    conventions = torch.tensor([example.convention for example in group])
    return Batch(rows, heads, conventions, labels)
