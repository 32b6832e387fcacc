"""The frozen records that flow from stage to stage.

    Document → Analysis → Mention → Toponym → Event → Incident → (layers)

Conventions, here and everywhere else:

* Offsets are half-open and count code points of `Document.text`, so that
  `document.text[span.start:span.end]` is always the quoted text.
* Coordinates are WGS 84 degrees (EPSG:4326). Positions are ordered
  longitude, latitude; boxes are ordered west, south, east, north (RFC 7946).
* A date is a `datetime.date`; uncertainty is a range, never a guess.
* Unknown is None. An empty string, 0 and (0, 0) are values.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from .place import BBox, Candidate, Evidence, Place, Position

__all__ = ["BBox", "Candidate", "Evidence", "Place", "Position"]


class WherePrec(enum.IntEnum):
    """How closely a place is known; the values are UCDP's `where_prec`."""

    EXACT = 1
    NEAR = 2
    ADMIN2 = 3
    ADMIN1 = 4
    AREA = 5
    COUNTRY = 6
    INTERNATIONAL = 7


class DatePrec(enum.IntEnum):
    """How closely a date is known; the values are UCDP's `date_prec`."""

    DAY = 1
    DAYS = 2
    WEEK = 3
    MONTH = 4
    YEAR = 5


class BlockKind(enum.StrEnum):
    """What a block of text is for; only some kinds can report an event."""

    HEADLINE = "headline"
    MASTHEAD = "masthead"
    DATELINE = "dateline"
    SUBHEADING = "subheading"
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"
    TEASER = "teaser"
    DUPLICATE = "duplicate"
    BOILERPLATE = "boilerplate"

    @property
    def reports(self) -> bool:
        """Whether events may be read from this kind of block."""
        return self in {BlockKind.HEADLINE, BlockKind.BODY, BlockKind.CAPTION}

    @property
    def is_news(self) -> bool:
        """Whether it belongs to the article, and not to what surrounds it."""
        return self.reports or self in {BlockKind.DATELINE, BlockKind.SUBHEADING}


class MentionKind(enum.StrEnum):
    """What a mention names."""

    PLACE = "place"
    FACILITY = "facility"
    ORG_NESTED = "org_nested"
    DEMONYM = "demonym"


class Realis(enum.StrEnum):
    """Whether the text says that a happening happened."""

    ACTUAL = "actual"
    THREATENED = "threatened"
    ATTEMPTED = "attempted"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"
    HISTORICAL = "historical"


class RecordType(enum.StrEnum):
    """Whether an incident is news to its articles, or told for context."""

    REPORTED = "reported"
    BACKGROUND = "background"


