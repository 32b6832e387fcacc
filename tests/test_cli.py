"""The command line: files, messages, exit codes, and hostile input."""

import csv
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from sample_runs import seed_run
from typer.testing import CliRunner, Result

from geomap.cli import app
from geomap.cli.reference import reference
from geomap.errors import GeomapError
from geomap.outputs import FORMATS
from geomap.pipeline import MIN_CONFIDENCE, by_confidence

ROOT = Path(__file__).parents[1]
OUTPUTS = [
    "datapackage.json",
    "incident_areas.csv",
    "incident_areas.geojson",
    "incident_areas.qml",
    "incidents.csv",
    "incidents.geojson",
    "incidents.qml",
    "map.html",
    "mentions.csv",
    "mentions.geojson",
    "mentions.qml",
    "run.json",
    "sources.csv",
    "uncertain.csv",
    "unmapped.csv",
]
CLASH = "Gunmen killed five villagers in Timbuktu on Monday, the governor said.\n"
TOLLS = """\
Gunmen killed dozens of villagers in Timbuktu on Monday, the governor said.

A bomb killed at least 40 people in Kano on Tuesday, police said.
"""
HOSTILE = """\
{{ cycler.__init__.__globals__.os.getcwd() }} {% for %} {# x #} {% raw %}

Gunmen killed five people in Timbuktu </script><img src=x onerror=alert(1)> \\1 \\g<0>
on Monday, said \u202eelpoep\u202c and {{ 7 * 7 }}.
"""


def geomap(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "clash.txt").write_text(CLASH)
    return folder


def build(articles: Path, *options: object) -> tuple[Result, Path]:
    output = articles.parent / "out"
    return geomap("build", articles, "-o", output, *options), output


def test_build_writes_every_file_and_says_what_it_found(articles: Path) -> None:
    result, output = build(articles)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert sorted(path.name for path in output.iterdir()) == OUTPUTS
    assert "Timbuktu" in result.stdout
    assert str(output / "map.html") in result.stdout


def test_the_terminal_shows_what_a_count_leaves_open(articles: Path) -> None:
    (articles / "clash.txt").write_text(TOLLS)
    result, _ = build(articles)
    assert "~12 (12–99) killed" in result.stdout
    assert "≥40 killed" in result.stdout


def test_what_is_too_doubtful_is_listed_beside_the_map(articles: Path) -> None:
    _, output = build(articles, "--min-confidence", 0)
    everything = features(output)
    assert table(output, "uncertain.csv") == []
    result, output = build(articles, "--min-confidence", 1)
    sure, doubtful = features(output), table(output, "uncertain.csv")
    assert len(sure) + len(doubtful) == len(everything) == 1
    assert all(float(row["confidence"]) < 1 for row in doubtful)
    assert re.search(rf"uncertain +{len(doubtful)}   not mapped", result.stdout)
    counts = json.loads((output / "run.json").read_text())["counts"]
    assert (counts["incidents"], counts["uncertain"]) == (len(sure), len(doubtful))


def features(output: Path) -> list[dict[str, object]]:
    return list(json.loads((output / "incidents.geojson").read_text())["features"])


def table(output: Path, name: str) -> list[dict[str, str]]:
    with (output / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_incidents_are_parted_by_confidence() -> None:
    made = seed_run().incidents
    shares = (0.2, MIN_CONFIDENCE, MIN_CONFIDENCE - 0.01, 0.9, 1.0)
    incidents = [
        replace(incident, confidence=share)
        for incident, share in zip(made, shares, strict=True)
    ]

    def sure(least: float | None) -> list[float]:
        mapped, listed = by_confidence(incidents, least)
        assert sorted(item.id for item in (*mapped, *listed)) == sorted(
            item.id for item in made
        )
        return [item.confidence for item in mapped]

    assert sure(None) == [MIN_CONFIDENCE, 0.9, 1.0]
    assert sure(0.0) == list(shares)
    assert sure(0.95) == [1.0]


def test_two_builds_are_the_same_bytes_in_every_format(articles: Path) -> None:
    chosen = [word for name in FORMATS for word in ("--format", name)]
    result, output = build(articles, *chosen)
    assert result.exit_code == 0
    first = {path.name: path.read_bytes() for path in output.iterdir()}
    assert set(OUTPUTS) < first.keys()
    build(articles, *chosen)
    assert first == {path.name: path.read_bytes() for path in output.iterdir()}


def test_the_formats_asked_for_are_written_beside_the_map(articles: Path) -> None:
    result, output = build(articles, "--format", "gpkg", "--format", "png")
    assert result.exit_code == 0
    assert sorted(path.name for path in output.iterdir()) == [
        "incidents.gpkg",
        "incidents.qgz",
        "map.html",
        "map.png",
        "run.json",
    ]


def test_an_unreachable_database_is_said_without_its_password(articles: Path) -> None:
    result, _ = build(articles, "--to", "postgresql://u:secret@127.0.0.1:1/x")
    assert isinstance(result.exception, GeomapError)
    assert "the database refused" in str(result.exception)
    assert "secret" not in str(result.exception)


def test_an_unknown_format_is_named_and_nothing_is_written(articles: Path) -> None:
    result, output = build(articles, "--format", "shp")
    assert "no such format: shp" in str(result.exception)
    assert not output.exists()


def test_a_copy_of_an_article_is_no_second_report(articles: Path) -> None:
    (articles / "copy.txt").write_text(CLASH)
    result, output = build(articles)
    assert result.exit_code == 0
    assert "1 copies passed over" in result.stdout
    (incident,) = json.loads((output / "incidents.geojson").read_text())["features"]
    assert incident["properties"]["n_reports"] == 1
    record = json.loads((output / "run.json").read_text())
    assert [item["doc_id"] for item in record["inputs"]] == ["clash.txt", "copy.txt"]


def test_published_dates_the_weekday(articles: Path) -> None:
    build(articles)
    output = articles.parent / "out"
    (undated,) = json.loads((output / "incidents.geojson").read_text())["features"]
    assert undated["properties"]["event_date"] is None
    build(articles, "--published", "2024-03-06")
    (dated,) = json.loads((output / "incidents.geojson").read_text())["features"]
    assert dated["properties"]["event_date"] == "2024-03-04"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", b"\x00\x01\x02\xff", "binary"),
        ("latin.txt", b"caf\xe9 in Timbuktu", "UTF-8"),
        ("long.txt", b"x" * 20_000_000, "20 MB"),
        ("scan.pdf", b"%PDF-1.7", "format"),
    ],
)
def test_a_bad_file_is_named_and_the_rest_is_mapped(
    articles: Path, name: str, content: bytes, message: str
) -> None:
    (articles / name).write_bytes(content)
    result, output = build(articles)
    assert result.exit_code == 1
    assert name in result.stderr
    assert message in result.stderr
    record = json.loads((output / "run.json").read_text())
    assert record["counts"]["documents"] == 1
    assert [Path(problem["path"]).name for problem in record["problems"]] == [name]


