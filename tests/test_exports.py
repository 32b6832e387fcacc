"""Files that spreadsheets and GIS programs read as they are meant, and never run."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pyogrio
import pytest
from hypothesis import given, strategies as st
from sample_runs import SmallWorld, seed_run, synthetic_run

from geomap.exports import (
    EXPORTS,
    to_csv,
    to_datapackage,
    to_flatgeobuf,
    to_geopackage,
    to_kml,
    to_qml,
)
from geomap.exports.spreadsheet import BOM, FORMULA_STARTS
from geomap.layers import (
    Layer,
    Layers,
    Row,
    build_layers,
    incident_columns,
    symbols,
)


def read(text: str) -> list[dict[str, str]]:
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))


def one(text: str) -> str:
    values = (text, *(None,) * (len(incident_columns()) - 1))
    rows = read(to_csv(Layer("a", incident_columns(), (Row("1", values, None),))))
    return rows[0]["event_id"]


def test_a_row_for_each_incident() -> None:
    rows = read(to_csv(build_layers(seed_run(), SmallWorld()).incidents))
    assert [row["location"] for row in rows] == [
        "Kazakhstan",
        "Almaty",
        "Mangystau Region",
        "Almaty",
        "Kazakhstan",
    ]
    assert rows[4]["injuries"] == "748"
    assert rows[0]["fatalities"] == ""
    assert rows[4]["is_aggregate"] == "true"


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_formulas_are_text(start: str) -> None:
    assert one(f"{start}HYPERLINK(1)").startswith("'")
    assert one(f"  {start}1").startswith("'")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0")))
def test_any_other_text_comes_back(text: str) -> None:
    is_formula = text.lstrip(" ").startswith(FORMULA_STARTS)
    assert one(text) == (f"'{text}" if is_formula else text)


OGR_TYPES = {
    "string": "OFTString",
    "integer": "OFTInteger",
    "number": "OFTReal",
    "boolean": "OFTInteger",
    "date": "OFTDate",
}


@pytest.fixture(scope="module")
def layers() -> Layers:
    return build_layers(seed_run(published=date(2022, 1, 6)), SmallWorld())


def saved(content: bytes, folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_geopackage_keeps_every_layer_and_type(
    layers: Layers, tmp_path: Path
) -> None:
    path = saved(to_geopackage(layers), tmp_path, "a.gpkg")
    assert {tuple(row) for row in pyogrio.list_layers(path)} == {
        ("incidents", "Point"),
        ("incident_areas", "MultiPolygon"),
        ("mentions", "Point"),
        ("layer_styles", None),
    }
    info = pyogrio.read_info(path, layer="incidents")
    assert dict(zip(info["fields"], info["ogr_types"], strict=True)) == {
        column.name: OGR_TYPES[column.type] for column in incident_columns()
    }
    frame = pyogrio.read_dataframe(path, layer="incidents")
    assert frame.crs == "EPSG:4326"
    assert frame.fatalities.tolist()[3:] == [12, 18]
    assert frame.fatalities.isna().sum() == 3
    assert frame.event_date.notna().sum() == 1
    assert frame.geometry.x.tolist() == layers.incidents.column("longitude")
    styles = pyogrio.read_dataframe(path, layer="layer_styles")
    assert styles.f_table_name.tolist() == ["incidents", "incident_areas", "mentions"]
    assert styles.useAsDefault.all()
    assert "update_time" in styles.columns  # QGIS sorts by it, and fails without


def test_rows_without_a_place_stay_in_a_geopackage(tmp_path: Path) -> None:
    found = build_layers(synthetic_run(100), SmallWorld())
    frame = pyogrio.read_dataframe(
        saved(to_geopackage(found), tmp_path, "a.gpkg"), layer="incidents"
    )
    assert len(frame) == 100
    assert frame.geometry.isna().sum() == len(found.unmapped.rows) > 0
    indexed = pyogrio.read_dataframe(
        saved(to_flatgeobuf(found.incidents), tmp_path, "a.fgb")
    )
    assert len(indexed) == 100 - len(found.unmapped.rows)


def test_the_same_layers_give_the_same_bytes(layers: Layers) -> None:
    assert to_geopackage(layers) == to_geopackage(layers)
    assert to_flatgeobuf(layers.mentions) == to_flatgeobuf(layers.mentions)
    assert to_kml(layers.areas) == to_kml(layers.areas)


def test_empty_layers_are_files_too(tmp_path: Path) -> None:
    empty = build_layers(synthetic_run(0), SmallWorld())
    path = saved(to_geopackage(empty), tmp_path, "a.gpkg")
    info = pyogrio.read_info(path, layer="incident_areas")
    assert (info["features"], info["geometry_type"]) == (0, "MultiPolygon")


def test_kml_describes_nothing_in_words_of_an_article(layers: Layers) -> None:
    root = ET.fromstring(to_kml(layers.incidents))  # noqa: S314 our own file
    space = {"k": "http://www.opengis.net/kml/2.2"}
    marks = root.findall(".//k:Placemark", space)
    assert [mark.findtext("k:name", "", space) for mark in marks][:2] == [
        "Kazakhstan",
        "Almaty",
    ]
    assert marks[1].findtext("k:description", "", space) == "Peaceful protest"


def test_styles_draw_every_type_and_nothing_solid_in_an_area() -> None:
    root = ET.fromstring(to_qml("incidents"))  # noqa: S314 our own file
    rules = root.findall(".//rule")
    assert len(rules) == 2 * len(symbols())
    drawn = {symbol.get("name"): symbol for symbol in root.findall(".//symbol")}
    for rule in rules:
        options = {
            prop.get("k"): prop.get("v")
            for prop in drawn[rule.get("symbol")].iter("prop")
        }
        is_area = ">=" in str(rule.get("filter"))
        assert ("outline_style" in options) == is_area
        assert str(options["color"]).endswith(",90" if is_area else ",255")


def test_a_style_for_each_layer_and_no_other() -> None:
    for name in ("incidents", "incident_areas", "mentions"):
        assert re.search("RuleRenderer", to_qml(name))
    with pytest.raises(KeyError):
        to_qml("weather")


def test_the_data_package_describes_every_column_of_the_csv(layers: Layers) -> None:
    package = json.loads(to_datapackage("January"))
    assert package["title"] == "January"
    assert [table["path"] for table in package["resources"]] == [
        "incidents.csv",
        "unmapped.csv",
    ]
    fields = package["resources"][0]["schema"]["fields"]
    (header, *rows) = csv.reader(io.StringIO(to_csv(layers.incidents)[1:], newline=""))
    assert [field["name"] for field in fields] == header
    read_as = {"integer": int, "number": float}
    for row in rows:
        for field, text in zip(fields, row, strict=True):
            allowed = field.get("constraints", {}).get("enum")
            value = read_as.get(field["type"], str)(text) if text else None
            assert value is None or allowed is None or value in allowed


def test_each_format_has_its_files(layers: Layers) -> None:
    names = [name for export in EXPORTS.values() for name in export(layers)]
    assert sorted(names) == [
        "datapackage.json",
        "incident_areas.qml",
        "incidents.fgb",
        "incidents.gpkg",
        "incidents.kml",
        "incidents.qml",
        "mentions.qml",
    ]
