import csv
import random
import sqlite3
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape

from geomap.errors import GazetteerMissingError, GazetteerStaleError
from geomap.gazetteer import SqliteGazetteer, default_path
from geomap.gazetteer.areas import decode_area, encode_area
from geomap.gazetteer.schema import (
    DEGREE,
    FORMAT,
    LANGUAGE_OF_TAG,
    pack_ids,
    unpack_ids,
)
from geomap.records import Place

GOLD = Path(__file__).parent / "gold/gazetteer_probes.tsv"
PROBES = list(
    csv.DictReader(GOLD.read_text(encoding="utf-8").splitlines(), delimiter="\t")
)
SCRIPTS = {
    "Cyrillic",
    "Arabic",
    "Chinese",
    "Devanagari",
    "Greek",
    "Hebrew",
    "Georgian",
    "Ethiopic",
}


@pytest.fixture(scope="module")
def world() -> Iterator[SqliteGazetteer]:
    with SqliteGazetteer(default_path()) as gazetteer:
        yield gazetteer


@pytest.fixture(scope="module")
def rows() -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(f"{default_path().as_uri()}?immutable=1", uri=True)
    yield db
    db.close()


def first(world: SqliteGazetteer, name: str) -> Place:
    return world.candidates(name)[0].place


@pytest.mark.parametrize(
    "probe", PROBES, ids=[f"{probe['script']}-{probe['name']}" for probe in PROBES]
)
def test_probe(world: SqliteGazetteer, probe: dict[str, str]) -> None:
    found = [candidate.place.id for candidate in world.candidates(probe["name"])]
    assert probe["place"] in found[: int(probe["within"])]


def test_there_are_probes_enough() -> None:
    by_script = {
        script: sum(probe["script"] == script for probe in PROBES) for script in SCRIPTS
    }
    assert len(PROBES) >= 300
    assert min(by_script.values()) >= 20


def test_unknown_names_have_no_candidates(world: SqliteGazetteer) -> None:
    assert world.candidates("Xqzzyplonk") == []
    assert world.candidates("") == []
    assert world.candidates(" -- ") == []


def test_candidates_come_in_order_and_number(world: SqliteGazetteer) -> None:
    found = world.candidates("San José", limit=7)
    scores = [candidate.score for candidate in found]
    assert len(found) == 7
    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[-1] <= scores[0] <= 1


def test_how_a_name_met(world: SqliteGazetteer) -> None:
    def met(name: str) -> tuple[str, str]:
        best = world.candidates(name)[0]
        return best.match, best.name_kind

    assert met("Bakhmut") == ("exact", "main")
    assert met("Artemivsk") == ("exact", "historic")
    assert met("Calif.") == ("exact", "abbreviation")
    assert met("Kazakhs") == ("exact", "demonym")
    assert met("Chkalovsky")[0] == "variant"


def test_type_words_ask_for_their_kind(world: SqliteGazetteer) -> None:
    def codes(name: str) -> set[str]:
        return {c.place.feature_code for c in world.candidates(name)}

    assert codes("Kant Air Base") <= {"AIRB", "AIRP"}
    assert codes("Heathrow Airfield") <= {"AIRB", "AIRP"}
    assert codes("Thimphu Local Government Area") <= {"ADM1", "ADM2"}


@pytest.mark.parametrize(
    ("name", "place", "code"),
    [
        ("Bakhmut district", "Bakhmut Raion", "ADM2"),
        ("Kandahar province", "Kandahar", "ADM1"),
        ("Kharkiv region", "Kharkiv", "ADM1"),
        ("Kharkiv district", "Kharkiv Raion", "ADM2"),
        ("province of Herat", "Herat", "ADM1"),
    ],
)
def test_type_words_ask_for_their_level(
    world: SqliteGazetteer, name: str, place: str, code: str
) -> None:
    best = first(world, name)
    assert (best.name, best.feature_code) == (place, code)


def test_a_county_is_no_country(world: SqliteGazetteer) -> None:
    for name in ("Berkshire", "Yorkshire", "Avon", "Texas, USA", "Inglaterra"):
        codes = {c.place.feature_code for c in world.candidates(name)}
        assert "PCLI" not in codes, name
    assert first(world, "Great Britain").country_code == "GB"
    assert first(world, "Yorkshire").id == "region:yorkshire"


def test_containers_of_what_is_not_known(world: SqliteGazetteer) -> None:
    def offered(name: str) -> list[tuple[str, str]]:
        found = world.containers(name, limit=3)
        return [(c.place.name, c.match) for c in found]

    assert ("Homs", "container") in offered("University of Homs")
    assert offered("Shanghai Glass Tower")[0] == ("Shanghai", "container")
    assert offered("the said of many") == []
    assert offered("Homs") == []
    best = world.containers("Shanghai Glass Tower")[0]
    assert best.score < world.candidates("Shanghai")[0].score / 2


def test_edit_distance_only_when_asked(world: SqliteGazetteer) -> None:
    assert world.candidates("Kazakhstqn") == []
    best = world.candidates("Kazakhstqn", fuzzy=True)[0]
    assert (best.place.country_code, best.match) == ("KZ", "fuzzy")


