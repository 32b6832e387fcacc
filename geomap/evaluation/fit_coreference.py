"""`python -m geomap.evaluation.fit_coreference`: learn what joins events, and trust.

It writes `coreference_weights.tsv` (which events of a document tell of one happening)
and `confidence_weights.tsv` (how likely a dot for them is right) of
`geomap/lexicon/data/`. The first is learned from mentions that people judged by
reading, the second from the incidents that they coded in whole articles. Documents
that are held out are not learned from. Needs scikit-learn; run `fit_mentions` before.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from ..extraction.classify.model import BIAS
from ..extraction.extractor import RuleExtractor
from ..lexicon import load
from ..linkage import confidence, coreference
from ..linkage.coreference import pairing
from ..linkage.document import chains_in, is_told
from ..linkage.merging import merge
from ..linkage.pairs import Pair
from ..linkage.profile import Profile, profile_of
from ..pipeline import Stages, load_stages, report_on
from ..records import Report
from .coded import LETTERS, MAIN, CodedIncident, read_coded
from .dots import dots_in
from .fit_mentions import (
    Example,
    Label,
    document_of,
    fit_all,
    load_examples,
    part_of,
    read_labels,
    read_sets,
    section_of,
)
from .incidents import judge
from .parts import is_held_out

DATA = Path(__file__).parents[1] / "lexicon" / "data"
INVERSE_PENALTIES = {"coreference": 0.1, "confidence": 1.0}
"""Of the L2 penalties: the best of 0.01 to 3 in cross-validation by document."""

CODED = frozenset({"articles", "own", "cases"})
"""The sets whose incidents are coded: where a document has none, no dot is right."""

FOLDS = 5
LIMIT = 40
"""Events of a document that are compared with one another; a list has hundreds."""


class Table(NamedTuple):
    """Rows of reasons by name, and whether each is an example of the question."""

    rows: list[dict[str, float]]
    answers: list[bool]


class Read(NamedTuple):
    """A document of a set as it is read, and what people say of its mentions.

    `happened` is what its section says of the first thing it tells.
    """

    report: Report
    labels: Mapping[int, Label]
    happened: bool | None = None


def fold_of(name: str) -> int:
    """Return the fold of the documents that are learned from together, by name."""
    digest = hashlib.sha256(f"fold {name}".encode()).hexdigest()
    return int(digest, 16) % FOLDS


def folds(examples: Sequence[Example], stages: Stages) -> list[Stages]:
    """Return the stages for each fold, its classifier learned from the other folds.

    Events are then judged as unseen ones are, not as those learned by heart.
    """
    learned = [e for e in examples if not is_held_out(e.document)]
    found = []
    for fold in range(FOLDS):
        others = [e for e in learned if fold_of(e.document) != fold]
        extractor = RuleExtractor(stages.gazetteer, fit_all(others))
        found.append(replace(stages, extractor=extractor))
    return found


def reads_of(
    sets: Iterable[tuple[str, Sequence[Mapping[str, object]]]],
    labels: Mapping[tuple[str, str], Mapping[int, Label]],
    by_fold: Sequence[Stages],
) -> Iterator[tuple[str, Read]]:
    """Yield the documents of some sets of which something is known, as read."""
    for corpus, rows in sets:
        for row in rows:
            document = document_of(row)
            known = labels.get((corpus, document.id), {})
            happened = None if known else section_of(row, document).happened
            part = part_of(row, document)
            is_asked = bool(known) or happened is not None or corpus in CODED
            if is_asked and not is_held_out(part):
                report = report_on(document, by_fold[fold_of(part)])
                yield corpus, Read(report, known, happened)


def pairs_of(read: Read, stages: Stages) -> Iterator[tuple[Pair, bool]]:
    """Yield the pairs of events of a document, and whether they are one happening."""
    profiles = [profile_of(event) for event in read.report.events if is_told(event)]
    pair = pairing(profiles[:LIMIT], stages.gazetteer)
    known = {
        index: label.incident
        for index, profile in enumerate(profiles[:LIMIT])
        if (label := read.labels.get(profile.offset)) is not None
        and label.why == "happened"
        and label.relation != "aftermath"
    }
    for first, second in combinations(sorted(known), 2):
        yield pair(first, second), known[first] == known[second]


def coreference_table(reads: Sequence[Read], stages: Stages) -> Table:
    """Return the reasons of each pair of events; a document counts as one."""
    table = Table([], [])
    for read in reads:
        for pair, is_one in pairs_of(read, stages):
            table.rows.append(
                {reason.__name__: reason(pair) for reason in coreference.FEATURES}
            )
            table.answers.append(is_one)
    return table


def confidence_table(
    reads: Sequence[Read],
    coded: Mapping[str, Sequence[CodedIncident]],
    stages: Stages,
) -> Table:
    """Return the reasons of each chain that makes a dot, and whether it is right.

    Of articles whose incidents are coded the measure judges; of others, whether the
    first event of a chain happened and is the first telling of its incident.
    """
    table = Table([], [])
    for read in reads:
        chains = [
            c
            for c in chains_in(read.report.events, stages.gazetteer)
            if is_told(c[0].event)
        ]
        verdicts = _verdicts(read, chains, coded, stages)
        for chain, is_right in zip(chains, verdicts, strict=True):
            if is_right is not None:
                view = confidence.View(chain, chains)
                table.rows.append(
                    {reason.__name__: reason(view) for reason in confidence.FEATURES}
                )
                table.answers.append(is_right)
    return table


def _verdicts(
    read: Read,
    chains: Sequence[Sequence[Profile]],
    coded: Mapping[str, Sequence[CodedIncident]],
    stages: Stages,
) -> list[bool | None]:
    """Return whether each chain of a document makes a right dot; None if unknown."""
    if read.report.document.id in coded:
        incidents = [merge([profile.event for profile in chain]) for chain in chains]
        dots = [dots_in(read.report, [incident], stages) for incident in incidents]
        judged = judge(
            read.report.document,
            coded[read.report.document.id],
            [dot for each in dots for dot in each],
        )
        numbers = iter(range(len(judged.dots)))
        return [
            judged.verdict(next(numbers)) == "right" if each else None for each in dots
        ]
    if not read.labels:
        return [read.happened, *([None] * (len(chains) - 1))] if chains else []
    told: set[str] = set()
    found: list[bool | None] = []
    for chain in chains:
        labels = [read.labels.get(profile.event.trigger.start) for profile in chain]
        known = [label for label in labels if label is not None]
        if not known or not any(profile.place for profile in chain):
            found.append(None)
            continue
        real = [
            label.incident
            for label in known
            if label.why == "happened" and label.relation != "aftermath"
        ]
        name = max(set(real), key=real.count) if 2 * len(real) >= len(known) else ""
        found.append(bool(name) and name not in told)
        told.add(name)
    return found


def expected(path: Path) -> dict[str, list[CodedIncident]]:
    """Return what our own small cases expect, by their id, as coded incidents."""
    with path.open(encoding="utf-8") as lines:
        cases = list(map(json.loads, lines))
    return {
        case["id"]: [
            CodedIncident(
                document_id=case["id"],
                role=MAIN if dot in case["expect"] else "opt",
                letters=dot["types"],
                types=frozenset(LETTERS[letter] for letter in dot["types"]),
                place="",
                position=(dot["lon"], dot["lat"]),
                tolerance_km=dot["km"],
                date=dot.get("date") or "",
                killed=frozenset(),
                wounded=frozenset(),
                arrests=frozenset(),
            )
            for dot in (*case["expect"], *case.get("allow", ()))
        ]
        for case in cases
    }


def fit(table: Table, names: Sequence[str], penalty: float) -> dict[str, float]:
    """Return the weight of each reason by its name, and the bias."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    values = np.array([[row[name] for name in names] for row in table.rows])
    model = LogisticRegression(C=penalty, max_iter=5000, random_state=0)
    model.fit(values, table.answers)
    return {
        BIAS: float(model.intercept_[0]),
        **dict(zip(names, map(float, model.coef_[0]), strict=True)),
    }


