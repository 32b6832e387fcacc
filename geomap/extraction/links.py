# ruff: noqa: D401 -- these docstrings are sentences shown to readers
"""Link an event to the place where it happened: a table of reasons.

Each feature is one function of a link (a trigger and a place named in its
sentence); its docstring is the reason as the reader sees it. The weights stand
in `lexicon/data/link_weights.tsv`; their sum, through the logistic function, is
the probability that the event happened there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from .. import lexicon
from ..records import BlockKind, Evidence, MentionKind, Toponym
from .closed_words import words_in
from .groups import limits, people
from .words import Words

_ORIGIN = frozenset({"from", "via", "leaving"})
_TOWARD = frozenset({"to", "into", "toward", "towards", "onto"})
_AGENCY = frozenset({"by", "for", "against", "with", "between", "about", "than"})
_OUTLET_MARKS = frozenset({"|", "«", "»", "::"})
_HYPHENS = frozenset({"-", "‐", "‑"})
_NEAR = frozenset({"near", "outside", "around", "nearby"})
_TARGET_REACH = 4
_OPENING_REACH = 4
_ADJACENT = 2
_CLAUSE_BREAKS = frozenset({",", ";", ":", "while", "after", "when", "where", "but"})
_NOUN_PHRASE_REACH = 7
_NESTED_PHRASES = 3
_WIDE = ("PCL", "TERR", "CONT", "RGN")


@dataclass(frozen=True, slots=True)
class Site:
    """A place named in a sentence, at `tokens[first:last]`.

    `governor` is the preposition it hangs on; "" where it hangs on none.
    """

    toponym: Toponym
    first: int
    last: int
    governor: str = ""


def _is_no_site(words: Words, site: Site) -> bool:
    """Tell whether a name is in a compound, an agency's initials or an outlet's.

    What follows a bar in a headline names the outlet: "Two shot | Waco News".
    """
    is_initials = (
        words.at(site.first - 1) == "("
        and words.at(site.last) == ")"
        and words.tokens[site.first].text.isupper()
    )
    is_outlet = words.sentence.block is BlockKind.HEADLINE and bool(
        _OUTLET_MARKS & set(words.lower[: site.first])
    )
    return is_initials or is_outlet or words.at(site.last) in _HYPHENS


@dataclass(frozen=True, slots=True)
class Link:
    """A trigger at `tokens[first:last]`, and one of the sites around it.

    `others` are the indexes of all triggers' tokens in the sentence; `holders`
    the first tokens of sites that contain another site.
    """

    words: Words
    first: int
    last: int
    site: Site
    sites: Sequence[Site]
    others: frozenset[int] = frozenset()
    is_movement: bool = False
    holders: frozenset[int] = frozenset()

    @property
    def gap(self) -> range:
        """The indexes of the tokens between trigger and site."""
        return self.gap_to(self.site)

    def gap_to(self, site: Site) -> range:
        """Return the indexes of the tokens between the trigger and a site."""
        if site.first >= self.last:
            return range(self.last, site.first)
        return range(site.last, self.first)


def site_at(words: Words, toponym: Toponym, first: int, last: int) -> Site:
    """Return a toponym that stands at `tokens[first:last]` as a site."""
    return Site(toponym, first, last, governor(words, first))


def sites_of(words: Words, toponyms: Sequence[Toponym]) -> list[Site]:
    """Return the toponyms of a sentence that can be where something happened.

    Demonyms, places inside organisations' names and compounds ("X-led") are left
    out; NIL is in, since something may well have happened there.
    """
    first_at = {token.start: index for index, token in enumerate(words.tokens)}
    past_at = {token.end: index + 1 for index, token in enumerate(words.tokens)}
    found = [
        site_at(words, toponym, first_at[span.start], past_at[span.end])
        for toponym in toponyms
        if toponym.mention.kind in {MentionKind.PLACE, MentionKind.FACILITY}
        and (span := toponym.mention.span) in words.sentence.span
        and span.start in first_at
        and span.end in past_at
    ]
    return [site for site in found if not _is_no_site(words, site)]


class PlaceType(NamedTuple):
    """One row of the table of nouns for kinds of place."""

    word: str
    position: str
    kind: str
    code: str
    joins: str
    source: str


@cache
def place_nouns() -> frozenset[str]:
    """Return the nouns that take a place's name after "of": "the town of"."""
    nouns = {row.word for row in lexicon.load("place_types", PlaceType)}
    return frozenset(nouns) | words_in("part of a place")


def governor(words: Words, first: int) -> str:
    """Return the preposition that governs a name, through its noun phrase.

    "in the western province of X" is governed by "in"; "" where a verb, a comma
    or the start of the sentence comes first.
    """
    for index in range(first - 1, max(-1, first - 1 - _NOUN_PHRASE_REACH), -1):
        word = words.lower[index]
        if word == "of" and words.at(index - 1) in place_nouns():
            continue
        if word in words_in("locative preposition") | _ORIGIN | _TOWARD | _AGENCY | {
            "of"
        }:
            return word
        if limits().get(word) == "stop" and word not in {"the", "and"}:
            return ""
        if not (word[0].isalnum() or word in {"-", "'s", "’s", "and"}):
            return ""
    return ""


