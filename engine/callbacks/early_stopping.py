"""Stops training when a value no longer gets better."""

from __future__ import annotations

from engine.callbacks.callback import Logs
from engine.callbacks.monitor import _MonitorCallback
from engine.options import option
from engine.types import Array


class EarlyStopping(_MonitorCallback):
    """Stops training when a value no longer gets better.

    References
    ----------
    .. [1] ``keras.callbacks.EarlyStopping``.
    """

    min_delta: float = option(
        default=0.0, doc="Smallest change that counts as better.", min=0.0
    )
    patience: int = option(
        default=0, doc="Epochs without improvement after which to stop.", min=0
    )
    verbose: int = option(
        default=0, doc="1 prints a line when it stops.", min=0, max=1, advanced=True
    )
    baseline: float | None = option(
        default=None, doc="Value to beat within the patience.", advanced=True
    )
    restore_best_weights: bool = option(
        default=False, doc="Go back to the weights of the best epoch at the end."
    )
    start_from_epoch: int = option(
        default=0, doc="Epochs to wait before watching.", min=0, advanced=True
    )

    def on_train_begin(self, logs: Logs = None) -> None:
        """Start anew."""
        self.wait = 0
        self.stopped_epoch = 0
        self.best: float | None = None
        self.best_epoch = 0
        self.best_weights: list[Array] | None = None

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Compare with the best; stop when patience is used up."""
        current = self.value_in(logs)
        if current is None or epoch < self.start_from_epoch:
            return
        if self.restore_best_weights and self.best_weights is None:
            self.best_weights = self.model.get_weights()
            self.best_epoch = epoch
        self.wait += 1
        if self.is_better(current, self.best, self.min_delta):
            self.best = current
            self.best_epoch = epoch
            if self.restore_best_weights:
                self.best_weights = self.model.get_weights()
            if self.baseline is None or self.is_better(
                current, self.baseline, self.min_delta
            ):
                self.wait = 0
            return
        if self.wait >= self.patience and epoch > 0:
            self.stopped_epoch = epoch
            self.model.stop_training = True

    def on_train_end(self, logs: Logs = None) -> None:
        """Report, and put the best weights back if asked to."""
        if self.stopped_epoch > 0 and self.verbose:
            self.model.write(f"Epoch {self.stopped_epoch + 1}: early stopping\n")
        if self.restore_best_weights and self.best_weights is not None:
            if self.verbose:
                self.model.write(
                    "Restoring model weights from the end of the best epoch: "
                    f"{self.best_epoch + 1}.\n"
                )
            self.model.set_weights(self.best_weights)
