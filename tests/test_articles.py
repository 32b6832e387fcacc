"""Whole articles of many kinds: the incidents they tell, and no wrong dot.

`gold/articles/incidents.tsv` says what each article must give: type, position and
how far off it may lie, days, tolls; an empty cell asks nothing. A row with "-" as
its type asks for nothing either: something may be told there.
"""

import csv
import functools
from datetime import date
from pathlib import Path

import pytest

from geomap import pipeline
from geomap.geo import great_circle_km
from geomap.records import Count, Incident, Realis

ARTICLES = Path(__file__).parent / "gold/articles"
ROWS = list(
    csv.DictReader(
        (ARTICLES / "incidents.tsv").read_text().splitlines(), delimiter="\t"
    )
)
OPEN = frozenset((ARTICLES / "open.txt").read_text(encoding="utf-8").splitlines())
ASKED = [row for row in ROWS if row["event_type"] != "-"]


def name_of(row: dict[str, str]) -> str:
    return " ".join((row["article"], row["lat"], row["lon"], row["first"]))


@functools.cache
def stages() -> pipeline.Stages:
    return pipeline.load_stages()


@functools.cache
def incidents(article: str) -> tuple[Incident, ...]:
    """Return what an article says happened."""
    inputs, _ = pipeline.find_inputs([ARTICLES / article])
    run = pipeline.run(inputs, stages())
    return tuple(i for i in run.incidents if i.realis is Realis.ACTUAL)


def is_near(incident: Incident, row: dict[str, str]) -> bool:
    if incident.where is None:
        return False
    wanted = float(row["lon"]), float(row["lat"])
    return great_circle_km(incident.where.position, wanted) <= float(row["km"])


def is_day(found: date | None, wanted: str) -> bool:
    return not wanted or (found is not None and found.isoformat() == wanted)


def is_count(found: Count | None, wanted: str) -> bool:
    return not wanted or (found is not None and str(found.best) == wanted)


def meets(incident: Incident, row: dict[str, str]) -> bool:
    when = incident.when
    return (
        is_near(incident, row)
        and row["event_type"] in {"", incident.event_type}
        and is_day(when and when.first, row["first"])
        and is_day(when and when.last, row["last"])
        and is_count(incident.killed, row["killed"])
        and is_count(incident.wounded, row["wounded"])
    )


@pytest.mark.parametrize(
    "row", ASKED, ids=lambda row: f"{row['article']}-{row['lat']}-{row['killed']}"
)
def test_an_article_gives_its_incident(row: dict[str, str]) -> None:
    """Tell each incident; those still open are known, and must leave the list."""
    holds = any(meets(incident, row) for incident in incidents(row["article"]))
    assert holds == (name_of(row) not in OPEN)


@pytest.mark.parametrize(
    "article",
    sorted({path.name for path in ARTICLES.iterdir()} - {"incidents.tsv", "open.txt"}),
)
def test_an_article_gives_no_wrong_dot(article: str) -> None:
    rows = [row for row in ROWS if row["article"] == article]
    wrong = [
        (i.sub_event_type, i.where.place.name)
        for i in incidents(article)
        if i.where is not None
        if not any(is_near(i, row) for row in rows)
    ]
    assert wrong == []
