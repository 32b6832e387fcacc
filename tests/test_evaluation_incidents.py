"""Dots of articles against coded incidents, on texts and tables of our own."""

import csv
import io
import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geomap.cli import app
from geomap.errors import IngestError
from geomap.evaluation.coded import COLUMNS, CodedIncident, read_coded
from geomap.evaluation.dots import dots_of
from geomap.evaluation.incidents import (
    FIGURES,
    Judged,
    Tally,
    incident_figures,
    judge,
    meets,
    tally,
    total,
)
from geomap.evaluation.other_news import Density, densities, spot
from geomap.evaluation.parts import Part, is_held_out
from geomap.evaluation.verdicts import (
    Flip,
    Verdict,
    flips,
    read_verdicts,
    renewed,
    verdicts_of,
    write_verdicts,
)
from geomap.ingest import document_from_text
from geomap.pipeline import Stages, load_stages

BLAST = "A car bomb exploded in Homs on 3 May 2019, killing seven people."
QUAKE = "An earthquake struck Kathmandu on 2 May 2019, injuring 40 people."
QUIET = "The bank raised its rates in London, and shares rose."
HOMS = {
    "doc": "blast",
    "role": "main",
    "types": "E",
    "place": "Homs",
    "lat": "34.73",
    "lon": "36.72",
    "tol_km": "25",
    "date": "2019-05-03",
    "killed": "7",
    "wounded": "",
    "arrests": "",
}
KATHMANDU = {
    **HOMS,
    "types": "D",
    "place": "Kathmandu",
    "lat": "27.70",
    "lon": "85.32",
    "date": "2019-05-02",
    "killed": "",
    "wounded": "40",
}


@pytest.fixture(scope="module")
def stages() -> Stages:
    return load_stages()


def table(*rows: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def coded(tmp_path: Path, *rows: dict[str, str]) -> list[CodedIncident]:
    path = tmp_path / "gold.tsv"
    path.write_text(table(*rows), encoding="utf-8")
    return [incident for found in read_coded(path).values() for incident in found]


def judged(text: str, incidents: list[CodedIncident], stages: Stages) -> Judged:
    document = document_from_text("blast", text, published=date(2019, 5, 4))
    return judge(document, incidents, dots_of(document, stages))


@pytest.mark.parametrize(
    ("changed", "is_met"),
    [
        ({}, True),
        ({"types": "D"}, False),
        ({"types": "DE"}, True),
        ({"lat": "34.40"}, False),
        ({"lat": "34.40", "tol_km": "60"}, True),
        ({"date": "2019-05-06"}, True),
        ({"date": "2019-05-07"}, False),
        ({"date": "2019-05"}, True),
        ({"date": "2018"}, False),
        ({"date": ""}, True),
    ],
)
def test_a_dot_meets_by_type_place_and_day(
    stages: Stages, tmp_path: Path, changed: dict[str, str], *, is_met: bool
) -> None:
    (gold,) = coded(tmp_path, {**HOMS, **changed})
    (dot,) = dots_of(document_from_text("blast", BLAST), stages)
    assert meets(dot, gold) is is_met


def test_each_coded_incident_is_taken_once(stages: Stages, tmp_path: Path) -> None:
    gold = coded(tmp_path, HOMS)
    alone = judged(BLAST, gold, stages)
    twice = judge(alone.document, gold, [*alone.dots, *alone.dots])
    assert [twice.verdict(i) for i in (0, 1)] == ["right", "duplicate"]
    assert tally(twice)[:7] == (1, 1, 1, 2, 1, 1, 0)


def test_main_incidents_are_taken_before_others(stages: Stages, tmp_path: Path) -> None:
    gold = coded(tmp_path, {**HOMS, "role": "bg"}, {**HOMS, "date": "2019-05-05"})
    found = judged(BLAST, gold, stages)
    assert found.taken == {0: 1}
    assert tally(found).found == 1


def test_counts_and_days_are_judged_where_they_are_coded(
    stages: Stages, tmp_path: Path
) -> None:
    told = tally(judged(BLAST, coded(tmp_path, {**HOMS, "killed": "6|7"}), stages))
    assert (told.killed_told, told.killed_right) == (1, 1)
    assert (told.wounded_told, told.days_told, told.days_right) == (0, 1, 1)
    near = coded(
        tmp_path, {**HOMS, "killed": "6", "wounded": "0", "date": "2019-05-04"}
    )
    wrong = tally(judged(BLAST, near, stages))
    assert (wrong.killed_told, wrong.killed_right) == (1, 0)
    assert (wrong.wounded_told, wrong.wounded_right) == (1, 1)
    assert (wrong.days_told, wrong.days_right) == (1, 0)


def test_what_is_said_or_has_no_place_is_no_dot(stages: Stages) -> None:
    said = "The minister condemned the attack in Homs."
    placeless = "A bomb exploded, killing two people."
    texts = (said, placeless, QUIET)
    dots = [dots_of(document_from_text("a", text), stages) for text in texts]
    assert all(dot.event_type != "Statement" for found in dots for dot in found)
    assert dots[1:] == [[], []]


def test_figures_are_ratios_over_all_articles() -> None:
    first = Tally(
        articles=1, main=2, found=1, dots=4, right=2, duplicate=1, false=1,
        killed_told=2, killed_right=1,
    )  # fmt: skip
    second = Tally(articles=1, main=1, found=1, dots=1, right=1)
    figures = {name: figure(total([first, second])) for name, figure in FIGURES.items()}
    assert figures["precision"] == pytest.approx(3 / 5)
    assert figures["recall"] == pytest.approx(2 / 3)
    assert figures["F1"] == pytest.approx(2 * 0.4 / (3 / 5 + 2 / 3))
    assert (figures["second dots"], figures["false dots"]) == (0.2, 0.2)
    assert (figures["dots per article"], figures["killed right"]) == (2.5, 0.5)
    assert math.isnan(figures["wounded right"])
    measures = incident_figures([first, second])
    assert measures["precision"].low == pytest.approx(0.5)
    assert measures["precision"].high == pytest.approx(1.0)
    assert math.isnan(measures["day right"].low)
    assert incident_figures([]) == {}


def test_a_third_is_held_out() -> None:
    names = [f"article-{number}" for number in range(300)]
    parts = {part: sum(part.has(name) for name in names) for part in Part}
    assert parts[Part.ALL] == 300
    assert parts[Part.HELD_OUT] == sum(map(is_held_out, names))
    assert parts[Part.DEVELOPMENT] == 300 - parts[Part.HELD_OUT]
    assert 70 < parts[Part.HELD_OUT] < 130


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("doc\trole\n", "no column types, place"),
        ("", "no column doc"),
        (table({**HOMS, "role": "minor"}), "line 2: role 'minor'"),
        (table(HOMS, {**HOMS, "types": "X"}), "line 3: types 'X'"),
        (table({**HOMS, "date": "3 May"}), "line 2: date '3 May'"),
        (table({**HOMS, "date": "2019-02-31"}), "line 2: day is out of range"),
        (table({**HOMS, "date": "2019-13"}), "line 2: month must be"),
        (table({**HOMS, "lat": ""}), "line 2: could not convert"),
        (table({**HOMS, "killed": "few"}), "line 2: invalid literal"),
    ],
)
def test_a_wrong_table_names_its_line(
    tmp_path: Path, content: str, reason: str
) -> None:
    path = tmp_path / "gold.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(IngestError, match=f"gold.tsv: {reason}"):
        read_coded(path)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match=r"none\.tsv: no such file; check"):
        read_coded(tmp_path / "none.tsv")


