"""Schedule-free AdamW."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.optimizers.elementwise import ElementwiseOptimizer, power
from engine.optimizers.learning_rate import LearningRate
from engine.options import option
from engine.parameters import Variable
from engine.types import Array


class ScheduleFreeAdamW(ElementwiseOptimizer):
    """Adam that needs no schedule: gradients are taken between steps and their mean.

    References
    ----------
    .. [1] Defazio et al., "The road less scheduled", arXiv:2405.15682.
    .. [2] ``keras.optimizers.ScheduleFreeAdamW``.
    """

    workspaces: ClassVar[int] = 2

    learning_rate: LearningRate = option(
        default=0.0025, doc="Size of the steps.", min=0.0, formerly=("lr",)
    )
    beta_1: float = option(
        default=0.9,
        doc="Share of the mean in what gradients are taken at.",
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
        default=1e-8,
        doc="Small number that keeps the division finite.",
        min=0.0,
        advanced=True,
    )
    warmup_steps: int = option(
        default=0, doc="Steps in which the learning rate rises from 0.", min=0
    )

    def slot_groups(self) -> tuple[tuple[str, ...], ...]:
        """Return where the steps lead, and the mean of squares."""
        return (("momentum", "velocity"),)

    def slot_start(self, slot: str, variable: Variable) -> float | Array:
        """Begin at the weights."""
        return variable.value if slot == "momentum" else 0.0

    def begin_step(self, step: int, learning_rate: np.floating[Any]) -> None:
        """Round the factors and work out those of the means."""
        number = type(learning_rate)
        one, beta_1, beta_2 = number(1), number(self.beta_1), number(self.beta_2)
        if self.warmup_steps:
            learning_rate *= min(number(step) / number(self.warmup_steps), one)
        self._factor = np.asarray(learning_rate)
        self._share = np.asarray(beta_1)
        self._rest = np.asarray(one - beta_1)
        self._new = np.asarray(one - beta_2)
        self._rest_2 = np.asarray(one - power(beta_2, step))
        self._small = np.asarray(number(self.epsilon))
        self._weight = np.asarray(one / number(step))
        self._past = np.asarray(one - one / number(step))

    def update_block(
        self, values: Array, gradient: Array, slots: list[Array], work: list[Array]
    ) -> None:
        """Change weights in place; see `ElementwiseOptimizer.update_block`."""
        (ahead, velocity), (mean, other) = slots, work
        np.multiply(ahead, self._rest, out=other)
        np.subtract(values, other, out=mean)
        np.divide(mean, self._share, out=mean)
        np.multiply(mean, self._past, out=mean)
        np.multiply(gradient, gradient, out=other)
        np.subtract(other, velocity, out=other)
        np.multiply(other, self._new, out=other)
        np.add(velocity, other, out=velocity)
        np.divide(velocity, self._rest_2, out=other)
        np.sqrt(other, out=other)
        np.add(other, self._small, out=other)
        np.multiply(gradient, self._factor, out=values)
        np.divide(values, other, out=values)
        np.subtract(ahead, values, out=ahead)
        np.multiply(ahead, self._weight, out=other)
        np.add(mean, other, out=mean)
        np.multiply(mean, self._share, out=mean)
        np.multiply(ahead, self._rest, out=values)
        np.add(values, mean, out=values)
