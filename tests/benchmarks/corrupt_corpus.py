"""Corrupt a corpus: `python tests/benchmarks/corrupt_corpus.py HOW IN.jsonl OUT.jsonl`.

HOW is `noise` (3 % of the letters replaced, as by optical character recognition),
`upper` or `lower`. Spans stay where they are, so `geomap evaluate OUT.jsonl` tells
what the corruption costs.
"""

import argparse
import json
import random
import string
from collections.abc import Callable, Mapping
from pathlib import Path

NOISE = 0.03


def noisy(text: str) -> str:
    """Return a text with some letters replaced by others of the same case."""
    draw = random.Random(len(text))  # noqa: S311 -- repeatable, not secret
    return "".join(
        draw.choice(_letters(letter))
        if letter.isalpha() and draw.random() < NOISE
        else letter
        for letter in text
    )


def _letters(letter: str) -> str:
    return string.ascii_lowercase if letter.islower() else string.ascii_uppercase


def letter_by_letter(change: Callable[[str], str]) -> Callable[[str], str]:
    """Return a change that leaves alone what it would lengthen ("ß")."""
    return lambda text: "".join(
        changed if len(changed := change(letter)) == 1 else letter for letter in text
    )


HOW: Mapping[str, Callable[[str], str]] = {
    "noise": noisy,
    "upper": letter_by_letter(str.upper),
    "lower": letter_by_letter(str.lower),
}


def main() -> None:
    """Read a corpus, corrupt its texts, write it."""
    parser = argparse.ArgumentParser(description="Corrupt a corpus.")
    parser.add_argument("how", choices=sorted(HOW))
    parser.add_argument("corpus", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    with (
        options.corpus.open(encoding="utf-8") as lines,
        options.output.open("w", encoding="utf-8") as output,
    ):
        for line in lines:
            row = json.loads(line)
            row["text"] = HOW[options.how](row["text"])
            for mention in row["mentions"]:
                mention["text"] = row["text"][mention["start"] : mention["end"]]
            output.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
