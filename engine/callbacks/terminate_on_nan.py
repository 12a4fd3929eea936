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

    def __init__(self, raise_error: bool = False) -> None:
        super().__init__()
        self.raise_error = raise_error

    def on_batch_end(self, batch: int, logs: Logs = None) -> None:
        """Look at the loss."""
        loss = (logs or {}).get("loss")
        if loss is None or math.isfinite(loss):
            return
        if self.raise_error:
            raise RuntimeError(  # what Keras raises
                f"The loss became {loss} in batch {batch}. "
                "Use a smaller learning rate, or scale the inputs."
            )
        self.model.write(f"Batch {batch}: Invalid loss, terminating training\n")
        self.model.stop_training = True
