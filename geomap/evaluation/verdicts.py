"""What became of each dot and each coded incident, and how it changed since.

Kept as a tab-separated table of doc, case and verdict. A dot goes by where its trigger
stands in the text, so that it stays the same case when its kind, place or day change.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from ..errors import IngestError
from .incidents import FOUND, MISSED, Judged

ABSENT = "absent"
_HEAD = ("doc", "case", "verdict")


class Verdict(NamedTuple):
    """What became of one dot, or of one incident that an article is about."""

    document_id: str
    case: str
    verdict: str


class Flip(NamedTuple):
    """A case whose verdict changed; one side may be absent."""

    document_id: str
    case: str
    before: str
    after: str


def verdicts_of(judged: Judged) -> list[Verdict]:
    """Return what became of an article's dots and of its main incidents.

    Dots are right, duplicate or false; coded incidents found or missed.
    """
    cases = [
        (_trigger(judged, index), judged.verdict(index))
        for index in range(len(judged.dots))
    ]
    taken = set(judged.taken.values())
    cases += [
        (str(coded), FOUND if index in taken else MISSED)
        for index, coded in enumerate(judged.coded)
        if coded.is_main
    ]
    times: Counter[str] = Counter()
    verdicts = []
    for case, verdict in cases:
        times[case] += 1
        name = case if times[case] == 1 else f"{case} #{times[case]}"
        verdicts.append(Verdict(judged.document.id, name, verdict))
    return verdicts


def _trigger(judged: Judged, index: int) -> str:
    """Return what a dot goes by: where its trigger begins, and the trigger."""
    dot = judged.dots[index]
    words = " ".join(str(dot.row["trigger"]).split())
    return f"dot {dot.incident.lead.trigger.start} {words}"


def read_verdicts(path: Path) -> list[Verdict]:
    """Return the verdicts that `write_verdicts` wrote.

    Raises
    ------
    IngestError
        When the file is not such a table.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        head, *rows = [*csv.reader(lines, delimiter="\t")] or [[]]
    if tuple(head) != _HEAD or any(len(row) != len(_HEAD) for row in rows):
        raise IngestError(
            path, f"no table of {', '.join(_HEAD)}; name another file, or delete it"
        )
    return [Verdict(*row) for row in rows]


def write_verdicts(verdicts: Iterable[Verdict], path: Path) -> None:
    """Write verdicts as a tab-separated table, in place of what was there."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, delimiter="\t", lineterminator="\n")
        writer.writerow(_HEAD)
        writer.writerows(verdicts)


def flips(before: Sequence[Verdict], after: Sequence[Verdict]) -> list[Flip]:
    """Return the cases whose verdict changed, or which came or went, by document.

    Documents that were not measured now are passed over.
    """
    measured = {verdict.document_id for verdict in after}
    old = {(v.document_id, v.case): v.verdict for v in before}
    new = {(v.document_id, v.case): v.verdict for v in after}
    cases = sorted(case for case in {*old, *new} if case[0] in measured)
    return [
        Flip(*case, old.get(case, ABSENT), new.get(case, ABSENT))
        for case in cases
        if old.get(case) != new.get(case)
    ]


def renewed(before: Sequence[Verdict], after: Sequence[Verdict]) -> list[Verdict]:
    """Return the verdicts to keep: today's, and those of documents left out today."""
    measured = {verdict.document_id for verdict in after}
    others = [v for v in before if v.document_id not in measured]
    return sorted([*others, *after])
