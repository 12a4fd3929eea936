"""A function as a metric."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Self

from engine import losses
from engine.errors import OptionError
from engine.losses import Loss
from engine.losses.loss_function_wrapper import config_of, function_called
from engine.metrics.mean import MeanOverSamples
from engine.options import DType
from engine.registry import METRICS
from engine.types import Array, Json


class MeanMetricWrapper(MeanOverSamples, registers=False):
    """Mean over samples of what a function of targets and predictions returns.

    References
    ----------
    .. [1] ``keras.metrics.MeanMetricWrapper``.
    """

    is_numbered = True

    def __init__(
        self,
        fn: Callable[..., Any],
        name: str | None = None,
        dtype: DType | None = None,
        **kwargs: Any,
    ) -> None:
        if not callable(fn):
            raise OptionError(
                "MeanMetricWrapper: fn must be a function of y_true and y_pred. "
                "Received {value!r}.",
                value=fn,
            )
        super().__init__(name=name or "", dtype=dtype)
        self._fn = fn
        self._fn_kwargs = kwargs
        if fn in losses.FUNCTIONS or isinstance(fn, Loss):
            self.direction = "down"

    def values(self, y_true: Array, y_pred: Array) -> Array:
        """Return what the function returns."""
        result: Array = self._fn(y_true, y_pred, **self._fn_kwargs)
        return result

    def get_config(self) -> dict[str, Json]:
        """Return the options with the name of the function."""
        config = super().get_config()
        return {**config, "fn": config_of(self._fn), **self._fn_kwargs}

    @classmethod
    def from_config(cls, config: Mapping[str, Json]) -> Self:
        """Make a metric from its config; its function must be known by name."""
        options = dict(config)
        if "fn" in options:
            options["fn"] = function_called(options["fn"], METRICS, losses.FUNCTIONS)
        return cls(**options)