class Certainty(enum.StrEnum):
    """How firmly the text stands behind a report."""

    FACT = "fact"
    OFFICIAL_CLAIM = "official claim"
    CLAIMED = "claimed"
    ALLEGED = "alleged"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters in one document."""

    document_id: str
    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse an empty or backward range."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __contains__(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return (
            self.document_id == other.document_id
            and self.start <= other.start
            and other.end <= self.end
        )

    def of(self, text: str) -> str:
        """Return the words this span covers in its document's `text`."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of text between line breaks, and what it is for."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One news article, as read from an input file.

    `blocks` cover every non-blank line of `text`, in order, without overlap.
    `language` is an ISO 639-1 code, or None where it was not recognised.
    """

    id: str
    text: str
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    published: date | None = None
    dateline: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None


class Token(NamedTuple):
    """One word or punctuation mark; a tuple, since a text holds many."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: its span, and its tokens as `tokens[first:last]`."""

    span: Span
    first: int
    last: int
    block: BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """The words and sentences of a document; sentences never cross a block."""

    document: Document
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vicinity:
    """A place said relative to another: "20 km north of X", "near X".

    `kind` is one of near, direction, outskirts, between, road, offshore.
    `bearing_deg` counts clockwise from north; `span` covers the wording, the name
    included, of between and road both names.
    """

    kind: str
    span: Span
    distance_km: float | None = None
    bearing_deg: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of text recognised as naming a place, not yet resolved.

    Attributes
    ----------
    text : str
        The words of the span, as written.
    name : str
        What to look up: trimmed, abbreviations spelled out ("Ky." → "Kentucky").
    wording : str | None
        The GeoNames feature code that the wording around the name asks for
        ("province of X" → "ADM1", "X River" → "STM"), or None.
    confidence : float
        The recogniser's probability that this names a place, 0–1.
    position : Position | None
        Longitude and latitude, where the words are coordinates or a grid.
    """

    span: Span
    text: str
    name: str
    kind: MentionKind = MentionKind.PLACE
    wording: str | None = None
    vicinity: Vicinity | None = None
    confidence: float = 1.0
    position: Position | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A mention after resolution; `place` is None where nothing fits (NIL)."""

    mention: Mention
    place: Place | None
    confidence: float
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The first-level division that an outlet's other articles are mostly about.

    `share` is the share of them, 0–1.
    """

    country_code: str
    admin1_code: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A reported number of people, with the bounds the wording allows."""

    best: int | None
    low: int | None
    high: int | None
    span: Span

    def __post_init__(self) -> None:
        """Refuse bounds that are out of order."""
        known = [n for n in (self.low, self.best, self.high) if n is not None]
        if known != sorted(known):
            raise ValueError(f"bounds out of order: {self}")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When something happened, as far as the words say.

    `first` and `last` are the days it may have happened on, both included, or
    both None where the words need a publication date that is not known.
    `is_inferred` marks a date that was worked out from the publication date.
    """

    first: date | None
    last: date | None
    prec: DatePrec
    span: Span
    is_inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where something happened.

    Attributes
    ----------
    place : Place
        The finest place known.
    position : Position
        That place's position, or one computed from it ("20 km north of X").
    span : Span | None
        The words that say so; None where the place is inferred.
    uncertainty_km : float | None
        Radius in which the event lies.
    geo_confidence, link_confidence : float
        That the name is this place; that the event happened there; 0–1.
    """

    place: Place
    position: Position
    prec: WherePrec
    span: Span | None
    uncertainty_km: float | None = None
    geo_confidence: float = 1.0
    link_confidence: float = 1.0
    is_inferred: bool = False
    evidence: tuple[Evidence, ...] = ()
    runners_up: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Someone a sentence says took part.

    Attributes
    ----------
    name : str
        As it should be shown ("Security forces of Kazakhstan").
    role : str
        agent, patient or party.
    inter : int | None
        ACLED's code: 1 state forces, 2 rebels, 3 political militias, 4 identity
        militias, 5 rioters, 6 protesters, 7 civilians, 8 external or other.
    country_code : str | None
        Affiliation, from a demonym or a country's name.
    """

    name: str
    role: str
    span: Span
    inter: int | None = None
    country_code: str | None = None
    associate: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says so, and how firmly."""

    name: str | None
    span: Span | None
    certainty: Certainty = Certainty.FACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Discourse:
    """How a text tells an event: what coreference asks beside the event's own facts.

    Attributes
    ----------
    trigger : str
        The word or phrase that tells it, in its basic form.
    sentence, paragraph : int
        The number of its sentence and of its block in the document, from 0.
    is_reference, is_effect : bool
        Whether its words only take up what was told ("the blast"); whether they only
        tell what came of it ("two died").
    is_another : bool
        Whether words set it apart from what was told: "another", "separately".
    words : frozenset of str
        The longer words of its sentence in lower case, names and triggers aside.
    happened, aftermath, background : float
        The classifier's probabilities, 0–1: that it happened; that it only followed
        from what happened; that it is told for context.
    """

    trigger: str
    sentence: int
    paragraph: int
    is_headline: bool = False
    is_reference: bool = False
    is_effect: bool = False
    is_another: bool = False
    words: frozenset[str] = frozenset()
    happened: float = 1.0
    aftermath: float = 0.0
    background: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening as one sentence reports it.

    `casualties_of` names whom the counts are about ("security officers"), so
    that the tolls of two sides are never added or merged.
    """

    id: str
    event_type: str
    sub_event_type: str
    trigger: Span
    sentence: Span
    realis: Realis = Realis.ACTUAL
    where: Where | None = None
    origin: Place | None = None
    when: When | None = None
    actors: tuple[Actor, ...] = ()
    killed: Count | None = None
    wounded: Count | None = None
    arrested: Count | None = None
    abducted: Count | None = None
    displaced: Count | None = None
    crowd: Count | None = None
    casualties_of: str | None = None
    attribution: Attribution | None = None
    is_aggregate: bool = False
    is_civilian_targeting: bool = False
    tags: tuple[str, ...] = ()
    discourse: Discourse | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """What followed an incident and is none of its own: an arrest, a trial, a vigil.

    `what` says it in a word or two, as the map shows it ("arrest", "court").
    """

    what: str
    trigger: Span
    sentence: Span
    where: Where | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One happening in the world, and every event that reports it.

    `lead` is the event whose sentence represents the incident; the merged
    values of all events stand in the fields of the incident itself.
    `confidence` is the probability that the incident happened as one of its own,
    of this kind and at this place, 0–1.
    """

    id: str
    event_type: str
    sub_event_type: str
    realis: Realis
    lead: Event
    events: tuple[Event, ...]
    where: Where | None
    origin: Place | None = None
    when: When | None = None
    actors: tuple[Actor, ...] = ()
    killed: Count | None = None
    wounded: Count | None = None
    arrested: Count | None = None
    abducted: Count | None = None
    displaced: Count | None = None
    crowd: Count | None = None
    is_aggregate: bool = False
    is_civilian_targeting: bool = False
    tags: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0
    record_type: RecordType = RecordType.REPORTED
    aftermath: tuple[Aftermath, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something a run could not do, in words that say what to do next."""

    path: str
    reason: str
    is_fatal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the stages before linkage make of one document."""

    document: Document
    toponyms: tuple[Toponym, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Everything one run found: input to the layers and the writers.

    `uncertain` are incidents too doubtful for the map; they are listed beside it.
    """

    reports: tuple[Report, ...]
    incidents: tuple[Incident, ...]
    uncertain: tuple[Incident, ...] = ()
    problems: tuple[Problem, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    title: str | None = None
