"""What extraction promises of any text, and the tables that it reads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings, strategies as st

from geomap import lexicon
from geomap.extraction import load_extractor
from geomap.extraction.arguments.casualties.counting import KIND_OF_ACTION
from geomap.extraction.arguments.place.link_cues import REASONS
from geomap.extraction.arguments.place.link_features import FEATURES
from geomap.extraction.arguments.place.links import cue_weights, weights
from geomap.extraction.arguments.place.mentions import sites_of
from geomap.extraction.arguments.place.names import guessed_sites
from geomap.extraction.candidates.realis import BACKGROUND, RealisRow
from geomap.extraction.candidates.senses import CHECKS
from geomap.extraction.candidates.triggers import TriggerRow, find_triggers
from geomap.extraction.coding import rules
from geomap.extraction.sentence.organisations import acronyms
from geomap.extraction.sentence.words import words_of
from geomap.gazetteer import open_gazetteer
from geomap.ingest import document_from_text
from geomap.language import analyze
from geomap.layers.incidents import event_types
from geomap.lexicon.sense_words import sense_words
from geomap.pipeline import Stages, load_stages, report_on
from geomap.records import (
    Candidate,
    Document,
    Event,
    Mention,
    MentionKind,
    Place,
    Realis,
    Span,
    Toponym,
    Vicinity,
    WherePrec,
)
from geomap.stages import Extractor

PHRASES = (
    "gunmen", "killed", "were killed", "18", "people", "including", "two", "and",
    "in", "Kabul", ",", ".", "was shot", "dozens of", "protesters", "no one", "from",
    "police said", "bomb", '"terrorists"', "must", "the", "of", "a", "attack", "X",
)  # fmt: skip


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor(open_gazetteer())


@pytest.fixture(scope="module")
def stages() -> Stages:
    return load_stages()


def events_of(text: str, extractor: Extractor, *toponyms: Toponym) -> list[Event]:
    analysis = analyze(document_from_text("d", text))
    return extractor.extract(analysis, toponyms)


def named(text: str, name: str, **fields: object) -> Toponym:
    """Return a toponym of `name` in a text, at a made-up town."""
    start = text.index(name)
    place = Place(
        id="1", name=name, position=(20.0, 5.0), feature_class="P", feature_code="PPL"
    )
    span = Span("d", start, start + len(name))
    return Toponym(
        mention=Mention(span=span, text=name, name=name, **fields),  # type: ignore[arg-type]
        place=place,
        confidence=0.9,
    )


@example("killed a")
@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PHRASES), max_size=25).map(" ".join))
def test_any_word_order_gives_events_that_quote_the_text(text: str) -> None:
    with open_gazetteer() as gazetteer:
        extractor = load_extractor(gazetteer)
        found = events_of(text, extractor)
        assert found == events_of(text, extractor)
    document = document_from_text("d", text)
    for event in found:
        assert event.trigger in event.sentence
        assert event.trigger.of(document.text).strip()
    assert len({event.id for event in found}) == len(found)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_survived(text: str) -> None:
    with open_gazetteer() as gazetteer:
        assert isinstance(events_of(text, load_extractor(gazetteer)), list)


def test_no_text_has_no_events(extractor: Extractor) -> None:
    assert extractor.extract(analyze(Document(id="d", text="")), ()) == []


def test_distance_and_direction_move_the_position(extractor: Extractor) -> None:
    text = "Rebels killed two soldiers 20 km north of Boguila."
    vicinity = Vicinity(
        kind="direction", span=Span("d", 27, 49), distance_km=20.0, bearing_deg=0.0
    )
    (event,) = events_of(text, extractor, named(text, "Boguila", vicinity=vicinity))
    assert event.where is not None
    assert event.where.prec is WherePrec.NEAR
    assert event.where.position[1] == pytest.approx(5.18, abs=0.01)
    assert event.where.place.position == (20.0, 5.0)
    assert event.where.uncertainty_km == 5.0


@pytest.mark.parametrize(
    ("kind", "distance", "bearing", "uncertainty"),
    [
        ("near", None, None, 10.0),
        ("outskirts", None, None, 10.0),
        ("direction", None, 45.0, 25.0),
        ("near", 25.0, None, 30.0),
    ],
)
def test_beside_a_town_is_never_in_it(
    kind: str,
    distance: float | None,
    bearing: float | None,
    uncertainty: float,
    extractor: Extractor,
) -> None:
    text = "Rebels killed two soldiers beside Boguila."
    vicinity = Vicinity(
        kind=kind, span=Span("d", 27, 41), distance_km=distance, bearing_deg=bearing
    )
    (event,) = events_of(text, extractor, named(text, "Boguila", vicinity=vicinity))
    assert event.where is not None
    assert event.where.prec is WherePrec.NEAR
    assert event.where.uncertainty_km == uncertainty


def stand_in(text: str, name: str) -> Toponym:
    """Return a toponym for whose place the town of Boguila stands in."""
    toponym = named(text, name)
    assert toponym.place is not None
    place = replace(toponym.place, name="Boguila")
    candidate = Candidate(place=place, matched_name="Boguila", match="container")
    return replace(toponym, place=place, candidates=(candidate,))


def test_a_town_that_stands_in_for_a_village_is_near_it(extractor: Extractor) -> None:
    text = "Rebels killed two soldiers in Zenga. Three were wounded in the attack."
    events = events_of(text, extractor, stand_in(text, "Zenga"))
    for event in events:
        assert event.where is not None
        assert event.where.prec is WherePrec.NEAR
        assert event.where.uncertainty_km == 25.0
    assert len(events) == 2


def test_a_village_lies_where_the_words_after_it_say(extractor: Extractor) -> None:
    text = "Rebels killed two soldiers in Zenga, 20 km north of Boguila."
    vicinity = Vicinity(
        kind="direction", span=Span("d", 37, 59), distance_km=20.0, bearing_deg=0.0
    )
    boguila = named(text, "Boguila", vicinity=vicinity)
    (event,) = events_of(text, extractor, stand_in(text, "Zenga"), boguila)
    assert event.where is not None
    assert event.where.prec is WherePrec.NEAR
    assert event.where.position[1] == pytest.approx(5.18, abs=0.01)


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("A bomb killed two people in the Iraqi capital on Sunday.", "Baghdad"),
        ("Two were killed in the capital of Mali.", "Bamako"),
        ("Capital of Mali shelled, killing five people.", "Bamako"),
        ("Protesters marched through Somalia's capital.", "Mogadishu"),
        ("Mali is calm no more. Shells killed two people in the capital.", "Bamako"),
        ("Mali and Chad mourn. Shells killed two people in the capital.", None),
        ("Shells killed two people north of the Iraqi capital.", None),
        ("Two were killed in the capital of Mali's Kayes region.", None),
        ("Police in Mali arrested two men over the capital murder.", None),
    ],
)
def test_the_capital_is_a_city_where_its_country_is_clear(
    text: str, city: str | None, stages: Stages
) -> None:
    places = [
        event.where
        for event in report_on(document_from_text("d", text), stages).events
        if event.where and event.where.place.feature_code == "PPLC"
    ]
    assert [where.place.name for where in places] == ([city] if city else [])
    for where in places:
        assert where.is_inferred
        assert "capital" in {reason.feature for reason in where.evidence}


@pytest.mark.parametrize(
    "text",
    [
        "The striker shot wide in Manchester and his side lost.",
        "Fans in Madrid protested against the referee's decision.",
        "The champions beat the visitors in Chicago after a late goal in the playoffs.",
        "The home side was bombarded in London by the striker and his teammates.",
        "The senator attacked the budget in Boston on Monday.",
        "Critics slammed and attacked the film in Cannes.",
        "Lawmakers clashed over the pension bill in Seoul.",
    ],
)
def test_matches_and_arguments_are_no_violence(text: str, stages: Stages) -> None:
    assert report_on(document_from_text("d", text), stages).events == ()


@pytest.mark.parametrize(
    "text",
    [
        "A star quarterback was shot in Waco on Friday.",
        "Gunmen attacked the referee in Lagos.",
        "A bomb killed two people before the playoff in Lagos.",
        "Police clashed with protesters over the pension bill in Seoul.",
        "Two men were fatally stabbed in Leeds on Saturday.",
        "A bomb on 3 May killed two people in Leeds.",
        "In May gunmen killed two people in Leeds.",
    ],
)
def test_violence_around_matches_and_arguments_is(text: str, stages: Stages) -> None:
    events = report_on(document_from_text("d", text), stages).events
    assert [event.realis for event in events] == [Realis.ACTUAL]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A spokesman in Geneva said 40 people were killed on Tuesday.", None),
        ("Speaking in Nairobi, she said that 40 people had been killed.", None),
        ("A spokesman in Geneva said shells killed 40 people in Idlib.", "Idlib"),
        ("Police in Goma said two people were killed.", "Goma"),
    ],
)
def test_where_somebody_spoke_is_not_where_it_happened(
    text: str, place: str | None, stages: Stages
) -> None:
    (event,) = report_on(document_from_text("d", text), stages).events
    assert (event.where.place.name if event.where else None) == place


def test_a_year_is_no_number_of_people(stages: Stages) -> None:
    text = "Monday, December 15, 2014 WACO - Student Joe Doe was shot and killed."
    (event,) = report_on(document_from_text("d", text), stages).events
    assert event.killed is not None
    assert event.killed.best == 1


def test_a_killing_on_a_day_is_no_history(stages: Stages) -> None:
    text = (
        "A teacher was fatally shot on Friday in Waco, the tenth killed in the "
        "region's decade-long insurgency."
    )
    (event,) = report_on(document_from_text("d", text), stages).events
    assert event.realis is Realis.ACTUAL


@pytest.mark.parametrize("kind", [MentionKind.DEMONYM, MentionKind.ORG_NESTED])
def test_demonyms_and_organisations_are_no_place(
    kind: MentionKind, extractor: Extractor
) -> None:
    text = "Gunmen killed two guards of Boguila University."
    (event,) = events_of(text, extractor, named(text, "Boguila", kind=kind))
    assert event.where is None


def test_a_compound_is_no_place(extractor: Extractor) -> None:
    text = "Boguila-led forces killed two rebels."
    (event,) = events_of(text, extractor, named(text, "Boguila"))
    assert event.where is None


def test_the_place_shows_its_reasons(extractor: Extractor) -> None:
    text = "A bomb exploded in Boguila."
    (event,) = events_of(text, extractor, named(text, "Boguila"))
    assert event.where is not None
    assert {reason.feature for reason in event.where.evidence} >= {
        "locative",
        "nearest",
    }
    assert event.where.span == Span("d", 19, 26)


def test_acronyms_stand_for_what_the_text_says() -> None:
    text = "The Lord's Resistance Army (LRA) fled. Police (AP) said so."
    assert acronyms(text) == {"LRA": "Lord's Resistance Army"}


def test_every_feature_has_a_reason_and_a_weight() -> None:
    assert {feature.__name__ for feature in FEATURES} | {"bias"} == set(weights())
    assert all(feature.__doc__ for feature in FEATURES)


def test_every_rule_gives_a_type_of_the_ontology() -> None:
    coded = {(rule.event_type, rule.sub_event_type) for rule in rules()}
    assert coded <= set(event_types())


def test_every_action_is_coded_or_ignored_on_purpose() -> None:
    coded = {action for rule in rules() for action in rule.actions}
    used = {
        action
        for row in lexicon.load("triggers", TriggerRow)
        for action in row.action.split(",")
    }
    assert used - coded == {"nothing", "self", "suicide_self"}
    assert set(KIND_OF_ACTION) <= coded | {"self"}


def test_every_condition_is_known() -> None:
    rows = lexicon.load("triggers", TriggerRow)
    conditions = {
        condition.removeprefix("!")
        for row in rows
        for condition in row.condition.split("+")
    } - {""}
    assert conditions <= set(CHECKS) | set(sense_words())


def test_every_cue_gives_a_realis() -> None:
    given_by_cues = {row.realis for row in lexicon.load("realis", RealisRow)}
    assert given_by_cues <= {realis.value for realis in Realis} | {BACKGROUND}


def test_every_weight_of_a_cue_is_used() -> None:
    assert {cue.kind for cue in cue_weights()} == set(REASONS)


def test_an_article_is_part_of_the_name() -> None:
    text = "Rebels stormed the village of al-Zufra on Friday, killing two soldiers."
    analysis = analyze(document_from_text("d", text))
    words = words_of(analysis, analysis.sentences[0])
    (site,) = sites_of(words, [named(text, "Zufra")])
    assert site.toponym.mention.span.of(text) == "al-Zufra"
    assert site.toponym.mention.text == "al-Zufra"


def test_names_by_capitals_alone_are_guesses(extractor: Extractor) -> None:
    text = "Gunmen shot Karim Salou dead near Boguila."
    analysis = analyze(document_from_text("d", text))
    words = words_of(analysis, analysis.sentences[0])
    toponyms = [named(text, "Boguila")]
    sites = sites_of(words, toponyms)
    triggers = find_triggers(words)
    guesses = guessed_sites(words, toponyms, sites=sites, triggers=triggers)
    assert [site.toponym.mention.text for site in guesses] == ["Karim Salou"]
    (event,) = events_of(text, extractor, *toponyms)
    assert event.where is not None
    assert event.where.span is not None
    assert event.where.span.of(text).endswith("Boguila")


@pytest.mark.parametrize(
    ("text", "words", "prec", "radius"),
    [
        (
            "Gunmen killed two farmers on the road between Maiduguri and Damaturu.",
            "between Maiduguri and Damaturu",
            WherePrec.AREA,
            (55, 75),
        ),
        (
            "Bandits attacked a bus along the Kaduna–Abuja highway, killing six.",
            "Kaduna–Abuja highway",
            WherePrec.AREA,
            (75, 90),
        ),
        (
            "Pirates attacked a tanker off the coast of Benin, killing one sailor.",
            "off the coast of Benin",
            WherePrec.INTERNATIONAL,
            (50, 400),
        ),
        (
            "Two fishermen were killed off the coast of Mombasa on Sunday.",
            "off the coast of Mombasa",
            WherePrec.INTERNATIONAL,
            (50, 50),
        ),
        (
            "A bomb killed nine passengers on the Kampala-Jinja highway.",
            "Kampala-Jinja highway",
            WherePrec.AREA,
            (30, 45),
        ),
        (
            "Soldiers found six bodies between Bukavu and Uvira on Sunday.",
            "between Bukavu and Uvira",
            WherePrec.AREA,
            (40, 60),
        ),
        (
            "Four soldiers were killed in the Goma area on Tuesday.",
            "Goma",
            WherePrec.NEAR,
            (25, 25),
        ),
        (
            "Militiamen killed three herders in the Gao countryside.",
            "Gao",
            WherePrec.NEAR,
            (25, 25),
        ),
        (
            "Three people were shot dead on the outskirts of Goma on Friday.",
            "outskirts of Goma",
            WherePrec.NEAR,
            (10, 10),
        ),
    ],
)
def test_words_of_vicinity_widen_where_it_was(
    text: str,
    words: str,
    prec: WherePrec,
    radius: tuple[float, float],
    stages: Stages,
) -> None:
    report = report_on(document_from_text("d", text), stages)
    (event,) = [e for e in report.events if e.event_type != "Statement"]
    assert event.where is not None
    assert event.where.span is not None
    assert event.where.span.of(text) == words
    assert event.where.place.name in words
    assert event.where.prec is prec
    assert event.where.uncertainty_km is not None
    assert radius[0] <= event.where.uncertainty_km <= radius[1]


def test_a_clash_between_two_countries_is_not_half_way(stages: Stages) -> None:
    text = "Clashes between Armenia and Azerbaijan killed 12 soldiers on Tuesday."
    report = report_on(document_from_text("d", text), stages)
    for event in report.events:
        if event.where is not None:
            assert event.where.position == event.where.place.position


@pytest.mark.parametrize(
    "text",
    [
        "NIAMEY — Ten soldiers died in an ambush near the border with Mali in Niger.",
        "Gunmen on the Mali border killed ten soldiers, Niger said.",
        "Niger: ten soldiers killed near Mali's border",
        "NIAMEY — Ten soldiers died near the border with Mali.",
    ],
)
def test_a_border_is_on_this_side(text: str, stages: Stages) -> None:
    (event,) = report_on(document_from_text("d", text), stages).events
    assert event.where is None or event.where.place.country_code == "NE"
