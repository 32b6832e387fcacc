# ruff: noqa: D401 -- these docstrings are sentences shown to readers
"""The reasons for and against a place being where an event happened.

Each is one function of a link; its docstring is the reason as the reader sees
it. A value of 0 means that the reason does not apply.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from ....lexicon.closed_words import words_in
from ....records import MentionKind
from ...sentence.nouns import limits, people
from .context import Link
from .mentions import AGENCY, NEAR, ORIGIN, TOWARD, Basis, place_nouns

_CLAUSE_BREAKS = frozenset({",", ";", ":", "while", "after", "when", "where", "but"})
_WIDE = ("PCL", "TERR", "CONT", "RGN")
_TARGET_REACH = 4
_OPENING_REACH = 4
_ADJACENT = 2


Feature = Callable[[Link], float]


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
    return float(link.site.governor in ORIGIN)


def toward(link: Link) -> float:
    """It is where something goes."""
    return float(link.site.governor in TOWARD)


def goal(link: Link) -> float:
    """It is where the forces go."""
    return toward(link) and float(link.is_movement)


def target(link: Link) -> float:
    """It is what is taken or attacked."""
    return float(
        link.site.first >= link.last
        and len(link.gap) <= _TARGET_REACH
        and not link.site.governor
        and _CLAUSE_BREAKS.isdisjoint(link.between)
    )


def near(link: Link) -> float:
    """It is said to be near."""
    return float(link.site.governor in NEAR)


def holds(link: Link) -> float:
    """It contains another place named in the sentence."""
    return float(link.site.first in link.context.holders)


def of(link: Link) -> float:
    """It hangs on a noun by "of"."""
    return float(link.site.governor == "of")


def agency(link: Link) -> float:
    """It acts, or is acted for or against."""
    return float(link.site.governor in AGENCY)


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
        and link.site.last not in link.context.taken
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
    return float(not words_in("speech word").isdisjoint(link.between))


def adjacent(link: Link) -> float:
    """It stands right beside what happened."""
    return float(len(link.gap) <= _ADJACENT)


def of_people(link: Link) -> float:
    """It says where somebody is from or what they lead."""
    return of(link) and float(link.words.at(link.site.first - 2) in people())


def clause_locative(link: Link) -> float:
    """A preposition of place ties it to the clause of what happened."""
    return locative(link) and same_clause(link) and 1 - reported(link)


def same_clause(link: Link) -> float:
    """No clause boundary parts it from what happened."""
    return float(_CLAUSE_BREAKS.isdisjoint(link.between))


def walled(link: Link) -> float:
    """Another clause begins between it and what happened."""
    return float(not words_in("subordinator").isdisjoint(link.between))


def commas(link: Link) -> float:
    """Commas stand between it and what happened."""
    return float(min(2, link.between.count(",")))


def opening_locative(link: Link) -> float:
    """The sentence opens by placing itself there."""
    return locative(link) and opening(link)


def follows_locative(link: Link) -> float:
    """It follows what happened, after a preposition of place."""
    return locative(link) and after(link) and same_clause(link)


def unknown(link: Link) -> float:
    """No gazetteer entry fits it."""
    return float(link.site.toponym.place is None)


def doubtful(link: Link) -> float:
    """It may not be a place's name."""
    return 1 - link.site.toponym.mention.confidence


def worded(link: Link) -> float:
    """Only the words around it say that it is a place."""
    return float(link.site.basis is Basis.WORDING)


def guessed(link: Link) -> float:
    """Only its capitals say that it is a name."""
    return float(link.site.basis is Basis.CAPITALS)


def several(link: Link) -> float:
    """The sentence names several places."""
    return math.log(len(link.sites))


def nearest(link: Link) -> float:
    """No other place is nearer to what happened."""
    return float(len(link.gap) == min(len(link.gap_to(s)) for s in link.sites))


def nearest_locative(link: Link) -> float:
    """Of the places after a preposition of place, it is the nearest."""
    return float(link.is_nearest_locative)


def nearest_of_several(link: Link) -> float:
    """Of several places, it is the nearest after a preposition of place."""
    return nearest_locative(link) and several(link)


def nearest_in_clause(link: Link) -> float:
    """It is the nearest in its clause after a preposition of place."""
    return nearest_locative(link) and clause_locative(link)


def nearest_after(link: Link) -> float:
    """It follows what happened, and is the nearest such place."""
    return nearest_locative(link) and after(link)


def far_after(link: Link) -> float:
    """It follows what happened at some distance."""
    return after(link) and distance(link)


def later_clause(link: Link) -> float:
    """It stands in a later clause."""
    return after(link) and walled(link)


def after(link: Link) -> float:
    """It follows what happened."""
    return float(link.site.first >= link.last)


def distance(link: Link) -> float:
    """It stands at some distance from what happened."""
    return math.log1p(len(link.gap)) / 2


def other_trigger(link: Link) -> float:
    """Another happening stands between."""
    return float(not link.context.taken.isdisjoint(link.gap))


def speech(link: Link) -> float:
    """It is where somebody spoke."""
    near = link.words.lower[max(0, link.site.first - 4) : link.site.first]
    return float(not words_in("speech word").isdisjoint(near))


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


FEATURES: tuple[Feature, ...] = (
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
    worded,
    guessed,
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
