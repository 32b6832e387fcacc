"""Places named in a sentence, as candidates for where something happened."""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from ....lexicon.closed_words import words_in
from ....lexicon.names import types_after, types_before, types_of
from ....records import MentionKind, Toponym
from ...sentence.nouns import limits, people
from ...sentence.words import POSSESSIVES, Words
from .vicinities import PAIRED

ORIGIN = frozenset({"from", "via", "leaving"})
TOWARD = frozenset({"to", "into", "toward", "towards", "onto"})
AGENCY = frozenset({"by", "for", "against", "with", "between", "about", "than"})
NEAR = frozenset({"near", "outside", "around", "nearby"})
_HYPHENS = frozenset({"-", "‐", "‑"})
_ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ez"})
"""The Arabic article as it is spelled before a name: "al-", "ash-"."""

_NAME_LINKS = frozenset({"de", "del", "da", "do", "dos", "das"})
"""Words of Romance names between two words of one name: "Santa Rosa de Lima"."""

_BORDERS = frozenset({"border", "borders", "frontier", "boundary"})
_BORDER_REACH = 4
_NOUN_PHRASE_REACH = 7
_NESTED_PHRASES = 3
_SPEAKER_REACH = 4
_CARE_REACH = 16
_CARE = re.compile(
    r"""
    (?: \b(?:taken|rushed|flown|airlifted|transported|brought|transferred|admitted)
        (?:[ ]\w+){0,5}[ ]to
      | \b(?:died|dead|treated|treatment|recovering|condition)[ ](?:\w+[ ])?(?:at|in)
    )
    (?:[ ]\S+){0,6}
    [ ](?:hospital|clinic|infirmary|morgue|(?:medical|trauma|health)[ ]cent(?:er|re))$
    """,
    re.VERBOSE,
)
_PASSED = frozenset({"at", "in", "the"})
_DISTANT = (("distant speaker", "speech word"), ("hearing body", "hearing verb"))


class Basis(enum.StrEnum):
    """What makes words a site: a recogniser, the words around, or capitals alone."""

    MENTION = "mention"
    WORDING = "wording"
    CAPITALS = "capitals"


@dataclass(frozen=True, slots=True)
class Site:
    """A place named in a sentence, at `tokens[first:last]`.

    `governor` is the preposition it hangs on; "" where it hangs on none.
    """

    toponym: Toponym
    first: int
    last: int
    governor: str = ""
    basis: Basis = Basis.MENTION

    @property
    def is_paired(self) -> bool:
        """Whether it is one end of a way, or of a stretch between two places."""
        vicinity = self.toponym.mention.vicinity
        return vicinity is not None and vicinity.kind in PAIRED


def _is_no_site(words: Words, site: Site) -> bool:
    """Tell whether a name is in a longer one, an agency's initials or whose one is.

    "A Michigan man" may be hurt anywhere.
    """
    is_initials = (
        words.at(site.first - 1) == "("
        and words.at(site.last) == ")"
        and words.tokens[site.first].text.isupper()
    )
    is_compound = words.at(site.last) in _HYPHENS and not site.is_paired
    is_tail = words.at(site.first - 1) in _NAME_LINKS and words.is_capitalised(
        site.first - 2
    )
    return (
        is_initials
        or is_compound
        or is_tail
        or _is_whose(words, site)
        or is_across_border(
            site.toponym,
            words.lower[max(0, site.first - _BORDER_REACH) : site.first],
            words.lower[site.last : site.last + _BORDER_REACH],
        )
    )


def is_across_border(
    toponym: Toponym, before: Sequence[str], after: Sequence[str]
) -> bool:
    """Tell whether a country or division only names a border: "the border with Mali".

    What happens there mostly happens on this side. `before` and `after` are the
    words around the name, in lower case.
    """
    if toponym.place is None or toponym.place.feature_class != "A":
        return False
    rest = after[1:] if after[:1] and after[0] in POSSESSIVES else after
    is_followed = bool(rest) and rest[0] in _BORDERS
    lead = [word for word in before if word != "the"]
    is_led = lead[-1:] == ["bordering"] or (
        lead[-1:] and lead[-1] in {"with", "of"} and not _BORDERS.isdisjoint(lead)
    )
    return is_followed or bool(is_led)


def _is_whose(words: Words, site: Site) -> bool:
    """Tell whether a country or state only says where people are from."""
    place = site.toponym.place
    is_wide = place is not None and (place.is_country or place.feature_code == "ADM1")
    return is_wide and words.at(site.last) in people()


def _affiliated(words: Words, sites: Sequence[Site]) -> set[int]:
    """Return the first tokens of countries that only say whose something is.

    "The embassies of Rwanda and France" are in neither; nor is "the army of Chad".
    """
    found: set[int] = set()
    past = -1
    for site in sites:
        place = site.toponym.place
        if place is None or not place.is_country:
            continue
        start = site.first - (words.at(site.first - 1) == "the")
        gap = set(words.lower[past:start]) if past >= 0 else {""}
        is_owner = words.at(start - 1) == "of" and words.at(start - 2) in words_in(
            "of a country"
        )
        if is_owner or gap <= {",", "and", "or"}:
            found.add(site.first)
            past = site.last
    return found


