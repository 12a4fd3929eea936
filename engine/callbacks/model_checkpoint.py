"""Saves the model while it trains."""

from __future__ import annotations

import os
from typing import Annotated, Any

from engine.callbacks.callback import Callback, Logs
from engine.callbacks.monitor import Mode, Monitor, Verbosity
from engine.errors import OptionError
from engine.options import Kind, option, register_kind

FilePath = Annotated[str, "path"]
"""Annotation of an option that is the path of a file."""
SaveFrequency = Annotated[int | str, "save_freq"]
"""Annotation of an option that is "epoch" or a number of batches."""


def _path(value: Any) -> str:
    if not isinstance(value, str | os.PathLike):
        raise ValueError("must be the path of a file")
    return str(os.fspath(value))


def _frequency(value: Any) -> int | str:
    if value == "epoch":
        return "epoch"
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError('must be "epoch" or a number of batches')
    return value


register_kind(FilePath, Kind("str", _path))
register_kind(SaveFrequency, Kind("save_freq", _frequency))


class ModelCheckpoint(Callback):
    """Saves the model at the end of epochs, or only when it got better.

    References
    ----------
    .. [1] ``keras.callbacks.ModelCheckpoint``.
    """

    filepath: FilePath = option(
        doc="File to write; may hold fields such as {epoch:02d} or {val_loss:.2f}."
    )
    monitor: str = option(default="val_loss", doc="Name of the value to watch.")
    verbose: Verbosity = option(
        default=0, doc="1 prints a line at each save.", min=0, max=1, advanced=True
    )
    save_best_only: bool = option(
        default=False, doc="Save only when the watched value is the best so far."
    )
    save_weights_only: bool = option(
        default=False, doc="Save weights without the architecture."
    )
    mode: Mode = option(
        default="auto",
        doc="Whether smaller or larger is better; auto asks the metric.",
        advanced=True,
    )
    save_freq: SaveFrequency = option(
        default="epoch",
        doc='When to save: after each "epoch", or after so many batches.',
        advanced=True,
    )
    initial_value_threshold: float | None = option(
        default=None, doc="Value to beat at first.", advanced=True
    )

    def setup(self) -> None:
        """Check the ending of the file, as Keras does."""
        self._monitor = Monitor(type(self).__name__, self.monitor, self.mode)
        self.best = self.initial_value_threshold
        self._epoch = 0
        self._batches = 0
        ending = ".weights.h5" if self.save_weights_only else (".keras", ".h5")
        if not self.filepath.endswith(ending):
            raise OptionError(
                "ModelCheckpoint: filepath must end in {ending}. Received {path!r}.",
                ending=ending if isinstance(ending, str) else " or ".join(ending),
                path=self.filepath,
            )

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Remember the epoch for saves within it."""
        self._epoch = epoch

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Save after so many batches, if asked to."""
        if isinstance(self.save_freq, str):
            return
        self._batches += 1
        if self._batches >= self.save_freq:
            self._batches = 0
            self._save(self._epoch, {"batch": batch + 1, **(logs or {})})

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Save if it is time."""
        if self.save_freq == "epoch":
            self._save(epoch, logs)

    def _save(self, epoch: int, logs: Logs) -> None:
        path = self._filled_in(epoch, logs or {})
        if not self._is_due(epoch, logs, path):
            return
        folder = os.path.dirname(path)
        if folder:
            os.makedirs(folder, exist_ok=True)
        if self.save_weights_only:
            self.model.save_weights(path, overwrite=True)
        else:
            self.model.save(path, overwrite=True)
        self._say(epoch, f"finished saving model to {path}")

    def _is_due(self, epoch: int, logs: Logs, path: str) -> bool:
        if not self.save_best_only:
            self._say(epoch, f"saving model to {path}")
            return True
        self._monitor.find_direction(self.model)
        current = self._monitor.value_in(logs)
        if current is None:
            return True  # as in Keras: better one file too many than none
        best = "None" if self.best is None else f"{self.best:.5f}"
        if not self._monitor.is_better(current, self.best):
            self._say(epoch, f"{self.monitor} did not improve from {best}")
            return False
        self._say(
            epoch,
            f"{self.monitor} improved from {best} to {current:.5f}, "
            f"saving model to {path}",
        )
        self.best = current
        return True

    def _filled_in(self, epoch: int, logs: dict[str, Any] | Any) -> str:
        try:
            return self.filepath.format(epoch=epoch + 1, **logs)
        except (KeyError, IndexError, ValueError) as error:
            raise OptionError(
                "ModelCheckpoint: the fields of filepath {path!r} cannot be filled in "
                "({reason}). Available: {names}.",
                path=self.filepath,
                reason=f"{type(error).__name__}: {error}",
                names=", ".join(["epoch", *logs]),
            ) from error

    def _say(self, epoch: int, text: str) -> None:
        if self.verbose:
            self.model.write(f"\nEpoch {epoch + 1}: {text}\n")
