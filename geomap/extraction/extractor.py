"""Find the events of a document: the order of the steps of extraction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..language import sentence_languages
from ..records import Analysis, Event, Sentence, Toponym
from ..stages import Extractor, Gazetteer
from ..when import Dating
from .arguments.casualties.totals import Share, mark_totals, shares_of
from .arguments.casualties.updates import add_others, update_casualties
from .arguments.participants.antecedents import antecedent_of, refers_back
from .arguments.participants.roles import Clause
from .arguments.place.capitals import capital_sites, clear_country
from .arguments.place.context import context_of
from .arguments.place.datelines import datelines_abroad
from .arguments.place.inference import infer_places
from .arguments.place.institutions import believed, institution_of
from .arguments.place.linking import linked
from .arguments.place.mentions import (
    Site,
    is_care,
    is_home,
    is_origin,
    is_refuge,
    is_spoken_from,
    is_talked_of,
)
from .arguments.place.names import all_sites, guessed_sites, places_of
from .arguments.place.surroundings import Surroundings
from .candidates.triggers import NOUN, Trigger, find_triggers, may_report
from .classify import Weights, classify
from .coding import STATEMENT
from .drafts import Draft, draft_of, follow_fights, inherit_types
from .mentions import STATEMENT_ACTIONS, clause_of, happenings
from .sentence.genre import is_crime_report, is_match_report
from .sentence.organisations import acronyms
from .sentence.words import Words, words_of
from .writing import events_of

NATURAL = frozenset({"natural", "accident", "disease"})
"""What goes on where it led to something: rains that triggered landslides."""

LANGUAGES = frozenset({"en"})
"""The languages that events are read in; the article "die" kills nobody."""


def load_extractor(gazetteer: Gazetteer) -> Extractor:
    """Return the extractor; the gazetteer tells how places contain each other."""
    return RuleExtractor(gazetteer)


def _by_sentence(
    analysis: Analysis, toponyms: Sequence[Toponym]
) -> dict[int, list[Toponym]]:
    """Return the toponyms by the number of their sentence."""
    ordered = sorted(toponyms, key=lambda toponym: toponym.mention.span.start)
    found: dict[int, list[Toponym]] = {}
    number = 0
    for toponym in ordered:
        start = toponym.mention.span.start
        while (
            number < len(analysis.sentences)
            and analysis.sentences[number].span.end <= start
        ):
            number += 1
        found.setdefault(number, []).append(toponym)
    return found


class _Article:
    """A document as it is read: what all of its sentences share."""

    def __init__(
        self, analysis: Analysis, toponyms: Sequence[Toponym], gazetteer: Gazetteer
    ) -> None:
        self.analysis = analysis
        self.gazetteer = gazetteer
        self.words = [token.text.lower() for token in analysis.tokens]
        self.is_crime = is_crime_report(self.words)
        self.is_of_match = is_match_report(self.words, len(analysis.sentences))
        self.dating = Dating(analysis)
        self.acronyms = acronyms(analysis.document.text)
        self.by_sentence = _by_sentence(analysis, toponyms)
        self.around = places_of(toponyms)
        self.main_country = clear_country(toponyms)

    def drafts(self) -> Iterator[Draft]:
        """Yield the happenings of each sentence that may report any."""
        languages = sentence_languages(self.analysis)
        for number, sentence in enumerate(self.analysis.sentences):
            if (
                sentence.block.reports
                and languages[number] in LANGUAGES
                and may_report(self.words[sentence.first : sentence.last])
            ):
                yield from self._drafts_of(number, sentence)

    def _drafts_of(self, number: int, sentence: Sentence) -> Iterator[Draft]:
        """Yield the happenings of one sentence."""
        words = words_of(self.analysis, sentence, acronyms=self.acronyms)
        triggers = find_triggers(words)
        if not triggers:
            return
        local = self.by_sentence.get(number, [])
        sites = self._sites(words, triggers, local)
        clause = self._clause(number, words, triggers, sites)
        found = happenings(clause, is_crime=self.is_crime)
        if not found:
            return
        guesses = guessed_sites(words, local, sites=sites, triggers=triggers)
        for happening in found:
            draft = draft_of(self.dating, sentence, number, happening)
            elsewhere = _set_elsewhere(draft, sites)
            shares = shares_of(happening, sites)
            if draft.event_type != STATEMENT:
                elsewhere += [share.site for share in shares]
                open_sites = [site for site in sites if site not in elsewhere]
                context = context_of(
                    words, triggers, open_sites + guesses, self.gazetteer
                )
                draft.body = institution_of(happening, local, self.gazetteer)
                event_places = linked(happening, context, self.gazetteer)
                draft.event_places = believed(event_places, draft.body)
            parts = [self._share(draft, share) for share in shares]
            draft.is_aggregate |= any(share.is_part for share in shares)
            yield draft
            yield from parts

    def _share(self, draft: Draft, share: Share) -> Draft:
        """Return those of a toll who are counted at a place of their own."""
        clause = draft.happening.clause
        own = replace(draft.happening, tallies=(share.tally,))
        context = context_of(
            clause.words, clause.triggers, [share.site], self.gazetteer
        )
        event_places = linked(own, context, self.gazetteer)
        return replace(draft, happening=own, event_places=event_places, is_share=True)

    def _sites(
        self, words: Words, triggers: Sequence[Trigger], local: Sequence[Toponym]
    ) -> list[Site]:
        """Return the places that a sentence names; of a mere statement, capitals."""
        sites: list[Site] = []
        if not all(trigger.actions <= STATEMENT_ACTIONS for trigger in triggers):
            sites = all_sites(
                words,
                local,
                triggers=triggers,
                gazetteer=self.gazetteer,
                around=self.around,
            )
        capitals = capital_sites(
            words, sites, gazetteer=self.gazetteer, country_code=self.main_country
        )
        return [*sites, *capitals]

    def _clause(
        self,
        number: int,
        words: Words,
        triggers: Sequence[Trigger],
        sites: Sequence[Site],
    ) -> Clause:
        """Return a sentence with its people, and with whom "they" means in it."""
        antecedent = (
            antecedent_of(self.analysis, number, acronyms=self.acronyms)
            if refers_back(words)
            else None
        )
        return clause_of(
            words,
            triggers,
            names=frozenset(i for s in sites for i in range(s.first, s.last)),
            antecedent=antecedent,
            is_of_match=self.is_of_match,
        )


def _set_elsewhere(draft: Draft, sites: Sequence[Site]) -> list[Site]:
    """Return the sites that only say where people came from, were taken or spoke.

    The draft keeps the first two as its origin and as where it was spoken of.
    """
    words, main = draft.happening.clause.words, draft.happening.main
    actions = main.actions
    origins = [s for s in sites if "deploy" in actions and is_origin(words, s)]
    refuges = [s for s in sites if "displace" in actions and is_refuge(words, s)]
    draft.origin = origins[0].toponym.place if origins else None
    if draft.event_type == STATEMENT:
        return origins
    named = range(main.first, main.last) if main.shape == NOUN else None
    spoken_from = [
        site
        for site in sites
        if is_spoken_from(words, site)
        or (named and is_talked_of(words, named, site.first))
    ]
    draft.spoken_from = [site.toponym.mention.span for site in spoken_from]
    homes = [s for s in sites if is_home(words, s) or is_care(words, s)]
    return origins + spoken_from + refuges + homes


@dataclass(frozen=True, slots=True)
class RuleExtractor:
    """Extract events by rules over words, and judge them by learned weights.

    All rules are tables of the lexicon; `weights` are other ones than shipped.
    """

    gazetteer: Gazetteer
    weights: Weights | None = None

    def extract(self, analysis: Analysis, toponyms: Sequence[Toponym]) -> list[Event]:
        """Return the events the document reports, in text order.

        Headlines, body text and captions are read; teasers, credits and other
        furniture are not. An event without a place has `where` None.
        """
        drafts = self.drafts_of(analysis, toponyms)
        classify(drafts, analysis, self.weights)
        return [
            event for draft in drafts for event in events_of(draft, toponyms=toponyms)
        ]

    def drafts_of(self, analysis: Analysis, toponyms: Sequence[Toponym]) -> list[Draft]:
        """Return the document's event mentions with their arguments, not yet judged."""
        drafts = list(_Article(analysis, toponyms, self.gazetteer).drafts())
        inherit_types(drafts)
        follow_fights(drafts)
        update_casualties(drafts)
        add_others(drafts)
        spoken_from = {span for draft in drafts for span in draft.spoken_from}
        spoken_from |= datelines_abroad(analysis, toponyms)
        around = [t for t in toponyms if t.mention.span not in spoken_from]
        infer_places(drafts, Surroundings(analysis, around, self.gazetteer))
        mark_totals(drafts, self.gazetteer)
        return drafts
