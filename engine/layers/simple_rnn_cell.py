"""One step of a simple recurrent layer."""

from __future__ import annotations

from typing import Any, ClassVar

from engine.graph.context import Context
from engine.kernels.recurrent import SequenceLoop
from engine.kernels.simple_rnn import SimpleRnnLoop
from engine.layers.layer import Example
from engine.layers.recurrent_cell import RecurrentCell
from engine.layers.sequence_cell import Passage


class SimpleRNNCell(RecurrentCell):
    """Take one step: ``h = activation(x @ kernel + h @ recurrent_kernel + bias)``.

    Input shape: ``(n, features)``, and the state ``(n, units)``. Output shape: ``(n,
    units)``, and the new state.

    References
    ----------
    .. [1] ``keras.layers.SimpleRNNCell``.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({"units": 3}, ((4,), (3,))),
        Example(
            {
                "units": 2,
                "activation": "relu",
                "use_bias": False,
                "dropout": 0.3,
                "recurrent_dropout": 0.4,
                "seed": 3,
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
        return SimpleRnnLoop(
            ctx.buffer,
            shape,
            self.units,
            dtype,
            reverse=passage.reverse,
            activation=self.activation,
        )
