"""`python -m geomap.evaluation.fit_mentions`: train the classifier of event mentions.

It writes the weights of `geomap/extraction/classify/` from texts whose mentions people
judged by reading, and from one-sentence news whose section says whether it is of
disasters. Only sets whose weights may ship are learned from. A third of the documents,
by a hash of their id, is held out and reported. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..extraction.classify.features import article_of, features_of
from ..extraction.classify.model import BIAS, WEIGHTS, Judgement, Weights
from ..extraction.extractor import RuleExtractor
from ..ingest import document_from_text
from ..language import analyze
from ..pipeline import Stages, load_stages
from ..records import Document
from .parts import is_held_out

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILES = {
    "articles": "articles/articles.jsonl",
    "daily": "daily/current_events_2025.jsonl",
    "trnews": "corpora/trnews.jsonl",
    "geovirus": "corpora/geovirus.jsonl",
    "gvdb_dev": "events/gvdb_dev.jsonl",
    "pitf_dev": "events/pitf_dev.jsonl",
    "muc4_dev": "events/muc4_dev.jsonl",
    "hrdsattack_dev": "events/hrdsattack_dev.jsonl",
    "own": "own_articles.jsonl",
}
"""The sets that weights may be learned from, beside the project."""


class Section(NamedTuple):
    """What a section of the daily news says of what it tells; None where nothing."""

    happened: bool | None
    is_disaster: bool | None


SECTIONS = {
    "Armed conflicts and attacks": Section(happened=True, is_disaster=False),
    "Disasters and accidents": Section(happened=True, is_disaster=True),
    "Law and crime": Section(happened=None, is_disaster=False),
    "Sports": Section(happened=False, is_disaster=None),
    "Arts and culture": Section(happened=False, is_disaster=None),
    "Business and economy": Section(happened=False, is_disaster=None),
    "Science and technology": Section(happened=False, is_disaster=None),
}
"""Weak labels: most of what a section of the daily news tells is so."""

NO_SECTION = Section(happened=None, is_disaster=None)

KEPT = 4
"""Of the sections where things happened every such one is learned from, for balance."""

NOTHING = {"why": "nothing", "kind": "-"}
"""What a case says by which nothing is expected."""

DAY = "2024-03-06"
"""The day that sentences of our own are read on."""

SPOKEN = ("Protests", "Statement")
INVERSE_PENALTY = 0.1
MIN_MENTIONS = 3
"""A feature of fewer mentions than this is not weighed."""

MIN_WEIGHT = 0.02


class Label(NamedTuple):
    """What people say of one candidate, as `tests/gold/coded/mentions.tsv` has it."""

    corpus: str
    doc: str
    start: str
    end: str
    why: str
    kind: str
    incident: str
    relation: str


class Example(NamedTuple):
    """The features of a mention, and the answers that are known of it."""

    document: str
    features: frozenset[str]
    answers: Mapping[str, bool]


def read_labels(path: Path) -> dict[tuple[str, str], dict[int, Label]]:
    """Return labels by corpus and document, and in it by where the trigger starts."""
    found: dict[tuple[str, str], dict[int, Label]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            label = Label(**row)
            found.setdefault((label.corpus, label.doc), {})[int(label.start)] = label
    return found


def answers_of(label: Label) -> dict[str, bool]:
    """Return what a label says of the classifier's questions; unasked ones missing."""
    happened = label.why == "happened"
    if not happened:
        return {"happened": False}
    return {
        "happened": True,
        "aftermath": label.relation == "aftermath",
        "background": label.relation == "background",
        "disaster": label.kind == "D",
    }


def examples(
    rows: Sequence[Mapping[str, object]],
    labels: Mapping[str, Mapping[int, Label]],
    stages: Stages,
) -> Iterator[Example]:
    """Yield the mentions of some documents with what is known of them."""
    extractor = RuleExtractor(stages.gazetteer)
    for row in rows:
        document = document_of(row)
        known = labels.get(document.id, {})
        section = section_of(row, document)
        if not known and section == NO_SECTION:
            continue
        analysis = analyze(document)
        mentions = stages.recognizer.recognize(analysis)
        toponyms = stages.resolver.resolve(analysis, mentions)
        article = article_of(analysis)
        for draft in extractor.drafts_of(analysis, toponyms):
            tokens = draft.happening.clause.words.tokens
            label = known.get(tokens[draft.happening.main.first].start)
            answers = answers_of(label) if label else {}
            if section.is_disaster is not None and draft.event_type not in SPOKEN:
                answers.setdefault("disaster", section.is_disaster)
            if section.happened is not None and not known:
                answers.setdefault("happened", section.happened)
            if answers:
                features = frozenset(features_of(draft, article))
                yield Example(part_of(row, document), features, answers)


def section_of(row: Mapping[str, object], document: Document) -> Section:
    """Return what a row's section says of it; of one too many only its disasters.

    Sentences of our own say by themselves whether they tell of what happened.
    """
    if "why" in row:
        happened = row["why"] == "happened"
        return Section(happened, row["kind"] == "D" if happened else None)
    section = SECTIONS.get(str(row.get("category")), NO_SECTION)
    is_kept = int(hashlib.sha256(document.id.encode()).hexdigest(), 16) % KEPT == 0
    if section.happened and not is_kept:
        return section._replace(happened=None)
    return section


