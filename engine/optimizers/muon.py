"""Muon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.optimizers.elementwise import power
from engine.optimizers.learning_rate import LearningRate
from engine.optimizers.optimizer import Optimizer
from engine.options import Names, option
from engine.parameters import Variable
from engine.types import Array


class Muon(Optimizer):
    """Steps that are orthogonal matrices; Adam with weight decay for other weights.

    Matrices that are no embeddings, and not of `exclude_layers`, are changed by their
    momentum, made orthogonal by an iteration of Newton and Schulz.

    References
    ----------
    .. [1] Jordan et al., "Muon: an optimizer for hidden layers in neural networks",
       2024.
    .. [2] Liu et al., "Muon is scalable for LLM training", arXiv:2502.16982.
    .. [3] ``keras.optimizers.Muon``.
    """

    learning_rate: LearningRate = option(
        default=0.001, doc="Size of the steps.", min=0.0, formerly=("lr",)
    )
    adam_beta_1: float = option(
        default=0.9,
        doc="Share of the past in the mean gradient of Adam.",
        min=0.0,
        max=1.0,
    )
    adam_beta_2: float = option(
        default=0.999,
        doc="Share of the past in the mean of squares of Adam.",
        min=0.0,
        max=1.0,
    )
    adam_weight_decay: float | None = option(
        default=0.004, doc="Weight decay of what Adam changes.", min=0.0
    )
    epsilon: float = option(
        default=1e-7,
        doc="Small number that keeps the division finite.",
        min=0.0,
        advanced=True,
    )
    weight_decay: float | None = option(
        default=0.004,
        doc="Share of every matrix taken off at each step, times the learning rate.",
        min=0.0,
    )
    exclude_layers: Names = option(
        default=(),
        doc="Patterns of paths of weights that Adam changes.",
        kw_only=True,
    )
    exclude_embeddings: bool = option(
        default=True, doc="Let Adam change embeddings.", kw_only=True
    )
    muon_a: float = option(
        default=3.4445,
        doc="Linear factor of the iteration.",
        kw_only=True,
        advanced=True,
    )
    muon_b: float = option(
        default=-4.775,
        doc="Cubic factor of the iteration.",
        kw_only=True,
        advanced=True,
    )
    muon_c: float = option(
        default=2.0315,
        doc="Quintic factor of the iteration.",
        kw_only=True,
        advanced=True,
    )
    adam_lr_ratio: float = option(
        default=1.0,
        doc="Learning rate of Adam relative to that of Muon.",
        min=0.0,
        kw_only=True,
        advanced=True,
    )
    momentum: float = option(
        default=0.95,
        doc="Share of the past in the mean gradient.",
        min=0.0,
        max=1.0,
        kw_only=True,
    )
    ns_steps: int = option(
        default=5, doc="Number of iterations.", min=0, kw_only=True, advanced=True
    )
    nesterov: bool = option(
        default=True,
        doc="Use Nesterov's momentum, which looks a step ahead.",
        kw_only=True,
    )
    rms_rate: float | None = option(
        default=0.2,
        doc="Size of the numbers in a step; none leaves steps as they are.",
        min=0.0,
        kw_only=True,
        advanced=True,
    )

    def decay_of(self, variable: Variable) -> float | None:
        """Return the weight decay of the optimizer that changes the weight."""
        if self._is_for_adam(variable) and not self._is_excluded(variable):
            return self.adam_weight_decay
        return super().decay_of(variable)

    def _is_for_adam(self, variable: Variable) -> bool:
        if variable.ndim != 2:
            return True
        if self.exclude_embeddings and "embedding" in variable.path.lower():
            return True
        return any(re.search(word, variable.path) for word in self.exclude_layers)

    def build(self, variables: Sequence[Variable]) -> None:
        """Make momentum, and velocity for Adam's part; see `Optimizer.build`."""
        was_built = self.built
        super().build(variables)
        if was_built:
            return
        self._momenta: list[Variable] = []
        self._velocities: list[Variable | None] = []
        for variable in self._trainable:
            momentum = self.add_variable_from_reference(variable, "momentum")
            self._momenta.append(momentum)
            is_for_adam = self._is_for_adam(variable)
            self._velocities.append(
                self.add_variable_from_reference(variable, "velocity")
                if is_for_adam
                else None
            )

    def update_step(
        self, gradient: Array, variable: Variable, learning_rate: Any
    ) -> None:
        """Change one weight; see `Optimizer.update_step`."""
        place = self._get_variable_index(variable)
        momentum, velocity = self._momenta[place].value, self._velocities[place]
        if velocity is not None:
            self._adam_step(gradient, variable, learning_rate, momentum, velocity.value)
            return
        number = np.dtype(variable.dtype).type
        momentum += gradient + momentum * number(self.momentum - 1)
        direction = momentum
        if self.nesterov:
            direction = gradient + number(self.momentum) * momentum
        step = learning_rate * self._orthogonal(direction)
        if self.rms_rate is not None:
            step *= np.sqrt(number(max(step.shape)))
            step *= number(self.rms_rate)
        variable.assign_sub(step)

    def _adam_step(
        self,
        gradient: Array,
        variable: Variable,
        learning_rate: Any,
        momentum: Array,
        velocity: Array,
    ) -> None:
        number = np.dtype(variable.dtype).type
        one, step = number(1), int(self.iterations) + 1
        rate = learning_rate * number(self.adam_lr_ratio)
        rate *= np.sqrt(one - power(number(self.adam_beta_2), step))
        rate /= one - power(number(self.adam_beta_1), step)
        momentum += (gradient - momentum) * number(1 - self.adam_beta_1)
        velocity += (gradient * gradient - velocity) * number(1 - self.adam_beta_2)
        root = np.sqrt(velocity) + number(self.epsilon)
        variable.assign_sub(momentum * rate / root)

    def _orthogonal(self, x: Array) -> Array:
        """Return a matrix with all singular values near 1, and the vectors of `x`."""
        number = x.dtype.type
        a, b, c = number(self.muon_a), number(self.muon_b), number(self.muon_c)
        is_tall = x.shape[0] > x.shape[1]
        if is_tall:
            x = x.T
        x = x / (np.linalg.norm(x) + number(1e-7))
        for _ in range(self.ns_steps):
            square = x @ x.T
            x = a * x + (b * square + c * square @ square) @ x
        return x.T if is_tall else x
