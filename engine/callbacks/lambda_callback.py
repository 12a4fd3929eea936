"""A callback made of functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.callbacks.callback import Callback
from engine.errors import OptionError, did_you_mean

Function = Callable[..., Any] | None


class LambdaCallback(Callback):
    """A callback made of functions, for small things without a class.

    Functions of an epoch or batch take its number and the logs, others the logs.

    References
    ----------
    .. [1] ``keras.callbacks.LambdaCallback``.
    """

    def __init__(
        self,
        on_epoch_begin: Function = None,
        on_epoch_end: Function = None,
        on_train_begin: Function = None,
        on_train_end: Function = None,
        on_train_batch_begin: Function = None,
        on_train_batch_end: Function = None,
        **others: Function,
    ) -> None:
        super().__init__()
        given = {
            "on_epoch_begin": on_epoch_begin,
            "on_epoch_end": on_epoch_end,
            "on_train_begin": on_train_begin,
            "on_train_end": on_train_end,
            "on_train_batch_begin": on_train_batch_begin,
            "on_train_batch_end": on_train_batch_end,
            **others,
        }
        hooks = [name for name in vars(Callback) if name.startswith("on_")]
        for name, function in given.items():
            if name not in hooks:
                raise OptionError(
                    'LambdaCallback: there is no hook "{name}".{hint} Hooks: {names}.',
                    name=name,
                    hint=did_you_mean(name, hooks),
                    names=", ".join(hooks),
                )
            if function is not None:
                setattr(self, name, function)
