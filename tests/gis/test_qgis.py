"""What real QGIS and ogrinfo make of the files; no window is opened."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from sample_runs import SmallWorld, seed_run

from geomap.exports import EXPORTS
from geomap.layers import Layer, Layers, build_layers, symbols
from geomap.outputs import FORMATS

PYTHON = "/usr/bin/python3"  # the one that Debian's python3-qgis is for
READER = Path(__file__).with_name("read_in_qgis.py")
CAN_IMPORT = [PYTHON, "-c", "import qgis.core"]

pytestmark = pytest.mark.skipif(
    not Path(PYTHON).exists()
    or subprocess.run(CAN_IMPORT, capture_output=True, check=False).returncode != 0,  # noqa: S603
    reason="needs Debian's python3-qgis and qgis-providers",
)

Told = dict[str, Any]
"""What QGIS says of one layer."""

NAMES = ["incidents", "incident_areas", "mentions"]

TYPES = {
    "geojson": {
        "string": "String",
        "list": "String",
        "integer": "Integer",
        "number": "Real",
        "boolean": "Boolean",
        "date": "Date",
    },
    "fgb": {
        "string": "String",
        "list": "String",
        "integer": "Integer",
        "number": "Real",
        "boolean": "Boolean",
        "date": "DateTime",
    },
}
TYPES["gpkg"] = TYPES["geojson"]


@pytest.fixture(scope="module")
def layers() -> Layers:
    return build_layers(seed_run(published=date(2022, 1, 6)), SmallWorld())


@pytest.fixture(scope="module")
def folder(layers: Layers, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every file that geomap writes for a GIS."""
    folder = tmp_path_factory.mktemp("gis")
    for name in ("geojson", *EXPORTS):
        for file, content in FORMATS[name](layers, "January").items():
            (folder / file).write_bytes(content)
    return folder


def spatial(layers: Layers) -> list[Layer]:
    return [layers.incidents, layers.areas, layers.mentions]


def read(folder: Path, *sources: str, picture: str = "qgis.png") -> Any:  # noqa: ANN401 JSON
    """Return what QGIS tells of files in a folder; it draws them as a picture."""
    environment = {
        "PATH": os.defpath,
        "HOME": str(folder),
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(folder),
        "LC_ALL": "C.UTF-8",
    }
    command = [PYTHON, str(READER), picture, *sources]
    done = subprocess.run(  # noqa: S603 our own words
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def told(folder: Path) -> dict[str, Told]:
    sources = [
        *(f"{name}.geojson" for name in NAMES),
        *(f"incidents.gpkg|layername={name}" for name in NAMES),
        "incidents.fgb",
        "incidents.kml",
    ]
    return {layer["source"]: layer for layer in read(folder, *sources)}


def files_of(layer: Layer) -> list[tuple[str, str]]:
    """Return where a layer stands, and in which format."""
    found = [
        (f"{layer.name}.geojson", "geojson"),
        (f"incidents.gpkg|layername={layer.name}", "gpkg"),
    ]
    return found + ([("incidents.fgb", "fgb")] if layer.name == "incidents" else [])


@pytest.mark.parametrize("at", range(3), ids=NAMES)
def test_every_row_has_its_shape(
    at: int, layers: Layers, told: dict[str, Told]
) -> None:
    layer = spatial(layers)[at]
    shapes = sum(row.geometry is not None for row in layer.rows)
    for source, file_format in files_of(layer):
        found = told[source]
        assert found["crs"] == "EPSG:4326"
        assert layer.geometry_type.endswith(found["geometry"].removeprefix("Multi"))
        assert found["count"] == (shapes if file_format == "fgb" else len(layer.rows))
        assert found["shapes"] == found["valid"] == shapes


@pytest.mark.parametrize("at", range(3), ids=NAMES)
def test_every_column_has_its_type(
    at: int, layers: Layers, told: dict[str, Told]
) -> None:
    layer = spatial(layers)[at]
    for source, file_format in files_of(layer):
        fields = told[source]["fields"]
        for column in layer.columns:
            if file_format == "geojson" and set(layer.column(column.name)) == {None}:
                continue  # nothing tells the type of a column without a value
            expected = TYPES[file_format][column.type]
            assert (column.name, fields[column.name]) == (column.name, expected)


@pytest.mark.parametrize("name", NAMES)
def test_styles_are_applied_on_opening(name: str, told: dict[str, Told]) -> None:
    beside = told[f"{name}.geojson"]
    within = told[f"incidents.gpkg|layername={name}"]
    assert beside["rules"] == within["rules"]
    days = ["", ""] if name == "mentions" else ["date_start", "date_end"]
    assert within["played_by"] == days
    assert beside["map_tip"] == within["map_tip"] != ""
    labels = {label for label, _ in beside["rules"]}
    if name != "mentions":
        assert {symbol.event_type for symbol in symbols()} <= labels
    assert ("Several types" in labels) == (name == "incident_areas")


@pytest.mark.parametrize("is_inside", [False, True], ids=["beside", "inside"])
def test_the_project_relates_incidents_to_their_reports(
    is_inside: bool,  # noqa: FBT001 a parameter of the test
    layers: Layers,
    folder: Path,
) -> None:
    inside = f"geopackage:{folder}/incidents.gpkg?projectName=incidents"
    told = read(folder, inside if is_inside else "incidents.qgz")
    assert told["title"] == "January"
    assert told["shown"] == ["incidents", "incident_areas", "sources"]
    assert told["played"] == ["incidents", "incident_areas"]
    names = ("event_id", "report_id")
    reports = set(zip(*map(layers.sources.column, names), strict=True))
    assert set(map(tuple, told["relations"]["Reports"])) == reports
    assert len(told["relations"]["Incidents known to this area"]) == 3


def test_a_column_of_dates_without_any_is_text_only_in_geojson(tmp_path: Path) -> None:
    undated = build_layers(seed_run(), SmallWorld())
    for name in ("geojson", "gpkg"):
        for file, content in FORMATS[name](undated, None).items():
            (tmp_path / file).write_bytes(content)
    sources = ("incidents.geojson", "incidents.gpkg|layername=incidents")
    types = [layer["fields"]["date_start"] for layer in read(tmp_path, *sources)]
    assert types == ["String", "Date"]


def test_the_picture_is_drawn_in_the_types_colours(
    layers: Layers, folder: Path
) -> None:
    colours = {
        symbol.event_type: tuple(bytes.fromhex(symbol.colour[1:]))
        for symbol in symbols()
    }
    found = set(layers.incidents.column("event_type"))
    for pattern in ("{}.geojson", "incidents.gpkg|layername={}"):
        sources = map(pattern.format, NAMES[:2])
        read(folder, *sources, picture="drawn.png")
        pixels = np.asarray(Image.open(folder / "drawn.png").convert("RGB"))
        drawn = set(map(tuple, pixels.reshape(-1, 3).tolist()))
        shown = {kind for kind in colours if colours[kind] in drawn}
        assert {"Riots", "Protests"} <= shown <= found  # a town's, and an area's


@pytest.mark.skipif(not shutil.which("ogrinfo"), reason="needs Debian's gdal-bin")
def test_ogrinfo_takes_every_file_without_a_warning(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    for name in sorted(names):
        if Path(name).suffix in {".geojson", ".gpkg", ".fgb", ".kml", ".csv"}:
            command = ["ogrinfo", "-ro", "-so", "-al", name]
            done = subprocess.run(  # noqa: S603
                command, cwd=folder, capture_output=True, check=False, timeout=60
            )
            assert (done.returncode, done.stderr) == (0, b"")
            assert b"Feature Count: " in done.stdout
