from pathlib import Path

import pytest
from typer.testing import CliRunner

from geomap.cli.gazetteer import app

runner = CliRunner()


def test_lookup_shows_a_table() -> None:
    result = runner.invoke(app, ["lookup", "Moscow region", "--limit", "1"])
    head, row = result.output.splitlines()
    assert result.exit_code == 0
    assert head.split() == [
        "score",
        "place",
        "in",
        "code",
        "people",
        "lon",
        "lat",
        "id",
        "matched",
    ]
    assert "Moscow Oblast" in row
    assert "524925" in row


def test_lookup_of_nothing_fails_inertly() -> None:
    result = runner.invoke(app, ["lookup", "\x1b[31mXqzzyplonk"])
    assert result.exit_code == 1
    assert "\x1b" not in result.output


def test_reverse_names_divisions_and_towns() -> None:
    result = runner.invoke(app, ["reverse", "76.9", "43.25"])
    assert "in: Almaty, Kazakhstan" in result.output
    assert "1526384" in result.output
    at_sea = runner.invoke(app, ["reverse", "--", "-140", "-40"])
    assert at_sea.output.strip() == "in: no known outline"


@pytest.mark.parametrize("position", [("181", "0"), ("0", "-91"), ("x", "0")])
def test_reverse_refuses_what_is_off_the_globe(position: tuple[str, str]) -> None:
    assert runner.invoke(app, ["reverse", "--", *position]).exit_code == 2


def test_info_counts() -> None:
    result = runner.invoke(app, ["info"])
    assert "geonames, CC-BY-4.0" in result.output
    assert "historic" in result.output
    scripts = result.output.partition("names by script")[2].split()
    assert scripts[1] == "latin"
    assert {"cyrillic", "arabic", "cjk", "ethiopic"} < set(scripts)


def test_export_opens_with_names_and_outlines(tmp_path: Path) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    target = tmp_path / "ml.gpkg"
    result = runner.invoke(app, ["export", str(target), "--country", "ML"])
    places = pyogrio.read_dataframe(target, layer="places")
    areas = pyogrio.read_dataframe(target, layer="areas")
    assert f"{len(places):,} places" in result.output
    bamako = places[places["name"] == "Bamako"]
    assert "бамако" in "|".join(bamako["names"])
    assert "Mali" in set(areas["name"])
    assert areas.geometry.is_valid.all()


def test_build_reports_what_it_left_out(tmp_path: Path) -> None:
    overlay, target = tmp_path / "mine.csv", tmp_path / "mine.sqlite"
    overlay.write_text("name,lat,lon\nCamp 12,10,20\nNowhere,99,0\n")
    arguments = ["build", "--overlay", str(overlay), "-o", str(target)]
    result = runner.invoke(app, arguments)
    assert result.exit_code == 1
    assert "1 places" in result.output
    assert "mine.csv, line 3" in result.output
    again = runner.invoke(app, ["lookup", "Camp 12", "--gazetteer", str(target)])
    assert "overlay:mine:camp-12" in again.output
