"""Online answers, from a real HTTP server on this machine that speaks Nominatim."""

import base64
import gzip
import json
import re
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from typer.testing import CliRunner

from geomap.cli import app
from geomap.errors import SettingsError
from geomap.gazetteer import SqliteGazetteer, open_gazetteer
from geomap.ingest import document_from_text
from geomap.language import analyze
from geomap.online import OnlineGeocoder, OnlineResolver, connect
from geomap.records import Mention, MentionKind, Span, Toponym
from geomap.resolution import load_resolver

pytestmark = pytest.mark.enable_socket

AKSORAN = {"display_name": "Aksoran,  Mangystau", "lat": "43.7", "lon": "52.1"}
NAMESAKE = {"display_name": "Aksoran, Mali", "lat": "13.5", "lon": "-5.5"}
TEXT = "Strikers left Zhqoranbek. Kazakhstan was calm."


class Service(ThreadingHTTPServer):
    """Answers every name alike, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.agents: set[str | None] = set()
        self.status = 200
        self.answer: object = [NAMESAKE, AKSORAN]

    @property
    def settings(self) -> str:
        return f'domain = "127.0.0.1:{self.server_port}"\nscheme = "http"\n'


class Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        self.server.asked += parse_qs(urlparse(self.path).query)["q"]
        self.server.agents.add(self.headers["User-Agent"])
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(json.dumps(self.server.answer).encode())

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@pytest.fixture(scope="module")
def world() -> Iterator[SqliteGazetteer]:
    with open_gazetteer() as gazetteer:
        assert isinstance(gazetteer, SqliteGazetteer)
        yield gazetteer


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Service() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def geocoder(service: Service, tmp_path: Path) -> OnlineGeocoder:
    return connected(service, tmp_path)


def connected(service: Service, folder: Path) -> OnlineGeocoder:
    settings = folder / "nominatim.toml"
    settings.write_text(service.settings)
    cache = folder / "out/online.json"
    return connect("nominatim", cache=cache, settings=settings, delay_s=0)


def resolved(
    world: SqliteGazetteer, geocoder: OnlineGeocoder, *names: str, text: str = TEXT
) -> list[Toponym]:
    resolver = OnlineResolver(load_resolver(world), world, geocoder)
    mentions = []
    for name in names:
        start = text.index(name)
        span = Span("a", start, start + len(name))
        mentions.append(Mention(span=span, text=name, name=name))
    return resolver.resolve(analyze(document_from_text("a", text)), mentions)


def test_unknown_names_are_filled_and_marked(
    world: SqliteGazetteer, geocoder: OnlineGeocoder, service: Service
) -> None:
    unknown, known = resolved(world, geocoder, "Zhqoranbek", "Kazakhstan")
    assert service.asked == ["Zhqoranbek"]
    assert unknown.place is not None
    assert unknown.place.source == "online:nominatim"
    assert unknown.place.position == (52.1, 43.7)
    assert unknown.place.country_code == "KZ"
    best, other = unknown.candidates[:2]
    assert (best.match, best.place) == ("online", unknown.place)
    assert "nominatim offers Aksoran, Mangystau" in best.evidence[0].detail
    assert other.place.country_code == "ML"
    assert known.place is not None
    assert known.place.source == "geonames"


def test_an_answer_far_from_the_text_is_offered_but_not_taken(
    world: SqliteGazetteer, geocoder: OnlineGeocoder, service: Service
) -> None:
    service.answer = [NAMESAKE]
    unknown, _ = resolved(world, geocoder, "Zhqoranbek", "Kazakhstan")
    assert unknown.place is None
    assert [c.place.country_code for c in unknown.candidates] == ["ML"]
    (alone,) = resolved(world, geocoder, "Zhqoranbek")
    assert alone.place is not None


def test_a_name_is_asked_once_and_remembered(
    world: SqliteGazetteer, geocoder: OnlineGeocoder, service: Service, tmp_path: Path
) -> None:
    first = resolved(world, geocoder, "Zhqoranbek")
    kept = (tmp_path / "out/online.json").read_bytes()
    again = resolved(world, connected(service, tmp_path), "Zhqoranbek")
    assert again == first
    assert len(service.asked) == 1
    assert (tmp_path / "out/online.json").read_bytes() == kept
    assert service.agents == {"geomap/0.1.0"}


def test_that_nothing_was_found_is_remembered_too(
    world: SqliteGazetteer, geocoder: OnlineGeocoder, service: Service
) -> None:
    service.answer = []
    for _ in range(2):
        (unknown,) = resolved(world, geocoder, "Zhqoranbek")
        assert unknown.place is None
    assert len(service.asked) == 1
    assert geocoder.problems == []


@pytest.mark.filterwarnings("ignore:Latitude normalization")
@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (500, []),
        (429, []),
        (200, "not a list of places"),
        (200, [7]),
        (200, [{"display_name": "nowhere"}]),
        (200, [{"display_name": "off the globe", "lat": "1e9", "lon": "1"}]),
        (200, [{"display_name": "odd", "lat": "nan", "lon": "1"}]),
        (200, {"error": "no"}),
    ],
)
def test_a_failure_is_a_problem_and_the_name_stays_open(
    world: SqliteGazetteer,
    geocoder: OnlineGeocoder,
    service: Service,
    status: int,
    answer: object,
) -> None:
    service.status, service.answer = status, answer
    (unknown,) = resolved(world, geocoder, "Zhqoranbek")
    assert unknown.place is None
    assert [problem.path for problem in geocoder.problems] == ["online:nominatim"]
    assert "'Zhqoranbek'" in geocoder.problems[0].reason
    asked = len(service.asked)
    resolved(world, geocoder, "Strikers")
    assert len(service.asked) == asked


def test_nobody_answers(world: SqliteGazetteer, tmp_path: Path) -> None:
    settings = tmp_path / "gone.toml"
    settings.write_text('domain = "127.0.0.1:9"\nscheme = "http"\n')
    cache = tmp_path / "online.json"
    gone = connect("nominatim", cache=cache, settings=settings, delay_s=0)
    (unknown,) = resolved(world, gone, "Zhqoranbek")
    assert unknown.place is None
    assert len(gone.problems) == 1
    assert not cache.exists()


def test_people_and_known_names_are_not_sent(
    world: SqliteGazetteer, geocoder: OnlineGeocoder, service: Service
) -> None:
    resolver = OnlineResolver(load_resolver(world), world, geocoder)
    analysis = analyze(document_from_text("a", "Zhqoranbekis met in Paris."))
    demonym = Mention(
        span=Span("a", 0, 12),
        text="Zhqoranbekis",
        name="Zhqoranbekis",
        kind=MentionKind.DEMONYM,
    )
    paris = Mention(span=Span("a", 20, 25), text="Paris", name="Paris")
    resolver.resolve(analysis, [demonym, paris])
    assert service.asked == []


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("atlantis", ""),
        ("nominatim", "colour = 1"),
        ("nominatim", "not TOML"),
        ("opencage", ""),
    ],
)
def test_what_cannot_be_asked_is_refused(
    tmp_path: Path, name: str, settings: str
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(settings)
    with pytest.raises(SettingsError, match=name):
        connect(name, cache=tmp_path / "online.json", settings=path)


@pytest.mark.parametrize("content", ["", "[]", '{"a": [[1]]}', '{"a": [["b", 0, 99]]}'])
def test_another_file_is_no_cache(tmp_path: Path, content: str) -> None:
    cache = tmp_path / "online.json"
    cache.write_text(content)
    with pytest.raises(SettingsError, match="delete it"):
        connect("nominatim", cache=cache)


def core_of(page: Path) -> str:
    """Return what the page packs of its own words and the incidents."""
    packed = re.search('id="geomap-core">([^<]+)<', page.read_text(encoding="utf-8"))
    assert packed
    return gzip.decompress(base64.b64decode(packed[1])).decode()


def test_build_asks_only_when_told_to(service: Service, tmp_path: Path) -> None:
    settings = tmp_path / "nominatim.toml"
    settings.write_text(service.settings)
    article, output = tmp_path / "a.txt", tmp_path / "out"
    article.write_text("Gunmen killed five villagers in the village of Zhqoranbek.\n")
    build = ["build", str(article), "-o", str(output)]
    assert CliRunner().invoke(app, build).exit_code == 0
    assert service.asked == []
    assert "OpenStreetMap" not in core_of(output / "map.html")
    assert "credit" not in (output / "incidents.geojson").read_text()
    online = ["--online", "nominatim", "--online-settings", str(settings)]
    assert CliRunner().invoke(app, [*build, *online]).exit_code == 0
    assert service.asked == ["Zhqoranbek"]
    assert "online:nominatim" in (output / "incidents.geojson").read_text()
    credit = "Some places: © OpenStreetMap contributors, ODbL, asked online"
    for name in ("incidents.geojson", "mentions.geojson", "run.json"):
        assert credit in (output / name).read_text()
    assert credit in core_of(output / "map.html")
    assert "zhqoranbek" in (output / "online.json").read_text()
    service.status = 500
    (output / "online.json").unlink()
    result = CliRunner().invoke(app, [*build, *online])
    assert result.exit_code == 1
    assert "online:nominatim: no usable answer" in result.stderr


def test_requests_keep_their_distance(service: Service, tmp_path: Path) -> None:
    settings = tmp_path / "nominatim.toml"
    settings.write_text(service.settings)
    slow = connect(
        "nominatim", cache=tmp_path / "o.json", settings=settings, delay_s=0.2
    )
    start = time.monotonic()
    for name in ("One", "Two", "Three"):
        slow.answers(name)
    assert time.monotonic() - start >= 0.4
