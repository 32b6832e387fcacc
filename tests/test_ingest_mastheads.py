"""The outlet's part of a title stands apart from the headline."""

import pytest

from geomap.ingest import blocks_of, document_from_text
from geomap.records import BlockKind


def parts(title: str) -> list[tuple[str, str]]:
    """Return the kinds and words of the blocks of a title above a text."""
    text = f"{title}\n\nThe governor said so on Monday."
    return [
        (block.kind.value, block.span.of(text)) for block in blocks_of(text, "a")[:-1]
    ]


@pytest.mark.parametrize(
    ("headline", "masthead"),
    [
        ("Two hurt in fire at a mill", "| Ludar9.example.com"),
        ("Two hurt in fire at a mill", "| Local News - WXQZ Home"),
        ("Two hurt in fire at a mill", "« CBS Ludar"),
        ("Two hurt in fire at a mill", "| Ansar and Ludar"),
        ("Two hurt in fire at a mill", "- The Ansar County Register"),
        (
            "Two hurt in fire at a mill",
            "- WXQZ-TV: Ludar, Ansar, News, Weather & Sports",
        ),
        ("Two hurt in fire at a mill", "- News - Ludar Mail - Ludar, ZZ"),
        ("Two hurt in fire - and a cat", "– Times of Ludar"),
    ],
)
def test_a_title_ends_in_its_outlet(headline: str, masthead: str) -> None:
    assert parts(f"{headline} {masthead}") == [
        ("headline", headline),
        ("masthead", masthead),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Two hurt in fire at a mill - police",
        "Two hurt in fire at a mill - Ansar Police",
        "Fire Guts A Mill In Ludar - Two Hurt In Ansar",
        "Two hurt in fire at a mill | nobody was at work in Ansar",
        "Opinion | Who Let The Mill Of Ludar Burn",
        "WXQZ Local 9 :: Top stories - Two hurt in fire at a mill",
        "The mill of Ludar, not the « Times of Ansar », burned",
        "FIRE GUTS A MILL IN LUDAR - WEST WING BURNED",
    ],
)
def test_a_headline_may_have_bars_and_dashes(title: str) -> None:
    assert parts(title) == [("headline", title)]


def test_the_outlet_is_no_news_and_no_title() -> None:
    document = document_from_text(
        "a", "Two hurt in fire | Ludar News\n\nThe governor said so on Monday."
    )
    assert document.title == "Two hurt in fire"
    assert not BlockKind.MASTHEAD.reports
    assert not BlockKind.MASTHEAD.is_news
