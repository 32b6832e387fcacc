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
from .exports import EXPORTS, Export, to_qml, to_report
from .figure import render_figure
from .geojson import to_geojson
from .layers import Layers, summary_of
from .records import Run
from .webmap import render_map

MAP = "map.html"


def geojson_files(layers: Layers, _title: str | None) -> dict[str, bytes]:
    """Return each layer with geometries, and the style that QGIS finds beside it."""
    files = {}
    for layer in (layers.incidents, layers.areas, layers.mentions):
        credit = "; ".join(layers.credits) or None
        files[f"{layer.name}.geojson"] = to_geojson(layer, credit).encode()
        files[f"{layer.name}.qml"] = to_qml(layer.name).encode()
    return files


def picture(
    layers: Layers, title: str | None, file_format: Literal["png", "svg", "pdf"]
) -> bytes:
    """Return the map as a picture."""
    try:
        return render_figure(layers, title=title, format=file_format)
    except ModuleNotFoundError as error:
        raise ExtraMissingError("figure") from error


def report_files(layers: Layers, title: str | None) -> dict[str, bytes]:
    """Return the report, with the map as a picture in it."""
    page = to_report(layers, picture(layers, title, "svg"), title)
    return {"report.html": page.encode()}


FORMATS: Mapping[str, Export] = {
    "geojson": geojson_files,
    **EXPORTS,
    "png": lambda layers, title: {"map.png": picture(layers, title, "png")},
    "svg": lambda layers, title: {"map.svg": picture(layers, title, "svg")},
    "pdf": lambda layers, title: {"map.pdf": picture(layers, title, "pdf")},
    "report": report_files,
}
"""For each format, what makes its files."""

DEFAULT_FORMATS = ("geojson", "csv")


def write_outputs(
    run: Run,
    layers: Layers,
    folder: Path,
    *,
    gazetteer: Path,
    formats: Iterable[str] = DEFAULT_FORMATS,
) -> list[Path]:
    """Write the map and the files of a run into `folder`; return their paths.

    The map and `run.json` are always written. The same run writes the same bytes.
    The map comes first in the answer.

    Parameters
    ----------
    gazetteer : Path
        The file that the run looked places up in.
    formats : Iterable[str]
        What to write beside the map: keys of `FORMATS`.

    Raises
    ------
    SettingsError
        When a format is not known.
    ExtraMissingError
        When a format needs packages that are not installed.
    OSError
        When the folder cannot be written; the old files are whole.
    """
    chosen = list(dict.fromkeys(formats))
    unknown = sorted(set(chosen) - FORMATS.keys())
    if unknown:
        raise SettingsError(
            f"no such format: {', '.join(unknown)}; there are {', '.join(FORMATS)}"
        )
    files = {MAP: render_map(layers, title=run.title).encode()}
    for name in chosen:
        files |= FORMATS[name](layers, run.title)
    files["run.json"] = run_record(run, layers, gazetteer).encode()
    return replace_files(folder, files)


def run_record(run: Run, layers: Layers, gazetteer: Path) -> str:
    """Return what went into a run and what came out, as JSON.

    No time of day, so that two runs over the same input are the same.
    """
    figures = summary_of(layers)
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
            "incidents": figures.incidents,
            "background": figures.background,
            "uncertain": figures.uncertain,
            "incidents_without_place": len(layers.unmapped.rows),
        },
        "gazetteer": {"file": gazetteer.name, "sha256": sha256(gazetteer)},
        "credits": list(layers.credits),
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
