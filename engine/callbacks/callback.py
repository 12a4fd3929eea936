"""The base class of callbacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.options import Configurable
from engine.registry import CALLBACKS

if TYPE_CHECKING:
    from engine.models import Model

Logs = Mapping[str, Any] | None


class Callback(Configurable):
    """Base of all callbacks: every hook does nothing.

    The hooks run in Keras' order. `logs` of batches hold the running means of the
    epoch; logs of an epoch also hold the ``val_`` values.

    =======================  ==================================================
    hook                     when
    =======================  ==================================================
    ``on_train_begin``       before the first epoch
    ``on_epoch_begin``       before each epoch
    ``on_train_batch_begin`` before each step
    ``on_train_batch_end``   after each step
    ``on_test_begin`` ...    around validation and ``evaluate``
    ``on_epoch_end``         after validation
    ``on_train_end``         at the end, also after ``model.stop_training = True``;
                             not when an exception ends the training
    ``on_predict_begin`` ... around ``predict``
    =======================  ==================================================

    ``on_batch_begin`` and ``on_batch_end`` are other names of the hooks of a training
    step.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not cls.__name__.startswith("_"):
            CALLBACKS.add(cls.__name__, cls)

    def set_params(self, params: dict[str, Any]) -> None:
        """Receive ``epochs``, ``steps`` and ``verbose`` of the run."""
        self.params: dict[str, Any] = params

    def set_model(self, model: Model) -> None:
        """Receive the model."""
        self.model: Model = model

    def on_train_begin(self, logs: Logs = None) -> None:
        """Before the first epoch."""

    def on_train_end(self, logs: Logs = None) -> None:
        """After the last epoch."""

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Before an epoch, counted from 0."""

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """After an epoch and its validation."""

    def on_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """Before a step of training, by its former name."""

    def on_batch_end(self, batch: int, logs: Logs = None) -> None:
        """After a step of training, by its former name."""

    def on_train_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """Before a step of training."""
        self.on_batch_begin(batch, logs)

    def on_train_batch_end(self, batch: int, logs: Logs = None) -> None:
        """After a step of training."""
        self.on_batch_end(batch, logs)

    def on_test_begin(self, logs: Logs = None) -> None:
        """Before an evaluation."""

    def on_test_end(self, logs: Logs = None) -> None:
        """After an evaluation."""

    def on_test_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """Before a step of evaluation."""

    def on_test_batch_end(self, batch: int, logs: Logs = None) -> None:
        """After a step of evaluation."""

    def on_predict_begin(self, logs: Logs = None) -> None:
        """Before a prediction."""

    def on_predict_end(self, logs: Logs = None) -> None:
        """After a prediction."""

    def on_predict_batch_begin(self, batch: int, logs: Logs = None) -> None:
        """Before a step of prediction."""

    def on_predict_batch_end(self, batch: int, logs: Logs = None) -> None:
        """After a step of prediction."""
