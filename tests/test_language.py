"""Tokens, sentences and language detection."""

import time

import pytest
from hypothesis import given, strategies as st

from geomap.language import analyze, by_language, detect_language, tokenize
from geomap.records import Block, BlockKind, Document, Span

TEXTS = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("aZ .,'’-–\n\"?!0é东ا\u0301\u200d_")
    ),
    max_size=200,
)


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


def sentences(text: str) -> list[str]:
    analysis = analyze(Document(id="d", text=text))
    return [sentence.span.of(text) for sentence in analysis.sentences]


@given(TEXTS)
def test_tokens_reproduce_the_text(text: str) -> None:
    tokens = tokenize(text)
    written = [text[token.start : token.end] for token in tokens]
    bare = [word.replace("\u00ad", "") or word for word in written]
    assert [token.text for token in tokens] == bare
    assert [t.start for t in tokens] == sorted({t.start for t in tokens})
    assert "".join(written) == "".join(text.split())


@given(TEXTS)
def test_sentences_cover_the_tokens_in_order(text: str) -> None:
    analysis = analyze(Document(id="d", text=text))
    covered = [
        index
        for sentence in analysis.sentences
        for index in range(sentence.first, sentence.last)
    ]
    assert covered == list(range(len(analysis.tokens)))


@given(TEXTS)
def test_sentences_stay_within_their_line(text: str) -> None:
    assert all("\n" not in sentence for sentence in sentences(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kabul's mayor", ["Kabul", "'s", "mayor"]),
        ("KABUL’S MAYOR", ["KABUL", "’S", "MAYOR"]),
        ("U.S.-backed", ["U.S.", "-", "backed"]),
        (
            "a NATO-led, two-week drill",
            ["a", "NATO", "-", "led", ",", "two-week", "drill"],
        ),
        ("Port-au-Prince", ["Port", "-", "au", "-", "Prince"]),
        ("in Ta'izz", ["in", "Ta'izz"]),
        ("l'Ukraine d’Alep", ["l'", "Ukraine", "d’", "Alep"]),
        ("didn't", ["didn't"]),
        ("3.5 km on 5th", ["3.5", "km", "on", "5th"]),
        ("20km", ["20", "km"]),
        ("Lewis (W.Va.)", ["Lewis", "(", "W.Va.", ")"]),
        ("No. 7? No.", ["No.", "7", "?", "No", "."]),
        ("wait... go", ["wait", "...", "go"]),
        ("the neigh\u00adbor", ["the", "neighbor"]),
        ("在北京市", ["在", "北", "京", "市"]),
        ("see www.example.org/a.", ["see", "www.example.org/a", "."]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["Gen. Omar spoke.", "He left."],
        ["Fire hit Paducah, Ky., on Jan. 4.", "Nobody died."],
        ["It reached the U.S.", "The dead were two."],
        ["U.S. Army units left."],
        ["J. R. Okello of St. Kitts won.", "Mr. Paul lost."],
        ['"We fled."', '"They burned it," she said.'],
        ["“Who did it?” he asked.", "Nobody knew."],
        ["No. 5 burned.", "He said no.", "Then he ran."],
        ["It rose 3.5 percent.", "2 died."],
        ["军队进入城市。", "两人死亡。"],
        ["وصل الوفد؟", "نعم."],
    ],
    ids=lambda sentences: sentences[0],
)
def test_sentences(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_sentences_never_cross_a_block() -> None:
    text = "Floods in Lagos Officials said so"
    blocks = (
        Block(span=Span("d", 0, 15), kind=BlockKind.HEADLINE),
        Block(span=Span("d", 16, 33), kind=BlockKind.BODY),
    )
    analysis = analyze(Document(id="d", text=text, blocks=blocks))
    assert [s.block for s in analysis.sentences] == [BlockKind.HEADLINE, BlockKind.BODY]
    assert analysis.sentences[0].span.of(text) == "Floods in Lagos"


def test_nothing_comes_of_nothing() -> None:
    assert analyze(Document(id="d", text=" \n ")).sentences == ()


@pytest.mark.parametrize("unit", ["a", "a.", "a-", "A' ", "东", "x@", "\u0301", ". "])
def test_a_very_long_line_takes_linear_time(unit: str) -> None:
    began = time.process_time()
    analyze(Document(id="d", text=unit * (200_000 // len(unit))))
    assert time.process_time() - began < 4


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Two people died when a bus fell into the river, police said."),
        ("en", "TWO PEOPLE DIED IN THE CAPITAL, POLICE SAID ON MONDAY."),
        ("es", "La policía informó que dos personas murieron en la capital."),
        ("pt", "A polícia disse que duas pessoas não foram encontradas na cidade."),
        ("fr", "Deux personnes sont mortes dans la capitale, selon la police."),
        ("de", "Zwei Menschen sind in der Hauptstadt ums Leben gekommen."),
        ("tr", "Polis, kazada iki kişinin öldüğünü ve bir kişinin daha arandığını."),
        ("ru", "По словам полиции, в городе погибли два человека."),
        ("uk", "За словами поліції, у місті загинули дві людини та її брат."),
        ("ar", "قال متحدث إن شخصين قتلا في العاصمة بعد هجوم على المدينة"),
        ("zh", "警方说,两人在首都死亡。"),
        (None, "Lima Quito Bogotá"),
        (None, ""),
    ],
)
def test_language(language: str | None, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Police in Salta shot Juan de la Cruz.", "en"),
        ("Residents of San Pedro Sula fled from the flood.", "en"),
        ("Protests in Chişinău, Moldova; São Tomé calm", "en"),
        ("A man died in Côte d'Ivoire", "en"),
        ("Ataque en Gaza", "es"),
        ("Dois mortos em Luanda", "pt"),
        ("В Москве взрыв", "ru"),
        ("Вибух у Києві", "uk"),
        ("انفجار در کابل", "fa"),
        ("El Salvador", None),
        ("", None),
    ],
)
def test_short_texts_are_not_judged_by_names(text: str, language: str | None) -> None:
    assert detect_language(text) == language


def test_a_document_is_parted_by_language() -> None:
    sentence = "Two men were killed when a bomb went off, the police of Lima said."
    spanish = (
        "La policía informó que dos personas murieron en la ciudad y que otras "
        "cuatro fueron trasladadas al hospital por los bomberos."
    )
    lines = [
        f"{sentence} {sentence}",
        spanish,
        "В Лиме погибли двое.",
        "The army left Lima.",
    ]
    text = "\n".join(lines)
    parts = dict(by_language(analyze(Document(id="d", text=text))))
    found = {
        language: [s.span.of(text) for s in part.sentences]
        for language, part in parts.items()
    }
    assert found == {
        "en": [sentence, sentence, lines[3]],
        "es": [spanish],
        "ru": [lines[2]],
    }
    for part in parts.values():
        for sentence in part.sentences:
            own = part.tokens[sentence.first : sentence.last]
            assert (own[0].start, own[-1].end) == (
                sentence.span.start,
                sentence.span.end,
            )


@given(TEXTS)
def test_parts_hold_every_sentence_once(text: str) -> None:
    analysis = analyze(Document(id="d", text=text))
    spans = [s.span for _, part in by_language(analysis) for s in part.sentences]
    assert sorted(spans) == [sentence.span for sentence in analysis.sentences]
