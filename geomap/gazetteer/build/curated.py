"""What no package holds: our own tables in `gazetteer/curated`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from ...errors import GazetteerError
from ...text import normalise
from ..schema import NameKind
from .writer import Writer


def read_curated(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a curated table, its first column in normal form."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for first, *rest in rows:
            yield normalise(first), *rest


def add_curated(folder: Path, writer: Writer) -> None:
    """Stage names and points of known places, everyday words and type words.

    Raises
    ------
    GazetteerError
        When a name is given to a place that is not there.
    """
    known = {number for (number,) in writer.db.execute("SELECT id FROM draft")}
    for name, kind, place, _ in read_curated(folder / "names.csv"):
        if int(place) not in known:
            raise GazetteerError(f"names.csv: {name!r} is of an unknown place, {place}")
        writer.add_names(
            int(place), [name], kind=NameKind[kind.upper()], source="curated"
        )
    with (folder / "points.csv").open(encoding="utf-8", newline="") as file:
        writer.db.executemany(
            "UPDATE draft SET lon = :lon, lat = :lat WHERE id = :place",
            csv.DictReader(file),
        )
    writer.add_rows(
        "word",
        ((word, float(prior)) for word, prior in read_curated(folder / "words.csv")),
    )
    writer.add_rows("type_word", read_curated(folder / "type_words.csv"))
