"""RMSprop."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.optimizers.elementwise import ElementwiseOptimizer
from engine.optimizers.learning_rate import LearningRate
from engine.options import option
from engine.types import Array


class RMSprop(ElementwiseOptimizer):
    """Divides each gradient by the root of the mean of its recent squares.

    ``v = rho * v + (1 - rho) * g ** 2`` and
    ``w -= learning_rate * g / sqrt(v + epsilon)``; centered, the square of the mean
    gradient is taken off ``v``. Momentum is not Nesterov's.

    References
    ----------
    .. [1] Hinton, "Neural networks for machine learning", lecture 6e, 2012.
    .. [2] Graves, "Generating sequences with recurrent neural networks",
       arXiv:1308.0850, for the centered variant.
    .. [3] ``keras.optimizers.RMSprop``.
    """

    workspaces: ClassVar[int] = 2

    learning_rate: LearningRate = option(
        default=0.001, doc="Size of the steps.", min=0.0, formerly=("lr",)
    )
    rho: float = option(
        default=0.9,
        doc="Share of the past in the mean of squares.",
        min=0.0,
        max=1.0,
    )
    momentum: float = option(
        default=0.0,
        doc="Share of the last step that is added to the next.",
        min=0.0,
        max=1.0,
    )
    epsilon: float = option(
        default=1e-7,
        doc="Small number that keeps the division finite.",
        min=0.0,
        advanced=True,
    )
    centered: bool = option(
        default=False,
        doc="Divide by an estimate of the variance instead of the squares.",
        advanced=True,
    )

    def slot_groups(self) -> tuple[tuple[str, ...], ...]:
        """Return velocity, then momentum and the mean gradient where they are used."""
        groups: list[tuple[str, ...]] = [("velocity",)]
        if self.momentum:
            groups.append(("momentum",))
        if self.centered:
            groups.append(("average_gradient",))
        return tuple(groups)

    def begin_step(self, step: int, learning_rate: np.floating[Any]) -> None:
        """Round the factors."""
        del step
        number = type(learning_rate)
        self._factor = np.asarray(learning_rate)
        self._past = np.asarray(number(self.rho))
        self._new = np.asarray(number(1 - self.rho))
        self._share = np.asarray(number(self.momentum))
        self._small = np.asarray(number(self.epsilon))

    def update_block(
        self, values: Array, gradient: Array, slots: list[Array], work: list[Array]
    ) -> None:
        """Change weights in place; see `ElementwiseOptimizer.update_block`."""
        velocity, root, step = slots[0], work[0], work[1]
        np.multiply(velocity, self._past, out=velocity)
        np.multiply(gradient, gradient, out=root)
        np.multiply(root, self._new, out=root)
        np.add(velocity, root, out=velocity)
        if self.centered:
            average = slots[-1]
            np.multiply(average, self._past, out=average)
            np.multiply(gradient, self._new, out=root)
            np.add(average, root, out=average)
            np.multiply(average, average, out=root)
            np.subtract(velocity, root, out=root)
            np.add(root, self._small, out=root)
        else:
            np.add(velocity, self._small, out=root)
        np.sqrt(root, out=root)
        np.multiply(gradient, self._factor, out=step)
        np.divide(step, root, out=step)
        if self.momentum:
            momentum = slots[1]
            np.multiply(momentum, self._share, out=momentum)
            np.add(momentum, step, out=momentum)
            step = momentum
        np.subtract(values, step, out=values)
