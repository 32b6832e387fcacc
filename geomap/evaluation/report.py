"""What a run over a corpus scored, as plain tables."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from . import incidents
from .convention import Profile, counted
from .daily import Mapped, daily_figures
from .incidents import Judged
from .metrics import (
    NEAR_KM,
    Matcher,
    Measure,
    Score,
    Tally,
    bootstrap,
    match_exact,
    match_overlap,
    tally,
)
from .other_news import Spotted, densities
from .outcomes import Outcome, Parsed
from .parts import Part
from .verdicts import Flip

PARTS: Mapping[str, Callable[[Score], float]] = {
    "precision": lambda score: score.precision,
    "recall": lambda score: score.recall,
    "F1": lambda score: score.f1,
}
TOTALS: Mapping[str, Callable[[incidents.Tally], int]] = {
    "articles": lambda total: total.articles,
    "main incidents": lambda total: total.main,
    "dots": lambda total: total.dots,
}
DISTANCES: Mapping[str, Callable[[Tally], str]] = {
    "mean error, km": lambda total: f"{total.mean_km:.0f}",
    "median error, km": lambda total: f"{total.median_km:.1f}",
    "area under the error curve": lambda total: f"{total.auc:.3f}",
}


def tallies(
    parsed: Iterable[Parsed],
    profile: Profile,
    *,
    matcher: Matcher = match_exact,
    by_id: bool = False,
) -> list[Tally]:
    """Return the tally of each text under one convention."""
    result = []
    for text in parsed:
        gold, ignored = counted(text.labelled.annotations, profile)
        result.append(
            tally(gold, text.predicted, ignored=ignored, matcher=matcher, by_id=by_id)
        )
    return result


def scoreboard(parsed: Sequence[Parsed], profile: Profile) -> dict[str, Measure]:
    """Return the headline figures of a run, each with its 95 % interval."""
    plain = tallies(parsed, profile)
    overlap = tallies(parsed, profile, matcher=match_overlap)
    by_id = tallies(parsed, profile, by_id=True)
    board = {
        f"{name} {part}": bootstrap([t.spans for t in scored], value)
        for name, scored in (("exact", plain), ("overlap", overlap))
        for part, value in PARTS.items()
    }
    for suffix, scored in (("", plain), (", by id", by_id)):
        for km in (10.0, 25.0, NEAR_KM):
            near = [_within(t.errors_km, km) for t in scored]
            board[f"accuracy@{km:.0f}{suffix}"] = bootstrap(near, PARTS["recall"])
        ends = [t.end_to_end for t in scored]
        board[f"end-to-end F1@161{suffix}"] = bootstrap(ends, PARTS["F1"])
    return board


def render_scoreboard(parsed: Sequence[Parsed]) -> str:
    """Return the figures of a run under each convention, as a Markdown table."""
    boards = [scoreboard(parsed, profile) for profile in Profile]
    totals = [Tally.total(tallies(parsed, p, by_id=True)) for p in Profile]
    lines = [_row("", *(profile.value for profile in Profile)), _row(*["---"] * 4)]
    lines += [_row(name, *(_interval(b[name]) for b in boards)) for name in boards[0]]
    lines += [_row(f"{name}, by id", *map(f, totals)) for name, f in DISTANCES.items()]
    return "\n".join(lines)


def render_outcomes(cases: Iterable[Outcome], *, examples: int = 5) -> str:
    """Return how often each verdict fell, with its commonest names."""
    names: dict[str, Counter[str]] = {}
    for case in cases:
        names.setdefault(case.verdict, Counter())[case.text] += 1
    lines = [_row("verdict", "cases", "commonest"), _row("---", "---:", "---")]
    for verdict in sorted(names, key=lambda v: (-names[v].total(), v)):
        commonest = sorted(names[verdict], key=lambda n: (-names[verdict][n], n))
        count = str(names[verdict].total())
        lines.append(_row(verdict, count, ", ".join(commonest[:examples])))
    return "\n".join(lines)


def render_flipped(flips: Sequence[tuple[Outcome, str]]) -> str:
    """Return the cases that changed since a frozen run, one a line."""
    lines = [f"{len(flips)} cases changed"]
    lines += [
        f"{case.key} {case.text!r}: {before} → {case.verdict}" for case, before in flips
    ]
    return "\n".join(lines)


def render_incidents(judged: Sequence[Judged], parts: Sequence[Part]) -> str:
    """Return how the dots of coded articles did in each part, as a Markdown table."""
    tallies = {
        part: [incidents.tally(j) for j in judged if part.has(j.document.id)]
        for part in parts
    }
    totals = [incidents.total(tallies[part]) for part in parts]
    figures = [incidents.incident_figures(tallies[part]) for part in parts]
    lines = [_row("figure", *parts), _row("---", *["---:"] * len(parts))]
    lines += [
        _row(name, *(str(count(total)) for total in totals))
        for name, count in TOTALS.items()
    ]
    lines += [
        _row(name, *(_interval(column.get(name)) for column in figures))
        for name in incidents.FIGURES
    ]
    return "\n".join(lines)


def render_daily(mapped: Sequence[Mapped], parts: Sequence[Part]) -> str:
    """Return the shares of a day's news in each part, as a Markdown table."""
    figures = [
        daily_figures([m for m in mapped if part.has(m.item.day)]) for part in parts
    ]
    head = [name for part in parts for name in (str(part), "items")]
    lines = [_row("figure", *head), _row("---", *["---:"] * len(head))]
    names = dict.fromkeys(name for column in figures for name in column)
    for name in names:
        cells = []
        for found in (column.get(name) for column in figures):
            measure = Measure(found.value, found.low, found.high) if found else None
            cells += [_interval(measure), str(found.reports if found else 0)]
        lines.append(_row(name, *cells))
    return "\n".join(lines)


