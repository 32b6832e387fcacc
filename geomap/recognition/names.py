"""From labelled tokens to runs of tokens that name places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from ..language.detection import stopwords
from ..lexicon.closed_words import words_in
from ..lexicon.english import word_bands
from ..lexicon.names import PlaceType, types_after, types_before
from ..lexicon.people import person_nouns
from ..records import BlockKind, Sentence
from .crf import Label
from .lookup import NameMatch
from .wording import type_beside
from .words import given_names, is_name_like

THRESHOLD = 0.35
"""Probability from which a token is part of a name; fitted on development sets."""
_SURE = 0.8  # a name this probable is looked for in the rest of the document
_POSSIBLE = 0.03  # and taken wherever it is at least this probable
_LOCATIVE = "locative preposition"
_RULED = 0.6  # probability of a name that a rule finds
_MAX_RUN = 5
_BEFORE_COMMON = "123"
_BULLETS = frozenset("-–—•*·▪●")
_AFTER_ITEM = frozenset((":", "|"))
_AFTER_DATELINE = frozenset((",", "(", ":", "-", "–", "—", "--"))


class Name(NamedTuple):
    """A run of tokens, `[first:last]`, and how probably it names a place."""

    first: int
    last: int
    probability: float


def decode(labels: Sequence[Label], sentences: Iterable[Sentence]) -> list[Name]:
    """Return the names that labels spell out, in order."""
    names: list[Name] = []
    for sentence in sentences:
        start = None
        for index in range(sentence.first, sentence.last):
            label = labels[index]
            if label.label == "D" or label.begin + label.inside < THRESHOLD:
                start = None
            elif start is None or label.begins:
                start = index
                names.append(Name(index, index + 1, label.begin + label.inside))
            else:
                names[-1] = names[-1]._replace(last=index + 1)
    return names


def join_types(
    words: Sequence[str], sentences: Iterable[Sentence], names: Sequence[Name]
) -> list[Name]:
    """Extend or add names by the type words beside them: Kish River, Lake Bled."""
    return merged(names, typed_runs(words, sentences))


def typed_runs(words: Sequence[str], sentences: Iterable[Sentence]) -> Iterator[Name]:
    """Yield the capitalised runs that a type word makes a name."""
    for sentence in sentences:
        for first, last in _typed_runs(words, sentence):
            yield Name(first, last, _RULED)


def add_headings(
    words: Sequence[str],
    sentences: Iterable[Sentence],
    matches: Iterable[NameMatch],
    names: Sequence[Name],
) -> list[Name]:
    """Add the places that head lines: "Homs", "- Aleppo: 3 killed".

    A prominent place must stand on a line by itself. A list is told by two names or
    more before a colon or bar, of which one is known to be a place.
    """
    heads = dict(_heads(words, sentences, matches))
    lines = [match for match, after in heads.items() if not after]
    items = [match for match, after in heads.items() if after in _AFTER_ITEM]
    found = {name.first for name in names}
    if len(items) == 1 or not any(m.is_prominent or m.first in found for m in items):
        items = []
    kept = [*(match for match in lines if match.is_prominent), *items]
    return merged(names, [Name(m.first, m.last, _RULED) for m in kept])


def add_datelines(
    words: Sequence[str],
    sentences: Iterable[Sentence],
    matches: Iterable[NameMatch],
    names: Sequence[Name],
) -> list[Name]:
    """Add the places that datelines open with: "FLINT (AP) —", "RENO, Nev. —".

    Before a colon a place must be prominent, since speakers stand there, too.
    """
    starts = {s.first: s.last for s in sentences if s.block is BlockKind.DATELINE}
    opening = [
        Name(match.first, match.last, _RULED)
        for match in matches
        if match.first in starts
        and (match.last == starts[match.first] or words[match.last] in _AFTER_DATELINE)
        and (match.is_prominent or words[match.last : match.last + 1] != [":"])
    ]
    return disjoint(longest_first([*names, *opening]))


def _heads(
    words: Sequence[str], sentences: Iterable[Sentence], matches: Iterable[NameMatch]
) -> Iterator[tuple[NameMatch, str]]:
    """Yield what begins a sentence, bullets aside, and the word after; "" if none."""
    starting = {match.first: match for match in matches}
    for sentence in sentences:
        bullets = words[sentence.first] in _BULLETS
        match = starting.get(sentence.first + bullets)
        if match and match.last <= sentence.last:
            is_last = match.last == sentence.last
            yield match, "" if is_last else words[match.last]


def without(
    words: Sequence[str], phrases: Iterable[str], names: Iterable[Name]
) -> list[Name]:
    """Return the names that share no word with any of the `phrases`."""
    runs = [tuple(phrase.split()) for phrase in phrases]
    starts = {run[0] for run in runs}
    taken = {
        at
        for index, word in enumerate(words)
        if word in starts
        for run in runs
        if tuple(words[index : index + len(run)]) == run
        for at in range(index, index + len(run))
    }
    return [n for n in names if taken.isdisjoint(range(n.first, n.last))]


def without_people(
    words: Sequence[str],
    sentences: Iterable[Sentence],
    matches: Iterable[NameMatch],
    names: Sequence[Name],
) -> list[Name]:
    """Return the names but single words that are part of a person's name.

    "Jack London": a first name stands before, or after "leader," any other capitalised
    word. "Chad Smith": a first name itself stands before a word that is neither common
    nor a place. Elsewhere in the document a word of such a name, or of one that is no
    place at all ("Schron Jackson"), is that person alone, unless it ever stands after
    "in" or the like, or is a country.
    """
    starts = {sentence.first for sentence in sentences}
    taken = {at for name in names for at in range(name.first, name.last)}
    free = {at for at, word in enumerate(words) if word.istitle() and at not in taken}
    first_names = {at for at in free if words[at].lower() in given_names()}
    surnames = {at for at in free - starts if words[at].lower() not in word_bands()}
    first_names |= {
        at
        for at in free - starts
        if words[at - 1] == "," and words[at - 2].lower() in person_nouns()
    }
    single = [name for name in names if name.last - name.first == 1]
    family = surnames - {at for match in matches for at in _no_surname(match)}
    people = {
        name
        for name in single
        if (name.first - 1 in first_names and name.first not in starts)
        or (name.last in surnames and words[name.first].lower() in given_names())
        or (name.last in free - starts and _is_called(words, name, family))
    }
    known = {words[name.first] for name in people}
    known |= {words[at] for at in free if {at - 1, at + 1} & surnames}
    known -= {words[match.first] for match in matches if match.kind == "country"}
    known -= {
        words[name.first]
        for name in single
        if name.first and words[name.first - 1].lower() in words_in(_LOCATIVE)
    }
    people |= {name for name in single if words[name.first] in known}
    return [name for name in names if name not in people]


def without_other_short_forms(
    words: Sequence[str], names: Sequence[Name]
) -> list[Name]:
    """Return the names but degrees and months: "Paul Osei, M.S.", "6 Mar 2024".

    After a place the letters of a degree are its state.
    """
    kept: list[Name] = []
    for name in names:
        beside = (*words[max(0, name.first - 1) : name.first], *words[name.last :][:1])
        is_one = name.last - name.first == 1
        if (
            is_one
            and words[name.first].lower() in words_in("month")
            and any(word[0].isdigit() for word in beside)
        ):
            continue
        follows = bool(kept) and kept[-1].last == name.first - 1
        if words[name.first].lower() not in words_in("degree") or (
            follows and words[name.first - 1] == ","
        ):
            kept.append(name)
    return kept


def _no_surname(match: NameMatch) -> range:
    """Return the words of a match that no person is called by, if any."""
    is_other = match.is_prominent or match.kind in {"country", "demonym", "admin1"}
    return range(match.first, match.last if is_other else match.first)


def _is_called(words: Sequence[str], name: Name, surnames: Container[int]) -> bool:
    """Tell whether a place's name before a capitalised word is a person's first name.

    "Jordan Mwangi", "Georgia Hale, 31,", "journalist Kenya Hale"; but not what stands
    after "in".
    """
    before = words[name.first - 1] if name.first else ""
    after = (*words[name.last + 1 : name.last + 3], "", "")
    is_alone = words[name.first].isalpha() and words[name.first].istitle()
    if (
        not is_alone
        or before.istitle()
        or after[0].istitle()
        or before.lower() in words_in("before a place")
    ):
        return False
    is_aged = after[0] == "," and after[1].isdigit()
    is_noun = before.lower() in person_nouns()
    return name.last in surnames or is_aged or is_noun


def extend_to_divisions(
    words: Sequence[str], matches: Iterable[NameMatch], names: Iterable[Name]
) -> list[Name]:
    """Take in the type word that makes a town's name another place's.

    "Moscow region" is not Moscow; "Diyala province" is Diyala.
    """
    towns = {match.last for match in matches if match.kind == "town"}
    return [
        name._replace(last=name.last + 1)
        if name.last in towns and _is_division(words, name.last)
        else name
        for name in names
    ]


def _is_division(words: Sequence[str], index: int) -> bool:
    """Tell whether a lower-case word for a first-level division is at `index`."""
    beside = type_beside(words, index)
    return bool(beside and beside.code == "ADM1" and words[index].islower())


def propagate(
    words: Sequence[str], labels: Sequence[Label], names: Sequence[Name]
) -> list[Name]:
    """Find again, in the whole document, the names it states clearly somewhere."""
    sure = defaultdict(set)
    for name in names:
        if name.probability >= _SURE:
            run = tuple(words[name.first : name.last])
            sure[run[0]].add(run)
    taken = {index for name in names for index in range(name.first, name.last)}
    again = []
    for index, word in enumerate(words):
        for run in sorted(sure.get(word, ()), key=len, reverse=True):
            span = range(index, index + len(run))
            if tuple(words[index : span.stop]) != run or taken.intersection(span):
                continue
            chance = max(labels[i].begin + labels[i].inside for i in span)
            if chance >= _POSSIBLE:
                again.append(Name(span.start, span.stop, chance))
                taken.update(span)
                break
    return sorted([*names, *again])


def _typed_runs(words: Sequence[str], sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield capitalised runs that a type word makes a name."""
    for index in range(sentence.first, sentence.last):
        word = words[index]
        if not is_name_like(word):
            continue
        after = types_after().get(word.lower())
        if after and after.joins == "yes":
            first = run_start(words, index, sentence.first)
            if first < index and not _runs_on(words, index + 1, sentence.last):
                yield first, index + 1
        before = types_before().get(word.lower())
        if before and index + 1 < sentence.last and _is_typed(before, words[index + 1]):
            yield index, index + 2


