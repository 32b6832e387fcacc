"""The network in training: all-MiniLM-L6-v2, more inputs, and a chain on top.

Needs torch, which nothing but training does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import torch
from torch import Tensor, nn

from .decoding import LABELS
from .encoding import N_PLACES, N_SHAPES, N_WORDS

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536  # all-MiniLM-L6-v2
VOCABULARY, POSITIONS = 30522, 512
DROPOUT = 0.1
NORM_EPS = 1e-12
N_CONVENTIONS = 4
IMPOSSIBLE = -1e4  # a score that rules something out


class Batch(NamedTuple):
    """Windows side by side, filled up with zeros.

    Attributes
    ----------
    rows : Tensor
        Sub-words as `encoding.Row`s: (windows, sub-words, 4).
    heads : Tensor
        Where each token begins: (windows, tokens).
    conventions : Tensor
        By whose way of marking places each window is labelled: (windows,).
    labels : Tensor
        The right labels: (windows, tokens), -1 past a window's last token.
    """

    rows: Tensor
    heads: Tensor
    conventions: Tensor
    labels: Tensor

    def to(self, device: torch.device) -> Batch:
        """Return the same batch on a device."""
        return Batch(*(part.to(device) for part in self))


class TrainableNetwork(nn.Module):
    """Score the labels of each token.

    Corpora differ in what they mark. A vector for each convention tells the
    network which one to follow, so that it can learn from all of them.
    """

    def __init__(self) -> None:
        """Make a network of random weights; see `take_over`."""
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.extras = nn.ModuleList(
            nn.Embedding(size, WIDTH)
            for size in (N_SHAPES, N_PLACES, N_WORDS, N_CONVENTIONS)
        )
        self.norm = nn.LayerNorm(WIDTH, eps=NORM_EPS)
        self.dropout = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.scores = nn.Linear(WIDTH, len(LABELS))
        self.start = nn.Parameter(torch.zeros(len(LABELS)))
        self.between = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.end = nn.Parameter(torch.zeros(len(LABELS)))
        for extra in self.extras:
            nn.init.normal_(extra.weight, std=0.02)

    def forward(self, rows: Tensor, heads: Tensor, conventions: Tensor) -> Tensor:
        """Return the score of each label: (windows, tokens, labels)."""
        piece, *extras = rows.unbind(2)
        places = torch.arange(rows.shape[1], device=rows.device)
        state = self.pieces(piece) + self.positions(places)
        for extra, numbers in zip(
            self.extras, [*extras, conventions[:, None]], strict=True
        ):
            state = state + extra(numbers)
        state = self.dropout(self.norm(state))
        mask = torch.where(piece == 0, IMPOSSIBLE, 0.0)[:, None, None, :]
        for layer in self.layers:
            state = layer(state, mask)
        at_heads = state.gather(1, heads[:, :, None].expand(-1, -1, WIDTH))
        return self.scores(self.dropout(at_heads))

    def chain(self) -> tuple[Tensor, Tensor, Tensor]:
        """Return the scores of `decoding.Chain`; no name goes on unbegun."""
        inside = LABELS.index("I")
        impossible = torch.zeros_like(self.between)
        for label in "OD":
            impossible[LABELS.index(label), inside] = IMPOSSIBLE
        start = self.start + impossible[LABELS.index("O")]
        return start, self.between + impossible, self.end

    def loss(self, batch: Batch) -> Tensor:
        """Return minus the log-probability of the right labels, per token."""
        scores = self(batch.rows, batch.heads, batch.conventions).float()
        start, between, end = self.chain()
        known = batch.labels >= 0
        labels = batch.labels.clamp(min=0)
        moves = [start[labels[:, :1]], between[labels[:, :-1], labels[:, 1:]]]
        right = scores.gather(2, labels[:, :, None])[:, :, 0] + torch.cat(moves, dim=1)
        last = labels.gather(1, known.sum(1, keepdim=True) - 1)[:, 0]
        total = start + scores[:, 0]
        for index in range(1, scores.shape[1]):
            step = torch.logsumexp(total[:, :, None] + between, dim=1)
            total = torch.where(known[:, index, None], step + scores[:, index], total)
        gold = (right * known).sum(1) + end[last]
        return (torch.logsumexp(total + end, dim=1) - gold).sum() / known.sum()

    def take_over(self, weights: Mapping[str, Tensor]) -> None:
        """Start from the weights of a BERT of this size."""
        own = {
            "pieces.weight": weights["embeddings.word_embeddings.weight"],
            "positions.weight": weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": weights["embeddings.LayerNorm.weight"],
            "norm.bias": weights["embeddings.LayerNorm.bias"],
        }
        for layer in range(LAYERS):
            for name, theirs in Layer.NAMES_IN_BERT.items():
                for part in ("weight", "bias"):
                    own[f"layers.{layer}.{name}.{part}"] = weights[
                        f"encoder.layer.{layer}.{theirs}.{part}"
                    ]
        self.load_state_dict(own, strict=False)


class Layer(nn.Module):
    """One layer of BERT: attention, then two dense steps, each added and normed."""

    NAMES_IN_BERT: Mapping[str, str] = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "mixed": "attention.output.dense",
        "mixed_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "outer_norm": "output.LayerNorm",
    }

    def __init__(self) -> None:
        """Make a layer of random weights."""
        super().__init__()
        self.query, self.key, self.value, self.mixed = (
            nn.Linear(WIDTH, WIDTH) for _ in range(4)
        )
        self.mixed_norm = nn.LayerNorm(WIDTH, eps=NORM_EPS)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, eps=NORM_EPS)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, state: Tensor, mask: Tensor) -> Tensor:
        """Return the next state of each sub-word: (windows, sub-words, width)."""
        query, key, value = (
            part(state).unflatten(2, (HEADS, -1)).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        weights = query @ key.transpose(2, 3) / (WIDTH // HEADS) ** 0.5 + mask
        mixed = (self.dropout(weights.softmax(-1)) @ value).transpose(1, 2).flatten(2)
        state = self.mixed_norm(state + self.dropout(self.mixed(mixed)))
        inner = self.outer(nn.functional.gelu(self.inner(state)))
        return self.outer_norm(state + self.dropout(inner))
