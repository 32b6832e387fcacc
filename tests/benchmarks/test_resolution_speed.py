"""Names of one document cost about the same each, however many there are."""

import gc
import time

from geomap.gazetteer import open_gazetteer
from geomap.ingest import document_from_text
from geomap.language import analyze
from geomap.recognition import mention_at
from geomap.resolution import load_resolver
from geomap.stages import Resolver

PARIS = (2.35, 48.85)


REPEATS = 3


def cpu_seconds(resolver: Resolver, names: list[str]) -> float:
    """Return the least it takes to resolve a document that only lists names."""
    analysis = analyze(document_from_text("a", ". ".join(names)))
    mentions, start = [], 0
    for name in names:
        mentions.append(mention_at(analysis, start, start + len(name)))
        start += len(name) + 2
    taken = []
    for _ in range(REPEATS):
        before = time.process_time()
        resolver.resolve(analysis, mentions)
        taken.append(time.process_time() - before)
    return min(taken)


def test_time_grows_with_the_names_and_no_faster() -> None:
    gazetteer = open_gazetteer()
    resolver = load_resolver(gazetteer)
    towns = gazetteer.nearby(PARIS, 400.0, limit=1600)
    names = sorted({town.name for town in towns})
    few = names[: len(names) // 4]
    gc.freeze()  # searching what other tests left is none of the resolver's time
    ratio = cpu_seconds(resolver, names) / cpu_seconds(resolver, few)
    gc.unfreeze()
    assert ratio < 1.5 * len(names) / len(few)
