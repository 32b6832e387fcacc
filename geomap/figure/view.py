"""From longitude and latitude to points on the sheet, clipped to the map's frame."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import shapely
from matplotlib.path import Path
from matplotlib.transforms import Bbox
from numpy.typing import NDArray
from pyproj import Proj

from .basemap import Positions

Points = NDArray[np.float64]
"""Rows of x, y on the sheet, in points from its lower left."""

WIDEST_DEG = 65
"""Data farther than this from their centre are shown on a map of the world."""
POLAR_DEG = 75
TEMPERATE_DEG = 60
"""A map whose data go around a pole is one of the world, if any lie so far from it."""
LEAST_M = 400_000
"""What a picture shows from side to side at least: a town and what lies around."""
MARGIN = 0.09
"""Free space on each side of the data, as a share of their extent."""
PLANE_M = 12_742_000
"""Radius of the azimuthal plane: twice the Earth's."""
WHOLE_PLANE = PLANE_M * np.array([[-1, -1], [-1, 1], [1, 1], [1, -1], [-1, -1]])
FAR_M = PLANE_M * math.sin(math.radians(150 / 2))
"""What is 150° from the centre lies here on the plane; no frame reaches so far."""
SEAM_DEG = 179.98
"""Beyond, a line runs along the antimeridian, where areas are only cut."""
STEP_DEG = 0.5
"""Longer lines get positions between, for they are bent on paper."""
TURN_RAD = math.radians(10)
STRAY_PT = 0.4
"""How far a simplified line may stray on paper: 0.1 mm."""


LEAST_PT = 1.6
"""What is shorter than this on paper is left out."""
WEB_PIXEL_M = 156_543.03
"""Metres that one pixel of a web map covers at zoom 0, at the equator."""
WEB_PIXEL_PT = 0.75


class Frame(NamedTuple):
    """A rectangle on the sheet, in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> NDArray[np.float64]:
        """Width and height."""
        return np.array([self.right - self.left, self.top - self.bottom])

    @property
    def middle(self) -> NDArray[np.float64]:
        """Where the diagonals cross."""
        return np.array([self.left + self.right, self.bottom + self.top]) / 2

    def holds(self, x: float, y: float, *, margin: float = 0) -> bool:
        """Tell whether a point lies inside, `margin` or more from the edge."""
        across = self.left + margin <= x <= self.right - margin
        return across and self.bottom + margin <= y <= self.top - margin


class View:
    """A projection and the part of it that a frame shows, north up.

    It is Lambert's azimuthal equal-area projection centred on the data, and
    Equal Earth (Šavrič, Patterson and Jenny 2018) where they span the world or
    there are none. `centre` is longitude and latitude, None for the world.
    """

    def __init__(self, positions: Positions, frame: Frame) -> None:
        """Fit `positions` into the frame."""
        self.frame = frame
        self.centre = centre_of(positions)
        if self.centre is None:
            self._proj = Proj("+proj=eqearth +datum=WGS84")
            positions, margin = world_outline(), 1.0
        else:
            self._proj = azimuthal(self.centre)
            margin = 1 + 2 * MARGIN
        low, high = box_of(on_plane(self._proj, positions))
        extent = np.maximum((high - low) * margin, LEAST_M)
        self._middle = (low + high) / 2
        self.points_per_metre = float(np.min(frame.size / extent))

    @property
    def zoom(self) -> float:
        """The zoom at which a web map has the same scale at the equator."""
        return math.log2(self.points_per_metre * WEB_PIXEL_M / WEB_PIXEL_PT)

    def project(self, positions: Positions) -> Points:
        """Return where positions lie on the sheet."""
        return self._on_sheet(on_plane(self._proj, positions))

    def _on_sheet(self, plane: NDArray[np.float64]) -> Points:
        moved: Points = (plane - self._middle) * self.points_per_metre
        return moved + self.frame.middle

    def lines(self, parts: Sequence[Positions]) -> Path:
        """Return lines as one path, without what runs along the antimeridian."""
        positions, owners = densified(parts)
        plane = on_plane(self._proj, positions)
        on_seam = np.abs(positions[:, 0]) > SEAM_DEG
        is_far = self._is_far(plane)
        breaks = (owners[1:] != owners[:-1]) | (on_seam[1:] & on_seam[:-1])
        breaks |= is_far[1:] | is_far[:-1]
        number = np.concatenate([[0], np.cumsum(breaks)])
        kept = np.bincount(number)[number] > 1
        _, number = np.unique(number[kept], return_inverse=True)
        drawn = shapely.linestrings(self._on_sheet(plane[kept]), indices=number)
        shown = shapely.get_parts(shapely.clip_by_rect(drawn, *self.frame))
        return joined(simplified(shown))

    def area(self, rings: Sequence[Positions]) -> Path:
        """Return an area as one path; shells clockwise, holes the other way.

        A ring around the point opposite the centre comes out turned: the rest
        of the world is inside it. The whole plane as one more shell sets that
        right, for the winding numbers of the two add up.
        """
        positions, owners = densified(rings)
        plane = on_plane(self._proj, positions)
        if self.centre is not None:
            plane, owners = around_rim(plane, owners)
        if self.centre is not None and is_inside(opposite(self.centre), rings):
            plane = np.concatenate([plane, WHOLE_PLANE])
            owners = np.append(owners, [len(rings)] * len(WHOLE_PLANE))
        outlines = np.array(
            shapely.linestrings(self._on_sheet(plane), indices=owners), dtype=object
        )
        boxes = shapely.box(*shapely.bounds(outlines).T)
        shown = outlines[shapely.intersects(shapely.box(*self.frame), boxes)]
        box = Bbox.from_extents(*self.frame)
        return joined(simplified(shown), closed=True).clip_to_bbox(box)

    def _is_far(self, plane: NDArray[np.float64]) -> NDArray[np.bool_]:
        if self.centre is None:
            return np.zeros(len(plane), dtype=bool)
        return np.asarray(np.hypot(*plane.T) > FAR_M)


def azimuthal(centre: tuple[float, float]) -> Proj:
    """Return Lambert's azimuthal equal-area projection around a position."""
    lon, lat = centre
    return Proj(f"+proj=laea +lon_0={lon} +lat_0={lat} +datum=WGS84")


