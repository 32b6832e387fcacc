"""Recognisers of others, for those who have them: spaCy, GLiNER, and Natasha's.

They only say where names are; what the words around a name tell of it is worked
out as for geomap's own recognisers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import distribution
from typing import NamedTuple

from ..errors import ModelMissingError
from ..language import detect_language
from ..records import Analysis, Mention
from ..stages import Gazetteer
from .crf import Label
from .names import Name
from .recognizer import FastRecognizer, Reading, mentions_of, read

SPACY_LABELS = frozenset({"GPE", "LOC", "FAC"})
"""OntoNotes' countries and towns, other places, and buildings."""
GLINER_LABELS = ("country", "region", "city", "place", "building")
NATASHA_LABEL = "LOC"


class Found(NamedTuple):
    """A stretch of text, in code points, and how probably it names a place."""

    start: int
    end: int
    probability: float


Finder = Callable[[str], Iterable[Found]]
"""Whatever finds place names in a text; of overlapping ones the first counts."""


class AdaptedRecognizer:
    """Make a recogniser of a `Finder`."""

    def __init__(self, gazetteer: Gazetteer, find: Finder) -> None:
        """Keep what finds the names, and the gazetteer that knows demonyms."""
        self._gazetteer = gazetteer
        self._find = find

    def recognize(self, analysis: Analysis) -> list[Mention]:
        """Return the mentions of a text in order; none overlap."""
        reading = read(analysis, self._gazetteer)
        names = list(_names(analysis, self._find(analysis.document.text)))
        return mentions_of(reading, _labels(reading), names)


class RussianRecognizer:
    """Read Russian with the network that comes in Natasha, the rest with our own."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Load both; raises ModelMissingError where the network is not installed."""
        self._russian = AdaptedRecognizer(gazetteer, natasha_finder())
        self._others = FastRecognizer(gazetteer)

    def recognize(self, analysis: Analysis) -> list[Mention]:
        """Return the mentions of a text in order; none overlap."""
        document = analysis.document
        language = document.language or detect_language(document.text)
        chosen = self._russian if language == "ru" else self._others
        return chosen.recognize(analysis)


def spacy_finder(model: str) -> Finder:
    """Return a finder by the name or path of a spaCy pipeline.

    Raises
    ------
    ModelMissingError
        When spaCy or the pipeline is not installed.
    """
    try:
        import spacy

        pipeline = spacy.load(model)
    except (ModuleNotFoundError, OSError) as error:
        raise ModelMissingError(f"no spaCy pipeline {model!r}: {error}") from error

    def find(text: str) -> Iterator[Found]:
        pipeline.max_length = max(pipeline.max_length, len(text))
        for entity in pipeline(text).ents:
            if entity.label_ in SPACY_LABELS:
                yield Found(entity.start_char, entity.end_char, 1.0)

    return find


def gliner_finder(model: str) -> Finder:
    """Return a finder by the path of a GLiNER model; nothing is downloaded.

    Raises
    ------
    ModelMissingError
        When GLiNER is not installed or there is no model at the path.
    """
    try:
        from gliner import GLiNER

        network = GLiNER.from_pretrained(model, local_files_only=True)
    except (ModuleNotFoundError, OSError) as error:
        raise ModelMissingError(f"no GLiNER model {model!r}: {error}") from error

    def find(text: str) -> Iterator[Found]:
        start = 0
        for line in text.splitlines(keepends=True):
            for entity in network.predict_entities(line, list(GLINER_LABELS)):
                first, last = entity["start"], entity["end"]
                yield Found(start + first, start + last, entity["score"])
            start += len(line)

    return find


def natasha_finder() -> Finder:
    """Return a finder of Russian names: slovnet's network, on Navec's embeddings.

    Both sets of weights lie in the package `natasha`, of which no code is run.

    Raises
    ------
    ModelMissingError
        When natasha, navec or slovnet is not installed.
    """
    try:
        from navec import Navec
        from slovnet import NER

        weights = distribution("natasha").locate_file("natasha/data")
        network = NER.load(f"{weights}/model/slovnet_ner_news_v1.tar")
        network.navec(Navec.load(f"{weights}/emb/navec_news_v1_1B_250K_300d_100q.tar"))
    except (ModuleNotFoundError, OSError) as error:
        raise ModelMissingError(
            f"no Russian network ({error}): pip install 'geomap[russian]'"
        ) from error

    def find(text: str) -> Iterator[Found]:
        for span in network(text).spans if text.strip() else ():
            if span.type == NATASHA_LABEL:
                yield Found(span.start, span.stop, 1.0)

    return find


def _names(analysis: Analysis, found: Iterable[Found]) -> Iterator[Name]:
    """Yield what was found as runs of tokens, disjoint and in order."""
    tokens = analysis.tokens
    end = 0
    for span in sorted(found):
        first = bisect_right(tokens, span.start, key=lambda token: token.end)
        last = bisect_left(tokens, span.end, key=lambda token: token.start)
        if end <= first < last:
            yield Name(first, last, span.probability)
            end = last


def _labels(reading: Reading) -> list[Label]:
    """Return labels that confirm every demonym the gazetteer knows."""
    labels = [Label("O", 0.0, 0.0)] * len(reading.words)
    for match in reading.matches:
        if match.kind == "demonym":
            labels[match.first : match.last] = [Label("D", 0.0, 0.0)] * (
                match.last - match.first
            )
    return labels


FINDERS: Mapping[str, Callable[[str], Finder]] = {
    "spacy": spacy_finder,
    "gliner": gliner_finder,
}
"""What makes a finder of a model's name or path, by what the model is for."""