def test_everyday_words_need_rescue(world: SqliteGazetteer) -> None:
    plain, rescued = world.candidates("Us")[0], world.candidates("US")[0]
    assert plain.score < 0.1
    assert rescued.score > 0.8
    assert world.classify(["Reading", "Same", "Said", "Police"]) == {}


def test_classify(world: SqliteGazetteer) -> None:
    assert world.classify(
        ["Kazakhstan", "Moscow Oblast", "Almaty", "Russians", "Calif.", "Nowhereville"]
    ) == {
        "Kazakhstan": "country:3",
        "Moscow Oblast": "admin1:3",
        "Almaty": "town:3",
        "Russians": "demonym:0",
        "Calif.": "abbreviation:3",
    }


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Kazakh", "KZ"),
        ("Russians", "RU"),
        ("Dutch", "NL"),
        ("Filipino", "PH"),
        ("Bosnian", "BA"),
        ("Syrian", "SY"),
        ("Chechen", "RU"),
        ("Kashmiri", None),
        ("Central Asian", None),
        ("Almaty", None),
    ],
)
def test_demonyms(world: SqliteGazetteer, word: str, code: str | None) -> None:
    assert world.demonym(word) == code


def test_a_country_is_no_demonym(world: SqliteGazetteer) -> None:
    names = [
        "New Zealand",
        "Laos",
        "Congo",
        "Philippines",
        "Singapore",
        "Falkland Islands",
    ]
    assert [world.demonym(name) for name in names] == [None] * len(names)
    kinds = {kind.split(":")[0] for kind in world.classify(names).values()}
    assert kinds == {"country"}


def test_containment(world: SqliteGazetteer) -> None:
    almaty, kazakhstan = first(world, "Almaty"), first(world, "Kazakhstan")
    donetsk, donbas = first(world, "Donetsk"), first(world, "Donbas")
    stepanakert, karabakh = first(world, "Stepanakert"), first(world, "Karabakh")
    assert [outer.name for outer in world.admin_chain(almaty)] == [
        "Almaty",
        "Kazakhstan",
    ]
    assert world.is_within(almaty, kazakhstan)
    assert world.is_within(almaty, first(world, "Central Asia"))
    assert world.is_within(donetsk, donbas)
    assert world.is_within(stepanakert, karabakh)
    assert not world.is_within(almaty, donbas)
    assert not world.is_within(kazakhstan, almaty)
    assert world.is_within(almaty, almaty)


def test_no_place_is_in_a_town_or_a_river(world: SqliteGazetteer) -> None:
    volga, kazan = first(world, "Volga River"), first(world, "Kazan")
    assert not world.is_within(kazan, volga)
    assert not world.is_within(volga, kazan)


def test_reading_back_by_id(world: SqliteGazetteer) -> None:
    for name in ("Almaty", "Donbas", "Caspian Sea", "Heathrow"):
        place = first(world, name)
        assert world.place(place.id) == place
    assert world.place("1") is None
    assert world.place("region:atlantis") is None
    assert world.country("XX") is None


def test_disputed_places_follow_geonames(world: SqliteGazetteer) -> None:
    def countries_at(lon: float, lat: float) -> set[str | None]:
        return {place.country_code for place in world.divisions_at((lon, lat))}

    assert countries_at(34.1, 44.95) == {"UA"}  # Simferopol
    assert countries_at(33.36, 35.33) == {"CY"}  # Kyrenia
    assert countries_at(44.06, 9.56) == {"SO"}  # Hargeisa
    assert countries_at(21.16, 42.66) == {"XK"}  # Pristina
    assert countries_at(-30.0, 40.0) == set()  # the Atlantic


@pytest.mark.parametrize(
    "name",
    ["Kazakhstan", "Mangystau", "Donbas", "Sahel", "Europe", "Northern Ireland"],
)
def test_a_point_lies_in_its_area(world: SqliteGazetteer, name: str) -> None:
    place = first(world, name)
    area = world.area(place)
    assert area is not None
    assert shape(area).intersects(shapely.Point(place.position))


def test_boxes_stand_in_for_outlines(world: SqliteGazetteer) -> None:
    area = world.area(first(world, "Nagorno-Karabakh"))
    assert area is not None
    assert area["type"] == "Polygon"
    assert world.area(first(world, "Bakhmut")) is None


def test_nearby(world: SqliteGazetteer) -> None:
    almaty = first(world, "Almaty")
    near = world.nearby(almaty.position, 30)
    assert near[0] == almaty
    assert {place.feature_class for place in near} == {"P"}
    assert world.nearby((-140.0, -40.0), 200) == []
    assert len(world.nearby(almaty.position, 300, limit=3)) == 3


def test_nearby_crosses_the_antimeridian(world: SqliteGazetteer) -> None:
    countries = {p.country_code for p in world.nearby((179.9, -16.5), 120)}
    assert "FJ" in countries
    east = {place.id for place in world.nearby((-179.9, -16.5), 120)}
    west = {place.id for place in world.nearby((179.9, -16.5), 120)}
    assert east & west


