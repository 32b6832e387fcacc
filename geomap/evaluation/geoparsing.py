"""Run geomap over a corpus, to be compared with what people marked."""

from __future__ import annotations

from collections.abc import Iterable

from ..ingest.documents import document_from_article
from ..ingest.formats import Article
from ..pipeline import Stages, hear_homes, toponyms_of
from ..records import Document, MentionKind
from .corpus import LabelledText
from .outcomes import Parsed


def document_of(labelled: LabelledText) -> Document:
    """Return the document that a user would have of a text of a corpus."""
    article = Article(
        text=labelled.text,
        title=labelled.title,
        published=labelled.published,
        source=labelled.source,
    )
    return document_from_article(labelled.id, article)


def geoparse(texts: Iterable[LabelledText], stages: Stages) -> list[Parsed]:
    """Find and resolve the places of a corpus; demonyms are no places."""
    return [
        Parsed(
            parsed.labelled,
            [t for t in parsed.toponyms if t.mention.kind is not MentionKind.DEMONYM],
        )
        for parsed in _parse(texts, stages, is_marked=False)
    ]


def resolve_marked(texts: Iterable[LabelledText], stages: Stages) -> list[Parsed]:
    """Resolve the places that people marked in a corpus, which need not be found."""
    return _parse(texts, stages, is_marked=True)


def _parse(
    texts: Iterable[LabelledText], stages: Stages, *, is_marked: bool
) -> list[Parsed]:
    """Return the toponyms of texts, each outlet's home heard from its other texts."""
    read, found = [], []
    for labelled in texts:
        document = document_of(labelled)
        spans = [(a.start, a.end) for a in labelled.annotations] if is_marked else None
        found.append((document, toponyms_of(document, stages, spans=spans)))
        read.append(labelled)
    settled = [toponyms for _, toponyms in hear_homes(found, stages)]
    return [Parsed(*pair) for pair in zip(read, settled, strict=True)]
