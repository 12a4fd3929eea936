"""Activations as layers: kinks, slopes, masks, shared slopes."""

from typing import Any

import numpy as np
import pytest

import engine
from engine.errors import OptionError, ShapeError
from engine.graph.context import Context
from engine.layers import ELU, Input, LeakyReLU, PReLU, ReLU, Softmax
from engine.random import generator

X = np.array([[-7, -1, -0.0, 0, 0.5, 1, 1.5, 2, 3, 6, 7]], np.float32)

RELUS: list[dict[str, Any]] = [
    {},
    {"max_value": 6},
    {"max_value": 2.0},
    {"max_value": 0.0},
    {"threshold": 1.0},
    {"threshold": 1.0, "max_value": 6.0},
    {"negative_slope": 0.1},
    {"negative_slope": 0.1, "max_value": 2.0},
    {"negative_slope": 0.1, "max_value": 6.0},
    {"negative_slope": 0.1, "threshold": 1.0},
    {"negative_slope": 0.1, "threshold": 1.0, "max_value": 2.0},
]


def test_corners_are_derived_as_in_keras() -> None:
    """Values and slopes, also exactly where a line bends."""
    keras = pytest.importorskip("keras")
    jax = pytest.importorskip("jax")
    cases = [("ReLU", options) for options in RELUS]
    cases += [("LeakyReLU", {"negative_slope": 0.1}), ("ELU", {"alpha": 0.5})]
    for name, options in cases:
        theirs = getattr(keras.layers, name)(**options)
        values, slopes = jax.jvp(theirs, (X,), (np.ones_like(X),))
        layer = getattr(engine.layers, name)(**options)
        context = Context(generator(0))
        case = f"{name}({options})"
        got = layer.forward(X, context)
        np.testing.assert_allclose(got, values, rtol=1e-6, err_msg=case)
        dx = layer.backward(np.ones_like(X), context)
        np.testing.assert_allclose(dx, slopes, rtol=1e-6, err_msg=case)


def test_a_learned_slope_is_no_slope_at_zero() -> None:
    layer = PReLU(alpha_initializer=engine.initializers.Constant(0.5))
    layer.ensure_built((None, 3))
    context = Context(generator(0))
    y = layer.forward(np.array([[-2, 0, 3]], np.float32), context)
    np.testing.assert_array_equal(y, [[-1, 0, 3]])
    np.testing.assert_array_equal(
        layer.backward(np.ones((1, 3), np.float32), context), [[0.5, 0, 1]]
    )


@pytest.mark.parametrize(
    ("axes", "expected"),
    [(None, (2, 3, 4)), ((1, 2), (1, 1, 4)), (3, (2, 3, 1)), ([1, -1], None)],
)
def test_slopes_are_shared_along_axes(axes: Any, expected: Any) -> None:
    keras = pytest.importorskip("keras")
    ours, theirs = PReLU(shared_axes=axes), keras.layers.PReLU(shared_axes=axes)
    ours.ensure_built((None, 2, 3, 4))
    theirs.build((None, 2, 3, 4))
    assert ours.alpha.shape == tuple(theirs.alpha.shape)
    assert expected in (None, ours.alpha.shape)


def test_positions_must_be_known() -> None:
    with pytest.raises(ShapeError, match=r'PReLU "p": the size of axis 1 .* known'):
        PReLU(name="p")(Input((None, 3)))
    assert PReLU(shared_axes=[1])(Input((None, 3))).shape == (None, None, 3)
    with pytest.raises(ShapeError, match=r"has no axis 3, as shared_axes says"):
        PReLU(shared_axes=[3])(Input((2, 3)))
    layer = PReLU()
    layer(Input((3,)))
    with pytest.raises(ShapeError, match=r"has slopes of shape \(3,\)\. Received"):
        layer(Input((4,)))


def test_old_names_of_slopes() -> None:
    with pytest.raises(OptionError, match='"alpha" is called "negative_slope" today'):
        LeakyReLU(alpha=0.1)
    assert LeakyReLU.from_config({"alpha": 0.1}).negative_slope == 0.1
    with pytest.raises(OptionError, match='"theta" is called "threshold" today'):
        ReLU(theta=1.0)
    assert ELU(0.3).get_config()["alpha"] == 0.3


MASKS: list[Any] = [
    np.array([[True, False, True], [True, True, False]]),
    np.array([[True, True, False]]),
    np.array([[0.4, 0.6, 1.0], [0.0, 0.0, 0.0]], np.float32),
    np.array([[True], [False]]),
]


def test_softmax_leaves_masked_numbers_out() -> None:
    keras = pytest.importorskip("keras")
    jax = pytest.importorskip("jax")
    rng = generator(1)
    dy = rng.standard_normal((2, 3), dtype=np.float32)
    x = rng.standard_normal((2, 3), dtype=np.float32)
    for axis in (-1, [-1], [0, 1]):
        ours, theirs = Softmax(axis), keras.layers.Softmax(axis)
        for mask in MASKS:
            expected, pull_back = jax.vjp(lambda a, m=mask, t=theirs: t(a, mask=m), x)
            context = Context(generator(0))
            context.mask = mask
            got = ours.forward(x, context)
            np.testing.assert_allclose(got, expected, rtol=1e-5, atol=1e-7)
            dx = ours.backward(dy, context)
            np.testing.assert_allclose(dx, pull_back(dy)[0], rtol=1e-4, atol=1e-6)
            np.testing.assert_array_equal(ours(x, mask=mask), got)


def test_masks_must_fit_the_numbers() -> None:
    mask = np.ones((2, 4), bool)
    with pytest.raises(ShapeError) as caught:
        Softmax(name="s")(np.ones((2, 3), np.float32), mask=mask)
    assert str(caught.value) == (
        'Softmax "s": a mask must have the shape of the input, or sizes of 1 that are '
        "repeated. Received a mask of shape (2, 4) for an input of shape (2, 3). Give "
        "it as many axes as the input."
    )


@pytest.mark.parametrize("axis", [2, -3, (1, -1), (1, 1)])
def test_axes_that_the_input_does_not_have(axis: Any) -> None:
    with pytest.raises(ShapeError, match=r'Softmax "s": axis .* does not fit the inp'):
        Softmax(axis, name="s")(Input((3,)))


def test_sums_run_over_all_axes_given() -> None:
    x = generator(3).standard_normal((2, 3, 4, 5), dtype=np.float32)
    y = Softmax((1, 3))(x)
    np.testing.assert_allclose(y.sum(axis=(1, 3)), np.ones((2, 4)), rtol=1e-5)
    assert Softmax((1, 3)).get_config()["axis"] == [1, 3]
    assert Softmax(1).get_config()["axis"] == 1
