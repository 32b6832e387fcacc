"""Measure event extraction against reports that people coded.

A report is reduced to its main incident: the first that has dead, else wounded,
else any violence. Shares carry Wilson's 95 % interval; the F1 of event–place
links is over tokens, as in the corpus's own paper.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..errors import IngestError
from ..geo import great_circle_km
from ..language import analyze
from ..pipeline import Stages, incidents_of, report_on
from ..records import Count, DatePrec, Incident, Realis, Report, Toponym
from ..text import normalise
from ..when import Dating
from .casing import restore_case
from .event_corpora import (
    READERS,
    CodedReport,
    linked_sentence,
    muc_report,
    read_rows,
)
from .event_links import is_held_out, link_f1

NEAR_KM, FAR_KM = 25.0, 161.0
_Z = 1.959963984540054  # of the normal distribution, for 95 %
_STATEMENT = "Statement"
_PARTS_OF = {"CN": frozenset({"HK", "MO"})}
"""Codes of their own that ISO 3166-2 lists under a country as well."""

_MUC_TYPES = {
    "Explosions/Remote violence": "BOMBING",
    "Abduction/forced disappearance": "KIDNAPPING",
    "Looting/property destruction": "ARSON",
    "Robbery": "ROBBERY",
}


class Figure(NamedTuple):
    """A measure with its 95 % interval, and on how many reports."""

    name: str
    value: float
    low: float
    high: float
    reports: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A coded report, what geomap made of it, and its main incident."""

    coded: CodedReport
    report: Report
    main: Incident | None


def evaluate_events(path: Path, stages: Stages) -> list[Figure]:
    """Return the figures of one corpus, told by how its file's name begins.

    Raises
    ------
    IngestError
        When the file is missing, a line of it is not JSON, or its name is not that
        of a known corpus.
    """
    rows = read_rows(path)
    corpus = path.name.partition("_")[0].partition(".")[0]
    if corpus == "event":
        sentences = [linked_sentence(row, i) for i, row in enumerate(rows)]
        held_out = [s for s in sentences if is_held_out(s)]
        f1, low, high = link_f1(held_out, stages)
        return [Figure("event-place links, token F1", f1, low, high, len(held_out))]
    if corpus == "muc4":
        coded = [
            muc_report(row, i, restore_case(row["text"], stages.gazetteer))
            for i, row in enumerate(rows)
            if row["templates"]
        ]
    elif corpus in READERS:
        coded = [READERS[corpus](row, i) for i, row in enumerate(rows)]
    else:
        known = ", ".join(["event_location", "muc4", *READERS])
        raise IngestError(path, f"its name must begin with a corpus's: {known}")
    return figures([outcome_of(item, stages) for item in coded], stages)


def outcome_of(coded: CodedReport, stages: Stages) -> Outcome:
    """Return what geomap makes of a coded report."""
    report = report_on(coded.document, stages)
    incidents = incidents_of(report, stages)
    return Outcome(coded, report, main_incident(incidents, country_of(report.toponyms)))


def main_incident(
    incidents: Sequence[Incident], country_code: str | None = None
) -> Incident | None:
    """Return the incident that a report is about; None where there is none.

    Incidents in the country that the report is about come before others.
    """
    happened = [
        incident
        for incident in incidents
        if incident.realis is Realis.ACTUAL and incident.event_type != _STATEMENT
    ]
    violent = [i for i in happened if i.event_type != "Strategic developments"]
    deadly = [i for i in violent if _number(i.killed)]
    bloody = [i for i in violent if _number(i.wounded)]
    for pool in (_within_country(happened, country_code), happened):
        for kind in (deadly, bloody, violent, happened):
            found = next((incident for incident in kind if incident in pool), None)
            if found is not None:
                return found
    return next(iter(incidents), None)


def _within_country(
    incidents: Sequence[Incident], country_code: str | None
) -> list[Incident]:
    """Return the incidents in a country."""
    return [
        incident
        for incident in incidents
        if incident.where and incident.where.place.country_code == country_code
    ]


def country_of(toponyms: Sequence[Toponym]) -> str | None:
    """Return the country that most of a report's toponyms lie in, or None."""
    codes = Counter(
        toponym.place.country_code
        for toponym in toponyms
        if toponym.place is not None and toponym.place.country_code
    )
    return max(sorted(codes), key=lambda code: codes[code], default=None)


def figures(outcomes: Sequence[Outcome], stages: Stages) -> list[Figure]:
    """Return every figure that the coders of some reports allow."""
    found = []
    for name, judge in judges(stages).items():
        verdicts = [v for o in outcomes if (v := judge(o)) is not None]
        if verdicts:
            found.append(share(name, verdicts))
    return found


