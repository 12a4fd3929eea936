"""Adagrad."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.optimizers.elementwise import ElementwiseOptimizer
from engine.optimizers.learning_rate import LearningRate
from engine.options import option
from engine.parameters import Variable
from engine.types import Array


class Adagrad(ElementwiseOptimizer):
    """Divides each gradient by the root of the sum of all its squares so far.

    ``a += g ** 2`` and ``w -= learning_rate * g / sqrt(a + epsilon)``.

    References
    ----------
    .. [1] Duchi et al., "Adaptive subgradient methods for online learning and
       stochastic optimization", JMLR 12, 2011.
    .. [2] ``keras.optimizers.Adagrad``.
    """

    workspaces: ClassVar[int] = 2

    learning_rate: LearningRate = option(
        default=0.001, doc="Size of the steps.", min=0.0, formerly=("lr",)
    )
    initial_accumulator_value: float = option(
        default=0.1, doc="First value of the sums of squares.", min=0.0, advanced=True
    )
    epsilon: float = option(
        default=1e-7,
        doc="Small number that keeps the division finite.",
        min=0.0,
        advanced=True,
    )

    def slot_groups(self) -> tuple[tuple[str, ...], ...]:
        """Return the sum of squares."""
        return (("accumulator",),)

    def slot_start(self, slot: str, variable: Variable) -> float:
        """Return the first value of the sums."""
        del slot, variable
        return self.initial_accumulator_value

    def begin_step(self, step: int, learning_rate: np.floating[Any]) -> None:
        """Round the factors."""
        del step
        self._factor = np.asarray(learning_rate)
        self._small = np.asarray(type(learning_rate)(self.epsilon))

    def update_block(
        self, values: Array, gradient: Array, slots: list[Array], work: list[Array]
    ) -> None:
        """Change weights in place; see `ElementwiseOptimizer.update_block`."""
        (total,), (root, step) = slots, work
        np.multiply(gradient, gradient, out=root)
        np.add(total, root, out=total)
        np.add(total, self._small, out=root)
        np.sqrt(root, out=root)
        np.multiply(gradient, self._factor, out=step)
        np.divide(step, root, out=step)
        np.subtract(values, step, out=values)
