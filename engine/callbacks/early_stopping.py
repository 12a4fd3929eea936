"""Stops training when a value no longer gets better."""

from __future__ import annotations

from engine.callbacks.callback import Callback, Logs
from engine.callbacks.monitor import Mode, Monitor, Verbosity
from engine.options import option
from engine.types import Array


class EarlyStopping(Callback):
    """Stops training when a value no longer gets better.

    References
    ----------
    .. [1] ``keras.callbacks.EarlyStopping``.
    """

    monitor: str = option(default="val_loss", doc="Name of the value to watch.")
    min_delta: float = option(default=0.0, doc="Smallest change that counts as better.")
    patience: int = option(
        default=0, doc="Epochs without improvement after which to stop.", min=0
    )
    verbose: Verbosity = option(
        default=0, doc="1 prints a line when it stops.", min=0, max=1, advanced=True
    )
    mode: Mode = option(
        default="auto",
        doc="Whether smaller or larger is better; auto asks the metric.",
        advanced=True,
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

    def setup(self) -> None:
        """Begin without a best value."""
        self._monitor = Monitor(
            type(self).__name__, self.monitor, self.mode, self.min_delta
        )
        self.wait = 0
        self.stopped_epoch = 0
        self.best: float | None = None
        self.best_epoch = 0
        self.best_weights: list[Array] | None = None

    def on_train_begin(self, logs: Logs = None) -> None:
        """Start anew."""
        self.setup()

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Compare with the best; stop when patience is used up."""
        self._monitor.find_direction(self.model)
        current = self._monitor.value_in(logs)
        if current is None or epoch < self.start_from_epoch:
            return
        if self.restore_best_weights and self.best_weights is None:
            self.best_weights = self.model.get_weights()
            self.best_epoch = epoch
        self.wait += 1
        if self._monitor.is_better(current, self.best):
            self.best = current
            self.best_epoch = epoch
            if self.restore_best_weights:
                self.best_weights = self.model.get_weights()
            if self.baseline is None or self._monitor.is_better(current, self.baseline):
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