def site_at(
    words: Words,
    toponym: Toponym,
    first: int,
    last: int,
    *,
    basis: Basis = Basis.MENTION,
) -> Site:
    """Return a toponym that stands at `tokens[first:last]` as a site.

    An Arabic article before the name is part of it: "al-" of "al-Bab".
    """
    start = first - 2
    if (
        words.at(first - 1) in _HYPHENS
        and words.at(start) in _ARTICLES
        and words.tokens[start].end + 1 == words.tokens[first].start
    ):
        first = start
        span = words.span(first, last)
        mention = replace(toponym.mention, span=span, text=words.text(span))
        toponym = replace(toponym, mention=mention)
    is_written = toponym.mention.position is not None  # coordinates are where it was
    preposition = "at" if is_written else governor(words, first)
    return Site(toponym, first, last, preposition, basis)


def sites_of(words: Words, toponyms: Sequence[Toponym]) -> list[Site]:
    """Return the toponyms of a sentence that can be where something happened.

    Demonyms, places inside organisations' names, compounds ("X-led") and countries
    that own something are left out; NIL is in: it may well have happened there.
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
    affiliated = _affiliated(words, found)
    return [
        site
        for site in found
        if site.first not in affiliated and not _is_no_site(words, site)
    ]


@cache
def place_nouns() -> frozenset[str]:
    """Return the nouns that take a place's name after "of": "the town of"."""
    nouns = {*types_after(), *types_before(), *types_of()}
    return frozenset(nouns) | words_in("part of a place")


def governor(words: Words, first: int) -> str:
    """Return the preposition that governs a name, through its noun phrase.

    "in the western province of X" is governed by "in"; "" where a verb, a comma
    or the start of the sentence comes first.
    """
    for index in range(first - 1, max(-1, first - 1 - _NOUN_PHRASE_REACH), -1):
        word = words.lower[index]
        if word in {"of", "between"} and words.at(index - 1) in place_nouns():
            continue
        if word in words_in("locative preposition") | ORIGIN | TOWARD | AGENCY | {"of"}:
            return word
        if limits().get(word) == "stop" and word not in {"the", "and"}:
            return ""
        if not (word[0].isalnum() or word in {"-", "'s", "’s", "and"}):
            return ""
    return ""


def is_origin(words: Words, site: Site) -> bool:
    """Tell whether a movement started at a site: "from the airfield in X"."""
    return _outer_governor(words, site) in ORIGIN and not _is_title(words, site.last)


def is_refuge(words: Words, site: Site) -> bool:
    """Tell whether a site is where people went: "fled to the town of X"."""
    return _outer_governor(words, site) in TOWARD


def _outer_governor(words: Words, site: Site) -> str:
    """Return the preposition a site hangs on, past those of place: "to a camp in"."""
    index = site.first
    for _ in range(_NESTED_PHRASES):
        word = governor(words, index)
        if word not in words_in("locative preposition"):
            return word
        while index >= 0 and words.at(index) != word:
            index -= 1
    return ""


def _is_title(words: Words, index: int) -> bool:
    """Tell whether a place's name goes on to name a person or body."""
    return words.is_capitalised(index) or words.at(index) in people()


def is_home(words: Words, site: Site) -> bool:
    """Tell whether a site is only where somebody lives or is from: "raised in X"."""
    preposition = _locative_before(words, site)
    return preposition is not None and (
        words.at(preposition - 1) in words_in("at home")
    )


def is_care(words: Words, site: Site) -> bool:
    """Tell whether a site is where the hurt were taken: "flown to a hospital in X"."""
    preposition = _locative_before(words, site)
    if preposition is None:
        return False
    before = words.lower[max(0, preposition - _CARE_REACH) : preposition]
    return _CARE.search(" ".join(before)) is not None


def _locative_before(words: Words, site: Site) -> int | None:
    """Return the index of the preposition of place that governs a site, or None."""
    if site.governor not in words_in("locative preposition"):
        return None
    index = site.first - 1
    while index >= 0 and words.at(index) != site.governor:
        index -= 1
    return index if index >= 0 else None


def is_spoken_from(words: Words, site: Site) -> bool:
    """Tell whether somebody far from what they tell of spoke or heard of it there.

    "A spokesman in Geneva said", but not "police in Goma said", who were there.
    """
    if site.governor not in words_in("locative preposition"):
        return False
    for index in range(site.first - 1, site.first - 1 - _SPEAKER_REACH, -1):
        word = words.at(index)
        for speaker, speech in _DISTANT:
            if word in words_in(speaker):
                return bool(words_in(speech) & {*words.lower, word})
        if word == "," or (limits().get(word) == "stop" and word not in _PASSED):
            return False
    return False


def is_talked_of(words: Words, named: range, index: int) -> bool:
    """Tell whether people only react, at a later token, to what a noun names.

    "The bombing was condemned in Brussels", "the killing sparked protests in Athens".
    `named` are the tokens of the noun.
    """
    reactions = words_in("talk verb") | words_in("reaction verb")
    return any(
        words.lower[at] in reactions and words.at(at + 1) != "by"
        for at in range(named.stop, index)
    )