def test_a_case_stays_the_same_when_its_verdict_changes(
    stages: Stages, tmp_path: Path
) -> None:
    gold = coded(tmp_path, HOMS)
    found = judged(BLAST, gold, stages)
    now = verdicts_of(found)
    elsewhere = [replace(gold[0], position=(0.0, 0.0))]
    before = verdicts_of(judged(BLAST, elsewhere, stages))
    start = found.dots[0].incident.lead.trigger.start
    trigger = f"dot {start} {found.dots[0].row['trigger']}"
    incident = "main E Homs 2019-05-03"
    assert now == [
        Verdict("blast", trigger, "right"),
        Verdict("blast", incident, "found"),
    ]
    assert flips(before, now) == [
        Flip("blast", trigger, "false", "right"),
        Flip("blast", incident, "missed", "found"),
    ]


def test_what_came_and_went_is_told_and_others_are_kept(tmp_path: Path) -> None:
    before = [Verdict("a", "dot 1 fire", "right"), Verdict("b", "dot 2 raid", "false")]
    now = [Verdict("a", "dot 9 blast\t", "false")]
    path = tmp_path / "outcomes.tsv"
    write_verdicts(renewed(before, now), path)
    assert read_verdicts(path) == [now[0], before[1]]
    assert flips(before, now) == [
        Flip("a", "dot 1 fire", "right", "absent"),
        Flip("a", "dot 9 blast\t", "absent", "false"),
    ]


@pytest.mark.parametrize("content", ["", "a\tb\n", "doc\tcase\tverdict\nonly\n"])
def test_another_file_is_not_taken_for_outcomes(tmp_path: Path, content: str) -> None:
    path = tmp_path / "outcomes.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(IngestError, match="name another file"):
        read_verdicts(path)


def test_dots_are_counted_by_group(stages: Stages) -> None:
    texts = {"sport/1": QUIET, "sport/2": BLAST, "bank/1": QUIET, "loose": QUIET}
    spotted = [spot(document_from_text(i, t), stages) for i, t in texts.items()]
    assert densities(spotted) == {
        "bank": Density(articles=1, dots_per_article=0.0, share_with_any=0.0),
        "sport": Density(articles=2, dots_per_article=0.5, share_with_any=0.5),
        "all": Density(articles=4, dots_per_article=0.25, share_with_any=0.25),
    }
    assert list(densities(spotted)) == ["bank", "sport", "all"]
    assert densities([]) == {}


