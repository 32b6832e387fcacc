"""Find the input files and read each into a document."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..errors import IngestError
from ..records import Document
from .documents import document_from_article
from .formats import READERS, Article, article_from

MAX_BYTES = 5_000_000
"""Largest article accepted, in bytes: some hundred times a long report."""

SIDECAR = ".meta.json"


def find_inputs(path: Path) -> list[tuple[str, Path]]:
    """Return a document id and a path for each input file, folders expanded.

    A file named outright has its name as id; one found in a folder, its path
    inside that folder. Hidden files and sidecars are passed over.

    Raises
    ------
    IngestError
        When the path does not exist, or a folder holds no file.
    """
    if path.is_file():
        return [(path.name, path)]
    if not path.is_dir():
        raise IngestError(path, "no such file or folder; check the path")
    inside = [(file.relative_to(path), file) for file in sorted(path.rglob("*"))]
    inputs = [
        (name.as_posix(), file)
        for name, file in inside
        if file.is_file() and not _is_passed_over(name)
    ]
    if not inputs:
        formats = ", ".join(READERS)
        raise IngestError(path, f"the folder is empty; put articles in it ({formats})")
    return inputs


def _is_passed_over(name: Path) -> bool:
    """Tell whether a file is hidden, or metadata of another."""
    hidden = any(part.startswith(".") for part in name.parts)
    return hidden or name.name.endswith(SIDECAR)


def read_bytes(path: Path) -> bytes:
    """Return what is in an article's file.

    Raises
    ------
    IngestError
        When it is of no known format, too large, or cannot be read.
    """
    if path.suffix.lower() not in READERS:
        raise IngestError(
            path, f"not an article format; geomap reads {', '.join(READERS)}"
        )
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise IngestError(
                path,
                f"{size / 1e6:.0f} MB is more than one article can be "
                f"({MAX_BYTES / 1e6:.0f} MB); split it into one file per article",
            )
        return path.read_bytes()
    except OSError as error:
        raise IngestError(path, f"cannot be read: {error.strerror}") from error


def read_document(
    document_id: str, path: Path, *, published: date | None = None
) -> Document:
    """Return the article in a file, as `document_from_bytes` does."""
    content = read_bytes(path)
    return document_from_bytes(document_id, path, content, published=published)


def document_from_bytes(
    document_id: str, path: Path, content: bytes, *, published: date | None = None
) -> Document:
    """Return the article in what was read from a file.

    `<file>.meta.json` beside it may hold title, published (ISO date), source and
    url; it wins over what the file itself says. `published` is used where
    neither has a date, nor the address or the text.

    Raises
    ------
    IngestError
        When the file is empty, or not UTF-8; the message says what to do.
    """
    article = READERS[path.suffix.lower()](_decode(path, content))
    if not article.text.strip():
        raise IngestError(path, "holds no text")
    known = _sidecar(path)
    article = Article(
        text=article.text,
        title=known.title or article.title,
        published=known.published or article.published,
        source=known.source or article.source,
        url=known.url or article.url,
    )
    document = document_from_article(document_id, article)
    return replace(document, published=document.published or published)


def _decode(path: Path, content: bytes) -> str:
    """Return a file's text, with its line breaks as they are."""
    if not content.strip():
        raise IngestError(path, "the file is empty")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_as(path, content, "utf-16")
    if b"\0" in content:
        raise IngestError(path, "holds binary data, not text")
    return _decode_as(path, content, "utf-8-sig")


def _decode_as(path: Path, content: bytes, encoding: str) -> str:
    """Return the decoded content; a guess would put wrong words on the map."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise IngestError(
            path,
            f"not UTF-8 (byte {error.start}); save it as UTF-8, for example with "
            "iconv -f WINDOWS-1252 -t UTF-8",
        ) from error


def _sidecar(path: Path) -> Article:
    """Return the metadata beside a file, empty where there is none."""
    sidecar = path.with_name(path.name + SIDECAR)
    if not sidecar.is_file():
        return Article(text="")
    try:
        meta = json.loads(sidecar.read_text(encoding="utf-8"))
    except ValueError as error:
        raise IngestError(sidecar, f"not JSON: {error}") from error
    if not isinstance(meta, dict):
        raise IngestError(sidecar, 'not an object; write {"published": "2022-01-06"}')
    return article_from("", meta)
