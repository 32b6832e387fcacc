"""How the name of an actor or a source reads inside a sentence."""

from __future__ import annotations

import re
from functools import cache

from ..lexicon.closed_words import words_in
from ..lexicon.people import PersonRow, affiliations, person_rows

_PARTICIPLE = re.compile(r"[a-z-]{3,}(?:ed|ing)")
_STATE = "1"
_VOWELS = frozenset("aeiou")
_PHRASE_END = re.compile(r" (?:of|for|in|at|from|with|and|who)\b|,")


def in_sentence(name: str) -> str:
    """Return a name that starts with a capital, as it reads inside a sentence.

    Common nouns lose their capital; one person or body gets an article.

    >>> in_sentence("Unidentified gunmen"), in_sentence("Mayor"), in_sentence("Army")
    ('unidentified gunmen', 'a mayor', 'the army')
    >>> in_sentence("Boko Haram"), in_sentence("Al-Shabaab fighters")
    ('Boko Haram', 'Al-Shabaab fighters')
    """
    return with_article(name[:1].lower() + name[1:] if _is_common(name) else name)


def with_article(name: str) -> str:
    """Return a name with the article it needs: one person "a", one body "the".

    >>> with_article("official"), with_article("government"), with_article("witnesses")
    ('an official', 'the government', 'witnesses')
    >>> with_article("Interfax"), with_article("UN spokesman")
    ('Interfax', 'a UN spokesman')
    """
    head = re.split(_PHRASE_END, name)[0].split(" ")[-1]
    person = _people().get(head)
    if name.lower().startswith(("the ", "a ", "an ")) or person is None:
        return name
    if "'s " in name or "’s " in name:
        return name if name[0].isupper() else f"the {name}"
    if person.number == "collective":
        if head in words_in("body without article"):
            return name
        if person.inter == _STATE or name[0].isupper():
            return f"the {name}"
    is_vowel = name[0].lower() in _VOWELS and not _is_spelled(name)
    return f"{'an' if is_vowel else 'a'} {name}"


def _is_spelled(name: str) -> bool:
    """Tell whether a name starts with letters read one by one: "a UN envoy"."""
    return name[:2].isupper()


def _is_common(name: str) -> bool:
    """Tell whether the first word of a name is no proper name."""
    first = name.split(" ", maxsplit=1)[0].lower()
    if first in affiliations():
        return False
    return first in _common_firsts() or _PARTICIPLE.fullmatch(first) is not None


@cache
def _people() -> dict[str, PersonRow]:
    """Return the nouns for one person or one body."""
    return {
        row.noun: row
        for row in person_rows()
        if row.number in {"", "collective"} and row.plural != row.noun
    }


@cache
def _common_firsts() -> frozenset[str]:
    """Return the words that begin a name without being proper."""
    nouns = {
        word
        for row in person_rows()
        for form in (row.noun, row.plural or f"{row.noun}s")
        for word in form.split(" ")[:1]
    }
    return frozenset(nouns) | words_in("common adjective")
