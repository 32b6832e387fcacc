"""Measure geomap against corpora that people marked."""

from __future__ import annotations

from .coded import CodedIncident, coded_documents, read_coded
from .convention import Profile
from .corpus import Annotation, LabelledText, read_corpus
from .daily import map_item, read_daily
from .geoparsing import geoparse, resolve_marked
from .incidents import judge_article
from .other_news import spot
from .outcomes import Outcome, Parsed, flipped, freeze, outcomes
from .parts import Part
from .report import (
    render_daily,
    render_densities,
    render_flipped,
    render_flips,
    render_incidents,
    render_judged,
    render_mapped,
    render_outcomes,
    render_scoreboard,
    render_spotted,
    scoreboard,
    tallies,
)
from .verdicts import flips, read_verdicts, renewed, verdicts_of, write_verdicts

__all__ = [
    "Annotation",
    "CodedIncident",
    "LabelledText",
    "Outcome",
    "Parsed",
    "Part",
    "Profile",
    "coded_documents",
    "flipped",
    "flips",
    "freeze",
    "geoparse",
    "judge_article",
    "map_item",
    "outcomes",
    "read_coded",
    "read_corpus",
    "read_daily",
    "read_verdicts",
    "render_daily",
    "render_densities",
    "render_flipped",
    "render_flips",
    "render_incidents",
    "render_judged",
    "render_mapped",
    "render_outcomes",
    "render_scoreboard",
    "render_spotted",
    "renewed",
    "resolve_marked",
    "scoreboard",
    "spot",
    "tallies",
    "verdicts_of",
    "write_verdicts",
]
