"""The world gazetteer: look-up here, compiling in `build`.

`open_gazetteer` opens the compiled file in place; nothing is unpacked, and no
state is kept outside the object it returns.
"""

from __future__ import annotations

from pathlib import Path

from .store import SqliteGazetteer, default_path

__all__ = ["SqliteGazetteer", "default_path", "open_gazetteer"]


def open_gazetteer(path: Path | None = None) -> SqliteGazetteer:
    """Open a compiled gazetteer; the shipped world gazetteer by default.

    Raises
    ------
    GazetteerMissingError
        No file at `path`.
    GazetteerStaleError
        The file is not a gazetteer, or one of another format version.
    """
    return SqliteGazetteer(path or default_path())
