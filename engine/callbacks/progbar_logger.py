"""Prints progress as Keras does, for ``verbose`` 1 and 2."""

from __future__ import annotations

from typing import Any

from engine.callbacks.callback import Callback, Logs
from engine.callbacks.progress_bar import Progbar


class ProgbarLogger(Callback):
    """Prints a progress bar (verbose 1) or a line an epoch (verbose 2).

    References
    ----------
    .. [1] ``keras.callbacks.ProgbarLogger``.
    """

    interval = 0.05

    def setup(self) -> None:
        """Start without a bar."""
        self._bar = Progbar(None, verbose=0)
        self._seen = 0
        self._target: int | None = None
        self._in_epoch = False

    def set_params(self, params: dict[str, Any]) -> None:
        """Learn how many steps there are."""
        super().set_params(params)
        self._target = params.get("steps")

    @property
    def _verbose(self) -> int:
        verbose = self.params.get("verbose", 1)
        return 1 if verbose == "auto" else int(verbose)

    def on_train_begin(self, logs: Logs = None) -> None:
        """Remember that epochs follow."""
        self._in_epoch = True

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Print ``Epoch 1/5``."""
        self._restart()
        if self._verbose and self.params.get("epochs", 1) > 1:
            self.model.write(f"Epoch {epoch + 1}/{self.params['epochs']}\n")

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Repaint the bar."""
        self._update(batch + 1, logs)

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Finish the line."""
        self._finish(logs)

    def on_test_begin(self, logs: Logs = None) -> None:
        """Start a bar of its own, unless this is validation."""
        if not self._in_epoch:
            self._restart()

    def on_test_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Repaint the bar."""
        if not self._in_epoch:
            self._update(batch + 1, logs)

    def on_test_end(self, logs: Logs = None) -> None:
        """Finish the line."""
        if not self._in_epoch:
            self._finish(logs)

    def on_predict_begin(self, logs: Logs = None) -> None:
        """Start the bar."""
        self._restart()

    def on_predict_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Repaint the bar."""
        self._update(batch + 1, None)

    def on_predict_end(self, logs: Logs = None) -> None:
        """Finish the line."""
        self._finish(None)

    def on_train_end(self, logs: Logs = None) -> None:
        """No more epochs."""
        self._in_epoch = False

    def _restart(self) -> None:
        self._seen = 0
        self._bar = Progbar(
            self._target,
            verbose=self._verbose,
            interval=self.interval,
            stateless_metrics=(),
        )

    def _update(self, done: int, logs: Logs) -> None:
        self._seen = done
        if self._verbose == 1:
            self._bar.update(done, sorted((logs or {}).items()), finalize=False)

    def _finish(self, logs: Logs) -> None:
        # What was not known before the first epoch is known from now on.
        self._target = self._bar.target = self._target or self._seen
        self._bar.update(self._target, sorted((logs or {}).items()), finalize=True)
