"""Seeds: one seed fixes weights, shuffling and dropout.

Nothing here draws from NumPy's global state; `set_random_seed` sets that too, so that
data a script generates with ``np.random`` repeats as well.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import OptionError
from engine.former_names import missing_name

if not TYPE_CHECKING:  # checkers would take any name for granted

    def __getattr__(name: str) -> None:
        """Say what to use in place of a name that is not here."""
        raise missing_name("keras.random", name)


class SeedSource:
    """Stream of seeds that depends on one seed only.

    Parameters
    ----------
    seed : int or None
        Start of the stream; None takes entropy from the system.
    """

    def __init__(self, seed: int | None = None) -> None:
        self._generator = generator(seed)

    def next_seed(self) -> int:
        """Return the next seed, in 0 .. 2**31 - 1."""
        return int(self._generator.integers(0, 2**31))


def generator(seed: int | None) -> np.random.Generator:
    """Return a generator for `seed`; SFC64 is the fastest of NumPy's bit generators."""
    return np.random.Generator(np.random.SFC64(seed))


_source = SeedSource()
_isolated: ContextVar[SeedSource | None] = ContextVar("isolated_seeds", default=None)


def seed_source() -> SeedSource:
    """Return the stream that seeds are taken from here: process-wide, or isolated.

    Another one after `set_random_seed`, and within `isolated_seeds`.
    """
    return _isolated.get() or _source


def next_seed() -> int:
    """Return the next seed of the process-wide (or an isolated) stream."""
    return seed_source().next_seed()


@contextmanager
def isolated_seeds(seed: int | None) -> Iterator[None]:
    """Take seeds from a stream of its own within the block, in this thread only.

    Parameters
    ----------
    seed : int or None
        Start of the stream.
    """
    token = _isolated.set(SeedSource(seed))
    try:
        yield
    finally:
        _isolated.reset(token)


def set_random_seed(seed: int) -> None:
    """Fix everything random: weights, shuffling, dropout, ``random`` and ``np.random``.

    Parameters
    ----------
    seed : int
        0 .. 2**32 - 1.

    Raises
    ------
    OptionError
        If it is no such number.
    """
    global _source
    is_whole = isinstance(seed, int | np.integer) and not isinstance(seed, bool)
    if not is_whole or not 0 <= seed < 2**32:
        raise OptionError(
            "set_random_seed: the seed must be a whole number in 0 .. {largest}. "
            "Received {seed!r}.",
            largest=2**32 - 1,
            seed=seed,
        )
    seed = int(seed)
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - scripts draw their data from it
    _source = SeedSource(seed)
