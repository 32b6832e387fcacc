"""Part a document by the languages that its lines are written in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ..records import Analysis, Sentence, Token
from .detection import (
    detect_language,
    is_english_prose,
    language_scores,
    script_language,
    script_of,
)

_DEFAULT = "en"
_MARGIN = 3  # times as many letters must speak for another language
_MIN_LENGTH = 100  # characters; a shorter line tells a language by its script alone


def by_language(analysis: Analysis) -> list[tuple[str, Analysis]]:
    r"""Return the ISO 639-1 codes of a document's languages, each with its part.

    A line is in the language of the document unless its script, or if it is long
    its words, say otherwise. English stands for a language not recognised. Tokens
    keep their offsets into the whole text.

    >>> from ..records import Document
    >>> from .analysis import analyze
    >>> mixed = Document(id="d", text="Fire in the port of Lima.\nПожар в Лиме.")
    >>> parts = by_language(analyze(mixed))
    >>> [(language, part.tokens[0].text) for language, part in parts]
    [('en', 'Fire'), ('ru', 'Пожар')]
    """
    sentences: dict[str, list[Sentence]] = defaultdict(list)
    for sentence, language in zip(
        analysis.sentences, sentence_languages(analysis), strict=True
    ):
        sentences[language].append(sentence)
    if len(sentences) < 2:  # noqa: PLR2004  one language, or no sentence
        return [(next(iter(sentences), _main_language(analysis)), analysis)]
    return [(language, _part(analysis, own)) for language, own in sentences.items()]


def sentence_languages(analysis: Analysis) -> list[str]:
    r"""Return the ISO 639-1 code of the language of each sentence, in order.

    >>> from ..records import Document
    >>> from .analysis import analyze
    >>> text = "Three die in Berlin blast.\nZwei Tote bei einem Unfall in Berlin."
    >>> sentence_languages(analyze(Document(id="d", text=text, language="de")))
    ['en', 'de']
    """
    main = _main_language(analysis)
    found: list[str] = []
    for line in _lines(analysis):
        start, end = line[0].span.start, line[-1].span.end
        language = _language_of(analysis.document.text[start:end], main)
        found += [language] * len(line)
    return found


def _main_language(analysis: Analysis) -> str:
    """Return the language of most of a document; English where none is told."""
    document = analysis.document
    return document.language or detect_language(document.text) or _DEFAULT


def _lines(analysis: Analysis) -> Iterator[list[Sentence]]:
    """Yield the sentences of each line."""
    text = analysis.document.text
    number = 0
    end = 0
    numbers = []
    for sentence in analysis.sentences:
        number += "\n" in text[end : sentence.span.start]
        end = sentence.span.end
        numbers.append(number)
    pairs = zip(numbers, analysis.sentences, strict=True)
    for _, group in groupby(pairs, key=lambda pair: pair[0]):
        yield [sentence for _, sentence in group]


def _language_of(line: str, main: str) -> str:
    """Return the language of a line in a document that is mostly in `main`."""
    script = script_language(line)
    if script != script_of(main):
        return detect_language(line) or main
    if script is None and is_english_prose(line):
        return _DEFAULT
    if len(line) < _MIN_LENGTH:
        return main
    scores = language_scores(line, script)
    best = max(scores, key=lambda language: scores[language], default=main)
    is_clear = scores.get(best, 0) > _MARGIN * scores.get(main, 0)
    return best if is_clear else main


def _part(analysis: Analysis, sentences: Sequence[Sentence]) -> Analysis:
    """Return an analysis of some of the sentences alone."""
    tokens: list[Token] = []
    moved = []
    for sentence in sentences:
        first = len(tokens)
        tokens += analysis.tokens[sentence.first : sentence.last]
        moved.append(replace(sentence, first=first, last=len(tokens)))
    return replace(analysis, tokens=tuple(tokens), sentences=tuple(moved))