def render_densities(spotted: Sequence[Spotted]) -> str:
    """Return how dense the dots of some articles are, as a Markdown table."""
    head = ("group", "articles", "dots per article", "articles with any")
    lines = [_row(*head), _row("---", *["---:"] * 3)]
    lines += [
        _row(
            group,
            str(density.articles),
            f"{density.dots_per_article:.3f}",
            f"{density.share_with_any:.3f}",
        )
        for group, density in densities(spotted).items()
    ]
    return "\n".join(lines)


def render_judged(judged: Judged) -> Iterator[str]:
    """Yield an article's dots with their verdicts, and what was missed, a line each."""
    yield f"{judged.document.id} {judged.document.title or ''}".rstrip()
    for index, dot in enumerate(judged.dots):
        yield f"   {judged.verdict(index):9} {dot}"
    for coded in judged.missed:
        yield f"   {incidents.MISSED:9} {coded}"


def render_spotted(spotted: Spotted) -> Iterator[str]:
    """Yield the dots of an article, a line each; nothing where it has none."""
    for dot in spotted.dots:
        yield f"{spotted.document.id} {dot}"


def render_mapped(mapped: Mapped) -> Iterator[str]:
    """Yield what is wrong with a day's item, and its dots; nothing if it is right."""
    wrong = []
    if mapped.has_right_kind is False:
        wrong.append("no dot of the right kind")
    if mapped.place and not mapped.place[1]:
        wrong.append(f"not so: {mapped.place[0]}")
    if wrong:
        yield f"{mapped.item.document.id} {mapped.item.category}: {'; '.join(wrong)}"
        yield from (f"   {dot}" for dot in mapped.dots)


def render_flips(changed: Sequence[Flip]) -> str:
    """Return the verdicts that changed since an earlier run, one a line."""
    lines = [f"{len(changed)} verdicts changed"]
    lines += [f"{f.document_id} {f.case}: {f.before} → {f.after}" for f in changed]
    return "\n".join(lines)


def _within(errors_km: Sequence[float], km: float) -> Score:
    """Return how many errors are within a distance, as a score."""
    right = sum(error <= km for error in errors_km)
    return Score(right, len(errors_km), len(errors_km))


def _row(*cells: str) -> str:
    """Return a row of a Markdown table, its cells kept on one line."""
    inert = (" ".join(cell.replace("|", "\\|").split()) for cell in cells)
    return f"| {' | '.join(inert)} |"


def _interval(measure: Measure | None) -> str:
    """Return a figure and its interval; a dash where there is nothing to tell."""
    if measure is None or math.isnan(measure.value):
        return "–"
    return f"{measure.value:.3f} ({measure.low:.3f}–{measure.high:.3f})"
