"""Words as reasons for and against a place being where an event happened.

What `link_features` measures by rules, these tell by the words themselves: those
between the place and what happened, beside the place, and beside the verb. Their
weights were learned; a cue without a weight says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ....lexicon.closed_words import words_in
from ...candidates.triggers import NOUN
from .context import Link
from .link_features import after

_NEAR_WORDS = 6
_FAR_WORDS = (10, 20)
_VERB_GROUP = 3


class Cue(NamedTuple):
    """One such reason: its kind, and the words it is about."""

    kind: str
    words: str


REASONS = {
    "between": "These words stand between it and what happened.",
    "before": "These words stand before it.",
    "behind": "This word stands after it.",
    "verb": "It stands so to a verb of this kind.",
    "verb word": "This word stands beside the verb.",
    "preposition": "It hangs on a verb of this kind by this preposition.",
    "distance": "It is this many words away, by this preposition.",
    "place": "It is a place of this kind, by this preposition.",
}
"""What each kind of cue says, as the reader sees it."""


def cues(link: Link) -> Iterator[Cue]:
    """Yield the cues of a link; the side of the verb it stands on is in most.

    ">" stands for after the verb, "<" for before it, "@" for a word of another
    place, "#" for a number.
    """
    side = ">" if after(link) else "<"
    site, governor = link.site, link.site.governor or "-"
    verb = f"{_verb(link)} {side}"
    signs = link.context.signs[link.gap.start : link.gap.stop]
    for word in sorted(set(signs) - {"@"}):
        yield Cue("between", f"{word} {side}")
    before = [_sign(link, site.first - reach) for reach in (2, 1)]
    yield Cue("before", before[-1])
    yield Cue("before", " ".join(before))
    yield Cue("behind", f"{_sign(link, site.last)} {side}")
    yield Cue("verb", f"{verb} {site.basis}")
    yield Cue("verb word", f"{_sign(link, link.first - 1)} _ {side}")
    yield Cue("verb word", f"_ {_sign(link, link.last)} {side}")
    yield Cue("preposition", f"{verb} {governor}")
    yield Cue("distance", f"{_distance(len(link.gap))} {side} {governor}")
    place = site.toponym.place
    yield Cue("place", f"{place.feature_code[:3] if place else '-'} {side} {governor}")


def _sign(link: Link, index: int) -> str:
    """Return a word, or the sign for its kind; "" beyond the sentence."""
    signs = link.context.signs
    return signs[index] if 0 <= index < len(signs) else ""


def _verb(link: Link) -> str:
    """Return what the verb reports, and whether it may be in the passive."""
    found = [t for t in link.context.triggers if t.first <= link.first < t.last]
    if found and all(trigger.shape == NOUN for trigger in found):
        return "noun"
    actions = sorted({action for trigger in found for action in trigger.actions})
    group = {link.words.at(link.first - reach) for reach in range(1, _VERB_GROUP + 1)}
    voice = "be " if group & words_in("form of be") else ""
    return voice + ("/".join(actions) or "other")


def _distance(words: int) -> str:
    """Return a number of words, roughly where there are many."""
    if words < _NEAR_WORDS:
        return str(words)
    return f"{sum(words >= bound for bound in _FAR_WORDS) + 1} far"
