"""`python -m geomap.evaluation.fit_links`: fit how events are linked to places.

It writes `link_weights.tsv` and `link_cues.tsv` of `geomap/lexicon/data/`, from
nothing but sentences whose verbs people linked to places. One sentence in ten is
held out, as measuring has it. Rows whose source is "ours" stand: their features
never apply to such sentences. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from .. import lexicon
from ..extraction.arguments.place.context import Link
from ..extraction.arguments.place.link_cues import cues
from ..extraction.arguments.place.link_features import FEATURES
from ..extraction.arguments.place.links import CueRow, WeightRow
from ..language import analyze
from ..pipeline import Stages, load_stages
from .event_corpora import LinkedSentence, linked_sentence, read_rows
from .event_links import is_held_out, links_of

DATA = Path(__file__).parents[1] / "lexicon" / "data"
BIAS = "bias"

INVERSE_PENALTY = 0.4
"""Of the L1 penalty; the best of 0.2 to 1 in cross-validation over five folds."""

MIN_LINKS = 10
"""A cue in fewer links than this is not weighed."""

MIN_WEIGHT = 0.05
_SEPARATOR = "\t"


def fit(links: Sequence[Link], is_right: Sequence[bool]) -> dict[str, float]:
    """Return the weight of each feature and cue by its name, and of the bias.

    A logistic regression with an L1 penalty (Hastie et al. 2009, section 4.4.4),
    which leaves most cues without a weight.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    said = [{_SEPARATOR.join(cue): 1.0 for cue in cues(link)} for link in links]
    frequent = Counter(cue for found in said for cue in found)
    rows = [
        {feature.__name__: feature(link) for feature in FEATURES}
        | {cue: 1.0 for cue in found if frequent[cue] >= MIN_LINKS}
        for link, found in zip(links, said, strict=True)
    ]
    table = DictVectorizer()
    values = table.fit_transform(rows)
    values.indices = values.indices.astype("int32")  # liblinear takes no longer ones
    values.indptr = values.indptr.astype("int32")
    model = LogisticRegression(
        C=INVERSE_PENALTY, l1_ratio=1, solver="liblinear", random_state=0
    )
    model.fit(values, is_right)
    weights = map(float, model.coef_[0])
    return {
        BIAS: float(model.intercept_[0]),
        **dict(zip(table.get_feature_names_out(), weights, strict=True)),
    }


def examples(
    sentences: Sequence[LinkedSentence], stages: Stages
) -> tuple[list[Link], list[bool]]:
    """Return the links of each verb, and whether people drew them too.

    They did where most of the name is in a span of theirs.
    """
    links, is_right = [], []
    for sentence in sentences:
        for link in links_of(sentence, analyze(sentence.document), stages):
            span = link.site.toponym.mention.span
            shared = sum(
                max(0, min(span.end, end) - max(span.start, first))
                for first, end in sentence.places
            )
            links.append(link)
            is_right.append(shared > (span.end - span.start) / 2)
    return links, is_right


def write(weights: Mapping[str, float], source: str, folder: Path = DATA) -> None:
    """Write both tables of weights; rows that are "ours" stay as they are."""
    kept = {
        row.feature: row
        for row in lexicon.load("link_weights", WeightRow)
        if row.source == "ours"
    }
    measured = [
        kept.get(name, WeightRow(name, f"{weights[name]:.2f}", source))
        for name in (BIAS, *(feature.__name__ for feature in FEATURES))
    ]
    told = [
        CueRow(cue, words, f"{weight:.2f}", source)
        for name, weight in weights.items()
        for cue, _, words in [name.partition(_SEPARATOR)]
        if words and abs(weight) >= MIN_WEIGHT
    ]
    for name, header, rows in (
        ("link_weights", WeightRow._fields, measured),
        ("link_cues", CueRow._fields, told),
    ):
        lines = ["\t".join(row) for row in (header, *rows)]
        path = folder / f"{name}.tsv"
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, metavar="EVENT_LOCATION.jsonl")
    parser.add_argument("--folder", type=Path, default=DATA)
    arguments = parser.parse_args()
    marked = [
        linked_sentence(row, i) for i, row in enumerate(read_rows(arguments.corpus))
    ]
    learned = [sentence for sentence in marked if not is_held_out(sentence)]
    fitted = fit(*examples(learned, load_stages()))
    write(fitted, f"fitted on {len(learned)} annotated sentences", arguments.folder)
