"""Finding places by their names, and what a name may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ..place import Candidate, Place
from ..text import fold, normalise
from .schema import KIND_OF_TAG, NameKind, kind_of_tag, language_of_tag
from .spelling import one_edit_away, parts_of, without_type_words
from .table import PLACE_COLUMNS, PlaceTable

if TYPE_CHECKING:
    from datetime import date

_BY_NAME = f"""SELECT {PLACE_COLUMNS}, tag FROM name
    JOIN place ON place.id = name.place WHERE name.name = ?"""
_BY_FOLD = f"""SELECT {PLACE_COLUMNS} FROM fold
    JOIN place ON place.id = fold.place WHERE fold.fold = ?"""
_TYPED = f"""SELECT DISTINCT {PLACE_COLUMNS} FROM type_word
    JOIN name ON name.name = ? || ' ' || word JOIN place ON place.id = name.place
    WHERE type_word.code GLOB 'ADM*'"""
_LANGUAGES = "SELECT codes FROM language WHERE id = ?"
_KIND_OF_NAME = f"""SELECT feature, population, tag FROM name
    JOIN place ON place.id = name.place WHERE name.name = ?
    ORDER BY prior - 50 * ({KIND_OF_TAG} != {NameKind.MAIN}) DESC LIMIT 1"""

# How much of a place's prior remains when it is not called by its main name; ours,
# set so that a bare name ranks the expected place first.
_NAME_WEIGHTS = {
    NameKind.MAIN: 1.0,
    NameKind.ABBREVIATION: 0.95,
    NameKind.ALTERNATE: 0.92,
    NameKind.HISTORIC: 0.6,
}
_UNLIKE_NAME = 0.6  # an alternate that starts unlike the main name
_VARIANT_NAME = 0.9
_FUZZY_NAME = 0.5
_CONTAINER = 0.3
_DEMONYM = 0.5
_PART_OF = 0.5  # "eastern X" for X
_PART_PRIOR = 0.5  # what X must have, so that "West Side" is no part of a Side
_POPULATION_BANDS = (15_000, 50_000, 500_000)


class Rules(NamedTuple):
    """What holds for names in general, whatever place they name.

    `demonyms` give a country code or None, `words` (everyday words that are names
    too) what is left of a place's prior, `type_words` the feature code they ask for.
    """

    demonyms: dict[str, str | None]
    words: dict[str, float]
    type_words: dict[str, str]


def read_rules(places: PlaceTable) -> Rules:
    """Return the rules a file carries."""
    read = places.db.execute
    return Rules(
        demonyms=dict(read("SELECT name, country FROM demonym")),
        words=dict(read("SELECT name, prior FROM word")),
        type_words=dict(read("SELECT word, code FROM type_word")),
    )


class Meaning(NamedTuple):
    """What a tag says of a name: its kind, also in words, its weight, its languages."""

    kind: NameKind
    words: str
    weight: float
    languages: tuple[str, ...]


def _prominence(candidate: Candidate) -> tuple[float, str]:
    return (-candidate.score, candidate.place.id)


def _weighed(candidate: Candidate, weight: float, match: str) -> Candidate:
    return replace(candidate, match=match, score=candidate.score * weight)


def _is_unlike(normal: str, place: Place) -> bool:
    """Tell whether a Latin name of a town looks nothing like its main name."""
    main = place.name.casefold()
    return (
        place.feature_class == "P"
        and normal.isascii()
        and normal[0] != main[0]
        and normal not in main
        and main not in normal
    )


class NameIndex:
    """The names of one file."""

    def __init__(self, places: PlaceTable, rules: Rules) -> None:
        """Look names up in the file of `places`, by `rules`."""
        self._places = places
        self._db = places.db
        self._rules = rules
        self._meanings: dict[int, Meaning] = {}

    def _read_tag(self, tag: int) -> Meaning:
        """Return what a tag means, and remember it; no languages where unknown."""
        kind, number = kind_of_tag(tag), language_of_tag(tag)
        row = self._db.execute(_LANGUAGES, (number,)).fetchone() if number else None
        languages = tuple(row[0].split(",")) if row else ()
        meaning = Meaning(kind, kind.name.lower(), _NAME_WEIGHTS[kind], languages)
        self._meanings[tag] = meaning
        return meaning

    def candidates(
        self,
        name: str,
        *,
        limit: int = 50,
        fuzzy: bool = False,
        on: date | None = None,
    ) -> list[Candidate]:
        """Return places known by `name`, most prominent first; [] if none.

        Exact matches of the normalised name come first; folded spellings and
        type words ("Mangystau Region") are tried only where there is none,
        edit distance only when `fuzzy`. Places of an overlay that do not stand on
        the day `on` are left out.
        """
        normal = normalise(name)
        found = self._exact(normal) or self._typed(normal) or self._folded(normal)
        if fuzzy and not found:
            found = self._fuzzy(normal)
        if on:
            found = [c for c in found if self._places.stands(c.place, on)]
        if normal in self._rules.words:
            prior = self._rules.words[normal]
            found = [
                candidate
                if name.isupper() and candidate.name_kind == "abbreviation"
                else replace(candidate, score=candidate.score * prior)
                for candidate in found
            ]
        if len(found) > 1:
            found.sort(key=_prominence)
        return found[:limit]

    def _exact(self, normal: str) -> list[Candidate]:
        found, meanings, place_of = [], self._meanings, self._places.of
        for row in self._db.execute(_BY_NAME, (normal,)):
            place, tag = place_of(row), row[-1]
            kind, name_kind, weight, languages = meanings.get(tag) or self._read_tag(
                tag
            )
            if kind is NameKind.ALTERNATE and _is_unlike(normal, place):
                weight = _UNLIKE_NAME
            found.append(
                Candidate(
                    place=place,
                    matched_name=place.name if kind is NameKind.MAIN else normal,
                    name_kind=name_kind,
                    score=row[9] / 1000 * weight,
                    languages=languages,
                )
            )
        code = self._rules.demonyms.get(normal)
        if code and (country := self._places.division(code, "", "")):
            candidate = Candidate(place=country, matched_name=normal)
            found.append(replace(candidate, name_kind="demonym", score=_DEMONYM))
        return found

    def _typed(self, normal: str) -> list[Candidate]:
        """Take a type word off, and look for what such a word can stand with."""
        for base, code in without_type_words(normal, self._rules.type_words):
            found = self._exact(base) or self._folded(base)
            found = self._of_type(code, found, base)
            weight = _PART_OF if code == "PART" else _VARIANT_NAME
            if found:
                return [_weighed(candidate, weight, "variant") for candidate in found]
        return []

    def _of_type(self, code: str, found: list[Candidate], base: str) -> list[Candidate]:
        """Keep what can stand with a type word of this code."""
        if code == "PART":
            return [c for c in found if c.score >= _PART_PRIOR]
        if code == "AIR":
            return [c for c in found if c.place.feature_code.startswith("AIR")]
        if code == "PPL":
            return [c for c in found if c.place.feature_class in "AP"]
        return self._divisions(code, found, base)

    def _divisions(
        self, code: str, found: list[Candidate], base: str
    ) -> list[Candidate]:
        """Return divisions of the level that a type word asks for, else of any.

        Those known by another type word come before others: "Moscow region" is
        Moscow Oblast, and not the city that is a division too; "Bakhmut district" is
        Bakhmut Raion, "Kandahar province" not Kandahar District.
        """
        typed = [
            Candidate(
                place=self._places.of(row), matched_name=base, score=row[9] / 1000
            )
            for row in self._db.execute(_TYPED, (base,))
        ]
        untyped = [c for c in found if c.place.feature_code.startswith("ADM")]
        levels = (
            [candidate for candidate in group if candidate.place.feature_code == code]
            for group in (typed, untyped)
        )
        return next(filter(None, (*levels, typed)), untyped)

    def _folded(self, normal: str) -> list[Candidate]:
        folded = fold(normal)
        found = {}
        for row in self._db.execute(_BY_FOLD, (folded,)):
            place = self._places.of(row)
            candidate = Candidate(
                place=place, matched_name=place.name, score=row[9] / 1000
            )
            found[place.id] = _weighed(candidate, _VARIANT_NAME, "variant")
        if folded != normal:
            for candidate in self._exact(folded):
                variant = _weighed(candidate, _VARIANT_NAME, "variant")
                found.setdefault(candidate.place.id, variant)
        return list(found.values())

    def _fuzzy(self, normal: str) -> list[Candidate]:
        """Look up every name that one typing mistake could have turned into this."""
        found: dict[str, Candidate] = {}
        for name in sorted(one_edit_away(normal)):
            for candidate in self._exact(name):
                weighed = _weighed(candidate, _FUZZY_NAME, "fuzzy")
                found.setdefault(candidate.place.id, weighed)
        return list(found.values())

    def containers(self, name: str, *, limit: int = 50) -> list[Candidate]:
        """Return towns, divisions and regions that a part of an unknown name names.

        "Homs Grand Mosque" is likely in Homs, the "Shanghai Tower" in Shanghai; each
        is marked as a container, and which of them it is, only context can say.
        Parts that are everyday words, type words or words for a people do not count.
        """
        found: dict[str, Candidate] = {}
        for part in parts_of(name):
            normal = normalise(part)
            if normal in self._rules.words or normal in self._rules.type_words:
                continue
            for candidate in (
                self._exact(normal) or self._typed(normal) or self._around(normal)
            ):
                is_container = candidate.place.feature_class in "APL"
                if is_container and candidate.name_kind != "demonym":
                    weighed = _weighed(candidate, _CONTAINER, "container")
                    found.setdefault(candidate.place.id, weighed)
        return sorted(found.values(), key=_prominence)[:limit]

    def _around(self, normal: str) -> list[Candidate]:
        """Return what a name is a part of by its wording: "south kilburn"."""
        for base, code in without_type_words(normal, self._rules.type_words):
            if code == "PART":
                return self._exact(base)
        return []

    def classify(self, names: Iterable[str]) -> Mapping[str, str]:
        """Return what each known name is, for recognition features.

        Names that are also everyday words ("Reading", "Same") are absent.
        """
        found = {}
        execute = self._db.execute
        for name in names:
            normal = normalise(name)
            if normal in self._rules.demonyms:
                found[name] = "demonym:0"
                continue
            row = execute(_KIND_OF_NAME, (normal,)).fetchone()
            if row is None:
                continue
            feature, population, tag = row
            kind = self._places.features[feature][2]
            if kind_of_tag(tag) == NameKind.ABBREVIATION:
                kind = "abbreviation"
            if normal in self._rules.words and not (
                kind == "abbreviation" and name.isupper()
            ):
                continue
            band = sum((population or 0) >= least for least in _POPULATION_BANDS)
            found[name] = f"{kind}:{band}"
        return found
