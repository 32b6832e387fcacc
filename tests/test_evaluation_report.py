"""Running over a corpus of our own, its tables, and comparing runs."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geomap.cli import app
from geomap.evaluation import (
    Annotation,
    LabelledText,
    Outcome,
    Parsed,
    Profile,
    flipped,
    freeze,
    geoparse,
    outcomes,
    render_flipped,
    render_outcomes,
    render_scoreboard,
    resolve_marked,
    scoreboard,
)
from geomap.evaluation.cases import context_of, fits
from geomap.evaluation.convention import counted
from geomap.evaluation.events import evaluate_events
from geomap.pipeline import Stages, load_stages
from geomap.records import Place

TEXT = "Shells fell on Kyiv. Kazakh envoys flew from Paris, Texas, to Qwxburg."
GOLD = {  # name: position, GeoNames id
    "Kyiv": ((30.52, 50.45), 703448),
    "Kazakh": ((66.9, 48.0), 1522867),
    "Paris": ((2.35, 48.85), 2988507),
    "Qwxburg": ((-95.5, 33.6), None),
}


@pytest.fixture(scope="module")
def stages() -> Stages:
    return load_stages()


@pytest.fixture
def labelled() -> LabelledText:
    return LabelledText(
        id="a",
        text=TEXT,
        annotations=tuple(
            Annotation(
                start=TEXT.index(name),
                end=TEXT.index(name) + len(name),
                text=name,
                position=position,
                geonames_id=geonames_id,
            )
            for name, (position, geonames_id) in GOLD.items()
        ),
    )


def test_marked_spans_are_resolved(labelled: LabelledText, stages: Stages) -> None:
    (parsed,) = resolve_marked([labelled], stages)
    assert [p.text for p in parsed.predicted] == list(GOLD)
    assert parsed.predicted[0].geonames_id == 703448


def test_found_places_leave_demonyms_out(
    labelled: LabelledText, stages: Stages
) -> None:
    (parsed,) = geoparse([labelled], stages)
    found = {p.text for p in parsed.predicted}
    assert "Kyiv" in found
    assert "Kazakh" not in found


def test_verdicts_name_what_went_wrong(labelled: LabelledText, stages: Stages) -> None:
    (parsed,) = geoparse([labelled], stages)
    found = {case.text: case.verdict for case in outcomes(parsed)}
    assert found["Kyiv"] == "right"
    assert found["Texas"] == "spurious"
    assert found["Paris"] == "not in gazetteer"  # none in France is in Texas
    assert "Kazakh" not in found


def test_a_missed_name_and_a_wider_span() -> None:
    gold = Annotation(start=0, end=4, text="Homs", position=(36.72, 34.73))
    labelled = LabelledText(id="a", text="Homs city", annotations=(gold,))
    (case,) = outcomes(Parsed(labelled, ()))
    assert case == Outcome("a", 0, 4, "Homs", "missed")
    assert case.key == "a:0:4"


def test_the_scoreboard_holds_each_convention(
    labelled: LabelledText, stages: Stages
) -> None:
    parsed = resolve_marked([labelled], stages)
    board = scoreboard(parsed, Profile.OURS)
    assert board["exact F1"] == (1, 1, 1)
    assert board["accuracy@161, by id"].value == pytest.approx(2 / 3)
    table = render_scoreboard(parsed)
    assert table.splitlines()[0] == "|  | all | ours | ours_coords |"
    assert "| accuracy@161, by id |" in table


def test_conventions() -> None:
    def marked(text: str, kind: str, position: bool = True) -> Annotation:  # noqa: FBT001, FBT002
        where = (0.0, 0.0) if position else None
        return Annotation(start=0, end=9, text=text, type=kind, position=where)

    gold = [
        marked("Homs", "Literal"),
        marked("Russian", "Literal"),
        marked("the city", "Literal_Expression"),
        marked("Aleppo", "Embedded_Literal"),
        marked("Qwxburg", "Literal", position=False),
    ]
    names = {
        profile: [[a.text for a in part] for part in counted(gold, profile)]
        for profile in Profile
    }
    assert len(names[Profile.ALL][0]) == 5
    assert names[Profile.OURS] == [["Homs", "Qwxburg"], ["Russian", "Aleppo"]]
    assert names[Profile.OURS_COORDS] == [["Homs"], ["Russian", "Aleppo", "Qwxburg"]]


def test_flipped_cases_show_both_verdicts(tmp_path: Path) -> None:
    path = tmp_path / "frozen.json"
    before = [
        Outcome("a", 0, 4, "Homs", "right"),
        Outcome("a", 9, 13, "Hama", "missed"),
    ]
    freeze(before, path)
    assert flipped(before, path) == []
    after = [before[0]._replace(verdict="missed"), Outcome("b", 0, 1, "X", "spurious")]
    flips = flipped(after, path)
    assert [was for _, was in flips] == ["right", "absent"]
    assert "a:0:4 'Homs': right → missed" in render_flipped(flips)
    assert "Homs" not in path.read_text()


def test_tables_keep_hostile_names_in_their_cells() -> None:
    cases = [Outcome("a", 0, 1, "x|y\nz", "missed")]
    assert render_outcomes(cases).splitlines()[-1] == "| missed | 1 | x\\|y z |"


@pytest.mark.parametrize(
    ("country", "town", "share"),
    [
        ("Kenya", "Nairobi", 1.0),
        ("Scotland", "Glasgow", 1.0),  # a division stands for its country
        ("China", "Hong Kong", 1.0),
        ("Hong Kong", "Beijing", 0.0),
        ("Africa", "Nairobi", 0.0),  # a continent has no code
        ("Qwxland", "Nairobi", 0.0),
    ],
)
def test_countries_are_judged_as_coders_name_them(
    tmp_path: Path, stages: Stages, country: str, town: str, share: float
) -> None:
    row = {
        "title": f"Gunmen kill editor in {town}",
        "html": f"<p>Gunmen shot dead a newspaper editor in {town} on Monday.</p>",
        "published": "2021-05-04",
        "gold": {"country": country},
    }
    path = tmp_path / "hrdsattack_own.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    (figure,) = evaluate_events(path, stages)
    assert (figure.name, figure.value) == ("country", share)


def test_contexts_are_read_and_compared() -> None:
    context = context_of("A fire in [Aktau=KZ.09:PPL], {Kazakhstan}.", tier="STRONG")
    assert context.analysis.document.text == "A fire in Aktau, Kazakhstan."
    assert context.where == ("KZ.09:PPL", None)
    place = Place(
        id="1",
        name="Aktau",
        position=(51.2, 43.6),
        feature_class="P",
        feature_code="PPLA",
        country_code="KZ",
        admin1_code="09",
    )
    expectations = {"KZ.09:PPL": True, "KZ:P": True, ":": True, "RU:": False}
    assert {where: fits(place, where) for where in expectations} == expectations
    assert not fits(None, ":")


@pytest.mark.parametrize("options", [[], ["--gold-spans"]])
def test_the_command_prints_and_freezes(tmp_path: Path, options: list[str]) -> None:
    corpus, frozen = tmp_path / "corpus.jsonl", tmp_path / "frozen.json"
    mention = {"start": 15, "end": 19, "text": "Homs", "lat": 34.73, "lon": 36.72}
    row = {"doc_id": "a", "text": "Shells fell on Homs.", "mentions": [mention]}
    corpus.write_text(json.dumps(row))
    command = ["evaluate", str(corpus), "--freeze", str(frozen), *options]
    first = CliRunner().invoke(app, command)
    assert first.exit_code == 0
    assert "| exact F1 | 1.000 (1.000–1.000) |" in first.output
    assert json.loads(frozen.read_text()) == {"a:15:19": "right"}
    again = CliRunner().invoke(app, command)
    assert again.output == f"{first.output}\n0 cases changed\n"
