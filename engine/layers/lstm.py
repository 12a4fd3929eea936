"""Long short-term memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from engine.activations import Activation
from engine.constraints import Constraint
from engine.initializers import Initializer
from engine.layers import recurrent_options as shared
from engine.layers.layer import Example
from engine.layers.lstm_cell import UNIT_FORGET_BIAS, LSTMCell
from engine.layers.recurrent_cell import RecurrentCell
from engine.layers.recurrent_family import CellLayer
from engine.regularizers import Regularizer


class LSTM(CellLayer):
    """Read a sequence step by step with a state that is kept, changed or forgotten.

    With the gates ``i, f, o = recurrent_activation(x_t @ kernel + h @ recurrent_kernel
    + bias)`` and the candidate ``g``, computed the same way with `activation`, the cell
    state becomes ``c = f * c + i * g`` and the output ``h = o * activation(c)``.

    Steps that a mask leaves out change neither state nor output.

    Input shape: ``(n, steps, features)``. Output shape: ``(n, units)``, or ``(n, steps,
    units)`` with `return_sequences`; with `return_state` a list of that, the last
    output and the last cell state, both ``(n, units)``.

    Notes
    -----
    Weights of the cell are ``kernel (features, 4 * units)``, ``recurrent_kernel
    (units, 4 * units)`` and ``bias (4 * units)``, each with the parts i, f, g, o in
    this order.

    References
    ----------
    .. [1] Hochreiter & Schmidhuber, "Long short-term memory", Neural Computation 9(8),
       1997.
    .. [2] Gal & Ghahramani, "A theoretically grounded application of dropout in
       recurrent neural networks", arXiv:1512.05287.
    """

    category: ClassVar[str] = "Recurrent"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"units": 3}, ((5, 4),)),
        Example({"units": 2, "return_sequences": True}, ((4, 3),)),
        Example({"units": 3, "go_backwards": True}, ((4, 2),)),
        Example(
            {"units": 2, "return_sequences": True, "return_state": True}, ((4, 3),)
        ),
        Example({"units": 2, "return_state": True, "use_bias": False}, ((3, 2),)),
        Example(
            {
                "units": 3,
                "activation": "sigmoid",
                "recurrent_activation": "tanh",
                "go_backwards": True,
                "return_sequences": True,
            },
            ((4, 2),),
        ),
        Example(
            {
                "units": 2,
                "recurrent_activation": "softmax",
                "use_bias": False,
                "return_state": True,
            },
            ((3, 2),),
        ),
        Example({"units": 3, "dropout": 0.4, "return_sequences": True}, ((4, 3),)),
        Example(
            {"units": 3, "dropout": 0.3, "recurrent_dropout": 0.3, "seed": 5},
            ((4, 3),),
        ),
        Example({"units": 3, "recurrent_dropout": 0.5}, ((4, 2),)),
        Example(
            {"units": 2, "return_sequences": True, "zero_output_for_mask": True},
            ((4, 3),),
        ),
        Example(
            {
                "units": 2,
                "kernel_initializer": "he_normal",
                "recurrent_initializer": "glorot_uniform",
                "bias_initializer": "random_normal",
                "unit_forget_bias": False,
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
    max_inputs = 3
    cell_class: ClassVar[type[RecurrentCell]] = LSTMCell

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
    if not TYPE_CHECKING:  # a checker would leave it at its place in the base class
        activity_regularizer: Regularizer | None = shared.ACTIVITY_REGULARIZER
    kernel_constraint: Constraint | None = shared.KERNEL_CONSTRAINT
    recurrent_constraint: Constraint | None = shared.RECURRENT_CONSTRAINT
    bias_constraint: Constraint | None = shared.BIAS_CONSTRAINT
    dropout: float = shared.DROPOUT
    recurrent_dropout: float = shared.RECURRENT_DROPOUT
    seed: int | None = shared.SEED
