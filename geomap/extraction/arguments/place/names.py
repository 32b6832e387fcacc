"""Find names of places that the recogniser missed, where the words place them.

"in Hirbnafseh", "the village of Tees", "Surainaka village": a run of capitalised
words in such a position names a place, whether or not a gazetteer has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ....geo import great_circle_km
from ....lexicon.closed_words import words_in
from ....records import Mention, Place, Span, Toponym
from ....stages import Gazetteer
from ...candidates.triggers import Trigger
from ...sentence.nouns import limits, people
from ...sentence.words import Words
from .mentions import Basis, Site, governor, place_nouns, site_at, sites_of

MAX_NAME_WORDS = 8
RUN_CONFIDENCE = 0.5
CAPITALS_CONFIDENCE = 0.2
MIN_POPULATION = 15_000
"""With no other place in the document, only a town of this size is believed."""

AT_HAND_KM = 300.0
"""Further from all other places of the document, a name is a namesake's."""

_PERSONAL = frozenset(
    {"abduct", "arrest", "beat", "die", "kill", "rape", "stab", "torture", "wound"}
)
"""Actions that are done to people, so that their objects are no places."""

_BULLETS = frozenset("-*•·▪–—")
_INSIDE = frozenset(
    {"-", "‐", "‑", "’", "'", "‘", "`", "al", "el", "de", "del", "la", "abu"}
)


def all_sites(
    words: Words,
    toponyms: Sequence[Toponym],
    *,
    triggers: Sequence[Trigger],
    gazetteer: Gazetteer,
    around: Sequence[Place] | None = None,
) -> list[Site]:
    """Return every place a sentence names: its toponyms, and names they missed.

    Such a name stands where only a place can ("the village of X"), or is known to
    the gazetteer and what a verb is done to ("raided X") or a line's label ("X: 9
    dead").

    Parameters
    ----------
    around : sequence of Place
        Places of the document's toponyms, by default of `toponyms`; a gazetteer
        entry far from them is not taken for a missed name.
    """
    sites = sites_of(words, toponyms)
    if around is None:
        around = places_of(toponyms)
    marked = _marked(words, toponyms)
    verbs = {i for trigger in triggers for i in range(trigger.first, trigger.last)}
    personal = {t.last - 1 for t in triggers if t.actions <= _PERSONAL}
    found = list(sites)
    for first, last in _runs(words, marked | verbs):
        if place_nouns().issuperset(words.lower[first:last]):
            continue
        ends = {site.last for site in found}
        is_placed = _stands_as_place(words, first, last, ends)
        is_object = first - 1 in verbs - personal
        if first - 1 not in marked and (is_placed or is_object):
            toponym = _toponym(words, words.span(first, last), gazetteer, around)
            if is_placed or toponym.place is not None:
                found.append(site_at(words, toponym, first, last, basis=Basis.WORDING))
        elif _is_label(words, first, last):
            toponym = _toponym(words, words.span(first, last), gazetteer, around)
            if toponym.place is not None and _is_well_known(toponym.place):
                found.append(site_at(words, toponym, first, last, basis=Basis.WORDING))
    return sorted(found, key=lambda site: site.first)


def guessed_sites(
    words: Words,
    toponyms: Sequence[Toponym],
    *,
    sites: Sequence[Site],
    triggers: Sequence[Trigger],
) -> list[Site]:
    """Return the capitalised names that are no site yet, nor known to be no place.

    Most are people and groups: they are there to be weighed against the sites.
    They are not looked up; where one wins, the place around it stands in.
    """
    used = {
        *_marked(words, toponyms),
        *(i for site in sites for i in range(site.first, site.last)),
        *(i for trigger in triggers for i in range(trigger.first, trigger.last)),
        *(i for i, (last, _) in words.organisations.items() for i in range(i, last)),
    }
    found = []
    for first, last in _runs(words, frozenset(used)):
        if last > 1 or words.lower[0] not in limits():
            span = words.span(first, last)
            text = words.text(span)
            mention = Mention(
                span=span, text=text, name=text, confidence=CAPITALS_CONFIDENCE
            )
            toponym = Toponym(mention=mention, place=None, confidence=0.0)
            found.append(site_at(words, toponym, first, last, basis=Basis.CAPITALS))
    return found


