"""Names made comparable: normal forms for exact look-up, folds for spellings.

`normalise` decides what counts as the same name; every name in a gazetteer is
stored in that form. `fold` is coarser: it joins romanisations of one name.
"""

from __future__ import annotations

import re
import unicodedata

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
    # spellings leave out: Sana'a, Rus', Ta‘izz, Hawaiʻi.
    | dict.fromkeys("'’‘`´ʹʺʻʼʽʾʿˈ′″׳״\u200c\u200d\u0640")
)
_INITIALS = re.compile(r"\b(\w)\.(?=\w\b)")
_NOT_WORD = re.compile(r"[^\w]+|_+")

_ARTICLES = re.compile(
    r"^(?:the|al|el|an|as|ash|at|ad|ar|az|la|le|les|los|las|il|lo|o|a) (?=\w{3})"
)
_FOLDS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"\b(?:saint|sainte|sankt|sint|santo|sveti|st|ste|sv)\b", "st"),
        (r"\b(?:mount|mt)\b", "mt"),
        (r"\b(?:fort|ft)\b", "ft"),
        (r"\b(?:al|el|ul|ad|ar|as|ash|at|az|an|de|da|do|du|of|the|i|e|y)\b ", ""),
        (r"yo|jo", "e"),  # the Cyrillic ё
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
        (r"(\w)\1+", r"\1"),
        (r" ", ""),
    )
)


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
    if not name.isascii():
        name = _without_latin_marks(name)
    name = name.casefold().translate(_PLAIN_LATIN)
    name = _INITIALS.sub(r"\1", name)
    return _NOT_WORD.sub(" ", name).strip()


def _without_latin_marks(name: str) -> str:
    kept: list[str] = []
    is_latin = False
    # Casefolding first turns the dotted capital İ into i and a mark.
    for char in unicodedata.normalize("NFKD", name.casefold()):
        if not unicodedata.combining(char):
            is_latin = char <= "\u024f" or "\u1e00" <= char <= "\u1eff"
            kept.append(char)
        elif not is_latin:
            kept.append(char)
    return unicodedata.normalize("NFKC", "".join(kept))


def fold(normal: str) -> str:
    """Return a key that common romanisations of one name share.

    Takes and returns text in normal form. Only Latin letters fold; a name in
    another script, or one that would fold to almost nothing, is returned as
    it is.

    >>> fold("mangystau") == fold("mangghystau") == fold("mangistau")
    True
    >>> fold("saint louis") == fold("st louis")
    True
    >>> fold("алматы")
    'алматы'
    """
    if not normal.isascii():
        return normal
    folded = _ARTICLES.sub("", normal)
    for pattern, plain in _FOLDS:
        folded = pattern.sub(plain, folded)
    return folded if len(folded) > 2 else normal  # noqa: PLR2004
