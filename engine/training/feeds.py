"""Where batches come from: arrays, generators, datasets; and how many make an epoch."""

from __future__ import annotations

import itertools
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol

import numpy as np

from engine.errors import DataError, EngineError, Text
from engine.training.batches import Batches, BatchReader
from engine.training.py_dataset import PyDataset

Prepare = Callable[[Any, Any, Any], Batches]
"""Turns what a user gave as inputs, targets and weights into checked arrays."""

_KEPT = 2
"""Batches of a generator that are kept, because Keras does: every new pass over it,
such as the next validation, begins with them before it goes on."""


class Feed(Protocol):
    """A source of batches."""

    @property
    def batches(self) -> int | None:
        """Number of batches in a pass, None if it is not known."""

    def first(self) -> Batches:
        """Return a first batch, to learn shapes from."""

    def read(self) -> Iterator[Batches]:
        """Yield the batches of a pass; each is valid until the next."""

    def shuffle(self, how: bool | str, rng: np.random.Generator) -> None:
        """Give each pass a random order, if the source has an order of its own."""

    def epoch_begun(self) -> None:
        """Take note that an epoch begins."""

    def epoch_ended(self) -> None:
        """Take note that an epoch is over."""


class ArrayFeed:
    """Batches cut out of arrays.

    Parameters
    ----------
    data : Batches
        All samples.
    batch_size : int
        Samples in a batch.
    """

    def __init__(self, data: Batches, batch_size: int) -> None:
        self.data = data
        self._reader = BatchReader(data, batch_size)
        self._how: bool | str = False
        self._rng: np.random.Generator | None = None

    @property
    def batches(self) -> int | None:
        """Number of batches."""
        return self._reader.steps

    def first(self) -> Batches:
        """Return all samples."""
        return self.data

    def read(self) -> Iterator[Batches]:
        """Yield the batches."""
        order = None
        if self._rng is not None:
            order = self._reader.order(self._how, self._rng)
        yield from self._reader.read(order)

    def shuffle(self, how: bool | str, rng: np.random.Generator) -> None:
        """Put the samples in a new order for each pass."""
        self._how, self._rng = how, rng

    def epoch_begun(self) -> None:
        """Nothing."""

    def epoch_ended(self) -> None:
        """Nothing."""


class GeneratorFeed:
    """Batches that a Python generator, or another iterator, yields.

    Parameters
    ----------
    source : iterator
        Yields tuples ``(x,)``, ``(x, y)`` or ``(x, y, sample_weight)``.
    prepare : callable
        Checks them.
    """

    def __init__(self, source: Iterator[Any], prepare: Prepare) -> None:
        self._source = source
        self._prepare = prepare
        self._kept = list(itertools.islice(source, _KEPT))
        if not self._kept:
            raise DataError(
                "The generator yields nothing. It must yield at least one batch, as in "
                "yield x, y."
            )

    @property
    def batches(self) -> int | None:
        """A generator does not say."""
        return None

    def first(self) -> Batches:
        """Return the first batch, which `read` yields again."""
        return self._checked(0, self._kept[0])

    def read(self) -> Iterator[Batches]:
        """Yield the batches kept, then those that the generator still has."""
        for number, given in enumerate(itertools.chain(self._kept, self._source)):
            yield self._checked(number, given)

    def _checked(self, number: int, given: Any) -> Batches:
        if not isinstance(given, tuple) or not 1 <= len(given) <= 3:
            raise DataError(
                "The generator must yield tuples: (x,), (x, y) or (x, y, "
                "sample_weight). Received {received} as batch {number}.",
                received=_described(given),
                number=number,
            )
        return _prepared(self._prepare, given, number, Text("generator"))

    def shuffle(self, how: bool | str, rng: np.random.Generator) -> None:
        """Nothing: batches come as they come."""

    def epoch_begun(self) -> None:
        """Nothing."""

    def epoch_ended(self) -> None:
        """Nothing."""


