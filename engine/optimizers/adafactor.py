"""Adafactor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.optimizers.elementwise import power
from engine.optimizers.learning_rate import LearningRate
from engine.optimizers.optimizer import Optimizer
from engine.options import option
from engine.parameters import Variable
from engine.types import Array


class Adafactor(Optimizer):
    """Keeps mean squares by rows and columns only; steps are relative to weights.

    References
    ----------
    .. [1] Shazeer & Stern, "Adafactor: adaptive learning rates with sublinear memory
       cost", arXiv:1804.04235.
    .. [2] ``keras.optimizers.Adafactor``.
    """

    learning_rate: LearningRate = option(
        default=0.001, doc="Size of the steps.", min=0.0, formerly=("lr",)
    )
    beta_2_decay: float = option(
        default=-0.8,
        doc="Power of the step by which the share of new squares falls.",
    )
    epsilon_1: float = option(
        default=1e-30,
        doc="Small number that keeps the division finite.",
        min=0.0,
        advanced=True,
    )
    epsilon_2: float = option(
        default=0.001,
        doc="Smallest size of a weight that steps are relative to.",
        min=0.0,
        advanced=True,
    )
    clip_threshold: float = option(
        default=1.0, doc="Largest root mean square of a step.", min=0.0
    )
    relative_step: bool = option(
        default=True, doc="Let the steps shrink with the root of their number."
    )

    def build(self, variables: Sequence[Variable]) -> None:
        """Make means by row and by column, and their product; see `Optimizer.build`."""
        if self.built:
            super().build(variables)
            return
        super().build(variables)
        self._means: list[tuple[Variable, Variable, Variable]] = []
        for variable in self._trainable:
            shape = variable.shape
            is_matrix = len(shape) >= 2
            rows = shape[:-1] if is_matrix else ()
            columns = (*shape[:-2], shape[-1]) if is_matrix else ()
            # What an array of one axis does not need is in files all the same.
            dtype = variable.dtype if is_matrix else "int32"
            made = [
                self.add_variable(part, dtype=dtype, name=variable.name)
                for part in (rows, columns)
            ]
            if not is_matrix:
                for one in made:
                    one.owner = ""
            velocity = self.add_variable_from_reference(variable, "velocity")
            self._means.append((made[0], made[1], velocity))

    def update_step(
        self, gradient: Array, variable: Variable, learning_rate: Any
    ) -> None:
        """Change one weight; see `Optimizer.update_step`."""
        number = np.dtype(variable.dtype).type
        one = number(1)
        count = number(int(self.iterations) + 1)
        falling = one / np.sqrt(count)
        if self.relative_step and isinstance(self._rate, Variable):
            learning_rate = min(learning_rate, falling)
        size = np.maximum(number(self.epsilon_2), _root_mean_square(variable.value))
        factor = size * min(learning_rate, falling)
        squares = gradient * gradient
        squares += number(self.epsilon_1)
        past = one - power(count, self.beta_2_decay)
        rows, columns, velocity = (
            mean.value for mean in self._means[self._get_variable_index(variable)]
        )
        if gradient.ndim >= 2:
            _move(rows, squares.mean(axis=-1), past)
            _move(columns, squares.mean(axis=-2), past)
            shares = rows / rows.mean(axis=-1, keepdims=True)
            np.multiply(shares[..., None], columns[..., None, :], out=velocity)
        else:
            _move(velocity, squares, past)
        step = gradient / np.sqrt(velocity)
        limit = number(self.clip_threshold)
        step /= np.maximum(one, _root_mean_square(step) / limit)
        step *= factor
        np.subtract(variable.value, step, out=variable.value)


def _root_mean_square(x: Array) -> Any:
    return np.sqrt(np.mean(np.square(x)))


def _move(mean: Array, new: Any, past: Any) -> None:
    """Move a mean towards new values in place."""
    mean *= past
    mean += (type(past)(1) - past) * new