def _is_typed(before: PlaceType, word: str) -> bool:
    """Tell whether `word` is what the type word before it names."""
    if before.joins == "number":
        return word.isdigit()
    return (
        before.joins == "yes"
        and is_name_like(word)
        and word_bands().get(word.lower(), "9") not in _BEFORE_COMMON
    )


def run_start(words: Sequence[str], index: int, first: int) -> int:
    """Return where the capitalised run that ends before `index` begins."""
    start = index
    for before in range(index - 1, max(first, index - _MAX_RUN) - 1, -1):
        word = words[before]
        if is_name_like(word) and word.lower() not in stopwords()["en"]:
            start = before
        elif word != "-":
            break
    return start


def _runs_on(words: Sequence[str], index: int, last: int) -> bool:
    """Tell whether the capitalised run goes on at `index`."""
    return index < last and is_name_like(words[index])


def merged(names: Iterable[Name], added: Iterable[Name]) -> list[Name]:
    """Return `added`, of those that overlap the longest, and the `names` outside."""
    return disjoint([*longest_first(added), *names])


def longest_first(names: Iterable[Name]) -> list[Name]:
    """Return names by falling length; equally long ones keep their order."""
    return sorted(names, key=lambda name: name.first - name.last)


def disjoint(names: Iterable[Name]) -> list[Name]:
    """Return the names that overlap none of those before them, in text order."""
    taken: set[int] = set()
    kept = []
    for name in names:
        tokens = range(name.first, name.last)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(name)
    return sorted(kept)
