"""Our own labelled contexts: STRONG ones must all hold, others mostly."""

from pathlib import Path

import pytest

from geomap.evaluation.cases import LabelledContext, fits, read_contexts
from geomap.gazetteer import open_gazetteer
from geomap.records import Place
from geomap.resolution import load_resolver
from geomap.stages import Resolver

CASES = Path(__file__).parent / "gold" / "resolution_cases.tsv"
FLOORS = {"STRONG": 1.0, "MEDIUM": 0.85, "WEAK": 0.6}


def failures(context: LabelledContext, resolver: Resolver) -> list[str]:
    """Return each expectation of a context that does not hold."""
    toponyms = resolver.resolve(context.analysis, context.mentions)
    return [
        f"{toponym.mention.text} is {toponym.place}, not {where}: "
        f"{context.analysis.document.text}"
        for toponym, where in zip(toponyms, context.where, strict=True)
        if where is not None and not fits(toponym.place, where)
    ]


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return load_resolver(open_gazetteer())


@pytest.fixture(scope="module")
def contexts() -> list[LabelledContext]:
    return list(read_contexts(CASES))


def test_there_are_enough_and_each_asks_something(
    contexts: list[LabelledContext],
) -> None:
    texts = {context.analysis.document.text for context in contexts}
    assert len(texts) == len(contexts) >= 300
    assert all(any(context.where) for context in contexts)


@pytest.mark.parametrize("tier", FLOORS)
def test_contexts(
    tier: str, contexts: list[LabelledContext], resolver: Resolver
) -> None:
    failed = [failures(c, resolver) for c in contexts if c.tier == tier]
    held = sum(not each for each in failed) / len(failed)
    wrong = [failure for each in failed for failure in each]
    assert held >= FLOORS[tier], "\n".join(wrong)


def test_a_stand_in_may_be_accepted_instead_of_nil() -> None:
    place = Place(
        id="1",
        name="Jos",
        position=(8.9, 9.9),
        feature_class="P",
        feature_code="PPLA",
        country_code="NG",
    )
    assert [fits(place, where) for where in ("NIL", "NIL|NG", "NIL|CF")] == [
        False,
        True,
        False,
    ]
    assert fits(None, "NIL|NG")
