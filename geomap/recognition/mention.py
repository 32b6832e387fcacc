"""A mention of a place at a span that is known already."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from ..records import Analysis, Mention, Span
from .vicinity import vicinity_before
from .wording import feature_code, full_name, kind_of


def mention_at(analysis: Analysis, start: int, end: int) -> Mention:
    """Return the mention that `text[start:end]` is, with what its wording says.

    The span is kept as given; the name to look up is without article and
    possessive, and spelled out where it is an abbreviation.

    Raises
    ------
    ValueError
        When the span is empty.
    """
    text = analysis.document.text
    span = Span(analysis.document.id, start, end)
    words = [token.text for token in analysis.tokens]
    first = bisect_right(analysis.tokens, start, key=lambda token: token.end)
    last = max(first, bisect_left(analysis.tokens, end, key=lambda token: token.start))
    if last - first > 1 and words[first].lower() == "the":
        first += 1
    while last - first > 1 and not words[last - 1][0].isalnum():
        last -= 1
    if first == last:
        return Mention(span=span, text=span.of(text), name=span.of(text).strip())
    written = text[
        max(start, analysis.tokens[first].start) : min(
            end, analysis.tokens[last - 1].end
        )
    ]
    after = bisect_right(analysis.sentences, start, key=lambda s: s.span.start)
    return Mention(
        span=span,
        text=span.of(text),
        name=full_name(words, first, written),
        kind=kind_of(words, first, last),
        wording=feature_code(words, first, last),
        vicinity=vicinity_before(text, span, analysis.sentences[after - 1].span),
    )
