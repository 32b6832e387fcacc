import hashlib
import json
import signal
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer import SqliteGazetteer, open_gazetteer
from geomap.gazetteer.build.archives import Archives, Origin, Package, read_sources
from geomap.gazetteer.build.drafts import Draft, prior_of
from geomap.gazetteer.build.geonames import kind_of
from geomap.gazetteer.build.layer import build_layer
from geomap.gazetteer.build.world import recipe_path
from geomap.gazetteer.build.writer import Writer


def row(number: int, name: str, others: str = "", **values: str) -> str:
    """Return a row of GeoNames' places file: 19 columns, tab-separated."""
    names = ("lat", "lon", "class_", "code", "country", "cc2", "admin1", "admin2")
    names += ("admin3", "admin4", "population", "elevation", "dem", "zone", "date")
    given = {"lat": "10.6", "lon": "20.6", "country": "XF", "admin1": "01"} | values
    cells = [given.get(column, "") for column in names]
    return "\t".join([str(number), name, name, others, *cells])


COUNTRY = row(1, "Freedonia", "Fredonia", class_="A", code="PCLI", admin1="00")
DIVISION = row(2, "Upper Freedonia", class_="A", code="ADM1")
TOWN = row(
    3,
    "Zubrowka",
    "a la zu,ZUB,زبروفكا",
    class_="P",
    code="PPLA",
    population="70000",
)
ALTERNATES = """1\t3\tlink\thttps://example.org/zubrowka
2\t3\ten\tOld Zub\t\t\t\t1\t\t
3\t3\tabbr\tZBW
4\t3\tfr\tZoubrovka"""


@pytest.fixture
def allcountries(tmp_path: Path) -> Path:
    path = tmp_path / "XF.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about these files")
        archive.writestr("XF.txt", f"{COUNTRY}\n{DIVISION}\n{TOWN}")
    return path


def test_geonames_files_become_a_gazetteer(allcountries: Path, tmp_path: Path) -> None:
    alternates = tmp_path / "alternateNamesV2.txt"
    alternates.write_text(ALTERNATES, encoding="utf-8")
    target = tmp_path / "xf.sqlite"
    report = build_layer(target, geonames=[alternates, allcountries])
    assert (report.places, report.skipped) == (3, {})
    with SqliteGazetteer(target) as gazetteer:
        town = gazetteer.candidates("زبروفكا")[0].place
        assert [outer.name for outer in gazetteer.admin_chain(town)] == [
            "Upper Freedonia",
            "Freedonia",
        ]
        assert town.geonames_id == 3
        assert gazetteer.candidates("Old Zub")[0].name_kind == "historic"
        assert gazetteer.candidates("ZBW")[0].name_kind == "abbreviation"
        assert gazetteer.candidates("a la zu") == []
        assert gazetteer.nearby((20.6, 10.6), 5) == [town]
        country = gazetteer.country("XF")
        assert country is not None
        assert gazetteer.is_within(town, country)


def test_bad_rows_are_named_counted_and_skipped(tmp_path: Path) -> None:
    path = tmp_path / "XF.txt"
    off_globe = TOWN.replace("10.6", "95.0").replace("3\t", "4\t", 1)
    no_number = TOWN.replace("20.6", "east").replace("3\t", "5\t", 1)
    huge = row(10**20, "Huge", class_="P", code="PPL")
    crowded = row(7, "Crowded", class_="P", code="PPL", population="9" * 5000)
    lines = [TOWN, "6\tShort", off_globe, no_number, huge, crowded]
    path.write_text("\n".join(lines), encoding="utf-8")
    report = build_layer(tmp_path / "xf.sqlite", geonames=[path])
    assert report.places == 2
    assert report.skipped == {
        "the id is not a number of up to 9 digits": 1,
        "2 columns instead of 19": 1,
        "a coordinate is off the globe": 1,
        "a coordinate is not a number": 1,
    }
    assert report.examples[0] == "XF.txt, line 2: 2 columns instead of 19"


@pytest.mark.parametrize("content", ["", "hello\tworld", "<html>", "1\t2"])
def test_other_files_are_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "allCountries.txt"
    path.write_text(content)
    target = tmp_path / "new.sqlite"
    if content == "1\t2":
        assert kind_of(path) == "hierarchy"
        return
    with pytest.raises(GazetteerError, match="not a GeoNames file"):
        build_layer(target, geonames=[path])
    assert list(tmp_path.iterdir()) == [path]


def test_a_target_must_be_writable(allcountries: Path, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"none.xf\.sqlite cannot be written"):
        build_layer(tmp_path / "none/xf.sqlite", geonames=[allcountries])


