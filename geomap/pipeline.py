"""The order of the stages, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from . import extraction, ingest, language, linkage, recognition, resolution
from .errors import IngestError
from .gazetteer import open_gazetteer
from .records import Analysis, Document, Incident, Problem, Report, Run, Toponym
from .stages import Extractor, Gazetteer, Recognizer, Resolver

MIN_CONFIDENCE = 0.4
"""The least confidence an incident is mapped with, unless the caller says another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """The loaded stages that work on one document at a time."""

    gazetteer: Gazetteer
    recognizer: Recognizer
    resolver: Resolver
    extractor: Extractor


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file to read, and the id its document will have."""

    document_id: str
    path: Path


def load_stages(*, gazetteer: Path | None = None, recognizer: str = "fast") -> Stages:
    """Open the gazetteer and load the stages that need it.

    Raises
    ------
    GazetteerError
        When there is no gazetteer at the path, or it is of another version.
    ModelMissingError
        When the recogniser asked for is not installed.
    """
    opened = open_gazetteer(gazetteer)
    return Stages(
        gazetteer=opened,
        recognizer=recognition.load_recognizer(opened, recognizer),
        resolver=resolution.load_resolver(opened),
        extractor=extraction.load_extractor(opened),
    )


def toponyms_of(
    document: Document,
    stages: Stages,
    *,
    spans: Sequence[tuple[int, int]] | None = None,
) -> list[Toponym]:
    """Return the toponyms of a document, or of the given spans of its text."""
    analysis = language.analyze(document)
    if spans is None:
        mentions = stages.recognizer.recognize(analysis)
    else:
        mentions = [recognition.mention_at(analysis, *span) for span in spans]
    return stages.resolver.resolve(analysis, mentions)


def report_on(document: Document, stages: Stages) -> Report:
    """Return the toponyms and events of one document."""
    analysis = language.analyze(document)
    mentions = stages.recognizer.recognize(analysis)
    toponyms = stages.resolver.resolve(analysis, mentions)
    return _report(analysis, toponyms, stages)


def _report(analysis: Analysis, toponyms: list[Toponym], stages: Stages) -> Report:
    """Return a document's toponyms with the events read from it."""
    events = stages.extractor.extract(analysis, toponyms)
    return Report(
        document=analysis.document, toponyms=tuple(toponyms), events=tuple(events)
    )


def incidents_of(report: Report, stages: Stages) -> list[Incident]:
    """Return the incidents of a document read alone, in text order.

    What `geomap extract` writes and `geomap evaluate` measures.
    """
    return linkage.link(report.events, stages.gazetteer)


def hear_homes(
    found: Sequence[tuple[Document, list[Toponym]]], stages: Stages
) -> Iterator[tuple[Analysis, list[Toponym]]]:
    """Yield each document's analysis and its toponyms, in order.

    Where other documents tell that its outlet is at home, places are chosen anew.
    Analyses are made one by one, since those of a large folder would fill the memory.
    """
    homes = resolution.learn_homes(found)
    for (document, toponyms), home in zip(found, homes, strict=True):
        analysis = language.analyze(document)
        if home:
            mentions = [toponym.mention for toponym in toponyms]
            yield analysis, stages.resolver.resolve(analysis, mentions, home=home)
        else:
            yield analysis, toponyms


def find_inputs(paths: Iterable[Path]) -> tuple[list[Input], list[Problem]]:
    """Return the files under `paths`, each once, and what is wrong with the rest.

    Where two folders hold a file of the same name, the later one's id is its
    whole path, so that ids stay unique.
    """
    inputs: dict[Path, Input] = {}
    ids: set[str] = set()
    problems = []
    for path in paths:
        try:
            found = ingest.find_inputs(path)
        except IngestError as error:
            problems.append(Problem(path=str(error.path), reason=error.reason))
            continue
        for name, file in found:
            document_id = file.as_posix() if name in ids else name
            ids.add(document_id)
            inputs.setdefault(file.resolve(), Input(document_id=document_id, path=file))
    return list(inputs.values()), problems


def by_confidence(
    incidents: Iterable[Incident], min_confidence: float | None = None
) -> tuple[list[Incident], list[Incident]]:
    """Return the incidents to map and those too doubtful for it, each in order.

    `min_confidence` is the least to map with, 0–1; `MIN_CONFIDENCE` where None.
    """
    least = MIN_CONFIDENCE if min_confidence is None else min_confidence
    sure: list[Incident] = []
    doubtful: list[Incident] = []
    for incident in incidents:
        (sure if incident.confidence >= least else doubtful).append(incident)
    return sure, doubtful


def run(  # noqa: PLR0913 every choice of a run is a keyword
    inputs: Iterable[Input],
    stages: Stages,
    *,
    problems: Iterable[Problem] = (),
    published: date | None = None,
    title: str | None = None,
    min_confidence: float | None = None,
) -> Run:
    """Return all that the inputs report, joined into incidents.

    An input that cannot be read becomes a problem of the run, after those that
    `find_inputs` met; the others go on. A copy of an article that was read before
    is among the run's inputs but reports nothing. `published` dates the articles
    that state no date. Incidents below `min_confidence` (`MIN_CONFIDENCE` where None)
    are the run's uncertain ones. Places are chosen before events are read, since the
    articles of an outlet tell one another where it is at home.
    """
    found: list[tuple[Document, list[Toponym]]] = []
    failed, checksums = list(problems), []
    texts = set()
    for item in inputs:
        try:
            content = ingest.read_bytes(item.path)
            document = ingest.document_from_bytes(
                item.document_id, item.path, content, published=published
            )
        except IngestError as error:
            failed.append(Problem(path=str(error.path), reason=error.reason))
        else:
            if document.text not in texts:
                found.append((document, toponyms_of(document, stages)))
            texts.add(document.text)
            digest = hashlib.sha256(content).hexdigest()
            checksums.append((item.document_id, digest))
    reports = [
        _report(analysis, toponyms, stages)
        for analysis, toponyms in hear_homes(found, stages)
    ]
    events = [event for report in reports for event in report.events]
    documents = [report.document for report in reports]
    dates = {item.id: item.published for item in documents if item.published}
    incidents = linkage.link(events, stages.gazetteer, published=dates)
    sure, doubtful = by_confidence(incidents, min_confidence)
    return Run(
        reports=tuple(reports),
        incidents=tuple(sure),
        uncertain=tuple(doubtful),
        problems=tuple(failed),
        inputs=tuple(checksums),
        title=title,
    )
