"""Layers: every value typed as its column says, nothing dropped, nothing made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sample_runs import (
    ALMATY,
    AREAS,
    KAZAKHSTAN,
    MANGYSTAU,
    SmallWorld,
    annotated_run,
    seed_run,
    synthetic_run,
)

from geomap.layers import (
    Layer,
    Layers,
    Value,
    area_columns,
    build_layers,
    incident_columns,
    markdown,
    mention_columns,
    source_columns,
    summary_of,
)
from geomap.layers.incidents import event_types, incident_values, joined, two_sides
from geomap.layers.schema import TYPES
from geomap.records import Actor, Realis, RecordType, Run, Span

REFERENCE = Path(__file__).parents[1] / "docs" / "reference" / "properties.md"
COLUMNS = [incident_columns(), area_columns(), mention_columns(), source_columns()]


@pytest.fixture(scope="module")
def layers() -> Layers:
    return build_layers(seed_run(published=date(2022, 1, 6)), SmallWorld())


def value(layer: Layer, row: int, name: str) -> Value:
    return layer.column(name)[row]


def facts(layer: Layer, row: int, *names: str) -> tuple[Value, ...]:
    return tuple(value(layer, row, name) for name in names)


@pytest.mark.parametrize("columns", COLUMNS)
def test_columns_are_named_once_and_typed(columns: tuple) -> None:
    names = [column.name for column in columns]
    assert len(set(names)) == len(names)
    assert {column.type for column in columns} <= TYPES.keys()
    assert all(column.description and column.source for column in columns)


@pytest.mark.parametrize("size", [0, 200])
def test_every_value_has_the_type_of_its_column(size: int) -> None:
    made = build_layers(synthetic_run(size), SmallWorld())
    seed = build_layers(seed_run(published=date(2022, 1, 6)), SmallWorld())
    found = (made.incidents, made.areas, made.sources)
    for layer in (*found, seed.incidents, seed.areas, seed.mentions, seed.sources):
        for column in layer.columns:
            known = [v for v in layer.column(column.name) if v is not None]
            assert {type(v) for v in known} <= {TYPES[column.type]}, column.name
            if column.allowed:
                assert {str(v) for v in known} <= set(column.allowed), column.name


def test_every_property_is_a_column_and_full_incidents_fill_most() -> None:
    run = seed_run(published=date(2022, 1, 6))
    documents = {report.document.id: report.document for report in run.reports}
    names = {column.name for column in incident_columns()}
    for incident in run.incidents:
        assert incident_values(incident, documents, SmallWorld()).keys() <= names
    assert incident_values(run.incidents[3], documents, SmallWorld()).keys() == names


def test_identity_says_what_a_record_is_and_how_sure() -> None:
    names = [column.name for column in incident_columns()]
    assert names[:5] == [
        "event_id",
        "n_reports",
        "n_sources",
        "record_type",
        "confidence",
    ]
    found = build_layers(annotated_run(), SmallWorld()).incidents
    assert found.column("record_type") == ["reported", "background", *["reported"] * 2]
    assert found.column("confidence") == [1.0, 1.0, 0.83, 1.0]
    assert facts(found, 3, "record_type", "is_aggregate") == ("reported", True)


def test_an_aftermath_is_one_text() -> None:
    dated = build_layers(annotated_run(published=date(2022, 1, 6)), SmallWorld())
    assert dated.incidents.column("aftermath") == [
        None,
        None,
        "arrest, Almaty, 2022-01-05 to 2022-01-06; condemnation",
        None,
    ]
    undated = build_layers(annotated_run(), SmallWorld()).incidents
    assert value(undated, 2, "aftermath") == "arrest, Almaty; condemnation"


def test_uncertain_incidents_are_in_no_other_layer() -> None:
    found = build_layers(annotated_run(), SmallWorld())
    assert [row.id for row in found.uncertain.rows] == ["incident-1"]
    assert found.uncertain.columns == found.incidents.columns
    assert found.uncertain.column("confidence") == [0.31]
    assert [card.event_id for card in found.uncertain_cards] == ["incident-1"]
    for layer in (found.incidents, found.sources, found.unmapped):
        assert "incident-1" not in layer.column("event_id")
    assert "incident-1" not in str(found.areas.column("event_ids"))
    assert set(found.mentions.column("role")) == {
        "event_location",
        "actor_affiliation",
        "boilerplate",
        "other",
    }


def test_only_what_happened_is_uncertain() -> None:
    run = annotated_run()
    planned = replace(run.uncertain[0], realis=Realis.PLANNED)
    found = build_layers(replace(run, uncertain=(planned,)), SmallWorld())
    assert found.uncertain.rows == ()


def test_figures_leave_background_and_uncertain_out() -> None:
    layers = build_layers(annotated_run(), SmallWorld())
    found = summary_of(layers)
    assert (found.incidents, found.background, found.uncertain) == (3, 1, 1)
    assert (found.first, found.without_date) == (None, 3)
    assert str(found.killed) == "12 (12–99)"
    assert found.types == {"Protests": 1, "Riots": 1, "Battles": 1}
    kept = layers.without_background()
    ids = ["incident-2a", "incident-3", "incident-4"]
    assert [row.id for row in kept.incidents.rows] == ids
    assert [card.event_id for card in kept.cards] == ids
    assert list(dict.fromkeys(kept.sources.column("event_id"))) == ids
    assert kept.areas.column("place_id") == [KAZAKHSTAN.id]


def test_a_card_tells_the_aftermath_with_its_sentence() -> None:
    card = build_layers(annotated_run(), SmallWorld()).cards[2]
    arrest, condemnation = card.aftermath
    assert (arrest.what, arrest.where, arrest.when) == ("arrest", "Almaty", None)
    assert condemnation.where is None
    assert condemnation.sentence.startswith("Thousands took to the streets")


def test_an_area_counts_no_background() -> None:
    run = seed_run()
    plain = replace(run.incidents[4], is_aggregate=False)
    told = replace(plain, record_type=RecordType.BACKGROUND)
    found = build_layers(replace(run, incidents=(plain, told)), SmallWorld()).areas
    assert facts(found, 0, "n_incidents", "fatalities", "injuries") == (1, 18, 748)
    assert value(found, 0, "event_ids") == "incident-4"


def test_types_of_the_ontology_have_codes() -> None:
    assert event_types()["Battles", "Armed clash"].plover == "ASSAULT"
    assert {row.disorder_type for row in event_types().values()} == {
        "",
        "Demonstrations",
        "Political violence",
        "Political violence; Demonstrations",
        "Strategic developments",
    }


def test_the_schema_allows_the_types_of_the_ontology_and_no_others() -> None:
    allowed = {column.name: set(column.allowed) for column in incident_columns()}
    kinds, subs = zip(*event_types(), strict=True)
    assert allowed["event_type"] == set(kinds)
    assert allowed["sub_event_type"] == set(subs)


def test_a_town_is_a_point_and_no_area(layers: Layers) -> None:
    assert ALMATY.id not in layers.areas.column("place_id")
    assert layers.incidents.rows[1].geometry == {
        "type": "Point",
        "coordinates": list(ALMATY.position),
    }


def test_divisions_and_countries_are_areas(layers: Layers) -> None:
    assert [
        (row.id, row.geometry["type"]) for row in layers.areas.rows if row.geometry
    ] == [(KAZAKHSTAN.id, "Polygon"), (MANGYSTAU.id, "Polygon")]
    names = ("place_id", "n_incidents", "event_type", "event_types", "event_ids")
    assert facts(layers.areas, 0, *names) == (
        KAZAKHSTAN.id,
        2,
        None,
        "Strategic developments; Battles",
        "incident-1; incident-4",
    )
    assert facts(layers.areas, 1, *names)[1:3] == (1, "Protests")


def test_an_area_sums_what_is_no_aggregate(layers: Layers) -> None:
    assert facts(layers.areas, 0, "fatalities", "injuries") == (None, None)
    run = seed_run()
    plain = replace(run.incidents[4], is_aggregate=False)
    found = build_layers(replace(run, incidents=(plain, plain)), SmallWorld()).areas
    assert facts(found, 0, "n_incidents", "fatalities", "injuries") == (2, 36, 1496)


def test_every_report_of_an_incident_is_a_source(layers: Layers) -> None:
    by_incident = dict(
        zip(
            layers.incidents.column("event_id"),
            layers.incidents.column("n_reports"),
            strict=True,
        )
    )
    found = layers.sources.column("event_id")
    assert {name: found.count(name) for name in by_incident} == by_incident
    names = ("event_id", "is_lead", "char_start", "sentence")
    text = seed_run().reports[0].document.text
    for row, is_lead in ((3, True), (4, False)):
        event_id, leads, start, sentence = facts(layers.sources, row, *names)
        assert (event_id, leads) == ("incident-3", is_lead)
        assert text[start:].startswith(str(sentence))
    assert layers.sources.rows[0].geometry is None
    assert layers.sources.geometry_type is None


def test_lists_can_be_split_again() -> None:
    assert joined(["a;b", "c", "a;b", "", None]) == "a,b; c"
    assert joined([]) is None


def test_an_area_without_outline_is_left_to_its_point() -> None:
    found = build_layers(seed_run(), SmallWorld(areas={}))
    assert found.areas.rows == ()
    assert len(found.incidents.rows) == 5


def test_places_are_named_up_to_the_country(layers: Layers) -> None:
    names = ("country", "iso3", "admin1", "location", "where_prec", "geo_precision")
    assert facts(layers.incidents, 2, *names) == (
        "Kazakhstan",
        "KAZ",
        "Mangystau Region",
        "Mangystau Region",
        4,
        3,
    )
    assert facts(layers.incidents, 0, *names)[2] is None
    assert value(layers.incidents, 0, "origin_location") == "Moscow Oblast"


def test_dates_need_a_publication_date() -> None:
    names = ("event_date", "date_start", "date_end", "time_precision", "date_inferred")
    undated = build_layers(seed_run(), SmallWorld()).incidents
    dated = build_layers(seed_run(published=date(2022, 1, 6)), SmallWorld()).incidents
    assert facts(undated, 3, *names) == (None, None, None, 1, False)
    assert facts(dated, 3, *names) == (
        date(2022, 1, 6),
        date(2022, 1, 5),
        date(2022, 1, 6),
        1,
        True,
    )
    assert facts(dated, 4, *names) == (None,) * 5


def test_counts_are_ranges_and_unknown_is_not_zero(layers: Layers) -> None:
    names = ("fatalities", "fatalities_low", "fatalities_high", "injuries")
    assert facts(layers.incidents, 3, *names) == (12, 12, 99, None)
    assert facts(layers.incidents, 4, *names) == (18, 18, 18, 748)
    assert facts(layers.incidents, 0, *names) == (None,) * 4
    assert value(layers.incidents, 4, "is_aggregate") is True


def test_notes_sum_up_in_one_sentence(layers: Layers) -> None:
    notes = str(value(layers.incidents, 3, "notes"))
    assert "in Almaty, Kazakhstan" in notes
    assert "12 to 99 killed" in notes
    assert notes.count(".") == 1


def test_an_incident_without_place_is_kept() -> None:
    run = seed_run()
    lost = replace(run.incidents[1], where=None)
    found = build_layers(replace(run, incidents=(lost,)), SmallWorld())
    assert [row.id for row in found.unmapped.rows] == [lost.id]
    assert found.incidents.rows[0].geometry is None
    assert facts(found.incidents, 0, "country", "latitude", "where_prec") == (None,) * 3


def test_only_what_happened_is_shown_unless_asked() -> None:
    run = seed_run()
    planned = replace(run.incidents[0], realis=Realis.PLANNED)
    said = replace(run.incidents[1], event_type="Statement")
    run = replace(run, incidents=(planned, said, run.incidents[2]))
    assert [row.id for row in build_layers(run, SmallWorld()).incidents.rows] == [
        "incident-2b"
    ]
    everything = build_layers(run, SmallWorld(), realis=set(Realis), hidden_types=())
    assert len(everything.incidents.rows) == len(everything.cards) == 3


def test_each_resolved_mention_has_its_role(layers: Layers) -> None:
    roles = dict(
        zip(
            layers.mentions.column("char_start"),
            layers.mentions.column("role"),
            strict=True,
        )
    )
    assert roles == {
        600: "event_location",
        958: "origin",
        47: "actor_affiliation",
        1627: "boilerplate",
        2672: "event_location",
        3059: "event_location",
        3097: "event_location",
        3412: "event_location",
    }
    assert value(layers.mentions, 4, "event_ids") == "incident-3"


def actor(name: str, role: str) -> Actor:
    return Actor(name=name, role=role, span=Span("a", 0, 1))


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ("agent patient", ("0", "1")),
        ("patient agent", ("1", "0")),
        ("party party", ("0", "1")),
        ("patient", (None, "0")),
        ("agent party patient", ("0", "2")),
        ("", (None, None)),
    ],
)
def test_agents_come_first(roles: str, expected: tuple[str | None, ...]) -> None:
    actors = [actor(str(at), role) for at, role in enumerate(roles.split())]
    assert tuple(side.name if side else None for side in two_sides(actors)) == expected


def test_quotes_are_whole_sentences_with_their_words_marked(layers: Layers) -> None:
    card = layers.cards[3]
    first, second = card.quotes
    assert "".join(part.text for part in first.segments) == value(
        layers.incidents, 3, "sentence"
    )
    assert [(part.mark, part.text) for part in first.segments if part.mark] == [
        ("count", "dozens"),
        ("actor", "protestors"),
        ("trigger", "rioting"),
        ("place", "Almaty"),
    ]
    assert second.segments[0].text == "Security forces in "
    assert card.runners_up == ("Almaty, Kazakhstan (ADM1)",)
    assert layers.cards[0].origin == (37.5, 55.75)


def test_a_frame_has_nullable_types_and_a_crs(layers: Layers) -> None:
    frame = layers.incidents.to_frame()
    assert frame.crs == "EPSG:4326"
    assert frame.loc["incident-3", "fatalities_high"] == 99
    assert str(frame.dtypes["fatalities"]) == "Int64"
    assert str(frame.dtypes["event_date"]) == "datetime64[s]"
    assert frame.event_date.isna().sum() == 4
    assert list(frame.columns[:-1]) == [column.name for column in incident_columns()]


def test_a_table_without_geometries_is_a_frame_too(layers: Layers) -> None:
    frame = layers.sources.to_frame()
    assert len(frame) == len(layers.sources.rows)
    assert frame.geometry.isna().all()


def test_an_empty_run_has_empty_layers() -> None:
    found = build_layers(Run(reports=(), incidents=()), SmallWorld())
    assert found.incidents.rows == found.mentions.rows == ()
    assert found.incidents.to_frame().empty


def test_the_reference_page_lists_the_schema() -> None:
    page = REFERENCE.read_text(encoding="utf-8")
    for columns in COLUMNS:
        assert markdown(columns) in page


def test_divisions_that_hold_incidents_have_their_outline() -> None:
    areas = {MANGYSTAU.id: AREAS[MANGYSTAU.id]}
    layers = build_layers(seed_run(), SmallWorld(areas=areas))
    assert layers.divisions == {("Kazakhstan", "Mangystau Region"): AREAS[MANGYSTAU.id]}
