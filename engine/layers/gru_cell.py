"""One step of a gated recurrent unit."""

from __future__ import annotations

from typing import Any, ClassVar

from engine.activations import Activation
from engine.constraints import Constraint
from engine.graph.context import Context
from engine.initializers import Initializer
from engine.kernels.gru import GruLoop
from engine.kernels.recurrent import SequenceLoop
from engine.layers import recurrent_options as shared
from engine.layers.layer import Example
from engine.layers.recurrent_cell import RecurrentCell
from engine.layers.sequence_cell import Passage
from engine.options import option
from engine.regularizers import Regularizer

RESET_AFTER = (
    "Apply the reset gate after the product of the state, not before; the product has "
    "a bias of its own then."
)
"""What the option `reset_after` of cell and layer means."""


class GRUCell(RecurrentCell):
    """Take one step of a `GRU`.

    Input shape: ``(n, features)``, and the state ``(n, units)``. Output shape: ``(n,
    units)``, and the new state.

    References
    ----------
    .. [1] ``keras.layers.GRUCell``.
    """

    gates: ClassVar[int] = 3
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"units": 3}, ((4,), (3,))),
        Example(
            {
                "units": 2,
                "activation": "sigmoid",
                "recurrent_activation": "hard_sigmoid",
                "use_bias": False,
                "dropout": 0.3,
                "recurrent_dropout": 0.4,
                "seed": 3,
                "reset_after": False,
            },
            ((3,), (2,)),
        ),
        Example(
            {
                "units": 2,
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
            ((3,), (2,)),
        ),
    )

    units: int = shared.UNITS
    activation: Activation = shared.ACTIVATION
    recurrent_activation: Activation = shared.RECURRENT_ACTIVATION
    use_bias: bool = shared.USE_BIAS
    kernel_initializer: Initializer = shared.KERNEL_INITIALIZER
    recurrent_initializer: Initializer = shared.RECURRENT_INITIALIZER
    bias_initializer: Initializer = shared.BIAS_INITIALIZER
    kernel_regularizer: Regularizer | None = shared.KERNEL_REGULARIZER
    recurrent_regularizer: Regularizer | None = shared.RECURRENT_REGULARIZER
    bias_regularizer: Regularizer | None = shared.BIAS_REGULARIZER
    kernel_constraint: Constraint | None = shared.KERNEL_CONSTRAINT
    recurrent_constraint: Constraint | None = shared.RECURRENT_CONSTRAINT
    bias_constraint: Constraint | None = shared.BIAS_CONSTRAINT
    dropout: float = shared.DROPOUT
    recurrent_dropout: float = shared.RECURRENT_DROPOUT
    reset_after: bool = option(default=True, doc=RESET_AFTER, advanced=True)
    seed: int | None = shared.SEED

    @property
    def bias_shape(self) -> tuple[int, ...]:
        """Shape of the bias: two rows, for input and state, or one for both."""
        width = self.gates * self.units
        return (2, width) if self.reset_after else (width,)

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
        """Return the loop for one shape of input."""
        del keeps_history, drops_state
        return GruLoop(
            ctx.buffer,
            shape,
            self.units,
            dtype,
            reverse=passage.reverse,
            activation=self.activation,
            recurrent_activation=self.recurrent_activation,
            reset_after=self.reset_after,
        )
