"""Gated recurrent unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from engine.activations import Activation
from engine.constraints import Constraint
from engine.initializers import Initializer
from engine.layers import recurrent_options as shared
from engine.layers.gru_cell import RESET_AFTER, GRUCell
from engine.layers.layer import Example
from engine.layers.recurrent_cell import RecurrentCell
from engine.layers.recurrent_family import CellLayer
from engine.options import option
from engine.regularizers import Regularizer


class GRU(CellLayer):
    """Read a sequence step by step with a state that is kept or replaced.

    With the gates ``z, r = recurrent_activation(x_t @ kernel + h @ recurrent_kernel +
    bias)`` and a candidate ``g = activation(x_t @ kernel + r * (h @ recurrent_kernel +
    recurrent_bias) + bias)`` the state becomes ``h = z * h + (1 - z) * g``. Without
    `reset_after` the candidate has ``(r * h) @ recurrent_kernel``.

    Steps that a mask leaves out do not change the state.

    Input shape: ``(n, steps, features)``. Output shape: ``(n, units)``, or ``(n, steps,
    units)`` with `return_sequences`; with `return_state` a list of that and of the last
    output.

    Notes
    -----
    Weights of the cell are ``kernel (features, 3 * units)``, ``recurrent_kernel (units,
    3 * units)`` and ``bias (2, 3 * units)``, or ``(3 * units)`` without `reset_after`,
    each with the parts z, r, g in this order.

    References
    ----------
    .. [1] Cho et al., "Learning phrase representations using RNN encoder-decoder for
       statistical machine translation", arXiv:1406.1078.
    """

    category: ClassVar[str] = "Recurrent"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"units": 3}, ((5, 4),)),
        Example(
            {
                "units": 2,
                "activation": "relu",
                "recurrent_activation": "hard_sigmoid",
                "use_bias": False,
                "return_sequences": True,
                "return_state": True,
                "go_backwards": True,
            },
            ((4, 3),),
        ),
        Example(
            {
                "units": 2,
                "activation": "sigmoid",
                "recurrent_activation": "softmax",
                "use_bias": False,
                "reset_after": False,
                "return_sequences": True,
                "go_backwards": True,
                "zero_output_for_mask": True,
            },
            ((4, 3),),
        ),
        Example(
            {"units": 3, "dropout": 0.3, "recurrent_dropout": 0.3, "seed": 5},
            ((4, 3),),
        ),
        Example(
            {
                "units": 2,
                "dropout": 0.4,
                "reset_after": False,
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
    cell_class: ClassVar[type[RecurrentCell]] = GRUCell

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
    if not TYPE_CHECKING:  # a checker would leave it at its place in the base class
        activity_regularizer: Regularizer | None = shared.ACTIVITY_REGULARIZER
    kernel_constraint: Constraint | None = shared.KERNEL_CONSTRAINT
    recurrent_constraint: Constraint | None = shared.RECURRENT_CONSTRAINT
    bias_constraint: Constraint | None = shared.BIAS_CONSTRAINT
    dropout: float = shared.DROPOUT
    recurrent_dropout: float = shared.RECURRENT_DROPOUT
    seed: int | None = shared.SEED
    # By name only: in Keras it comes after options of all recurrent layers.
    reset_after: bool = option(
        default=True, doc=RESET_AFTER, advanced=True, kw_only=True
    )