def is_origin(words: Words, site: Site) -> bool:
    """Tell whether a movement started at a site: "from the airfield in X"."""
    index = site.first
    for _ in range(_NESTED_PHRASES):
        word = governor(words, index)
        if word not in words_in("locative preposition"):
            return word in _ORIGIN and not _is_title(words, site.last)
        while words.at(index) != word:
            index -= 1
    return False


def _is_title(words: Words, index: int) -> bool:
    """Tell whether a place's name goes on to name a person or body."""
    return words.is_capitalised(index) or words.at(index) in people()


def locative(link: Link) -> float:
    """A preposition of place stands before it."""
    return float(link.site.governor in words_in("locative preposition"))


def direct(link: Link) -> float:
    """The preposition of place stands right before it."""
    return float(link.words.at(link.site.first - 1) in words_in("locative preposition"))


def typed(link: Link) -> float:
    """It is called a town, a district or the like."""
    return float(link.site.toponym.mention.wording is not None)


def origin(link: Link) -> float:
    """It is where something came from."""
    return float(link.site.governor in _ORIGIN)


def toward(link: Link) -> float:
    """It is where something goes."""
    return float(link.site.governor in _TOWARD)


def goal(link: Link) -> float:
    """It is where the forces go."""
    return toward(link) * float(link.is_movement)


def target(link: Link) -> float:
    """It is what is taken or attacked."""
    gap = link.gap
    return float(
        link.site.first >= link.last
        and len(gap) <= _TARGET_REACH
        and not link.site.governor
        and not any(link.words.lower[i] in _CLAUSE_BREAKS for i in gap)
    )


def near(link: Link) -> float:
    """It is said to be near."""
    return float(link.site.governor in _NEAR)


def holds(link: Link) -> float:
    """It contains another place named in the sentence."""
    return float(link.site.first in link.holders)


def of(link: Link) -> float:
    """It hangs on a noun by "of"."""
    return float(link.site.governor == "of")


def agency(link: Link) -> float:
    """It acts, or is acted for or against."""
    return float(link.site.governor in _AGENCY)


def possessive(link: Link) -> float:
    """Something of its own is spoken of."""
    return float(link.words.at(link.site.last) in {"'s", "’s", "'", "’"})


def modifies(link: Link) -> float:
    """It only describes the noun after it."""
    after = link.words.at(link.site.last)
    return float(
        after[:1].isalpha()
        and limits().get(after) != "stop"
        and after not in place_nouns()
        and link.site.last not in link.others
    )


def named_area(link: Link) -> float:
    """The noun after it says that it is an area."""
    return float(
        link.words.at(link.site.last) in place_nouns()
        or link.words.at(link.site.last + 1) in place_nouns()
    )


def parenthesised(link: Link) -> float:
    """It stands in brackets."""
    return float(link.words.at(link.site.first - 1) in {"(", "["})


def parent(link: Link) -> float:
    """It only says where the place before it lies."""
    return float(
        any(
            other.last < link.site.first
            and link.site.first - other.last == 1
            and link.words.at(other.last) == ","
            for other in link.sites
        )
    )


def has_parent(link: Link) -> float:
    """The words after it say where it lies."""
    return float(
        link.words.at(link.site.last) == ","
        and any(other.first == link.site.last + 1 for other in link.sites)
    )


def subject(link: Link) -> float:
    """It is the subject of a verb."""
    after = link.words.at(link.site.last)
    return float(
        not link.site.governor
        and (limits().get(after) == "stop" or after.endswith("ed"))
        and after not in {"and", "in", "of", "on"}
    )


def opening(link: Link) -> float:
    """The sentence opens with it."""
    words = link.words
    is_first = link.site.first == 0 or words.at(0) in words_in("locative preposition")
    return float(is_first and link.site.first <= _OPENING_REACH)


def reported(link: Link) -> float:
    """A verb of saying stands between it and what happened."""
    says = words_in("speech word")
    return float(any(link.words.lower[i] in says for i in link.gap))


def adjacent(link: Link) -> float:
    """It stands right beside what happened."""
    return float(len(link.gap) <= _ADJACENT)


def of_people(link: Link) -> float:
    """It says where somebody is from or what they lead."""
    return of(link) * float(link.words.at(link.site.first - 2) in people())


def clause_locative(link: Link) -> float:
    """A preposition of place ties it to the clause of what happened."""
    return locative(link) * same_clause(link) * (1 - reported(link))


def same_clause(link: Link) -> float:
    """No clause boundary parts it from what happened."""
    return float(not any(link.words.lower[i] in _CLAUSE_BREAKS for i in link.gap))


def walled(link: Link) -> float:
    """Another clause begins between it and what happened."""
    return float(any(link.words.lower[i] in words_in("subordinator") for i in link.gap))


