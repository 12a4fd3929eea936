"""Long short-term memory."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.activations import Activation
from engine.errors import ShapeError, Text
from engine.graph.context import Context
from engine.initializers import Initializer
from engine.kernels.dropout import fill_factors
from engine.kernels.lstm import LstmLoop
from engine.kernels.lstm_general import GeneralLstmLoop
from engine.layers.layer import Example, Layer
from engine.options import option
from engine.parameters import Variable
from engine.random import generator
from engine.registry import INITIALIZERS
from engine.regularizers import Regularizer
from engine.types import Array

_KEPT_SHAPES = 8
"""How many shapes of input (lengths, sizes of last batches) keep their views."""


class LSTM(Layer):
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
    Weights are ``kernel (features, 4 * units)``, ``recurrent_kernel (units, 4 *
    units)`` and ``bias (4 * units)``, each with the parts i, f, g, o in this order.

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
            },
            ((3, 2),),
        ),
    )
    keras_extra: ClassVar[dict[str, Any]] = {
        "stateful": False,
        "activity_regularizer": None,
        "kernel_constraint": None,
        "recurrent_constraint": None,
        "bias_constraint": None,
    }
    keras_ignored: ClassVar[frozenset[str]] = frozenset(
        {"unroll", "use_cudnn", "implementation", "time_major"}
    )
    supports_masking = True
    weights_within: ClassVar[str] = "cell"

    units: int = option(
        doc="Size of output and state.", min=1, suggest=32, formerly=("output_dim",)
    )
    activation: Activation = option(
        default="tanh", doc="Function of the candidate and of the cell state."
    )
    recurrent_activation: Activation = option(
        default="sigmoid",
        doc="Function of the gates.",
        formerly=("inner_activation",),
    )
    use_bias: bool = option(default=True, doc="Add a bias vector.", advanced=True)
    kernel_initializer: Initializer = option(
        default="glorot_uniform",
        doc="First values of the weights of the input.",
        formerly=("init",),
    )
    recurrent_initializer: Initializer = option(
        default="orthogonal",
        doc="First values of the weights of the state.",
        advanced=True,
        formerly=("inner_init",),
    )
    bias_initializer: Initializer = option(
        default="zeros", doc="First values of the bias.", advanced=True
    )
    unit_forget_bias: bool = option(
        default=True,
        doc="Start with a bias of 1 at the forget gate, so that states are kept.",
        advanced=True,
    )
    kernel_regularizer: Regularizer | None = option(
        default=None,
        doc="Penalty on the weights of the input.",
        advanced=True,
        formerly=("W_regularizer",),
    )
    recurrent_regularizer: Regularizer | None = option(
        default=None,
        doc="Penalty on the weights of the state.",
        advanced=True,
        formerly=("U_regularizer",),
    )
    bias_regularizer: Regularizer | None = option(
        default=None,
        doc="Penalty on the bias.",
        advanced=True,
        formerly=("b_regularizer",),
    )
    # By name only: in Keras, options that do not exist here stand in between.
    dropout: float = option(
        default=0.0,
        doc="Share of the features that become zero in training, at all steps alike.",
        min=0.0,
        max=1.0,
        kw_only=True,
        formerly=("dropout_W",),
    )
    recurrent_dropout: float = option(
        default=0.0,
        doc="Share of the state that becomes zero on its way to the next step.",
        min=0.0,
        max=1.0,
        kw_only=True,
        formerly=("dropout_U",),
    )
    seed: int | None = option(
        default=None,
        doc="Seed of the dropout of this layer alone.",
        min=0,
        advanced=True,
        kw_only=True,
    )
    return_sequences: bool = option(
        default=False,
        doc="Give the outputs of all steps, not of the last.",
        kw_only=True,
    )
    return_state: bool = option(
        default=False,
        doc="Give the last output and the last cell state, too.",
        advanced=True,
        kw_only=True,
    )
    go_backwards: bool = option(
        default=False,
        doc="Read from the last step to the first; outputs come in that order.",
        advanced=True,
        kw_only=True,
    )
    zero_output_for_mask: bool = option(
        default=False,
        doc="Give zeros at masked steps instead of the output before.",
        advanced=True,
        kw_only=True,
    )

    @property
    def behaves_differently_in_training(self) -> bool:
        """Whether anything is dropped."""
        return self.dropout > 0 or self.recurrent_dropout > 0

    def make_generator(self, seed: int) -> np.random.Generator:
        """Return a generator for the layer's own seed, or for `seed`."""
        return generator(seed if self.seed is None else self.seed)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Drop or keep the steps; replace the features by `units`."""
        self.check_rank(
            input_shape,
            3,
            3,
            advice=Text(
                "Its axes are steps and features; put a Reshape or an Embedding "
                "before it."
            ),
        )
        features = self.check_known(input_shape)
        if self.built and features != self.kernel.shape[0]:
            raise ShapeError(
                "{where}: is shared and was built for {expected} input features. "
                "Received shape {shape}. Give both calls the same features, or use a "
                "second layer.",
                where=self.where(),
                expected=self.kernel.shape[0],
                shape=tuple(input_shape),
            )
        n, steps, _ = input_shape
        output = (n, steps, self.units) if self.return_sequences else (n, self.units)
        if not self.return_state:
            return output
        return [output, (n, self.units), (n, self.units)]

    def build(self, input_shape: Any) -> None:
        """Declare the weights."""
        self.kernel: Variable = self.add_weight(
            "kernel",
            (input_shape[-1], 4 * self.units),
            self.kernel_initializer,
            regularizer=self.kernel_regularizer,
        )
        self.recurrent_kernel: Variable = self.add_weight(
            "recurrent_kernel",
            (self.units, 4 * self.units),
            self.recurrent_initializer,
            regularizer=self.recurrent_regularizer,
        )
        if self.use_bias:
            initializer: Initializer = self.bias_initializer
            if self.unit_forget_bias:
                initializer = ForgetBias(initializer)
            self.bias: Variable = self.add_weight(
                "bias",
                (4 * self.units,),
                initializer,
                regularizer=self.bias_regularizer,
            )

    # ------------------------------------------------------------ forward

    def forward(self, x: Array, ctx: Context) -> Any:
        """Run the loop over the steps."""
        skip = self._skipped_steps(ctx.mask)
        bias = self.bias.value if self.use_bias else None
        weights = self.kernel.value, self.recurrent_kernel.value, bias
        factors = None
        if ctx.training and self.recurrent_dropout > 0:
            loop: Any = self._general_loop(x, ctx)
            loop.forward(
                x,
                *weights,
                skip,
                input_factors=self._factors(
                    "input_factors", self.dropout, (4, x.shape[0], x.shape[2]), x, ctx
                )
                if self.dropout > 0
                else None,
                state_factors=self._factors(
                    "state_factors",
                    self.recurrent_dropout,
                    (4, x.shape[0], self.units),
                    x,
                    ctx,
                ),
            )
        else:
            if ctx.training and self.dropout > 0:
                shape = (x.shape[0], 1, x.shape[2])
                factors = self._factors("factors", self.dropout, shape, x, ctx)
                dropped = ctx.buffer("dropped", x.shape, x.dtype)
                x = np.multiply(x, factors, out=dropped)
            is_usual = (
                self.activation.name == "tanh"
                and self.recurrent_activation.name == "sigmoid"
            )
            loop = self._loop(x, ctx) if is_usual else self._general_loop(x, ctx)
            loop.forward(x, *weights, skip)
        ctx.save(loop=loop, x=x, factors=factors, skip=skip)
        output = loop.sequence if self.return_sequences else loop.last_h
        if skip is not None and self.zero_output_for_mask:
            output = np.multiply(output, self._kept(skip, output))
        return [output, loop.last_h, loop.last_c] if self.return_state else output

    def _skipped_steps(self, mask: Array | None) -> Array | None:
        """Return which steps are masked, (steps, n) in order of processing."""
        if mask is None or mask.all():
            return None
        skip = np.logical_not(mask.T)
        return skip[::-1] if self.go_backwards else skip

    def _kept(self, skip: Array, output: Array) -> Array:
        """Return 1 where an output is given, 0 where its step is masked."""
        kept = np.logical_not(skip).astype(output.dtype)
        return kept.T[:, :, None] if self.return_sequences else kept[-1][:, None]

    def _factors(
        self, name: str, rate: float, shape: tuple[int, ...], x: Array, ctx: Context
    ) -> Array:
        factors = ctx.buffer(name, shape, x.dtype)
        fill_factors(ctx.rng, rate, factors, np.empty(shape, np.bool_))
        return factors

    def _loop(self, x: Array, ctx: Context) -> LstmLoop:
        keeps_history = ctx.gradients is not None or any(ctx.input_wanted)
        loops: dict[Any, LstmLoop] = ctx.child("loops", dict)
        key = (x.shape, keeps_history)
        loop = loops.get(key)
        if loop is None:
            if len(loops) >= _KEPT_SHAPES:
                loops.clear()
            n, steps, features = x.shape
            loop = loops[key] = LstmLoop(
                ctx.buffer,
                (n, steps, features),
                self.units,
                x.dtype,
                reverse=self.go_backwards,
                keeps_history=keeps_history,
                keeps_sequence=self.return_sequences,
            )
        return loop

    def _general_loop(self, x: Array, ctx: Context) -> GeneralLstmLoop:
        n, steps, features = x.shape
        return GeneralLstmLoop(
            ctx.buffer,
            (n, steps, features),
            self.units,
            x.dtype,
            reverse=self.go_backwards,
            activation=self.activation,
            recurrent_activation=self.recurrent_activation,
        )

    # ----------------------------------------------------------- backward

    def backward(self, dy: Any, ctx: Context) -> Array | None:
        """Run the loop backwards, then multiply for the weights all at once."""
        loop, skip = ctx["loop"], ctx["skip"]
        doutput, dlast_h, dlast_c = dy if self.return_state else (dy, None, None)
        if skip is not None and self.zero_output_for_mask:
            doutput = np.multiply(doutput, self._kept(skip, doutput))
        if self.return_sequences:
            dsequence = doutput
        else:
            dsequence = None
            dlast_h = doutput if dlast_h is None else dlast_h + doutput
        loop.backward(self.recurrent_kernel.value, dsequence, dlast_h, dlast_c)
        if (dw := ctx.gradient(self.kernel)) is not None:
            loop.kernel_gradient(ctx["x"], dw)
        if (dw := ctx.gradient(self.recurrent_kernel)) is not None:
            loop.recurrent_gradient(dw)
        if self.use_bias and (db := ctx.gradient(self.bias)) is not None:
            loop.bias_gradient(db)
        if not ctx.input_wanted[0]:
            return None
        dx: Array = loop.input_gradient(self.kernel.value)
        if ctx["factors"] is not None:
            np.multiply(dx, ctx["factors"], out=dx)
        return dx

    def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:
        """Pass the mask on with the sequence only."""
        del inputs
        mask = previous_mask if self.return_sequences else None
        return [mask, None, None] if self.return_state else mask

    def multiply_adds(self, input_shape: Any) -> int:
        """Return the size of the weights of input and state times the steps."""
        return (input_shape[1] or 1) * (self.kernel.size + self.recurrent_kernel.size)


class ForgetBias(Initializer):
    """Ones for the forget gate, another initializer for the rest."""

    def __init__(self, rest: Initializer) -> None:
        super().__init__()
        self._rest = rest

    def __call__(
        self, shape: tuple[int, ...], dtype: str = "float32", seed: int | None = None
    ) -> Array:
        """Return the first values of the bias of an LSTM."""
        units = shape[0] // 4
        before = self._rest((units,), dtype, seed)
        after = self._rest((2 * units,), dtype, seed)
        return np.concatenate([before, np.ones(units, dtype), after])


INITIALIZERS.remove("ForgetBias")  # not one to choose
