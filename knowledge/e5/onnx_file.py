"""As much of the ONNX format (a protocol buffer) as a model of ours needs to be written. Reading it is not needed.

Field numbers are those of `onnx.proto3`, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

IR_VERSION = 8
_OPSETS = (("", 18), ("com.microsoft", 1))
_FLOAT, _INT = 1, 2
_KINDS = {"float32": 1, "int8": 3, "int64": 7}


class OnnxFile:
    """A graph under construction. Names are those of values: a node's output is another one's input."""

    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        self._constants: list[bytes] = []

    def constant(self, name: str, values: NDArray[Any]) -> str:
        """A tensor that the model carries; answers its name."""
        shape = b"".join(_field(1, size) for size in values.shape)
        head = shape + _field(2, _KINDS[values.dtype.name]) + _field(8, name.encode())
        self._constants.append(_field(5, head + _field(9, values.tobytes())))
        return name

    def node(
        self,
        operator: str,
        inputs: list[str],
        outputs: list[str],
        *,
        domain: str = "",
        **settings: int | float,
    ) -> str:
        """One operation; answers the name of its first output."""
        parts = [_field(1, name.encode()) for name in inputs]
        parts += [_field(2, name.encode()) for name in outputs]
        parts += [_field(4, operator.encode()), _field(7, domain.encode())]
        parts += [_field(5, _setting(name, value)) for name, value in settings.items()]
        self._nodes.append(_field(1, b"".join(parts)))
        return outputs[0]

    def to_bytes(self, *, source: str, results: Sequence[str], width: int) -> bytes:
        """The model. `source` is numbers of 32 bits for texts, tokens and `width`; `results` for texts and tokens."""
        ends = [_field(2, b"e5"), _field(11, _value(source, ("texts", "tokens", width)))]
        ends += [_field(12, _value(result, ("texts", "tokens", f"of {result}"))) for result in results]
        opsets = b"".join(_field(8, _field(1, name.encode()) + _field(2, number)) for name, number in _OPSETS)
        graph = b"".join([*self._nodes, *self._constants, *ends])
        return _field(1, IR_VERSION) + _field(7, graph) + opsets


def _field(number: int, content: int | bytes) -> bytes:
    if isinstance(content, int):
        return _varint(number << 3) + _varint(content)
    return b"".join((_varint(number << 3 | 2), _varint(len(content)), content))


def _varint(value: int) -> bytes:
    seven_bits = bytearray()
    while value > 0x7F:
        seven_bits.append(value & 0x7F | 0x80)
        value >>= 7
    seven_bits.append(value)
    return bytes(seven_bits)


def _setting(name: str, value: int | float) -> bytes:
    if isinstance(value, int):
        return _field(1, name.encode()) + _field(3, value) + _field(20, _INT)
    number = _varint(2 << 3 | 5) + struct.pack("<f", value)
    return _field(1, name.encode()) + number + _field(20, _FLOAT)


def _value(name: str, shape: tuple[str | int, ...]) -> bytes:
    sizes = [_field(1, size) if isinstance(size, int) else _field(2, size.encode()) for size in shape]
    tensor = _field(1, _KINDS["float32"]) + _field(2, b"".join(_field(1, size) for size in sizes))
    return _field(1, name.encode()) + _field(2, _field(1, tensor))
