"""Numbers as news writes them, and what must not be taken for one."""

import pytest
from hypothesis import given, strategies as st

from geomap.extraction.sentence.numbers import NumberRange, find_numbers, parse_number


@pytest.mark.parametrize(
    ("text", "best", "low", "high"),
    [
        ("seven", 7, 7, 7),
        ("Twenty four", 24, 24, 24),
        ("TWENTY-ONE", 21, 21, 21),
        ("one hundred and five", 105, 105, 105),
        ("two hundred and five thousand", 205_000, 205_000, 205_000),
        ("2,500", 2500, 2500, 2500),
        ("2.500", 2500, 2500, 2500),
        ("12 000", 12_000, 12_000, 12_000),
        ("1.5 million", 1_500_000, 1_500_000, 1_500_000),
        ("half a million", 500_000, 500_000, 500_000),
        ("half a dozen", 6, 6, 6),
        ("a dozen", 12, 12, 12),
        ("three lakh", 300_000, 300_000, 300_000),
        ("several", 3, 3, 9),
        ("a few", 3, 2, 9),
        ("dozens", 12, 12, 99),
        ("scores", 20, 20, 99),
        ("hundreds", 100, 100, 999),
        ("thousands", 1000, 1000, 9999),
        ("several hundred", 300, 300, 999),
        ("tens of thousands", 10_000, 10_000, 99_999),
        ("at least 50", 50, 50, None),
        ("more than a hundred", 100, 100, None),
        ("50+", 50, 50, None),
        ("one or more", 1, 1, None),
        ("up to 30", None, None, 30),
        ("nearly 200", None, None, 200),
        ("about 2,500", 2500, None, None),
        ("40 or so", 40, None, None),
        ("five to 10", 5, 5, 10),
        ("20–30", 20, 20, 30),
        ("between five and 10", 5, 5, 10),
    ],
)
def test_reads_number(
    text: str, best: int | None, low: int | None, high: int | None
) -> None:
    assert parse_number(text) == NumberRange(best, low, high)


@pytest.mark.parametrize(
    "text", ["", "no one", "second", "nine to 5", "two and three", "about", "2.5", "a"]
)
def test_refuses_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("748 officers were hurt and 18 killed", ["748", "18"]),
        ("the toll rose from five to 10", ["five", "10"]),
        ("five to 10 farmers", ["five to 10"]),
        ("A 28-year-old man, aged 28, and 3 others", ["3"]),
        ("one of two shells landed 20 km away", ["one", "two"]),
        ("five to 10 km along Route 6", []),
        ("two days later, at 10:30 or 7 p.m.", []),
        ("$5 million, 20%, 30 percent, 2.5 metres", []),
        ("an AK-47, the 1000 block, the 3rd", []),
        ("No one died", []),
        ("call 504-522-1111", []),
        ("Nobody counted; 3,400 fled.", ["3,400"]),
    ],
)
def test_finds_what_may_count_people(text: str, found: list[str]) -> None:
    assert [text[number.start : number.end] for number in find_numbers(text)] == found


@given(st.integers(0, 999_999_999))
def test_digits_mean_themselves(number: int) -> None:
    exact = NumberRange(number, number, number)
    assert parse_number(str(number)) == exact
    assert parse_number(f"{number:,}") == exact


@given(st.text(st.sampled_from("0123456789 ,.-hundredmiloatwy"), max_size=60))
def test_found_numbers_lie_in_order(text: str) -> None:
    ends = [0]
    for number in find_numbers(text):
        assert ends[-1] <= number.start < number.end <= len(text)
        ends.append(number.end)
