"""Small texts of the kinds that mislead, each with the incidents it is to map.

`gold/coded/cases.jsonl` has at least ten cases of each of 24 kinds of fault. About
half of them are traps: what looks like the fault there is an incident of its own, or
the other way round. A case holds if every incident that it expects is on the map, with
the type, place, date and counts that the case gives, and nothing else is but what it
allows. `killed`, `wounded` and `arrests` that a case does not give are not asked.

Which cases hold is frozen in `gold/coded/cases_holding.txt`. This prints them anew::

    python tests/test_cases.py > tests/gold/coded/cases_holding.txt
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geomap.evaluation.coded import LETTERS
from geomap.evaluation.dots import Dot, dots_of
from geomap.geo import great_circle_km
from geomap.ingest import document_from_text
from geomap.pipeline import Stages, load_stages

Case = Mapping[str, Any]
Expected = Mapping[str, Any]

CODED = Path(__file__).parent / "gold" / "coded"
HOLDING = CODED / "cases_holding.txt"
COUNTS = {"killed": "fatalities", "wounded": "injuries", "arrests": "arrests"}
KINDS = 24
EACH = 10


def read_cases() -> Iterator[Case]:
    with (CODED / "cases.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


CASES = list(read_cases())


@pytest.fixture(scope="module")
def stages() -> Stages:
    return load_stages()


def dots_of_case(case: Case, stages: Stages) -> list[Dot]:
    published = date.fromisoformat(case["published"])
    document = document_from_text(case["id"], case["text"], published=published)
    return dots_of(document, stages)


def is_near(dot: Dot, expected: Expected) -> bool:
    """Tell whether a dot is of an accepted type, and near enough to the place."""
    position = expected["lon"], expected["lat"]
    return (
        dot.event_type in {LETTERS[letter] for letter in expected["types"]}
        and great_circle_km(dot.position, position) <= expected["km"]
    )


def is_as_told(dot: Dot, expected: Expected) -> bool:
    """Tell whether a dot has the date and the counts that are expected, if any are."""
    return dot.day.startswith(expected.get("date", "")) and all(
        (dot.row[name] or 0) == expected[count]
        for count, name in COUNTS.items()
        if count in expected
    )


def faults(case: Case, dots: Sequence[Dot]) -> list[str]:
    """Return what a case's dots lack, and which of them are too many."""
    left, missing = list(dots), []
    for expected in case["expect"]:
        hits = (d for d in left if is_near(d, expected) and is_as_told(d, expected))
        if hit := next(hits, None):
            left.remove(hit)
        else:
            missing.append(f"missing: {expected}")
    extra = [d for d in left if not any(is_near(d, may) for may in case["allow"])]
    return missing + [f"too much: {dot}" for dot in extra]


def faults_of_all(stages: Stages) -> dict[str, list[str]]:
    return {case["id"]: faults(case, dots_of_case(case, stages)) for case in CASES}


def frozen() -> set[str]:
    return set(HOLDING.read_text(encoding="utf-8").split())


def ids_of(cases: Iterable[Case]) -> list[str]:
    return [case["id"] for case in cases]


def holding(found: Mapping[str, Sequence[str]]) -> list[str]:
    return [name for name, missed in found.items() if not missed]


def test_cases_flip_only_on_purpose(stages: Stages) -> None:
    found = faults_of_all(stages)
    fallen = {name: found[name] for name in sorted(frozen()) if found[name]}
    assert not fallen, f"these held and do no more: {json.dumps(fallen, indent=2)}"
    risen = [name for name in holding(found) if name not in frozen()]
    assert not risen, f"these hold now; list them in {HOLDING.name}: {risen}"


def test_a_dot_too_many_and_a_wrong_count_are_faults(stages: Stages) -> None:
    text = "A bomb killed two men in Homs on 3 May 2019."
    homs = {"types": "E", "lat": 34.73, "lon": 36.72, "km": 25, "killed": 2}
    case = {"id": "own", "text": text, "published": "2019-05-04", "expect": [homs]}
    case["allow"] = []
    dots = dots_of_case(case, stages)
    assert faults(case, dots) == []
    assert len(faults(case | {"expect": []}, dots)) == 1
    assert faults(case | {"expect": [], "allow": [homs]}, dots) == []
    for wrong in ({"killed": 3}, {"types": "D"}, {"lon": 40.0}, {"date": "2019-05-04"}):
        missing, extra = faults(case | {"expect": [homs | wrong]}, dots)
        assert missing.startswith("missing"), wrong
        assert extra.startswith("too much"), wrong


def test_every_kind_has_cases_and_traps() -> None:
    assert len(set(ids_of(CASES))) == len(CASES)
    assert frozen() <= set(ids_of(CASES))
    kinds = {f"k{number:02d}" for number in range(1, KINDS + 1)}
    times = Counter(case["id"][:3] for case in CASES)
    assert set(times) == kinds
    assert {kind: n for kind, n in times.items() if n < EACH} == {}
    traps = Counter(case["id"][:3] for case in CASES if case["trap"])
    assert {kind: traps[kind] for kind in kinds if traps[kind] < EACH // 2} == {}


if __name__ == "__main__":
    sys.stdout.writelines(f"{name}\n" for name in holding(faults_of_all(load_stages())))
