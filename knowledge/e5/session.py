"""A model that ONNX Runtime is ready to run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from domain.errors import Permanent

_QUIET = 3


class EncoderUnavailable(Permanent):
    """ONNX Runtime does not run this network here: an old one that cannot multiply whole numbers, say."""


def session_of(model: Path | bytes) -> Any:
    """On the calling thread; safe to share between threads. Raises EncoderUnavailable, and ImportError without ONNX
    Runtime."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = _QUIET
    # Not the extended ones: what those put together is slower than its parts; see `knowledge.e5.network`.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    try:
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # What ONNX Runtime raises has no class in common.
        raise EncoderUnavailable(f"{type(error).__name__}: {error}") from error
