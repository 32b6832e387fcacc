"""One-sentence news under headings: which are mapped, and where."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from geomap.cli import app
from geomap.errors import IngestError
from geomap.evaluation.daily import (
    IN_DIVISION,
    NEAR_TOWN,
    Mapped,
    daily_figures,
    map_item,
    read_daily,
)
from geomap.evaluation.named_places import chains_of, spot_of
from geomap.pipeline import Stages, load_stages

DISASTERS = "Disasters and accidents"
QUAKE = "An earthquake strikes Aktau, Mangystau Region, Kazakhstan, at dawn."
FLOOD = "Floods hit the village of Zzyrqa, Punjab, Pakistan, after heavy rain."
TALKS = "Envoys of Peru and Chile meet for talks on trade."


@pytest.fixture(scope="module")
def stages() -> Stages:
    return load_stages()


def row(text: str, *names: str, category: str = DISASTERS) -> dict[str, Any]:
    starts = [(text.index(name), name) for name in names]
    return {
        "doc_id": f"2025-03-04#{len(text)}",
        "published": "2025-03-04",
        "category": category,
        "text": text,
        "links": [[i, i + len(name), name, name] for i, name in starts],
    }


def written(tmp_path: Path, *rows: dict[str, Any]) -> Path:
    path = tmp_path / "daily.jsonl"
    path.write_text("".join(json.dumps(item) + "\n" for item in rows))
    return path


def rows() -> list[dict[str, Any]]:
    return [
        row(QUAKE, "earthquake", "Aktau", "Mangystau Region", "Kazakhstan"),
        row(FLOOD, "Zzyrqa", "Punjab", "Pakistan"),
        row(TALKS, "Peru", "Chile", category="International relations"),
    ]


def mapped(tmp_path: Path, stages: Stages, *items: dict[str, Any]) -> list[Mapped]:
    return [map_item(item, stages) for item in read_daily(written(tmp_path, *items))]


def test_news_is_told_by_heading_kind_and_place(tmp_path: Path, stages: Stages) -> None:
    found = mapped(tmp_path, stages, *rows())
    assert [item.has_right_kind for item in found] == [True, True, None]
    assert [item.place for item in found] == [
        (NEAR_TOWN, True),
        (IN_DIVISION, True),
        None,
    ]
    figures = daily_figures(found)
    assert {name: (f.value, f.reports) for name, f in figures.items()} == {
        f"{DISASTERS}: with a dot": (1.0, 2),
        f"{DISASTERS}: with a dot of the right kind": (1.0, 2),
        "International relations: with a dot": (0.0, 1),
        NEAR_TOWN: (1.0, 1),
        IN_DIVISION: (1.0, 1),
    }


def test_a_dot_elsewhere_or_of_another_kind_is_wrong(
    tmp_path: Path, stages: Stages
) -> None:
    text = "Gunmen kill three soldiers in Gao, Mali."
    elsewhere = {**row(text, "Gao"), "links": [[30, 33], [35, 39]]}
    right, wrong = mapped(
        tmp_path, stages, elsewhere, row(f"{text} He is of Aktau, Kazakhstan.", "Aktau")
    )
    assert (right.has_right_kind, right.place) == (False, (NEAR_TOWN, True))
    assert (wrong.has_right_kind, wrong.place) == (False, None)
    text = "Aktau, Kazakhstan: gunmen kill three soldiers in Gao in northern Mali."
    (away,) = mapped(tmp_path, stages, row(text, "Aktau", "Kazakhstan"))
    assert away.dots
    assert away.place == (NEAR_TOWN, False)


def test_two_places_spelt_out_are_not_judged(tmp_path: Path, stages: Stages) -> None:
    text = "Bombs explode in Homs, Syria, and in Basra, Iraq, killing ten people."
    (both,) = mapped(tmp_path, stages, row(text, "Homs", "Syria", "Basra", "Iraq"))
    assert both.dots
    assert both.place is None


@pytest.mark.parametrize(
    ("links", "chains"),
    [
        ([(3, 7), (9, 13)], [("Gao,", "Mali")]),
        ([(3, 6), (8, 12)], [("Gao", "Mali")]),
        ([(3, 6), (9, 12)], []),
        ([(3, 6)], []),
        ([], []),
    ],
)
def test_chains_stand_with_nothing_but_a_comma_between(
    links: list[tuple[int, int]], chains: list[tuple[str, ...]]
) -> None:
    texts = {"Gao,": "In Gao,, Mali."}
    text = texts.get(chains[0][0] if chains else "", "In Gao, Mali.")
    assert chains_of(text, links) == chains


@pytest.mark.parametrize(
    ("chain", "towns", "divisions"),
    [
        (("Aktau", "Kazakhstan"), "Aktau", None),
        (("Springfield", "Illinois", "United States"), "Springfield", None),
        (("California", "United States"), None, "California"),
        (("Zzyrqa", "Punjab", "Pakistan"), None, "Punjab"),
        (("Zzyrqa", "Qwxshire", "Pakistan"), None, "Pakistan"),
    ],
)
def test_a_chain_says_town_or_division(
    stages: Stages, chain: tuple[str, ...], towns: str | None, divisions: str | None
) -> None:
    found = spot_of(chain, stages.gazetteer)
    assert found
    assert {place.name for place in found.towns} == ({towns} if towns else set())
    if divisions:
        assert divisions in {place.name for place in found.divisions}


@pytest.mark.parametrize(
    "chain", [("Peru", "Chile"), ("boxing", "Zzyrqa"), ("Aktau", "Zzyrqa")]
)
def test_a_list_or_what_lies_nowhere_known_is_no_chain(
    stages: Stages, chain: tuple[str, ...]
) -> None:
    assert spot_of(chain, stages.gazetteer) is None


def test_the_namesake_inside_is_taken(stages: Stages) -> None:
    found = spot_of(("Paris", "Texas", "United States"), stages.gazetteer)
    assert found
    assert {town.admin1_code for town in found.towns} == {"TX"}


@pytest.mark.parametrize("key", ["published", "category", "text", "links"])
def test_a_line_without_a_field_is_named(tmp_path: Path, key: str) -> None:
    whole, part = rows()[:2]
    del part[key]
    path = written(tmp_path, whole, part)
    with pytest.raises(IngestError, match=f"line 2: KeyError.*{key}"):
        read_daily(path)


def test_the_command_prints_every_part(tmp_path: Path) -> None:
    path = written(tmp_path, *rows(), row("A ship sinks off Gao.", "Gao"))
    result = CliRunner().invoke(app, ["evaluate", "--daily", str(path), "-v"])
    assert result.exit_code == 0
    head = "| figure | all | items | development | items | held out | items |"
    assert head in result.stdout
    assert f"| {NEAR_TOWN} | 1.000 (0.207–1.000) | 1 |" in result.stdout
