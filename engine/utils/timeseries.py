"""Windows that slide over a series of measurements."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.errors import DataError, OptionError
from engine.training.py_dataset import PyDataset
from engine.types import Array


class TimeseriesDataset(PyDataset):
    """Batches of windows of a series, made on demand.

    Parameters
    ----------
    data : ndarray of shape (steps, ...)
        The series.
    targets : ndarray or None
        Target of the window that begins at each step.
    starts : ndarray of int
        Where windows begin.
    offsets : ndarray of int
        Steps of a window, counted from its beginning.
    batch_size : int
        Windows in a batch.
    """

    def __init__(
        self,
        data: Array,
        targets: Array | None,
        starts: Array,
        offsets: Array,
        batch_size: int,
    ) -> None:
        super().__init__()
        self._data = data
        self._targets = targets
        self._starts = starts
        self._offsets = offsets
        self._batch_size = batch_size

    def __len__(self) -> int:
        """Return the number of batches."""
        return -(-len(self._starts) // self._batch_size)

    def __getitem__(self, index: int) -> Any:
        """Return windows, or windows and targets."""
        first = index * self._batch_size
        starts = self._starts[first : first + self._batch_size]
        windows = self._data[starts[:, None] + self._offsets]
        return windows if self._targets is None else (windows, self._targets[starts])


def timeseries_dataset_from_array(
    data: Any,
    targets: Any,
    sequence_length: int,
    sequence_stride: int = 1,
    sampling_rate: int = 1,
    batch_size: int | None = 128,
    shuffle: bool = False,
    seed: int | None = None,
    start_index: int | None = None,
    end_index: int | None = None,
) -> TimeseriesDataset:
    """Return windows of a series as a dataset for ``fit``, ``evaluate``, ``predict``.

    Parameters
    ----------
    data : array-like of shape (steps, ...)
        The series.
    targets : array-like or None
        ``targets[i]`` is the target of the window that begins at step ``i``.
    sequence_length : int
        Steps of a window.
    sequence_stride : int, default=1
        Steps from one window to the next.
    sampling_rate : int, default=1
        Steps from one entry of a window to the next.
    batch_size : int or None, default=128
        Windows in a batch; None is all of them.
    shuffle : bool, default=False
        Whether windows come in a random order.
    seed : int, optional
        Seed of that order.
    start_index, end_index : int, optional
        First step used, and the first that is no longer used.

    Raises
    ------
    OptionError
        If a number does not fit the data.
    DataError
        If there are no windows.
    """
    series = np.asarray(data)
    if series.ndim == 0:
        raise DataError(
            "timeseries_dataset_from_array: data must have one row for each step. "
            "Received a single number."
        )
    steps = len(series)
    begin = start_index or 0
    end = steps if end_index is None else end_index
    for name, value, most in (
        ("sequence_length", sequence_length, steps),
        ("sequence_stride", sequence_stride, steps - 1),
        ("sampling_rate", sampling_rate, steps - 1),
        ("end_index", end, steps),
    ):
        if isinstance(value, bool) or not 1 <= value <= most:
            raise OptionError(
                "timeseries_dataset_from_array: {name} must lie between 1 and {most} "
                "for a series of {steps} steps. Received {value!r}.",
                name=name,
                most=most,
                steps=steps,
                value=value,
            )
    if not 0 <= begin < end:
        raise OptionError(
            "timeseries_dataset_from_array: start_index must lie between 0 and {most}. "
            "Received {value!r}.",
            most=end - 1,
            value=start_index,
        )
    wanted = None if targets is None else np.asarray(targets)
    count = end - begin - (sequence_length - 1) * sampling_rate
    if wanted is not None:
        count = min(count, len(wanted) - begin)
    starts = np.arange(0, count, sequence_stride)
    if not len(starts):
        raise DataError(
            "timeseries_dataset_from_array: a series of {steps} steps has no window of "
            "{length} entries. Use a smaller sequence_length or sampling_rate.",
            steps=end - begin,
            length=sequence_length,
        )
    if shuffle:
        # The order of NumPy's old generator, which is that of Keras.
        number = np.random.randint(10**6) if seed is None else seed  # noqa: NPY002
        np.random.RandomState(number).shuffle(starts)
    offsets = np.arange(sequence_length) * sampling_rate
    return TimeseriesDataset(
        series, wanted, starts + begin, offsets, batch_size or len(starts)
    )
