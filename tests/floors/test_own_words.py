"""No sentence of the measuring sets may stand in the project.

A line of ours may share a stock phrase with them ("was taken to a hospital, where");
three runs of eight words are a copy.
"""

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETS = ROOT.parent / "shared"
RUN = 8
COPY = 3
OURS = {".jsonl", ".md", ".py", ".tsv", ".txt"}
FOLDERS = ("docs", "gazetteer", "geomap", "tests")
WORD = re.compile(r"[^\W_]+")


def runs_of(text: str) -> set[str]:
    words = WORD.findall(text.lower())
    return {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


@functools.cache
def theirs() -> frozenset[str]:
    """Return the runs of words in every text of the measuring sets."""
    runs: set[str] = set()
    for folder in ("articles", "corpora", "daily", "events"):
        for path in sorted((SETS / folder).glob("*.jsonl")):
            with path.open(encoding="utf-8") as lines:
                texts = [v for line in lines for v in json.loads(line).values()]
            for text in texts:
                if isinstance(text, str):
                    runs |= runs_of(text)
    return frozenset(runs)


def lines_of_ours() -> Iterator[tuple[Path, str]]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in OURS and path.is_file():
                for line in path.read_text(encoding="utf-8").splitlines():
                    yield path.relative_to(ROOT), line


@pytest.mark.skipif(not SETS.is_dir(), reason="the measuring sets are not here")
def test_every_sentence_is_our_own() -> None:
    assert len(theirs()) > 1000
    copied = [
        (str(path), line[:100])
        for path, line in lines_of_ours()
        if len(runs_of(line) & theirs()) >= COPY
    ]
    assert copied == []
