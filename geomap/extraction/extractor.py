"""Find the events of a document: the order of the steps of extraction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..records import Analysis, Event, Toponym
from ..stages import Extractor, Gazetteer
from ..when import Dating
from .antecedents import antecedent_of, refers_back
from .capitals import capital_sites, clear_country
from .coding import STATEMENT
from .drafts import (
    Draft,
    draft_of,
    follow_fights,
    inherit_types,
    is_crime_report,
    is_match_report,
    settle_fates,
)
from .happenings import STATEMENT_ACTIONS, clause_of, happenings
from .names import all_sites, countries_of, guessed_sites
from .organisations import acronyms
from .placing import linked
from .scenes import scene_of
from .sites import is_origin, is_refuge, is_spoken_from
from .surroundings import Surroundings
from .triggers import find_triggers, may_report
from .words import words_of
from .writing import events_of


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


@dataclass(frozen=True, slots=True)
class RuleExtractor:
    """Extract events by rules over words; all rules are tables of the lexicon."""

    gazetteer: Gazetteer

    def extract(self, analysis: Analysis, toponyms: Sequence[Toponym]) -> list[Event]:
        """Return the events the document reports, in text order.

        Headlines, body text and captions are read; teasers, credits and other
        furniture are not. An event without a place has `where` None.
        """
        drafts = list(self._drafts(analysis, toponyms))
        inherit_types(drafts)
        follow_fights(drafts)
        settle_fates(drafts)
        spoken_from = {span for draft in drafts for span in draft.spoken_from}
        around = [t for t in toponyms if t.mention.span not in spoken_from]
        Surroundings(analysis, around, self.gazetteer).settle(drafts)
        return [
            event for draft in drafts for event in events_of(draft, toponyms=toponyms)
        ]

    def _drafts(
        self, analysis: Analysis, toponyms: Sequence[Toponym]
    ) -> Iterator[Draft]:
        """Yield the happenings of each sentence that may report any."""
        is_crime = is_crime_report(analysis)
        is_of_match = is_match_report(analysis)
        dating = Dating(analysis)
        defined = acronyms(analysis.document.text)
        by_sentence = _by_sentence(analysis, toponyms)
        countries = countries_of(toponyms)
        main_country = clear_country(toponyms)
        for number, sentence in enumerate(analysis.sentences):
            if not sentence.block.reports:
                continue
            if not may_report(analysis.tokens[sentence.first : sentence.last]):
                continue
            words = words_of(analysis, sentence, acronyms=defined)
            triggers = find_triggers(words)
            if not triggers:
                continue
            local = by_sentence.get(number, [])
            sites = (
                []
                if all(t.actions <= STATEMENT_ACTIONS for t in triggers)
                else all_sites(
                    words,
                    local,
                    triggers=triggers,
                    gazetteer=self.gazetteer,
                    countries=countries,
                )
            )
            sites += capital_sites(
                words, sites, gazetteer=self.gazetteer, country_code=main_country
            )
            names = frozenset(i for s in sites for i in range(s.first, s.last))
            antecedent = (
                antecedent_of(analysis, number, acronyms=defined)
                if refers_back(words)
                else None
            )
            clause = clause_of(
                words,
                triggers,
                names=names,
                antecedent=antecedent,
                is_of_match=is_of_match,
            )
            found = happenings(clause, is_crime=is_crime)
            if not found:
                continue
            guesses = guessed_sites(words, local, sites=sites, triggers=triggers)
            for happening in found:
                draft = draft_of(dating, sentence, number, happening)
                moved = "deploy" in happening.main.actions
                origins = [s for s in sites if moved and is_origin(words, s)]
                if origins:
                    draft.origin = origins[0].toponym.place
                if draft.event_type != STATEMENT:
                    spoken_from = [s for s in sites if is_spoken_from(words, s)]
                    draft.spoken_from = [s.toponym.mention.span for s in spoken_from]
                    fled = "displace" in happening.main.actions
                    refuges = [s for s in sites if fled and is_refuge(words, s)]
                    elsewhere = origins + spoken_from + refuges
                    open_sites = [s for s in sites if s not in elsewhere]
                    scene = scene_of(
                        words, triggers, open_sites + guesses, self.gazetteer
                    )
                    draft.spots = linked(happening, scene, self.gazetteer)
                yield draft
