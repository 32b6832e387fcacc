"""Recognition of place names, with the compiled gazetteer and shipped weights."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from texts import mentions, places, unmarked

from geomap.errors import ModelMissingError, SettingsError
from geomap.ingest import document_from_text
from geomap.language import analyze
from geomap.recognition import load_recognizer
from geomap.recognition.recognizer import FastRecognizer
from geomap.recognition.train import gold_labels, main as train
from geomap.records import Document, MentionKind
from geomap.stages import Gazetteer, Recognizer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shelling was reported in Homs, Hama and Idlib.", ["Homs", "Hama", "Idlib"]),
        ("The mayor of Kabul's twelfth district resigned.", ["Kabul"]),
        ("A Riyadh-led mission landed in Aden.", ["Riyadh", "Aden"]),
        ("BEIRUT (AP) — Two soldiers died on Monday.", ["BEIRUT"]),
        ("NAIROBI, March 3 - Police fired tear gas.", ["NAIROBI"]),
        ("He flew from the Netherlands to Peru.", ["Netherlands", "Peru"]),
        ("Flooding closed roads near Lexington, Ky.", ["Lexington", "Ky."]),
        ("Crowds met in Port-au-Prince on Sunday.", ["Port-au-Prince"]),
        ("They walked along Deans Avenue to the mosque.", ["Deans Avenue"]),
        ("Rebels took the Al-Omar Mosque at dawn.", ["Al-Omar Mosque"]),
        ("The bridge over the Kish River fell.", ["Kish River"]),
        ("A truck burned on Highway 30 in Iowa.", ["Highway 30", "Iowa"]),
        ("Raiders burned Va-Ngelo village at noon.", ["Va-Ngelo"]),
        ("Two US-Russia summits were held in Oslo.", ["US", "Russia", "Oslo"]),
        ("MS-13 gang members were held.", []),
        ("A riot broke out in Granja Nueva Peru prison.", ["Granja Nueva Peru"]),
        ("A Texas court freed him.", ["Texas"]),
        ("Men fought near Santa Ana de Pisco.", ["Santa Ana de Pisco"]),
        ("- Aleppo: 3 killed\n- Bria: none", ["Aleppo", "Bria"]),
        ("Bria | 4 | 10\nBangui | 0 | 3", ["Bria", "Bangui"]),
        ("Floods hit Cox's Bazar at night.", ["Cox's Bazar"]),
        ("Rain fell in Kyiv/Lviv. #Idlib burned.", ["Kyiv", "Lviv", "Idlib"]),
        ("The Aden-Abyan road was shut.", ["Aden", "Abyan"]),
        ('"Sana\'a is calm," he said.', ["Sana'a"]),
        ("SCOTT COUNTY, Ky. - The mill burned.", ["SCOTT COUNTY", "Ky."]),
        ("BARNARD: I left Paris.\nREEVE: So did I.", ["Paris"]),
        ("Vera was hurt in Falls Village on Monday.", ["Falls Village"]),
        ("He was robbed in Norwalk Friday night.", ["Norwalk"]),
        ("Boise: he fell near 10th and Lincoln.", ["Boise", "10th and Lincoln"]),
        ("Drone hits tanker in Gulf of Aden; crew safe", ["Gulf of Aden"]),
        ("A dhow sank in the Bay of Bengal.", ["Bay of Bengal"]),
        ("Shells fell on the outskirts of Aita al-Shaab.", ["Aita al-Shaab"]),
        ("Talks of Iran and Israel failed. Ned Israel sang.", ["Iran", "Israel"]),
        ("Henry London fled. He hid in London. London slept.", ["London", "London"]),
    ],
)
def test_places(recognizer: Recognizer, text: str, expected: list[str]) -> None:
    assert places(recognizer, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RENO, Nev. (KXYZ) - A wall fell.", ["RENO", "Nev."]),
        ("DAYTON -- Four were hurt.", ["DAYTON"]),
        ("ST. LOUIS (KXYZ) – A bridge was shut.", ["ST. LOUIS"]),
        ("LA PORTE, Ind. — A barn burned.", ["LA PORTE", "Ind."]),
        ("QUETTA: Two men died.", ["QUETTA"]),
        ("HARVEY: I said so.", []),
    ],
)
def test_a_dateline_opens_with_a_place(
    recognizer: Recognizer, text: str, expected: list[str]
) -> None:
    analysis = analyze(document_from_text("a", text))
    assert [m.text for m in recognizer.recognize(analysis)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ned Price, the spokesman, said talks would go on.",
        "Josep Borrell condemned the attack.",
        "Michelle Bachelet spoke on Friday. Bachelet called for calm.",
        "The European Union and the United Nations sent aid.",
        "He said the EU would not pay.",
        "Reading books is nice, and so is a mobile phone.",
        "The march began in May.",
        "Mr. Moore told Sen. Franklin that Gen. Jackson had left.",
        "Henry London wrote novels about dogs.",
        "Israel Adesanya won the fight.",
        "The gang's leader, Luckson Elan, was jailed last month.",
        "Police held Schron Jackson, 24. Jackson was drunk. Police let Jackson go.",
        "Henry London, 40, fell on Monday. London was drunk, London told police.",
        "He showed his ID badge, and all was OK.",
        "I've seen it.",
    ],
)
def test_people_organisations_and_words_are_no_places(
    recognizer: Recognizer, text: str
) -> None:
    assert places(recognizer, text) == []


def test_demonyms_are_a_kind_of_their_own(recognizer: Recognizer) -> None:
    found = mentions(recognizer, "Russian troops met South Korean envoys in Oslo.")
    assert [(m.name, m.kind) for m in found] == [
        ("Russian", MentionKind.DEMONYM),
        ("South Korean", MentionKind.DEMONYM),
        ("Oslo", MentionKind.PLACE),
    ]


@pytest.mark.parametrize(
    ("text", "name", "wording"),
    [
        ("Police in the province of Mangystau said so.", "Mangystau", "ADM1"),
        ("Five died in Diyala province on Friday.", "Diyala", "ADM1"),
        ("Drones struck the Moscow region overnight.", "Moscow region", "ADM1"),
        ("Boats sank on Lake Kivu.", "Lake Kivu", "LK"),
        (
            "Troops hold Kabul International Airport.",
            "Kabul International Airport",
            "AIRP",
        ),
        ("Officials in Frankfort, Ky., agreed.", "Kentucky", None),
        (
            "Fighting spread across the D.R.C. this week.",
            "Democratic Republic of the Congo",
            None,
        ),
        ("He moved to the U.S. in 2001.", "United States", None),
        ("He moved to the United States in 2001.", "United States", None),
        ("They live in the village of Kunduz.", "Kunduz", "PPL"),
    ],
)
def test_names_and_wording(
    recognizer: Recognizer, text: str, name: str, wording: str | None
) -> None:
    found = {m.name: m.wording for m in mentions(recognizer, text)}
    assert name in found
    assert found[name] == wording


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen entered Kabul Airport.", MentionKind.FACILITY),
        ("Snow fell in Kabul. Kabul University closed.", MentionKind.ORG_NESTED),
        ("Rain fell on Kabul.", MentionKind.PLACE),
    ],
)
def test_kinds(recognizer: Recognizer, text: str, kind: MentionKind) -> None:
    assert mentions(recognizer, text)[-1].kind is kind


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        (
            "A base 20 km north of Goma fell.",
            "20 km north of Goma",
            ("direction", 20.0, 0.0),
        ),
        (
            "It lies 10 miles south-west of Homs.",
            "10 miles south-west of Homs",
            ("direction", 16.09344, 225.0),
        ),
        ("A camp 35km from Herat burned.", "35km from Herat", ("near", 35.0, None)),
        (
            "A mine went off some 40 kilometres (25 miles) from Gao.",
            "40 kilometres (25 miles) from Gao",
            ("near", 40.0, None),
        ),
        (
            "They met in the vicinity of Timbuktu.",
            "in the vicinity of Timbuktu",
            ("near", None, None),
        ),
        (
            "A patrol was hit near the city of Gao.",
            "near the city of Gao",
            ("near", None, None),
        ),
        (
            "Fires on the outskirts of Lagos spread.",
            "outskirts of Lagos",
            ("outskirts", None, None),
        ),
        (
            "Towns east of Aleppo were shelled.",
            "east of Aleppo",
            ("direction", None, 90.0),
        ),
        (
            "A convoy drove between Mosul and Erbil.",
            "between Mosul and Erbil",
            ("between", None, None),
        ),
        (
            "Mines closed the Mosul–Erbil road.",
            "Mosul–Erbil road",
            ("road", None, None),
        ),
    ],
)
def test_vicinity(
    recognizer: Recognizer,
    text: str,
    quote: str,
    expected: tuple[str, float | None, float | None],
) -> None:
    vicinities = [mention.vicinity for mention in mentions(recognizer, text)]
    assert vicinities
    for vicinity in vicinities:
        assert vicinity is not None
        assert vicinity.span.of(text) == quote
        assert (
            vicinity.kind,
            vicinity.distance_km,
            vicinity.bearing_deg,
        ) == expected


def test_a_name_stated_once_is_found_everywhere(recognizer: Recognizer) -> None:
    text = "Floods hit Gao in Mali. Later the Gao Water Board met."
    found = [m for m in mentions(recognizer, text) if m.text == "Gao"]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("POLICE IN BAGHDAD SAID A BOMB KILLED TWO PEOPLE.", ["BAGHDAD"]),
        (
            "police in baghdad said a bomb killed two people in mosul on monday.",
            ["baghdad", "mosul"],
        ),
        ("IRAQ", ["IRAQ"]),
        ("", []),
        (" \n\t", []),
        ("?!", []),
    ],
)
def test_texts_without_case(
    recognizer: Recognizer, text: str, expected: list[str]
) -> None:
    assert places(recognizer, text) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Dos personas murieron en la ciudad de Salta, en Argentina.",
            ["Salta", "Argentina"],
        ),
        ("Duas pessoas morreram em Manaus, no norte do Brasil.", ["Manaus", "Brasil"]),
        (
            "Deux personnes ont été tuées à Kidal, dans le nord du Mali.",
            ["Kidal", "Mali"],
        ),
        ("Die Polizei in München hat zwei Menschen festgenommen.", ["München"]),
        (
            "Ankara'dan yapılan açıklamada İstanbul'da iki kişi öldü.",
            ["Ankara", "İstanbul"],
        ),
        (
            "В Москве и в Мангистауской области погибли два человека.",
            ["Москва", "Мангистауская область"],
        ),
        ("У Києві та у Харкові загинули дві людини.", ["Київ", "Харків"]),
        (
            "قتل شخصان في هجوم على مدينة حلب في سوريا وبالعراق.",
            ["حلب", "سوريا", "العراق"],
        ),
        ("警方说,两人在叙利亚首都大马士革死亡。", ["叙利亚", "大马士革"]),
    ],
)
def test_languages(recognizer: Recognizer, text: str, names: list[str]) -> None:
    assert [mention.name for mention in mentions(recognizer, text)] == names


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "Paris",
                "Russian",
                "Lake",
                "the",
                "'s",
                "Kivu",
                ",",
                "-",
                "NATO",
                "of",
                "20 km",
                "north of",
                "Дамаске",
                "北京",
                "بغداد",
                "\n",
                ". ",
                "U.S.",
                "\x00",
            ]
        )
        | st.text(max_size=4),
        max_size=30,
    )
)
def test_mentions_quote_the_text_in_order(
    recognizer: Recognizer, parts: list[str]
) -> None:
    text = " ".join(parts)
    found = mentions(recognizer, text)
    assert all(text[m.span.start : m.span.end] == m.text for m in found)
    assert all(m.name and 0 <= m.confidence <= 1 for m in found)
    for before, after in pairwise(found):
        assert before.span.end <= after.span.start


def test_a_long_line_is_read_to_its_end(recognizer: Recognizer) -> None:
    text = "in Paris and " * 10_000
    assert len(mentions(recognizer, text)) == 10_000


def test_the_same_text_gives_the_same_mentions(gazetteer: Gazetteer) -> None:
    text = "Clashes in Tripoli, Libya, and Tripoli, Lebanon, on the Georgia border."
    first, second = (mentions(load_recognizer(gazetteer), text) for _ in range(2))
    assert first == second


def test_an_unknown_recogniser_is_refused(gazetteer: Gazetteer) -> None:
    with pytest.raises(SettingsError, match="'psychic'"):
        load_recognizer(gazetteer, "psychic")


def test_missing_weights_say_so(gazetteer: Gazetteer, tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError, match=re.escape(str(tmp_path))):
        FastRecognizer(gazetteer, tmp_path / "none")


def gold_document(marked: str) -> dict[str, object]:
    """Return a document of a corpus from a text with its places in [brackets]."""
    text, spans = unmarked(marked)
    mentions = [{"start": start, "end": end} for start, end in spans]
    return {"doc_id": marked, "text": text, "mentions": mentions}


def test_gold_labels() -> None:
    text, spans = unmarked("He left [the North Sea] for [Oslo].")
    analysis = analyze(Document(id="d", text=text))
    assert "".join(gold_labels(analysis, [], spans)) == "OOOBIOBO"


def test_training_gives_the_same_bytes(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    lines = ["Storms hit [Lima] and [Cusco].", "Ana left.", "Troops left [Kabul]."]
    corpus.write_text("\n".join(json.dumps(gold_document(line)) for line in lines))
    weights = []
    for run in ("one", "two"):
        train([str(corpus), "-o", str(tmp_path / run)])
        weights.append((tmp_path / run / "fast.crfsuite").read_bytes())
    assert weights[0] == weights[1]