def share(name: str, verdicts: Sequence[bool]) -> Figure:
    """Return the share of true verdicts, with Wilson's interval.

    >>> figure = share("x", [True, True, True, False])
    >>> figure.value, round(figure.low, 2), round(figure.high, 2)
    (0.75, 0.3, 0.95)
    """
    n, p = len(verdicts), sum(verdicts) / len(verdicts)
    centre = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    return Figure(name, p, centre - half, centre + half, n)


def _number(count: Count | None) -> int:
    """Return the best estimate of a count; 0 where there is none."""
    return (count.best or 0) if count else 0


def _killed(outcome: Outcome) -> bool | None:
    gold = outcome.coded.killed
    return None if gold is None else gold == _number(_of(outcome, "killed"))


def _wounded(outcome: Outcome) -> bool | None:
    gold = outcome.coded.wounded
    return None if gold is None else gold == _number(_of(outcome, "wounded"))


def _of(outcome: Outcome, kind: str) -> Count | None:
    """Return a count of the main incident."""
    count: Count | None = getattr(outcome.main, kind, None)
    return count


def _within(radius_km: float) -> Callable[[Outcome], bool | None]:
    """Return the judge of distance to where it happened."""

    def judge(outcome: Outcome) -> bool | None:
        gold = outcome.coded.position
        if gold is None:
            return None
        where = outcome.main.where if outcome.main else None
        return where is not None and great_circle_km(where.position, gold) <= radius_km

    return judge


def _city(outcome: Outcome) -> bool | None:
    """Judge the town: its name, or a place of the document in or beside it."""
    gold = outcome.coded.place_name
    if gold is None:
        return None
    where = outcome.main.where if outcome.main else None
    if where is None:
        return False
    wanted = normalise(gold.split(",")[0])
    if normalise(where.place.name) == wanted:
        return True
    return any(
        great_circle_km(where.position, toponym.place.position) <= NEAR_KM
        for toponym in outcome.report.toponyms
        if toponym.place is not None
        and toponym.place.feature_class != "A"
        and normalise(toponym.mention.name) == wanted
    )


def _country(stages: Stages) -> Callable[[Outcome], bool | None]:
    """Return the judge of the country, by any of its names, or of a division's."""

    def judge(outcome: Outcome) -> bool | None:
        gold = outcome.coded.country_name
        if gold is None:
            return None
        where = outcome.main.where if outcome.main else None
        return where is not None and where.place.country_code in _codes(gold, stages)

    return judge


def _codes(name: str, stages: Stages) -> set[str | None]:
    """Return the codes of what coders call a country: "China", "Scotland".

    Of a name that no country has, of the place that has it most likely; none of
    a continent.
    """
    places = [item.place for item in stages.gazetteer.candidates(name, limit=5)]
    countries = [p for p in places if p.is_country]
    codes = {place.country_code for place in countries or places[:1]} - {None}
    return codes.union(*(_PARTS_OF.get(code or "", ()) for code in codes))


def _muc_type(outcome: Outcome) -> bool | None:
    gold = outcome.coded.muc_type
    if gold is None:
        return None
    main = outcome.main
    if main is None:
        return False
    types = _MUC_TYPES
    own = types.get(main.sub_event_type) or types.get(main.event_type, "ATTACK")
    return own == gold


def _stage(outcome: Outcome) -> bool | None:
    gold = outcome.coded.stage
    if gold is None:
        return None
    return outcome.main is not None and outcome.main.realis is gold


def _date(outcome: Outcome) -> bool | None:
    """Judge the day, of two that a night spans the last, as `event_date` has it.

    Only where the text says the day: read against the day of publication, if
    that is known.
    """
    gold = outcome.coded.day
    analysis = analyze(outcome.report.document)
    if gold is None or gold not in Dating(analysis).days():
        return None
    when = outcome.main.when if outcome.main else None
    return when is not None and when.prec <= DatePrec.DAYS and when.last == gold


def judges(stages: Stages) -> dict[str, Callable[[Outcome], bool | None]]:
    """Return how each figure judges a report; None where its gold says nothing."""
    return {
        "killed exact": _killed,
        "wounded exact": _wounded,
        "town": _city,
        "place within 25 km": _within(NEAR_KM),
        "place within 161 km": _within(FAR_KM),
        "country": _country(stages),
        "type": _muc_type,
        "stage": _stage,
        "date, where the text says it": _date,
    }
