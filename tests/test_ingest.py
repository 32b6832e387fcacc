"""Reading articles: formats, metadata, boilerplate, bad files."""

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from geomap.errors import IngestError
from geomap.ingest import (
    blocks_of,
    document_from_text,
    find_inputs,
    read_document,
)
from geomap.records import BlockKind

ARTICLE = """Clashes in two districts leave four dead

A soldier stands guard at the Orlen crossing on Monday afternoon, after the attack.
Getty Images

A soldier stands guard at the Orlen crossing on Monday afternoon, after the attack.

Four people were killed on Monday, the governor said.

READ MORE: Government rejects talks

A long night

Residents of both districts said they had heard shells until dawn.

Loading...

Gate 4"""


def kinds(text: str) -> list[str]:
    return [block.kind.value for block in blocks_of(text, "a")]


def test_each_line_of_a_web_article_has_its_kind() -> None:
    assert kinds(ARTICLE) == [
        "headline",
        "caption",
        "credit",
        "duplicate",
        "body",
        "teaser",
        "subheading",
        "body",
        "boilerplate",
        "boilerplate",
    ]


def test_only_news_reports_events() -> None:
    reporting = {kind for kind in BlockKind if kind.reports}
    assert reporting == {BlockKind.HEADLINE, BlockKind.BODY, BlockKind.CAPTION}


def test_a_list_of_fragments_is_all_news() -> None:
    sitrep = "Situation update 14\n- 3 killed in Ansar\n- 12 wounded in Tel Roz\n- calm"
    assert kinds(sitrep)[1:] == ["body", "body", "body"]


def test_hard_wrapped_lines_make_one_paragraph() -> None:
    text = (
        "The column left the northern camp before sunrise and reached the bridge\n"
        "over the river at noon, where it was stopped by armed men who demanded\n"
        "papers. Two were hurt.\n\nThe second column turned back without incident."
    )
    assert len(blocks_of(text, "a")) == 2


def test_a_headline_right_above_its_article_stays_apart() -> None:
    body = (
        "LUDAR, Oct 12 - A rocket struck a block of flats in Ludar overnight,\n"
        "killing seven people and wounding 34, the governor said on Saturday.\n"
        "Rescuers were still looking for three."
    )
    headline = "Rocket strike on a block of flats kills 7"
    assert kinds(f"{headline}\n{body}") == ["headline", "dateline", "body"]
    unwrapped = body.replace("\n", " ")
    assert kinds(f"{headline}\n{unwrapped}") == ["headline", "dateline", "body"]


@given(st.text(alphabet=st.sampled_from("aB .\n\r\u2028\u00a0\t\"'"), max_size=200))
def test_blocks_are_in_order_and_cover_every_visible_character(text: str) -> None:
    blocks = blocks_of(text, "a")
    covered = [i for b in blocks for i in range(b.span.start, b.span.end)]
    assert covered == sorted(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)


@pytest.mark.parametrize(
    ("line", "dateline", "published"),
    [
        ("BEIRUT (AP) — Shells fell.", "BEIRUT", None),
        ("GOMA, Congo, Jan. 5 (Reuters) - Rebels left.", "GOMA, Congo", None),
        ("QUITO, 3 JAN 90 -- [TEXT] Calm returned.", "QUITO", date(1990, 1, 3)),
        ("Oro, Peru, Feb 3 2025 - Two left.", "Oro, Peru", date(2025, 2, 3)),
        ("ATHENS (AP) - March 1, 2023. Trains met.", "ATHENS", date(2023, 3, 1)),
        ("Agra, April 3 (Correspondent): Two fell.", "Agra", None),
        ("Cali, 5 de mayo de 2024. Ocho heridos.", "Cali", None),
        ("18 June 2024. Thousands marched.", None, date(2024, 6, 18)),
        ("Agra, April 3 2020: Two fell.", "Agra", date(2020, 4, 3)),
        ("QUETTA: Two fell.", "QUETTA", None),
        ("CAIRO/GAZA, Aug 10 (LP) - Two fell.", "CAIRO/GAZA", None),
        (
            "GREELEY, Colo. (May 6, 2015) – Two fell.",
            "GREELEY, Colo.",
            date(2015, 5, 6),
        ),
        ("TROY, Ind. ( May 6, 2015 ) — Two fell.", "TROY, Ind.", date(2015, 5, 6)),
        ("Troy, Ind., ( May 6, 2015) - Two fell.", "Troy, Ind.", date(2015, 5, 6)),
        ("On March 5 - a Sunday - they left.", None, None),
        ("Note: Two fell.", None, None),
        ("BEIRUT", None, None),
        ("The mayor (Ali Khan) - who won - left.", None, None),
        ("He left - and came back.", None, None),
    ],
)
def test_datelines(line: str, dateline: str | None, published: date | None) -> None:
    document = document_from_text("a", line)
    assert (document.dateline, document.published) == (dateline, published)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Market fire kills three\n5 March 2021\nA fire broke out.", date(2021, 3, 5)),
        ("Market fire\nPublished on March 5, 2021 at 10:00", date(2021, 3, 5)),
        ("# Update 3\n\n*As of 27 February 2024*\n\nCalm.", date(2024, 2, 27)),
        ("Fire in Kyiv\nKyiv, 18 November 2024\nIt burnt.", date(2024, 11, 18)),
        ("It burnt. " * 60 + "\nPublished: 2024-08-10", date(2024, 8, 10)),
        ("It burnt. " * 60 + "\n5 March 2021", None),
        ("Incidents in Iraq, 14 May 2019\n\nBaghdad: calm.", date(2019, 5, 14)),
        ("The man, born on 5 May 1980, died.", None),
        ("", None),
    ],
)
def test_the_day_of_publication(text: str, published: date | None) -> None:
    assert document_from_text("a", text).published == published


