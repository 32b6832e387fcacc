"""The gazetteer may not offer the right place less often than before.

Measured like `test_floors`: over mentions with coordinates, the share for which it
offers the same GeoNames id, or a place within 161 km; and the same where containers
stand in for names without any candidate.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from geomap.evaluation import Annotation, Profile, read_corpus
from geomap.evaluation.convention import counted
from geomap.gazetteer import SqliteGazetteer, default_path
from geomap.gazetteer.grid import distance_on_sphere_km
from geomap.records import Candidate

SETS = Path(__file__).parents[3] / "shared" / "corpora"
NEAR_KM = 161.0
MOST = 1_000
AROUND = re.compile(r"^(?:the )|(?:’s|'s|’|')$", re.IGNORECASE)
FLOORS = [  # corpus, share with a right candidate, with containers too
    ("lgl_dev", 0.96, 0.97),
    ("trnews", 0.96, 0.96),
    ("geowebnews_dev", 0.82, 0.86),
    ("tudloc_dev", 0.85, 0.87),
]


def is_offered(gold: Annotation, offers: Iterable[Candidate]) -> bool:
    assert gold.position
    return any(
        (gold.geonames_id and offer.place.geonames_id == gold.geonames_id)
        or distance_on_sphere_km(gold.position, offer.place.position) <= NEAR_KM
        for offer in offers
    )


@pytest.fixture(scope="module")
def world() -> Iterator[SqliteGazetteer]:
    with SqliteGazetteer(default_path()) as gazetteer:
        yield gazetteer


@pytest.mark.skipif(not SETS.is_dir(), reason="the measuring sets are not here")
@pytest.mark.parametrize(("corpus", "least", "least_held"), FLOORS)
def test_the_right_place_is_offered(
    world: SqliteGazetteer, corpus: str, least: float, least_held: float
) -> None:
    asked = met = held = 0
    for text in read_corpus(SETS / f"{corpus}.jsonl"):
        for gold in counted(text.annotations, Profile.OURS_COORDS)[0]:
            name = AROUND.sub("", gold.text.strip())
            offers = world.candidates(name, limit=MOST)
            is_met = is_offered(gold, offers)
            asked += 1
            met += is_met
            held += is_met or (
                not offers and is_offered(gold, world.containers(name, limit=MOST))
            )
    assert met / asked >= least
    assert held / asked >= least_held
