"""``keras.utils.PyDataset``: batches that a user's class makes on demand."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any


class PyDataset:
    """Base of datasets that give whole batches by their number.

    A subclass writes ``__len__`` (the number of batches) and ``__getitem__``, which
    returns ``(x, y)`` or ``(x, y, sample_weight)``, or ``(x,)`` for predictions. It
    may write ``on_epoch_begin`` and ``on_epoch_end``. One without ``__len__`` gives
    `num_batches`, None for a dataset without end.

    Parameters
    ----------
    workers : int, default=1
        How many threads make batches ahead; 0 and 1 make them as they are needed.
    use_multiprocessing : bool, default=False
        For Keras' sake: several workers are threads either way.
    max_queue_size : int, default=10
        How many batches several workers make ahead.

    References
    ----------
    .. [1] ``keras.utils.PyDataset``, also called ``keras.utils.Sequence``.
    """

    # Class attributes: a subclass may leave out super().__init__(), as in Keras 2.
    workers: int = 1
    use_multiprocessing: bool = False
    max_queue_size: int = 10

    def __init__(
        self,
        workers: int = 1,
        use_multiprocessing: bool = False,
        max_queue_size: int = 10,
    ) -> None:
        self.workers = workers
        self.use_multiprocessing = use_multiprocessing
        self.max_queue_size = max_queue_size

    def __getitem__(self, index: int) -> Any:
        """Return a batch.

        Parameters
        ----------
        index : int
            Its number, from 0 on.
        """
        raise NotImplementedError(
            f"{type(self).__name__}: write __getitem__(index), which returns the batch "
            "of that number, as in (x, y)."
        )

    def __iter__(self) -> Iterator[Any]:
        """Yield all batches in order, without end if their number is not known."""
        number = self.num_batches
        for index in itertools.count() if number is None else range(number):
            yield self[index]

    @property
    def num_batches(self) -> int | None:
        """Number of batches; None for a dataset without end."""
        length = getattr(type(self), "__len__", None)  # not for all to have
        if length is None:
            raise NotImplementedError(
                f"{type(self).__name__}: write __len__(), which returns the number of "
                "batches, or a property num_batches that returns None if there is no "
                "end."
            )
        return int(length(self))

    def on_epoch_begin(self) -> None:
        """Before each pass over the batches."""

    def on_epoch_end(self) -> None:
        """After each pass over the batches, and before the first."""
