"""Make a document of a text and what is known about it."""

from __future__ import annotations

import re
from datetime import date

from ..records import BlockKind, Document
from .blocks import blocks_of
from .datelines import dateline_of, day_published
from .formats import Article

URL_DATE = re.compile(r"/(20\d\d|19\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)")


def document_from_text(
    document_id: str,
    text: str,
    *,
    title: str | None = None,
    published: date | None = None,
) -> Document:
    """Return a document whose text is exactly `text`; see `document_from_article`.

    >>> document_from_text("a", "HOMS, Syria (AP) — Shells fell.").dateline
    'HOMS, Syria'
    """
    article = Article(text=text, title=title, published=published)
    return document_from_article(document_id, article)


def document_from_article(document_id: str, article: Article) -> Document:
    """Return the document of an article that a reader found in a file.

    The headline stands in for a missing title, and a full date in the address,
    the dateline or a line of its own for a missing publication date. Nothing else
    is inferred: an undated article stays undated.
    """
    blocks = blocks_of(article.text, document_id)
    headline = next((b for b in blocks if b.kind is BlockKind.HEADLINE), None)
    opening = next((b for b in blocks if b.kind is BlockKind.DATELINE), None)
    line = article.text[opening.span.start :].splitlines()[0] if opening else ""
    dateline = dateline_of(line)
    return Document(
        id=document_id,
        text=article.text,
        blocks=blocks,
        title=article.title or (headline.span.of(article.text) if headline else None),
        published=article.published
        or date_in_url(article.url)
        or (dateline and dateline.day)
        or day_published(article.text),
        dateline=dateline.place if dateline else None,
        source=article.source,
        url=article.url,
    )


def date_in_url(url: str | None) -> date | None:
    """Return the date that an address holds, or None.

    >>> date_in_url("https://news.example/world/2022/01/06/unrest")
    datetime.date(2022, 1, 6)
    >>> date_in_url("https://news.example/2022/13/06/") is None
    True
    """
    match = URL_DATE.search(url or "")
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
