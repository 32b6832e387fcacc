"""Write all files of a run, each replaced as a whole or not at all."""

from __future__ import annotations

import hashlib
import json
import platform
import tempfile
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from .errors import ExtraMissingError, SettingsError
from .exports import EXPORTS, to_csv
from .figure import render_figure
from .geojson import to_geojson
from .layers import Layers
from .records import Run
from .webmap import render_map

MAP = "map.html"
PICTURES: Mapping[str, Literal["png", "svg", "pdf"]] = {
    "png": "png",
    "svg": "svg",
    "pdf": "pdf",
}
STYLES = "qml"
"""QGIS finds these beside the GeoJSON files by itself, so they are always written."""


def write_outputs(
    run: Run,
    layers: Layers,
    folder: Path,
    *,
    gazetteer: Path,
    formats: Iterable[str] = (),
) -> list[Path]:
    """Write the map and the files of a run into `folder`; return their paths.

    The same run writes the same bytes. The map comes first in the answer.

    Parameters
    ----------
    gazetteer : Path
        The file that the run looked places up in.
    formats : Iterable[str]
        Formats to write beside the default ones: keys of `EXPORTS`, and
        `PICTURES`.

    Raises
    ------
    SettingsError
        When a format is not known.
    ExtraMissingError
        When a picture is asked for and matplotlib is not installed.
    OSError
        When the folder cannot be written; the old files are whole.
    """
    known = (*EXPORTS, *PICTURES)
    unknown = sorted(set(formats) - set(known))
    if unknown:
        raise SettingsError(
            f"no such format: {', '.join(unknown)}; there are {', '.join(known)}"
        )
    texts = {
        MAP: render_map(layers, title=run.title),
        "incidents.geojson": to_geojson(layers.incidents),
        "incident_areas.geojson": to_geojson(layers.areas),
        "mentions.geojson": to_geojson(layers.mentions),
        "incidents.csv": to_csv(layers.incidents),
        "unmapped.csv": to_csv(layers.unmapped),
        "run.json": run_record(run, layers, gazetteer),
    }
    files = {name: text.encode() for name, text in texts.items()}
    for name in dict.fromkeys((STYLES, *formats)):
        if name in EXPORTS:
            files |= EXPORTS[name](layers)
        else:
            files[f"map.{name}"] = picture(layers, title=run.title, name=name)
    return replace_files(folder, files)


def picture(layers: Layers, *, title: str | None, name: str) -> bytes:
    """Return the map as a picture in one of the formats of `PICTURES`."""
    try:
        return render_figure(layers, title=title, format=PICTURES[name])
    except ModuleNotFoundError as error:
        raise ExtraMissingError("figure") from error


def run_record(run: Run, layers: Layers, gazetteer: Path) -> str:
    """Return what went into a run and what came out, as JSON.

    No time of day, so that two runs over the same input are the same.
    """
    record = {
        "title": run.title,
        "versions": {
            "geomap": version("geomap"),
            "python": platform.python_version(),
        },
        "counts": {
            "documents": len(run.reports),
            "mentions": sum(len(report.toponyms) for report in run.reports),
            "events": sum(len(report.events) for report in run.reports),
            "incidents": len(layers.incidents.rows),
            "incidents_without_place": len(layers.unmapped.rows),
        },
        "gazetteer": {"file": gazetteer.name, "sha256": sha256(gazetteer)},
        "inputs": [{"doc_id": name, "sha256": digest} for name, digest in run.inputs],
        "problems": [
            {"path": problem.path, "reason": problem.reason} for problem in run.problems
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def sha256(path: Path) -> str:
    """Return the checksum of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
    """Write lines to one file, which appears when the last line is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".geomap-") as staging:
        staged = Path(staging) / path.name
        with staged.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
        staged.replace(path)
