"""Files that spreadsheets and GIS programs read as they are meant, and never run."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import geopandas
import pyogrio
import pytest
from hypothesis import given, strategies as st
from sample_runs import SmallWorld, annotated_run, seed_run, synthetic_run

from geomap.exports import (
    EXPORTS,
    to_csv,
    to_datapackage,
    to_flatgeobuf,
    to_geopackage,
    to_kml,
    to_parquet,
    to_project,
    to_qml,
    to_report,
)
from geomap.exports.report import MOST_INCIDENTS
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
    "list": "OFTString",
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
        ("sources", None),
        ("layer_styles", None),
        ("qgis_projects", None),
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


@pytest.mark.parametrize("name", EXPORTS)
def test_the_same_layers_give_the_same_bytes(name: str, layers: Layers) -> None:
    assert EXPORTS[name](layers, "A title") == EXPORTS[name](layers, "A title")


def test_empty_layers_are_files_too(tmp_path: Path) -> None:
    empty = build_layers(synthetic_run(0), SmallWorld())
    path = saved(to_geopackage(empty), tmp_path, "a.gpkg")
    info = pyogrio.read_info(path, layer="incident_areas")
    assert (info["features"], info["geometry_type"]) == (0, "MultiPolygon")
    for export in EXPORTS.values():
        assert export(empty, None)


def test_reports_in_a_geopackage_name_their_incident(
    layers: Layers, tmp_path: Path
) -> None:
    path = saved(to_geopackage(layers), tmp_path, "a.gpkg")
    sources = pyogrio.read_dataframe(path, layer="sources")
    assert set(sources.event_id) == set(layers.incidents.column("event_id"))
    assert sources.char_start.tolist() == layers.sources.column("char_start")


def test_a_project_relates_the_layers_of_the_geopackage(layers: Layers) -> None:
    with zipfile.ZipFile(io.BytesIO(to_project(layers, "<A & B>"))) as archive:
        root = ET.fromstring(archive.read("incidents.qgs"))  # noqa: S314 our own
    assert root.findtext("title") == "<A & B>"
    ids = [element.text for element in root.findall(".//maplayer/id")]
    pairs = {
        (relation.get("referencedLayer"), relation.get("referencingLayer"))
        for relation in root.iter("relation")
    }
    assert pairs == {(ids[0], ids[3]), (ids[2], ids[0])}
    assert all(len(str(id_)) > 10 for id_ in ids)  # QGIS replaces shorter ones
    sources = [element.text for element in root.iter("datasource")]
    assert sources[0] == "./incidents.gpkg|layername=incidents"


def test_parquet_keeps_every_type(tmp_path: Path) -> None:
    arrow, parquet = (
        pytest.importorskip("pyarrow"),
        pytest.importorskip("pyarrow.parquet"),
    )
    layers = build_layers(synthetic_run(50), SmallWorld())
    path = saved(to_parquet(layers.incidents), tmp_path, "a.parquet")
    table = parquet.read_table(path)
    types = {
        "string": arrow.string(),
        "list": arrow.list_(arrow.string()),
        "integer": arrow.int32(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
        "date": arrow.date32(),
    }
    for column in incident_columns():
        field = table.schema.field(column.name)
        assert field.type.equals(types[column.type]), column.name
        assert field.metadata[b"description"].decode() == column.description
        values = table.column(column.name).to_pylist()
        if column.type == "list":
            values = [value and "; ".join(value) for value in values]
        assert values == layers.incidents.column(column.name), column.name
    frame = geopandas.read_parquet(path)
    assert frame.crs.equals("OGC:CRS84")
    assert frame.geometry.isna().sum() == len(layers.unmapped.rows)
    located = frame[frame.geometry.notna()]
    assert (located.geometry.x == located.longitude).all()


def report_of(layers: Layers, title: str | None = None) -> str:
    return to_report(layers, b"<svg/>", title)


def test_a_report_has_figures_incidents_and_quotes(layers: Layers) -> None:
    page = " ".join(re.sub("<[^>]*>", "", report_of(layers, "Unrest")).split())
    assert "5 incidents from 1 article · 5–6 January 2022" in page
    assert "~12 (12–99) killed" in page
    assert "totals over several places or a longer time, of up to 18 killed" in page
    assert "somewhere in this country" in page
    assert "according to police · official claim" in page
    assert f"{layers.sources.column('doc_id')[0]} at" in page
    assert html.escape(str(layers.incidents.column("sentence")[0])[:60]) in page


def test_a_report_marks_background_and_counts_without_it() -> None:
    annotated = build_layers(annotated_run(), SmallWorld())
    page = " ".join(re.sub("<[^>]*>", " ", report_of(annotated)).split())
    assert "3 incidents from 1 article" in page
    assert "Incidents 3 Killed 12 (12–99)" in page
    assert "told as background (1)" in page
    assert "too uncertain for the map (1)" in page
    assert page.count("background, not in the figures") == 1
    assert "83% sure" in page
    assert "Afterwards: arrest, Almaty; condemnation" in page
    without = report_of(annotated.without_background())
    assert "background, not in the figures" not in without
    assert "told as background" not in without


EVIL = "{{ 7 * 7 }}{% raw %}<script>alert(1)</script>\"'&{#"


def test_words_of_articles_are_only_words_in_a_report() -> None:
    run = seed_run()
    document = replace(
        run.reports[0].document, title=EVIL, url=f"javascript:{EVIL}", source=EVIL
    )
    report = replace(run.reports[0], document=document)
    lead = run.incidents[0].lead
    actors = (replace(lead.actors[0], name=EVIL),)
    incident = replace(run.incidents[0], actors=actors)
    layers = build_layers(
        replace(run, reports=(report,), incidents=(incident,)), SmallWorld()
    )
    page = report_of(layers, EVIL)
    assert "<script" not in page
    assert "javascript:" not in page
    (headline,) = re.findall("<h1[^>]*>(.*)</h1>", page)
    assert html.unescape(headline) == EVIL
    assert page.count(headline) >= 4  # titles, actor


def test_a_long_report_says_what_it_leaves_out() -> None:
    page = report_of(build_layers(synthetic_run(700), SmallWorld()))
    assert f"The first {MOST_INCIDENTS} of 700." in page
    assert page.count("<tr>") < MOST_INCIDENTS + 30


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
    *rules, background = root.findall(".//rule")
    assert len(rules) == 2 * len(symbols())
    assert background.get("filter") == "NOT (\"record_type\" = 'reported')"
    assert all("\"record_type\" = 'reported'" in str(r.get("filter")) for r in rules)
    drawn = {symbol.get("name"): symbol for symbol in root.findall(".//symbol")}
    for rule in rules:
        options = {
            prop.get("k"): prop.get("v")
            for prop in drawn[rule.get("symbol")].iter("prop")
        }
        is_area = ">=" in str(rule.get("filter"))
        assert ("outline_style" in options) == is_area
        assert str(options["color"]).endswith(",90" if is_area else ",255")


def test_an_area_of_several_types_is_drawn_too() -> None:
    root = ET.fromstring(to_qml("incident_areas"))  # noqa: S314 our own file
    rules = {rule.get("label"): rule.get("filter") for rule in root.iter("rule")}
    assert rules["Several types (country)"] == (
        '"event_type" IS NULL AND "where_prec" >= 6'
    )


def test_a_style_for_each_layer_and_no_other() -> None:
    for name in ("incidents", "incident_areas", "mentions"):
        assert re.search("RuleRenderer", to_qml(name))
    with pytest.raises(KeyError):
        to_qml("weather")


def test_the_data_package_describes_every_column_of_the_csv(layers: Layers) -> None:
    package = json.loads(to_datapackage(layers, "January"))
    assert package["title"] == "January"
    files = EXPORTS["csv"](layers, "January")
    tables = {table["path"]: table["schema"] for table in package["resources"]}
    assert {*tables, "datapackage.json"} == files.keys()
    for path, schema in tables.items():
        text = files[path].decode().removeprefix(BOM)
        header, *rows = csv.reader(io.StringIO(text, newline=""))
        assert [field["name"] for field in schema["fields"]] == header
        keys = [row[header.index(schema["primaryKey"])] for row in rows]
        assert len(set(keys)) == len(keys)
        for row in rows:
            for field, cell in zip(schema["fields"], row, strict=True):
                assert_cell(field, cell)
    (reference,) = tables["sources.csv"]["foreignKeys"]
    assert reference["reference"] == {"resource": "incidents", "fields": "event_id"}
    described = {field["name"]: field for field in tables["incidents.csv"]["fields"]}
    assert described["uncertainty_km"]["unit"] == "kilometres"
    assert described["fatalities_low"]["namedAfter"] == "UCDP GED"


def assert_cell(field: dict[str, Any], cell: str) -> None:
    read_as = {"integer": int, "number": float, "date": date.fromisoformat}
    allowed = field.get("constraints", {}).get("enum")
    value = read_as.get(field["type"], str)(cell) if cell else None
    assert value is None or allowed is None or value in allowed
    if field["type"] == "boolean":
        assert cell in {"true", "false", ""}


def test_each_format_has_its_files(layers: Layers) -> None:
    names = [name for export in EXPORTS.values() for name in export(layers, None)]
    assert sorted(names) == [
        "datapackage.json",
        "incident_areas.csv",
        "incidents.csv",
        "incidents.fgb",
        "incidents.gpkg",
        "incidents.kml",
        "incidents.parquet",
        "incidents.qgz",
        "mentions.csv",
        "sources.csv",
        "uncertain.csv",
        "unmapped.csv",
    ]


def test_uncertain_incidents_have_a_table_of_their_own() -> None:
    files = EXPORTS["csv"](build_layers(annotated_run(), SmallWorld()), None)
    (uncertain,) = read(files["uncertain.csv"].decode())
    assert (uncertain["event_id"], uncertain["confidence"]) == ("incident-1", "0.31")
    header = files["incidents.csv"].decode().splitlines()[0]
    assert files["uncertain.csv"].decode().splitlines()[0] == header
    none = EXPORTS["csv"](build_layers(seed_run(), SmallWorld()), None)
    assert none["uncertain.csv"].decode().splitlines() == [header]
