"""The share of the CPU time that each stage takes, beside what reading costs.

`GEOMAP_CORPUS=FILE.jsonl pytest -s tests/benchmarks/test_stage_shares.py` prints the
shares for the documents of your choice (one object with `text` per line); by default
these are short ones of our own, each of which tells of violence. A first
pass fills the caches; of the passes after it, the quickest counts for each stage.
"""

import json
import os
import time
from pathlib import Path

from geomap.ingest import document_from_text
from geomap.language import analyze
from geomap.linkage import link
from geomap.pipeline import Stages, load_stages
from geomap.records import Document

CORPUS = Path(
    os.environ.get(
        "GEOMAP_CORPUS", Path(__file__).parents[1] / "gold/events/local.jsonl"
    )
)
STAGES = ("language", "recognition", "resolution", "extraction", "linkage")
PASSES = 4
MOST_OF_READING = 1.0
"""Extraction may cost no more than finding the words and places it works on."""


def cpu_seconds(documents: list[Document], stages: Stages) -> dict[str, float]:
    """Return how long each stage takes for some documents, one by one."""
    taken = dict.fromkeys(STAGES, 0.0)
    for document in documents:
        clock = [time.process_time()]
        analysis = analyze(document)
        clock.append(time.process_time())
        mentions = stages.recognizer.recognize(analysis)
        clock.append(time.process_time())
        toponyms = stages.resolver.resolve(analysis, mentions)
        clock.append(time.process_time())
        events = stages.extractor.extract(analysis, toponyms)
        clock.append(time.process_time())
        link(events, stages.gazetteer)
        clock.append(time.process_time())
        for stage, start, end in zip(STAGES, clock, clock[1:], strict=False):
            taken[stage] += end - start
    return taken


def test_extraction_costs_no_more_than_reading() -> None:
    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    documents = [
        document_from_text(f"d{number}", json.loads(line)["text"])
        for number, line in enumerate(lines)
    ]
    stages = load_stages()
    cpu_seconds(documents, stages)
    passes = [cpu_seconds(documents, stages) for _ in range(PASSES)]
    least = {stage: min(taken[stage] for taken in passes) for stage in STAGES}
    total = sum(least.values())
    shares = {stage: f"{seconds / total:.0%}" for stage, seconds in least.items()}
    reading = least["language"] + least["recognition"] + least["resolution"]
    print(f"\n{shares}, {least['extraction'] / reading:.2f} of reading")  # noqa: T201
    assert least["extraction"] <= MOST_OF_READING * reading
