"""A sentence as the context of what happened: its triggers and its places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ....lexicon.closed_words import words_in
from ....stages import Gazetteer
from ...candidates.triggers import Trigger
from ...sentence.words import Words
from .chosen import lies_inside
from .mentions import Site


@dataclass(frozen=True, slots=True)
class LinkContext:
    """A sentence with everything that bears on where its happenings happened.

    Attributes
    ----------
    taken : frozenset of int
        Indexes of the triggers' tokens.
    signs : tuple of str
        The words, but "@" for one of a site's and "#" for a number.
    holders : frozenset of int
        First tokens of the sites that contain another site.
    """

    words: Words
    triggers: Sequence[Trigger]
    sites: Sequence[Site]
    taken: frozenset[int]
    signs: tuple[str, ...]
    holders: frozenset[int]


@dataclass(frozen=True)
class Link:
    """A trigger at `tokens[first:last]`, and one of the sites around it."""

    context: LinkContext
    first: int
    last: int
    site: Site
    is_movement: bool = False

    @property
    def words(self) -> Words:
        """The words of the sentence."""
        return self.context.words

    @property
    def sites(self) -> Sequence[Site]:
        """All places that the sentence names."""
        return self.context.sites

    @cached_property
    def gap(self) -> range:
        """The indexes of the tokens between trigger and site."""
        return self.gap_to(self.site)

    @cached_property
    def between(self) -> tuple[str, ...]:
        """The words between trigger and site, in lower case."""
        return self.words.lower[self.gap.start : self.gap.stop]

    @cached_property
    def is_nearest_locative(self) -> bool:
        """Whether no site after a preposition of place is nearer, and it is one."""
        prepositions = words_in("locative preposition")
        return self.site.governor in prepositions and len(self.gap) == min(
            len(self.gap_to(site))
            for site in self.sites
            if site.governor in prepositions
        )

    def gap_to(self, site: Site) -> range:
        """Return the indexes of the tokens between the trigger and a site."""
        if site.first >= self.last:
            return range(self.last, site.first)
        return range(site.last, self.first)


def context_of(
    words: Words,
    triggers: Sequence[Trigger],
    sites: Sequence[Site],
    gazetteer: Gazetteer,
) -> LinkContext:
    """Return a sentence with its triggers and the places it names."""
    placed = frozenset(i for site in sites for i in range(site.first, site.last))
    return LinkContext(
        words=words,
        triggers=triggers,
        sites=sites,
        taken=frozenset(i for t in triggers for i in range(t.first, t.last)),
        signs=tuple(
            "@" if i in placed else "#" if word[0].isdigit() else word
            for i, word in enumerate(words.lower)
        ),
        holders=frozenset(
            outer.first
            for outer in sites
            if any(holds(outer, inner, gazetteer) for inner in sites)
        ),
    )


def holds(outer: Site, inner: Site, gazetteer: Gazetteer) -> bool:
    """Tell whether one site's place contains another's."""
    return lies_inside(inner.toponym, outer.toponym, gazetteer)
