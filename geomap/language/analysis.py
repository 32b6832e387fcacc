"""Words and sentences of a document."""

from __future__ import annotations

import re

from ..records import Analysis, Block, BlockKind, Document, Sentence, Span, Token
from .sentences import sentence_ranges
from .tokens import tokenize

_LINE = re.compile(r"\S[^\r\n\u2028\u2029]*")


def analyze(document: Document) -> Analysis:
    r"""Split a document into tokens and sentences.

    Sentences never cross a block. A document without blocks is taken line by
    line, each line as body text. An empty text has no tokens.

    >>> text = "Fire in Lima\nTwo died. One left."
    >>> analysis = analyze(Document(id="d", text=text))
    >>> [sentence.span.of(text) for sentence in analysis.sentences]
    ['Fire in Lima', 'Two died.', 'One left.']
    """
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for block in document.blocks or _lines(document):
        words = tokenize(document.text, block.span.start, block.span.end)
        offset = len(tokens)
        sentences += [
            Sentence(
                span=Span(document.id, words[first].start, words[last - 1].end),
                first=offset + first,
                last=offset + last,
                block=block.kind,
            )
            for first, last in sentence_ranges(words)
        ]
        tokens += words
    return Analysis(document=document, tokens=tuple(tokens), sentences=tuple(sentences))


def _lines(document: Document) -> list[Block]:
    """Return each non-blank line as a block of body text."""
    return [
        Block(span=Span(document.id, *match.span()), kind=BlockKind.BODY)
        for match in _LINE.finditer(document.text)
    ]
