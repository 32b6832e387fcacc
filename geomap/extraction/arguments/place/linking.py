"""Choose where a happening happened, among the places of its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ....records import Candidate, Place
from ....stages import Gazetteer
from ...candidates.triggers import Trigger
from ...mentions import Happening
from ...sentence.words import Words
from .capitals import MATCH as CAPITAL
from .chosen import STAND_IN, EventPlace, met, precision_of
from .context import Link, LinkContext, holds
from .links import Scored, score
from .mentions import NEAR, Basis, Site
from .vicinities import around

THRESHOLD = 0.5
"""A link at or above this probability is an answer, as are others beside it."""

WEAK_THRESHOLD = 0.1
"""Without one, the best link is an answer down to this probability."""

CONTAINER_THRESHOLD = 0.05
"""A place around one that no gazetteer has needs no more than this."""

MOVEMENTS = frozenset({"deploy", "withdraw", "size"})
NOT_WHERE = frozenset({"subject", "origin", "agency"})
"""Roles in a sentence that a doubtful link must not have."""

_SURROUNDINGS = frozenset({"area", "areas", "countryside", "outskirts", "suburbs"})

_BEFORE_A_DISTANCE = frozenset(
    {",", "about", "approximately", "around", "nearly", "over", "roughly", "some"}
)

MAX_RUNNERS_UP = 3


def linked(
    happening: Happening, context: LinkContext, gazetteer: Gazetteer
) -> list[EventPlace]:
    """Return where the sentence says it happened: none, one, or a list.

    A site that contains another of the list gives way to it. Further sites
    count only where they are listed with the best one ("in A and in B").
    """
    scored = sorted(
        (_scored(happening, context, site) for site in context.sites),
        key=lambda item: -item.probability,
    )
    likely = [item for item in scored if item.probability >= THRESHOLD]
    if not likely:
        likely = [item for item in scored[:1] if _is_weak_answer(item)]
    if not likely:
        return []
    finest = [item for item in likely if not _contains_another(item, likely, gazetteer)]
    best = _inside(finest[0], scored, gazetteer)
    finest += [
        item
        for item in scored
        if item not in finest
        and _is_enumerated(happening, best.site, item.site, scored)
    ]
    chosen = [
        item
        for item in finest
        if item is best or _listed(happening, best.site, item.site, finest)
    ]
    chosen.sort(key=lambda item: item.site.first)
    known = _known(chosen, scored, context.words)
    others = [item for item in scored if item not in known]
    chosen_sites = [item.site for item in chosen]
    event_places = [
        replace(
            _spot(
                item, others, is_near=_is_near(context.words, item.site, chosen_sites)
            ),
            other_end=_other_end(item.site, context.sites),
        )
        for item in known
    ]
    return _without_other_ends(event_places)


def _other_end(site: Site, sites: Sequence[Site]) -> Place | None:
    """Return B where a site is A of "between A and B", and the other way round."""
    vicinity = site.toponym.mention.vicinity
    if vicinity is None or not site.is_paired:
        return None
    for other in sites:
        beside = other.toponym.mention.vicinity
        if other is not site and beside is not None and beside.span == vicinity.span:
            return other.toponym.place
    return None


def _without_other_ends(event_places: Sequence[EventPlace]) -> list[EventPlace]:
    """Return chosen places, of two ends of one way only the first."""
    kept: list[EventPlace] = []
    for event_place in event_places:
        if not any(event_place.toponym.place == end.other_end for end in kept):
            kept.append(event_place)
    return kept


def _is_near(words: Words, site: Site, chosen: Sequence[Site]) -> bool:
    """Tell whether a site stands for a place near it or in it: "the X area"."""
    return (
        site not in chosen
        or site.governor in NEAR
        or words.at(site.last) in _SURROUNDINGS
        or met(site.toponym) == STAND_IN
    )


def _stated(item: Scored, scored: Sequence[Scored], words: Words) -> Scored:
    """Return a site, or the one that says more closely where it is meant.

    Of "in X, 9 km east of Y", where Y stands in for X, that is Y; so it is of "in
    the Gulf of X, about 90 km south of Y", where the gulf is far wider.
    """
    stands_in = met(item.site.toponym) == STAND_IN
    for other in scored:
        if other is item or met(other.site.toponym) == STAND_IN:
            continue
        place, vicinity = other.site.toponym.place, other.site.toponym.mention.vicinity
        is_same = stands_in and place == item.site.toponym.place
        if vicinity and (is_same or _is_measured(item.site, other.site, words)):
            return replace(item, site=other.site)
    return item


def _is_measured(wide: Site, other: Site, words: Words) -> bool:
    """Tell whether what follows a wide place measures where in it: "90 km off Y"."""
    outer, place = wide.toponym.place, other.toponym.place
    vicinity = other.toponym.mention.vicinity
    if not (outer and place and vicinity and vicinity.distance_km):
        return False
    gap = [
        word.text.lower()
        for word in words.tokens[wide.last : other.first]
        if word.start < vicinity.span.start
    ]
    region = around(place, vicinity, radius=precision_of(place)[1])
    return (
        wide.last <= other.first
        and _BEFORE_A_DISTANCE.issuperset(gap)
        and region.radius_km < precision_of(outer)[1]
    )


def _inside(best: Scored, scored: Sequence[Scored], gazetteer: Gazetteer) -> Scored:
    """Return a fairly likely site within the best one, else the best one."""
    for item in scored:
        if item.probability >= WEAK_THRESHOLD and holds(
            best.site, item.site, gazetteer
        ):
            return item
    return best


def _is_weak_answer(item: Scored) -> bool:
    """Tell whether the best link will do, for want of a likely one."""
    roles = {evidence.feature for evidence in item.evidence}
    return (
        item.probability >= WEAK_THRESHOLD
        and not roles & NOT_WHERE
        and item.site.basis is not Basis.CAPITALS
    )


def _known(
    chosen: Sequence[Scored], scored: Sequence[Scored], words: Words
) -> list[Scored]:
    """Return the chosen sites; for one that no gazetteer has, what it lies in.

    That is the best of the other sites, which is coarser but honest.
    """
    known = [item for item in chosen if item.site.toponym.place is not None]
    if known or not chosen:
        return [_stated(item, scored, words) for item in known]
    containing = [
        item
        for item in scored
        if item.site.toponym.place is not None
        and item.probability >= CONTAINER_THRESHOLD
    ]
    return containing[:1]


def _spot(item: Scored, others: Sequence[Scored], *, is_near: bool) -> EventPlace:
    """Return a scored site as a chosen place, with those it won over."""
    toponym = item.site.toponym
    is_inferred = met(toponym) == CAPITAL
    inferences = toponym.candidates[0].evidence if is_inferred else ()
    return EventPlace(
        toponym=toponym,
        confidence=round(item.probability, 3),
        evidence=item.evidence + inferences,
        is_inferred=is_inferred,
        runners_up=tuple(
            Candidate(
                place=other.site.toponym.place,
                matched_name=other.site.toponym.mention.name,
                score=round(other.probability, 3),
                evidence=other.evidence,
            )
            for other in others
            if other.site.toponym.place is not None
        )[:MAX_RUNNERS_UP],
        is_near=is_near,
    )


def _scored(happening: Happening, context: LinkContext, site: Site) -> Scored:
    """Return the best link of a site to any of the happening's triggers."""
    links = [
        Link(
            context,
            trigger.first,
            trigger.last,
            site,
            is_movement=bool(trigger.actions & MOVEMENTS),
        )
        for trigger in _placing(happening.triggers)
    ]
    return max(map(score, links), key=lambda item: item.probability)


