"""The map as a picture: its bytes, its land, its marks and its names."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from sample_runs import (
    ALMATY,
    KAZAKHSTAN,
    MOSCOW_OBLAST,
    PLACES,
    SmallWorld,
    annotated_run,
    place,
    seed_run,
    synthetic_run,
)

from geomap.figure import render_figure
from geomap.layers import Layers, build_layers
from geomap.records import RecordType

pytest.importorskip("matplotlib")

from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from geomap.figure import basemap, drawing
from geomap.figure.areas import extent, outlines_of, rings_of
from geomap.figure.drawing import FONT, font, glyph, plain, style_of, width_of
from geomap.figure.labels import Label, Room
from geomap.figure.marks import Kind, Mark, kept_inside, marks_of
from geomap.figure.names import UNWRITTEN, mark_labels
from geomap.figure.origins import draw_origins
from geomap.figure.sheet import sheet
from geomap.figure.view import Frame, View

FRAME = Frame(0, 0, 600, 400)
LAND = ((37.6, 55.75), (-100, 40), (-60, -10), (20, 0), (134, -25), (0, -80), (100, 60))
SEA = ((-30, 30), (-150, 0), (80, -30), (0, 0), (160, 30), (-120, -50))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def seed_layers() -> Layers:
    return build_layers(seed_run(), SmallWorld())


def hostile_layers(name: str) -> Layers:
    town = place("1", name, (20.0, 10.0), country_code="XX")
    run = synthetic_run(3, towns=[town])
    return build_layers(run, SmallWorld((*PLACES, town)))


@pytest.mark.parametrize(
    ("file_format", "magic"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")]
)
def test_same_layers_give_the_same_bytes(
    seed_layers: Layers, file_format: str, magic: bytes
) -> None:
    one, two = (
        render_figure(seed_layers, title="Unrest", format=file_format) for _ in range(2)
    )
    assert one == two
    assert one.startswith(magic)
    assert b"202" not in one[:200]  # no day of making


@pytest.mark.parametrize("size", [0, 300])
def test_svg_is_small(size: int) -> None:
    svg = render_figure(many(size), format="svg")  # of none, the world
    assert len(svg) <= 400_000
    assert ET.fromstring(svg).tag == f"{SVG}svg"  # noqa: S314 our own


def test_other_formats_are_named(seed_layers: Layers) -> None:
    with pytest.raises(ValueError, match="'gif' is none of png, svg, pdf"):
        render_figure(seed_layers, format="gif")


def test_without_incidents_the_world_is_drawn() -> None:
    empty = build_layers(replace(seed_run(), incidents=()), SmallWorld())
    assert render_figure(empty, format="svg").startswith(b"<?xml")


@pytest.mark.parametrize(
    "name", ["$\\frac{1}{0}$", "<script>&]]>--", "a\x00\nb\ud800", "東京", ""]
)
def test_no_name_breaks_a_picture(name: str) -> None:
    svg = render_figure(hostile_layers(name), title=name, format="svg")
    assert not any("script" in tag.tag for tag in ET.fromstring(svg).iter())  # noqa: S314


def test_letters_that_no_font_has_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert plain("Алматы, القاهرة") == "Алматы, القاهرة"
    monkeypatch.setattr(drawing, "families", lambda: (FONT,))
    assert plain("東京 riot 東") == "riot"
    written = [label.lines[0][0] for label in labels_of(hostile_layers("東京"))]
    assert written == [UNWRITTEN]


def labels_of(layers: Layers) -> list[Label]:
    view = View(extent(layers, {}), FRAME)
    return list(mark_labels(layers, marks_of(layers, view, {})))


def test_a_deployment_keeps_where_it_came_from(seed_layers: Layers) -> None:
    outlines = outlines_of(seed_layers)
    view = View(extent(seed_layers, outlines), FRAME)
    areas = {id_: view.area(rings) for id_, rings in outlines.items()}
    marks = marks_of(seed_layers, view, areas)
    assert [(mark.area, mark.origins) for mark in marks if mark.origins] == [
        (KAZAKHSTAN.id, {MOSCOW_OBLAST.position})
    ]
    stories = [
        text for label in mark_labels(seed_layers, marks) for text, _ in label.lines
    ]
    assert "Change to group/activity, from Moscow Oblast" in stories
    axes = Figure().add_axes((0, 0, 1, 1))
    draw_origins(axes, view, marks)
    arrows = [patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)]
    assert len(arrows) == 1
    assert arrows[0].get_clip_box() is not axes.bbox


def test_marks_at_the_edge_are_whole() -> None:
    mark = Mark(
        x=1, y=399, kinds=Counter({Kind("Riots", is_area=False): 50}), places=Counter()
    )
    view = View(np.array([(0.0, 0.0), (9, 9)]), FRAME)
    x, y = kept_inside(mark, view)
    assert FRAME.holds(x, y, margin=mark.radius)


@pytest.fixture(scope="module")
def land() -> list[basemap.Positions]:
    return basemap.lines("land")


@pytest.mark.parametrize(
    "centre",
    [
        (37, 55),
        (-100, 40),
        (178, -18),
        (-170, 66),
        (15, 85),
        (0, -88),
        (-4, 40),
        (-172, 14),
    ],
)
def test_land_and_sea_are_where_they_are(
    centre: tuple[float, float], land: list[basemap.Positions]
) -> None:
    lon, lat = centre
    around = [
        (lon + dx, max(-90, min(90, lat + dy))) for dx in (-20, 20) for dy in (-30, 30)
    ]
    view = View(np.array(around, dtype=float), FRAME)
    path = view.area(land)
    seen = 0
    for spots, is_land in ((LAND, True), (SEA, False)):
        for (point,) in (view.project(np.array([spot], float)) for spot in spots):
            if view.frame.holds(*point, margin=1):
                seen += 1
                assert winding(path.to_polygons(), point) is is_land
    assert seen


def winding(polygons: list[np.ndarray], point: np.ndarray) -> bool:
    """Tell whether a point is filled, by the rule of printers: non-zero winding."""
    turns = 0.0
    for polygon in polygons:
        x, y = (np.asarray(polygon) - point).T
        angles = np.arctan2(y, x)
        steps = (np.diff(angles) + np.pi) % (2 * np.pi) - np.pi
        turns += steps.sum()
    return bool(round(turns / (2 * np.pi)))


@given(st.tuples(st.floats(-180, 180), st.floats(-89, 89)))
@settings(max_examples=30, deadline=None)
def test_data_lie_in_the_frame_whatever_the_centre(at: tuple[float, float]) -> None:
    lon, lat = at
    spots = np.array([(lon, lat), (lon + 3, lat), (lon - 360, min(90, lat + 2))])
    view = View(spots, FRAME)
    assert view.centre is not None
    assert all(FRAME.holds(x, y, margin=5) for x, y in view.project(spots))


def test_data_across_the_antimeridian_stay_together() -> None:
    view = View(np.array([(178.4, -18.1), (-179.9, -16.8)]), FRAME)
    assert view.centre is not None
    assert abs(view.centre[0]) > 178
    (west, east) = view.project(np.array([(179.99, -17), (-179.99, -17)]))
    assert 0 < east[0] - west[0] < 5


def test_the_world_is_one_map_when_data_span_it() -> None:
    assert View(np.array([(-120.0, 40), (0, 50), (120, 30)]), FRAME).centre is None


def test_no_line_runs_along_the_antimeridian() -> None:
    view = View(np.array([(175.0, 65), (-170, 68)]), FRAME)
    ring = np.array([(175.0, 64), (175, 70), (180, 70), (180, 64), (175, 64)])
    (edge_x, _), *_ = view.project(np.array([(180.0, 67)]))
    x, y = view.lines([ring]).vertices.T
    on_edge = (np.abs(x - edge_x) < 2) & (np.abs(y - y.mean()) < 1)
    assert not on_edge.any()


def many(size: int) -> Layers:
    chance = random.Random(5)  # noqa: S311 not for secrets
    towns = [
        place(str(n), f"Town {n}", (chance.uniform(20, 40), chance.uniform(40, 55)))
        for n in range(60)
    ]
    return build_layers(synthetic_run(size, towns=towns), SmallWorld((*PLACES, *towns)))


def test_marks_never_overlap_and_count_every_incident() -> None:
    layers = many(300)
    view = View(extent(layers, {}), FRAME)
    marks = marks_of(layers, view, {})
    assert not any(a.touches(b) for a, b in combinations(marks, 2))
    located = sum(row.geometry is not None for row in layers.incidents.rows)
    assert sum(mark.count for mark in marks) == located


def words_of(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def test_background_is_counted_and_not_drawn() -> None:
    run = annotated_run()
    told = words_of(sheet(build_layers(run, SmallWorld()), ""))
    at = told.index("Told as background")
    assert told[at + 1] == "1"
    assert "3 incidents from 1 article" in told
    reported = [i for i in run.incidents if i.record_type is RecordType.REPORTED]
    alone = replace(run, incidents=tuple(reported))
    others = words_of(sheet(build_layers(alone, SmallWorld()), ""))
    assert [*told[:at], *told[at + 2 :]] == others


def test_an_area_has_its_mark_inside(seed_layers: Layers) -> None:
    outlines = outlines_of(seed_layers)
    view = View(extent(seed_layers, outlines), FRAME)
    areas = {id_: view.area(rings) for id_, rings in outlines.items()}
    marks = marks_of(seed_layers, view, areas)
    within = [mark for mark in marks if mark.area]
    assert {mark.area for mark in within} == set(outlines)
    for mark in within:
        assert mark.is_area
        assert areas[str(mark.area)].contains_point((mark.x, mark.y))


def test_a_town_is_solid_and_an_area_is_not() -> None:
    town, area = (Counter({Kind("Riots", is_area): 2}) for is_area in (False, True))
    for kinds, is_area in ((town, False), (area, True), (town + area, False)):
        assert Mark(x=0, y=0, kinds=kinds, places=Counter()).is_area is is_area


def test_a_far_country_with_few_incidents_does_not_shrink_the_rest() -> None:
    towns = [ALMATY] * 20
    layers = build_layers(synthetic_run(20, towns=towns), SmallWorld())
    far = layers.incidents.rows[0]._replace(
        geometry={
            "type": "Polygon",
            "coordinates": [[[-80, 30], [-80, 60], [-60, 60], [-80, 30]]],
        }
    )
    names = [column.name for column in layers.areas.columns]
    values = list(far.values)
    values[names.index("where_prec")] = 6
    areas = replace(layers.areas, rows=(far._replace(values=tuple(values)),))
    shown = extent(replace(layers, areas=areas), {})
    assert np.ptp(shown[:, 0]) < 10


def test_labels_keep_off_each_other_and_off_the_edge() -> None:
    room = Room(FRAME)
    line = ("Somewhere", font(8))
    boxes = [
        room.place(Label(lines=(line,), x=x, y=200, gap=5, colour="k"))
        for x in range(10, 590, 12)
    ]
    placed = [box for box in boxes if box]
    assert 10 < len(placed) < len(boxes)
    for one, other in combinations(placed, 2):
        assert (
            one.right < other.left
            or other.right < one.left
            or one.top < other.bottom
            or other.top < one.bottom
        )
    assert all(box.left >= 0 and box.right <= 600 for box in placed)


def test_shells_turn_right_and_holes_left() -> None:
    shell = [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]]
    hole = [[2, 2], [3, 2], [3, 3], [2, 3], [2, 2]]
    outer, inner = rings_of({"type": "MultiPolygon", "coordinates": [[shell, hole]]})
    assert outer.tolist() == shell[::-1]
    assert inner.tolist() == hole


def test_every_type_has_a_glyph_of_its_size() -> None:
    for kind in ("Battles", "Riots", "Disaster/Accident", "no such type"):
        box = glyph(kind).get_extents()
        assert 0.5 < max(box.width, box.height) <= 1
    assert style_of("no such type") == style_of("Statement")
    assert width_of("WW", font(8)) > width_of("ii", font(8))
