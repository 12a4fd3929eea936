"""Files that TensorBoard reads: events as protocol buffers in records with checksums.

Only the few messages that are written are encoded here; neither TensorFlow nor a
library for protocol buffers is needed.

References
----------
.. [1] TensorFlow: ``core/util/event.proto``, ``core/framework/summary.proto``,
   ``core/framework/tensor.proto``; records: ``core/lib/io/record_writer.h``.
"""

from __future__ import annotations

import itertools
import os
import socket
import struct
import time
import zlib
from collections.abc import Sequence

import numpy as np

from engine.types import Array

_FLOAT, _DOUBLE, _STRING = 1, 2, 7
"""Numbers of element types in ``types.proto``."""
_BUCKETS = 30
_numbers = itertools.count()


class EventFile:
    """A new file of events in a folder.

    Parameters
    ----------
    folder : str
        Made if it does not exist.
    """

    def __init__(self, folder: str) -> None:
        os.makedirs(folder, exist_ok=True)
        name = (
            f"events.out.tfevents.{int(time.time()):010d}.{socket.gethostname()}."
            f"{os.getpid()}.{next(_numbers)}.v2"
        )
        self.path = os.path.join(folder, name)
        self._waiting: list[bytes] = []
        self._add(_bytes_field(3, b"brain.Event:2"))
        self.flush()

    def scalar(self, tag: str, value: float, step: int) -> None:
        """Add a number.

        Parameters
        ----------
        tag : str
            Name of the curve.
        value : float
            The number.
        step : int
            Where on the curve.
        """
        content = struct.pack("<f", value)
        self._summary(tag, _tensor(_FLOAT, (), content=content), "scalars", step)

    def histogram(self, tag: str, values: Array, step: int) -> None:
        """Add how often values occur.

        Parameters
        ----------
        tag : str
            Name.
        values : ndarray
            Any shape.
        step : int
            Where in time.
        """
        rows = buckets(values)
        tensor = _tensor(_DOUBLE, rows.shape, content=rows.astype("<f8").tobytes())
        self._summary(tag, tensor, "histograms", step)

    def images(self, tag: str, images: Array, step: int) -> None:
        """Add pictures, the first three of them.

        Parameters
        ----------
        tag : str
            Name.
        images : ndarray of shape (n, height, width, 1, 3 or 4)
            Brightness from 0 to 1.
        step : int
            Where in time.
        """
        _, height, width, _ = images.shape
        parts = [str(width).encode(), str(height).encode()]
        parts += [_png(image) for image in images[:3]]
        tensor = _tensor(_STRING, (len(parts),), strings=parts)
        self._summary(tag, tensor, "images", step)

    def model(self, tag: str, json: str, step: int) -> None:
        """Add the architecture of a model.

        Parameters
        ----------
        tag : str
            Name.
        json : str
            What ``model.to_json()`` gives.
        step : int
            Where in time.
        """
        tensor = _tensor(_STRING, (), strings=[json.encode()])
        self._summary(tag, tensor, "graph_keras_model", step, content=b"1")

    def flush(self) -> None:
        """Write what has been added; the file is open only meanwhile."""
        with open(self.path, "ab") as file:
            file.write(b"".join(self._waiting))
        self._waiting.clear()

    def _summary(
        self, tag: str, tensor: bytes, plugin: str, step: int, content: bytes = b""
    ) -> None:
        data = _bytes_field(1, plugin.encode())
        if content:
            data += _bytes_field(2, content)
        metadata = _bytes_field(1, data)
        value = _bytes_field(1, tag.encode())
        value += _bytes_field(9, metadata) + _bytes_field(8, tensor)
        self._add(_int_field(2, step) + _bytes_field(5, _bytes_field(1, value)))

    def _add(self, fields: bytes) -> None:
        event = _varint(1 << 3 | 1) + struct.pack("<d", time.time()) + fields
        length = struct.pack("<Q", len(event))
        self._waiting.append(length + _checksum(length) + event + _checksum(event))


def buckets(values: Array) -> Array:
    """Return left and right edges of 30 equal intervals, and what each of them holds.

    Parameters
    ----------
    values : ndarray
        Any shape.

    Returns
    -------
    ndarray of shape (30, 3), float64
        If all values are the same, they are counted in the last of 30 empty intervals;
        values that are no numbers are left out.
    """
    flat = np.asarray(values, np.float64).reshape(-1)
    flat = flat[np.isfinite(flat)]
    if not flat.size:
        return np.zeros((_BUCKETS, 3))
    low, high = flat.min(), flat.max()
    edges = np.linspace(low, high, _BUCKETS + 1)
    counts: Array
    if low == high:
        counts = np.zeros(_BUCKETS)
        counts[-1] = flat.size
    else:
        places = ((flat - low) / ((high - low) / _BUCKETS)).astype(np.int64)
        counts = np.bincount(np.minimum(places, _BUCKETS - 1), minlength=_BUCKETS)
    return np.stack([edges[:-1], edges[1:], counts], axis=1)


# ------------------------------------------------------------ wire format


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1  # negative numbers in two's complement
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    parts.append(value)
    return bytes(parts)


def _int_field(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _bytes_field(number: int, value: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _tensor(
    dtype: int,
    shape: Sequence[int],
    *,
    content: bytes = b"",
    strings: Sequence[bytes] = (),
) -> bytes:
    sizes = b"".join(_bytes_field(2, _int_field(1, size)) for size in shape)
    tensor = _int_field(1, dtype) + _bytes_field(2, sizes)
    if content:
        tensor += _bytes_field(4, content)
    return tensor + b"".join(_bytes_field(8, string) for string in strings)


def _table() -> list[int]:
    """Return the checksum of each byte: CRC-32C, reflected."""
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    return table


_TABLE = _table()


def crc32c(data: bytes) -> int:
    """Return the Castagnoli checksum of bytes.

    Examples
    --------
    >>> hex(crc32c(b"123456789"))
    '0xe3069283'
    """
    value = 0xFFFFFFFF
    for byte in data:
        value = _TABLE[(value ^ byte) & 0xFF] ^ value >> 8
    return value ^ 0xFFFFFFFF


def _checksum(data: bytes) -> bytes:
    # Masked, so that the checksum of data with checksums in it is a good one.
    value = crc32c(data)
    masked = (value >> 15 | value << 17) + 0xA282EAD8
    return struct.pack("<I", masked & 0xFFFFFFFF)


def _png(image: Array) -> bytes:
    """Return a picture of shape (height, width, channels) as a PNG file."""
    height, width, channels = image.shape
    values = np.clip(np.nan_to_num(image) * 255.5, 0, 255).astype(np.uint8)
    rows = b"".join(b"\0" + row.tobytes() for row in values)
    kind = {1: 0, 3: 2, 4: 6}[channels]
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data))
        + name
        + data
        + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
