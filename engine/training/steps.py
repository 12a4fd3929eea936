"""What is done with one batch: a step of training, a step of evaluation."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from engine.graph.context import Gradients
from engine.graph.network import Network
from engine.graph.plan import Plan
from engine.optimizers import Optimizer
from engine.parameters import FlatParameters, Variable
from engine.training.batches import Batches
from engine.training.compiled import Compiled
from engine.types import Array


def penalty_of(variables: Iterable[Variable]) -> float:
    """Return the sum of the regularizers' penalties.

    Parameters
    ----------
    variables : iterable of Variable
        Weights that are trained; those of frozen layers do not count, as in Keras.
    """
    return sum(
        float(variable.regularizer(variable.value))
        for variable in variables
        if variable.regularizer is not None
    )


class TrainingStep:
    """Forward, loss, backward and update, with memory that is kept.

    Parameters
    ----------
    network : Network
        The model's graph.
    variables : list of Variable
        Weights to be trained, each once.
    optimizer : Optimizer
        What changes them.
    seed : int
        Seed of random layers.
    """

    def __init__(
        self,
        network: Network,
        variables: list[Variable],
        optimizer: Optimizer,
        seed: int,
    ) -> None:
        optimizer.ensure_built(variables)
        self._optimizer = optimizer
        self._network = network
        self._flat = FlatParameters(variables)
        self._gradients = Gradients(variables, self._flat.gradient_views)
        self._plan = Plan(network, self._gradients, training=True, seed=seed)
        self._penalised = [v for v in variables if v.regularizer is not None]

    def fits(
        self, network: Network, variables: list[Variable], optimizer: Optimizer
    ) -> bool:
        """Whether the step was made for these."""
        return (
            self._network is network
            and self._optimizer is optimizer
            and len(self._flat.variables) == len(variables)
            and all(
                mine is given
                for mine, given in zip(self._flat.variables, variables, strict=True)
            )
        )

    def begin(self) -> None:
        """Take the weights over from models that have trained them meanwhile."""
        self._flat.bind()

    @np.errstate(all="ignore")  # a diverged model gives NaN, as in Keras
    def run(self, batch: Batches, compiled: Compiled) -> None:
        """Train on one batch.

        Parameters
        ----------
        batch : Batches
            The samples.
        compiled : Compiled
            Losses and metrics; takes the batch into its means.
        """
        predictions = self._plan.forward(batch.x)
        derivatives = compiled.compute(
            batch.y,
            predictions,
            batch.sample_weight,
            self._plan.output_masks,
            penalty_of(self._penalised) + self._plan.penalty,
        )
        self._gradients.begin()
        self._plan.backward(derivatives)
        self._gradients.finish()
        for variable in self._penalised:
            assert variable.regularizer is not None
            total = self._gradients[variable]
            np.add(total, variable.regularizer.gradient(variable.value), out=total)
        self._optimizer.update(self._flat)


class InferenceStep:
    """Forward as in prediction, with memory that is kept.

    Parameters
    ----------
    network : Network
        The model's graph.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        # Random layers do nothing here: no seed is taken from anybody's stream.
        self._plan = Plan(network, seed=0)

    def fits(self, network: Network) -> bool:
        """Whether the step was made for this graph."""
        return self._network is network

    def predict(
        self, x: list[Array], masks: list[Array | None] | None = None
    ) -> list[Array]:
        """Return the outputs; valid until the next step.

        Parameters
        ----------
        x : list of ndarray
            Inputs.
        masks : list of (ndarray of bool or None), optional
            Their masks.
        """
        return self._plan.forward(x, masks)

    def evaluate(self, batch: Batches, compiled: Compiled, penalty: float) -> None:
        """Take one batch into losses and metrics.

        Parameters
        ----------
        batch : Batches
            The samples.
        compiled : Compiled
            Losses and metrics.
        penalty : float
            Sum of the regularizers.
        """
        predictions = self._plan.forward(batch.x)
        compiled.compute(
            batch.y,
            predictions,
            batch.sample_weight,
            self._plan.output_masks,
            penalty + self._plan.penalty,
        )