def test_a_failed_build_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "some.sqlite"
    target.write_bytes(b"as it was")

    def fail() -> None:
        with Writer(target, [Origin("geonames", "", "")]) as writer:
            writer.add_places([Draft(1, "A", 0.0, 0.0, "P", "PPL", "XF")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert target.read_bytes() == b"as it was"
    assert list(tmp_path.iterdir()) == [target]


def test_overlay_wins_over_the_world(tmp_path: Path) -> None:
    overlay = tmp_path / "mine.csv"
    overlay.write_text(
        "name,alt_names,lat,lon,country,admin1,kind,valid_from,valid_to,geonames_id\n"
        "Almaty,,10.0,20.0,XF,,camp,2024-01-01,,\n"
        "Camp 12|,Лагерь 12|معسكر 12,11,21,xf,,camp,,,\n"
        "Renamed City,,43.25,76.91,KZ,,town,,,1526384\n"
        "Nowhere,,91,0,,,,,,\n"
        "Odd,,1,1,,,spaceport,,,\n",
        encoding="utf-8",
    )
    target = tmp_path / "mine.sqlite"
    report = build_layer(target, overlays=[overlay])
    assert report.places == 3
    assert sum(report.skipped.values()) == 2
    with open_gazetteer(target) as gazetteer:
        best, second, *_ = gazetteer.candidates("Almaty")
        assert (best.place.source, best.place.position) == ("overlay", (20.0, 10.0))
        assert best.place.id == "overlay:mine:almaty"
        assert second.place.source == "geonames"
        assert gazetteer.candidates("معسكر 12")[0].place.country_code == "XF"
        city = gazetteer.place("1526384")
        assert city is not None
        assert city.name == "Renamed City"
        assert gazetteer.demonym("Kazakhs") == "KZ"
        assert gazetteer.classify(["March", "Kazakhstan"]) == {
            "Kazakhstan": "country:3"
        }
        assert gazetteer.nearby((76.9115, 43.2525), 5)[0].source == "overlay"
        donbas = gazetteer.candidates("Donbas")[0].place
        assert gazetteer.area(donbas) is not None


def test_overlay_places_stand_in_their_time_only(tmp_path: Path) -> None:
    overlay = tmp_path / "mine.csv"
    overlay.write_text(
        "name,lat,lon,kind,valid_from,valid_to\n"
        "Camp Zubrowka,10,20,camp,2019-03-01,2021-06-30\n"
        "Almaty,10,20,camp,2024-01-01,\n"
        "Late,1,1,camp,1.3.2019,\n",
        encoding="utf-8",
    )
    target = tmp_path / "mine.sqlite"
    report = build_layer(target, overlays=[overlay])
    assert list(report.skipped) == ["1.3.2019 is not a day like 2019-03-01"]
    with open_gazetteer(target) as gazetteer:

        def sources(name: str, on: date | None) -> list[str]:
            return [c.place.source for c in gazetteer.candidates(name, on=on)]

        assert sources("Camp Zubrowka", None) == ["overlay"]
        assert sources("Camp Zubrowka", date(2019, 3, 1)) == ["overlay"]
        assert sources("Camp Zubrowka", date(2021, 6, 30)) == ["overlay"]
        assert sources("Camp Zubrowka", date(2021, 7, 1)) == []
        assert sources("Almaty", date(2024, 5, 1))[0] == "overlay"
        assert sources("Almaty", date(2023, 5, 1))[0] == "geonames"
        offers = gazetteer.candidates_of(["Camp Zubrowka"], on=date(2018, 1, 1))
        assert offers == {"Camp Zubrowka": []}


def test_a_killed_import_leaves_the_old_file(
    allcountries: Path, tmp_path: Path
) -> None:
    target = tmp_path / "some.sqlite"
    build_layer(target, geonames=[allcountries])
    before = target.read_bytes()
    code = """if True:
        import os, signal, sys
        from pathlib import Path
        from geomap.gazetteer.build.layer import build_layer

        def die(name, done, size):
            if name.startswith("sorting") and done == 3:
                os.kill(os.getpid(), signal.SIGKILL)

        build_layer(Path(sys.argv[1]), geonames=[Path(sys.argv[2])], progress=die)
    """
    command = [sys.executable, "-c", code, str(target), str(allcountries)]
    killed = subprocess.run(command, check=False)  # noqa: S603
    assert killed.returncode == -signal.SIGKILL
    assert target.read_bytes() == before
    build_layer(target, geonames=[allcountries])  # and what was left is no hindrance
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["XF.zip", target.name]


def test_overlays_may_be_geojson(tmp_path: Path) -> None:
    overlay = tmp_path / "mine.geojson"
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [20, 10]},
        "properties": {"name": "Check-point 9", "kind": "checkpoint"},
    }
    overlay.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    target = tmp_path / "mine.sqlite"
    assert build_layer(target, overlays=[overlay]).places == 1
    with SqliteGazetteer(target) as gazetteer:
        exact, variant = (
            gazetteer.candidates(name)[0] for name in ("CHECK-POINT 9", "Checkpoint 9")
        )
        assert exact.place.position == (20.0, 10.0)
        assert (exact.match, variant.match) == ("exact", "variant")


