"""Additive attention."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from engine.graph.context import Context
from engine.initializers import GlorotUniform
from engine.kernels.attention import pairwise_tanh, pairwise_tanh_backward
from engine.layers.layer import Example
from engine.layers.scored_attention import ScoredAttention
from engine.options import option
from engine.parameters import Variable
from engine.types import Array


class AdditiveAttention(ScoredAttention):
    """Mix values by sums of ``tanh(query + key)``, weighted for each feature.

    ``softmax(sum(scale * tanh(query + key))) @ value``. Called with a list, ``[query,
    value]`` or ``[query, value, key]``; without key, the value is it.

    Steps that the mask of the value leaves out get nothing. A call takes
    ``use_causal_mask=True`` for no look ahead, and ``return_attention_scores=True`` for
    the shares as a second output.

    Input shape: query ``(n, query steps, features)``, value ``(n, value steps, value
    features)``, key ``(n, value steps, features)``. Output shape: ``(n, query steps,
    value features)``; shares are ``(n, query steps, value steps)``.

    References
    ----------
    .. [1] Bahdanau, Cho & Bengio, "Neural machine translation by jointly learning to
       align and translate", arXiv:1409.0473.
    .. [2] ``keras.layers.AdditiveAttention``.
    """

    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((3, 4), (2, 4))),
        Example(
            {"use_scale": False, "dropout": 0.4, "seed": 3}, ((2, 3), (2, 2), (2, 3))
        ),
    )

    use_scale: bool = option(default=True, doc="Learn a weight of each feature.")

    def build(self, input_shape: Any) -> None:
        """Declare the weights of features."""
        self.scale: Variable | None = None
        if self.use_scale:
            features = self.check_known(input_shape[0])
            self.scale = self.add_weight("scale", (features,), GlorotUniform())

    def score(self, query: Array, key: Array, out: Array, ctx: Context) -> None:
        """Add tanh of sums."""
        pairs = ctx.buffer("pairs", (*out.shape, query.shape[-1]), query.dtype)
        pairwise_tanh(query, key, query.dtype.type(1), pairs)
        if self.scale is None:
            np.add.reduce(pairs, axis=-1, out=out)
        else:
            np.matmul(pairs, self.scale.value, out=out)
        ctx.save(pairs=pairs)

    def score_backward(
        self, d_scores: Array, query: Array, key: Array, ctx: Context
    ) -> tuple[Array, Array]:
        """Derive by query, key and weights of features."""
        pairs = ctx["pairs"]
        spread = d_scores[..., None]
        if self.scale is not None:
            if (ds := ctx.gradient(self.scale)) is not None:
                np.matmul(d_scores.reshape(-1), pairs.reshape(-1, ds.size), out=ds)
            spread = ctx.buffer("spread", pairs.shape, pairs.dtype)
            np.multiply(d_scores[..., None], self.scale.value, out=spread)
        d_pairs = ctx.buffer("d_pairs", pairs.shape, pairs.dtype)
        pairwise_tanh_backward(spread, pairs, d_pairs)
        d_query = ctx.buffer("d_query", query.shape, query.dtype)
        d_key = ctx.buffer("d_key", key.shape, key.dtype)
        np.add.reduce(d_pairs, axis=-2, out=d_query)
        np.add.reduce(d_pairs, axis=-3, out=d_key)
        return d_query, d_key
