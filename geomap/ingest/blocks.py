"""Cut a text into blocks at its line breaks, and say what each is for.

Web text carries lines that look like news and are not: teasers of other
articles, photo credits, captions printed twice. They stay in the document, so
that offsets hold, but no event is read from them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from operator import and_
from typing import NamedTuple

from .. import lexicon
from ..records import Block, BlockKind, Span
from .datelines import Dateline, dateline_of, is_chronicle, placed_dateline_of
from .mastheads import masthead_of

SENTENCE_END = re.compile(r"[.!?…:;。！？؟।][\"'”’»)\]]*$")
LINE = re.compile(r"[^\r\n\u2028\u2029]+")
AGENCY_CREDIT = re.compile(r"^\(?[A-Z][\w .'’-]{1,40}/(?:[A-Z][\w .'’/-]{1,40})\)?$")

MIN_REPEATED_CHARS = 40  # shorter lines repeat by chance ("He said.")
MAX_SUBHEADING_WORDS = 9
MAX_HEADLINE_WORDS = 30
MAX_ORPHAN_WORDS = 3
PROSE_SHARE = 0.6  # of the characters in lines that end like sentences
WRAP_COLUMNS = range(50, 101)  # where mail and wire software breaks lines
MIN_EVIDENCE = 2  # of line breaks in mid-sentence


class BoilerplateRow(NamedTuple):
    """A phrase that gives a line away, whole (exact) or at its start (prefix)."""

    kind: str
    where: str
    phrase: str
    source: str


@cache
def _phrases(where: str) -> dict[str, BlockKind]:
    """Return the table's phrases of one sort, with the kind they give a line."""
    rows = lexicon.load("boilerplate", BoilerplateRow)
    return {row.phrase: BlockKind(row.kind) for row in rows if row.where == where}


def blocks_of(text: str, document_id: str) -> tuple[Block, ...]:
    r"""Return the blocks of `text`, in order; () for a blank text.

    >>> text = "Two killed in clash\n\nREAD MORE: Calm returns\n\nPolice said so."
    >>> [block.kind.value for block in blocks_of(text, "a")]
    ['headline', 'teaser', 'body']
    """
    spans = _paragraphs(text, document_id)
    lines = [span.of(text) for span in spans]
    kinds = _kinds(lines)
    find_dateline = placed_dateline_of if is_chronicle(text) else dateline_of
    return tuple(
        block
        for span, kind in zip(spans, kinds, strict=True)
        for block in _parted(Block(span=span, kind=kind), text, find_dateline)
    )


def _parted(
    block: Block, text: str, find_dateline: Callable[[str], Dateline | None]
) -> Iterator[Block]:
    """Yield a block without its dateline or masthead, and that as its own block."""
    if block.kind in {BlockKind.BODY, BlockKind.SUBHEADING}:
        yield from _without_dateline(block, text, find_dateline)
    elif block.kind is BlockKind.HEADLINE:
        yield from _without_masthead(block, text)
    else:
        yield block


def _without_dateline(
    block: Block, text: str, find_dateline: Callable[[str], Dateline | None]
) -> Iterator[Block]:
    """Yield a block, and before it the dateline it opens with."""
    line = block.span.of(text)
    dateline = find_dateline(line)
    if dateline is None:
        yield block
        return
    if dateline.length == len(line):
        yield replace(block, kind=BlockKind.DATELINE)
        return
    opening = line[: dateline.length].rstrip()
    end = block.span.start + len(opening)
    start = block.span.start + dateline.length
    yield Block(span=replace(block.span, end=end), kind=BlockKind.DATELINE)
    yield replace(block, span=replace(block.span, start=start))


def _without_masthead(block: Block, text: str) -> Iterator[Block]:
    """Yield a headline, and after it the outlet's part of the title."""
    title = block.span.of(text)
    start = masthead_of(title)
    if start is None:
        yield block
        return
    end = block.span.start + len(title[:start].rstrip())
    yield replace(block, span=replace(block.span, end=end))
    masthead = replace(block.span, start=block.span.start + start)
    yield Block(span=masthead, kind=BlockKind.MASTHEAD)


