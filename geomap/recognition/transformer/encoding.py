"""Turn the tokens of a text into the numbers the network reads.

The network's vocabulary is uncased, so how a word is written reaches it as a
number of its own, and so does what the gazetteer knows of the word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ...lexicon.english import word_bands
from ...records import Analysis
from ..features import shape
from ..lookup import NameMatch
from ..words import given_names

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAX_PIECES = 192
"""Sub-words in one window; the network was pre-trained on up to 256."""

MAX_PIECES_OF_TOKEN = 12
"""A longer token is an address or noise: its beginning is enough."""

UNKNOWN, BEGIN, END = 100, 101, 102
"""The vocabulary's `[UNK]`, `[CLS]` and `[SEP]`."""

SHAPES = "ldTUuMA"
KINDS = (
    "country",
    "admin1",
    "admin2",
    "town",
    "region",
    "natural",
    "site",
    "demonym",
    "abbreviation",
)
BANDS = "0123"
N_SHAPES = len(SHAPES) + 1
N_PLACES = 1 + len(KINDS) * len(BANDS) * 2
N_WORDS = 10


class Row(NamedTuple):
    """One sub-word: itself, then its token's outline, gazetteer class and band."""

    piece: int
    shape: int = 0
    place: int = 0
    word: int = 0


class Window(NamedTuple):
    """The tokens `[first, last)` of a text as the network reads them.

    `heads` says in which row each token begins.
    """

    first: int
    last: int
    rows: tuple[Row, ...]
    heads: tuple[int, ...]


def load_tokenizer(path: Path) -> Tokenizer:
    """Return the sub-word tokenizer at `path`, without padding or truncation."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def encode(
    analysis: Analysis,
    words: Sequence[str],
    matches: Sequence[NameMatch],
    tokenizer: Tokenizer,
    *,
    max_pieces: int = MAX_PIECES,
) -> list[Window]:
    """Return windows of whole sentences that together hold every token once.

    `words` are the tokens in running case, `matches` the gazetteer's names.
    A sentence longer than a window is cut between two tokens. `[CLS]` opens a
    window; `[SEP]` ends it and stands between sentences of different lines.
    """
    rows = _rows_of_tokens(words, matches, tokenizer)
    found: list[Window] = []
    for chunks in _packed(analysis, [len(row) for row in rows], max_pieces):
        window = [Row(BEGIN)]
        heads: list[int] = []
        for first, last in chunks:
            if heads and _is_line_break(analysis, first):
                window.append(Row(END))
            for row in rows[first:last]:
                heads.append(len(window))
                window += row
        window.append(Row(END))
        found.append(Window(chunks[0][0], chunks[-1][1], tuple(window), tuple(heads)))
    return found


def _rows_of_tokens(
    words: Sequence[str], matches: Sequence[NameMatch], tokenizer: Tokenizer
) -> list[list[Row]]:
    """Return the rows of each token: at least one, at most a dozen."""
    encoded = tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
    pieces: list[list[int]] = [[] for _ in words]
    for piece, index in zip(encoded.ids, encoded.word_ids, strict=True):
        if index is not None and len(pieces[index]) < MAX_PIECES_OF_TOKEN:
            pieces[index].append(piece)
    places = place_numbers(len(words), matches)
    known: dict[tuple[str, int], list[Row]] = {}
    rows = []
    for word, place, token_pieces in zip(words, places, pieces, strict=True):
        if (word, place) not in known:
            numbers = shape_number(word), place, word_number(word)
            known[word, place] = [Row(p, *numbers) for p in token_pieces or [UNKNOWN]]
        rows.append(known[word, place])
    return rows


def shape_number(word: str) -> int:
    """Return the number of a word's outline; 0 is punctuation.

    >>> [shape_number(word) for word in ("-", "km", "Lima", "US")]
    [0, 1, 3, 4]
    """
    return SHAPES.find(shape(word)) + 1


def place_numbers(count: int, matches: Sequence[NameMatch]) -> list[int]:
    """Return the gazetteer class of each of `count` tokens; 0 is none.

    Kind, population band, and whether the name begins or goes on, in one number.
    """
    numbers = [0] * count
    for match in matches:
        kind = KINDS.index(match.kind) * len(BANDS) + BANDS.index(match.band)
        numbers[match.first] = 1 + 2 * kind
        for index in range(match.first + 1, match.last):
            numbers[index] = 2 + 2 * kind
    return numbers


def word_number(word: str) -> int:
    """Return how common an English word is: 1-4, 0 for rare; 5 more for a first name.

    >>> word_number("the"), word_number("Fatima"), word_number("Mangystau")
    (1, 5, 0)
    """
    lower = word.lower()
    return int(word_bands().get(lower, "0")) + 5 * (lower in given_names())


def _packed(
    analysis: Analysis, sizes: Sequence[int], max_pieces: int
) -> Iterator[list[tuple[int, int]]]:
    """Yield runs of sentences that fit into one window, as token ranges."""
    run: list[tuple[int, int]] = []
    room = max_pieces
    for first, last in _chunks(analysis, sizes, max_pieces):
        size = sum(sizes[first:last]) + 1  # a mark may stand before it
        if run and size > room:
            yield run
            run, room = [], max_pieces
        run.append((first, last))
        room -= size
    if run:
        yield run


def _chunks(
    analysis: Analysis, sizes: Sequence[int], max_pieces: int
) -> Iterator[tuple[int, int]]:
    """Yield each sentence, or the parts of one too long for a window."""
    for sentence in analysis.sentences:
        first = sentence.first
        size = 0
        for index in range(first, sentence.last):
            if size + sizes[index] > max_pieces:
                yield first, index
                first, size = index, 0
            size += sizes[index]
        yield first, sentence.last


def _is_line_break(analysis: Analysis, index: int) -> bool:
    """Tell whether a line break stands before a token."""
    tokens = analysis.tokens
    gap = analysis.document.text[tokens[index - 1].end : tokens[index].start]
    return "\n" in gap
