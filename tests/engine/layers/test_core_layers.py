"""Dense, Activation, Flatten, Reshape, Masking: numbers by hand, and their errors."""

from typing import Any

import numpy as np
import pytest

from engine.errors import OptionError, ShapeError, UnsupportedError
from engine.graph.context import Context, Gradients
from engine.layers import Activation, Dense, Flatten, Input, Layer, Masking, Reshape
from engine.random import generator


def test_dense_by_hand() -> None:
    layer = Dense(2, activation="relu")
    layer.ensure_built((None, 2))
    layer.set_weights([[[1.0, 2.0], [3.0, -4.0]], [0.5, -0.5]])
    gradients = Gradients(
        layer.weights, [np.empty_like(v.value) for v in layer.weights]
    )
    context = Context(generator(0), gradients)
    x = np.array([[1, 1], [2, 0]], np.float32)
    np.testing.assert_array_equal(layer.forward(x, context), [[4.5, 0], [2.5, 3.5]])
    dx = layer.backward(np.array([[1, 1], [10, 100]], np.float32), context)
    np.testing.assert_array_equal(dx, [[1, 3], [210, -370]])
    np.testing.assert_array_equal(gradients[layer.kernel], [[21, 200], [1, 0]])
    np.testing.assert_array_equal(gradients[layer.bias], [11, 100])


def test_dense_takes_gradients_that_are_parts_of_larger_arrays() -> None:
    """Concatenate hands out views; results must not depend on the memory layout."""
    layer = Dense(3)
    layer.ensure_built((None, 2))
    gradients = Gradients(
        layer.weights, [np.empty_like(v.value) for v in layer.weights]
    )
    context = Context(generator(0), gradients)
    rng = generator(1)
    layer.forward(rng.standard_normal((4, 2), dtype=np.float32), context)
    wide = rng.standard_normal((4, 8), dtype=np.float32)
    results = []
    for dy in (wide[:, 3:6], wide[:, 3:6].copy()):
        gradients.begin()
        dx = layer.backward(dy, context)
        results.append([dx.copy(), *(gradients[v].copy() for v in layer.weights)])
    for one, other in zip(*results, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6)


def test_linear_is_no_activation() -> None:
    assert Dense(3, activation="linear").activation is None
    assert Dense(3, "linear", name="d").source() == "Dense(3, name='d')"


@pytest.mark.parametrize(
    ("layer", "shape", "text"),
    [
        (
            Dense(3, name="d"),
            (None,),
            'Dense "d": needs an input with at least 1 axis per sample. Received shape '
            "(None,). Give Input a shape with a size, such as (1,).",
        ),
        (
            Dense(3, name="d"),
            (None, 4, None),
            'Dense "d": the size of axis -1 of its input must be known. Received shape '
            "(None, 4, None). Give Input a full shape.",
        ),
        (
            Reshape((2, 5), name="r"),
            (None, 12),
            'Reshape "r": 12 numbers a sample do not fit target_shape (2, 5), which '
            "takes 10. Received shape (None, 12). Choose sizes whose product is 12.",
        ),
        (
            Reshape((-1, 5), name="r"),
            (None, 3, 4),
            'Reshape "r": 12 numbers a sample do not fit target_shape (-1, 5), which '
            "takes a multiple of 5. Received shape (None, 3, 4). Choose sizes whose "
            "product is 12.",
        ),
        (
            Masking(name="m"),
            (None, 4),
            'Masking "m": needs an input with at least 2 axes per sample. Received '
            "shape (None, 4). Its axes are steps and features; put a Reshape before "
            "it.",
        ),
    ],
)
def test_shapes_that_do_not_fit(layer: Layer, shape: Any, text: str) -> None:
    with pytest.raises(ShapeError) as caught:
        layer.compute_output_shape(shape)
    assert str(caught.value) == text


def test_a_shared_dense_refuses_other_features() -> None:
    layer = Dense(3, name="d")
    layer(Input((4,)))
    with pytest.raises(ShapeError, match=r"was built for 4 input features\. Received"):
        layer(Input((5,)))


@pytest.mark.parametrize(
    ("target", "reason"),
    [((-1, -1), "only one size open"), ((0, 3), "at least 1"), ((-2,), "at least 1")],
)
def test_impossible_target_shapes(target: tuple[int, ...], reason: str) -> None:
    with pytest.raises(OptionError, match=reason):
        Reshape(target)


def test_sizes_that_are_not_known_yet() -> None:
    assert Flatten().compute_output_shape((None, None, 3)) == (None, None)
    assert Reshape((-1, 3)).compute_output_shape((None, None, 6)) == (None, None, 3)
    assert Reshape((2, 3)).compute_output_shape((None, None)) == (None, 2, 3)


@pytest.mark.parametrize("make", [Flatten, lambda: Reshape((-1,))])
def test_whole_numbers_stay_whole(make: Any) -> None:
    assert make()(Input((2, 3), dtype="int32")).dtype == "int32"
    assert make()(np.ones((1, 2, 3), np.int64)).dtype == np.int64


def test_flatten_with_channels_first_ends_with_the_channels() -> None:
    x = np.arange(12, dtype=np.float32).reshape(1, 2, 2, 3)
    flat = Flatten(data_format="channels_first")(x)
    np.testing.assert_array_equal(flat[0], [0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11])


def test_masking_marks_and_clears_steps() -> None:
    layer = Masking(mask_value=-1)
    x = np.array([[[-1, -1], [-1, 2], [0, 0]]], np.float32)
    np.testing.assert_array_equal(layer(x), [[[0, 0], [-1, 2], [0, 0]]])
    np.testing.assert_array_equal(layer.compute_mask(x, None), [[False, True, True]])
    assert layer.makes_mask


def test_activation_none_is_linear() -> None:
    x = np.array([[-1.5, 2.0]], np.float32)
    np.testing.assert_array_equal(Activation(None)(x), x)


def test_options_of_keras_that_cannot_matter_are_taken() -> None:
    layer = Dense(2, kernel_constraint=None, lora_rank=None)
    assert "lora_rank" not in layer.get_config()
    with pytest.raises(UnsupportedError) as caught:
        Dense(2, name="d", lora_rank=4)
    assert str(caught.value) == (
        'Dense "d": option lora_rank can only be None here. Received 4. Leave it out.'
    )


def test_options_of_old_keras_say_what_to_do() -> None:
    with pytest.raises(OptionError, match=r"Put keras\.Input\(shape=\.\.\.\) before"):
        Dense(2, input_shape=(4,))
    with pytest.raises(OptionError, match='called "units" today'):
        Dense(output_dim=2)


def test_tensors_in_further_arguments_are_refused() -> None:
    with pytest.raises(UnsupportedError, match="Received some in extra, too"):
        Dense(2)(Input((3,)), extra=Input((3,)))
