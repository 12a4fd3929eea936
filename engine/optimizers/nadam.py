"""Nadam."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np

from engine.optimizers.elementwise import ElementwiseOptimizer, power
from engine.optimizers.learning_rate import LearningRate
from engine.options import option
from engine.parameters import Variable
from engine.types import Array


class Nadam(ElementwiseOptimizer):
    """Adam with Nesterov's momentum, whose share grows with the steps.

    References
    ----------
    .. [1] Dozat, "Incorporating Nesterov momentum into Adam", ICLR workshop 2016.
    .. [2] ``keras.optimizers.Nadam``.
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

    def slot_groups(self) -> tuple[tuple[str, ...], ...]:
        """Return momentum and velocity."""
        return (("momentum", "velocity"),)

    def build(self, variables: Sequence[Variable]) -> None:
        """Make the state: also the product of the shares of momentum so far."""
        was_built = self.built
        super().build(variables)
        if not was_built:
            dtype = self._trainable[0].dtype if self._trainable else "float32"
            self._product = self.add_variable((), "ones", dtype, name="variable")
            self._product.owner = ""  # as it is called in Keras

    def begin_step(self, step: int, learning_rate: np.floating[Any]) -> None:
        """Work out the shares of momentum of this step and of the next."""
        number = type(learning_rate)
        one, half, beta_1 = number(1), number(0.5), number(self.beta_1)
        decay = number(0.96)
        share = beta_1 * (one - half * power(decay, step))
        next_share = beta_1 * (one - half * power(decay, step + 1))
        # Not stored yet: a step may begin several times.
        product = self._product.value * beta_1 * (one - half * power(decay, step))
        self._next_product = product
        self._factor = np.asarray(learning_rate)
        self._new_1 = np.asarray(one - beta_1)
        self._new_2 = np.asarray(one - number(self.beta_2))
        self._of_momentum = np.asarray(next_share)
        self._of_gradient = np.asarray(one - share)
        self._rest_next = np.asarray(one - product * next_share)
        self._rest = np.asarray(one - product)
        self._rest_2 = np.asarray(one - power(number(self.beta_2), step))
        self._small = np.asarray(number(self.epsilon))

    def _change(self, gradients: list[Array], variables: list[Variable]) -> None:
        super()._change(gradients, variables)
        self._product.assign(self._next_product)

    def update_block(
        self, values: Array, gradient: Array, slots: list[Array], work: list[Array]
    ) -> None:
        """Change weights in place; see `ElementwiseOptimizer.update_block`."""
        (momentum, velocity), (step, other) = slots, work
        np.subtract(gradient, momentum, out=step)
        np.multiply(step, self._new_1, out=step)
        np.add(momentum, step, out=momentum)
        np.multiply(gradient, gradient, out=step)
        np.subtract(step, velocity, out=step)
        np.multiply(step, self._new_2, out=step)
        np.add(velocity, step, out=velocity)
        np.multiply(momentum, self._of_momentum, out=step)
        np.divide(step, self._rest_next, out=step)
        np.multiply(gradient, self._of_gradient, out=other)
        np.divide(other, self._rest, out=other)
        np.add(step, other, out=step)
        np.multiply(step, self._factor, out=step)
        np.divide(velocity, self._rest_2, out=other)
        np.sqrt(other, out=other)
        np.add(other, self._small, out=other)
        np.divide(step, other, out=step)
        np.subtract(values, step, out=values)