def on_plane(proj: Proj, positions: Positions) -> NDArray[np.float64]:
    """Return positions in metres; the one opposite the centre on the far rim."""
    x, y = proj(positions[:, 0], positions[:, 1])
    plane = np.column_stack([x, y])
    plane[~np.isfinite(plane).all(axis=1)] = 0, PLANE_M
    return plane


def box_of(points: NDArray[np.float64]) -> tuple[Points, Points]:
    """Return the lower left and the upper right corner of points."""
    return points.min(axis=0), points.max(axis=0)


def centre_of(positions: Positions) -> tuple[float, float] | None:
    """Return the middle of positions; None where they span the world, or none are.

    It is the middle of their box around their mean direction, so it does not
    matter where the antimeridian or a pole lies.
    """
    if not len(positions):
        return None
    lon, lat = np.radians(positions).T
    directions = np.column_stack(
        [np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]
    )
    x, y, z = mean = directions.mean(axis=0)
    length = float(np.linalg.norm(mean))
    narrow = length * math.cos(math.radians(WIDEST_DEG))
    if not length or (directions @ mean).min() < narrow:
        return None
    around = azimuthal(
        (math.degrees(math.atan2(y, x)), math.degrees(math.asin(z / length)))
    )
    middle = np.mean(box_of(on_plane(around, positions)), axis=0)
    lon, lat = around(middle[0], middle[1], inverse=True)
    nearest_equator = float(np.abs(positions[:, 1]).min())
    is_around_pole = abs(lat) > POLAR_DEG and nearest_equator < TEMPERATE_DEG
    return None if is_around_pole else (round(lon, 2), round(lat, 2))


def opposite(position: tuple[float, float]) -> tuple[float, float]:
    """Return the position on the other side of the Earth.

    >>> opposite((30.0, 50.0))
    (-150.0, -50.0)
    """
    lon, lat = position
    return (lon + 180 if lon <= 0 else lon - 180), -lat


def is_inside(position: tuple[float, float], rings: Sequence[Positions]) -> bool:
    """Tell whether an odd number of rings goes around a position."""
    return bool(sum(Path(ring).contains_point(position) for ring in rings) % 2)


def world_outline() -> Positions:
    """Return positions along the edge of the map of the world."""
    lats = np.arange(-90.0, 90.5)
    up = np.column_stack([np.full_like(lats, 180.0), lats])
    return np.concatenate([up, up[::-1] * (-1, 1)])


def densified(parts: Sequence[Positions]) -> tuple[Positions, NDArray[np.int64]]:
    """Return the positions of all parts, none far from the next, and whose each is."""
    counts = [len(part) for part in parts]
    every = np.concatenate([*parts, np.empty((0, 2))])
    raw = shapely.linestrings(every, indices=np.repeat(np.arange(len(parts)), counts))
    return shapely.get_coordinates(shapely.segmentize(raw, STEP_DEG), return_index=True)


def around_rim(
    plane: NDArray[np.float64], owners: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Lead rings along the rim where they pass by the point opposite the centre.

    There two neighbours may lie on opposite sides of the plane, and a straight
    line between them would cross the picture.
    """
    radius, turn = np.hypot(*plane.T), np.arctan2(plane[:, 1], plane[:, 0])
    turned = (np.diff(turn) + math.pi) % math.tau - math.pi
    wide = (np.minimum(radius[1:], radius[:-1]) > FAR_M) & (np.abs(turned) > TURN_RAD)
    wide &= owners[1:] == owners[:-1]
    at = np.flatnonzero(wide)
    shares = np.arange(1, 18) / 18
    angles = (turn[at, None] + turned[at, None] * shares).ravel()
    arcs = PLANE_M * np.column_stack([np.cos(angles), np.sin(angles)])
    before = np.repeat(at + 1, len(shares))
    return np.insert(plane, before, arcs, axis=0), np.insert(
        owners, before, owners[before - 1]
    )


def simplified(lines: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return what can be seen of lines on paper."""
    seen = lines[shapely.length(lines) > LEAST_PT]
    return np.asarray(shapely.simplify(seen, STRAY_PT), dtype=object)


def joined(lines: NDArray[np.object_], *, closed: bool = False) -> Path:
    """Return lines as one path."""
    points, owners = shapely.get_coordinates(lines, return_index=True)
    codes = np.full(len(points), Path.LINETO, dtype=Path.code_type)
    codes[np.diff(owners, prepend=-1) != 0] = Path.MOVETO
    if closed:
        codes[np.diff(owners, append=-1) != 0] = Path.CLOSEPOLY
    return Path(points, codes)
