"""Who took part: actors with their role, side and affiliation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ..records import Actor, MentionKind, Toponym
from .closed_words import words_in
from .groups import EXTERNAL, STATE, Group
from .roles import Clause
from .words import Words

AGENT, PATIENT, PARTY = "agent", "patient", "party"
_ACRONYM = re.compile(
    r"((?:[A-Z][\w'’-]+\s+(?:(?:of|the|for|and|de|del)\s+)*){1,7}[A-Z][\w'’-]+)\s+"
    r"[(\[]([A-Z]{2,8})[)\]]"
)


def acronyms(text: str) -> dict[str, str]:
    """Return the acronyms a text defines, with what they stand for.

    >>> acronyms("The Collective Security Treaty Organisation (CSTO) met.")
    {'CSTO': 'Collective Security Treaty Organisation'}
    """
    return {
        match[2]: re.sub(r"\s+", " ", match[1]).removeprefix("The ")
        for match in _ACRONYM.finditer(text)
    }


def actor_of(
    clause: Clause,
    group: Group,
    *,
    role: str,
    demonyms: Iterable[Toponym],
    known: Mapping[str, str],
) -> Actor | None:
    """Return a group of people as an actor; None for a pronoun or "people".

    Parameters
    ----------
    demonyms : iterable of Toponym
        The document's toponyms; those within the group's words give its country.
    known : mapping
        Acronyms the document defines.
    """
    name = actor_name(clause.words, group)
    if not group.is_known and " " not in name:
        return None
    if not name or (group.side is None and name.lower() in words_in("anybody")):
        return None
    span = clause.words.span(group.first, group.last)
    countries = [
        toponym.place.country_code
        for toponym in demonyms
        if toponym.place is not None
        and toponym.mention.span in span
        and toponym.mention.kind is not MentionKind.ORG_NESTED
    ]
    associates = [known[word] for word in name.split(" ") if word in known]
    return Actor(
        name=name,
        role=role,
        span=span,
        inter=group.side,
        country_code=countries[0] if countries else None,
        associate=associates[0] if associates else None,
    )


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
    kept = [token.text for token in words.tokens[first : group.last]]
    name = (
        re.sub(r" ?- ?", "-", " ".join(kept)).replace(" 's", "'s").replace(" ’s", "’s")
    )
    return name[:1].upper() + name[1:]


def as_external(actors: Sequence[Actor], country_code: str | None) -> tuple[Actor, ...]:
    """Return the actors with foreign forces coded as external.

    ACLED's code 8 is for state forces outside their own country; forces whose
    country no word names are taken for those of the country of the event.
    """
    coded = []
    for actor in actors:
        inter, own = actor.inter, actor.country_code
        if inter == STATE and own is None:
            own = country_code
        elif inter == STATE and country_code and own != country_code:
            inter = EXTERNAL
        coded.append(
            Actor(
                name=actor.name,
                role=actor.role,
                span=actor.span,
                inter=inter,
                country_code=own,
                associate=actor.associate,
            )
        )
    return tuple(coded)
