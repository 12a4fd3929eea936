"""Operations on symbols: shapes, dtypes, derivatives, and what Keras calls them."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest

import engine
import engine.graph.plan
from engine import ops
from engine.errors import OptionError, ShapeError, UnsupportedError
from engine.graph.structure import flatten
from engine.graph.symbolic import KerasTensor
from engine.ops.operation import FUNCTIONS, OPERATIONS
from engine.testing import check_gradient
from tests.engine.ops.operation_cases import VALUES, cases, in_groups

keras = pytest.importorskip("keras")

# What they give depends on values, so that no graph can hold them.
_BY_VALUE = (
    "bincount(",
    "nonzero(",
    "unique(",
    "where(m)",
    "segment_",
    "scatter(",
    "repeat(a, np.array",
    "take_along_axis(t, argsort",
)
_CONSTANTS = ("np", "ids", "k", "m", "n", "nn")

CALLS = [call for call in cases() if not call.startswith(_BY_VALUE)]


def _functions() -> dict[str, Any]:
    return {name: getattr(ops, name) for name in dir(ops) if name[0] != "_"}


def _on_symbols(call: str) -> tuple[Any, dict[str, KerasTensor]]:
    """Return what a call gives on symbols, and those of them that it took."""
    symbols = {
        name: engine.Input(batch_shape=value.shape, dtype=value.dtype.name)
        for name, value in VALUES.items()
        if name not in _CONSTANTS and not (name == "u8" or value.ndim == 0)
    }
    result = eval(call, _functions() | VALUES | symbols)
    return result, symbols


def _graph_calls() -> list[str]:
    """Return the calls that leave something in a graph."""
    chosen = []
    for call in CALLS:
        try:
            result, _ = _on_symbols(call)
        except (UnsupportedError, OptionError, TypeError, AttributeError):
            continue  # a symbol where only numbers can be
        leaves = flatten(result)
        if leaves and all(isinstance(leaf, KerasTensor) for leaf in leaves):
            chosen.append(call)
    return chosen


GRAPH_CALLS = _graph_calls()
GROUPS = in_groups(GRAPH_CALLS)


def test_nearly_all_calls_can_stand_in_a_graph() -> None:
    assert len(GRAPH_CALLS) > 400


@pytest.mark.parametrize("calls", GROUPS, ids=lambda calls: calls[0])
def test_a_graph_gives_what_the_function_gives(calls: list[str]) -> None:
    for call in calls:
        result, symbols = _on_symbols(call)
        outputs = flatten(result)
        used = {id(t): t for one in outputs for t in _inputs(one)}
        inputs = [t for t in symbols.values() if id(t) in used]
        model = engine.Model(inputs, outputs)
        by_id = {id(symbol): VALUES[name] for name, symbol in symbols.items()}
        plan = engine.graph.plan.Plan(model.network)
        given = plan.forward([by_id[id(tensor)] for tensor in inputs])
        expected = flatten(eval(call, _functions() | VALUES))
        for mine, want, tensor in zip(given, expected, outputs, strict=True):
            want = np.asarray(want)
            assert mine.shape == want.shape == tensor.shape, call
            assert mine.dtype == tensor.dtype, call
            np.testing.assert_allclose(mine, want, rtol=1e-6, err_msg=call)


def _inputs(tensor: KerasTensor) -> list[KerasTensor]:
    """Return the Inputs that a symbol depends on."""
    node = tensor.producer
    if node.is_input:
        return [tensor]
    return [found for one in node.inputs for found in _inputs(one)]


# ----------------------------------------------------------------- derivatives

# Where elements are equal, or at a kink or jump, there is no derivative to compare.
_NO_SLOPE = (
    "floor",
    "ceil",
    "sign",
    "trunc",
    "round",
    "fmod(",
    "mod(",
    "stop_gradient",
    "heaviside",
    "nextafter",
    "prod(z)",
    "cumprod(z",
    "divide(a, z)",
    "log(z)",
    "divide_no_nan(a, z)",
    "cast(",
    "ldexp",
    "i0",
    "view",
    "correlate",
    "take(a, [7",
    'einsum("ii->i"',
    "full_like",
    "histogram",
    "searchsorted",
    "saturate_cast",
    "lstsq",
    "qr",
    "svd(c, compute_uv=False)",
    "eig(",
    "eigh(",
    "irfft",
    "matrix_rank",
    "slogdet(-s)",
    "convert_to_tensor(a, dtype",
    "cumsum(a, axis=0, dtype",
    "linspace",
    "nan",
    "norm(v, ord=0)",
    "unravel",
    "scatter_update(a, [[0, 1]], np.array([9.0]",
    "real",
    "conj",
    "angle",
)


def _doubles(value: Any) -> Any:
    is_float = isinstance(value, np.ndarray) and value.dtype == np.float32
    return value.astype(np.float64) if is_float else value


@pytest.mark.parametrize("calls", GROUPS, ids=lambda calls: calls[0])
def test_derivatives_agree_with_differences(calls: list[str]) -> None:
    doubles = {name: _doubles(value) for name, value in VALUES.items()}
    functions = _functions()
    rng = np.random.default_rng(3)
    for call in calls:
        if call.startswith(_NO_SLOPE):
            continue
        symbols = {
            name: engine.Input(batch_shape=value.shape, dtype="float64")
            for name, value in doubles.items()
            if isinstance(value, np.ndarray) and value.dtype == np.float64
            if name not in _CONSTANTS and name != "f64"
        }
        result = eval(call, functions | doubles | symbols)
        outputs = [one for one in flatten(result) if one.dtype == "float64"]
        used = {id(t) for one in outputs for t in _inputs(one)}
        names = [name for name, symbol in symbols.items() if id(symbol) in used]
        if not outputs or not names:
            continue
        model = engine.Model([symbols[name] for name in names], outputs)
        plan = engine.graph.plan.Plan(model.network, wants_input_gradients=True)
        points = [doubles[name] for name in names]
        weights = [rng.standard_normal(y.shape) for y in plan.forward(points)]
        dxs = plan.backward(weights)
        for position, dx in enumerate(dxs):

            def loss(
                x: Any, position: int = position, plan: Any = plan, points: Any = points
            ) -> float:
                moved = [*points[:position], x, *points[position + 1 :]]
                ys = plan.forward(moved)
                return float(
                    sum(np.sum(y * w) for y, w in zip(ys, weights, strict=True))  # noqa: B023
                )

            assert dx is not None, call
            check_gradient(loss, points[position], dx, rng, what=call, rtol=1e-4)


# ------------------------------------------------------------- names of Keras


_NOT_HERE = ("name", "rms_scaling", "kwargs")


def test_each_operation_has_the_class_and_the_options_of_keras() -> None:
    import importlib

    for class_name, spec in OPERATIONS.items():
        theirs = getattr(importlib.import_module(spec.module), class_name)
        options = list(inspect.signature(theirs.__init__).parameters)[1:]
        options = [name for name in options if name not in _NOT_HERE]
        assert list(spec.options) == options, class_name


def test_each_function_takes_the_arguments_of_keras() -> None:
    for name, function in FUNCTIONS.items():
        theirs = inspect.signature(getattr(keras.ops, name))
        ours = inspect.signature(function)
        assert list(ours.parameters) == list(theirs.parameters), name
        assert [p.default for p in ours.parameters.values()] == [
            p.default for p in theirs.parameters.values()
        ], name


def test_functions_are_found_in_the_modules_of_keras_too() -> None:
    assert ops.numpy.add is ops.add
    assert ops.nn.relu is ops.relu
    assert ops.math.top_k is ops.top_k
    assert ops.linalg.norm is ops.norm
    assert ops.core.cast is ops.cast


# -------------------------------------------------------------- unknown sizes


def test_sizes_that_are_not_known_stay_so() -> None:
    x = engine.Input((None, 6))
    y = engine.Input((4, 6))
    assert (x * 2).shape == (None, None, 6)
    assert (x + np.ones((5, 1))).shape == (None, 5, 6)
    assert ops.sum(x, axis=1).shape == (None, 6)
    assert ops.concatenate([x, y], axis=1).shape == (None, None, 6)
    assert ops.stack([x, x], axis=2).shape == (None, None, 2, 6)
    assert ops.reshape(y, (-1, 8)).shape == (None, 8)
    assert ops.reshape(x, (-1, 3, 2)).shape == (None, 3, 2)
    assert ops.matmul(x, np.ones((6, 3))).shape == (None, None, 3)
    assert x[:, 2:5].shape == (None, None, 6)
    assert x[:, 0, ::2].shape == (None, 3)
    assert x[..., None].shape == (None, None, 6, 1)
    assert ops.pad(x, ((0, 0), (1, 1), (0, 2))).shape == (None, None, 8)
    assert [t.shape for t in ops.split(x, 3, axis=2)] == [(None, None, 2)] * 3
    assert ops.einsum("btf,bsf->bts", x, y).shape == (None, None, 4)
    assert ops.one_hot(ops.argmax(x, axis=-1), 9).shape == (None, None, 9)
    assert ops.shape(x) == (None, None, 6)


@pytest.mark.parametrize(
    ("act", "error", "words"),
    [
        (lambda x: x + np.ones(3), ShapeError, ['Add "', "(None, 4, 6) and (3,)"]),
        (lambda x: x[:, 9], ShapeError, ["index 9 is outside", "(None, 4, 6)"]),
        (lambda x: x[0, 0, 0, 0], ShapeError, ["fewer axes"]),
        (lambda x: x[:, [0, 1]], ShapeError, ["Use ops.take"]),
        (lambda x: x @ np.ones((5, 2)), ShapeError, ['Matmul "', "(None, 4, 6)"]),
        (
            lambda x: ops.reshape(engine.Input(batch_shape=(2, 3)), (4, -1)),
            ShapeError,
            ["cannot arrange 6 elements"],
        ),
        (lambda x: ops.softmax(x, axis=4), ShapeError, ["(None, 4, 6)", "axis 4"]),
        (lambda x: ops.sum(np.ones(3), axis=5), ShapeError, ["ops.sum", "(3,)"]),
        (lambda x: ops.inv(np.zeros((2, 2))), ShapeError, ["ops.inv", "Singular"]),
        (lambda x: ops.clip(x, 0, x), UnsupportedError, ["ops.clip", "x_max"]),
        (lambda x: x[:, x[0, 0, 0] :], UnsupportedError, ["limits of a slice"]),
        (lambda x: ops.map(lambda y: y, x), UnsupportedError, ["ops.map", "layer"]),
        (lambda x: ops.conv3(x), UnsupportedError, ['"conv3"', "Known: "]),
        (lambda x: ops.softmaxx(x), UnsupportedError, ['Did you mean "softmax"?']),
        (lambda x: ops.cast(x, "bfloat16"), OptionError, ["bfloat16", "float32"]),
        (lambda x: ops.add("a", 1), OptionError, ["compute with numbers"]),
    ],
)
def test_errors_say_what_is_wrong(
    act: Any, error: type[Exception], words: list[str]
) -> None:
    with pytest.raises(error) as caught:
        act(engine.Input((4, 6)))
    for word in words:
        assert word in str(caught.value)


def test_convolutions_and_pools_of_sizes_that_are_not_known() -> None:
    x = engine.Input((None, 9, 4))
    kernel = np.ones((3, 3, 4, 5), np.float32)
    assert ops.conv(x, kernel, strides=2).shape == (None, None, 4, 5)
    assert ops.separable_conv(
        x, kernel[..., :2], np.ones((1, 1, 8, 6)), padding="same"
    ).shape == (None, None, 9, 6)
    assert ops.max_pool(x, 2).shape == (None, None, 4, 4)
    whole = ops.average_pool(engine.Input((8, 4), dtype="int32"), 2)
    assert (whole.shape, whole.dtype) == ((None, 4, 4), "float32")
    assert ops.adaptive_average_pool(x, (2, 3)).shape == (None, 2, 3, 4)
    with pytest.raises(ShapeError, match=r'Conv ".*".*does not fit|Conv ".*larger'):
        ops.conv(engine.Input((2, 2, 4)), kernel)
