"""A recurrent layer whose state is its output."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from engine.activations import Activation
from engine.constraints import Constraint
from engine.initializers import Initializer
from engine.layers import recurrent_options as shared
from engine.layers.layer import Example
from engine.layers.recurrent_cell import RecurrentCell
from engine.layers.recurrent_family import CellLayer
from engine.layers.simple_rnn_cell import SimpleRNNCell
from engine.options import option
from engine.regularizers import Regularizer


class SimpleRNN(CellLayer):
    """Read a sequence step by step: the output of a step goes into the next.

    The state becomes ``h = activation(x_t @ kernel + h @ recurrent_kernel + bias)``.
    Steps that a mask leaves out do not change it.

    Input shape: ``(n, steps, features)``. Output shape: ``(n, units)``, or ``(n, steps,
    units)`` with `return_sequences`; with `return_state` a list of that and of the last
    output.

    References
    ----------
    .. [1] Elman, "Finding structure in time", Cognitive Science 14, 1990.
    """

    category: ClassVar[str] = "Recurrent"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"units": 3}, ((5, 4),)),
        Example(
            {
                "units": 2,
                "activation": "relu",
                "use_bias": False,
                "return_sequences": True,
                "return_state": True,
                "go_backwards": True,
            },
            ((4, 3),),
        ),
        Example(
            {
                "units": 3,
                "activation": "softmax",
                "return_sequences": True,
                "zero_output_for_mask": True,
                "dropout": 0.4,
            },
            ((4, 3),),
        ),
        Example(
            {
                "units": 2,
                "recurrent_dropout": 0.3,
                "seed": 5,
                "kernel_initializer": "he_normal",
                "recurrent_initializer": "glorot_uniform",
                "bias_initializer": "random_normal",
                "kernel_regularizer": "l2",
                "recurrent_regularizer": "l1",
                "bias_regularizer": "l2",
                "activity_regularizer": "l2",
                "kernel_constraint": "max_norm",
                "recurrent_constraint": "unit_norm",
                "bias_constraint": "non_neg",
            },
            ((3, 2),),
        ),
    )
    max_inputs = 2
    cell_class: ClassVar[type[RecurrentCell]] = SimpleRNNCell

    units: int = shared.UNITS
    activation: Activation = shared.ACTIVATION
    use_bias: bool = shared.USE_BIAS
    kernel_initializer: Initializer = shared.KERNEL_INITIALIZER
    recurrent_initializer: Initializer = shared.RECURRENT_INITIALIZER
    bias_initializer: Initializer = shared.BIAS_INITIALIZER
    kernel_regularizer: Regularizer | None = shared.KERNEL_REGULARIZER
    recurrent_regularizer: Regularizer | None = shared.RECURRENT_REGULARIZER
    bias_regularizer: Regularizer | None = shared.BIAS_REGULARIZER
    if not TYPE_CHECKING:  # a checker would leave it at its place in the base class
        activity_regularizer: Regularizer | None = shared.ACTIVITY_REGULARIZER
    kernel_constraint: Constraint | None = shared.KERNEL_CONSTRAINT
    recurrent_constraint: Constraint | None = shared.RECURRENT_CONSTRAINT
    bias_constraint: Constraint | None = shared.BIAS_CONSTRAINT
    dropout: float = shared.DROPOUT
    recurrent_dropout: float = shared.RECURRENT_DROPOUT
    # By name only: in Keras it comes after options of all recurrent layers.
    seed: int | None = option(
        default=None, doc=shared.SEED_DOC, min=0, advanced=True, kw_only=True
    )
