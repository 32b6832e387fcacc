"""Where an outlet is at home: learned from its other articles, and heard by each."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from geomap import pipeline
from geomap.ingest.documents import document_from_article
from geomap.ingest.formats import Article
from geomap.pipeline import Stages, hear_homes, load_stages, report_on, toponyms_of
from geomap.records import Document, Mention, Place, Span, Toponym
from geomap.resolution import learn_homes
from geomap.resolution.homes import CLEAR

UNSAID = "A barn burned down in Springfield on Monday, firefighters said."
MISSOURI = (
    "Two men were shot dead in Joplin, Missouri, on Friday.",
    "Police in Branson, Missouri, are looking for a driver.",
    "Heavy rain closed a bridge near Rolla, Missouri, overnight.",
    "A tornado tore roofs off houses in Sedalia, Missouri.",
    "The school in Carthage, Missouri, was evacuated on Tuesday.",
)
OREGON = (
    "A man was stabbed in Eugene, Oregon, late on Saturday.",
    "Protesters marched in Corvallis, Oregon, on Sunday.",
    "A landslide blocked the road to Roseburg, Oregon.",
    "Firefighters saved a mill in Bend, Oregon.",
    "Three hikers were rescued near Medford, Oregon.",
)


@pytest.fixture(scope="module")
def stages() -> Stages:
    return load_stages()


def articles(source: str | None, *texts: str) -> list[Document]:
    return [
        document_from_article(f"{source}{number}", Article(text=text, source=source))
        for number, text in enumerate(texts)
    ]


def heard(documents: list[Document], stages: Stages) -> list[str | None]:
    """Return the division of each document's first place, with homes heard."""
    found = [(document, toponyms_of(document, stages)) for document in documents]
    places = [toponyms[0].place for _, toponyms in hear_homes(found, stages)]
    return [place.admin1_code if place else None for place in places]


def test_other_articles_tell_which_springfield(stages: Stages) -> None:
    (alone,) = heard(articles("ozarks.example.com", UNSAID), stages)
    (told, *others) = heard(articles("ozarks.example.com", UNSAID, *MISSOURI), stages)
    assert alone != "MO"
    assert told == "MO"
    assert set(others) == {"MO"}


def test_two_papers_do_not_mix(stages: Stages) -> None:
    documents = [
        *articles("ozarks.example.com", UNSAID, *MISSOURI),
        *articles("valley.example.com", UNSAID, *OREGON),
    ]
    divisions = heard(documents, stages)
    assert divisions[0] == "MO"
    assert divisions[6] == "OR"


@pytest.mark.parametrize("source", [None, ""])
def test_articles_of_unknown_outlets_tell_nothing(
    source: str | None, stages: Stages
) -> None:
    documents = articles(source, UNSAID, *MISSOURI)
    assert heard(documents, stages)[0] == heard(documents[:1], stages)[0]


def test_the_reason_is_shown(stages: Stages) -> None:
    documents = articles("ozarks.example.com", UNSAID, *MISSOURI)
    found = [(document, toponyms_of(document, stages)) for document in documents]
    _, (toponym, *_) = next(hear_homes(found, stages))
    reasons = {item.feature: item for item in toponym.candidates[0].evidence}
    assert reasons["division_of_document"].score > 0
    assert "outlet" in reasons["division_of_document"].detail
    assert reasons["home_of_outlet"].score > 0


def test_events_are_placed_where_the_home_tells(tmp_path: Path, stages: Stages) -> None:
    texts = ["Two men were shot dead in Springfield on Friday.", *MISSOURI]
    for number, text in enumerate(texts):
        page = f"---\nsource: ozarks.example.com\n---\n{text}\n"
        (tmp_path / f"{number}.md").write_text(page)
    inputs, _ = pipeline.find_inputs([tmp_path])
    told = pipeline.run(inputs, stages).reports[0]
    alone = pipeline.run(inputs[:1], stages).reports[0]
    assert alone == report_on(alone.document, stages)
    assert [event.where and event.where.place.admin1_code for event in told.events] == [
        "MO"
    ]


def surely(division: str, *, number: int, confidence: float = CLEAR) -> Toponym:
    """Return a toponym resolved to some place in a division."""
    place = Place(
        id=f"{number}",
        name="X",
        position=(0, 0),
        feature_class="P",
        feature_code="PPL",
        country_code="US",
        admin1_code=division,
    )
    mention = Mention(span=Span("a", 0, 1), text="X", name="X")
    return Toponym(mention=mention, place=place, confidence=confidence)


def voting(
    *votes: str, source: str = "a.example"
) -> list[tuple[Document, list[Toponym]]]:
    """Return articles of an outlet, each naming a place in each letter's division."""
    return [
        (
            Document(id=f"{i}", text=f"{source} {i}", source=source),
            [surely(letter, number=i) for letter in vote],
        )
        for i, vote in enumerate(votes)
    ]


def learned(articles: list[tuple[Document, list[Toponym]]]) -> list[str | None]:
    return [home.admin1_code if home else None for home in learn_homes(articles)]


@pytest.mark.parametrize(
    ("votes", "homes"),
    [
        ((), []),
        (("A",), [None]),
        (("A", "A"), [None, None]),
        (("A", "A", "A"), ["A", "A", "A"]),
        (("B", "A", "A"), ["A", None, None]),
        (("", "A", "A"), ["A", None, None]),
        (("A", "AB", "AC"), ["A", "A", "A"]),
        (("A", "B", "C", "D", "E"), [None] * 5),
    ],
)
def test_an_article_has_no_vote_about_itself(
    votes: tuple[str, ...], homes: list[str | None]
) -> None:
    assert learned(voting(*votes)) == homes


def test_the_share_is_that_of_the_other_articles() -> None:
    home, *_ = learn_homes(voting("B", "A", "AB"))
    assert home
    assert (home.country_code, home.admin1_code, home.share) == ("US", "A", 0.75)


def test_copies_vote_once_and_not_about_one_another() -> None:
    copies = voting("A") * 3
    assert learned(copies) == [None] * 3
    assert learned([*copies, *voting("B", "B")[1:]]) == [None] * 4


def test_doubtful_places_tell_nothing() -> None:
    document, _ = voting("A")[0]
    doubtful = (document, [surely("B", number=9, confidence=CLEAR - 0.01)])
    assert learned([doubtful, *voting("A", "A", "A")[1:]]) == ["A", None, None]


def test_an_outlet_is_known_by_its_address() -> None:
    named = [surely("A", number=1)]
    documents = [
        Document(id="1", text="1", source="www.A.example"),
        Document(id="2", text="2", url="https://a.example/1"),
        Document(id="3", text="3", url="https://www.a.example/2"),
    ]
    assert learned([(document, named) for document in documents]) == ["A"] * 3


VOTES = st.lists(st.text("ABC", max_size=4), max_size=7)


@settings(max_examples=60)
@given(VOTES, VOTES, st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(
    votes: list[str], others: list[str], random: Random
) -> None:
    articles = [*voting(*votes), *voting(*others, source="b.example")]
    homes = dict(zip([d.text for d, _ in articles], learn_homes(articles), strict=True))
    shuffled = list(articles)
    random.shuffle(shuffled)
    again = zip([d.text for d, _ in shuffled], learn_homes(shuffled), strict=True)
    assert dict(again) == homes
    assert learn_homes(voting(*votes)) == learn_homes(articles)[: len(votes)]
