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
        The user's callbacks; they run first.
    model : Model
        The model; with `add_history` its attribute `history` is set.
    add_history, add_progbar : bool
        Whether to append a `History` and a `ProgbarLogger`.
    **params
        ``epochs``, ``steps``, ``verbose``.
    """

    def __init__(
        self,
        callbacks: Iterable[Callback] | Callback | None,
        model: Model,
        *,
        add_history: bool = False,
        add_progbar: bool = False,
        **params: Any,
    ) -> None:
        self.callbacks: list[Callback] = []
        if isinstance(callbacks, Iterable):
            self.callbacks += callbacks
        elif callbacks is not None:
            self.callbacks.append(callbacks)
        for callback in self.callbacks:
            if not isinstance(callback, Callback):
                raise OptionError(
                    "callbacks: each must be an object of a Callback class. "
                    "Received {received!r}. Write it as in callbacks=[{example}].",
                    received=callback,
                    example=f"{callback.__name__}()"
                    if isinstance(callback, type)
                    else "keras.callbacks.EarlyStopping()",
                )
        if add_history:
            history = next((c for c in self.callbacks if isinstance(c, History)), None)
            if history is None:
                history = History()
                self.callbacks.append(history)
            model.history = history
        if add_progbar and not any(
            isinstance(callback, ProgbarLogger) for callback in self.callbacks
        ):
            self.callbacks.append(ProgbarLogger())
        for callback in self.callbacks:
            callback.set_params(params)
            callback.set_model(model)
        self._with_hook: dict[str, list[Any]] = {}

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

    def has_batch_hooks(self, phase: str) -> bool:
        """Whether any callback listens to the batches of ``"train"``, ``"test"``..."""
        return bool(
            self._hooks(f"on_{phase}_batch_begin")
            or self._hooks(f"on_{phase}_batch_end")
        )

    def begin(self, phase: str) -> None:
        """Call ``on_<phase>_begin``."""
        for hook in self._hooks(f"on_{phase}_begin"):
            hook({})

    def end(self, phase: str, logs: Logs = None) -> None:
        """Call ``on_<phase>_end``."""
        for hook in self._hooks(f"on_{phase}_end"):
            hook(dict(logs or {}))

    def epoch_begin(self, epoch: int) -> None:
        """Call ``on_epoch_begin``."""
        for hook in self._hooks("on_epoch_begin"):
            hook(epoch, {})

    def epoch_end(self, epoch: int, logs: dict[str, float]) -> None:
        """Call ``on_epoch_end``; callbacks may add to `logs`."""
        for hook in self._hooks("on_epoch_end"):
            hook(epoch, logs)

    def batch_begin(self, phase: str, batch: int) -> None:
        """Call ``on_<phase>_batch_begin``."""
        for hook in self._hooks(f"on_{phase}_batch_begin"):
            hook(batch, {})

    def batch_end(self, phase: str, batch: int, logs: Logs) -> None:
        """Call ``on_<phase>_batch_end``."""
        for hook in self._hooks(f"on_{phase}_batch_end"):
            hook(batch, logs)


def _is_written(callback: Callback, name: str) -> bool:
    """Whether a hook does anything: of the class, or a function of the object."""
    if name in vars(callback):
        return True
    return getattr(type(callback), name) is not getattr(Callback, name)