def write(name: str, weights: Mapping[str, float], examples: int) -> None:
    """Write a table of weights."""
    source = f"fitted on {examples} examples"
    lines = ["feature\tweight\tsource"]
    for feature, weight in weights.items():
        lines.append(f"{feature}	{weight:.3f}	{source}")
    (DATA / f"{name}.tsv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    load.cache_clear()


def main() -> None:
    """Learn both tables and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, metavar="SETS")
    parser.add_argument("labels", type=Path, metavar="MENTIONS.tsv")
    parser.add_argument("coded", type=Path, nargs="+", metavar="GOLD.tsv")
    arguments = parser.parse_args()
    stages = load_stages()
    labels = read_labels(arguments.labels)
    examples = load_examples(arguments.shared, arguments.labels, stages)
    by_fold = folds(examples, stages)
    sets = read_sets(arguments.shared, arguments.labels.parent)
    found = list(reads_of(sets, labels, by_fold))
    reads = [read for _, read in found]
    coded: dict[str, Sequence[CodedIncident]] = {
        read.report.document.id: [] for corpus, read in found if corpus in CODED
    }
    for path in arguments.coded:
        coded |= read_coded(path)
    coded |= expected(arguments.labels.parent / "cases.jsonl")
    pairs = coreference_table(reads, stages)
    names = [reason.__name__ for reason in coreference.FEATURES]
    weights = fit(pairs, names, INVERSE_PENALTIES["coreference"])
    write("coreference_weights", weights, len(pairs.answers))
    coreference.weights.cache_clear()
    chains = confidence_table(reads, coded, stages)
    names = [reason.__name__ for reason in confidence.FEATURES]
    weights = fit(chains, names, INVERSE_PENALTIES["confidence"])
    write("confidence_weights", weights, len(chains.answers))


if __name__ == "__main__":
    main()
