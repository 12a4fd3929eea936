"""A vector for each word."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.constraints import Constraint
from engine.errors import DataError, Text
from engine.graph.context import Context
from engine.initializers import Initializer
from engine.kernels.embedding import first_outside, look_up, sum_by_row
from engine.layers.layer import Example, Layer
from engine.options import option
from engine.parameters import Variable
from engine.regularizers import Regularizer
from engine.types import Array


class Embedding(Layer):
    """Replace each whole number (a token, such as a word) by its row of a table.

    Input shape: ``(n, ...)``, whole numbers from 0 to ``input_dim - 1``. Output shape:
    ``(n, ..., output_dim)``.

    Raises
    ------
    DataError
        When an array holds a number outside the table.

    References
    ----------
    .. [1] ``keras.layers.Embedding``.
    """

    category: ClassVar[str] = "Core"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"input_dim": 6, "output_dim": 3}, ((5,),), integer_inputs=6),
        Example(
            {"input_dim": 9, "output_dim": 2, "mask_zero": True},
            ((2, 4),),
            integer_inputs=3,
        ),
        Example(
            {
                "input_dim": 5,
                "output_dim": 4,
                "embeddings_initializer": "random_normal",
                "embeddings_regularizer": "l2",
                "embeddings_constraint": "UnitNorm",
                "activity_regularizer": "l1",
            },
            ((3,),),
            integer_inputs=5,
        ),
        Example({"input_dim": 4, "output_dim": 2}, ((),), integer_inputs=4),
    )
    keras_extra: ClassVar[dict[str, Any]] = {
        "lora_rank": None,
        "lora_alpha": None,
        "quantization_config": None,
    }
    removed_options: ClassVar[dict[str, str]] = {
        **Layer.removed_options,
        "input_length": Text(
            "Leave it out: the length comes from keras.Input(shape=...)."
        ),
        "dropout": Text("Put keras.layers.SpatialDropout1D after the layer instead."),
    }
    has_input_gradient = False
    casts_inputs = False

    input_dim: int = option(
        doc="Number of different tokens: the greatest one plus 1.", min=1, suggest=10000
    )
    output_dim: int = option(doc="Size of the vector of a token.", min=1, suggest=64)
    embeddings_initializer: Initializer = option(
        default="random_uniform",
        doc="First values of the table.",
        formerly=("init",),
    )
    embeddings_regularizer: Regularizer | None = option(
        default=None,
        doc="Penalty on the table.",
        advanced=True,
        formerly=("W_regularizer",),
    )
    embeddings_constraint: Constraint | None = option(
        default=None,
        doc="What the table is brought back to after each training step.",
        advanced=True,
        formerly=("W_constraint",),
    )
    mask_zero: bool = option(
        default=False,
        doc="Token 0 fills up short sequences: layers that follow skip it.",
    )
    activity_regularizer: Regularizer | None = option(
        default=None,
        doc="Penalty on the output, for each sample.",
        advanced=True,
        kw_only=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # `weights` is no option: a config does not hold the table.
        position = list(type(self).options).index("mask_zero") + 1
        table = kwargs.pop("weights", None)
        if len(args) > position:
            table = args[position]
        super().__init__(*args[:position], **kwargs)
        if table is not None:
            self.ensure_built(None)
            self.set_weights(
                table if isinstance(table, list) and len(table) == 1 else [table]
            )

    @property
    def makes_mask(self) -> bool:
        """Whether zeros are masked."""
        return self.mask_zero

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Append the size of the vectors."""
        return (*input_shape, self.output_dim)

    def build(self, input_shape: Any) -> None:
        """Declare the table."""
        del input_shape
        self.embeddings: Variable = self.add_weight(
            "embeddings",
            (self.input_dim, self.output_dim),
            self.embeddings_initializer,
            regularizer=self.embeddings_regularizer,
            constraint=self.embeddings_constraint,
        )

    def forward(self, x: Array, ctx: Context) -> Array:
        """Copy the rows of the table."""
        tokens = ctx.buffer("tokens", x.shape, np.intp)
        with np.errstate(invalid="ignore"):  # NaN becomes a number outside the table
            np.copyto(tokens, x, casting="unsafe")
        outside = first_outside(tokens, self.input_dim)
        if outside is not None:
            self._refuse(x, tokens, outside)
        y = ctx.buffer("y", (*x.shape, self.output_dim), self.embeddings.dtype)
        flat = tokens.reshape(-1)
        look_up(self.embeddings.value, flat, y.reshape(-1, self.output_dim))
        ctx.save(tokens=flat)
        return y

    def _refuse(self, x: Array, tokens: Array, flat_position: int) -> None:
        position = tuple(int(i) for i in np.unravel_index(flat_position, x.shape))
        advice = Text("Encode the input with numbers from 0 on.")
        if tokens[position] >= self.input_dim:
            advice = Text(
                "Set input_dim to at least {size}, or encode the input with fewer "
                "tokens.",
                size=tokens.max() + 1,
            )
        raise DataError(
            "{where}: tokens must lie between 0 and {last}. Received {token} in sample "
            "{sample}{place}. {advice}",
            where=self.where(),
            last=self.input_dim - 1,
            token=x[position],
            sample=position[0],
            place=Text(
                " at position {position}", position=", ".join(map(str, position[1:]))
            )
            if len(position) > 1
            else "",
            advice=advice,
        )

    def backward(self, dy: Array, ctx: Context) -> None:
        """Add up the gradients of each token."""
        target = ctx.gradient(self.embeddings)
        if target is None:
            return
        flat = dy.reshape(-1, self.output_dim)
        work = ctx.buffer("sums", flat.shape, flat.dtype)
        rows, sums = sum_by_row(ctx["tokens"], flat, self.input_dim, work)
        target.fill(0)
        target[rows] = sums

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """Return where tokens are not 0, if zeros are to be masked."""
        del previous_mask
        return np.not_equal(inputs, 0) if self.mask_zero else None

    def symbolic_mask(self, inputs: Any, masks: Any, ops: Any) -> Any:
        """Return where tokens are not 0, as an operation of the graph."""
        return ops.not_equal(inputs, 0) if self.mask_zero else None

    def multiply_adds(self, input_shape: Any) -> int:
        """Return 0: rows are only copied."""
        del input_shape
        return 0
