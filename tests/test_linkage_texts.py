"""Short articles of several outlets, read and joined by the whole pipeline."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geomap.ingest import document_from_text
from geomap.linkage import link
from geomap.pipeline import Stages, load_stages, report_on

GOLD = Path(__file__).parent / "gold" / "story_texts.jsonl"
STORIES = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


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