def test_a_long_line_with_many_dates_is_read_in_no_time() -> None:
    text = "Two people died in Gao on 3 May 2021, police said. " * 4000
    start = time.process_time()
    assert document_from_text("a", text).published is None
    assert time.process_time() - start < 2


def test_a_chronicle_keeps_the_days_of_its_entries() -> None:
    text = (
        "Attacks in spring\n\n3 May 2024 – Two died in Jos.\n\n"
        "5 May 2024 - One was shot in Bauchi."
    )
    assert kinds(text) == ["headline", "body", "body"]
    assert document_from_text("a", text).published is None


def test_every_item_may_have_a_dateline() -> None:
    text = "News in brief\n\nLAGOS — Two died.\n\nBAMAKO: One was shot."
    assert kinds(text) == ["headline", "dateline", "body", "dateline", "body"]


def test_markdown_loses_its_marks_and_keeps_its_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "---\ntitle: Calm\ndate: 2020-01-02\n---\n"
        "# Calm *returns*\n\nTwo [shops](u) burnt."
    )
    document = read_document("a", path)
    assert document.text == "Calm returns\n\nTwo shops burnt."
    assert (document.title, document.published) == ("Calm", date(2020, 1, 2))


def test_html_gives_its_article_and_its_date(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    paragraph = "Two people were hurt when a wall fell in the old market. " * 5
    path.write_text(
        "<html><head><title>Wall falls</title><meta property='article:published_time'"
        " content='2021-03-04T10:00:00Z'></head><body><nav>Home | World</nav>"
        f"<article><p>{paragraph}</p><p>{paragraph}again</p></article></body></html>"
    )
    document = read_document("a", path)
    assert "Home" not in document.text
    assert document.published == date(2021, 3, 4)


def test_sidecar_wins_over_the_file_and_both_over_the_option(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A quiet day.")
    given_date = date(2019, 1, 1)
    assert read_document("a", path, published=given_date).published == given_date
    meta = {"published": "2020-05-06", "source": "The Herald", "url": 7}
    path.with_name("a.txt.meta.json").write_text(json.dumps(meta))
    document = read_document("a", path, published=given_date)
    assert (document.published, document.source) == (date(2020, 5, 6), "The Herald")
    assert document.url is None


def test_a_day_in_the_text_wins_over_the_option(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("KYIV, 3 May 2021 — A quiet day.")
    document = read_document("a", path, published=date(2019, 1, 1))
    assert document.published == date(2021, 5, 3)


def test_text_keeps_every_character(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("one\r\ntwo\u00a0three\n".encode())
    assert read_document("a", path).text == "one\r\ntwo\u00a0three\n"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t", "empty"),
        ("a.html", b"<p></p>", "no text"),
        ("a.txt", b"\x00\x01\x02", "binary"),
        ("a.txt", "caf\u00e9".encode("latin-1"), "UTF-8"),
        ("a.txt", b"x" * 20_000_000, "20 MB"),
        ("a.pdf", b"%PDF", ".txt"),
    ],
)
def test_a_bad_file_is_named_with_what_to_do(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(IngestError, match=message) as caught:
        read_document("a", path)
    assert caught.value.path == path


def test_a_bad_sidecar_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A quiet day.")
    path.with_name("a.txt.meta.json").write_text("{")
    with pytest.raises(IngestError, match=r"meta\.json: not JSON"):
        read_document("a", path)


def test_folders_are_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "a.txt.meta.json", "sub/c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [name for name, _ in find_inputs(tmp_path)] == ["a.txt", "b.txt", "sub/c.md"]


@pytest.mark.parametrize(("name", "message"), [("none", "no such"), (".", "empty")])
def test_missing_and_empty_folders(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(IngestError, match=message):
        find_inputs(tmp_path / name)
