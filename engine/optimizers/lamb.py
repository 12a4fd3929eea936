"""LAMB."""

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


class Lamb(Optimizer):
    """Adam's steps, made as long for each weight array as its norm says.

    References
    ----------
    .. [1] You et al., "Large batch optimization for deep learning: training BERT in 76
       minutes", arXiv:1904.00962.
    .. [2] ``keras.optimizers.Lamb``.
    """

    learning_rate: LearningRate = option(
        default=0.001, doc="Size of the steps.", min=0.0, formerly=("lr",)
    )
    beta_1: float = option(
        default=0.9,
        doc="Share of the past in the mean gradient.",
        min=0.0,
        max=1.0,
    )
    beta_2: float = option(
        default=0.999,
        doc="Share of the past in the mean of squares.",
        min=0.0,
        max=1.0,
    )
    epsilon: float = option(
        default=1e-7,
        doc="Small number that keeps the division finite.",
        min=0.0,
        advanced=True,
    )

    def build(self, variables: Sequence[Variable]) -> None:
        """Make momentum and velocity; see `Optimizer.build`."""
        was_built = self.built
        super().build(variables)
        if not was_built:
            names = ("momentum", "velocity")
            self._means = self.add_optimizer_variables(self._trainable, names)

    def update_step(
        self, gradient: Array, variable: Variable, learning_rate: Any
    ) -> None:
        """Change one weight; see `Optimizer.update_step`."""
        number = np.dtype(variable.dtype).type
        one = number(1)
        step = int(self.iterations) + 1
        place = self._get_variable_index(variable)
        momentum, velocity = (means[place].value for means in self._means)
        momentum += (gradient - momentum) * number(1 - self.beta_1)
        velocity += (gradient * gradient - velocity) * number(1 - self.beta_2)
        change = momentum / (one - power(number(self.beta_1), step))
        root = np.sqrt(velocity / (one - power(number(self.beta_2), step)))
        change /= root + number(self.epsilon)
        size, length = np.linalg.norm(variable.value), np.linalg.norm(change)
        ratio = size / length if size > 0 and length > 0 else one
        variable.assign_sub(number(ratio * learning_rate) * change)
