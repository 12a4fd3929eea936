"""EinsumDense: equations, shapes, first values, and errors."""

from typing import Any

import numpy as np
import pytest

import engine
from engine.errors import OptionError, ShapeError
from engine.layers import EinsumDense, Input
from engine.random import generator

keras = pytest.importorskip("keras")


@pytest.mark.parametrize(
    ("options", "shape"),
    [
        (("...ab,bc->...ac", (None, 5), None, "c"), (2, 3, 4)),
        (("ab...,bc->ac...", 5, None, "c"), (4, 2, 3)),
        (("ab...,bcd->adc...", (3, 5), "tanh", "dc"), (4, 2)),
        (("...x,xy->...y", 5, None, "y"), (4,)),
        (("abcd,cde->abe", (None, 6), None, "be"), (3, 2, 4)),
        (("abc,cd->adb", (5, 3), None, "d"), (3, 4)),
    ],
    ids=str,
)
def test_equations_with_dots_and_open_sizes(options: Any, shape: Any) -> None:
    equation, output_shape, activation, bias_axes = options
    if bias_axes == "be":  # a bias needs to know its size
        output_shape = (3, 6)
    given = {"activation": activation, "bias_axes": bias_axes}
    ours = EinsumDense(equation, output_shape, **given)
    theirs = keras.layers.EinsumDense(equation, output_shape, **given)
    rng = generator(2)
    x = rng.standard_normal((3, *shape), dtype=np.float32)
    ours(x), theirs(x)
    weights = [rng.standard_normal(w.shape) for w in ours.get_weights()]
    assert [w.shape for w in weights] == [w.shape for w in theirs.get_weights()]
    ours.set_weights(weights)
    theirs.set_weights(weights)
    np.testing.assert_allclose(ours(x), theirs(x), rtol=1e-4, atol=1e-5)
    promised = ours.compute_output_shape(x.shape)
    for size, kept in zip(promised, ours(x).shape, strict=True):
        assert size in (None, kept)


def test_sizes_left_open_stay_open_in_symbols() -> None:
    layer = EinsumDense("abc,cd->abd", (None, 5))
    assert layer(Input((None, 4))).shape == (None, None, 5)
    assert layer(np.ones((2, 7, 4), "f4")).shape == (2, 7, 5)
    # More than one axis in the dots: in the order of the input.
    assert EinsumDense("...x,xy->...y", 6)(Input((2, 3, 4))).shape == (None, 2, 3, 6)


@pytest.mark.parametrize("name", ["glorot_uniform", "he_uniform", "lecun_uniform"])
def test_first_values_know_which_axes_come_in(name: str) -> None:
    """A uniform distribution shows its limits."""
    given = ("abc,cde->abde", (None, 8, 50))
    ours = EinsumDense(*given, kernel_initializer=name)
    theirs = keras.layers.EinsumDense(*given, kernel_initializer=name)
    ours.ensure_built((None, 3, 40))
    theirs.build((None, 3, 40))
    largest = [np.abs(layer.get_weights()[0]).max() for layer in (ours, theirs)]
    assert largest[0] == pytest.approx(largest[1], rel=1e-2)
    config = ours.get_config()["kernel_initializer"]["config"]
    assert config.get("input_axes") is None, "it is worked out anew"


@pytest.mark.parametrize(
    ("equation", "reason"),
    [
        ("ab,bc", "must look like"),
        ("ab,bc->...ac", "must look like"),
        ("...a...,ab->...b...", "must look like"),
        ("ab, bc->ac", "must look like"),
        ("aab,bc->ac", "cannot hold a twice in aab"),
        ("ab,cd->ad", "must have label c of the kernel in the input or the output"),
        ("ab,bc->ad", "must have label c of the kernel in the input or the output"),
        ("ab,b->ad", "must have label d of the output in the input or the kernel"),
    ],
)
def test_equations_that_say_nothing(equation: str, reason: str) -> None:
    with pytest.raises(OptionError, match=rf"EinsumDense: option equation {reason}"):
        EinsumDense(equation, 3)


@pytest.mark.parametrize(
    ("layer", "shape", "text"),
    [
        (
            EinsumDense("abc,cd->abd", (3, 5), name="e"),
            (None, 4),
            'EinsumDense "e": equation abc,cd->abd names 3 axes of the input. Received '
            "an input with 2 axes. Name as many, with the one of the samples.",
        ),
        (
            EinsumDense("abc,cd->abd", 5, name="e"),
            (None, 3, 4),
            'EinsumDense "e": output_shape (5,) must hold a size for each of b, d, of '
            "equation abc,cd->abd. Received an input of shape (None, 3, 4).",
        ),
        (
            EinsumDense("abc,cd->abd", (2, 5), name="e"),
            (None, 3, 4),
            'EinsumDense "e": axis b has size 2 in output_shape and 3 in the input. '
            "Received shape (None, 3, 4). Give both the same size, or write None in "
            "output_shape.",
        ),
        (
            EinsumDense("abc,cd->abd", (None, 5), name="e"),
            (None, 3, None),
            'EinsumDense "e": the size of axis c must be known. Received shape (None, '
            "3, None) and output_shape (None, 5). Give it in one of them.",
        ),
    ],
)
def test_shapes_that_do_not_fit(layer: Any, shape: Any, text: str) -> None:
    with pytest.raises(ShapeError) as caught:
        layer.compute_output_shape(shape)
    assert str(caught.value) == text


def test_biases_are_of_the_output() -> None:
    with pytest.raises(OptionError, match=r"bias_axes must name axes of the output ac"):
        EinsumDense("ab,bc->ac", 3, bias_axes="b")


def test_a_shared_layer_refuses_other_sizes() -> None:
    layer = EinsumDense("ab,bc->ac", 3)
    layer(Input((4,)))
    with pytest.raises(ShapeError, match=r"has a kernel of shape \(4, 3\)\. Received"):
        layer(Input((5,)))


def test_penalties_are_written_down() -> None:
    layer = EinsumDense("ab,bc->ac", 3, activity_regularizer="l2", name="e")
    assert layer.get_config()["activity_regularizer"]["class_name"] == "L2"
    x = Input((4,))
    model = engine.Model(x, layer(x))
    assert model.count_params() == 12
    assert layer.multiply_adds((None, 4)) == 12
    assert EinsumDense("ab,bc->ac", 3, "linear").activation is None
    assert layer.bias is None
