"""Weights as users meet them: made, read, assigned, computed with, beside Keras."""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import operator

import keras
import numpy as np
import pytest

import engine
from engine.errors import ShapeError

pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning"
)
A = np.array([[1.0, -2.0], [3.0, 4.0]], np.float32)
B = np.array([[2.0, 0.5], [-1.0, 2.0]], np.float32)
BINARY = [
    operator.add,
    operator.sub,
    operator.mul,
    operator.truediv,
    operator.floordiv,
    operator.mod,
    operator.matmul,
    operator.eq,
    operator.ne,
    operator.lt,
    operator.le,
    operator.gt,
    operator.ge,
]


@pytest.mark.parametrize("function", BINARY, ids=lambda f: f.__name__)
def test_operators_give_arrays(function):
    mine, theirs = engine.Variable(A), keras.Variable(A)
    for other in (B, 2.0) if function is not operator.matmul else (B,):
        expected = np.asarray(function(theirs, other))
        for value in (other, engine.Variable(np.float32(other))):
            result = function(mine, value)
            assert isinstance(result, np.ndarray)
            assert result.dtype == expected.dtype
            assert np.allclose(result, expected)
        swapped = function(other, mine)
        assert isinstance(swapped, np.ndarray)
        assert np.allclose(swapped, np.asarray(function(other, theirs)))
    assert np.array_equal(mine.value, A)


def test_further_operators():
    mine = engine.Variable(A)
    assert np.array_equal(-mine, -A)
    assert np.array_equal(+mine, A)
    assert np.array_equal(abs(mine), abs(A))
    assert np.array_equal(mine**2, A**2)
    assert np.array_equal(2.0 ** engine.Variable(B), 2.0**B)
    assert np.array_equal(round(engine.Variable(A / 3), 1), np.round(A / 3, 1))
    assert np.array_equal(mine[0], A[0])
    assert mine[1, 1] == 4
    assert len(mine) == 2
    assert [row.tolist() for row in mine] == A.tolist()
    assert np.array_equal(np.add(mine, 1), A + 1)
    assert np.array_equal(np.mean(mine, axis=0), A.mean(0))
    flags = engine.Variable(np.array([True, False]))
    assert np.array_equal(~flags, [False, True])
    assert np.array_equal(flags & [True, True], [True, False])
    assert np.array_equal([False, False] | np.asarray(flags), [True, False])
    assert np.array_equal(flags ^ flags, [False, False])
    new = +mine
    new[...] = 0
    assert np.array_equal(mine.value, A)
    count = engine.Variable(3)
    assert (int(count), float(count), bool(count), f"{count:03d}") == (
        3,
        3.0,
        True,
        "003",
    )
    assert list(range(10))[count] == 3
    assert len({mine: 1, engine.Variable(A): 2}) == 2
    mine += 1  # as in Keras: an array now, the weight is as it was
    assert isinstance(mine, np.ndarray)


def test_assigning():
    mine, theirs = engine.Variable(A), keras.Variable(A)
    for v in (mine, theirs):
        v.assign(B)
        v.assign_add(A)
        v.assign_sub(np.ones((2, 2)))
    assert np.array_equal(mine.numpy(), theirs.numpy())
    assert np.array_equal(mine.assign(A.tolist()), A)
    copy = mine.numpy()
    copy[...] = 0
    assert np.array_equal(mine.value, A)
    with pytest.raises(ShapeError, match=r"must be \(2, 2\). Received \(2,\)"):
        mine.assign([1, 2])
    with pytest.raises(ShapeError, match="must be numbers"):
        mine.assign([["a", "b"], ["c", "d"]])