def _marked(words: Words, toponyms: Sequence[Toponym]) -> frozenset[int]:
    """Return the indexes of the tokens that the recogniser marked."""
    return frozenset(
        index
        for span in (toponym.mention.span for toponym in toponyms)
        for index, token in enumerate(words.tokens)
        if token.start < span.end and span.start < token.end
    )


def places_of(toponyms: Sequence[Toponym]) -> list[Place]:
    """Return the places of toponyms, each once."""
    places = (toponym.place for toponym in toponyms)
    return list({place.id: place for place in places if place is not None}.values())


def _runs(words: Words, used: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words that are not used otherwise."""
    past = 0
    for first in words.capitalised:
        if first < past or first in used or not _is_name_word(words, first):
            continue
        last = first + 1
        while (
            last < len(words)
            and last not in used
            and (_is_name_word(words, last) or _joins(words, last))
        ):
            last += 1
        while not _is_name_word(words, last - 1):
            last -= 1
        if last <= first + MAX_NAME_WORDS:
            yield first, last
        past = last


def _is_name_word(words: Words, index: int) -> bool:
    """Tell whether a token may be a word of a place's name."""
    word = words.lower[index]
    return (
        words.is_capitalised(index)
        and limits().get(word) != "stop"
        and word not in people()
        and index not in words.numbers
    )


def _joins(words: Words, index: int) -> bool:
    """Tell whether a token joins two words of one name: "Tal al-Nasr"."""
    while words.at(index) in _INSIDE and not words.is_capitalised(index):
        index += 1
        if words.is_capitalised(index):
            return True
    return False


def _stands_as_place(words: Words, first: int, last: int, ends: set[int]) -> bool:
    """Tell whether the words around a run say that it names a place."""
    if words.tokens[first].text.isupper() and last == first + 1:
        return False
    if words.at(last) in place_nouns() or words.at(last - 1) in place_nouns():
        return first > 0
    if words.at(first - 1) in {",", "and"} and first - 1 in ends:
        return words.at(last) in {",", "and", ".", "in"}
    word = governor(words, first)
    before = words.at(first - 1)
    return word in words_in("locative preposition") and (
        before in words_in("locative preposition") | place_nouns()
        or before in {"of", "the"}
        or "of" in before
    )


def _is_label(words: Words, first: int, last: int) -> bool:
    """Tell whether a run opens a line, or its item, as a label: "- Kisumu: 9 dead"."""
    is_first = first == 0 or (first == 1 and words.lower[0] in _BULLETS)
    return is_first and words.at(last) == ":"


def _is_well_known(place: Place) -> bool:
    """Tell whether a place is a division, or a town of some size."""
    is_division = place.feature_code in {"ADM1", "ADM2"}
    return is_division or (place.population or 0) >= MIN_POPULATION


def _is_at_hand(place: Place, around: Sequence[Place]) -> bool:
    """Tell whether a place lies where a document's places do, or is large.

    That is in the country of one of them, and where it has divisions, towns or sites
    in that country, in a first-level division of theirs or not far from one.
    """
    if not around:
        return (place.population or 0) >= MIN_POPULATION
    inland = [other for other in around if other.country_code == place.country_code]
    finer = [other for other in inland if not other.is_country]
    return bool(inland) and (
        not finer
        or any(
            other.admin1_code == place.admin1_code
            or great_circle_km(other.position, place.position) <= AT_HAND_KM
            for other in finer
        )
    )


def _toponym(
    words: Words, span: Span, gazetteer: Gazetteer, around: Sequence[Place]
) -> Toponym:
    """Return a run as a toponym, resolved only among the document's places."""
    name = words.text(span)
    options = [
        candidate
        for candidate in gazetteer.candidates(name, limit=20)
        if _is_at_hand(candidate.place, around)
    ]
    return Toponym(
        mention=Mention(span=span, text=name, name=name, confidence=RUN_CONFIDENCE),
        place=options[0].place if options else None,
        confidence=RUN_CONFIDENCE,
        candidates=tuple(options),
    )
