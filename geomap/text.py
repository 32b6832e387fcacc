"""Names made comparable: normal forms for exact look-up, folds for spellings.

`normalise` decides what counts as the same name; every name in a gazetteer is
stored in that form. `fold` is coarser: it joins romanisations of one name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

_PLAIN_LATIN = str.maketrans(
    {
        "æ": "ae",
        "ð": "d",
        "ø": "o",
        "þ": "th",
        "đ": "d",
        "ħ": "h",
        "ı": "i",
        "ł": "l",
        "ŋ": "n",
        "œ": "oe",
        "ŧ": "t",
        "ə": "a",
        "&": " and ",
    }
    # Apostrophes, primes and modifier letters stand for sounds that English
    # spellings leave out: Sana'a, Rus', Ta‘izz, Hawaiʻi. Soft hyphens stand for none.
    | dict.fromkeys("'’‘`´ʹʺʻʼʽʾʿˈ′″׳״\u200c\u200d\u0640\u00ad")
)
_INITIALS = re.compile(r"\b(\w)\.(?=\w\b)")
_NOT_WORD = re.compile(r"[\W_]+")
_STRESS = "\u0301"
_STRESSED = frozenset("аеёиоуыэюяіїє")

_PLAIN_LETTERS = str.maketrans(
    # Arabic letters that are written one for the other, and ё without its dots.
    dict(zip("أإآٱىیئکۀةؤё", "اااايييكههوе", strict=True))
    # Arabic vowel signs.
    | dict.fromkeys("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
)
_ARTICLES = (
    r"^(?:the|al|el|an|as|ash|at|ad|ar|az|la|le|les|los|las|il|lo|o|a) (?=\w{3})"
)
_FOLDS = (
    (_ARTICLES, ""),
    (r"\b(?:saint|sainte|sankt|sint|santo|sveti|st|ste|sv)\b", "st"),
    (r"\b(?:mount|mt)\b", "mt"),
    (r"\b(?:fort|ft)\b", "ft"),
    (r"\b(?:al|el|ul|ad|ar|as|ash|at|az|an|de|da|do|du|of|the|i|e|y)\b ", ""),
    (r"yo|jo", "e"),  # the Cyrillic ё
    (r"([aou])e", r"\1"),  # ä, ö and ü spelled out
    (r"(?:iy|yy|ij|yi|ii|ee|y|j(?![aeiou]))", "i"),
    (r"gh|ğ", "g"),
    (r"kh", "h"),
    (r"ph", "f"),
    (r"(?:dzh|dj|zh)", "j"),
    (r"(?:tch|tsch|cz)", "ch"),
    (r"(?:ou|oo)", "u"),
    (r"w", "v"),
    (r"q|ck", "k"),
    (r"tz|ts", "c"),
    (r"(?<=[aeiou])h(?![aeiou])", ""),
    (r" ", ""),
    (r"(\w)\1+", r"\1"),
)


@lru_cache(maxsize=16_384)  # a text says the same names again and again
def normalise(name: str) -> str:
    """Return the form of a name by which it is stored and looked up.

    Case, width and punctuation do not matter, and accents only outside the
    Latin script: й and и are different letters, é and e are not. Initials
    close up ("U.S." → "us"). The result may be empty; it is its own normal form.

    >>> normalise("Saint-Étienne"), normalise("Sana'a"), normalise("U.S.A.")
    ('saint etienne', 'sanaa', 'usa')
    >>> normalise("Йошкар-Ола"), normalise(" -- ")
    ('йошкар ола', '')
    """
    if name.isascii():
        if name.isalpha():
            return name.lower()
        name = name.lower().replace("'", "").replace("`", "").replace("&", " and ")
        if "." in name:
            name = _INITIALS.sub(r"\1", name)
        return _NOT_WORD.sub(" ", name).strip()
    name = _INITIALS.sub(r"\1", _plain(name.casefold()).translate(_PLAIN_LATIN))
    # Vowel signs of Indic scripts are marks, which \w does not match.
    kept = (char if _is_written(char) else " " for char in name)
    return " ".join("".join(kept).split())


def _is_written(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char)[0] == "M"


def _is_latin(char: str) -> bool:
    return char <= "\u02af" or "\u1e00" <= char <= "\u1eff"


def _plain(name: str) -> str:
    """Drop marks on Latin letters, and the stress marks of Cyrillic textbooks."""
    kept: list[str] = []
    before = ""
    # Casefolding first turns the dotted capital İ into i and a mark.
    for char in unicodedata.normalize("NFKD", name):
        if not unicodedata.combining(char):
            before = char
            kept.append(char)
        elif not (_is_latin(before) or (char == _STRESS and before in _STRESSED)):
            kept.append(char)
    return unicodedata.normalize("NFKC", "".join(kept)).casefold()


@cache
def _folds() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the folds compiled: not on import, which they would double."""
    return tuple((re.compile(pattern), plain) for pattern, plain in _FOLDS)


def fold(normal: str) -> str:
    """Return a key that common romanisations of one name share.

    Takes and returns text in normal form. A Latin name that would fold to almost
    nothing is returned as it is; of other scripts only letters fold that are
    written one for the other (Arabic أ and ا, Cyrillic ё and е).

    >>> fold("mangystau") == fold("mangghystau") == fold("mangistau")
    True
    >>> fold("saint louis") == fold("st louis")
    True
    >>> fold("алматы")
    'алматы'
    """
    if not normal.isascii():
        return normal.translate(_PLAIN_LETTERS)
    folded = normal
    for pattern, plain in _folds():
        folded = pattern.sub(plain, folded)
    return folded if len(folded) > 2 else normal  # noqa: PLR2004
