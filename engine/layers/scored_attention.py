"""What attention layers without heads have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from engine.errors import OptionError, ShapeError
from engine.graph.context import Context
from engine.graph.symbolic import is_symbolic
from engine.kernels.attention import later_positions, shares, shares_backward
from engine.kernels.dropout import fill_factors
from engine.layers.layer import Layer
from engine.options import option
from engine.random import generator
from engine.types import Array

_CALL_OPTIONS = ("return_attention_scores", "training", "use_causal_mask")


class ScoredAttention(Layer, registers=False):
    """Base of layers that mix values by shares, the softmax of scores.

    Subclasses write `score` and `score_backward`.
    """

    category: ClassVar[str] = "Attention"
    min_inputs = 2
    max_inputs = 3
    supports_masking = True

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
        kw_only=True,
    )

    # To be written by subclasses.

    def score(self, query: Array, key: Array, out: Array, ctx: Context) -> None:
        """Write how well each key fits each query.

        Parameters
        ----------
        query : ndarray of shape (..., queries, features)
            Queries.
        key : ndarray of shape (..., keys, features)
            Keys.
        out : ndarray of shape (..., queries, keys)
            Result.
        ctx : Context
            The context of the call.
        """
        raise NotImplementedError

    def score_backward(
        self, d_scores: Array, query: Array, key: Array, ctx: Context
    ) -> tuple[Array, Array]:
        """Return derivatives by query and key, write those by weights.

        Parameters
        ----------
        d_scores : ndarray of shape (..., queries, keys)
            Derivative by the scores.
        query, key : ndarray
            As given to `score`.
        ctx : Context
            The context of the call.
        """
        raise NotImplementedError

    # ------------------------------------------------------------- calling

    def arrange_call(self, *args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        """Take a list of tensors, and options by name."""
        if "inputs" in kwargs:
            args = (kwargs.pop("inputs"), *args)
        unknown = [name for name in kwargs if name not in _CALL_OPTIONS]
        if len(args) != 1 or unknown or is_symbolic(kwargs):
            raise OptionError(
                "{where}: a call takes a list of tensors, [query, value] or [query, "
                "value, key], and by name mask, {names}. Received {received}.",
                where=self.where(),
                names=", ".join(_CALL_OPTIONS),
                received=", ".join(unknown) or f"{len(args)} values",
            )
        return args[0], kwargs

    @property
    def behaves_differently_in_training(self) -> bool:
        """Whether anything is dropped."""
        return self.dropout > 0

    def make_generator(self, seed: int) -> np.random.Generator:
        """Return a generator for the layer's own seed, or for `seed`."""
        return generator(seed if self.seed is None else self.seed)

    # -------------------------------------------------------------- shapes

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Replace the features of the query by those of the value."""
        if not isinstance(input_shape, list) or not 2 <= len(input_shape) <= 3:
            raise ShapeError(
                "{where}: call it with a list, [query, value] or [query, value, key]. "
                "Received shape {shape}.",
                where=self.where(),
                shape=input_shape,
            )
        query, value = input_shape[:2]
        key = input_shape[-1]
        for shape in (query, value, key):
            self.check_rank(shape, 3)
        fits = len(query) == len(value) == len(key)
        fits = fits and all(
            None in sizes or len(set(sizes)) == 1
            for sizes in zip(query[:-2], value[:-2], key[:-2], strict=True)
        )
        fits = fits and query[-1] == key[-1] and value[-2] == key[-2]
        if not fits:
            raise ShapeError(
                "{where}: query and key must have as many features, value and key the "
                "same steps. Received query {query}, value {value}, key {key}.",
                where=self.where(),
                query=tuple(query),
                value=tuple(value),
                key=tuple(key),
            )
        self.check_known(query)
        return (*query[:-1], value[-1])

    def call_output_shape(self, input_shape: Any, options: Mapping[str, Any]) -> Any:
        """Add the shape of the shares, if they are asked for."""
        output = self.compute_output_shape(input_shape)
        if not options.get("return_attention_scores"):
            return output
        return output, (*input_shape[0][:-1], input_shape[-1][-2])

    # --------------------------------------------------------------- masks

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """Return the mask of the query."""
        del inputs
        return previous_mask[0] if previous_mask else None

    def mask_after(self, inputs: Any, ctx: Context) -> Any:
        """Return the mask of the query; the shares have none."""
        mask = self.compute_mask(inputs, ctx.mask)
        return [mask, None] if ctx.call_options.get("return_attention_scores") else mask

    def _blocked(self, scores: Array, ctx: Context) -> Array | None:
        """Return True where a value must get nothing."""
        mask = ctx.mask[1] if ctx.mask else None
        blocked = None if mask is None else ~np.asarray(mask, np.bool_)
        is_causal = bool(ctx.call_options.get("use_causal_mask"))
        if blocked is not None and (is_causal or blocked.ndim == 2):
            blocked = blocked[..., None, :]
        if is_causal:
            later = later_positions(*scores.shape[-2:])
            blocked = later if blocked is None else blocked | later
        return blocked

    # --------------------------------------------------------- computation

    def forward(self, x: Any, ctx: Context) -> Any:
        """Score, share, mix."""
        query, value, key = x[0], x[1], x[-1]
        shape = (*query.shape[:-1], key.shape[-2])
        given = ctx.buffer("shares", shape, query.dtype)
        self.score(query, key, given, ctx)
        blocked = self._blocked(given, ctx)
        shares(given, blocked, clears=False)
        kept, factors = given, None
        if ctx.training and self.dropout > 0:
            factors = ctx.buffer("factors", shape, given.dtype)
            fill_factors(
                ctx.rng, self.dropout, factors, ctx.buffer("keep", shape, np.bool_)
            )
            kept = ctx.buffer("kept", shape, given.dtype)
            np.multiply(given, factors, out=kept)
        y = ctx.buffer("y", (*query.shape[:-1], value.shape[-1]), query.dtype)
        np.matmul(kept, value, out=y)
        skipped = None
        if ctx.mask and ctx.mask[0] is not None:
            skipped = ~np.asarray(ctx.mask[0], np.bool_)[..., None]
            np.copyto(y, y.dtype.type(0), where=skipped)
        ctx.save(
            inputs=(query, value, key),
            has_key=len(x) > 2,
            given=given,
            kept=kept,
            factors=factors,
            blocked=blocked,
            skipped=skipped,
        )
        return (y, kept) if ctx.call_options.get("return_attention_scores") else y

    def backward(self, dy: Any, ctx: Context) -> list[Array | None]:
        """Derive by query, value and key."""
        d_kept = None
        if isinstance(dy, list | tuple):
            dy, d_kept = dy
        query, value, key = ctx["inputs"]
        given, kept = ctx["given"], ctx["kept"]
        if ctx["skipped"] is not None:
            counted = ctx.buffer("dy", dy.shape, dy.dtype)
            np.multiply(dy, ~ctx["skipped"], out=counted)
            dy = counted
        d_given = ctx.buffer("d_shares", given.shape, given.dtype)
        np.matmul(dy, value.swapaxes(-1, -2), out=d_given)
        if d_kept is not None:
            np.add(d_given, d_kept, out=d_given)
        if ctx["factors"] is not None:
            np.multiply(d_given, ctx["factors"], out=d_given)
        shares_backward(d_given, given, ctx["blocked"], d_given)
        d_query, d_key = self.score_backward(d_given, query, key, ctx)
        wanted = ctx.input_wanted
        d_value = None
        if wanted[1]:
            d_value = ctx.buffer("d_value", value.shape, value.dtype)
            np.matmul(kept.swapaxes(-1, -2), dy, out=d_value)
            if not ctx["has_key"]:
                np.add(d_value, d_key, out=d_value)
        parts: list[Array | None] = [d_query if wanted[0] else None, d_value]
        if ctx["has_key"]:
            parts.append(d_key if wanted[2] else None)
        return parts

    def multiply_adds(self, input_shape: Any) -> int:
        """Return those of scores and of what they mix."""
        query, value, key = input_shape[0], input_shape[1], input_shape[-1]
        pairs = 1
        for size in (*query[1:-1], key[-2]):
            pairs *= size or 1
        return pairs * ((query[-1] or 1) + (value[-1] or 1))
