"""Records the logs of all epochs."""

from __future__ import annotations

from engine.callbacks.callback import Callback, Logs


class History(Callback):
    """Records the logs of all epochs; ``fit`` returns one.

    ``history.history`` is a dict of lists by log name, ``history.epoch`` the list of
    epoch numbers from 0.
    """

    def setup(self) -> None:
        """Start empty."""
        self.history: dict[str, list[float]] = {}
        self.epoch: list[int] = []

    def on_train_begin(self, logs: Logs = None) -> None:
        """Forget the epochs of an earlier fit, as Keras does."""
        self.epoch = []

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Append the values."""
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)
        self.model.history = self
