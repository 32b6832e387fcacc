"""The map's page, before any browser sees it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import folium
import pytest
from sample_runs import SmallWorld, annotated_run, seed_run, synthetic_run

from geomap.basemap import Nearness, regions_near
from geomap.layers import Layers, build_layers, symbols
from geomap.layers.incidents import event_types
from geomap.webmap import render_map, to_folium
from geomap.webmap.bundle import MODULES, bundle
from geomap.webmap.page import asset
from geomap.webmap.payload import encoded

SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
WORD = re.compile(r'\bt\(\s*"([^"]+)"')
TEMPLATES = (
    "{{ cycler.__init__.__globals__.os.getcwd() }}",
    "{% for %}",
    "{# never closed",
    "</script><img src=x onerror=alert(1)>",
    r"back\1slash \g<0> \u003c",
    "\u202egnitirw\u202c",
)


@cache
def page(*, title: str | None = None) -> str:
    return render_map(
        build_layers(seed_run(published=date(2022, 1, 6)), SmallWorld()), title=title
    )


def unpacked(text: str, name: str) -> str:
    found = re.search(rf'id="geomap-{name}">([^<]*)<', text)
    assert found
    return gzip.decompress(base64.b64decode(found[1])).decode()


def blob(text: str, name: str) -> Any:  # noqa: ANN401 JSON is anything
    return json.loads(unpacked(text, name))


def hostile_layers(words: str) -> Layers:
    run = seed_run()
    report = run.reports[0]
    document = replace(report.document, title=words, source=words)
    actors = tuple(replace(a, name=words) for a in run.incidents[1].actors)
    incident = replace(run.incidents[1], actors=actors, tags=(words,))
    return build_layers(
        replace(
            run,
            reports=(replace(report, document=document),),
            incidents=(incident,),
        ),
        SmallWorld(),
    )


def test_the_page_asks_for_nothing() -> None:
    text = page()
    outside = COMMENT.sub("", SCRIPT.sub("", text))
    assert "http://" not in outside
    assert "https://" not in outside
    assert not re.search(r"\b(?:src|href)\s*=", outside)
    assert "url(" not in outside.replace("url(#", "")
    assert "@import" not in outside
    assert "sourceMappingURL" not in text


def test_the_charset_stands_where_browsers_look_for_it() -> None:
    text = render_map(hostile_layers("ё" * 5000), title="ё" * 5000)
    head = text.encode()[:1024]
    assert head.startswith(b"<!DOCTYPE html>")
    assert b'<head>\n<meta charset="utf-8">\n' in head
    assert len(re.findall("charset=", COMMENT.sub("", SCRIPT.sub("", text)))) == 1


def test_the_policy_names_each_script_and_no_other() -> None:
    text = page()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert "default-src 'none'" in policy[1]
    bodies = [
        script["body"]
        for script in SCRIPT.finditer(text)
        if "text/plain" not in script["attributes"]
    ]
    digests = {
        base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        for body in bodies
    }
    assert set(re.findall(r"'sha256-([^']+)'", policy[1])) == digests
    assert len(bodies) == 4


def test_the_same_run_gives_the_same_page() -> None:
    code = (
        "import hashlib, sys; sys.path.insert(0, 'tests');"
        "from test_webmap import page; from geomap.webmap.page import digest;"
        "print(digest(page()))"
    )
    digests = {
        subprocess.run(  # noqa: S603 our own code
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[1],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(digests) == 1


@pytest.mark.parametrize("words", TEMPLATES)
def test_words_of_articles_are_only_data(words: str) -> None:
    text = render_map(hostile_layers(words), title=words)
    assert words not in re.sub("<title>.*?</title>", "", text)
    assert blob(text, "core")["title"] == words
    assert words in blob(text, "core")["columns"]["actor1"]["values"]
    title = re.search("<title>(.*?)</title>", text)
    assert title
    assert "<img" not in title[1]


def test_blobs_hold_every_incident() -> None:
    text = page()
    core, details = blob(text, "core"), blob(text, "details")
    assert core["size"] == 5
    assert len(unpacked(text, "cards").split("\n")) == 5
    assert {*core["columns"], *details} == set(core["order"])
    assert core["columns"]["fatalities"] == encoded([None, None, None, 12, 18])
    assert list(core["areas"]) == ["1522867", "608879"]
    assert core["origins"] == {"0": [37.5, 55.75]}
    assert blob(text, "mentions")["size"] == 8


def test_uncertain_incidents_are_only_in_their_own_list() -> None:
    text = render_map(build_layers(annotated_run(), SmallWorld()))
    core = blob(text, "core")
    assert (core["size"], core["uncertain"]["size"]) == (4, 1)
    assert core["uncertain"]["columns"]["confidence"] == {"values": [0.31]}
    (card,) = unpacked(text, "uncertain").split("\n")
    assert "Russian paratroopers" in card
    assert "Russian paratroopers" not in unpacked(text, "cards")
    assert blob(page(), "core")["uncertain"] is None
    assert unpacked(page(), "uncertain") == ""


def test_divisions_have_their_outline_and_their_classes_a_colour() -> None:
    ((country, name, rings),) = blob(page(), "divisions")
    assert (country, name) == ("Kazakhstan", "Mangystau Region")
    assert rings == blob(page(), "core")["areas"]["608879"]
    light, dark = (
        [
            sum(bytes.fromhex(shade[theme][1:]))
            for shade in blob(page(), "core")["shades"]
        ]
        for theme in ("light", "dark")
    )
    assert light == sorted(light, reverse=True)
    assert dark == sorted(dark)


def test_an_empty_page_is_small() -> None:
    empty = render_map(build_layers(synthetic_run(0), SmallWorld()))
    assert blob(empty, "core")["size"] == 0
    assert len(empty.encode()) < 750_000


def test_a_hundred_bytes_and_a_half_for_each_incident() -> None:
    small, large = (
        len(render_map(build_layers(synthetic_run(size), SmallWorld())))
        for size in (100, 1100)
    )
    assert (large - small) / 1000 < 155


def test_languages_have_the_same_words() -> None:
    words = json.loads(asset("strings.json"))

    def own(language: str) -> set[str]:
        return {key for key in words[language] if not key.startswith("term:")}

    assert own("en") == own("ru")
    assert "Карта инцидентов" in render_map(
        build_layers(synthetic_run(1), SmallWorld()), language="ru"
    )


def test_every_key_a_module_asks_for_has_words() -> None:
    words = json.loads(asset("strings.json"))["en"]
    asked = {
        key
        for module in MODULES.iterdir()
        for key in WORD.findall(module.read_text(encoding="utf-8"))
    }
    assert asked <= words.keys()
    assert len(asked) > 30


def test_every_event_type_has_a_symbol_of_its_own() -> None:
    assert {symbol.event_type for symbol in symbols()} == {
        event_type for event_type, _ in event_types()
    }
    assert len({symbol.colour for symbol in symbols()}) == len(symbols())
    assert len({symbol.glyph for symbol in symbols()}) == len(symbols())


def test_modules_are_joined_once_and_in_order() -> None:
    script = bundle("main")
    assert script.count("const from_data =") == 1
    assert script.index("const from_dom =") < script.index("const from_symbols =")
    assert not re.search(r"^(?:import|export) ", script, re.MULTILINE)


def test_details_of_the_basemap_follow_the_data() -> None:
    near = regions_near([(76.9, 43.3)])
    names = {label[0] for label in near["division_labels"]}
    assert "Mangystau" in names
    assert "Bavaria" not in names
    nowhere = regions_near([])
    assert nowhere["divisions"] == nowhere["division_labels"] == []
    assert "Moscow" in {town[0] for town in nowhere["towns"]}


def test_nearness_goes_round_the_world() -> None:
    near = Nearness([(179.0, 0.0)])
    assert near(-179.0, 1.0)
    assert not near(160.0, 0.0)


def test_background_is_quiet_in_an_ordinary_folium_map() -> None:
    text = to_folium(build_layers(annotated_run(), SmallWorld())).get_root().render()
    packed = re.search(r'addIncidents\(\w+, "([^"]+)"\)', text)
    assert packed
    shown = [told["isBackground"] for told in json.loads(base64.b64decode(packed[1]))]
    assert shown == [False, True, False, False]


@pytest.mark.parametrize("words", TEMPLATES)
def test_an_ordinary_folium_map_takes_more_layers(words: str) -> None:
    made = to_folium(hostile_layers(words))
    folium.LayerControl().add_to(made)
    text = made.get_root().render()
    assert words not in text
    packed = re.search(r'addIncidents\(\w+, "([^"]+)"\)', text)
    assert packed
    (incident,) = json.loads(base64.b64decode(packed[1]))
    assert incident["position"] == [76.92848, 43.25654]
    assert any(words in line for line in incident["lines"])
