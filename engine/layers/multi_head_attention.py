"""Multi-head attention."""

from __future__ import annotations

from typing import Any, ClassVar

from engine.errors import ShapeError
from engine.layers.attention_heads import AttentionHeads, Heads, named_shapes
from engine.layers.einsum_dense import EinsumDense
from engine.layers.layer import Example
from engine.options import Ints, ShapeOption, option
from engine.types import Shape


class MultiHeadAttention(AttentionHeads):
    """Let each step of a query gather values, by how well their keys fit.

    Query, key and value are projected to several heads; each computes ``softmax(query
    @ key.T / sqrt(key_dim)) @ value``; what they find is joined and projected back.
    Called as ``layer(query, value)`` or ``layer(query, value, key)``; self-attention
    is ``layer(x, x)``.

    Steps that a mask leaves out get nothing. A call takes `attention_mask` of shape
    ``(n, query steps, value steps)``, ``use_causal_mask=True`` for no look ahead, and
    ``return_attention_scores=True`` for the shares as a second output.

    Input shape: query ``(n, query steps, features)``, value and key ``(n, value steps,
    features)``. Output shape: ``(n, query steps, features of the query)``, or
    `output_shape` in place of the features; shares are ``(n, heads, query steps, value
    steps)``.

    Notes
    -----
    As in Keras, a query step that may see no value finds the mean of all values, or
    zeros with `dropout`, with shares as output or with several attention axes; and a
    `query_mask` handed to the call is not used, only the mask that comes with the
    query.

    References
    ----------
    .. [1] Vaswani et al., "Attention is all you need", arXiv:1706.03762.
    .. [2] ``keras.layers.MultiHeadAttention``.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({"num_heads": 2, "key_dim": 3}, ((3, 4), (2, 4))),
        Example(
            {
                "num_heads": 2,
                "key_dim": 2,
                "use_bias": False,
                "output_shape": (3,),
                "sliding_window": 2,
                "use_gate": True,
            },
            ((4, 3), (4, 5), (4, 2)),
        ),
        Example(
            {
                "num_heads": 2,
                "key_dim": 2,
                "attention_axes": [1, 2],
                "output_shape": (2, 3),
            },
            ((2, 3, 4), (2, 2, 4)),
        ),
        Example(
            {
                "num_heads": 2,
                "key_dim": 2,
                "value_dim": 3,
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
    hears_query_mask = False
    uses_up_masks = True

    num_heads: int = option(doc="Number of heads.", min=1, suggest=4)
    key_dim: int = option(doc="Size of query and key in each head.", min=1, suggest=16)
    value_dim: int | None = option(
        default=None, doc="Size of the value in each head; none means key_dim.", min=1
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
    output_shape: ShapeOption | None = option(
        default=None,
        doc="Sizes of the output in place of the features; none means those of the "
        "query.",
        advanced=True,
    )
    attention_axes: Ints | None = option(
        default=None,
        doc="Axes that are attended along; none means all but samples and features.",
        advanced=True,
    )
    sliding_window: int | None = option(
        default=None,
        doc="Let a step see only those less than so many steps away.",
        min=1,
        advanced=True,
    )

    def setup(self) -> None:
        """Fill in the size of the value."""
        super().setup()
        if self.value_dim is None:
            self.value_dim = self.key_dim

    # Files have these names, not those of the private attributes.
    @property
    def query_dense(self) -> EinsumDense:
        """The projection of the query."""
        return self._query_dense

    @property
    def key_dense(self) -> EinsumDense:
        """The projection of the key."""
        return self._key_dense

    @property
    def value_dense(self) -> EinsumDense:
        """The projection of the value."""
        return self._value_dense

    @property
    def output_dense(self) -> EinsumDense:
        """The projection of what the heads have found."""
        return self._output_dense

    @property
    def _heads(self) -> Heads:
        count, size = self.num_heads, self.key_dim
        return Heads(
            count,
            count,
            size,
            self.value_dim or size,
            self.dropout,
            self.use_bias,
            self.sliding_window,
        )

    def _axes(self, rank: int) -> tuple[int, ...]:
        if self.attention_axes is None:
            return tuple(range(1, rank - 1))
        axes = tuple(axis if axis >= 0 else rank + axis for axis in self.attention_axes)
        if (
            not axes
            or len(set(axes)) < len(axes)
            or not all(0 < axis < rank - 1 for axis in axes)
        ):
            raise ShapeError(
                "{where}: attention_axes {axes} must name axes in 1 .. {last}, each "
                "once, for an input with {rank} axes.",
                where=self.where(),
                axes=self.attention_axes,
                last=rank - 2,
                rank=rank,
            )
        return axes

    def _output_sizes(self, query_shape: Shape) -> tuple[int, ...]:
        if self.output_shape:
            return tuple(size or 0 for size in self.output_shape)
        return (self.check_known(query_shape),)

    def build(self, input_shape: Any) -> None:
        """Make the projections."""
        super().build(input_shape)
        # As Keras writes them from now on.
        self.attention_axes = self._axes(len(named_shapes(input_shape)["query"]))
