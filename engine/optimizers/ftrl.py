"""FTRL."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.optimizers.elementwise import ElementwiseOptimizer
from engine.optimizers.learning_rate import LearningRate
from engine.options import option
from engine.parameters import Variable
from engine.types import Array


class Ftrl(ElementwiseOptimizer):
    """Follows the regularized leader: for large, sparse, shallow models.

    ``n' = n + g ** 2``, ``z += g - (n' ** -p - n ** -p) / learning_rate * w`` and
    ``w = (clip(z, -l1, l1) - z) / (n' ** -p / learning_rate + 2 * l2)`` with
    ``p = learning_rate_power``.

    References
    ----------
    .. [1] McMahan et al., "Ad click prediction: a view from the trenches", KDD 2013.
    .. [2] ``keras.optimizers.Ftrl``.
    """

    workspaces: ClassVar[int] = 3

    learning_rate: LearningRate = option(
        default=0.001, doc="Size of the steps.", min=0.0, formerly=("lr",)
    )
    learning_rate_power: float = option(
        default=-0.5,
        doc="How the steps shrink with the sums of squares; 0 for not at all.",
        max=0.0,
    )
    initial_accumulator_value: float = option(
        default=0.1, doc="First value of the sums of squares.", min=0.0, advanced=True
    )
    l1_regularization_strength: float = option(
        default=0.0, doc="Factor of the penalty on absolute values.", min=0.0
    )
    l2_regularization_strength: float = option(
        default=0.0, doc="Factor of the penalty on squares.", min=0.0
    )
    l2_shrinkage_regularization_strength: float = option(
        default=0.0,
        doc="Factor of the penalty on squares that is part of the gradient.",
        min=0.0,
        advanced=True,
    )
    beta: float = option(
        default=0.0,
        doc="What steps are made smaller with from the start.",
        advanced=True,
    )

    def slot_groups(self) -> tuple[tuple[str, ...], ...]:
        """Return the sum of squares and the linear part."""
        return (("accumulator", "linear"),)

    def slot_start(self, slot: str, variable: Variable) -> float:
        """Return the first value of the sums."""
        del variable
        return self.initial_accumulator_value if slot == "accumulator" else 0.0

    def begin_step(self, step: int, learning_rate: np.floating[Any]) -> None:
        """Round the factors."""
        del step
        number = type(learning_rate)
        self._factor = np.asarray(learning_rate)
        self._exponent = np.asarray(number(-self.learning_rate_power))
        l2 = number(self.l2_regularization_strength)
        l2 += number(self.beta) / (number(2) * learning_rate)
        self._l2 = np.asarray(number(2) * l2)
        self._l1 = np.asarray(number(self.l1_regularization_strength))
        shrinkage = 2 * self.l2_shrinkage_regularization_strength
        self._shrinkage = np.asarray(number(shrinkage))

    def update_block(
        self, values: Array, gradient: Array, slots: list[Array], work: list[Array]
    ) -> None:
        """Change weights in place; see `ElementwiseOptimizer.update_block`."""
        (total, linear), (power, change, other) = slots, work
        np.power(total, self._exponent, out=other)
        np.multiply(gradient, gradient, out=power)
        np.add(total, power, out=total)
        np.power(total, self._exponent, out=power)
        np.subtract(power, other, out=other)
        np.divide(other, self._factor, out=other)
        np.multiply(other, values, out=other)
        np.multiply(values, self._shrinkage, out=change)
        np.add(gradient, change, out=change)
        np.subtract(change, other, out=change)
        np.add(linear, change, out=linear)
        np.divide(power, self._factor, out=power)
        np.add(power, self._l2, out=power)
        np.minimum(linear, self._l1, out=change)
        np.maximum(change, -self._l1, out=change)
        np.subtract(change, linear, out=change)
        np.divide(change, power, out=values)
