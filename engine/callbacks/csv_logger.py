"""Writes the logs of all epochs to a CSV file."""

from __future__ import annotations

import csv
import os
from typing import Any, TextIO

import numpy as np

from engine.callbacks.callback import Callback, Logs
from engine.callbacks.model_checkpoint import FilePath
from engine.options import option


def _one_character(text: str) -> str | None:
    return None if len(text) == 1 else "must be a single character"


class CSVLogger(Callback):
    """Writes the logs of all epochs to a CSV file, line by line.

    References
    ----------
    .. [1] ``keras.callbacks.CSVLogger``.
    """

    filename: FilePath = option(doc="File to write.", suggest="training.csv")
    separator: str = option(
        default=",", doc="Character between the columns.", check=_one_character
    )
    append: bool = option(
        default=False, doc="Go on with a file that exists, instead of a new one."
    )

    def setup(self) -> None:
        """Begin without a file."""
        self._file: TextIO | None = None
        self._names: list[str] = []
        self._has_header = False

    def on_train_begin(self, logs: Logs = None) -> None:
        """Open the file."""
        self._close()
        self._has_header = (
            self.append
            and os.path.exists(self.filename)
            and os.path.getsize(self.filename) > 0
        )
        self._names = []
        self._file = open(  # noqa: SIM115 - closed at the end of training
            self.filename, "a" if self.append else "w", encoding="utf-8", newline=""
        )

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Write a line; the first epoch says which columns there are."""
        assert self._file is not None, "on_train_begin comes first"
        logs = logs or {}
        writer = csv.writer(self._file, delimiter=self.separator)
        if not self._names:
            self._names = sorted(logs)
            if not any(name.startswith("val_") for name in self._names):
                # As in Keras: the first validation may come later.
                self._names += [f"val_{name}" for name in self._names]
            if not self._has_header:
                writer.writerow(["epoch", *self._names])
        values = [_written(logs.get(name, "NA")) for name in self._names]
        writer.writerow([epoch, *values])
        self._file.flush()

    def on_train_end(self, logs: Logs = None) -> None:
        """Close the file."""
        self._close()

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def _written(value: Any) -> Any:
    """Return what is written for a value: several numbers as a list, in quotes."""
    if isinstance(value, str) or np.ndim(value) == 0:
        return value
    return f'"[{", ".join(map(str, value))}]"'
