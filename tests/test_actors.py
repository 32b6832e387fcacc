"""Short texts from all over the world: who did it, to whom, and of which side."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from geomap import lexicon
from geomap.extraction.arguments.participants.attribution import attribution_of
from geomap.extraction.arguments.participants.victims import VictimRow
from geomap.extraction.sentence.organisations import (
    Organisation,
    OrganisationRow,
    acronyms,
    find_organisations,
)
from geomap.extraction.sentence.words import words_of
from geomap.ingest import document_from_text
from geomap.language import analyze
from geomap.layers.incidents import two_sides
from geomap.linkage import link
from geomap.pipeline import Stages, load_stages, report_on
from geomap.records import Actor, Incident, Realis

GOLD = Path(__file__).parent / "gold" / "actors.jsonl"
ATTRIBUTIONS = GOLD.with_name("attributions.tsv")
CASES = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
STRONG = [case for case in CASES if case["tier"] == "STRONG"]
SLOTS = ("actor1", "actor2")


@pytest.fixture(scope="module")
def stages() -> Stages:
    return load_stages()


def main_incident(text: str, stages: Stages) -> Incident | None:
    """Return the incident with most counts, then the first."""
    report = report_on(document_from_text("d", text), stages)
    happened = [
        incident
        for incident in link(report.events, stages.gazetteer)
        if incident.realis is Realis.ACTUAL and incident.event_type != "Statement"
    ]

    def counts(incident: Incident) -> int:
        known = (incident.killed, incident.wounded, incident.abducted)
        return sum(count is not None for count in (*known, incident.arrested))

    return max(happened, key=counts, default=None)


def told(case: Mapping[str, Any], stages: Stages) -> dict[str, Any]:
    incident = main_incident(case["text"], stages)
    actors = two_sides(incident.actors) if incident else (None, None)
    tags = incident.tags if incident else ()
    return {
        **dict(zip(SLOTS, map(as_list, actors), strict=True)),
        "tags": sorted(tag for tag in tags if tag != "shared-count"),
        "civilian_targeting": incident and incident.is_civilian_targeting,
    }


def as_list(actor: Actor | None) -> list[Any] | None:
    return actor and [actor.name, actor.inter, actor.country_code, actor.associate]


def is_as_expected(found: list[Any] | None, wanted: list[Any] | None) -> bool:
    """Compare an actor; a country that the case leaves open may be any."""
    if found is None or wanted is None:
        return found is wanted
    name, inter, country_code, associate = wanted
    return (
        found[0].lower() == name.lower()
        and (found[1], found[3]) == (inter, associate)
        and country_code in {None, found[2]}
    )


def faults(case: Mapping[str, Any], stages: Stages) -> list[str]:
    found = told(case, stages)
    wrong = [slot for slot in SLOTS if not is_as_expected(found[slot], case[slot])]
    wrong += ["tags"] if found["tags"] != sorted(case["tags"]) else []
    civilians = case.get("civilian_targeting", found["civilian_targeting"])
    wrong += ["civilian_targeting"] if civilians != found["civilian_targeting"] else []
    return [f"{what}: {found[what]}" for what in wrong]


@pytest.mark.parametrize("case", STRONG, ids=[case["id"] for case in STRONG])
def test_strong(case: dict[str, Any], stages: Stages) -> None:
    assert faults(case, stages) == [], case["text"]


def test_actors_reach_their_floor(stages: Stages) -> None:
    tally = Counter[str]()
    for case in CASES:
        found = told(case, stages)
        for slot in SLOTS:
            actor, wanted = found[slot], case[slot]
            right = bool(actor and wanted and actor[0].lower() == wanted[0].lower())
            tally["right"] += right
            tally["coded"] += right and actor[1] == wanted[1]
            tally["found"] += actor is not None
            tally["wanted"] += wanted is not None
    assert tally["right"] / tally["found"] >= 0.95
    assert tally["right"] / tally["wanted"] >= 0.92
    assert tally["coded"] / tally["right"] >= 0.97


@pytest.mark.parametrize(
    ("text", "name", "certainty"),
    [
        line.split("\t")
        for line in ATTRIBUTIONS.read_text(encoding="utf-8").splitlines()[1:]
    ],
)
def test_who_says_so(text: str, name: str, certainty: str) -> None:
    analysis = analyze(document_from_text("d", text))
    found = attribution_of(words_of(analysis, analysis.sentences[-1]))
    assert (found.name or "", found.certainty.value) == (name, certainty)


def found_in(text: str) -> dict[str, Organisation]:
    tokens = analyze(document_from_text("d", text)).tokens
    return {
        text[tokens[first].start : tokens[last - 1].end]: organisation
        for first, (last, organisation) in find_organisations(
            tokens, acronyms(text)
        ).items()
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Fighters of al Shabaab fled.", {"al Shabaab": "Al-Shabaab"}),
        ("The anti-balaka left.", {"anti-balaka": "Anti-balaka"}),
        ("An IS cell is there.", {"IS": "Islamic State"}),
        ("This is an adf file.", {}),
        ("THE ARMY IS IN TOWN.", {}),
        ("The islamic state of mind", {}),
        ("U.N. troops came.", {"U.N.": "United Nations"}),
    ],
)
def test_organisations_by_name(text: str, names: dict[str, str]) -> None:
    assert {words: o.name for words, o in found_in(text).items()} == names


def test_an_unknown_organisation_is_the_one_that_the_text_defines() -> None:
    found = found_in("The Zuland Resistance Front (ZRF) fled. A ZRF camp is near.")
    assert set(found) == {"Zuland Resistance Front", "ZRF"}
    assert {(o.name, o.inter) for o in found.values()} == {
        ("Zuland Resistance Front", 2)
    }


def test_no_name_of_an_organisation_is_given_twice() -> None:
    names = Counter(
        name
        for row in lexicon.load("organisations", OrganisationRow)
        for name in (row.name, *filter(None, row.aliases.split("|")))
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_victim_nouns_are_given_once() -> None:
    nouns = [row.noun for row in lexicon.load("victim_kinds", VictimRow)]
    assert len(nouns) == len(set(nouns))
