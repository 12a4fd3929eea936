"""Calls the hooks of several callbacks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from engine.callbacks.callback import Callback, Logs
from engine.callbacks.history import History
from engine.callbacks.progbar_logger import ProgbarLogger
from engine.errors import OptionError

if TYPE_CHECKING:
    from engine.models import Model


class CallbackList:
    """Several callbacks as one; those a hook is not defined for are not called.

    Parameters
    ----------
    callbacks : iterable of Callback, Callback or None
        The user's callbacks, lists among them too; they run first.
    add_history, add_progbar : bool, default=False
        Whether to append a `History` and a `ProgbarLogger`, if there is none.
    model : Model, optional
        The model; its attribute `history` is set if there is a `History`.
    **params
        ``epochs``, ``steps``, ``verbose``.
    """

    def __init__(
        self,
        callbacks: Any = None,
        add_history: bool = False,
        add_progbar: bool = False,
        model: Model | None = None,
        **params: Any,
    ) -> None:
        self.callbacks: list[Callback] = [] if callbacks is None else _flat(callbacks)
        history = next((c for c in self.callbacks if isinstance(c, History)), None)
        if history is None and add_history:
            history = History()
            self.callbacks.append(history)
        self._history = history
        if add_progbar and not any(
            isinstance(callback, ProgbarLogger) for callback in self.callbacks
        ):
            self.callbacks.append(ProgbarLogger())
        self._with_hook: dict[str, list[Any]] = {}
        if model is not None:
            self.set_model(model)
        self.set_params(params)

    def append(self, callback: Callback) -> None:
        """Add a callback."""
        self.callbacks.append(callback)
        self._with_hook.clear()

    def set_params(self, params: dict[str, Any]) -> None:
        """Tell all callbacks about the run."""
        self.params = params
        if params:
            for callback in self.callbacks:
                callback.set_params(params)

    def set_model(self, model: Model) -> None:
        """Give all callbacks the model."""
        if self._history is not None:
            model.history = self._history
        for callback in self.callbacks:
            callback.set_model(model)

    # ---------------------------------------------------- hooks of a batch

    def has_batch_hooks(self, phase: str) -> bool:
        """Whether any callback listens to the batches of ``"train"``, ``"test"``..."""
        return bool(
            self._hooks(f"on_{phase}_batch_begin")
            or self._hooks(f"on_{phase}_batch_end")
        )

    def batch_begin(self, phase: str, batch: int) -> None:
        """Call ``on_<phase>_batch_begin``."""
        self._call(f"on_{phase}_batch_begin", batch, {})

    def batch_end(self, phase: str, batch: int, logs: Logs) -> None:
        """Call ``on_<phase>_batch_end``."""
        self._call(f"on_{phase}_batch_end", batch, logs)

    def on_train_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """Before a step of training."""
        self._call("on_train_batch_begin", batch, dict(logs or {}))

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """After a step of training."""
        self._call("on_train_batch_end", batch, dict(logs or {}))

    def on_test_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """Before a step of evaluation."""
        self._call("on_test_batch_begin", batch, dict(logs or {}))

    def on_test_batch_end(self, batch: int, logs: Logs = None) -> None:
        """After a step of evaluation."""
        self._call("on_test_batch_end", batch, dict(logs or {}))

    def on_predict_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """Before a step of prediction."""
        self._call("on_predict_batch_begin", batch, dict(logs or {}))

    def on_predict_batch_end(self, batch: int, logs: Logs = None) -> None:
        """After a step of prediction."""
        self._call("on_predict_batch_end", batch, dict(logs or {}))

    # -------------------------------------------------------- other hooks

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Before an epoch."""
        self._call("on_epoch_begin", epoch, dict(logs or {}))

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """After an epoch; what a callback adds to the logs, those after it see."""
        self._call("on_epoch_end", epoch, dict(logs or {}))

    def on_train_begin(self, logs: Logs = None) -> None:
        """Before the first epoch."""
        self._call("on_train_begin", dict(logs or {}))

    def on_train_end(self, logs: Logs = None) -> None:
        """After the last epoch."""
        self._call("on_train_end", dict(logs or {}))

    def on_test_begin(self, logs: Logs = None) -> None:
        """Before an evaluation."""
        self._call("on_test_begin", dict(logs or {}))

    def on_test_end(self, logs: Logs = None) -> None:
        """After an evaluation."""
        self._call("on_test_end", dict(logs or {}))

    def on_predict_begin(self, logs: Logs = None) -> None:
        """Before a prediction."""
        self._call("on_predict_begin", dict(logs or {}))

    def on_predict_end(self, logs: Logs = None) -> None:
        """After a prediction."""
        self._call("on_predict_end", dict(logs or {}))

    # ------------------------------------------------------------- details

    def _call(self, name: str, *args: Any) -> None:
        for hook in self._hooks(name):
            hook(*args)

    def _hooks(self, name: str) -> list[Any]:
        found = self._with_hook.get(name)
        if found is None:
            found = self._with_hook[name] = [
                getattr(callback, name)
                for callback in self.callbacks
                if _is_written(callback, name)
                or _is_written(callback, name.replace("_train_batch_", "_batch_"))
            ]
        return found


def _flat(callbacks: Any) -> list[Callback]:
    """Return callbacks in one list; raise if something else is among them."""
    if isinstance(callbacks, Iterable) and not isinstance(callbacks, str):
        return [one for part in callbacks for one in _flat(part)]
    if isinstance(callbacks, Callback):
        return [callbacks]
    raise OptionError(
        "callbacks: each must be an object of a Callback class. "
        "Received {received!r}. Write it as in callbacks=[{example}].",
        received=callbacks,
        example=f"{callbacks.__name__}()"
        if isinstance(callbacks, type)
        else "keras.callbacks.EarlyStopping()",
    )


def _is_written(callback: Callback, name: str) -> bool:
    """Whether a hook does anything: of the class, or a function of the object."""
    if name in vars(callback):
        return True
    return getattr(type(callback), name) is not getattr(Callback, name)
