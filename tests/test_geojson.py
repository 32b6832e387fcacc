"""GeoJSON as RFC 7946 asks for it, read back by an independent reader."""

from __future__ import annotations

import itertools
import json
from datetime import date
from typing import Any

import pytest
from geojson_validator import validate_geometries, validate_structure
from hypothesis import given, settings, strategies as st
from sample_runs import SmallWorld, seed_run, synthetic_run
from shapely.geometry import shape

from geomap.geojson import bounding_box, normalized, to_geojson
from geomap.layers import Layer, Row, build_layers, incident_columns

CHUKOTKA = [[[170, 62], [-170, 62], [-170, 70], [170, 70], [170, 62]]]
FIJI = [[[177, -19], [183, -19], [183, -16], [177, -16], [177, -19]]]
POLE = [[[-180, -90], [180, -90], [180, -70], [0, -65], [-180, -70], [-180, -90]]]


def positions(coordinates: list[Any]) -> list[list[float]]:
    if isinstance(coordinates[0], (int, float)):
        return [coordinates]
    return list(itertools.chain.from_iterable(map(positions, coordinates)))


def check(text: str) -> dict[str, Any]:
    """Read a collection and hold it against what validators miss."""
    collection = json.loads(text)
    assert "crs" not in collection
    ids = [feature["id"] for feature in collection["features"]]
    assert len(set(ids)) == len(ids)
    assert all(isinstance(id_, str) for id_ in ids)
    geometries = [f["geometry"] for f in collection["features"] if f["geometry"]]
    for geometry in geometries:
        for lon, lat in positions(geometry["coordinates"]):
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90
            assert round(lon, 6) == lon
            assert round(lat, 6) == lat
        if geometry["type"] != "Point":
            found = shape(geometry)
            assert found.is_valid
            parts = getattr(found, "geoms", [found])
            assert all(part.exterior.is_ccw for part in parts)
            assert not any(hole.is_ccw for part in parts for hole in part.interiors)
    assert validate_structure(collection) == {}
    return dict(collection)


def area_layer(*geometries: dict[str, Any]) -> Layer:
    rows = [
        Row(str(at), (None,) * len(incident_columns()), geometry)
        for at, geometry in enumerate(geometries)
    ]
    return Layer("areas", incident_columns(), tuple(rows))


def polygon(rings: list[list[list[float]]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": rings}


@pytest.mark.parametrize("published", [None, date(2022, 1, 6)])
def test_layers_are_sound(published: date | None) -> None:
    layers = build_layers(seed_run(published=published), SmallWorld())
    incidents = check(to_geojson(layers.incidents))
    areas = check(to_geojson(layers.areas))
    mentions = check(to_geojson(layers.mentions))
    assert [len(found["features"]) for found in (incidents, areas, mentions)] == [
        5,
        2,
        8,
    ]
    assert incidents["bbox"] == [53.5, 43.25654, 76.92848, 48.0]
    assert {f["geometry"]["type"] for f in areas["features"]} == {"Polygon"}
    names = [column.name for column in incident_columns()]
    assert list(incidents["features"][0]["properties"]) == names
    assert validate_geometries(areas)["invalid"] == {}


def test_unknown_places_have_no_geometry() -> None:
    collection = check(
        to_geojson(build_layers(synthetic_run(300), SmallWorld()).incidents)
    )
    geometries = [feature["geometry"] for feature in collection["features"]]
    assert 0 < geometries.count(None) < 20


def test_no_features_no_box() -> None:
    assert check(to_geojson(area_layer())) == {
        "type": "FeatureCollection",
        "features": [],
    }


@pytest.mark.parametrize("rings", [CHUKOTKA, FIJI])
def test_areas_are_cut_at_the_antimeridian(rings: list[list[list[float]]]) -> None:
    collection = check(to_geojson(area_layer(polygon(rings))))
    found = shape(collection["features"][0]["geometry"])
    assert found.geom_type == "MultiPolygon"
    west, _, east, _ = collection["bbox"]
    assert west > east
    assert found.area == pytest.approx({62: 160, -19: 18}[rings[0][0][1]])


@pytest.mark.parametrize("lat", [80, -80])
@pytest.mark.parametrize("step", [90, -90])
def test_a_ring_around_a_pole_holds_it(lat: int, step: int) -> None:
    lons = [-135, -45, 45, 135][:: 1 if step > 0 else -1]
    ring = [[lon, lat] for lon in (*lons, lons[0])]
    collection = check(to_geojson(area_layer(polygon([ring]))))
    found = shape(collection["features"][0]["geometry"])
    assert found.area == pytest.approx(360 * 10)
    assert found.bounds[1 if lat < 0 else 3] == (-90 if lat < 0 else 90)


def test_an_edge_along_the_pole_is_no_crossing() -> None:
    found = normalized(polygon(POLE))
    assert found["type"] == "Polygon"
    assert len(found["coordinates"][0]) == len(POLE[0])


@given(
    west=st.integers(-180, 179),
    width=st.integers(1, 170),
    south=st.integers(-80, 70),
    height=st.integers(1, 10),
)
@settings(deadline=None)
def test_boxes_anywhere_keep_their_size(
    west: int, width: int, south: int, height: int
) -> None:
    def turned(lon: int) -> int:
        return lon - 360 if lon > 180 else lon

    ring = [
        [turned(west), south],
        [turned(west + width), south],
        [turned(west + width), south + height],
        [turned(west), south + height],
        [turned(west), south],
    ]
    collection = check(to_geojson(area_layer(polygon([ring]))))
    found = shape(collection["features"][0]["geometry"])
    assert found.area == pytest.approx(width * height)


@given(
    st.lists(
        st.tuples(st.integers(-180, 180), st.integers(-90, 90)), min_size=1, max_size=6
    )
)
def test_the_box_holds_every_point(points: list[tuple[int, int]]) -> None:
    box = bounding_box([(lon, lat, lon, lat) for lon, lat in points])
    assert box is not None
    west, south, east, north = box
    for lon, lat in points:
        assert south <= lat <= north
        inside = west <= lon <= east
        assert inside if west <= east else (lon >= west or lon <= east)
    width = (east - west) % 360
    assert width <= max(lon for lon, _ in points) - min(lon for lon, _ in points)


@given(st.text())
def test_any_text_survives(text: str) -> None:
    values = (text, *(None,) * (len(incident_columns()) - 1))
    layer = Layer("a", incident_columns(), (Row(text, values, None),))
    assert (
        json.loads(to_geojson(layer))["features"][0]["properties"]["event_id"] == text
    )


def test_no_number_is_written_that_json_lacks() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        to_geojson(area_layer({"type": "Point", "coordinates": [float("nan"), 1.0]}))
