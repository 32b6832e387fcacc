"""Who took part: actors with their role, side and affiliation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ....lexicon.closed_words import words_in
from ....records import Actor, MentionKind, Toponym
from ...sentence.words import Words
from .agents import demonyms, peoples
from .groups import Group
from .roles import Clause
from .sides import CIVILIANS, EXTERNAL, IDENTITY, PROTESTERS, RIOTERS, STATE

AGENT, PATIENT, PARTY = "agent", "patient", "party"
_AGED = (("year-old",), ("year", "-", "old"), ("year", "old"))
_VIOLENT = frozenset(
    {"Battles", "Violence against civilians", "Explosions/Remote violence"}
)
_CROWD_OF_TYPE = {"Protests": PROTESTERS, "Riots": RIOTERS}


def actor_of(
    clause: Clause, group: Group, *, role: str, toponyms: Iterable[Toponym]
) -> Actor | None:
    """Return a group of people as an actor; None for a pronoun or "people".

    Parameters
    ----------
    toponyms : iterable of Toponym
        The document's, demonyms too; those within the group's words give its
        country, unless it is of an organisation whose country is known.
    """
    name = group.stands_for or actor_name(clause.words, group)
    if not name or not (group.is_known or " " in name or name.lower() in peoples()):
        return None
    if name.lower() in words_in("anybody") | words_in("no actor"):
        return None
    span = clause.words.span(group.first, group.last)
    countries = [
        toponym.place.country_code
        for toponym in toponyms
        if toponym.place is not None
        and toponym.mention.span in span
        and toponym.mention.kind is not MentionKind.ORG_NESTED
    ]
    countries += _home(clause.words, group, toponyms)
    organisation = group.organisation
    if organisation is not None and organisation.inter:
        countries = [organisation.country_code]
    inter = CIVILIANS if group.side is None and role == PATIENT else group.side
    return Actor(
        name=name,
        role=role,
        span=span,
        inter=inter,
        country_code=countries[0] if countries else None,
        associate=organisation.name if organisation else None,
    )


def _home(words: Words, group: Group, toponyms: Iterable[Toponym]) -> list[str | None]:
    """Return the country in "soldiers of Chad", "the army of the Sudan"."""
    if words.at(group.last) not in {"of", "from"}:
        return []
    index = group.last + (2 if words.at(group.last + 1) == "the" else 1)
    if index >= len(words):
        return []
    start = words.tokens[index].start
    return [
        toponym.place.country_code
        for toponym in toponyms
        if toponym.place is not None
        and toponym.mention.span.start == start
        and toponym.place.is_country
    ]


def actor_name(words: Words, group: Group) -> str:
    """Return a group's words without number and article, capitalised."""
    if group.head is None or group.is_pronoun:
        return ""
    first = group.first
    while first < group.head and (
        words.lower[first] in words_in("not in an actor name")
        or first in words.numbers
        or not words.lower[first][0].isalpha()
    ):
        first = words.numbers[first][0] if first in words.numbers else first + 1
    for aged in _AGED:
        if words.lower[first : first + len(aged)] == aged and group.head >= (
            first + len(aged)
        ):
            first += len(aged)
    kept = [token.text for token in words.tokens[first : group.last]]
    name = re.sub(r" ?- ?", "-", " ".join(kept))
    name = re.sub(r" (?=['’](?:s\b| |$))", "", name)
    if group.side == STATE and name.lower() in demonyms():
        name += " forces"
    return name[:1].upper() + name[1:]


def as_coded(
    actors: Sequence[Actor], event_type: str, country_code: str | None
) -> tuple[Actor, ...]:
    """Return the actors with the codes that what they do, and where, gives them.

    By ACLED's rules, state forces outside their own country are external (8),
    those who march are protesters, a violent crowd rioters, and a community that
    attacks an identity militia. Forces whose country no word names are taken for
    those of the country of the event. Police who meet a crowd are its other side.
    """
    crowd = _CROWD_OF_TYPE.get(event_type)
    coded = [_in_country(actor, country_code) for actor in actors]
    if crowd is not None:
        return tuple(_with_crowd(coded, crowd))
    return tuple(
        replace(actor, inter=IDENTITY)
        if event_type in _VIOLENT and actor.role != PATIENT and _is_communal(actor)
        else actor
        for actor in coded
    )


def _in_country(actor: Actor, country_code: str | None) -> Actor:
    """Return state forces with their country, or as external outside it."""
    if actor.inter != STATE:
        return actor
    if actor.country_code is None:
        return replace(actor, country_code=country_code)
    is_abroad = country_code is not None and actor.country_code != country_code
    return replace(actor, inter=EXTERNAL) if is_abroad else actor


def _with_crowd(actors: Sequence[Actor], crowd: int) -> list[Actor]:
    """Return the actors of a protest or riot: its crowd, and who meets it."""
    coded = [
        replace(actor, inter=crowd)
        if actor.inter in {None, CIVILIANS, PROTESTERS, RIOTERS}
        and actor.role != PATIENT
        else actor
        for actor in actors
    ]
    if not any(actor.inter == crowd and actor.role != PATIENT for actor in coded):
        return coded
    return [
        replace(actor, role=PARTY)
        if actor.role == AGENT and actor.inter in {STATE, EXTERNAL}
        else actor
        for actor in coded
    ]


def _is_communal(actor: Actor) -> bool:
    """Tell whether an actor's noun is of a community: herders, youths, clans."""
    return actor.inter in {None, CIVILIANS} and (
        actor.name.lower().split(" ")[-1] in words_in("communal")
    )