def commas(link: Link) -> float:
    """Commas stand between it and what happened."""
    return float(min(2, sum(link.words.lower[i] == "," for i in link.gap)))


def opening_locative(link: Link) -> float:
    """The sentence opens by placing itself there."""
    return locative(link) * opening(link)


def follows_locative(link: Link) -> float:
    """It follows what happened, after a preposition of place."""
    return locative(link) * after(link) * same_clause(link)


def unknown(link: Link) -> float:
    """No gazetteer entry fits it."""
    return float(link.site.toponym.place is None)


def doubtful(link: Link) -> float:
    """It may not be a place's name."""
    return 1 - link.site.toponym.mention.confidence


def several(link: Link) -> float:
    """The sentence names several places."""
    return math.log(len(link.sites))


def nearest(link: Link) -> float:
    """No other place is nearer to what happened."""
    return float(len(link.gap) == min(len(link.gap_to(s)) for s in link.sites))


def nearest_locative(link: Link) -> float:
    """Of the places after a preposition of place, it is the nearest."""
    gaps = [
        len(link.gap_to(site))
        for site in link.sites
        if site.governor in words_in("locative preposition")
    ]
    return float(bool(locative(link)) and len(link.gap) == min(gaps))


def nearest_of_several(link: Link) -> float:
    """Of several places, it is the nearest after a preposition of place."""
    return nearest_locative(link) * several(link)


def nearest_in_clause(link: Link) -> float:
    """It is the nearest in its clause after a preposition of place."""
    return nearest_locative(link) * clause_locative(link)


def nearest_after(link: Link) -> float:
    """It follows what happened, and is the nearest such place."""
    return nearest_locative(link) * after(link)


def far_after(link: Link) -> float:
    """It follows what happened at some distance."""
    return after(link) * distance(link)


def later_clause(link: Link) -> float:
    """It stands in a later clause."""
    return after(link) * walled(link)


def after(link: Link) -> float:
    """It follows what happened."""
    return float(link.site.first >= link.last)


def distance(link: Link) -> float:
    """It stands at some distance from what happened."""
    return math.log1p(len(link.gap)) / 2


def other_trigger(link: Link) -> float:
    """Another happening stands between."""
    return float(bool(link.others & set(link.gap)))


def speech(link: Link) -> float:
    """It is where somebody spoke."""
    near = link.words.lower[max(0, link.site.first - 4) : link.site.first]
    return float(bool(words_in("speech word") & set(near)))


def facility(link: Link) -> float:
    """It is a building or site."""
    return float(link.site.toponym.mention.kind is MentionKind.FACILITY)


def wide(link: Link) -> float:
    """It is a whole country or region."""
    place = link.site.toponym.place
    return float(place is not None and place.feature_code.startswith(_WIDE))


def vicinity(link: Link) -> float:
    """It is named to say what is near it."""
    return float(link.site.toponym.mention.vicinity is not None)


def listed(link: Link) -> float:
    """It stands in a list of places."""
    beside = {link.words.at(link.site.first - 1), link.words.at(link.site.last)}
    return float("and" in beside and len(link.sites) > 1)


FEATURES: tuple[Callable[[Link], float], ...] = (
    locative,
    direct,
    typed,
    origin,
    toward,
    goal,
    target,
    near,
    holds,
    of,
    agency,
    possessive,
    modifies,
    named_area,
    parenthesised,
    parent,
    has_parent,
    subject,
    opening,
    reported,
    adjacent,
    of_people,
    clause_locative,
    same_clause,
    walled,
    commas,
    opening_locative,
    follows_locative,
    unknown,
    doubtful,
    several,
    nearest,
    nearest_locative,
    nearest_of_several,
    nearest_in_clause,
    nearest_after,
    far_after,
    later_clause,
    after,
    distance,
    other_trigger,
    speech,
    facility,
    wide,
    vicinity,
    listed,
)


class WeightRow(NamedTuple):
    """The weight of one feature."""

    feature: str
    weight: str
    source: str


@cache
def weights() -> Mapping[str, float]:
    """Return the weight of each feature, and of the bias."""
    rows = lexicon.load("link_weights", WeightRow)
    return {row.feature: float(row.weight) for row in rows}


@dataclass(frozen=True, slots=True)
class Scored:
    """A site with the probability that the event happened there, and why."""

    site: Site
    probability: float
    evidence: tuple[Evidence, ...]


def score(link: Link) -> Scored:
    """Return the probability of a link, with the reasons that bear on it."""
    evidence = tuple(
        Evidence(
            feature=feature.__name__,
            score=round(value * weights().get(feature.__name__, 0.0), 3),
            detail=str(feature.__doc__),
        )
        for feature in FEATURES
        if (value := feature(link))
    )
    total = weights()["bias"] + sum(item.score for item in evidence)
    return Scored(link.site, 1 / (1 + math.exp(-total)), evidence)
