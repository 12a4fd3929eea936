"""What attention with several heads has in common, however many keys they share."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

import numpy as np

from engine import activations
from engine.activations import Activation
from engine.constraints import Constraint
from engine.errors import OptionError, ShapeError, Text
from engine.graph.context import Context
from engine.graph.structure import flatten
from engine.graph.symbolic import is_symbolic
from engine.initializers import Initializer
from engine.kernels.attention import (
    distant_positions,
    later_positions,
    shares,
    shares_backward,
)
from engine.kernels.dropout import fill_factors
from engine.layers.einsum_dense import EinsumDense
from engine.layers.layer import Layer
from engine.options import option
from engine.random import generator
from engine.regularizers import Regularizer
from engine.types import Array, Json, Shape

_INPUTS = ("query", "value", "key")
_TENSORS = (*_INPUTS, "query_mask", "value_mask", "key_mask", "attention_mask")
_CALL_OPTIONS = ("return_attention_scores", "training", "use_causal_mask")
_BEFORE = "abcdefgh"
"""Letters of the axes that a projection leaves alone."""


class Heads(NamedTuple):
    """Options that each subclass declares where Keras has them."""

    number: int
    shared: int
    """Number of different keys and values, a divisor of `number`."""
    key_size: int
    value_size: int
    dropout: float
    use_bias: bool
    window: int | None


class AttentionHeads(Layer, registers=False):
    """Base of layers that project query, key and value, attend, and project back.

    Subclasses say in `_heads` how many heads there are and how large, and in `_axes`
    along which axes is attended.
    """

    category: ClassVar[str] = "Attention"
    min_inputs = 2
    max_inputs = 3
    inputs_apart = True
    supports_masking = True
    keras_ignored: ClassVar[frozenset[str]] = frozenset({"flash_attention"})
    hears_query_mask: ClassVar[bool] = True
    """Whether a `query_mask` that is handed in takes the place of the query's own."""

    # By name only: in Keras, flash_attention stands before.
    kernel_initializer: Initializer = option(
        default="glorot_uniform",
        doc="First values of the kernels.",
        advanced=True,
        kw_only=True,
    )
    bias_initializer: Initializer = option(
        default="zeros",
        doc="First values of the biases.",
        advanced=True,
        kw_only=True,
    )
    kernel_regularizer: Regularizer | None = option(
        default=None, doc="Penalty on the kernels.", advanced=True, kw_only=True
    )
    bias_regularizer: Regularizer | None = option(
        default=None, doc="Penalty on the biases.", advanced=True, kw_only=True
    )
    activity_regularizer: Regularizer | None = option(
        default=None,
        doc="Penalty on the output of each projection, for each sample.",
        advanced=True,
        kw_only=True,
    )
    kernel_constraint: Constraint | None = option(
        default=None,
        doc="What the kernels are brought back to after each training step.",
        advanced=True,
        kw_only=True,
    )
    bias_constraint: Constraint | None = option(
        default=None,
        doc="What the biases are brought back to after each training step.",
        advanced=True,
        kw_only=True,
    )
    use_gate: bool = option(
        default=False,
        doc="Multiply what is attended to with a gate, a sigmoid of the query.",
        advanced=True,
        kw_only=True,
    )
    seed: int | None = option(
        default=None,
        doc="Seed of the dropout of this layer alone.",
        min=0,
        advanced=True,
        kw_only=True,
    )

    # To be written by subclasses.

    @property
    def _heads(self) -> Heads:
        """What the options say about heads."""
        raise NotImplementedError

    def _axes(self, rank: int) -> tuple[int, ...]:
        """Return the axes that are attended along, of an input of `rank` axes."""
        raise NotImplementedError

    def _output_sizes(self, query_shape: Shape) -> tuple[int, ...]:
        """Return the sizes of the output in place of the query's features."""
        raise NotImplementedError

    # ------------------------------------------------------------ calling

    @property
    def behaves_differently_in_training(self) -> bool:
        """Whether anything is dropped."""
        return self._heads.dropout > 0

    @property
    def output_penalty(self) -> Regularizer | None:
        """None: as in Keras, the projections have the penalty."""
        return None

    def make_generator(self, seed: int) -> np.random.Generator:
        """Return a generator for the layer's own seed, or for `seed`."""
        return generator(seed if self.seed is None else self.seed)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Apply the layer to query, value and key; one list of them will do, too."""
        if args and isinstance(args[0], list | tuple):
            args = (*args[0], *args[1:])
        return super().__call__(*args, **kwargs)

    def arrange_call(self, *args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        """Join query, value, key and masks."""
        names = (*_TENSORS, *_CALL_OPTIONS)
        unknown = [name for name in kwargs if name not in names]
        if unknown or len(args) > len(names):
            raise OptionError(
                "{where}: a call takes {names}. Received {received}.",
                where=self.where(),
                names=", ".join(names),
                received=", ".join(unknown) or f"{len(args)} values",
            )
        given = {**dict(zip(names, args, strict=False)), **kwargs}
        given = {name: value for name, value in given.items() if value is not None}
        if "query" not in given or "value" not in given:
            raise ShapeError(
                "{where}: call it with a query and a value, such as layer(x, x).",
                where=self.where(),
            )
        tensors = {name: given[name] for name in _TENSORS if name in given}
        options = {k: v for k, v in given.items() if k not in tensors}
        if is_symbolic(list(tensors.values())):
            # Arrays among symbols are constants of the call.
            constants = [k for k, v in tensors.items() if not is_symbolic(v)]
            options |= {name: tensors.pop(name) for name in constants}
        if set(tensors) <= set(_INPUTS) and set(_INPUTS[:2]) <= set(tensors):
            return [tensors[name] for name in _INPUTS if name in tensors], options
        return tensors, options

    def check_inputs(self, inputs: Any) -> None:
        """Raise if there is no query and value among the tensors."""
        if len(flatten(inputs)) < self.min_inputs or not set(_INPUTS[:2]) <= set(
            _named(inputs, flatten(inputs))
        ):
            raise ShapeError(
                "{where}: query and value must be tensors of the same kind, both "
                "symbolic or both arrays.",
                where=self.where(),
            )

    # -------------------------------------------------------------- shapes

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Replace the features of the query by those of the output."""
        shapes = named_shapes(input_shape)
        query, value = shapes["query"], shapes["value"]
        key = shapes.get("key", value)
        self.check_rank(
            query,
            3,
            advice=Text("Its axes are steps and features; put a Reshape before it."),
        )
        if len(value) != len(query) or not _agree(value[1:-1], key[1:-1]):
            raise ShapeError(
                "{where}: query and value must have as many axes, and value and key "
                "the same steps. Received query {query}, value {value}, key {key}.",
                where=self.where(),
                query=query,
                value=value,
                key=key,
            )
        apart = [a for a in range(len(query) - 1) if a not in self._axes(len(query))]
        if not _agree([query[a] for a in apart], [value[a] for a in apart]):
            raise ShapeError(
                "{where}: query and value may differ along {axes} only, where is "
                "attended. Received query {query} and value {value}.",
                where=self.where(),
                axes=self._axes(len(query)),
                query=query,
                value=value,
            )
        for shape in (query, value, key):
            self.check_known(shape)
        if self.built:
            self._query_dense.compute_output_shape(query)
            self._value_dense.compute_output_shape(value)
            self._key_dense.compute_output_shape(key)
        return (*query[:-1], *self._output_sizes(query))

    def call_output_shape(self, input_shape: Any, options: Mapping[str, Any]) -> Any:
        """Add the shape of the shares, if they are asked for."""
        output = self.compute_output_shape(input_shape)
        if not options.get("return_attention_scores"):
            return output
        shapes = named_shapes(input_shape)
        query, key = shapes["query"], shapes.get("key", shapes["value"])
        return output, self._scores_shape(query, key)

    def _scores_shape(self, query: Shape, key: Shape) -> Shape:
        axes = self._axes(len(query))
        apart = [query[a] for a in range(len(query) - 1) if a not in axes]
        heads = self._heads.number
        return (*apart, heads, *(query[a] for a in axes), *(key[a] for a in axes))

    def build(self, input_shape: Any) -> None:
        """Make the projections."""
        shapes = named_shapes(input_shape)
        query, value = shapes["query"], shapes["value"]
        key = shapes.get("key", value)
        heads, shared, key_size, value_size, *_ = self._heads
        # Keras finds weights in files by the names of these attributes.
        self._query_dense = self._projection("query", query, (heads, key_size))
        self._key_dense = self._projection("key", key, (shared, key_size))
        if self.use_gate:
            self._gate_dense = self._projection(
                "gate",
                query,
                (heads, value_size),
                activation=activations.get("sigmoid"),
            )
        self._value_dense = self._projection("value", value, (shared, value_size))
        joined = (*query[:-1], heads, value_size)
        self._output_dense = self._projection(
            "attention_output", joined, self._output_sizes(query), bound=2
        )

    def _projection(
        self,
        name: str,
        shape: Shape,
        sizes: tuple[int, ...],
        *,
        bound: int = 1,
        activation: Activation | None = None,
    ) -> EinsumDense:
        """Return a built layer that replaces the last `bound` axes by `sizes`."""
        kept = _BEFORE[: len(shape) - bound]
        old, new = "xyz"[:bound], "uvwrst"[: len(sizes)]
        layer = EinsumDense(
            f"{kept}{old},{old}{new}->{kept}{new}",
            output_shape=(*[None] * (len(kept) - 1), *sizes),
            activation=activation,
            bias_axes=new if self._heads.use_bias else None,
            kernel_initializer=self.kernel_initializer,
            bias_initializer=self.bias_initializer,
            kernel_regularizer=self.kernel_regularizer,
            bias_regularizer=self.bias_regularizer,
            activity_regularizer=self.activity_regularizer,
            kernel_constraint=self.kernel_constraint,
            bias_constraint=self.bias_constraint,
            dtype=self.dtype,
            trainable=self.trainable,
            name=name,
        )
        layer.ensure_built(shape)
        return layer

    def get_build_config(self) -> dict[str, Json] | None:
        """Return the shapes that the layer was built for."""
        if self._build_shape is None:
            return None
        shapes = named_shapes(self._build_shape)
        return {
            "shapes_dict": {
                f"{name}_shape": list(shapes[name])
                for name in _INPUTS
                if name in shapes
            }
        }

    # --------------------------------------------------------------- masks

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """Return the mask of the query."""
        return _named(inputs, previous_mask).get("query")

    def mask_after(self, inputs: Any, ctx: Context) -> Any:
        """Return the mask of the query; the shares have none."""
        mask = self.compute_mask(inputs, ctx.mask)
        return [mask, None] if ctx.call_options.get("return_attention_scores") else mask

    def _blocked(self, x: dict[str, Array], ctx: Context) -> Array | None:
        """Return True where a key must get nothing, as the scores can take it."""
        own = _named(ctx["structure"], ctx.mask)
        handed = {**ctx.call_options, **x}
        lengths = x["query"].shape[1], x["value"].shape[1]
        masks = []
        query_mask = own.get("query")
        if self.hears_query_mask:
            query_mask = handed.get("query_mask", query_mask)
        if query_mask is not None:
            masks.append(np.asarray(query_mask, np.bool_)[..., None])
        for name in ("value", "key"):
            mask = handed.get(f"{name}_mask", own.get(name))
            if mask is not None:
                masks.append(np.asarray(mask, np.bool_)[..., None, :])
        if ctx.call_options.get("use_causal_mask"):
            masks.append(~later_positions(*lengths)[None])
        if (window := self._heads.window) is not None:
            masks.append(~distant_positions(*lengths, window)[None])
        if handed.get("attention_mask") is not None:
            masks.append(np.asarray(handed["attention_mask"], np.bool_))
        if not masks:
            return None
        try:
            keep = masks[0]
            for mask in masks[1:]:
                keep = keep & mask
            axes = len(self._axes(x["query"].ndim))
            while keep.ndim < x["query"].ndim + axes:
                keep = np.expand_dims(keep, -2 * axes - 1)
            np.broadcast_to(keep, ctx["scores_shape"])
        except ValueError as error:
            raise ShapeError(
                "{where}: masks of shape {masks} do not fit scores of shape {scores}. "
                "Give attention_mask the shape (n, query steps, key steps).",
                where=self.where(),
                masks=" and ".join(str(mask.shape) for mask in masks),
                scores=ctx["scores_shape"],
            ) from error
        return ~keep

    # ------------------------------------------------------------- forward

    def forward(self, x: Any, ctx: Context) -> Any:
        """Project, attend, project back."""
        arrays = _named(x, flatten(x))
        wanted = _named(x, ctx.input_wanted)
        query, value = arrays["query"], arrays["value"]
        key = arrays.get("key", value)
        key_wanted = wanted["key"] if "key" in arrays else wanted["value"]
        wants_scores = bool(ctx.call_options.get("return_attention_scores"))
        scores_shape: Any = self._scores_shape(query.shape, key.shape)
        ctx.save(structure=x, scores_shape=scores_shape, penalised=[])
        blocked = self._blocked(arrays, ctx)
        q = self._project("query", query, wanted["query"], ctx)
        k = self._project("key", key, key_wanted, ctx)
        v = self._project("value", value, wanted["value"], ctx)
        # Heads in front, positions and features last: one product for each head.
        factor = 1 / math.sqrt(self._heads.key_size)
        q = self._to_heads(q, "q", ctx, factor=factor)
        k, v = self._to_heads(k, "k", ctx), self._to_heads(v, "v", ctx)
        given = ctx.buffer("shares", (len(q), q.shape[1], k.shape[1]), q.dtype)
        np.matmul(q, k.swapaxes(1, 2), out=given)
        # As in Keras: two ways of computing treat a row without any key differently.
        clears = self._heads.dropout > 0 or wants_scores or query.ndim > 3
        axes = len(self._axes(query.ndim))
        shares(given.reshape(scores_shape), blocked, clears=clears, axes=axes)
        kept, factors = given, None
        if ctx.training and self._heads.dropout > 0:
            factors = ctx.buffer("factors", given.shape, given.dtype)
            keep = ctx.buffer("keep", given.shape, np.bool_)
            fill_factors(ctx.rng, self._heads.dropout, factors, keep)
            kept = ctx.buffer("kept", given.shape, given.dtype)
            np.multiply(given, factors, out=kept)
        found = ctx.buffer("found", (*q.shape[:2], v.shape[2]), q.dtype)
        np.matmul(kept, v, out=found)
        joined = self._from_heads(found, query.shape, "joined", ctx)
        gate = None
        if self.use_gate:
            gate = self._project("gate", query, wanted["query"], ctx)
            gated = ctx.buffer("gated", joined.shape, joined.dtype)
            np.multiply(joined, gate, out=gated)
        y = self._project("output", joined if gate is None else gated, True, ctx)
        ctx.save(
            shapes=(query.shape, key.shape, value.shape),
            q=q,
            k=k,
            v=v,
            given=given,
            kept=kept,
            factors=factors,
            blocked=blocked,
            joined=joined,
            gate=gate,
        )
        return (y, given.reshape(scores_shape)) if wants_scores else y

    def _dense(self, name: str) -> EinsumDense:
        found: EinsumDense = getattr(self, f"_{name}_dense")
        return found

    def _project(self, name: str, x: Array, wanted: bool, ctx: Context) -> Array:
        inner = ctx.child_context(name)
        inner.input_wanted = [wanted]
        y: Array = self._dense(name).run(x, inner)
        ctx.penalty += inner.penalty
        return y

    def _project_back(self, name: str, dy: Array, ctx: Context) -> Array | None:
        dx: Array | None = self._dense(name).run_back(dy, ctx.child_context(name))
        return dx

    def _order(self, rank: int) -> tuple[int, ...]:
        """Return the order of axes that has heads in front of positions."""
        axes = self._axes(rank)
        apart = [axis for axis in range(rank - 1) if axis not in axes]
        return (*apart, rank - 1, *axes, rank)

    def _to_heads(self, x: Array, name: str, ctx: Context, factor: float = 1) -> Array:
        """Return a projection as matrices of (positions, features), one for a head."""
        heads, shared, *_ = self._heads
        moved = x.transpose(self._order(x.ndim - 1))
        axes = len(self._axes(x.ndim - 1))
        repeats = heads // shared if name != "q" else 1
        sizes = moved.shape
        buffer = ctx.buffer(
            f"{name} by heads",
            (*sizes[: -axes - 1], repeats, *sizes[-axes - 1 :]),
            x.dtype,
        )
        np.multiply(np.expand_dims(moved, -axes - 2), x.dtype.type(factor), out=buffer)
        return buffer.reshape(-1, math.prod(sizes[-axes - 1 : -1]), sizes[-1])

    def _from_heads(
        self, x: Array, shape: tuple[int, ...], name: str, ctx: Context
    ) -> Array:
        """Undo `_to_heads`: give (n, ..., heads, features), heads not added up."""
        heads = self._heads.number
        order = self._order(len(shape))
        sizes = (*shape[:-1], heads, x.shape[-1])
        result = ctx.buffer(name, sizes, x.dtype)
        moved = result.transpose(order)
        np.copyto(moved, x.reshape(moved.shape))
        return result

    def multiply_adds(self, input_shape: Any) -> int:
        """Return those of the projections, of scores and of what is found."""
        shapes = named_shapes(input_shape)
        query, value = shapes["query"], shapes["value"]
        key = shapes.get("key", value)
        heads, _, key_size, value_size, *_ = self._heads
        joined = (*query[:-1], heads, value_size)
        count = self._query_dense.multiply_adds(query)
        count += self._key_dense.multiply_adds(key)
        count += self._value_dense.multiply_adds(value)
        count += self._output_dense.multiply_adds(joined)
        if self.use_gate:
            count += self._gate_dense.multiply_adds(query)
        scores = math.prod(s or 1 for s in self._scores_shape(query, key)[1:])
        return count + scores * (key_size + value_size)

    # ------------------------------------------------------------ backward

    def backward(self, dy: Any, ctx: Context) -> list[Array | None]:
        """Derive by query, value and key."""
        d_scores = None
        if isinstance(dy, list | tuple):
            dy, d_scores = dy
        query_shape, key_shape, value_shape = ctx["shapes"]
        q, k, v, given = ctx["q"], ctx["k"], ctx["v"], ctx["given"]
        d_joined = self._project_back("output", dy, ctx)
        assert d_joined is not None
        by_gate = None
        if ctx["gate"] is not None:
            d_gate = ctx.buffer("d_gate", d_joined.shape, d_joined.dtype)
            np.multiply(d_joined, ctx["joined"], out=d_gate)
            by_gate = self._project_back("gate", d_gate, ctx)
            d_gated = ctx.buffer("d_gated", d_joined.shape, d_joined.dtype)
            d_joined = np.multiply(d_joined, ctx["gate"], out=d_gated)
        d_found = ctx.buffer("d_found", (*q.shape[:2], v.shape[2]), q.dtype)
        moved = d_joined.transpose(self._order(len(query_shape)))
        np.copyto(d_found.reshape(moved.shape), moved)
        dv = ctx.buffer("dv", v.shape, v.dtype)
        np.matmul(ctx["kept"].swapaxes(1, 2), d_found, out=dv)
        d_given = ctx.buffer("d_given", given.shape, given.dtype)
        np.matmul(d_found, v.swapaxes(1, 2), out=d_given)
        if ctx["factors"] is not None:
            np.multiply(d_given, ctx["factors"], out=d_given)
        if d_scores is not None:
            np.add(d_given, d_scores.reshape(d_given.shape), out=d_given)
        shape = ctx["scores_shape"]
        d_shares = d_given.reshape(shape)
        axes = len(self._axes(len(query_shape)))
        shares_backward(
            d_shares, given.reshape(shape), ctx["blocked"], d_shares, axes=axes
        )
        dq = ctx.buffer("dq", q.shape, q.dtype)
        np.matmul(d_given, k, out=dq)
        np.multiply(dq, 1 / math.sqrt(k.shape[2]), out=dq)
        dk = ctx.buffer("dk", k.shape, k.dtype)
        np.matmul(d_given.swapaxes(1, 2), q, out=dk)
        parts = {
            "query": self._back_to_input("query", dq, query_shape, ctx),
            "key": self._back_to_input("key", dk, key_shape, ctx),
            "value": self._back_to_input("value", dv, value_shape, ctx),
        }
        if by_gate is not None and parts["query"] is not None:
            parts["query"] = by_gate + parts["query"]
        names = list(_named(ctx["structure"], flatten(ctx["structure"])))
        by_value, by_key = parts["value"], parts["key"]
        if "key" not in names and by_value is not None and by_key is not None:
            parts["value"] = by_value + by_key
        return [parts.get(name) for name in names]

    def _back_to_input(
        self, name: str, dx: Array, shape: tuple[int, ...], ctx: Context
    ) -> Array | None:
        heads, shared, *_ = self._heads
        joined = self._from_heads(dx, shape, f"d_{name}", ctx)
        if name != "query" and heads > shared:
            parts = joined.reshape(*joined.shape[:-2], shared, heads // shared, -1)
            joined = np.add.reduce(parts, axis=-2)
        return self._project_back(name, joined, ctx)


def _named(inputs: Any, leaves: Any) -> dict[str, Any]:
    """Return leaves of a call's inputs, in the order of `flatten`, by their names."""
    if leaves is None:
        return {}
    names = sorted(inputs) if isinstance(inputs, dict) else _INPUTS
    return dict(zip(names, leaves, strict=False))


def named_shapes(structure: Any) -> dict[str, Shape]:
    """Return the shapes of a call's inputs by name."""
    if isinstance(structure, dict):
        return {name: tuple(shape) for name, shape in structure.items()}
    return {n: tuple(s) for n, s in zip(_INPUTS, structure, strict=False)}


def _agree(a: Any, b: Any) -> bool:
    """Whether two lists of sizes are the same where both are known."""
    return len(a) == len(b) and all(
        i is None or j is None or i == j for i, j in zip(a, b, strict=True)
    )
