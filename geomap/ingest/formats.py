"""Read the text and the metadata out of one file format.

Each reader takes the decoded file and returns an `Article`; a format is one
function and one row of `READERS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a file says: its text, and what its metadata says about it."""

    text: str
    title: str | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None


def read_text(content: str) -> Article:
    """Return a plain text as it is, byte for byte."""
    return Article(text=content)


def read_html(content: str) -> Article:
    """Return the article inside a web page; menus and related links are left out.

    The publication date is the page's own; a date found only in running text is
    not taken for one.
    """
    import trafilatura

    page: Any = trafilatura.bare_extraction(
        content,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if page is None or not page.text:
        return Article(text="")
    return Article(
        text=page.text,
        title=page.title,
        published=parse_date(page.date),
        source=page.sitename,
        url=page.url,
    )


def read_markdown(content: str) -> Article:
    """Return the running text of Markdown, one block a line.

    Flat `key: value` front matter gives title, date, source and url.
    """
    from markdown_it import MarkdownIt

    content = content.replace("\r\n", "\n")
    match = FRONT_MATTER.match(content)
    meta = _front_matter(match[1]) if match else {}
    tokens = MarkdownIt("commonmark").parse(content[match.end() if match else 0 :])
    lines = []
    for token in tokens:
        if token.type == "inline":
            parts = (
                "\n" if "break" in c.type else c.content for c in token.children or ()
            )
            lines.append("".join(parts))
        elif token.type in {"fence", "code_block"}:
            lines.append(token.content)
    return article_from("\n\n".join(lines), meta)


def article_from(text: str, meta: Mapping[str, object]) -> Article:
    """Return `text` with the metadata that geomap knows; the rest is ignored."""

    def known(key: str) -> str | None:
        value = meta.get(key)
        return value if isinstance(value, str) and value else None

    return Article(
        text=text,
        title=known("title"),
        published=parse_date(known("published") or known("date")),
        source=known("source"),
        url=known("url"),
    )


def parse_date(words: str | None) -> date | None:
    """Return an ISO date, or the date of an ISO date-time; None for all else.

    >>> parse_date("2022-01-06T10:00:00Z")
    datetime.date(2022, 1, 6)
    >>> parse_date("last week") is None
    True
    """
    try:
        return date.fromisoformat((words or "")[:10])
    except ValueError:
        return None


def _front_matter(lines: str) -> dict[str, str]:
    """Return flat `key: value` pairs."""
    pairs = (line.partition(":") for line in lines.splitlines())
    return {key.strip().lower(): value.strip(" \"'") for key, _, value in pairs}


READERS: Mapping[str, Callable[[str], Article]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
}
