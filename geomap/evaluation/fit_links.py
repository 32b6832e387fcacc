"""`python -m geomap.evaluation.fit_links`: fit how events are linked to places.

It writes `geomap/lexicon/data/link_weights.tsv`, from nothing but sentences whose
verbs people linked to places. One sentence in ten is held out, as measuring has it.
Rows whose source is "ours" stand: their features never apply to such sentences.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .. import lexicon
from ..extraction.link_features import FEATURES, Link
from ..extraction.links import WeightRow
from ..language import analyze
from ..pipeline import Stages, load_stages
from .event_corpora import LinkedSentence, linked_sentence, read_rows
from .event_links import is_held_out, links_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

TABLE = Path(__file__).parents[1] / "lexicon" / "data" / "link_weights.tsv"

STEPS = 15
"""Newton steps; the fit converges in about eight."""

RIDGE = 1.0
"""Penalty on squared weights, the bias excepted."""


def fit(links: Sequence[Link], is_right: Sequence[bool]) -> list[float]:
    """Return the bias and the weight of each feature: a logistic regression.

    Newton's method (Hastie et al. 2009, section 4.4.1) with a ridge. Needs numpy.
    """
    import numpy as np

    rows = [[1.0, *(feature(link) for feature in FEATURES)] for link in links]
    values: NDArray[np.float64] = np.array(rows)
    wanted = np.array(is_right, float)
    penalty = np.diag([0.0] + [RIDGE] * len(FEATURES))
    weights = np.zeros(values.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-values @ weights))
        gradient = values.T @ (chance - wanted) + penalty @ weights
        spread = (chance * (1 - chance))[:, None]
        weights -= np.linalg.solve(values.T @ (values * spread) + penalty, gradient)
    return [float(weight) for weight in weights]


def examples(
    sentences: Sequence[LinkedSentence], stages: Stages
) -> tuple[list[Link], list[bool]]:
    """Return the links of each verb, and whether people drew them too."""
    links, is_right = [], []
    for sentence in sentences:
        for link in links_of(sentence, analyze(sentence.document), stages):
            span = link.site.toponym.mention.span
            links.append(link)
            is_right.append(
                any(
                    span.start < end and first < span.end
                    for first, end in sentence.places
                )
            )
    return links, is_right


def write(weights: Sequence[float], source: str, path: Path = TABLE) -> None:
    """Write the table of weights; rows that are "ours" stay as they are."""
    kept = {
        row.feature: row
        for row in lexicon.load("link_weights", WeightRow)
        if row.source == "ours"
    }
    names = ["bias", *(feature.__name__ for feature in FEATURES)]
    rows = [
        kept.get(name, WeightRow(name, f"{weight:.2f}", source))
        for name, weight in zip(names, weights, strict=True)
    ]
    lines = ["\t".join(row) for row in (WeightRow._fields, *rows)]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, metavar="EVENT_LOCATION.jsonl")
    parser.add_argument("--table", type=Path, default=TABLE)
    arguments = parser.parse_args()
    marked = [
        linked_sentence(row, i) for i, row in enumerate(read_rows(arguments.corpus))
    ]
    learned = [sentence for sentence in marked if not is_held_out(sentence)]
    fitted = fit(*examples(learned, load_stages()))
    write(fitted, f"fitted on {len(learned)} annotated sentences", arguments.table)