def test_why_rows_of_an_overlay_are_left_out(tmp_path: Path) -> None:
    overlay = tmp_path / "mine.csv"
    overlay.write_text(
        "name,lat,lon,kind\nA,ten,1,\n,1,1,\nB,1,181,\nC,1,1,spaceport\nNull,0,0,\n",
        encoding="utf-8",
    )
    report = build_layer(tmp_path / "mine.sqlite", overlays=[overlay])
    assert report.places == 1
    assert [example.partition("; ")[0] for example in report.examples] == [
        "mine.csv, line 2: lat is not a number",
        "mine.csv, line 3: no name",
        "mine.csv, line 4: the position is off the globe",
        "mine.csv, line 5: 'spaceport' is no kind",
    ]


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("a.csv", b"x,y\n1,2\n"),
        ("a.csv", "name,lat,lon\nЛагерь,1,1\n".encode("cp1251")),
        ("a.geojson", b"[]"),
        ("a.geojson", b'{"features": 1}'),
        ("a.geojson", b'{"features": [1]}'),
        ("a.geojson", b"not json"),
    ],
)
def test_overlays_must_be_what_they_say(
    tmp_path: Path, file: str, content: bytes
) -> None:
    path = tmp_path / file
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=r"a\.(csv|geojson)"):
        build_layer(tmp_path / "a.sqlite", overlays=[path])


def test_builds_are_the_same_byte_for_byte(allcountries: Path, tmp_path: Path) -> None:
    digests = set()
    for name in ("one.sqlite", "other.sqlite"):
        build_layer(tmp_path / name, geonames=[allcountries])
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1


def test_packages_are_verified(tmp_path: Path) -> None:
    (tmp_path / "a.whl").write_bytes(b"not what was pinned")
    package = Package(
        name="a",
        version="1",
        registry="pypi",
        file="a.whl",
        sha256="0" * 64,
        origin="geonames",
        gives="nothing",
    )
    with pytest.raises(GazetteerError, match="not the pinned"):
        Archives(tmp_path, [package]).read("a", "b")


@pytest.mark.parametrize(
    ("client", "reason"),
    [
        (None, "No such file or directory: 'npm'"),
        ("touch other.tgz", r"did not give a\.tgz"),
        ("echo not in this registry >&2; exit 1", "not in this registry"),
        ("printf fetched > a.tgz", None),
    ],
)
def test_packages_are_fetched_by_their_registrys_client(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    client: str | None,
    reason: str | None,
) -> None:
    clients = tmp_path / "bin"
    clients.mkdir()
    if client:
        (clients / "npm").write_text(f"#!/bin/sh\n{client}\n")
        (clients / "npm").chmod(0o755)
        monkeypatch.setenv("PATH", f"{clients}:/usr/bin:/bin")
    else:
        monkeypatch.setenv("PATH", str(clients))
    package = Package(
        name="a",
        version="1",
        registry="npm",
        file="a.tgz",
        sha256=hashlib.sha256(b"fetched").hexdigest(),
        origin="geonames",
        gives="nothing",
    )
    archives = Archives(tmp_path / "packages", [package])
    if reason is None:
        assert archives.path("a").read_bytes() == b"fetched"
    else:
        with pytest.raises(GazetteerError, match=f"{reason}.*yourself"):
            archives.path("a")


def test_every_package_names_its_origin() -> None:
    origins, packages = read_sources(recipe_path() / "sources.toml")
    assert {package.origin for package in packages} <= {o.name for o in origins}
    assert all(len(package.sha256) == 64 for package in packages)


def test_priors_order_kinds_of_places() -> None:
    country = prior_of("A", "PCLI", 100_000)
    capital = prior_of("P", "PPLC", 1_000_000)
    division = prior_of("A", "ADM1", 1_000_000)
    town, village = prior_of("P", "PPL", 1_000_000), prior_of("P", "PPL", 500)
    assert country > capital > division > town > village > 0
    assert prior_of("T", "MT", None) < town
