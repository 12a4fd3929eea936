"""A function as a loss."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Self

from engine.errors import OptionError
from engine.family import find, function_config, is_own, object_config
from engine.losses.loss import Loss
from engine.losses.weighting import Reduction, same_rank
from engine.named import make
from engine.registry import LOSSES, Registry, snake_case
from engine.types import Array, Json


class LossFunctionWrapper(Loss, registers=False):
    """Loss that a function of targets and predictions computes.

    The function returns one value for each sample, or one for all. It is written with
    operators, `engine.ops` or NumPy; its derivative is found by autograd.

    References
    ----------
    .. [1] ``keras.src.losses.losses.LossFunctionWrapper``.
    """

    def __init__(
        self,
        fn: Callable[..., Any],
        reduction: Reduction | None = "sum_over_batch_size",
        name: str | None = None,
        dtype: Any = None,
        **kwargs: Any,
    ) -> None:
        if not callable(fn):
            raise OptionError(
                "LossFunctionWrapper: fn must be a function of y_true and y_pred. "
                "Received {value!r}.",
                value=fn,
            )
        super().__init__(name=name or "", reduction=reduction, dtype=dtype)
        self.fn = fn
        self._fn_kwargs = kwargs

    def call(self, y_true: Any, y_pred: Any) -> Array:
        """Return what the function returns for arrays of one rank."""
        y_true, y_pred = same_rank(y_true, y_pred)
        result: Array = self.fn(y_true, y_pred, **self._fn_kwargs)
        return result

    def get_config(self) -> dict[str, Json]:
        """Return the options with the name of the function."""
        return {
            **super().get_config(),
            "fn": config_of(self.fn),
            **self._fn_kwargs,
        }

    @classmethod
    def from_config(cls, config: Mapping[str, Json]) -> Self:
        """Make a loss from its config; its function must be known by name."""
        options = dict(config)
        if "fn" in options:
            options["fn"] = function_called(options["fn"], LOSSES, ())
        return cls(**options)


def config_of(function: Any) -> Json:
    """Return the config of a function that a wrapper holds, as Keras writes it.

    Parameters
    ----------
    function : callable
        A function of the user or of Keras, or a loss.
    """
    if isinstance(function, Loss):
        return object_config(function, LOSSES)
    if is_own(function):
        return {
            "module": "builtins",
            "class_name": "function",
            "config": function.__name__,
            "registered_name": "function",
        }
    return function_config(function)


def function_called(
    entry: Any, registry: Registry[Any], known: Iterable[Callable[..., Any]]
) -> Any:
    """Return the function of a config.

    Parameters
    ----------
    entry : dict or function
        Config of a function, or one.
    registry : Registry
        Where its name is looked for at last, for the message.
    known : iterable of function
        Functions of Keras.
    """
    if not isinstance(entry, Mapping):
        return entry
    if entry.get("class_name") != "function":  # a loss
        return make(entry, Loss, LOSSES)
    name = str(entry.get("config"))
    by_name = {function.__name__: function for function in known}
    return by_name[name] if name in by_name else find(registry, name, None)


def name_of(function: Any) -> str:
    """Return the name that Keras gives to a function in logs."""
    name = getattr(function, "__name__", None) or type(function).__name__
    return snake_case(str(name))
