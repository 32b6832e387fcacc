"""Dates as news writes them, read against the day of publication."""

import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, strategies as st

from geomap.ingest import document_from_text
from geomap.language import analyze
from geomap.records import (
    Analysis,
    Block,
    BlockKind,
    DatePrec,
    Document,
    Sentence,
    Span,
    When,
)
from geomap.when import (
    Dating,
    find_dates,
    find_whens,
)

ANCHOR = date(2022, 1, 6)


GOLD = Path(__file__).parent / "gold" / "dates.tsv"


class Case(NamedTuple):
    """One sentence of the gold set, and the only date in it."""

    anchor: str
    language: str
    text: str
    words: str
    first: str
    last: str
    prec: str


CASES = [
    Case(*line.split("\t"))
    for line in GOLD.read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_reads_gold_date(case: Case) -> None:
    [found] = find_dates(
        case.text, anchor=date.fromisoformat(case.anchor), language=case.language
    )
    reading = found.reading
    assert case.text[found.start : found.end] == case.words
    assert (str(reading.first), str(reading.last)) == (case.first, case.last)
    assert reading.prec == int(case.prec)


@pytest.mark.parametrize(
    "text", ["They may leave.", "He marched on.", "Sat down.", "On 31/02/2020", ""]
)
def test_finds_no_date(text: str) -> None:
    assert find_dates(text, anchor=ANCHOR) == []


def analysis_of(text: str) -> tuple[Analysis, Sentence]:
    sentence = Sentence(
        span=Span("d", 0, len(text)), first=0, last=0, block=BlockKind.BODY
    )
    document = Document(id="d", text=text)
    return Analysis(document=document, tokens=(), sentences=(sentence,)), sentence


def test_without_anchor_keeps_words_and_precision() -> None:
    [yesterday, year] = find_whens(
        *analysis_of("Hit yesterday, as in 2019."), anchor=None
    )
    assert (yesterday.first, yesterday.last) == (None, None)
    assert (yesterday.prec, yesterday.is_inferred) == (DatePrec.DAY, True)
    assert (year.first, year.is_inferred) == (date(2019, 1, 1), False)


def test_a_year_goes_with_the_event_it_names() -> None:
    text = (
        "Crowds met on Tuesday to mark the 1995 massacre in which 80 men were killed."
    )
    when = date_of(text, "massacre")
    assert when is not None
    assert when.first == date(1995, 1, 1)
    assert find_dates("He shot 1995 rebels.", anchor=ANCHOR) == []


def test_since_dates_no_other_sentence() -> None:
    text = "Shells fell on the market. Thousands have fled since Tuesday."
    assert date_of(text, "Shells") is None
    assert date_of(text, "fled") is not None


def test_what_came_since_a_date_is_not_of_that_date() -> None:
    text = "It was the worst attack since the army took power in July."
    assert date_of(text, "attack") is None


def test_a_month_keeps_its_year() -> None:
    (found,) = find_dates("Two million have fled since April 2019.", anchor=ANCHOR)
    assert found.reading.first == date(2019, 4, 1)


def date_of(text: str, trigger: str, **options: bool) -> When | None:
    """Return the date that an article of 6 January 2022 gives a trigger."""
    block = Block(span=Span("d", 0, len(text)), kind=BlockKind.BODY)
    document = Document(id="d", text=text, blocks=(block,), published=ANCHOR)
    analysis = analyze(document)
    start = text.index(trigger)
    span = Span("d", start, start + len(trigger))
    number = next(n for n, s in enumerate(analysis.sentences) if span in s.span)
    return Dating(analysis).of(number, [span], **options)


@pytest.mark.parametrize(
    ("text", "trigger", "first"),
    [
        ("A mine killed two on 3 January 2022.", "killed", "2022-01-03"),
        ("Gunmen came on Monday; on Tuesday they fled.", "fled", "2022-01-04"),
        ("Police said on Thursday that two died Monday.", "died", "2022-01-03"),
        ("They reported today that on 3 January two died.", "died", "2022-01-03"),
        ("It burned on Monday. Two people died. One fled.", "died", "2022-01-03"),
        ("Two people died. The mine exploded on Monday.", "died", "2022-01-03"),
        ("Two people died, police said on Wednesday.", "died", "2022-01-04"),
        ("The war began in 2014. Two died on Monday.", "began", "2014-01-01"),
        ("KABUL, 6 Jan 22 -- Two died on Monday.", "died", "2022-01-03"),
    ],
)
def test_event_takes_the_date_that_fits(text: str, trigger: str, first: str) -> None:
    when = date_of(text, trigger)
    assert when is not None
    assert str(when.first) == first


def test_date_of_another_sentence_is_inferred() -> None:
    text = "It burned on 3 January 2022. Two people died."
    own, borrowed = date_of(text, "burned"), date_of(text, "died")
    assert own is not None
    assert borrowed is not None
    assert (own.is_inferred, borrowed.is_inferred) == (False, True)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("It burned on 3 January. The following day two died.", "2022-01-04"),
        ("It burned on 3 January. Two died two days earlier.", "2022-01-01"),
        ("On 3 January it burned. Two died the same day.", "2022-01-03"),
        ("The next day two died.", "None"),
        ("It burned on the day before yesterday. Two died.", "2022-01-04"),
    ],
)
def test_shifted_date_counts_from_the_one_before(text: str, first: str) -> None:
    when = date_of(text, "died")
    assert when is not None
    assert str(when.first) == first