def test_positions_lie_in_the_divisions_they_name(world: SqliteGazetteer) -> None:
    for name in ("Almaty", "Kharkiv", "Aleppo", "Kandahar", "Maiduguri", "Lahore"):
        town = first(world, name)
        assert town.country_code in {
            place.country_code for place in world.divisions_at(town.position)
        }


def test_every_outline_is_valid(rows: sqlite3.Connection) -> None:
    stored = [blob for (blob,) in rows.execute("SELECT shape FROM area")]
    shapes = [shape(decode_area(blob)) for blob in stored]
    assert len(shapes) > 4000
    invalid = [
        text for text in map(shapely.is_valid_reason, shapes) if "Valid" not in text
    ]
    assert invalid == []


def test_outlines_survive_storing() -> None:
    ring = [(0, 0), (10.0001, 0), (10, 10), (0, 10)]
    hole = [(2, 2), (2, 3), (3, 3), (3, 2)]
    before = shapely.MultiPolygon([(ring, [hole]), ([(20, 0), (21, 0), (21, 1)], [])])
    assert shape(decode_area(encode_area(before))).equals(before)


def test_every_place_has_its_main_name(rows: sqlite3.Connection) -> None:
    named = {place for (place,) in rows.execute("SELECT place FROM name")}
    assert [
        place for (place,) in rows.execute("SELECT id FROM place") if place not in named
    ] == []


def test_every_name_finds_its_place(
    world: SqliteGazetteer, rows: sqlite3.Connection
) -> None:
    total = rows.execute("SELECT count(*) FROM place").fetchone()[0]
    chosen = set(random.Random(7).sample(range(total), 300))  # noqa: S311
    places = rows.execute("SELECT id, name, key FROM place ORDER BY id")
    for position, (number, name, key) in enumerate(places):
        if position in chosen:
            found = {c.place.id for c in world.candidates(name, limit=2000)}
            assert (key or str(number)) in found, name


def test_towns_lie_near_their_country(rows: sqlite3.Connection) -> None:
    boxes = {
        country: [side / DEGREE for side in struct.unpack("<4i", bbox)]
        for country, bbox in rows.execute(
            """SELECT country, bbox FROM place JOIN feature ON feature.id = feature
            WHERE kind = 'country' AND bbox IS NOT NULL"""
        )
    }
    outside: dict[str, int] = {}
    towns = 0
    for country, lon, lat in rows.execute(
        """SELECT country, lon, lat FROM place JOIN feature ON feature.id = feature
        WHERE class = 'P' AND population >= 5000"""
    ):
        if country not in boxes:
            continue
        towns += 1
        west, south, east, north = boxes[country]
        x, y = lon / DEGREE, lat / DEGREE
        is_between = west - 1 <= x <= east + 1 if west <= east else True
        if not (is_between and south - 1 <= y <= north + 1):
            outside[country] = outside.get(country, 0) + 1
    assert sum(outside.values()) < towns / 1000, outside


def test_no_machine_transliterations(rows: sqlite3.Connection) -> None:
    names = {"ala", "a la mu tu", "the"}
    marks = ",".join("?" * len(names))
    found = rows.execute(
        f"SELECT place FROM name WHERE name IN ({marks}) AND place = 1526384",  # noqa: S608
        sorted(names),
    ).fetchall()
    assert found == []


def test_names_know_their_languages(rows: sqlite3.Connection) -> None:
    def languages(place: int, name: str) -> set[str]:
        row = rows.execute(
            f"""SELECT codes FROM name JOIN language ON language.id = {LANGUAGE_OF_TAG}
            WHERE place = ? AND name = ?""",  # noqa: S608
            (place, name),
        ).fetchone()
        return set(row[0].split(",")) if row else set()

    assert "de" in languages(1522867, "kasachstan")
    assert "ru" in languages(1526384, "алматы")
    assert languages(524925, "московская область") == {"ru"}
    with SqliteGazetteer(default_path()) as world:
        told = world.counts()["names by language"]
    assert len(told) > 100
    assert dict(told)["ar"] > 4000


def test_packed_ids_come_back_in_order() -> None:
    for ids in ([5], [-7, 3, 4], [13_000_000, 1, 128, 127]):
        assert unpack_ids(pack_ids(ids)) == sorted(ids)


def test_missing_and_foreign_files(tmp_path: Path) -> None:
    with pytest.raises(GazetteerMissingError, match="geomap gazetteer build"):
        SqliteGazetteer(tmp_path / "nothing.sqlite")
    text = tmp_path / "text.sqlite"
    text.write_text("not a database, not at all, but long enough to be looked into")
    with pytest.raises(GazetteerStaleError, match="not a gazetteer"):
        SqliteGazetteer(text)
    other = tmp_path / "other.sqlite"
    db = sqlite3.connect(other)
    db.execute("CREATE TABLE a (b)")
    db.close()
    with pytest.raises(GazetteerStaleError, match=f"format {FORMAT}"):
        SqliteGazetteer(other)
