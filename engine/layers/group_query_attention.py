"""Attention whose heads share keys and values."""

from __future__ import annotations

from typing import Any, ClassVar

from engine.errors import OptionError, ShapeError, Text
from engine.layers.attention_heads import AttentionHeads, Heads, named_shapes
from engine.layers.layer import Example
from engine.options import option
from engine.types import Shape


class GroupQueryAttention(AttentionHeads):
    """Attention with several heads, of which groups share a key and a value.

    As `MultiHeadAttention`, with fewer projections of key and value: one for all
    heads is multi-query attention.

    Input shape: query ``(n, query steps, features)``, value and key ``(n, value steps,
    features)``. Output shape: ``(n, query steps, features)``.

    References
    ----------
    .. [1] Ainslie et al., "GQA: training generalized multi-query transformer models
       from multi-head checkpoints", arXiv:2305.13245.
    .. [2] ``keras.layers.GroupQueryAttention``.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {
                "head_dim": 3,
                "num_query_heads": 4,
                "num_key_value_heads": 2,
                "use_bias": False,
                "use_gate": True,
                "sliding_window": 2,
            },
            ((2, 4), (3, 4), (3, 5)),
        ),
        Example(
            {
                "head_dim": 2,
                "num_query_heads": 2,
                "num_key_value_heads": 1,
                "dropout": 0.4,
                "seed": 3,
                "kernel_initializer": "he_normal",
                "bias_initializer": "random_normal",
                "kernel_regularizer": "l2",
                "bias_regularizer": "l1",
                # Without effect: the penalty is no part of the output.
                "activity_regularizer": {"class_name": "L2", "config": {"l2": 0.0}},
                "kernel_constraint": "unit_norm",
                "bias_constraint": "non_neg",
            },
            ((3, 2), (3, 2)),
        ),
    )

    keras_title = "GroupedQueryAttention"

    head_dim: int = option(doc="Size of each head.", min=1, suggest=16)
    num_query_heads: int = option(doc="Number of heads.", min=1, suggest=4)
    num_key_value_heads: int = option(
        doc="Number of keys and values; a divisor of the number of heads.",
        min=1,
        suggest=2,
    )
    dropout: float = option(
        default=0.0,
        doc="Share of the attention that becomes zero in training.",
        min=0.0,
        max=1.0,
    )
    use_bias: bool = option(
        default=True, doc="Add bias vectors to the projections.", advanced=True
    )
    sliding_window: int | None = option(
        default=None,
        doc="Let a step see only those less than so many steps away.",
        min=1,
        advanced=True,
    )

    def setup(self) -> None:
        """Check that heads can share keys evenly."""
        super().setup()
        if self.num_query_heads % self.num_key_value_heads:
            raise OptionError(
                "{where}: option num_query_heads must be a multiple of "
                "num_key_value_heads. Received {heads} and {shared}.",
                where=self.where(),
                heads=self.num_query_heads,
                shared=self.num_key_value_heads,
            )

    @property
    def _heads(self) -> Heads:
        return Heads(
            self.num_query_heads,
            self.num_key_value_heads,
            self.head_dim,
            self.head_dim,
            self.dropout,
            self.use_bias,
            self.sliding_window,
        )

    def _axes(self, rank: int) -> tuple[int, ...]:
        return tuple(range(1, rank - 1))

    def _output_sizes(self, query_shape: Shape) -> tuple[int, ...]:
        return (self.check_known(query_shape),)

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the shape of the query."""
        output = super().compute_output_shape(input_shape)
        shapes = named_shapes(input_shape)
        query, value = shapes["query"], shapes["value"]
        self.check_rank(
            query,
            3,
            3,
            advice=Text("Its axes are steps and features; put a Reshape before it."),
        )
        if query[-1] != value[-1]:
            raise ShapeError(
                "{where}: query and value must have as many features. Received "
                "{query} and {value}.",
                where=self.where(),
                query=tuple(query),
                value=tuple(value),
            )
        return output
