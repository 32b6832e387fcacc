"""Run geomap over a corpus, to be compared with what people marked."""

from __future__ import annotations

from ..ingest.documents import document_from_article
from ..ingest.formats import Article
from ..pipeline import Stages, toponyms_of
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


def geoparse(labelled: LabelledText, stages: Stages) -> Parsed:
    """Find and resolve the places of a text; demonyms are no places."""
    toponyms = toponyms_of(document_of(labelled), stages)
    places = [t for t in toponyms if t.mention.kind is not MentionKind.DEMONYM]
    return Parsed(labelled, places)


def resolve_marked(labelled: LabelledText, stages: Stages) -> Parsed:
    """Resolve the places that people marked in a text, which need not be found."""
    spans = [(a.start, a.end) for a in labelled.annotations]
    return Parsed(labelled, toponyms_of(document_of(labelled), stages, spans=spans))
