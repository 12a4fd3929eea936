"""Stops training when the loss is no number."""

from __future__ import annotations

import math

from engine.callbacks.callback import Callback, Logs


class TerminateOnNaN(Callback):
    """Stops training when the loss becomes NaN or infinite.

    References
    ----------
    .. [1] ``keras.callbacks.TerminateOnNaN``.
    """

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Look at the loss."""
        loss = (logs or {}).get("loss")
        if loss is not None and not math.isfinite(loss):
            self.model.write(f"Batch {batch}: Invalid loss, terminating training\n")
            self.model.stop_training = True
