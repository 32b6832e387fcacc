"""Reports of one happening join; reports of two stay apart."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import cast

import pytest
from hypothesis import given, settings, strategies as st
from stories import (
    FOLDER,
    TYPE_OF,
    Story,
    b_cubed,
    event_of,
    groups_of,
    pairs_of,
    read_places,
    read_stories,
)

from geomap.linkage import incident_note, link
from geomap.linkage.conflicts import CONFLICTS
from geomap.linkage.features import FEATURES
from geomap.linkage.pairs import Pair, is_same_place
from geomap.linkage.profile import profile_of
from geomap.records import Attribution, Certainty, Event, Evidence, Incident
from geomap.stages import Gazetteer

WORLD = read_places()
GAZETTEER = cast("Gazetteer", WORLD)
STORIES = read_stories(WORLD)
OPEN = frozenset((FOLDER / "open.txt").read_text(encoding="utf-8").splitlines())


def linked(story: Story) -> list[Incident]:
    return link(story.events, GAZETTEER)


def event(event_id: str = "e1", **report: object) -> Event:
    known = {"doc": "a", "what": "Attack", "place": "Kabul", "date": "2022-01-05"}
    return event_of(known | report, event_id, WORLD)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_story_joins_as_told(story: Story) -> None:
    """What one document tells twice is learned, not ruled; open stories are known.

    A story that holds must leave the list of open ones.
    """
    holds = sorted(map(sorted, groups_of(linked(story)))) == sorted(
        map(sorted, story.incidents)
    )
    assert holds == (story.name not in OPEN)


def test_stories_reach_their_floor() -> None:
    agreeing = found_pairs = gold_pairs = 0
    precision = recall = 0.0
    for story in STORIES:
        found = groups_of(linked(story))
        pairs, gold = pairs_of(found), pairs_of(story.incidents)
        agreeing += len(pairs & gold)
        found_pairs += len(pairs)
        gold_pairs += len(gold)
        precision += b_cubed(found, story.incidents) / len(STORIES)
        recall += b_cubed(story.incidents, found) / len(STORIES)
    assert 2 * agreeing / (found_pairs + gold_pairs) >= 0.9
    assert 2 * precision * recall / (precision + recall) >= 0.9


@st.composite
def many_events(draw: st.DrawFn) -> list[Event]:
    reports = st.fixed_dictionaries(
        {
            "doc": st.sampled_from("abc"),
            "at": st.integers(0, 2000),
            "what": st.sampled_from(
                ["Attack", "Suicide bomb", "Air/drone strike", "Robbery"]
            ),
            "place": st.sampled_from(["Kabul", "Dasht-e Barchi", "Afghanistan", None]),
            "date": st.sampled_from(["2022-01-05", "2022-01-06", None]),
        },
        optional={
            "killed": st.integers(0, 3),
            "wounded": st.integers(0, 2),
            "of": st.sampled_from(["soldiers", "civilians"]),
            "agent": st.sampled_from([["police", 1], ["rebels", 2], ["family", 7]]),
            "inferred": st.sampled_from([0.35, 0.6]),
            "borrowed": st.booleans(),
            "realis": st.sampled_from(["actual", "planned"]),
        },
    )
    drawn = draw(st.lists(reports, max_size=12))
    return [event_of(r, f"e{number:02}", WORLD) for number, r in enumerate(drawn)]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_story_joins_in_any_order_and_loses_none(story: Story) -> None:
    told = linked(story)
    backwards = link(story.events[::-1], GAZETTEER)
    assert backwards == told
    members = [event.id for incident in told for event in incident.events]
    assert sorted(members) == sorted(event.id for event in story.events)


def test_victims_told_twice_keep_the_largest_number() -> None:
    two = replace(event("e1"), tags=("children killed=2", "shared-count"))
    three = replace(event("e2", at=100), tags=("children killed=3",))
    [incident] = link([two, three], GAZETTEER)
    assert incident.tags == ("children killed=3", "shared-count")


def test_the_army_of_an_unknown_country_is_that_of_the_place() -> None:
    [incident] = link([event(agent=["army", 1])], GAZETTEER)
    assert [actor.country_code for actor in incident.actors] == ["AF"]


@given(many_events(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_never_matters(events: list[Event], shuffler: random.Random) -> None:
    shuffled = shuffler.sample(events, len(events))
    assert link(shuffled, GAZETTEER) == link(events, GAZETTEER)


@given(many_events())
@settings(max_examples=60, deadline=None)
def test_every_event_belongs_to_one_incident(events: list[Event]) -> None:
    incidents = link(events, GAZETTEER)
    ids = [event.id for incident in incidents for event in incident.events]
    assert sorted(ids) == [event.id for event in events]
    assert len({incident.id for incident in incidents}) == len(incidents)


@given(many_events())
@settings(max_examples=60, deadline=None)
def test_no_incident_combines_conflicting_events(events: list[Event]) -> None:
    for incident in link(events, GAZETTEER):
        assert {event.realis for event in incident.events} == {incident.realis}
        for a, b in combinations(map(profile_of, incident.events), 2):
            if a.document_id == b.document_id and a.offset == b.offset:
                assert is_same_place(Pair(a, b, GAZETTEER))


def test_no_events_make_no_incidents() -> None:
    assert link([], GAZETTEER) == []


def test_latest_toll_holds_and_history_stays() -> None:
    early = event("e1", doc="b", killed=11)
    late = event("e2", doc="a", killed=9)
    published = {"a": date(2022, 1, 7), "b": date(2022, 1, 6)}
    [incident] = link([early, late], GAZETTEER, published=published)
    assert incident.killed == late.killed
    assert [event.killed for event in incident.events] == [late.killed, early.killed]


def test_largest_toll_holds_where_publication_is_unknown() -> None:
    [incident] = link(
        [event("e1", killed=8), event("e2", doc="b", killed=9)], GAZETTEER
    )
    assert incident.killed is not None
    assert incident.killed.best == 9


def test_exact_toll_sharpens_a_vague_one() -> None:
    vague = event("e1", doc="b", killed=[12, 12, 99])
    exact = event("e2", killed=14)
    published = {"a": date(2022, 1, 6), "b": date(2022, 1, 7)}
    [incident] = link([vague, exact], GAZETTEER, published=published)
    assert incident.killed == exact.killed


def test_finest_place_leads() -> None:
    coarse = event("e1", place="Afghanistan", killed=14)
    fine = event("e2", doc="b", killed=14)
    [incident] = link([coarse, fine], GAZETTEER)
    assert incident.lead == fine
    assert incident.where == fine.where


def test_violence_outranks_a_vaguer_type() -> None:
    [incident] = link(
        [event("e1"), event("e2", doc="b", what="Suicide bomb")], GAZETTEER
    )
    assert incident.sub_event_type == "Suicide bomb"


def test_a_clash_takes_two_armed_sides() -> None:
    shot = event("e1", what="Attack", agent=["gunman", 3], patient=["driver", 7])
    shots = event("e2", what="Attack", at=300)
    fight = event("e3", what="Armed clash", at=600, patient=["clerk", 7])
    joined = [event("e4", what="Armed clash", at=900, patient=["officer", 1])]
    [alone] = link([shot, shots, fight], GAZETTEER)
    [fought] = link([shot, shots, fight, *joined], GAZETTEER)
    assert alone.sub_event_type == "Attack"
    assert fought.sub_event_type == "Armed clash"


def test_a_day_in_words_of_its_own_stands_before_one_borrowed() -> None:
    told = event("e1", date=["2022-01-05", "2022-01-06"])
    recalled = event("e2", at=100, date="2022-01-09", borrowed=True)
    [incident] = link([told, recalled], GAZETTEER)
    assert incident.when == told.when


def test_a_place_of_its_own_words_stands_before_one_carried_on() -> None:
    reason = Evidence(feature="previous", score=0.6, detail="The sentence before.")
    told, carried = (event(id_, at=at).where for id_, at in (("e1", 0), ("e2", 90)))
    assert told is not None
    assert carried is not None
    told = replace(told, link_confidence=0.4)
    carried = replace(carried, is_inferred=True, evidence=(reason,))
    events = [replace(event("e1"), where=told), replace(event("e2"), where=carried)]
    [incident] = link(events, GAZETTEER)
    assert incident.where == told


def test_named_actor_stands_for_the_unnamed() -> None:
    unnamed = event("e1", agent=["gunmen", 3], killed=4)
    named = event("e2", doc="b", agent=["Boko Haram militants", 2], killed=4)
    [incident] = link([unnamed, named], GAZETTEER)
    assert [actor.name for actor in incident.actors] == ["Boko Haram militants"]


def test_incident_id_ignores_values_that_later_reports_change() -> None:
    first = event("e1", killed=4)
    updated = event("e2", doc="b", killed=5, wounded=9)
    [alone] = link([first], GAZETTEER)
    [joined] = link([updated, first], GAZETTEER)
    assert alone.id == joined.id


def test_two_incidents_of_one_word_get_two_ids() -> None:
    soldiers = event("e1", place=None, killed=5, of="soldiers")
    rebels = event("e2", place=None, killed=12, of="rebels")
    ids = {incident.id for incident in link([soldiers, rebels], GAZETTEER)}
    assert len(ids) == 2


def test_evidence_says_why() -> None:
    [incident] = link([event("e1"), event("e2", doc="b")], GAZETTEER)
    reasons = [evidence.feature for evidence in incident.evidence]
    assert reasons[:2] == ["same_place", "same_days"]


def test_unknown_type_joins_only_its_like() -> None:
    strange = replace(event("e1"), event_type="New", sub_event_type="Kind")
    twin = replace(strange, id="e2")
    assert len(link([strange, twin, event("e3")], GAZETTEER)) == 2


@pytest.mark.parametrize(
    "reason", [*(feature.reason for feature in FEATURES), *CONFLICTS]
)
def test_every_reason_can_be_shown(reason: Callable[[Pair], object]) -> None:
    assert (reason.__doc__ or "").endswith(".")


def note(**report: object) -> str:
    [incident] = link([event(**report)], GAZETTEER)
    return incident_note(incident, "Kabul")


def test_note_tells_the_deed() -> None:
    told = note(agent=["Boko Haram", 2], patient=["farmers", 7], killed=18)
    assert told == (
        "On 5 January 2022, an attack by Boko Haram on farmers was reported in Kabul; "
        "18 killed."
    )


def test_note_of_a_crowd_tells_who_was_involved() -> None:
    told = note(what="Mob violence", agent=["police", 1], patient=["youths", 5])
    assert told == (
        "On 5 January 2022, mob violence involving police and youths was reported "
        "in Kabul."
    )


def test_note_without_date_or_actors() -> None:
    assert note(date=None, wounded=[30, 30, None]) == (
        "An attack was reported in Kabul on an unknown date; at least 30 wounded."
    )


def test_note_of_what_has_not_happened() -> None:
    assert note(realis="planned", date=["2022-01-05", "2022-01-06"]) == (
        "On 5 or 6 January 2022, an attack was planned in Kabul."
    )


def test_note_uses_articles_and_small_letters() -> None:
    told = note(agent=["Unidentified gunmen", 3], patient=["Mayor", 7], killed=0)
    assert told == (
        "On 5 January 2022, an attack by unidentified gunmen on a mayor was reported "
        "in Kabul; nobody killed."
    )


def test_note_of_several_counts_agrees_in_number() -> None:
    told = note(what="Arrests", agent=["Army", 1], date=["2022-01-01", "2022-01-31"])
    assert told == "In January 2022, arrests by the army were reported in Kabul."


def test_note_of_a_crowd_counts_it_last() -> None:
    told = note(what="Peaceful protest", crowd=[1000, 1000, 9999], date=None)
    assert told == (
        "A peaceful protest was reported in Kabul on an unknown date; "
        "a crowd of 1,000 to 9,999."
    )


@pytest.mark.parametrize(
    ("name", "certainty", "words"),
    [
        ("official", "claimed", ", according to an official."),
        ("army", "denied", "; denied by the army."),
        ("UN spokesman", "alleged", ", as alleged by a UN spokesman."),
        ("Interfax citing medics", "claimed", ", according to Interfax citing medics."),
    ],
)
def test_note_says_who_says_so(name: str, certainty: str, words: str) -> None:
    told = event()
    said = Attribution(name=name, span=None, certainty=Certainty(certainty))
    [incident] = link([replace(told, attribution=said)], GAZETTEER)
    assert incident_note(incident, "Kabul").endswith(words)


def test_note_of_a_total() -> None:
    assert note(aggregate=True, killed=[12, 12, 99]).endswith(
        "in Kabul; 12 to 99 killed, a total over several happenings."
    )


def test_note_says_when_the_place_is_unknown() -> None:
    [incident] = link([event(place=None)], GAZETTEER)
    assert "at an unknown place" in incident_note(incident, None)


def test_every_sub_event_type_has_its_phrase() -> None:
    for kind in TYPE_OF:
        [incident] = link([event(what=kind)], GAZETTEER)
        assert f'"{kind}"' not in incident_note(incident, "Kabul")
