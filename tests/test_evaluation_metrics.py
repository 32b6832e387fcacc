"""The measures, by hand and against an independent scorer of the same definitions."""

import importlib.util
import json
import math
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from geomap.errors import IngestError
from geomap.evaluation import Annotation, Profile, read_corpus
from geomap.evaluation.convention import counted
from geomap.evaluation.metrics import (
    MAX_ERROR_KM,
    Score,
    Tally,
    bootstrap,
    match_exact,
    match_overlap,
    tally,
)

SCORER = Path(__file__).parents[2] / "shared" / "scorer" / "score.py"
MATCHERS = {"exact": match_exact, "overlap": match_overlap}
PLACES = [(43.25, 76.95, 1), (43.3, 76.9, 2), (51.1, 71.4, 3), (48.7, 44.5, None)]
WORDS = ["Almaty", "Russian", "the Kazakhs", "Homs"]
MISQUOTED = json.dumps(
    {"doc_id": 1, "text": "Homs", "mentions": [{"start": 1, "end": 4, "text": "Homs"}]}
)
TYPES = [None, "A.ADM1", "Homonym", "Embedded_Literal", "Demonym", "Literal"]


@st.composite
def mentions(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Return up to eight mentions of one text, as a corpus would hold them."""
    rows = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, 40))
        place = draw(st.none() | st.sampled_from(PLACES))
        lat, lon, geonames_id = place or (None, None, None)
        row = {"start": start, "end": start + draw(st.integers(1, 6))}
        row |= {"text": draw(st.sampled_from(WORDS)), "country_code": "KZ"}
        row |= {"lat": lat, "lon": lon, "geonames_id": geonames_id}
        rows.append(row | {"type": draw(st.sampled_from(TYPES))})
    return rows


def annotations(rows: list[dict[str, Any]]) -> list[Annotation]:
    return [
        Annotation(
            start=row["start"],
            end=row["end"],
            text=row["text"],
            position=None if row["lat"] is None else (row["lon"], row["lat"]),
            geonames_id=row["geonames_id"],
            type=row["type"],
        )
        for row in rows
    ]


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.exists():
        pytest.skip("the independent scorer is not beside the project")
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builtins.open", _closing_open)
        spec.loader.exec_module(module)
    return module


def _closing_open(path: str, *, encoding: str) -> Any:  # noqa: ANN401
    """Open a file as the scorer does, which leaves its word list open."""
    import io

    return io.StringIO(Path(path).read_text(encoding))


@pytest.mark.parametrize("match", MATCHERS)
@pytest.mark.parametrize("profile", Profile)
@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.tuples(mentions(), mentions()), min_size=1, max_size=4))
def test_agrees_with_the_independent_scorer(
    scorer: ModuleType,
    profile: Profile,
    match: str,
    texts: list[tuple[list[dict[str, Any]], list[dict[str, Any]]]],
) -> None:
    gold = {str(i): {"mentions": g} for i, (g, _) in enumerate(texts)}
    guess = {str(i): {"mentions": p} for i, (_, p) in enumerate(texts)}
    theirs = scorer.report(
        scorer.evaluate(gold, guess, profile.value, match, idmatch=True)
    )
    tallies = []
    for g, p in texts:
        scored, ignored = counted(annotations(g), profile)
        predicted = annotations(p)
        matcher = MATCHERS[match]
        tallies.append(
            tally(scored, predicted, ignored=ignored, matcher=matcher, by_id=True)
        )
    ours = Tally.total(tallies)
    assert ours.spans == (theirs["tp"], theirs["npred"], theirs["ngold"])
    assert ours.spans.f1 == pytest.approx(theirs["F1"], abs=5e-4)
    assert ours.end_to_end.f1 == pytest.approx(theirs["e2e161"]["F1"], abs=5e-4)
    assert len(ours.errors_km) == theirs["oracle"]["n"]
    if ours.errors_km:
        oracle = theirs["oracle"]
        assert ours.accuracy(25) == pytest.approx(oracle["acc@25"], abs=5e-4)
        assert ours.accuracy(161) == pytest.approx(oracle["acc@161"], abs=5e-4)
        assert ours.mean_km == pytest.approx(oracle["mean"], abs=5e-4)
        assert ours.median_km == pytest.approx(oracle["median"], abs=5e-4)
        assert ours.auc == pytest.approx(oracle["auc"], abs=5e-4, nan_ok=True)


def test_interval_agrees_with_the_independent_scorer(scorer: ModuleType) -> None:
    scores = [Score(i % 3, 3, 2 + i % 2) for i in range(20)]
    low, high = scorer.boot([tuple(s) for s in scores], scorer.f1_of)
    measure = bootstrap(scores, lambda score: score.f1)
    assert (measure.low, measure.high) == pytest.approx((low, high), abs=5e-4)


def test_end_to_end_needs_the_span_and_the_place() -> None:
    gold = [
        Annotation(start=0, end=4, text="Homs", position=(36.7, 34.7)),
        Annotation(start=9, end=13, text="Hama", position=(36.8, 35.1)),
        Annotation(start=20, end=25, text="Idlib", position=(36.6, 35.9)),
    ]
    guess = [
        Annotation(start=0, end=4, text="Homs", position=(36.7, 34.7)),
        Annotation(start=9, end=13, text="Hama", position=(0.0, 0.0)),
        Annotation(start=20, end=26, text="Idlib,", position=(36.6, 35.9)),
    ]
    exact = tally(gold, guess)
    assert exact.spans == (2, 3, 3)
    assert exact.end_to_end == (1, 3, 3)
    assert exact.errors_km[2] == MAX_ERROR_KM
    assert tally(gold, guess, matcher=match_overlap).end_to_end == (2, 3, 3)


def test_a_prediction_on_ignored_gold_counts_neither_way() -> None:
    ignored = [Annotation(start=0, end=7, text="Russian")]
    guess = [Annotation(start=0, end=7, text="Russian", position=(37.6, 55.8))]
    assert tally([], guess, ignored=ignored).spans == (0, 0, 0)
    assert tally([], guess).spans == (0, 1, 0)


def test_equal_ids_are_no_error_only_when_asked() -> None:
    gold = [Annotation(start=0, end=1, text="K", position=(66.9, 48.0), geonames_id=9)]
    guess = [Annotation(start=0, end=1, text="K", position=(76.9, 43.2), geonames_id=9)]
    assert tally(gold, guess, by_id=True).errors_km == (0.0,)
    assert tally(gold, guess).errors_km[0] > 900


def test_nothing_to_measure_is_not_an_error() -> None:
    empty = Tally.total([])
    assert empty.spans.f1 == empty.accuracy() == 0
    assert math.isnan(empty.mean_km)
    assert math.isnan(empty.median_km)
    assert math.isnan(empty.auc)
    assert bootstrap([], lambda score: score.f1) == (0, 0, 0)


def test_a_corpus_is_read_as_written(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    mention = {"start": 3, "end": 7, "text": "Homs", "lat": 34.7, "lon": 36.7}
    row = {"doc_id": 5, "text": "In Homs.", "date": "2016-02-03 10:00"}
    path.write_text(json.dumps(row | {"mentions": [mention]}) + "\n\n")
    (labelled,) = read_corpus(path)
    assert labelled.id == "5"
    assert str(labelled.published) == "2016-02-03"
    assert labelled.annotations[0].position == (36.7, 34.7)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        '{"doc_id": 1}',
        '{"doc_id": 1, "text": "Homs", "mentions": [{"start": 0}]}',
        MISQUOTED,
    ],
)
def test_a_malformed_corpus_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text(line)
    with pytest.raises(IngestError, match="line 1"):
        read_corpus(path)
