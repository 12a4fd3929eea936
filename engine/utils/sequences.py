"""Sequences of different lengths in one array."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import DataError, OptionError
from engine.types import Array


def pad_sequences(
    sequences: Sequence[Any],
    maxlen: int | None = None,
    dtype: Any = "int32",
    padding: str = "pre",
    truncating: str = "pre",
    value: Any = 0.0,
) -> Array:
    """Return sequences in one array, filled up or cut to one length.

    Parameters
    ----------
    sequences : sequence of sequences
        Their entries are numbers, or arrays of one shape.
    maxlen : int, optional
        Length; that of the longest when missing.
    dtype : dtype, default="int32"
        Type of the array; ``object`` for texts.
    padding : {"pre", "post"}, default="pre"
        Whether `value` goes before or after what is too short.
    truncating : {"pre", "post"}, default="pre"
        Whether what is too long loses its beginning or its end.
    value : float or str, default=0.0
        What fills up.

    Returns
    -------
    ndarray of shape (len(sequences), maxlen, ...)

    Raises
    ------
    DataError
        If there are no sequences, or their entries differ in shape.
    OptionError
        If an option has no meaning.

    Examples
    --------
    >>> pad_sequences([[1], [2, 3, 4]], maxlen=2)
    array([[0, 1],
           [3, 4]], dtype=int32)
    """
    for name, choice in (("padding", padding), ("truncating", truncating)):
        if choice not in ("pre", "post"):
            raise OptionError(
                'pad_sequences: {name} must be "pre" or "post". Received {choice!r}.',
                name=name,
                choice=choice,
            )
    is_text = dtype is object or np.issubdtype(np.dtype(dtype), np.character)
    if isinstance(value, str) and not is_text:
        raise OptionError(
            "pad_sequences: value {value!r} does not fit dtype {dtype}. Write "
            "dtype=object for texts.",
            value=value,
            dtype=dtype,
        )
    length, shape = _measured(sequences, maxlen)
    result = np.full((len(sequences), length, *shape), value, dtype)
    for row, sequence in enumerate(sequences):
        if not len(sequence) or not length:
            continue
        kept = sequence[-length:] if truncating == "pre" else sequence[:length]
        try:
            entries = np.asarray(kept, dtype)
        except (TypeError, ValueError) as error:
            raise DataError(
                "pad_sequences: sequence {row} cannot be an array of {dtype}: "
                "{reason}.",
                row=row,
                dtype=dtype,
                reason=error,
            ) from error
        if entries.shape[1:] != shape:
            raise DataError(
                "pad_sequences: entries must have one shape, and those of sequence "
                "{row} have shape {received} instead of {expected}.",
                row=row,
                received=entries.shape[1:],
                expected=shape,
            )
        place = slice(len(kept)) if padding == "post" else slice(-len(kept), None)
        result[row, place] = entries
    return result


def _measured(
    sequences: Sequence[Any], maxlen: int | None
) -> tuple[int, tuple[int, ...]]:
    """Return the length of all, and the shape of an entry."""
    if not hasattr(sequences, "__len__") or isinstance(sequences, str):
        raise DataError(
            "pad_sequences: needs a list of sequences. Received {received}.",
            received=type(sequences).__name__,
        )
    lengths = []
    shape: tuple[int, ...] | None = None
    for row, sequence in enumerate(sequences):
        if not hasattr(sequence, "__len__"):
            raise DataError(
                "pad_sequences: needs a list of sequences. Received {received!r} as "
                "sequence {row}.",
                received=sequence,
                row=row,
            )
        lengths.append(len(sequence))
        if shape is None and lengths[-1]:
            shape = np.asarray(sequence[0]).shape
    if maxlen is None:
        if not lengths:
            raise DataError("pad_sequences: there are no sequences. Give maxlen.")
        maxlen = max(lengths)
    if isinstance(maxlen, bool) or not isinstance(maxlen, int | np.integer):
        raise OptionError(
            "pad_sequences: maxlen must be a whole number of at least 0. "
            "Received {value!r}.",
            value=maxlen,
        )
    if maxlen < 0:
        raise OptionError(
            "pad_sequences: maxlen must be a whole number of at least 0. "
            "Received {value!r}.",
            value=maxlen,
        )
    return int(maxlen), shape or ()
