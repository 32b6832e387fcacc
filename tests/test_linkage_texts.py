"""Short articles of several outlets, read and joined by the whole pipeline."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geomap.ingest import document_from_text
from geomap.linkage import link
from geomap.pipeline import Stages, load_stages, report_on
from geomap.records import Realis

GOLD = Path(__file__).parent / "gold"


def rows(name: str) -> list[dict[str, Any]]:
    lines = (GOLD / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


STORIES = rows("story_texts.jsonl")
ARTICLES = rows("retold_texts.jsonl")


@pytest.fixture(scope="module")
def stages() -> Stages:
    return load_stages()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["story"])
def test_articles_join_as_told(story: dict[str, Any], stages: Stages) -> None:
    events = [
        event
        for report in story["reports"]
        for event in report_on(
            document_from_text(
                report["doc"],
                report["text"],
                published=report["published"]
                and date.fromisoformat(report["published"]),
            ),
            stages,
        ).events
    ]
    documents = [
        sorted({event.trigger.document_id for event in incident.events})
        for incident in link(events, stages.gazetteer)
    ]
    reported = {document_id for ids in documents for document_id in ids}
    assert reported == {report["doc"] for report in story["reports"]}
    assert [ids for ids in documents if len(ids) > 1] == story["joined"]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["article"])
def test_an_article_tells_each_happening_once(
    article: dict[str, Any], stages: Stages
) -> None:
    published = date.fromisoformat(article["published"])
    document = document_from_text("a", article["text"], published=published)
    incidents = link(report_on(document, stages).events, stages.gazetteer)
    tolls = [
        {
            name: count.best
            for name in ("killed", "wounded")
            if (count := getattr(incident, name)) is not None
        }
        for incident in incidents
        if incident.realis is Realis.ACTUAL
    ]
    assert tolls == article["incidents"]
