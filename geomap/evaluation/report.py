"""What a run over a corpus scored, as plain tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from .convention import Profile, counted
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
from .outcomes import Outcome, Parsed

PARTS: Mapping[str, Callable[[Score], float]] = {
    "precision": lambda score: score.precision,
    "recall": lambda score: score.recall,
    "F1": lambda score: score.f1,
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


def _within(errors_km: Sequence[float], km: float) -> Score:
    """Return how many errors are within a distance, as a score."""
    right = sum(error <= km for error in errors_km)
    return Score(right, len(errors_km), len(errors_km))


def _row(*cells: str) -> str:
    """Return a row of a Markdown table, its cells kept on one line."""
    inert = (" ".join(cell.replace("|", "\\|").split()) for cell in cells)
    return f"| {' | '.join(inert)} |"


def _interval(measure: Measure) -> str:
    """Return a figure and its interval."""
    return f"{measure.value:.3f} ({measure.low:.3f}–{measure.high:.3f})"
