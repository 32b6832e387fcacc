"""Write a trained network as an ONNX file of 8-bit numbers."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from .encoding import Row
from .network import CHAIN_KEY
from .trainable import TrainableNetwork

_OPSET = 17
_LARGEST = 127  # of a signed 8-bit number


class RoundedEmbedding(nn.Module):
    """An embedding of 8-bit numbers, each row with a scale of its own."""

    def __init__(self, exact: nn.Embedding) -> None:
        """Round the numbers of an embedding."""
        super().__init__()
        weight = exact.weight.detach()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / _LARGEST
        self.register_buffer("numbers", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, index: Tensor) -> Tensor:
        """Return the rows at `index`."""
        return self.numbers[index].float() * self.scale[index]


class OneWindow(nn.Module):
    """The network for one window at a time, by one convention."""

    def __init__(self, network: TrainableNetwork, convention: int) -> None:
        """Keep the network and round its largest part."""
        super().__init__()
        self.network = network
        self.network.pieces = RoundedEmbedding(network.pieces)
        self.convention = convention

    def forward(self, rows: Tensor, heads: Tensor) -> Tensor:
        """Return scores (tokens, labels) for rows (sub-words, 4)."""
        convention = torch.tensor([self.convention])
        return self.network(rows[None], heads[None], convention)[0]


def export(network: TrainableNetwork, path: Path, *, convention: int = 0) -> None:
    """Write `network` to `path`; it is changed and of no further use.

    Weights are unsigned 8-bit: signed ones overflow on processors that lack
    instructions for them.
    """
    network.eval()
    chain = json.dumps([part.tolist() for part in network.chain()])
    example = torch.ones(3, len(Row._fields), dtype=torch.long), torch.tensor([1, 2])
    with TemporaryDirectory() as folder:
        exact, rounded = Path(folder, "exact.onnx"), Path(folder, "rounded.onnx")
        torch.onnx.export(
            OneWindow(network, convention).eval(),
            example,
            str(exact),
            input_names=["rows", "heads"],
            output_names=["scores"],
            dynamic_axes={
                "rows": {0: "pieces"},
                "heads": {0: "tokens"},
                "scores": {0: "tokens"},
            },
            opset_version=_OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            exact,
            rounded,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            weight_type=QuantType.QUInt8,
        )
        model = onnx.load(rounded)
    model.metadata_props.add(key=CHAIN_KEY, value=chain)
    onnx.save(model, path)
