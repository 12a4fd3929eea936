"""What EarlyStopping and ModelCheckpoint share: a value that should get better."""

from __future__ import annotations

import warnings
from typing import Literal

from engine.callbacks.callback import Callback, Logs
from engine.options import option

_RISING = ("acc", "accuracy", "auc", "precision", "recall", "fmeasure", "f1", "r2")


class _MonitorCallback(Callback):
    """Base of callbacks that watch one value of the logs."""

    monitor: str = option(default="val_loss", doc="Name of the value to watch.")
    mode: Literal["auto", "min", "max"] = option(
        default="auto",
        doc="Whether smaller or larger is better; auto tells by the name.",
        advanced=True,
    )

    def setup(self) -> None:
        """Work out the direction."""
        base = self.monitor.removeprefix("val_")
        rising = any(base == word or base.endswith(f"_{word}") for word in _RISING)
        self.larger_is_better = self.mode == "max" or (self.mode == "auto" and rising)

    def is_better(
        self, value: float, reference: float | None, margin: float = 0.0
    ) -> bool:
        """Whether `value` beats `reference` by more than `margin`."""
        if reference is None:
            return True
        if self.larger_is_better:
            return value - margin > reference
        return value + margin < reference

    def value_in(self, logs: Logs) -> float | None:
        """Return the watched value; warn and return None when it is missing."""
        value = (logs or {}).get(self.monitor)
        if value is None:
            warnings.warn(
                f"{type(self).__name__}: there is no value {self.monitor!r} to watch. "
                f"Available: {', '.join(logs or {})}.",
                stacklevel=2,
            )
        return value
