"""The map as a picture for a report: PNG, SVG or PDF, from the data alone.

The only room with matplotlib, which the extra `geomap[figure]` installs. A
picture is one A4 sheet across, drawn in points of 1/72 inch: the map in an
equal-area projection centred on the data, a legend with counts beside it, and
a line that says where it comes from.
"""

from __future__ import annotations

from typing import Literal

from ..layers import Layers

__all__ = ["render_figure"]


def render_figure(
    layers: Layers,
    *,
    title: str | None = None,
    format: Literal["png", "svg", "pdf"] = "png",  # noqa: A002 as matplotlib says
) -> bytes:
    """Return the incident map as a picture of A4 size across.

    A town is a filled symbol; a place known only as a district, a region or a
    country is a dashed, hollow one inside its hatched outline. Incidents told as
    background are counted in the legend and not drawn. Incidents at one place are
    one symbol with their number. The same layers give the same bytes with the same
    versions of matplotlib and FreeType.

    Parameters
    ----------
    layers : Layers
        What to show; without any place, the whole world is drawn.
    title : str | None
        The headline; "Incident map" where None.
    format : str
        "png" (200 dots an inch), "svg" or "pdf".

    Raises
    ------
    ModuleNotFoundError
        When matplotlib is not installed: `pip install geomap[figure]`.
    ValueError
        When the format is none of these.
    """
    from .sheet import draw

    return draw(layers, title=title or "", file_format=format)
