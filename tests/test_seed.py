"""The article in `seeds/`, coded by hand, from general rules alone."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from geomap.layers import build_layers
from geomap.pipeline import Stages, find_inputs, load_stages, run
from geomap.records import Incident, Run, WherePrec

SEEDS = Path(__file__).parents[1] / "seeds"
PUBLISHED = date(2022, 1, 6)  # stated nowhere in the article


@pytest.fixture(scope="module")
def stages() -> Stages:
    return load_stages()


@pytest.fixture(scope="module")
def undated(stages: Stages) -> Run:
    return run(find_inputs([SEEDS])[0], stages)


@pytest.fixture(scope="module")
def dated(stages: Stages) -> Run:
    return run(find_inputs([SEEDS])[0], stages, published=PUBLISHED)


def mapped(found: Run, stages: Stages) -> list[Incident]:
    shown = {row.id for row in build_layers(found, stages.gazetteer).incidents.rows}
    return [incident for incident in found.incidents if incident.id in shown]


def only(found: Run, event_type: str, place: str) -> Incident:
    (incident,) = (
        incident
        for incident in found.incidents
        if incident.event_type == event_type
        and incident.where
        and incident.where.place.name == place
        and incident.realis == "actual"
    )
    return incident


def test_there_are_five_incidents_and_no_other(undated: Run, stages: Stages) -> None:
    found = {
        (i.event_type, i.sub_event_type, i.where and i.where.place.name)
        for i in mapped(undated, stages)
    }
    assert found == {
        ("Strategic developments", "Change to group/activity", "Kazakhstan"),
        ("Protests", "Peaceful protest", "Almaty"),
        ("Protests", "Peaceful protest", "Mangystau"),
        ("Riots", "Violent demonstration", "Almaty"),
        ("Battles", "Armed clash", "Kazakhstan"),
    }
    assert len(mapped(undated, stages)) == 5


def test_the_deployment_comes_from_the_oblast_not_the_city(undated: Run) -> None:
    incident = only(undated, "Strategic developments", "Kazakhstan")
    assert incident.where is not None
    assert incident.where.prec is WherePrec.COUNTRY
    assert incident.origin is not None
    assert (incident.origin.name, incident.origin.feature_code) == (
        "Moscow Oblast",
        "ADM1",
    )
    assert incident.crowd is not None
    assert incident.crowd.best == 2500
    assert (incident.killed, incident.wounded) == (None, None)


@pytest.mark.parametrize(
    ("place", "prec"), [("Almaty", WherePrec.EXACT), ("Mangystau", WherePrec.ADMIN1)]
)
def test_the_protests_are_at_a_city_and_in_a_province(
    undated: Run, place: str, prec: WherePrec
) -> None:
    incident = only(undated, "Protests", place)
    assert incident.where is not None
    assert incident.where.prec is prec
    assert incident.killed is None
    assert incident.crowd is not None
    assert (incident.crowd.low, incident.crowd.high) == (1000, 9999)


def test_the_riot_joins_its_coarser_restatement(undated: Run) -> None:
    incident = only(undated, "Riots", "Almaty")
    assert incident.killed is not None
    assert (incident.killed.best, incident.killed.low, incident.killed.high) == (
        12,
        12,
        99,
    )
    sentences = {event.sentence.start for event in incident.events}
    assert len(sentences) == 2


def test_the_battle_has_two_tolls_and_an_inferred_place(undated: Run) -> None:
    incident = only(undated, "Battles", "Kazakhstan")
    assert incident.where is not None
    assert incident.where.is_inferred
    assert incident.is_aggregate
    assert incident.killed is not None
    assert incident.killed.best == 18
    assert incident.wounded is not None
    assert incident.wounded.best == 748


def test_it_is_undated_without_a_publication_date(undated: Run) -> None:
    assert {i.when and i.when.first for i in undated.incidents} == {None}


def test_weekday_and_overnight_resolve_with_one(dated: Run) -> None:
    deployment = only(dated, "Strategic developments", "Kazakhstan").when
    assert deployment is not None
    assert (deployment.first, deployment.last) == (PUBLISHED, PUBLISHED)
    assert deployment.is_inferred
    riot = only(dated, "Riots", "Almaty").when
    assert riot is not None
    assert (riot.first, riot.last) == (date(2022, 1, 5), PUBLISHED)


def test_the_article_is_the_users_byte_for_byte() -> None:
    (path,) = SEEDS.iterdir()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert digest == "c4b42af6a30b1c0f2fce6032a4177e45f08d17198579006795ee73e5c949d022"