class DatasetFeed:
    """Batches of a `PyDataset`.

    Parameters
    ----------
    dataset : PyDataset
        The dataset.
    prepare : callable
        Checks its batches.
    """

    def __init__(self, dataset: PyDataset, prepare: Prepare) -> None:
        self._dataset = dataset
        self._prepare = prepare
        self._rng: np.random.Generator | None = None
        if self.batches == 0:
            raise DataError(
                "{dataset}: has no batches, its length is 0. Give at least one.",
                dataset=type(dataset).__name__,
            )

    @property
    def batches(self) -> int | None:
        """What the dataset says."""
        return self._dataset.num_batches

    def first(self) -> Batches:
        """Make the first batch once more."""
        return self._checked(0, self._dataset[0])

    def read(self) -> Iterator[Batches]:
        """Yield the batches, in a random order if there is a generator for it."""
        count = self.batches
        order: Iterator[int]
        if count is None:
            order = itertools.count()
        elif self._rng is None:
            order = iter(range(count))
        else:
            order = iter(self._rng.permutation(count).tolist())
        if self._dataset.workers > 1:
            order, numbers = itertools.tee(order)
            given = _made_ahead(self._dataset, order)
            for number, batch in zip(numbers, given, strict=False):
                yield self._checked(number, batch)
            return
        for number in order:
            yield self._checked(number, self._dataset[number])

    def _checked(self, number: int, given: Any) -> Batches:
        if isinstance(given, list):
            given = tuple(given)
        elif isinstance(given, np.ndarray | dict):
            given = (given,)
        if not isinstance(given, tuple) or not 1 <= len(given) <= 3:
            raise DataError(
                "{dataset}: __getitem__ must return a tuple: (x,), (x, y) or (x, y, "
                "sample_weight). Received {received} as batch {number}.",
                dataset=type(self._dataset).__name__,
                received=_described(given),
                number=number,
            )
        return _prepared(self._prepare, given, number, type(self._dataset).__name__)

    def shuffle(self, how: bool | str, rng: np.random.Generator) -> None:
        """Put the batches, if their number is known, in a new order for each pass."""
        self._rng = rng if how else None

    def epoch_begun(self) -> None:
        """Tell the dataset."""
        self._dataset.on_epoch_begin()

    def epoch_ended(self) -> None:
        """Tell the dataset."""
        self._dataset.on_epoch_end()


def _made_ahead(dataset: PyDataset, order: Iterator[int]) -> Iterator[Any]:
    """Yield batches that threads make ahead, in order."""
    pool = ThreadPoolExecutor(dataset.workers)
    waiting: deque[Future[Any]] = deque()
    try:
        for number in order:
            waiting.append(pool.submit(dataset.__getitem__, number))
            if len(waiting) >= max(1, dataset.max_queue_size):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _prepared(
    prepare: Prepare, given: Sequence[Any], number: int, source: str
) -> Batches:
    parts = [*given, None, None][:3]
    try:
        return prepare(parts[0], parts[1], parts[2])
    except EngineError as error:
        raise DataError(
            "Batch {number} of the {source}: {reason}",
            number=number,
            source=source,
            reason=error,
        ) from error


def _described(given: Any) -> str:
    name = type(given).__name__
    return f"{name}({len(given)})" if isinstance(given, tuple | list) else name


class Schedule:
    """Which batches of a feed make up the epochs, as Keras cuts them.

    Parameters
    ----------
    feed : Feed
        Where they come from.
    steps : int, optional
        Batches in an epoch; an epoch goes on where the one before stopped. Missing,
        each epoch is a whole pass.
    """

    def __init__(self, feed: Feed, steps: int | None = None) -> None:
        self.feed = feed
        self._wanted = steps
        self._known = feed.batches
        self._batches: Iterator[Batches] | None = None
        self._seen = 0

    @property
    def steps(self) -> int | None:
        """Batches in an epoch, None if that is not known."""
        return self._wanted or self._known

    def reset(self) -> None:
        """Begin with a new pass."""
        self._batches = None
        self._known = self.feed.batches
        self._seen = 0
        self.feed.epoch_ended()

    def epoch(self, size: int = 1) -> Iterator[tuple[int, Iterator[Batches]]]:
        """Yield the number of each step and where to take its batches from.

        Parameters
        ----------
        size : int, default=1
            Batches in a step.
        """
        self.feed.epoch_begun()
        steps = self.steps
        if steps is None:
            yield from self._endless(size)
            return
        if self._batches is None or self._wanted is None:
            self._batches = self.feed.read()
            self._seen = 0
        for step in range(0, steps, size):
            if self._is_over():
                if self._wanted:
                    self._warn()
                break
            self._seen += size
            yield step, self._batches
        if self._is_over():
            self._batches = self.feed.read()
            self._seen = 0
        self.feed.epoch_ended()

    def _endless(self, size: int) -> Iterator[tuple[int, Iterator[Batches]]]:
        batches = self.feed.read()
        for step in itertools.count(0, size):
            self._seen = step + size
            yield step, batches

    def _is_over(self) -> bool:
        return bool(self._known) and self._seen >= (self._known or 0)

    def ran_out(self) -> None:
        """Take note that there was no batch for a step."""
        if self._known is None:
            self._known = self._seen
        self._warn()
        self._batches = None
        self.feed.epoch_ended()

    def _warn(self) -> None:
        warnings.warn(
            "The data ran out before the epoch was over; the epoch ends here. A "
            "generator must yield at least steps_per_epoch * epochs batches; for a "
            "dataset, leave steps_per_epoch out.",
            stacklevel=2,
        )
