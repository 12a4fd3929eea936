"""The learning rate of a model's optimizer, for callbacks that change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.errors import OptionError

if TYPE_CHECKING:
    from engine.models import Model
    from engine.optimizers import Optimizer


def learning_rate_of(model: Model) -> float:
    """Return the learning rate, as exact as the optimizer keeps it."""
    return float(np.float32(_optimizer(model).learning_rate))


def set_learning_rate(model: Model, value: float) -> None:
    """Change the learning rate."""
    _optimizer(model).learning_rate = value


def _optimizer(model: Model) -> Optimizer:
    if model.optimizer is None:
        raise OptionError(
            "The model has no optimizer, so there is no learning rate. Call "
            "model.compile(optimizer=..., loss=...) first."
        )
    return model.optimizer
