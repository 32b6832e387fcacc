"""The world gazetteer: look-up here, compiling in `build`.

`open_gazetteer` opens the compiled file in place; nothing is unpacked, and no
state is kept outside the object it returns.
"""

from __future__ import annotations

from pathlib import Path

from .stack import StackedGazetteer
from .store import SqliteGazetteer, default_path

__all__ = ["SqliteGazetteer", "StackedGazetteer", "default_path", "open_gazetteer"]


def open_gazetteer(path: Path | None = None) -> SqliteGazetteer | StackedGazetteer:
    """Open the shipped world gazetteer, or another one on top of it.

    What a file at `path` knows comes first; what it does not know, the world
    gazetteer still answers: regions, demonyms, outlines.

    Raises
    ------
    GazetteerMissingError
        No file at `path`.
    GazetteerStaleError
        The file is not a gazetteer, or one of another format version.
    """
    world = SqliteGazetteer(default_path())
    if path is None or path.absolute() == world.path.absolute():
        return world
    return StackedGazetteer((SqliteGazetteer(path, below=world), world))
