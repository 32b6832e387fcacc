"""CSV that spreadsheets read as it is meant, and never run."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, strategies as st
from sample_runs import SmallWorld, seed_run

from geomap.exports import BOM, FORMULA_STARTS, to_csv
from geomap.layers import Layer, Row, build_layers, incident_columns


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
