"""Lion."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.errors import Text
from engine.optimizers.elementwise import ElementwiseOptimizer
from engine.optimizers.learning_rate import LearningRate
from engine.options import option
from engine.types import Array


class Lion(ElementwiseOptimizer):
    """Steps of one size in the direction of the sign of a mean gradient.

    ``w -= learning_rate * sign(beta_1 * m + (1 - beta_1) * g)`` and then
    ``m = beta_2 * m + (1 - beta_2) * g``.

    References
    ----------
    .. [1] Chen et al., "Symbolic discovery of optimization algorithms",
       arXiv:2302.06675.
    .. [2] ``keras.optimizers.Lion``.
    """

    workspaces: ClassVar[int] = 2

    learning_rate: LearningRate = option(
        default=0.001, doc="Size of the steps.", min=0.0, formerly=("lr",)
    )
    beta_1: float = option(
        default=0.9,
        doc="Share of the past in the direction of a step.",
        min=0.0,
        max=1.0,
        check=lambda value: None if value > 0 else Text("must be larger than 0"),
    )
    beta_2: float = option(
        default=0.99,
        doc="Share of the past in the mean gradient.",
        min=0.0,
        max=1.0,
    )

    def slot_groups(self) -> tuple[tuple[str, ...], ...]:
        """Return the mean gradient."""
        return (("momentum",),)

    def begin_step(self, step: int, learning_rate: np.floating[Any]) -> None:
        """Round the factors."""
        del step
        number = type(learning_rate)
        self._factor = np.asarray(learning_rate)
        self._past_1 = np.asarray(number(self.beta_1))
        self._new_1 = np.asarray(number(1) - number(self.beta_1))
        self._past_2 = np.asarray(number(self.beta_2))
        self._new_2 = np.asarray(number(1) - number(self.beta_2))

    def update_block(
        self, values: Array, gradient: Array, slots: list[Array], work: list[Array]
    ) -> None:
        """Change weights in place; see `ElementwiseOptimizer.update_block`."""
        (momentum,), (step, new) = slots, work
        np.multiply(momentum, self._past_1, out=step)
        np.multiply(gradient, self._new_1, out=new)
        np.add(step, new, out=step)
        np.sign(step, out=step)
        np.multiply(step, self._factor, out=step)
        np.subtract(values, step, out=values)
        np.multiply(momentum, self._past_2, out=momentum)
        np.multiply(gradient, self._new_2, out=new)
        np.add(momentum, new, out=momentum)