def part_of(row: Mapping[str, object], document: Document) -> str:
    """Return what a document is held out by: the daily news by its day."""
    return str(row["published"]) if "category" in row else document.id


def has_text(row: Mapping[str, object]) -> bool:
    """Tell whether a row of a set holds a text, and no page of HTML."""
    return "text" in row


def document_of(row: Mapping[str, object]) -> Document:
    """Return a row of a set as a document."""
    published = row.get("published")
    return document_from_text(
        str(row.get("doc_id", row.get("id"))),
        str(row["text"]),
        title=str(row["title"]) if row.get("title") else None,
        published=date.fromisoformat(str(published)) if published else None,
    )


def fit(found: Sequence[Example], question: str) -> dict[str, float]:
    """Return the weight of each feature for one question, and the bias.

    A logistic regression with an L2 penalty.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    asked = [example for example in found if question in example.answers]
    frequent = Counter(name for example in asked for name in example.features)
    table = DictVectorizer()
    values = table.fit_transform(
        {n: 1.0 for n in sorted(e.features) if frequent[n] >= MIN_MENTIONS}
        for e in asked
    )
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=5000, random_state=0)
    model.fit(values, [example.answers[question] for example in asked])
    weights = dict(zip(table.get_feature_names_out(), model.coef_[0], strict=True))
    return {
        BIAS: float(model.intercept_[0]),
        **{n: float(w) for n, w in weights.items()},
    }


def probabilities(
    found: Sequence[Example], weights: Mapping[str, float]
) -> NDArray[np.float64]:
    """Return the probability of each example under weights: (examples,)."""
    import numpy as np

    scores = np.array(
        [weights[BIAS] + sum(weights.get(n, 0.0) for n in e.features) for e in found]
    )
    return np.asarray(1 / (1 + np.exp(-scores)))


def fit_all(found: Sequence[Example]) -> Weights:
    """Return the weights of every question, by feature."""
    columns = [fit(found, question) for question in Judgement._fields]
    names = {name for column in columns for name in column}
    return {
        name: Judgement(*(column.get(name, 0.0) for column in columns))
        for name in names
    }


def report(
    found: Sequence[Example], weights: Mapping[str, float], question: str
) -> str:
    """Return how well weights answer a question: one line."""
    from sklearn.metrics import average_precision_score, brier_score_loss

    asked = [example for example in found if question in example.answers]
    right = [example.answers[question] for example in asked]
    told = probabilities(asked, weights)
    share = sum((p > 1 / 2) == a for p, a in zip(told, right, strict=True)) / len(asked)
    return (
        f"{question:10} {len(asked):6} mentions, {sum(right) / len(right):.3f} yes: "
        f"right {share:.3f}, average precision "
        f"{average_precision_score(right, told):.3f}, Brier "
        f"{brier_score_loss(right, told):.3f}"
    )


def write(weights: Mapping[str, Mapping[str, float]], path: Path = WEIGHTS) -> None:
    """Write the weights of all questions; those that hardly count are left out."""
    names = {n for w in weights.values() for n, x in w.items() if abs(x) >= MIN_WEIGHT}
    lines = ["\t".join(("feature", *weights))]
    for name in sorted(names | {BIAS}):
        values = (f"{w.get(name, 0.0):.3f}" for w in weights.values())
        lines.append("\t".join((name, *values)))
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


def load_examples(shared: Path, labels: Path, stages: Stages) -> list[Example]:
    """Return the examples of every set that weights may be learned from."""
    known = read_labels(labels)
    found: list[Example] = []
    for corpus, rows in read_sets(shared, labels.parent):
        own = {doc: found for (c, doc), found in known.items() if c == corpus}
        found += examples(rows, own, stages)
    return found


def read_sets(
    shared: Path, own: Path
) -> Iterator[tuple[str, list[Mapping[str, object]]]]:
    """Yield the name and the rows of every set that may be learned from.

    `own` is the folder of the articles and sentences written for geomap.
    """
    for corpus, name in FILES.items():
        path = own / name if corpus == "own" else shared / name
        if path.is_file():
            with path.open(encoding="utf-8") as lines:
                yield corpus, list(filter(has_text, map(json.loads, lines)))
    with (own / "cases.jsonl").open(encoding="utf-8") as lines:
        cases = [{**case, "doc_id": case["id"]} for case in map(json.loads, lines)]
        yield "cases", [case if case["expect"] else case | NOTHING for case in cases]
    path = own / "sentences.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        yield "sentences", [{**r, "doc_id": r["id"], "published": DAY} for r in rows]


def main() -> None:
    """Train on two thirds of the documents, and report on the third."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, metavar="SETS")
    parser.add_argument("labels", type=Path, metavar="MENTIONS.tsv")
    arguments = parser.parse_args()
    found = load_examples(arguments.shared, arguments.labels, load_stages())
    learned = [e for e in found if not is_held_out(e.document)]
    held_out = [e for e in found if is_held_out(e.document)]
    weights = {}
    for question in Judgement._fields:
        weights[question] = fit(learned, question)
        print(report(held_out, weights[question], question))  # noqa: T201
    write(weights)


if __name__ == "__main__":
    main()
