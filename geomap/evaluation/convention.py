"""Which of a corpus's annotations count, and which count neither way.

Corpora disagree on what a place name is. The profile `all` takes a corpus as
published. `ours` takes an incident map's view: a demonym, an adjective or a
language is no mention, names inside other names count neither way, and
expressions ("the city") are no toponyms; `ours_coords` moreover sets aside
what people could not locate.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence

from ..lexicon.people import affiliations
from .corpus import Annotation

NO_TOPONYMS = {"Literal_Expression", "Non_Lit_Expression", "Non_Toponym", "Homonym"}
"""GeoWebNews's types of noun phrases, and tudloc's, that name no place."""

NEITHER_WAY = ("Embedded", "Demonym", "Language")
"""Beginnings of GeoWebNews's types that `ours` leaves out of the count."""

POSSESSIVE = re.compile(r"(’s|'s|’|')$")
PREFIX = re.compile(r"^(the|non|ex|pro|anti|pre|post)[- ]")


class Profile(enum.StrEnum):
    """A convention of what counts."""

    ALL = "all"
    OURS = "ours"
    OURS_COORDS = "ours_coords"


def is_affiliation(text: str) -> bool:
    """Tell whether words name a belonging, not a place.

    >>> [is_affiliation(text) for text in ("Kazakhs", "non-American", "Almaty", "")]
    [True, True, False, False]
    """
    word = POSSESSIVE.sub("", text.strip().lower())
    return word in affiliations() or PREFIX.sub("", word) in affiliations()


def counted(
    annotations: Sequence[Annotation], profile: Profile
) -> tuple[list[Annotation], list[Annotation]]:
    """Return what a profile scores, and what it counts neither way."""
    if profile is Profile.ALL:
        return list(annotations), []
    toponyms = [a for a in annotations if a.type not in NO_TOPONYMS]
    scored = [a for a in toponyms if not _is_neither(a, profile)]
    return scored, [a for a in toponyms if _is_neither(a, profile)]


def _is_neither(annotation: Annotation, profile: Profile) -> bool:
    """Tell whether a toponym of the gold counts neither way."""
    return (
        is_affiliation(annotation.text)
        or str(annotation.type).startswith(NEITHER_WAY)
        or (profile is Profile.OURS_COORDS and annotation.position is None)
    )