def test_a_missing_folder_is_named_and_the_rest_is_mapped(articles: Path) -> None:
    result, output = build(articles, articles.parent / "none")
    assert result.exit_code == 1
    assert "none: no such file or folder" in result.stderr
    assert (output / "map.html").exists()


def test_nothing_readable_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    result, output = build(tmp_path / "articles")
    assert result.exit_code == 1
    assert "the folder is empty" in result.stderr
    assert not output.exists()


def test_old_files_survive_a_run_without_articles(articles: Path) -> None:
    _, output = build(articles)
    before = (output / "map.html").read_bytes()
    (articles / "clash.txt").write_text("")
    build(articles)
    assert (output / "map.html").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("build",),
        ("build", "x", "--published", "yesterday"),
        ("build", "x", "--min-confidence", "2"),
        ("map",),
    ],
)
def test_misuse_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    assert geomap(*arguments).exit_code == 2


def test_hostile_text_and_names_are_only_text(articles: Path) -> None:
    name = 'it\'s "quoted"\n{{ 7 * 7 }}<b>.txt'
    (articles / name).write_text(HOSTILE)
    result, output = build(articles, "--title", "</title>{{ 7 * 7 }}{% if %}")
    assert result.exit_code == 0
    page = (output / "map.html").read_text()
    assert "<img src=x" not in page
    assert "<b>.txt" not in page
    assert "49" not in page.partition("<title>")[2].partition("</title>")[0]
    assert str(Path.cwd()) not in page
    documents = {
        doc["doc_id"] for doc in json.loads((output / "run.json").read_text())["inputs"]
    }
    assert name in documents


def test_explain_shows_reasons_and_obeys_no_escape(articles: Path) -> None:
    path = articles / "clash.txt"
    path.write_text(CLASH.replace("villagers", "\x1b[31mvillagers\u202e"))
    result = geomap("explain", path)
    assert result.exit_code == 0
    assert "“Timbuktu” (place) → Timbuktu" in result.stdout
    assert "killed: 5" in result.stdout
    assert "INCIDENTS" in result.stdout
    assert "  events: 1" in result.stdout
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_geoparse_finds_or_takes_the_mentions(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    start = CLASH.index("Timbuktu")
    document = {
        "doc_id": "a",
        "text": CLASH,
        "mentions": [{"start": start, "end": start + len("Timbuktu")}],
    }
    source.write_text(json.dumps(document) + "\n\n")
    for options in ((), ("--gold-spans",)):
        assert geomap("geoparse", source, "-o", target, *options).exit_code == 0
        ((mention,),) = [row["mentions"] for row in lines(target)]
        assert mention["text"] == "Timbuktu"
        assert mention["country_code"] == "ML"
        assert (mention["start"], mention["kind"]) == (start, "place")


def test_extract_gives_events_and_incidents(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    row = {"doc_id": "a", "text": CLASH, "published": "2024-03-06"}
    source.write_text(json.dumps(row))
    assert geomap("extract", source, "-o", target).exit_code == 0
    (found,) = lines(target)
    (event,), (incident,) = found["events"], found["incidents"]
    assert CLASH[event["start"] : event["end"]] == "killed"
    assert incident["fatalities"] == 5
    assert incident["event_date"] == "2024-03-04"
    assert incident["spans"] == [{"start": 0, "end": len(CLASH.strip())}]
    assert found["uncertain"] == []


def test_extract_parts_what_is_too_doubtful(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"doc_id": "a", "text": CLASH}))
    result = geomap("extract", source, "-o", target, "--min-confidence", 1)
    assert result.exit_code == 0
    (found,) = lines(target)
    assert len(found["incidents"]) + len(found["uncertain"]) == 1
    assert all(row["confidence"] < 1 for row in found["uncertain"])


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"text": "x"}', '{"doc_id": "a", "text": 1}']
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"doc_id": "a", "text": ""}\n' + line)
    result = geomap("geoparse", source, "-o", tmp_path / "out.jsonl")
    assert result.exit_code != 0
    assert "line 2" in str(result.exception)
    assert not (tmp_path / "out.jsonl").exists()


def test_the_command_reference_is_what_the_commands_say() -> None:
    assert (ROOT / "docs/reference/commands.md").read_text() == reference()
