"""The forms of regular English verbs and nouns, made by rule."""

from __future__ import annotations

import re
from typing import NamedTuple

_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")


class VerbForms(NamedTuple):
    """The forms of a verb; `past` and `participle` are the same if regular."""

    base: str
    third: str
    past: str
    participle: str
    ing: str


def plural(noun: str) -> str:
    """Return the regular plural of a noun; of a phrase, of its last word.

    >>> plural("casualty"), plural("car bomb"), plural("clash")
    ('casualties', 'car bombs', 'clashes')
    """
    if _CONSONANT_Y.search(noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if _SIBILANT.search(noun) else f"{noun}s"


def verb_forms(base: str, irregular: str = "") -> VerbForms:
    """Return the forms of a verb.

    `irregular` holds past, participle and -ing form, separated by spaces, where
    the rule does not make them.

    >>> verb_forms("deploy").past, verb_forms("die", "died died dying").ing
    ('deployed', 'dying')
    >>> verb_forms("injure").ing, verb_forms("bury").past
    ('injuring', 'buried')
    """
    if irregular:
        past, participle, ing = irregular.split(" ")
        return VerbForms(base, plural(base), past, participle, ing)
    if _CONSONANT_Y.search(base):
        past = f"{base[:-1]}ied"
    else:
        past = f"{base}d" if base.endswith("e") else f"{base}ed"
    silent_e = base.endswith("e") and not base.endswith("ee")
    ing = f"{base[:-1] if silent_e else base}ing"
    return VerbForms(base, plural(base), past, past, ing)
