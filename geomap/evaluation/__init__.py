"""Measure geomap against corpora that people marked."""

from __future__ import annotations

from .convention import Profile
from .corpus import Annotation, LabelledText, read_corpus
from .geoparsing import geoparse, resolve_marked
from .outcomes import Outcome, Parsed, flipped, freeze, outcomes
from .report import (
    render_flipped,
    render_outcomes,
    render_scoreboard,
    scoreboard,
    tallies,
)

__all__ = [
    "Annotation",
    "LabelledText",
    "Outcome",
    "Parsed",
    "Profile",
    "flipped",
    "freeze",
    "geoparse",
    "outcomes",
    "read_corpus",
    "render_flipped",
    "render_outcomes",
    "render_scoreboard",
    "resolve_marked",
    "scoreboard",
    "tallies",
]
