"""The trained network, as it runs: scores for the labels of every token."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import ModelMissingError
from ...records import Analysis
from ..lookup import NameMatch
from .decoding import LABELS, Chain
from .encoding import encode, load_tokenizer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("weights")
NETWORK_FILE = "network.onnx"
TOKENIZER_FILE = "tokenizer.json"
CHAIN_KEY = "chain"
"""Under this key the network's file keeps its `Chain`, as JSON."""


class Network:
    """The network and the chain over it, from the files of one folder.

    Raises
    ------
    ModelMissingError
        When onnxruntime or tokenizers is not installed, or there are no weights.
    """

    def __init__(self, folder: Path = WEIGHTS) -> None:
        """Load the weights."""
        try:
            import numpy as np
            import onnxruntime
            import tokenizers  # noqa: F401 -- said to be missing here, not later
        except ModuleNotFoundError as error:
            raise ModelMissingError(
                "the accurate recogniser is not installed: "
                "pip install 'geomap[accurate]'"
            ) from error
        if not (folder / NETWORK_FILE).is_file():
            raise ModelMissingError(f"no recogniser in {folder}: reinstall geomap")
        self._tokenizer = load_tokenizer(folder / TOKENIZER_FILE)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            folder / NETWORK_FILE, options, providers=["CPUExecutionProvider"]
        )
        about = self._session.get_modelmeta().custom_metadata_map
        chain = json.loads(about[CHAIN_KEY])
        self.chain = Chain(*(np.array(part, dtype=np.float32) for part in chain))

    def scores(
        self, analysis: Analysis, words: Sequence[str], matches: Sequence[NameMatch]
    ) -> NDArray[np.float32]:
        """Return the score of each label for each token: (tokens, labels).

        Windows are scored one at a time: in a batch, the scale to which numbers
        are rounded would depend on what else is in it.
        """
        import numpy as np

        scores = np.zeros((len(words), len(LABELS)), dtype=np.float32)
        for window in encode(analysis, words, matches, self._tokenizer):
            (scores[window.first : window.last],) = self._session.run(
                ["scores"],
                {
                    "rows": np.array(window.rows, dtype=np.int64),
                    "heads": np.array(window.heads, dtype=np.int64),
                },
            )
        return scores
