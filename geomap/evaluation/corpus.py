"""Read corpora whose place names were marked and located by people.

A corpus is JSON Lines, one document a line: `doc_id`, `text`, optionally
`title`, `date`, `domain` and `lang`, and `mentions` of `start`, `end`, `text`,
`lat`, `lon`, `geonames_id` and `type`. Offsets count code points.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from ..errors import IngestError
from ..ingest.formats import parse_date
from ..records import Place, Position, Toponym

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A place name marked in a text, by a person or by geomap.

    `position` and `geonames_id` are None where no place is given; `type` is the
    corpus's own word for what is named.
    """

    start: int
    end: int
    text: str
    position: Position | None = None
    geonames_id: int | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledText:
    """A text of a corpus, with what people marked in it, in text order."""

    id: str
    text: str
    annotations: tuple[Annotation, ...]
    title: str | None = None
    published: date | None = None
    source: str | None = None
    language: str | None = None


def annotation_of(toponym: Toponym, place: Place | None) -> Annotation:
    """Return a mention as if located at a place, in the shape of the gold."""
    return Annotation(
        start=toponym.mention.span.start,
        end=toponym.mention.span.end,
        text=toponym.mention.text,
        position=place.position if place else None,
        geonames_id=place.geonames_id if place else None,
    )


def read_corpus(path: Path) -> tuple[LabelledText, ...]:
    """Return the texts of a corpus, in file order; () for an empty file.

    Raises
    ------
    IngestError
        When the file is missing, a line is not a document of the shape above, or
        a span does not quote its text.
    """
    return tuple(read_items(path, _labelled_text))


def read_items(path: Path, item_of: Callable[[Mapping[str, Any]], Item]) -> list[Item]:
    """Return what each line of a JSON Lines file holds; blank lines are passed over.

    Parameters
    ----------
    path : Path
        The file, UTF-8.
    item_of : Callable
        Makes an item of a line's object; may raise KeyError, TypeError or
        ValueError where it is not of the right shape.

    Raises
    ------
    IngestError
        When the file is missing, or a line is not JSON or not of that shape; the
        message gives the line's number.
    """
    if not path.is_file():
        raise IngestError(path, "no such file; check the path")
    items = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    items.append(item_of(json.loads(line)))
                except (KeyError, TypeError, ValueError) as error:
                    raise IngestError(path, f"line {number}: {error!r}") from error
    return items


def _labelled_text(row: Mapping[str, Any]) -> LabelledText:
    """Return the labelled text a line of a corpus holds."""
    text = row["text"]
    marked = [_annotation(mention) for mention in row["mentions"]]
    annotations = tuple(sorted(marked, key=lambda a: (a.start, a.end)))
    for annotation in annotations:
        if text[annotation.start : annotation.end] != annotation.text:
            raise ValueError(f"span does not quote its text: {annotation.text!r}")
    return LabelledText(
        id=str(row["doc_id"]),
        text=text,
        annotations=annotations,
        title=row.get("title"),
        published=parse_date(row.get("date")),
        source=row.get("domain"),
        language=row.get("lang"),
    )


def _annotation(row: Mapping[str, Any]) -> Annotation:
    """Return the annotation a mention of a corpus stands for."""
    has_position = row.get("lat") is not None and row.get("lon") is not None
    return Annotation(
        start=row["start"],
        end=row["end"],
        text=row["text"],
        position=(row["lon"], row["lat"]) if has_position else None,
        geonames_id=row.get("geonames_id"),
        type=row.get("type"),
    )
