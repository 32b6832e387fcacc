"""A sentence as the extraction rules see it: words, numbers and quotes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ...lexicon.closed_words import words_in
from ...records import Analysis, Count, Sentence, Span, Token
from .numbers import NumberRange, find_numbers
from .organisations import Organisation, find_organisations

_QUOTES = {'"': '"', "“": "”", "‘": "’", "«": "»"}
_YEAR_DIGITS = 4
_YEAR_REACH = 3
_LISTING = frozenset({"and", ",", "or", "to"})
POSSESSIVES = frozenset({"'s", "’s"})
MAX_SCARE_QUOTE = 3
"""Quoted words up to this many are the writer's distance, not a quotation."""


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of one sentence.

    Attributes
    ----------
    lower : tuple of str
        The tokens in lower case, but for the month of May: "may" is a verb.
    capitalised : tuple of int
        Indexes of the tokens that start with a capital.
    numbers : mapping
        Index of a number's first token → (index past its last, the range).
    scare_quoted : frozenset of int
        Indexes of tokens within short quotation marks.
    organisations : mapping
        Index of a name's first token → (index past its last, whom it names).
    """

    sentence: Sentence
    tokens: tuple[Token, ...]
    lower: tuple[str, ...]
    capitalised: tuple[int, ...]
    numbers: Mapping[int, tuple[int, NumberRange]]
    scare_quoted: frozenset[int]
    organisations: Mapping[int, tuple[int, Organisation]]

    def __len__(self) -> int:
        """Return how many tokens there are."""
        return len(self.tokens)

    def span(self, first: int, last: int) -> Span:
        """Return the characters of `tokens[first:last]`."""
        return Span(
            self.sentence.span.document_id,
            self.tokens[first].start,
            self.tokens[last - 1].end,
        )

    def text(self, span: Span) -> str:
        """Return the words of a span, white space between them as single spaces."""
        text, end = "", span.start
        for token in self.tokens:
            if span.start <= token.start < span.end:
                text += " " * (token.start > end) + token.text
                end = token.end
        return text

    def at(self, index: int) -> str:
        """Return the lower-case token at an index; "" beyond either end."""
        try:
            return self.lower[index] if index >= 0 else ""
        except IndexError:
            return ""

    def is_in_number(self, index: int) -> bool:
        """Tell whether a token is part of a number."""
        return any(first <= index < last for first, (last, _) in self.numbers.items())

    def is_capitalised(self, index: int) -> bool:
        """Tell whether the token at an index starts with a capital."""
        return 0 <= index < len(self.tokens) and self.tokens[index].text[0].isupper()

    def count(self, number: NumberRange, first: int, last: int) -> Count:
        """Return a number as a count worded by `tokens[first:last]`.

        "Up to N" has N as its best estimate, as ACLED's coders read it.
        """
        best = number.best if number.best is not None else number.high
        return Count(
            best=best, low=number.low, high=number.high, span=self.span(first, last)
        )


def _without_numbers(
    quoted: Sequence[int], numbers: Mapping[int, tuple[int, NumberRange]]
) -> frozenset[int]:
    """Return quoted indexes, unless a number is quoted: that is a quotation."""
    return frozenset() if set(quoted) & set(numbers) else frozenset(quoted)


def words_of(
    analysis: Analysis,
    sentence: Sentence,
    *,
    acronyms: Mapping[str, str] = MappingProxyType({}),
) -> Words:
    """Return a sentence's words, with numbers, scare quotes and organisations found.

    `acronyms` are those that the document defines, with what they stand for.
    """
    tokens = analysis.tokens[sentence.first : sentence.last]
    numbers = _numbers(sentence.span.of(analysis.document.text), tokens)
    return Words(
        sentence=sentence,
        tokens=tokens,
        lower=tuple(
            token.text if _is_month_of_may(tokens, index) else token.text.lower()
            for index, token in enumerate(tokens)
        ),
        capitalised=tuple(i for i, t in enumerate(tokens) if t.text[0].isupper()),
        numbers=numbers,
        scare_quoted=_without_numbers(_scare_quoted(tokens), numbers),
        organisations=find_organisations(tokens, acronyms),
    )


def _is_month_of_may(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a token is the month: "on 3 May", "May 2024", "in May"."""
    if tokens[index].text != "May":
        return False
    before = tokens[index - 1].text if index else ""
    after = tokens[index + 1].text if index + 1 < len(tokens) else ""
    is_beside_number = before.rstrip("stndrh").isdigit() or after.isdigit()
    return is_beside_number or before.lower() in words_in("before a month")


def _numbers(text: str, tokens: Sequence[Token]) -> dict[int, tuple[int, NumberRange]]:
    """Return the numbers of a sentence by the index of their first token."""
    numbers = find_numbers(text)
    if not numbers:
        return {}
    offset = tokens[0].start
    first_at = {token.start - offset: index for index, token in enumerate(tokens)}
    past_at = {token.end - offset: index + 1 for index, token in enumerate(tokens)}
    found = {
        first_at[number.start]: (past_at[number.end], number.range)
        for number in numbers
        if number.start in first_at and number.end in past_at
    }
    return {
        first: (last, number)
        for first, (last, number) in found.items()
        if not _is_date(tokens, first, last)
        and not _is_year(tokens, first, last)
        and not _is_listed_label(tokens, first, found)
    }


def _is_year(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether a number is a year: "in 2014", "the first death of 2014"."""
    text = tokens[first].text
    if last - first != 1 or not re.fullmatch(r"(?:19|20)\d\d", text) or not first:
        return False
    before = tokens[first - 1].text.lower()
    after = tokens[last].text.lower() if last < len(tokens) else ""
    return before in words_in("before a year") and (
        before != "of" or not after.isalpha() or after in words_in("preposition")
    )


def _is_listed_label(
    tokens: Sequence[Token], first: int, found: Mapping[int, tuple[int, NumberRange]]
) -> bool:
    """Tell whether a number goes on with a list of labels: "ages 19 and 24"."""
    return (
        first > 1
        and tokens[first - 1].text.lower() in _LISTING
        and tokens[first - 2].text.isdigit()
        and first - 2 not in found
        and first - 2 not in {last - 1 for last, _ in found.values()}
    )


def _is_date(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether a number stands beside a month: "Jan. 16", "16 January".

    A year may stand behind the day: "Jan. 16, 2014".
    """
    if not tokens[first].text.isdigit() or last - first != 1:
        return False
    is_year = len(tokens[first].text) == _YEAR_DIGITS
    reach = _YEAR_REACH if is_year else 1
    beside = [*tokens[max(0, first - reach) : first], *tokens[last : last + 1]]
    return any(
        t.text[0].isupper() and t.text.lower() in words_in("month") for t in beside
    )


def _scare_quoted(tokens: Sequence[Token]) -> list[int]:
    """Return the indexes of the tokens inside short quotation marks."""
    found: list[int] = []
    opened, closing = -1, ""
    for index, token in enumerate(tokens):
        if opened >= 0 and token.text == closing:
            if index - opened - 1 <= MAX_SCARE_QUOTE:
                found += range(opened + 1, index)
            opened = -1
        elif opened < 0 and token.text in _QUOTES:
            opened, closing = index, _QUOTES[token.text]
    return found
