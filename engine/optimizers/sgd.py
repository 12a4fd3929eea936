"""Gradient descent, with momentum."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.optimizers.elementwise import ElementwiseOptimizer
from engine.optimizers.learning_rate import LearningRate
from engine.options import option
from engine.types import Array


class SGD(ElementwiseOptimizer):
    """Gradient descent: ``w -= learning_rate * g``, with momentum if wanted.

    With momentum, ``m = momentum * m - learning_rate * g`` and ``w += m``; Nesterov's
    variant looks ahead: ``w += momentum * m - learning_rate * g``.

    References
    ----------
    .. [1] Sutskever et al., "On the importance of initialization and momentum in deep
       learning", ICML 2013.
    .. [2] ``keras.optimizers.SGD``.
    """

    workspaces: ClassVar[int] = 2

    learning_rate: LearningRate = option(
        default=0.01, doc="Size of the steps.", min=0.0, formerly=("lr",)
    )
    momentum: float = option(
        default=0.0,
        doc="Share of the last step that is added to the next.",
        min=0.0,
        max=1.0,
    )
    nesterov: bool = option(
        default=False, doc="Use Nesterov's momentum, which looks a step ahead."
    )

    def slot_groups(self) -> tuple[tuple[str, ...], ...]:
        """Return momentum, if there is any."""
        return (("momentum",),) if self.momentum else ()

    def begin_step(self, step: int, learning_rate: np.floating[Any]) -> None:
        """Round the factors."""
        del step
        self._factor = np.asarray(learning_rate)
        self._share = np.asarray(type(learning_rate)(self.momentum))

    def update_block(
        self, values: Array, gradient: Array, slots: list[Array], work: list[Array]
    ) -> None:
        """Change weights in place; see `ElementwiseOptimizer.update_block`."""
        step = work[0]
        np.multiply(gradient, self._factor, out=step)
        if not slots:
            np.subtract(values, step, out=values)
            return
        (momentum,) = slots
        np.multiply(momentum, self._share, out=momentum)
        np.subtract(momentum, step, out=momentum)
        if not self.nesterov:
            np.add(values, momentum, out=values)
            return
        ahead = work[1]
        np.multiply(momentum, self._share, out=ahead)
        np.subtract(ahead, step, out=ahead)
        np.add(values, ahead, out=values)