def _placing(triggers: Sequence[Trigger]) -> Sequence[Trigger]:
    """Return the triggers that may say where: of a protest, not what it is about."""
    return [t for t in triggers if "protest" in t.actions] or triggers


def _contains_another(
    item: Scored, others: Sequence[Scored], gazetteer: Gazetteer
) -> bool:
    """Tell whether a site contains another one, or repeats an earlier one."""
    outer = item.site.toponym.place
    for other in others:
        inner = other.site.toponym.place
        if other is item or inner is None or outer is None:
            continue
        if inner.id == outer.id:
            if other.site.first < item.site.first:
                return True
        elif gazetteer.is_within(inner, outer):
            return True
    return False


def _is_enumerated(
    happening: Happening, best: Site, other: Site, items: Sequence[Scored]
) -> bool:
    """Tell whether a site stands in one enumeration of three or more with the best.

    "In Lahore, Karachi and Quetta": nothing but commas and one "and" between them.
    """
    lower = happening.clause.words.lower
    found = {item.site.first: item.site for item in items}
    run: list[Site] = []
    for _, site in sorted(found.items()):
        gap = set(lower[run[-1].last : site.first]) if run else {"."}
        if gap and gap <= {",", "and"}:
            run.append(site)
        elif best in run:
            break
        else:
            run = [site]
    places = [site.toponym.place for site in run]
    return (
        best in run
        and other in run
        and len(run) > _A_PAIR
        and "and" in lower[run[-2].last : run[-1].first]
        and all(place is not None and place.feature_class == "P" for place in places)
    )


def _listed(
    happening: Happening, best: Site, other: Site, items: Sequence[Scored]
) -> bool:
    """Tell whether two sites stand in one list, joined by commas and "and"."""
    words = happening.clause.words
    first, last = sorted((best, other), key=lambda site: site.first)
    inside = {
        index for item in items for index in range(item.site.first, item.site.last)
    }
    between = [
        words.lower[index]
        for index in range(first.last, last.first)
        if index not in inside
    ]
    has_verb = any(
        index in happening.clause.taken for index in range(first.last, last.first)
    )
    joins = {"and", "as", ","} if len(items) > _A_PAIR else {"and", "as"}
    return (
        not has_verb and bool(joins & set(between)) and len(between) <= MAX_LIST_WORDS
    )


MAX_LIST_WORDS = 8
_A_PAIR = 2  # of two places with a comma, the second holds the first
