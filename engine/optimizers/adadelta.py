"""Adadelta."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.optimizers.elementwise import ElementwiseOptimizer
from engine.optimizers.learning_rate import LearningRate
from engine.options import option
from engine.types import Array


class Adadelta(ElementwiseOptimizer):
    """Steps of the size of recent steps, relative to the size of recent gradients.

    ``a = rho * a + (1 - rho) * g ** 2``, ``s = -g * rms(d) / rms(a)``,
    ``d = rho * d + (1 - rho) * s ** 2`` and ``w += learning_rate * s`` with
    ``rms(x) = sqrt(x + epsilon)``.

    References
    ----------
    .. [1] Zeiler, "ADADELTA: an adaptive learning rate method", arXiv:1212.5701.
    .. [2] ``keras.optimizers.Adadelta``.
    """

    workspaces: ClassVar[int] = 2

    learning_rate: LearningRate = option(
        default=0.001, doc="Size of the steps.", min=0.0, formerly=("lr",)
    )
    rho: float = option(
        default=0.95,
        doc="Share of the past in both means of squares.",
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
        """Return the means of squared gradients and of squared steps."""
        return (("accumulated_grad", "accumulated_delta_var"),)

    def begin_step(self, step: int, learning_rate: np.floating[Any]) -> None:
        """Round the factors."""
        del step
        number = type(learning_rate)
        self._factor = np.asarray(learning_rate)
        self._past = np.asarray(number(self.rho))
        self._new = np.asarray(number(1 - self.rho))
        self._small = np.asarray(number(self.epsilon))

    def update_block(
        self, values: Array, gradient: Array, slots: list[Array], work: list[Array]
    ) -> None:
        """Change weights in place; see `ElementwiseOptimizer.update_block`."""
        (squares, moved), (root, step) = slots, work
        np.multiply(squares, self._past, out=squares)
        np.multiply(gradient, gradient, out=root)
        np.multiply(root, self._new, out=root)
        np.add(squares, root, out=squares)
        np.add(moved, self._small, out=step)
        np.sqrt(step, out=step)
        np.multiply(step, gradient, out=step)
        np.add(squares, self._small, out=root)
        np.sqrt(root, out=root)
        np.divide(step, root, out=step)
        np.multiply(moved, self._past, out=moved)
        np.multiply(step, step, out=root)
        np.multiply(root, self._new, out=root)
        np.add(moved, root, out=moved)
        np.multiply(step, self._factor, out=step)
        np.subtract(values, step, out=values)
