"""Invent news in which every place is marked, to train on beside real news.

Sentences of our own are filled with names of places drawn from all over the
gazetteer. Villages lend their names to people and companies too, so that a name
the gazetteer knows is not taken for a place by itself.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from string import ascii_uppercase
from typing import Any, NamedTuple

from ...lexicon import load
from ...records import Place
from ...stages import Gazetteer
from ..words import given_names

_SLOT = re.compile(r"\{(\w+?)\d?\}")
_MARK = re.compile(r"[\[\]]")
_SENTENCES = 6
_REACH_KM = 150
_LATITUDES = (-40.0, 62.0)  # where nearly everyone lives
_LONGEST_NAME = 3  # words


class Sentence(NamedTuple):
    """A sentence with slots in braces; what stands in brackets names a place."""

    sentence: str
    source: str


class Filling(NamedTuple):
    """One way to fill a slot: words, perhaps with slots of their own."""

    slot: str
    words: str
    source: str


def invent(gazetteer: Gazetteer, count: int, seed: int) -> Iterator[Mapping[str, Any]]:
    """Yield texts in the shape of a corpus: `doc_id`, `text` and `mentions`."""
    chance = random.Random(seed)  # noqa: S311 -- repeatable draws, not secrets
    sentences = [row.sentence for row in load("training_sentences", Sentence)]
    for number in range(count):
        story = Story(gazetteer, chance)
        chosen = chance.sample(sentences, _SENTENCES)
        marked = "\n".join(story.fill(sentence) for sentence in chosen)
        pieces = _MARK.split(marked)  # every second one is a place
        mentions, text = [], ""
        for index, piece in enumerate(pieces):
            if index % 2:
                mentions.append({"start": len(text), "end": len(text) + len(piece)})
            text += piece
        yield {"doc_id": f"invented-{number}", "text": text, "mentions": mentions}


class Story:
    """The names of one text: a slot is filled alike in all its sentences."""

    def __init__(self, gazetteer: Gazetteer, chance: random.Random) -> None:
        """Draw towns that lie near one another."""
        self._gazetteer = gazetteer
        self._chance = chance
        self._names: dict[str, str] = {}
        self._towns = self._neighbours()

    def fill(self, words: str) -> str:
        """Return a sentence with its slots filled."""
        return _SLOT.sub(lambda slot: self._name(slot[0], slot[1]), words)

    def _name(self, slot: str, kind: str) -> str:
        if slot not in self._names:
            self._names[slot] = self._draw(kind)
        return self._names[slot]

    def _draw(self, kind: str) -> str:
        fillings = _fillings().get(kind)
        if fillings:
            filling = self._chance.choice(fillings)
            return _SLOT.sub(lambda slot: self._draw(slot[1]), filling)
        town = self._chance.choice(self._towns)
        draws: dict[str, Callable[[], str]] = {
            "town": lambda: town.name,
            "TOWN": town.name.upper,
            "division": lambda: self._division(town, -2),
            "country": lambda: self._division(town, -1),
            "given": lambda: self._chance.choice(_given()).capitalize(),
            "surname": self._surname,
            "acronym": lambda: "".join(self._chance.choices(ascii_uppercase, k=3)),
            "n": lambda: str(self._chance.randint(2, 99)),
            "year": lambda: str(self._chance.randint(1950, 2020)),
        }
        return draws[kind]()

    def _division(self, town: Place, level: int) -> str:
        """Return what a town lies in: -1 the country, -2 the division below."""
        chain = (town, *self._gazetteer.admin_chain(town))
        return chain[max(level, -len(chain))].name

    def _surname(self) -> str:
        """Return the name of a village, to give to a person or a company."""
        names = [town.name for town in self._neighbours()]
        return self._chance.choice([n for n in names if n.isalpha()] or names)

    def _neighbours(self) -> list[Place]:
        """Return towns around some point on land."""
        while True:
            position = (
                self._chance.uniform(-180, 180),
                self._chance.uniform(*_LATITUDES),
            )
            towns = [
                place
                for place in self._gazetteer.nearby(position, _REACH_KM)
                if place.name.isascii() and len(place.name.split()) <= _LONGEST_NAME
            ]
            if len(towns) > _SENTENCES:
                return towns


@cache
def _fillings() -> dict[str, list[str]]:
    fillings: dict[str, list[str]] = {}
    for row in load("training_words", Filling):
        fillings.setdefault(row.slot, []).append(row.words)
    return fillings


@cache
def _given() -> list[str]:
    return sorted(name for name in given_names() if len(name) > 2)  # noqa: PLR2004
