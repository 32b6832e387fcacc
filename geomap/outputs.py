"""Write all files of a run, each replaced as a whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path


def replace_files(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write files into `folder`, made if missing, and return their paths.

    All are written beside their targets first and renamed when all are
    complete, so that a crash or a full disk leaves the old files whole.

    Raises
    ------
    OSError
        When the folder or a file cannot be written; nothing was replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".geomap-") as staging:
        for name, content in contents.items():
            (Path(staging) / name).write_bytes(content)
        for name in contents:
            (Path(staging) / name).replace(folder / name)
    return [folder / name for name in contents]


def replace_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines to one file, replaced when the last line is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".geomap-") as staging:
        staged = Path(staging) / path.name
        with staged.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
        staged.replace(path)
