"""Dot-product attention."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import numpy as np

from engine.graph.context import Context
from engine.initializers import Ones
from engine.kernels.attention import pairwise_tanh, pairwise_tanh_backward
from engine.layers.layer import Example
from engine.layers.scored_attention import ScoredAttention
from engine.options import option
from engine.parameters import Variable
from engine.types import Array


class Attention(ScoredAttention):
    """Mix values by how well their keys fit a query.

    ``softmax(query @ key.T) @ value``; with ``score_mode="concat"`` the scores are
    sums of ``tanh(query + key)`` instead. Called with a list, ``[query, value]`` or
    ``[query, value, key]``; without key, the value is it.

    Steps that the mask of the value leaves out get nothing. A call takes
    ``use_causal_mask=True`` for no look ahead, and ``return_attention_scores=True`` for
    the shares as a second output.

    Input shape: query ``(n, query steps, features)``, value ``(n, value steps, value
    features)``, key ``(n, value steps, features)``. Output shape: ``(n, query steps,
    value features)``; shares are ``(n, query steps, value steps)``.

    References
    ----------
    .. [1] Luong, Pham & Manning, "Effective approaches to attention-based neural
       machine translation", arXiv:1508.04025.
    .. [2] ``keras.layers.Attention``.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((3, 4), (2, 4))),
        Example({"use_scale": True}, ((2, 4), (3, 5), (3, 4))),
        Example({"score_mode": "concat"}, ((3, 2), (3, 2))),
        Example(
            {"score_mode": "concat", "use_scale": True, "dropout": 0.4, "seed": 3},
            ((2, 3), (2, 2), (2, 3)),
        ),
    )

    use_scale: bool = option(default=False, doc="Learn a factor of the scores.")
    score_mode: Literal["dot", "concat"] = option(
        default="dot",
        doc="Scores are products of query and key, or sums of tanh of their sum.",
    )
    dropout: float = option(
        default=0.0,
        doc="Share of the attention that becomes zero in training.",
        min=0.0,
        max=1.0,
    )
    seed: int | None = option(
        default=None,
        doc="Seed of the dropout of this layer alone.",
        min=0,
        advanced=True,
    )

    def build(self, input_shape: Any) -> None:
        """Declare the factors."""
        del input_shape
        self.scale: Variable | None = None
        self.concat_score_weight: Variable | None = None
        if self.use_scale:
            self.scale = self.add_weight("scale", (), Ones())
        if self.score_mode == "concat":
            self.concat_score_weight = self.add_weight(
                "concat_score_weight", (), Ones()
            )

    def score(self, query: Array, key: Array, out: Array, ctx: Context) -> None:
        """Multiply, or add tanh of sums."""
        factor = query.dtype.type(1) if self.scale is None else self.scale.value
        if self.concat_score_weight is None:
            np.matmul(query, key.swapaxes(-1, -2), out=out)
            if self.scale is not None:
                plain = ctx.buffer("plain scores", out.shape, out.dtype)
                np.copyto(plain, out)
                np.multiply(out, factor, out=out)
                ctx.save(plain=plain)
            return
        pairs = ctx.buffer("pairs", (*out.shape, query.shape[-1]), query.dtype)
        pairwise_tanh(query, key, factor, pairs)
        plain = ctx.buffer("plain scores", out.shape, out.dtype)
        np.add.reduce(pairs, axis=-1, out=plain)
        np.multiply(plain, self.concat_score_weight.value, out=out)
        ctx.save(pairs=pairs, plain=plain)

    def score_backward(
        self, d_scores: Array, query: Array, key: Array, ctx: Context
    ) -> tuple[Array, Array]:
        """Derive by query, key and factors."""
        d_query = ctx.buffer("d_query", query.shape, query.dtype)
        d_key = ctx.buffer("d_key", key.shape, key.dtype)
        factor = query.dtype.type(1) if self.scale is None else self.scale.value
        if self.concat_score_weight is None:
            if self.scale is not None:
                if (ds := ctx.gradient(self.scale)) is not None:
                    ds[...] = np.vdot(d_scores, ctx["plain"])
                np.multiply(d_scores, factor, out=d_scores)
            np.matmul(d_scores, key, out=d_query)
            np.matmul(d_scores.swapaxes(-1, -2), query, out=d_key)
            return d_query, d_key
        weight = self.concat_score_weight
        if (dw := ctx.gradient(weight)) is not None:
            dw[...] = np.vdot(d_scores, ctx["plain"])
        np.multiply(d_scores, weight.value, out=d_scores)
        pairs = ctx["pairs"]
        d_pairs = ctx.buffer("d_pairs", pairs.shape, pairs.dtype)
        pairwise_tanh_backward(d_scores[..., None], pairs, d_pairs)
        np.add.reduce(d_pairs, axis=-2, out=d_query)
        np.add.reduce(d_pairs, axis=-3, out=d_key)
        if self.scale is not None:
            if (ds := ctx.gradient(self.scale)) is not None:
                ds[...] = np.vdot(d_query, query) + np.vdot(d_key, key)
            np.multiply(d_query, factor, out=d_query)
            np.multiply(d_key, factor, out=d_key)
        return d_query, d_key
