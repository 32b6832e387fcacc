"""Choose the labels of a sentence together: a linear chain over the network.

The network scores each token apart. The chain adds what label may follow what,
as learned in training, so that no name goes on without having begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ...records import Sentence
from ..crf import Label
from ..names import Name

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LABELS = "OBID"
"""No name, a name begins, it goes on, a demonym; in the order of the scores."""


class Chain(NamedTuple):
    """How likely labels follow one another, in natural logarithms.

    `start[i]` for label i at the start of a sentence, `between[i, j]` for j
    after i, `end[i]` for i at the end.
    """

    start: NDArray[np.float32]
    between: NDArray[np.float32]
    end: NDArray[np.float32]


def decode(
    scores: NDArray[np.float32], chain: Chain, sentences: Iterable[Sentence]
) -> list[Label]:
    """Return the label of each token, chosen for each sentence as a whole.

    Parameters
    ----------
    scores : array of shape (tokens, labels)
    """
    return [
        Label(LABELS[best], float(row[1]), float(row[2]))
        for sentence in sentences
        for best, row in zip(
            best_labels(scores[sentence.first : sentence.last], chain),
            probabilities(scores[sentence.first : sentence.last], chain),
            strict=True,
        )
    ]


def best_labels(scores: NDArray[np.float32], chain: Chain) -> list[int]:
    """Return the most probable sequence of labels (Viterbi); at least one token."""
    total = chain.start + scores[0]
    back = []
    for row in scores[1:]:
        reached = total[:, None] + chain.between
        back.append(reached.argmax(axis=0))
        total = reached.max(axis=0) + row
    best = [int((total + chain.end).argmax())]
    for came_from in reversed(back):
        best.append(int(came_from[best[-1]]))
    return best[::-1]


def probabilities(scores: NDArray[np.float32], chain: Chain) -> NDArray[np.float32]:
    """Return how probable each label of each token is (forward-backward).

    Of the shape of `scores`; each row adds up to one.
    """
    import numpy as np

    forward = np.empty_like(scores)
    backward = np.empty_like(scores)
    forward[0] = chain.start + scores[0]
    backward[-1] = chain.end
    for index in range(1, len(scores)):
        reached = forward[index - 1][:, None] + chain.between
        forward[index] = np.logaddexp.reduce(reached, axis=0) + scores[index]
    for index in reversed(range(len(scores) - 1)):
        left = chain.between + scores[index + 1] + backward[index + 1]
        backward[index] = np.logaddexp.reduce(left, axis=1)
    both = forward + backward
    share: NDArray[np.float32] = np.exp(
        both - np.logaddexp.reduce(both, axis=1, keepdims=True)
    )
    return share


def names_in(labels: Sequence[Label], sentences: Iterable[Sentence]) -> Iterator[Name]:
    """Yield the names that labels spell out, with their tokens' mean probability.

    >>> from ...records import BlockKind, Span
    >>> sentence = Sentence(
    ...     span=Span("d", 0, 9), first=0, last=3, block=BlockKind.BODY
    ... )
    >>> labels = [Label("O", 0, 0), Label("B", 0.75, 0), Label("I", 0.25, 0.5)]
    >>> list(names_in(labels, [sentence]))
    [Name(first=1, last=3, probability=0.75)]
    """
    for sentence in sentences:
        index = sentence.first
        while index < sentence.last:
            first = index
            index += 1
            if labels[first].label == "B":
                while index < sentence.last and labels[index].label == "I":
                    index += 1
                run = labels[first:index]
                mean = sum(label.begin + label.inside for label in run) / len(run)
                yield Name(first, index, mean)
