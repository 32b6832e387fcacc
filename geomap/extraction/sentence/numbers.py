"""Numbers as news writes them: digits, words and vague wordings, with bounds.

The words and their bounds stand in `lexicon/data/numbers.tsv`. Vague words are
read as ACLED's coders read them (dozens: at least 12, below 100).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ... import lexicon

_SEPARATED = r"\d{1,3}(?:[,.'’\u00a0\u2009\u202f]\d{3}){1,3}|\d{1,3}\ 000"
_DECIMAL = r"\d{1,4}\.\d{1,4}|\d{1,4},\d{1,2}(?!\d)"
_DASH = r"[-\u2010-\u2014]"
_THOUSAND = 1000
_UNITS = frozenset({"unit", "teen", "ten"})
_OPENING = _UNITS | {"vague", "at_least", "at_most", "about"}


class NumberRange(NamedTuple):
    """How many the words say: the best estimate and the bounds they allow.

    None where the words leave a side open: `high` for "at least 50", `best` and
    `low` for "up to 50", both bounds for "about 50".
    """

    best: int | None
    low: int | None
    high: int | None

    @property
    def size(self) -> int:
        """The best estimate, or the bound that is known; 0 for neither."""
        return self.best or self.high or 0


class FoundNumber(NamedTuple):
    """A number and where its words stand: `text[start:end]`."""

    start: int
    end: int
    range: NumberRange


def parse_number(text: str) -> NumberRange | None:
    """Return what a number phrase says, or None where it is not one.

    Letter case does not matter. Of a range, the lower end is the best estimate,
    as with ACLED's coders.

    >>> parse_number("half a million")
    NumberRange(best=500000, low=500000, high=500000)
    >>> parse_number("at least two dozen")
    NumberRange(best=24, low=24, high=None)
    >>> parse_number("five to 10")
    NumberRange(best=5, low=5, high=10)
    >>> parse_number("dozens")
    NumberRange(best=12, low=12, high=99)
    >>> parse_number("around 2,500")
    NumberRange(best=2500, low=None, high=None)
    >>> parse_number("no one")
    """
    match = _grammar().phrase.fullmatch(text.strip())
    return _range_of(match) if match else None


def find_numbers(text: str) -> list[FoundNumber]:
    """Return the numbers in `text` that may count people, in text order.

    Left out: percentages, money, ages, clock times, measures ("20 km", "two
    days"), ordinals, decimals and labels ("AK-47", "Route 6"). Dates are not:
    drop what `geomap.when` finds. "from A to B" is two numbers, not a
    range, for tolls rise so.

    >>> text = "Twenty four people, one aged 28, died 20 km away"
    >>> [text[number.start : number.end] for number in find_numbers(text)]
    ['Twenty four', 'one']
    """
    return [
        number
        for match in _grammar().countable.finditer(text)
        for number in _numbers_of(match)
    ]


class _Word(NamedTuple):
    """One row of the table of number words."""

    phrase: str
    kind: str
    best: str
    low: str
    high: str
    source: str


class _Grammar(NamedTuple):
    """The table compiled: what words are worth, and patterns of phrases."""

    units: dict[str, int]
    scales: dict[str, int]
    vague: dict[str, tuple[int, int, int]]
    phrase: re.Pattern[str]
    countable: re.Pattern[str]


def _either(words: tuple[_Word, ...], kind: str) -> str:
    """Return a pattern for any phrase of a kind, longest first."""
    phrases = [word.phrase for word in words if word.kind == kind]
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return (
        "(?:"
        + "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first)
        + ")"
    )


@cache
def _grammar() -> _Grammar:
    """Compile the table of number words."""
    words = lexicon.load("numbers", _Word)
    kinds = {word.kind: _either(words, word.kind) for word in words}
    exact = _exact_pattern(kinds)
    phrase = _phrase_pattern(kinds, exact)
    labels = "".join(
        rf"(?<!\b{re.escape(word.phrase)}\s)" for word in words if word.kind == "label"
    )
    opening = "|".join(sorted({re.escape(p) for p in _first_words(words)}))
    countable = (
        rf"(?<![\w$€£¥#.,:/-])(?=[\d~]|(?:{opening})\b)(?<!\bno\s){labels}(?>{phrase})"
        rf"(?![\w€£]|{_DASH}\w|[.,:/]\d|\s*%|[\s-]+{kinds['measure']}(?!\w))"
    )
    return _Grammar(
        units={w.phrase: int(w.best) for w in words if w.kind in _UNITS},
        scales={w.phrase: int(w.best) for w in words if w.kind == "scale"},
        vague={
            word.phrase: (int(word.best), int(word.low), int(word.high))
            for word in words
            if word.kind == "vague"
        },
        phrase=re.compile(phrase, re.IGNORECASE),
        countable=re.compile(countable, re.IGNORECASE),
    )


def _first_words(words: tuple[_Word, ...]) -> set[str]:
    """Return the words that a number phrase may open with: a quick test for most."""
    phrases = (word.phrase for word in words if word.kind in _OPENING)
    return {"a", "an", "between", "half", *(phrase.split()[0] for phrase in phrases)}


def _exact_pattern(kinds: dict[str, str]) -> str:
    """Return a pattern for one exact number: "2,500", "one hundred and five"."""
    small = (
        rf"(?:{kinds['ten']}(?:[\s-]+{kinds['unit']}\b)?"
        rf"|{kinds['teen']}|{kinds['unit']})\b"
    )
    digits = rf"(?:{_SEPARATED}|\d{{1,9}})(?!\d|[.,]\d)"
    scale = rf"{kinds['scale']}\b"
    head = rf"(?:half\s+an?|an?|{_DECIMAL}|{digits}|{small})"
    tail = rf"(?:(?:,?\s+(?:and\s+)?|-)(?:{small}(?:[\s-]+{scale})?|{scale}))"
    return rf"(?:{head}[\s-]+{scale}{tail}{{0,5}}|{small}|{digits})"


def _phrase_pattern(kinds: dict[str, str], exact: str) -> str:
    """Return a pattern for a number with what qualifies it."""
    vague = rf"{kinds['vague']}\b(?:(?:\s+of)?\s+{kinds['scale']}s?\b)?"
    return (
        rf"(?:{kinds['total']}\s+)?"
        rf"(?:(?P<at_least>{kinds['at_least']}\s+)|(?P<at_most>{kinds['at_most']}\s+)"
        rf"|(?P<about>~|{kinds['about']}\s+)|(?P<between>between\s+))?"
        rf"(?:(?P<number>{exact})(?:(?(between)\s+and\s+"
        rf"|(?:\s*{_DASH}\s*|\s+(?:to|or)\s+))(?P<upper>{exact}))?|(?P<vague>{vague}))"
        rf"(?:(?P<or_more>\+|[\s-]+{kinds['at_least_after']}\b)"
        rf"|(?P<or_fewer>\s+{kinds['at_most_after']}\b)"
        rf"|(?P<or_so>\s+{kinds['about_after']}\b))?"
    )


def _numbers_of(match: re.Match[str]) -> Iterator[FoundNumber]:
    """Yield the number a match stands for; both ends of "from A to B"."""
    if match["upper"] and match.string[: match.start()].lower().endswith("from "):
        for end in ("number", "upper"):
            value = _value(match[end])
            yield FoundNumber(*match.span(end), NumberRange(value, value, value))
    elif (number := _range_of(match)) is not None:
        yield FoundNumber(match.start(), match.end(), number)


def _range_of(match: re.Match[str]) -> NumberRange | None:
    """Return a phrase's best estimate and bounds; None for "9 to 5"."""
    found = _vague_range(match["vague"]) if match["vague"] else _exact_range(match)
    if found is None:
        return None
    best, low, high = found
    if match["at_least"] or match["or_more"]:
        return NumberRange(best, low, None)
    if match["at_most"] or match["or_fewer"]:
        return NumberRange(None, None, high)
    if match["about"] or match["or_so"]:
        return NumberRange(best, None, None)
    return found


def _exact_range(match: re.Match[str]) -> NumberRange | None:
    """Return the range of one number or of "A to B"; None where A exceeds B."""
    low = _value(match["number"])
    high = _value(match["upper"]) if match["upper"] else low
    return NumberRange(low, low, high) if low <= high else None


def _vague_range(text: str) -> NumberRange:
    """Return the range of vague words, scaled: "several hundred" is 300–999."""
    grammar = _grammar()
    words = re.sub(r"\s+", " ", text.lower())
    name = max((w for w in grammar.vague if words.startswith(w)), key=len)
    best, low, high = grammar.vague[name]
    scale = grammar.scales.get(words.removeprefix(name).split(" ")[-1].rstrip("s"), 1)
    return NumberRange(best * scale, low * scale, (high + 1) * scale - 1)


def _value(text: str) -> int:
    """Return what one exact number is worth.

    Units add up, dozens and hundreds multiply their group, larger scales close
    it: "two hundred and five thousand" is (2 × 100 + 5) × 1000.
    """
    grammar = _grammar()
    total = group = 0.0
    for word in re.findall(rf"{_DECIMAL}|{_SEPARATED}|\d+|[^\W\d]+", text.lower()):
        scale = grammar.scales.get(word)
        if scale is None:
            group += grammar.units.get(word) or _digits(word)
        elif scale < _THOUSAND:
            group = (group or 1) * scale
        else:
            total += (group or 1) * scale
            group = 0.0
    return round(total + group)


def _digits(word: str) -> float:
    """Return the worth of digits or "half"; 0 for "a" and "and"."""
    if word == "half":
        return 0.5
    if re.fullmatch(_SEPARATED, word):
        return float(re.sub(r"\D", "", word))
    return float(word.replace(",", ".")) if word[0].isdigit() else 0.0
