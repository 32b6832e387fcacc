"""The country whose courts and police act: "a Turkish court jailed her"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ....lexicon.closed_words import words_in
from ....records import Mention, MentionKind, Toponym
from ....stages import Gazetteer
from ...mentions import Happening
from ...sentence.nouns import limits
from ...sentence.words import POSSESSIVES, Words
from .chosen import EventPlace, fallback
from .linking import THRESHOLD

DUTIES = frozenset({"arrest", "beat", "capture", "disperse", "measure", "torture"})
"""What the police and the courts of a country do in it, as armies may do abroad."""

_REACH = 4


def institution_of(
    happening: Happening, toponyms: Sequence[Toponym], gazetteer: Gazetteer
) -> Toponym | None:
    """Return the country whose body does what happens, as a toponym.

    It is told by the word before the body: "Turkish police", "Turkey's government".
    None where that is no country, where two countries' bodies are named, and of
    what is no body's duty or is done to one: "four Iranian agents were indicted".

    Parameters
    ----------
    toponyms : sequence of Toponym
        Those of the sentence.
    """
    words = happening.clause.words
    if not happening.main.actions & DUTIES:
        return None
    found = {
        code: index
        for index, word in enumerate(words.lower)
        if word in words_in("body of a country")
        and not any(g.first <= index < g.last for g in happening.patients)
        for code in _owners(words, index, toponyms, gazetteer)
    }
    place = gazetteer.country(next(iter(found))) if len(found) == 1 else None
    if place is None:
        return None
    (index,) = found.values()
    span = words.span(index, index + 1)
    mention = Mention(
        span=span, text=words.text(span), name=place.name, kind=MentionKind.DEMONYM
    )
    return Toponym(mention=mention, place=place, confidence=1.0)


def believed(
    event_places: Sequence[EventPlace], body: Toponym | None
) -> list[EventPlace]:
    """Return the places of a happening but doubtful ones outside a body's country."""
    return [
        event_place
        for event_place in event_places
        if event_place.confidence >= THRESHOLD or _is_in(event_place, body)
    ]


def at_home(event_place: EventPlace | None, body: Toponym | None) -> EventPlace | None:
    """Return a place found around, or the country of the body that lies elsewhere."""
    if body is None or (event_place is not None and _is_in(event_place, body)):
        return event_place
    return fallback(body, "body")


def _is_in(event_place: EventPlace, body: Toponym | None) -> bool:
    """Tell whether a place lies in a body's country; so it does of none."""
    place = event_place.toponym.place
    return (
        body is None
        or body.place is None
        or (place is not None and place.country_code == body.place.country_code)
    )


def _owners(
    words: Words, body: int, toponyms: Sequence[Toponym], gazetteer: Gazetteer
) -> Iterator[str]:
    """Yield the code of the country that the words before a body name, if any."""
    for index in range(body - 1, max(-1, body - 1 - _REACH), -1):
        word = words.lower[index]
        if word in POSSESSIVES:
            continue
        if not word[0].isalpha() or limits().get(word) == "stop":
            return
        pair = words.text(words.span(max(0, index - 1), index + 1))
        code = (
            gazetteer.demonym(pair)
            or gazetteer.demonym(words.tokens[index].text)
            or _country_at(words, index, toponyms)
        )
        if code:
            yield code
            return


def _country_at(words: Words, index: int, toponyms: Sequence[Toponym]) -> str | None:
    """Return the country code of the toponym that ends at a token, or None."""
    end = words.tokens[index].end
    return next(
        (
            toponym.place.country_code
            for toponym in toponyms
            if toponym.place and toponym.mention.span.end == end
        ),
        None,
    )