def written(tmp_path: Path) -> tuple[str, str]:
    texts, gold = tmp_path / "texts.jsonl", tmp_path / "gold.tsv"
    rows = [
        {"doc_id": "blast", "text": BLAST, "title": "Homs", "published": "2019-05-04"},
        {"doc_id": "quake", "text": QUAKE, "published": "2019-05-04"},
        {"doc_id": "other", "text": QUAKE},
    ]
    texts.write_text("".join(json.dumps(row) + "\n" for row in rows))
    missed = {**HOMS, "doc": "quake", "place": "Hama"}
    lost = {**HOMS, "doc": "lost"}
    gold.write_text(table(HOMS, missed, {**KATHMANDU, "doc": "quake"}, lost))
    return str(texts), str(gold)


def test_the_command_measures_and_compares(tmp_path: Path) -> None:
    texts, gold = written(tmp_path)
    outcomes = tmp_path / "outcomes.tsv"
    command = ["evaluate", "--incidents", texts, gold, "--outcomes", str(outcomes)]
    first = CliRunner().invoke(app, [*command, "-v"])
    assert first.exit_code == 0
    assert "not in" in first.stderr
    assert first.stderr.endswith("left out: lost\n")
    assert "| figure | all | development | held out |" in first.stdout
    assert "| dots | 2 | " in first.stdout
    assert "| precision | 1.000 (1.000–1.000) | " in first.stdout
    assert "| recall | 0.667 (" in first.stdout
    assert "blast Homs\n   right     2019-05-03" in first.stdout
    assert "   missed    main E Hama 2019-05-03" in first.stdout
    assert "changed" not in first.stdout
    changed = outcomes.read_text().replace("\tright", "\tfalse", 1)
    outcomes.write_text(changed)
    again = CliRunner().invoke(app, command)
    assert "1 verdicts changed\nblast dot " in again.stdout
    assert again.stdout.endswith(": false → right\n")
    assert CliRunner().invoke(app, command).stdout.endswith("0 verdicts changed\n")


@pytest.mark.parametrize("part", ["--development", "--held-out"])
def test_the_command_keeps_to_a_part(tmp_path: Path, part: str) -> None:
    texts, gold = written(tmp_path)
    result = CliRunner().invoke(app, ["evaluate", "--incidents", texts, gold, part])
    names = [name for name in ("blast", "quake") if is_held_out(name)]
    articles = len(names) if part == "--held-out" else 2 - len(names)
    assert result.exit_code == 0
    assert f"| figure | {part[2:].replace('-', ' ')} |" in result.stdout
    assert f"| articles | {articles} |" in result.stdout


def test_the_command_counts_dots_on_other_news(tmp_path: Path) -> None:
    texts, _ = written(tmp_path)
    result = CliRunner().invoke(app, ["evaluate", "--no-incidents", texts, "-v"])
    assert result.exit_code == 0
    assert "blast 2019-05-03 " in result.stdout
    assert "| all | 3 | 1.000 | 1.000 |" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--incidents", "texts.jsonl"], 2, "needs the coded incidents"),
        (["--incidents", "--daily", "texts.jsonl"], 2, "choose one of"),
        (["texts.jsonl", "gold.tsv"], 2, "GOLD.tsv goes with --incidents"),
        (["--daily", "texts.jsonl", "--outcomes", "o.tsv"], 2, "goes with --incidents"),
        (["--events", "texts.jsonl", "--freeze", "o.json"], 2, "goes with no measure"),
        (["--incidents", "none.jsonl", "gold.tsv"], 1, "none.jsonl: no such file"),
        (["--incidents", "texts.jsonl", "none.tsv"], 1, "none.tsv: no such file"),
        (["--incidents", "other.jsonl", "gold.tsv"], 1, "no id in its column doc"),
        (["--daily", "none.jsonl"], 1, "none.jsonl: no such file"),
        (["--daily", "texts.jsonl"], 1, "texts.jsonl: line 1: KeyError"),
        (["--no-incidents", "none.jsonl"], 1, "none.jsonl: no such file"),
        (["--events", "texts.jsonl"], 1, "its name must begin with a corpus's"),
        (["none.jsonl"], 1, "none.jsonl: no such file"),
    ],
)
def test_misuse_says_what_to_do(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    message: str,
) -> None:
    written(tmp_path)
    (tmp_path / "other.jsonl").write_text(json.dumps({"doc_id": "x", "text": QUIET}))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    result = CliRunner().invoke(app, ["evaluate", *arguments])
    assert result.exit_code == code  # main() turns geomap's own errors into 3
    if code == 2:
        assert message in result.stderr
    else:
        assert isinstance(result.exception, IngestError)
        assert message in str(result.exception)


def test_a_hostile_id_is_shown_inert(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps({"doc_id": "\x1b[31m/1", "text": BLAST}))
    result = CliRunner().invoke(app, ["evaluate", "--no-incidents", str(path), "-v"])
    assert result.exit_code == 0
    assert r"| \x1b[31m | 1 |" in result.stdout
    assert "\x1b" not in result.stdout