def _lines(text: str, document_id: str) -> list[Span]:
    """Return the non-blank lines, without the white space around them."""
    spans = []
    for match in LINE.finditer(text):
        words = match.group()
        if stripped := words.strip():
            start = match.start() + words.index(stripped[0])
            spans.append(Span(document_id, start, start + len(stripped)))
    return spans


def _paragraphs(text: str, document_id: str) -> list[Span]:
    """Return one span a line, or a paragraph where the text is hard-wrapped."""
    spans = _lines(text, document_id)
    lines = [span.of(text) for span in spans]
    width = max((len(line) for line in lines if " " in line), default=0)
    if width not in WRAP_COLUMNS:
        return spans
    pairs = list(pairwise(spans))
    below = [text.count("\n", a.end, b.start) == 1 for a, b in pairs]
    full = [_is_full(a.of(text), b.of(text), width) for a, b in pairs]
    amid = [b.of(text)[0].islower() for _, b in pairs]
    joined = [gap and any(why) for gap, *why in zip(below, full, amid, strict=True)]
    evidence = sum(joined) + any(map(and_, below, amid))  # one is full by chance
    if evidence < MIN_EVIDENCE or sum(joined) <= sum(below) / 2:
        return spans
    paragraphs = spans[:1]
    for span, goes_on in zip(spans[1:], joined, strict=True):
        start = paragraphs.pop().start if goes_on else span.start
        paragraphs.append(Span(document_id, start, span.end))
    return paragraphs


def _is_full(line: str, following: str, width: int) -> bool:
    """Tell whether a line had no room for the first word of the next one."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width


def _kinds(lines: list[str]) -> list[BlockKind]:
    """Return the kind of each line, from its words and its neighbours."""
    kinds = [_kind_by_words(line) for line in lines]
    _mark_repeats(lines, kinds)
    for index, (kind, after) in enumerate(pairwise(kinds)):
        if kind is BlockKind.BODY and after is BlockKind.CREDIT and index:
            kinds[index] = BlockKind.CAPTION
    if lines and kinds[0] is BlockKind.BODY and _is_headline(lines[0]):
        kinds[0] = BlockKind.HEADLINE
    if _is_prose(lines):
        _mark_headings(lines, kinds)
    return kinds


def _kind_by_words(line: str) -> BlockKind:
    """Return what the words of a line alone say about it."""
    folded = line.casefold().strip(" .…:|-–—").replace("’", "'")
    exact = _phrases("exact").get(folded)
    if exact:
        return exact
    for phrase, kind in _phrases("prefix").items():
        if line.casefold().replace("’", "'").startswith(phrase):
            return kind
    if AGENCY_CREDIT.match(line):
        return BlockKind.CREDIT
    return BlockKind.BODY


def _mark_repeats(lines: list[str], kinds: list[BlockKind]) -> None:
    """Mark every later copy of a line as a duplicate, in place."""
    seen: set[str] = set()
    for index, line in enumerate(lines):
        folded = " ".join(line.casefold().split())
        if folded in seen and len(folded) >= MIN_REPEATED_CHARS:
            kinds[index] = BlockKind.DUPLICATE
        seen.add(folded)


def _is_headline(line: str) -> bool:
    """Tell whether a first line reads like a headline, and opens no article."""
    if SENTENCE_END.search(line) or len(line.split()) > MAX_HEADLINE_WORDS:
        return False
    dateline = dateline_of(line)
    return dateline is None or dateline.day is None or dateline.length == len(line)


def _is_prose(lines: list[str]) -> bool:
    """Tell whether most of the text is in sentences, so a fragment stands out.

    In a list of one-line reports every line is a fragment, and each counts.
    """
    in_sentences = sum(len(line) for line in lines if SENTENCE_END.search(line))
    return in_sentences > PROSE_SHARE * sum(map(len, lines))


def _mark_headings(lines: list[str], kinds: list[BlockKind]) -> None:
    """Mark short unfinished lines between paragraphs as subheadings, in place."""
    for index in range(1, len(lines)):
        line, words = lines[index], len(lines[index].split())
        if kinds[index] is not BlockKind.BODY or SENTENCE_END.search(line):
            continue
        is_last = index == len(lines) - 1
        if is_last and words <= MAX_ORPHAN_WORDS:
            kinds[index] = BlockKind.BOILERPLATE
        elif not is_last and words <= MAX_SUBHEADING_WORDS:
            kinds[index] = BlockKind.SUBHEADING