def test_total_borrows_no_date() -> None:
    text = "It burned on Monday. Forty have died."
    assert date_of(text, "died", may_borrow=False) is None
    own = date_of(text, "burned", may_borrow=False)
    assert own is not None
    assert own.first == date(2022, 1, 3)


def test_posts_of_a_live_blog_are_of_its_day() -> None:
    posts = "18:40 Shells hit Sumy.\n\n17:05 A blast in Kyiv on Tuesday killed two."
    for text, days in (
        (posts, {ANCHOR, date(2022, 1, 4)}),
        ("18:40 Shells hit Sumy.", set()),
    ):
        document = Document(id="d", text=text, language="en", published=ANCHOR)
        assert Dating(analyze(document)).days() == days


def test_total_over_a_stretch_is_on_no_day_told_nearby() -> None:
    text = "Shells hit Sumy on Tuesday. Since Monday 40 people have died."
    analysis = analyze(Document(id="d", text=text, language="en", published=ANCHOR))
    died = Span(document_id="d", start=text.index("died"), end=len(text) - 1)
    total = Dating(analysis).of(1, [died], may_borrow=False)
    assert total is not None
    assert (total.first, total.last) == (date(2022, 1, 3), ANCHOR)


def test_dates_ahead_are_for_what_is_planned() -> None:
    text = "They will march on Friday."
    assert date_of(text, "march") is None
    planned = date_of(text, "march", may_be_future=True)
    assert planned is not None
    assert planned.first == date(2022, 1, 7)


def test_document_without_dates_dates_nothing() -> None:
    assert date_of("Two people died.", "died") is None


VOCABULARY = """
5 31 may Jan. 2020 on the last week Monday to and between overnight - 3/4/20 ago
two days of will late night , yesterday weekend years in
"""


@given(
    st.lists(st.sampled_from(VOCABULARY.split()), max_size=12),
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
)
def test_dates_lie_in_order(words: list[str], anchor: date) -> None:
    text = " ".join(words)
    end = 0
    for found in find_dates(text, anchor=anchor):
        assert end <= found.start < found.end <= len(text)
        assert found.reading.first <= found.reading.last
        end = found.end


def test_many_dates_take_time_in_proportion() -> None:
    text = "Monday, 5 May 2020 " * 300
    start = time.process_time()
    assert len(find_dates(text, anchor=ANCHOR)) == 300
    assert time.process_time() - start < 5


def test_a_date_stays_in_its_report_of_a_digest() -> None:
    text = "LAGOS — Two died on 3 May 2021.\n\nBAMAKO — Ten soldiers fell."
    analysis = analyze(document_from_text("d", text))
    last = len(analysis.sentences) - 1
    start = text.index("fell")
    span = Span("d", start, start + len("fell"))
    assert Dating(analysis).of(last, [span]) is None
