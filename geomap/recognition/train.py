"""Train the fast recogniser: `python -m geomap.recognition.train CORPUS… -o DIR`.

A corpus is JSON Lines, one document each: `text`, and `mentions` with `start`
and `end`. The same corpora and gazetteer give the same bytes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..gazetteer import open_gazetteer
from ..language import analyze
from ..records import Analysis, Document
from ..stages import Gazetteer
from .crf import fit
from .lookup import NameMatch
from .recognizer import read

Example = tuple[Sequence[Sequence[str]], Sequence[str]]


def examples(path: Path, gazetteer: Gazetteer) -> Iterator[Example]:
    """Yield the features and gold labels of each sentence of a corpus."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield from _document_examples(json.loads(line), gazetteer)


def _document_examples(
    gold: Mapping[str, Any], gazetteer: Gazetteer
) -> Iterator[Example]:
    analysis = analyze(Document(id=str(gold["doc_id"]), text=gold["text"]))
    reading = read(analysis, gazetteer)
    spans = [(mention["start"], mention["end"]) for mention in gold["mentions"]]
    labels = gold_labels(analysis, reading.matches, spans)
    for sentence in analysis.sentences:
        tokens = slice(sentence.first, sentence.last)
        yield reading.features[tokens], labels[tokens]


def gold_labels(
    analysis: Analysis, matches: Sequence[NameMatch], spans: Sequence[tuple[int, int]]
) -> list[str]:
    """Return the label of each token; of nested spans, the longest counts."""
    labels = ["O"] * len(analysis.tokens)
    for match in matches:
        if match.kind == "demonym":
            labels[match.first : match.last] = "D" * (match.last - match.first)
    end = 0
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < end:
            continue
        end = stop
        inside = _tokens_inside(analysis, start, stop)
        if any(labels[index] != "D" for index in inside):
            for index in inside:
                labels[index] = "B" if index == inside[0] else "I"
    return labels


def _tokens_inside(analysis: Analysis, start: int, stop: int) -> list[int]:
    """Return the tokens of a gold span, without its article."""
    inside = [
        index
        for index, token in enumerate(analysis.tokens)
        if token.start < stop and token.end > start
    ]
    if len(inside) > 1 and analysis.tokens[inside[0]].text == "the":
        return inside[1:]
    return inside


def main(arguments: Sequence[str] | None = None) -> None:
    """Read corpora, learn weights, write them to a directory."""
    parser = argparse.ArgumentParser(description="Train the fast recogniser.")
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("-o", "--output", required=True, type=Path)
    parser.add_argument("-g", "--gazetteer", type=Path)
    options = parser.parse_args(arguments)
    gazetteer = open_gazetteer(options.gazetteer)
    options.output.mkdir(parents=True, exist_ok=True)
    sentences = [
        example for path in options.corpora for example in examples(path, gazetteer)
    ]
    fit(sentences, options.output / "fast.crfsuite")


if __name__ == "__main__":
    main()
