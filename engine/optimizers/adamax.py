"""Adamax."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.optimizers.elementwise import ElementwiseOptimizer, power
from engine.optimizers.learning_rate import LearningRate
from engine.options import option
from engine.types import Array


class Adamax(ElementwiseOptimizer):
    """Adam with the largest recent gradient in place of the root of the mean square.

    ``m += (1 - beta_1) * (g - m)``, ``u = max(beta_2 * u, |g|)`` and
    ``w -= learning_rate * m / ((1 - beta_1 ** t) * (u + epsilon))`` at step ``t``.

    References
    ----------
    .. [1] Kingma & Ba, "Adam: a method for stochastic optimization", arXiv:1412.6980,
       section 7.1.
    .. [2] ``keras.optimizers.Adamax``.
    """

    workspaces: ClassVar[int] = 2

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
        doc="Share of the past in the largest gradient.",
        min=0.0,
        max=1.0,
    )
    epsilon: float = option(
        default=1e-7,
        doc="Small number that keeps the division finite.",
        min=0.0,
        advanced=True,
    )

    def slot_groups(self) -> tuple[tuple[str, ...], ...]:
        """Return the mean gradient and the largest one."""
        return (("momentum", "norm"),)

    def begin_step(self, step: int, learning_rate: np.floating[Any]) -> None:
        """Round the factors and work out the bias correction."""
        number = type(learning_rate)
        self._factor = np.asarray(learning_rate)
        self._new = np.asarray(number(1 - self.beta_1))
        self._past = np.asarray(number(self.beta_2))
        self._small = np.asarray(number(self.epsilon))
        self._rest = np.asarray(number(1) - power(number(self.beta_1), step))

    def update_block(
        self, values: Array, gradient: Array, slots: list[Array], work: list[Array]
    ) -> None:
        """Change weights in place; see `ElementwiseOptimizer.update_block`."""
        (momentum, norm), (step, size) = slots, work
        np.subtract(gradient, momentum, out=step)
        np.multiply(step, self._new, out=step)
        np.add(momentum, step, out=momentum)
        np.multiply(norm, self._past, out=norm)
        np.absolute(gradient, out=size)
        np.maximum(norm, size, out=norm)
        np.multiply(momentum, self._factor, out=step)
        np.add(norm, self._small, out=size)
        np.multiply(size, self._rest, out=size)
        np.divide(step, size, out=step)
        np.subtract(values, step, out=values)