@pytest.mark.parametrize(
    ("args", "kwargs"),
    [
        ((A,), {}),
        ((A.astype("float64"),), {"name": "w"}),
        (([1, 2],), {"trainable": False}),
        ((3.5,), {"dtype": "float32"}),
        ((np.arange(3),), {}),
        ((True,), {}),
        (("ones", (2, 3)), {}),
        (("zeros",), {"shape": [2], "dtype": "int32"}),
    ],
)
def test_made_as_in_keras(args, kwargs):
    mine, theirs = engine.Variable(*args, **kwargs), keras.Variable(*args, **kwargs)
    assert mine.shape == theirs.shape
    assert mine.ndim == theirs.ndim
    assert mine.dtype == mine.value.dtype == theirs.dtype
    assert mine.trainable == theirs.trainable
    assert np.array_equal(mine.numpy(), theirs.numpy())
    if "name" in kwargs:
        assert mine.name == mine.path == theirs.path
    text = repr(mine).replace("path=variable", f"path={theirs.path}")
    if mine.size < 4:
        assert text.replace(" ", "") == repr(theirs).replace(" ", "")


def test_an_initializer_needs_a_shape():
    with pytest.raises(ShapeError, match="needs a shape"):
        engine.Variable("zeros")
    a = np.ones(2)
    v = engine.Variable(a)
    a[...] = 5
    assert np.array_equal(v, [1, 1])


def test_weights_of_layers():
    for k in (engine, keras):
        layer = k.layers.Dense(
            2, name="d", kernel_regularizer="l2", bias_constraint="non_neg"
        )
        layer.build((None, 3))
        kernel, bias = layer.kernel, layer.bias
        assert isinstance(kernel, k.Variable)
        assert (kernel.name, tuple(kernel.shape), kernel.dtype) == (
            "kernel",
            (3, 2),
            "float32",
        )
        assert kernel.trainable
        assert type(kernel.regularizer).__name__ == "L2"
        assert kernel.constraint is None
        assert type(bias.constraint).__name__ == "NonNeg"
        kernel.assign(np.ones((3, 2)))
        assert np.array_equal(layer.get_weights()[0], np.ones((3, 2)))
        assert bool(np.all(np.asarray(kernel == np.ones((3, 2)))))


def test_an_optimizer_on_variables_alone():
    """As in a loop of one's own: gradients by hand, steps by the optimizer."""
    results = []
    for k in (engine, keras):
        w = k.Variable(np.float32([3.0, -2.0]), name="w")
        optimizer = k.optimizers.Adam(0.1)
        for _ in range(5):
            gradient = 2 * w
            optimizer.apply_gradients([(gradient, w)])
        assert int(optimizer.iterations) == 5
        results.append(w.numpy())
    assert np.allclose(*results, rtol=1e-6)


WAYS = {
    "operators": lambda x, w, b: x @ w + b,
    "weight first": lambda x, w, b: b + x @ w,
    "functions of NumPy": lambda x, w, b: np.add(np.matmul(x, w), b),
    "dot": lambda x, w, b: np.dot(x, w) + b * 1.0,
    "weights alone": lambda x, w, b: (
        x @ np.sqrt(np.square(w)) + np.concatenate([b])[:2]
    ),
    "parts": lambda x, w, b: x @ w[:, :] + b[0:],
}
"""Ways to write ``x @ w + b`` with weights as they come."""


@pytest.mark.parametrize("way", list(WAYS))
def test_weights_are_derived_however_they_are_computed_with(way, rng):
    """A layer that is written with `call`: none of its weights may be a constant."""
    x = rng.standard_normal((4, 3)).astype("float32")
    weights = []
    for compute in (WAYS["operators"], WAYS[way]):

        class Affine(engine.layers.Layer, registers=False):
            def build(self, shape):
                self.w = self.add_weight(shape=(3, 2), initializer="ones", name="w")
                self.b = self.add_weight(shape=(2,), initializer="zeros", name="b")

            def call(self, x, compute=compute):
                return compute(x, self.w, self.b)

        model = engine.Sequential([engine.Input((3,)), Affine()])
        model.compile(engine.optimizers.SGD(0.1), "mse")
        model.fit(x, np.ones((4, 2)), verbose=0)
        weights.append(model.get_weights())
    assert np.all(weights[0][0] != 1)
    assert np.all(weights[0][1] != 0)
    for mine, reference in zip(*weights, strict=True):
        assert np.allclose(mine, reference, rtol=1e-5, atol=1e-6)
