"""What a marked span says of its place."""

import pytest

from geomap.ingest import document_from_text
from geomap.language import analyze
from geomap.recognition import mention_at
from geomap.records import Mention, MentionKind


def marked(text: str) -> Mention:
    """Return the mention that brackets mark in a text."""
    before, _, rest = text.partition("[")
    name, _, after = rest.partition("]")
    analysis = analyze(document_from_text("a", before + name + after))
    return mention_at(analysis, len(before), len(before + name))


@pytest.mark.parametrize(
    ("text", "name", "wording"),
    [
        ("They met in [the U.S.] on Friday.", "United States", None),
        ("[Syria's] army left.", "Syria", None),
        ("It fell in the province of [Mangystau].", "Mangystau", "ADM1"),
        ("It fell in [Moscow region].", "Moscow region", "ADM1"),
        ("A boat sank in the [Ural River].", "Ural River", "STM"),
        ("Voters in Reno, [NV], waited.", "Nevada", None),
        ("In [北京] it rained.", "北京", None),
    ],
)
def test_name_and_wording(text: str, name: str, wording: str | None) -> None:
    mention = marked(text)
    assert (mention.name, mention.wording) == (name, wording)


def test_the_span_stays_as_given() -> None:
    mention = marked("[the U.S.] said no.")
    assert mention.text == "the U.S."
    assert (mention.span.start, mention.span.end) == (0, 8)


def test_kind_and_vicinity() -> None:
    assert marked("They left [Aleppo] University.").kind is MentionKind.ORG_NESTED
    vicinity = marked("A mine went off 20 km north of [Homs].").vicinity
    assert vicinity
    assert (vicinity.distance_km, vicinity.bearing_deg) == (20.0, 0.0)


@pytest.mark.parametrize("text", ["[ ]", "[-]", "a [\n] b"])
def test_a_span_without_words_is_no_error(text: str) -> None:
    assert marked(text).text == text.partition("[")[2].partition("]")[0]


def test_an_empty_span_is_refused() -> None:
    with pytest.raises(ValueError, match="not a span"):
        marked("Homs []")
