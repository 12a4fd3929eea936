"""One step of a long short-term memory."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.activations import Activation
from engine.constraints import Constraint
from engine.graph.context import Context
from engine.initializers import Initializer
from engine.kernels.lstm import LstmLoop
from engine.kernels.lstm_general import GeneralLstmLoop
from engine.kernels.recurrent import SequenceLoop
from engine.layers import recurrent_options as shared
from engine.layers.layer import Example
from engine.layers.recurrent_cell import RecurrentCell
from engine.layers.sequence_cell import Passage
from engine.options import option
from engine.registry import INITIALIZERS
from engine.regularizers import Regularizer
from engine.types import Array

UNIT_FORGET_BIAS: Any = option(
    default=True,
    doc="Start with a bias of 1 at the forget gate, so that states are kept.",
    advanced=True,
)


class LSTMCell(RecurrentCell):
    """Take one step of an `LSTM`.

    Input shape: ``(n, features)``, and a list of the output before and the cell state,
    both ``(n, units)``. Output shape: ``(n, units)``, and the two new states.

    References
    ----------
    .. [1] ``keras.layers.LSTMCell``.
    """

    gates: ClassVar[int] = 4
    states: ClassVar[int] = 2
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"units": 3}, ((4,), (3,), (3,))),
        Example(
            {
                "units": 2,
                "activation": "sigmoid",
                "recurrent_activation": "tanh",
                "use_bias": False,
                "dropout": 0.3,
                "recurrent_dropout": 0.4,
                "seed": 3,
            },
            ((3,), (2,), (2,)),
        ),
        Example(
            {
                "units": 2,
                "unit_forget_bias": False,
                "kernel_initializer": "he_normal",
                "recurrent_initializer": "glorot_uniform",
                "bias_initializer": "random_normal",
                "kernel_regularizer": "l2",
                "recurrent_regularizer": "l1",
                "bias_regularizer": "l2",
                "kernel_constraint": "unit_norm",
                "recurrent_constraint": "max_norm",
                "bias_constraint": "non_neg",
            },
            ((3,), (2,), (2,)),
        ),
    )

    units: int = shared.UNITS
    activation: Activation = shared.ACTIVATION
    recurrent_activation: Activation = shared.RECURRENT_ACTIVATION
    use_bias: bool = shared.USE_BIAS
    kernel_initializer: Initializer = shared.KERNEL_INITIALIZER
    recurrent_initializer: Initializer = shared.RECURRENT_INITIALIZER
    bias_initializer: Initializer = shared.BIAS_INITIALIZER
    unit_forget_bias: bool = UNIT_FORGET_BIAS
    kernel_regularizer: Regularizer | None = shared.KERNEL_REGULARIZER
    recurrent_regularizer: Regularizer | None = shared.RECURRENT_REGULARIZER
    bias_regularizer: Regularizer | None = shared.BIAS_REGULARIZER
    kernel_constraint: Constraint | None = shared.KERNEL_CONSTRAINT
    recurrent_constraint: Constraint | None = shared.RECURRENT_CONSTRAINT
    bias_constraint: Constraint | None = shared.BIAS_CONSTRAINT
    dropout: float = shared.DROPOUT
    recurrent_dropout: float = shared.RECURRENT_DROPOUT
    seed: int | None = shared.SEED

    @property
    def first_bias(self) -> Initializer:
        """Where the first values of the bias come from."""
        if self.unit_forget_bias:
            return ForgetBias(self.bias_initializer)
        return self.bias_initializer

    def make_loop(
        self,
        ctx: Context,
        shape: tuple[int, int, int],
        dtype: Any,
        passage: Passage,
        *,
        keeps_history: bool,
        drops_state: bool,
    ) -> SequenceLoop:
        """Return the loop for one shape of input: the fast one where it will do."""
        is_usual = (
            self.activation.name == "tanh"
            and self.recurrent_activation.name == "sigmoid"
            and not drops_state
        )
        if is_usual:
            return LstmLoop(
                ctx.buffer,
                shape,
                self.units,
                dtype,
                reverse=passage.reverse,
                keeps_history=keeps_history,
                keeps_sequence=passage.keeps_sequence,
            )
        return GeneralLstmLoop(
            ctx.buffer,
            shape,
            self.units,
            dtype,
            reverse=passage.reverse,
            activation=self.activation,
            recurrent_activation=self.recurrent_activation,
        )


class ForgetBias(Initializer):
    """Ones for the forget gate, another initializer for the rest."""

    def __init__(self, rest: Initializer) -> None:
        super().__init__()
        self._rest = rest

    def __call__(
        self,
        shape: tuple[int, ...],
        dtype: str | None = None,
        seed: int | None = None,
    ) -> Array:
        """Return the first values of the bias of an LSTM."""
        units = shape[0] // 4
        before = self._rest((units,), dtype, seed)
        after = self._rest((2 * units,), dtype, seed)
        return np.concatenate([before, np.ones(units, dtype), after])


INITIALIZERS.remove("ForgetBias")  # not one to choose
