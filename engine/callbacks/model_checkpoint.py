"""Saves the model while it trains."""

from __future__ import annotations

import os
from typing import Literal

from engine.callbacks.callback import Logs
from engine.callbacks.monitor import _MonitorCallback
from engine.errors import OptionError
from engine.options import option


class ModelCheckpoint(_MonitorCallback):
    """Saves the model at the end of epochs, or only when it got better.

    References
    ----------
    .. [1] ``keras.callbacks.ModelCheckpoint``.
    """

    filepath: str = option(  # type: ignore[misc]  # own options come first
        doc="File to write; may hold fields such as {epoch:02d} or {val_loss:.2f}."
    )
    verbose: int = option(
        default=0, doc="1 prints a line at each save.", min=0, max=1, advanced=True
    )
    save_best_only: bool = option(
        default=False, doc="Save only when the watched value is the best so far."
    )
    save_weights_only: bool = option(
        default=False, doc="Save weights without the architecture."
    )
    save_freq: Literal["epoch"] = option(
        default="epoch", doc="When to save.", advanced=True
    )
    initial_value_threshold: float | None = option(
        default=None, doc="Value to beat at first.", advanced=True
    )

    def setup(self) -> None:
        """Check the ending of the file, as Keras does."""
        super().setup()
        self.best = self.initial_value_threshold
        ending = ".weights.h5" if self.save_weights_only else (".keras", ".h5")
        if not self.filepath.endswith(ending):
            raise OptionError(
                "ModelCheckpoint: filepath must end in {ending}. Received {path!r}.",
                ending=ending if isinstance(ending, str) else " or ".join(ending),
                path=self.filepath,
            )

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Save if it is time."""
        path = self.filepath.format(epoch=epoch + 1, **(logs or {}))
        if self.save_best_only:
            current = self.value_in(logs)
            if current is None or not self.is_better(current, self.best):
                return
            self.best = current
        if self.verbose:
            self.model.write(f"\nEpoch {epoch + 1}: saving model to {path}\n")
        folder = os.path.dirname(path)
        if folder:
            os.makedirs(folder, exist_ok=True)
        if self.save_weights_only:
            self.model.save_weights(path, overwrite=True)
        else:
            self.model.save(path, overwrite=True)
