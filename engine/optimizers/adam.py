"""Adam."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.optimizers.elementwise import ElementwiseOptimizer, power
from engine.optimizers.learning_rate import LearningRate
from engine.options import option
from engine.types import Array


class Adam(ElementwiseOptimizer):
    """Steps by the mean gradient over the root of the mean square, both corrected.

    ``m += (1 - beta_1) * (g - m)``, ``v += (1 - beta_2) * (g ** 2 - v)`` and
    ``w -= a * m / (sqrt(v) + epsilon)`` with
    ``a = learning_rate * sqrt(1 - beta_2 ** t) / (1 - beta_1 ** t)`` at step ``t``.

    References
    ----------
    .. [1] Kingma & Ba, "Adam: a method for stochastic optimization", arXiv:1412.6980.
    .. [2] Reddi et al., "On the convergence of Adam and beyond", ICLR 2018, for
       AMSGrad.
    .. [3] ``keras.optimizers.Adam``.
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
    amsgrad: bool = option(
        default=False,
        doc="Divide by the largest mean of squares so far.",
        advanced=True,
    )

    def slot_groups(self) -> tuple[tuple[str, ...], ...]:
        """Return momentum and velocity, and the largest velocity for AMSGrad."""
        groups: tuple[tuple[str, ...], ...] = (("momentum", "velocity"),)
        return (*groups, ("velocity_hat",)) if self.amsgrad else groups

    def begin_step(self, step: int, learning_rate: np.floating[Any]) -> None:
        """Work out the bias correction, rounded to the dtype as Keras does."""
        number = type(learning_rate)
        one = number(1)
        rest_1 = one - power(number(self.beta_1), step)
        rest_2 = one - power(number(self.beta_2), step)
        alpha = learning_rate * np.sqrt(rest_2) / rest_1
        self._alpha = np.asarray(alpha)
        self._new_1 = np.asarray(number(1 - self.beta_1))
        self._new_2 = np.asarray(number(1 - self.beta_2))
        self._small = np.asarray(number(self.epsilon))

    def update_block(
        self, values: Array, gradient: Array, slots: list[Array], work: list[Array]
    ) -> None:
        """Change weights in place; see `ElementwiseOptimizer.update_block`."""
        momentum, velocity = slots[0], slots[1]
        change, step = work
        np.subtract(gradient, momentum, out=change)
        np.multiply(change, self._new_1, out=change)
        np.add(momentum, change, out=momentum)
        np.multiply(gradient, gradient, out=change)
        np.subtract(change, velocity, out=change)
        np.multiply(change, self._new_2, out=change)
        np.add(velocity, change, out=velocity)
        if self.amsgrad:
            np.maximum(slots[2], velocity, out=slots[2])
            velocity = slots[2]
        np.sqrt(velocity, out=change)
        np.add(change, self._small, out=change)
        np.multiply(momentum, self._alpha, out=step)
        np.divide(step, change, out=step)
        np.subtract(values, step, out=values)
