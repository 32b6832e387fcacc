"""A gazetteer that goes on top of the world's: full GeoNames, or one's own places."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .geonames import GEONAMES, ImportReport, import_geonames, kind_of
from .overlay import OVERLAY, import_overlay
from .writer import Progress, Writer, no_progress


def build_layer(
    target: Path,
    *,
    geonames: Sequence[Path] = (),
    overlays: Sequence[Path] = (),
    progress: Progress = no_progress,
) -> ImportReport:
    """Compile GeoNames files and overlays; `target` appears complete, or not at all.

    Overlays win: their places come first among the candidates of a name, and one
    that carries a GeoNames id stands in for that place.

    Raises
    ------
    GazetteerError
        When a file is not what it is given as; nothing is written then.
    """
    for path in geonames:
        kind_of(path)
    report = ImportReport()
    with Writer(target, [GEONAMES, OVERLAY], progress=progress) as writer:
        for path in overlays:
            report.add(import_overlay(path, writer))
        report.add(import_geonames(geonames, writer, progress=progress))
    return report
