"""A growing array of numbers: appending is cheap, reading copies nothing."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class GrowingBuffer:
    """Numbers in one contiguous float64 array that doubles when it is full.

    Parameters
    ----------
    capacity : int, default=256
        Room at first, >= 1.
    """

    def __init__(self, capacity: int = 256) -> None:
        self._room = np.empty(capacity, np.float64)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    @property
    def values(self) -> Floats:
        """The numbers, as a view: valid until the next `extend`."""
        return self._room[: self._size]

    def extend(self, values: Iterable[float] | Floats) -> None:
        """Append numbers."""
        new = np.asarray(
            values if isinstance(values, np.ndarray) else list(values), np.float64
        )
        needed = self._size + len(new)
        if needed > len(self._room):
            larger = np.empty(max(needed, 2 * len(self._room)), np.float64)
            larger[: self._size] = self.values
            self._room = larger
        self._room[self._size : needed] = new
        self._size = needed

    def clear(self) -> None:
        """Forget all numbers, keep the room."""
        self._size = 0
