"""Layers with several inputs: numbers, errors, dtypes, masks as in Keras."""

from itertools import product
from typing import Any

import numpy as np
import pytest

import engine.layers as layers
from engine.errors import OptionError, ShapeError
from engine.graph.context import Context
from engine.graph.network import Network
from engine.graph.plan import Plan
from engine.random import generator

A = np.array([[1, 2], [3, 4]], np.float32)
B = np.array([[5, 6], [7, 8]], np.float32)
C = np.array([[1, 0], [2, 2]], np.float32)


@pytest.mark.parametrize(
    ("function", "cls", "expected"),
    [
        (layers.add, layers.Add, A + B + C),
        (layers.average, layers.Average, (A + B + C) / 3),
        (layers.multiply, layers.Multiply, A * B * C),
        (layers.concatenate, layers.Concatenate, np.hstack([A, B, C])),
        (layers.maximum, layers.Maximum, np.maximum(np.maximum(A, B), C)),
        (layers.minimum, layers.Minimum, np.minimum(np.minimum(A, B), C)),
        (layers.subtract, layers.Subtract, A - B),
        (layers.dot, layers.Dot, (A * B).sum(1, keepdims=True)),
    ],
)
def test_functions_and_classes(function: Any, cls: Any, expected: Any) -> None:
    arrays = [A, B, C][: cls.max_inputs]
    np.testing.assert_allclose(function(arrays), expected, rtol=1e-6)
    symbol = function([layers.Input((2,)) for _ in arrays], name="merged")
    assert type(symbol.producer.layer) is cls
    assert symbol.producer.layer.name == "merged"


def test_concatenate_takes_the_axis() -> None:
    a, b = A[:, None], B[:, None]
    joined = layers.concatenate([a, b], 1)
    np.testing.assert_array_equal(joined, np.concatenate([a, b], axis=1))


def test_the_product_may_hold_zeros() -> None:
    layer = layers.Multiply()
    context = Context(generator(0), inputs=2)
    zeros = np.zeros_like(A)
    layer.forward([zeros, B], context)
    da, db = layer.backward(np.ones_like(A), context)
    np.testing.assert_array_equal(da, B)
    np.testing.assert_array_equal(db, zeros)


@pytest.mark.parametrize(
    ("layer", "shapes", "text"),
    [
        (
            layers.Concatenate(name="c"),
            [(None, 3, 4), (None, 5)],
            'Concatenate "c": all inputs must have the same shape except along axis '
            "-1. Received (None, 3, 4) and (None, 5). Reshape or flatten one of them.",
        ),
        (
            layers.Concatenate(axis=1, name="c"),
            [(None, 3, 4), (None, 3, 5)],
            'Concatenate "c": all inputs must have the same shape except along axis '
            "1. Received (None, 3, 4) and (None, 3, 5). Reshape or flatten one of "
            "them.",
        ),
        (
            layers.Concatenate(axis=2, name="c"),
            [(None, 3), (None, 3)],
            'Concatenate "c": the inputs have no axis 2 besides the batch axis. '
            "Received (None, 3) and (None, 3). Use an axis from 1 to 1.",
        ),
        (
            layers.Concatenate(axis=-2, name="c"),
            [(None, 3), (None, 3)],
            'Concatenate "c": the inputs have no axis -2 besides the batch axis. '
            "Received (None, 3) and (None, 3). Use an axis from 1 to 1.",
        ),
        (
            layers.Add(name="a"),
            [(None, 3, 4), (None, 5)],
            'Add "a": all inputs must have the same shape, or sizes of 1 that are '
            "repeated. Received (None, 3, 4) and (None, 5). Reshape one of them, or "
            "join them with Concatenate.",
        ),
        (
            layers.Multiply(name="m"),
            [(2, 3), (4, 3)],
            'Multiply "m": all inputs must have the same shape, or sizes of 1 that are '
            "repeated. Received (2, 3) and (4, 3). Reshape one of them, or join them "
            "with Concatenate.",
        ),
        (
            layers.Dot(2, name="d"),
            [(None, 3, 4), (None, 4)],
            'Dot "d": an input has no axis 2 besides the batch axis. Received shape '
            "(None, 4). Use an axis from 1 to 1.",
        ),
        (
            layers.Dot((1, -1), name="d"),
            [(None, 3, 4), (None, 4)],
            'Dot "d": inputs must have the same number of samples, and the same size '
            "along axes (1, 1). Received (None, 3, 4) and (None, 4). Choose other "
            "axes, or put a Permute or Reshape before.",
        ),
    ],
)
def test_shapes_that_do_not_fit(layer: Any, shapes: Any, text: str) -> None:
    with pytest.raises(ShapeError) as caught:
        layer.compute_output_shape(shapes)
    assert str(caught.value) == text
    assert not layer.built


def test_the_batch_axis_cannot_be_joined() -> None:
    with pytest.raises(OptionError, match="cannot be 0, the axis of the samples"):
        layers.Concatenate(axis=0)


@pytest.mark.parametrize(
    ("cls", "shapes", "expected"),
    [
        (layers.Add, [(None, None, 4), (None, 3, 1)], (None, None, 4)),
        (layers.Add, [(None, 4), (None, 3, 1)], (None, 3, 4)),
        (layers.Add, [(None, None), (8, None)], (8, None)),
        (layers.Concatenate, [(None, None, 4), (8, 3, 2)], (8, 3, 6)),
        (layers.Concatenate, [(None, 4), (None, None)], (None, None)),
        (lambda: layers.Dot((2, 1)), [(None, 3, None), (8, 4, 2)], (8, 3, 2)),
    ],
)
def test_sizes_that_are_not_known_yet(cls: Any, shapes: Any, expected: Any) -> None:
    assert cls().compute_output_shape(shapes) == expected


def mixed_masks(keras_like: Any, make: Any, masked: tuple[bool, ...]) -> Any:
    """Graph: inputs, some masked, through the layer to an LSTM that shows the mask."""
    inputs = [keras_like.layers.Input((4, 3)) for _ in masked]
    tensors = [
        keras_like.layers.Masking()(x) if is_masked else x
        for x, is_masked in zip(inputs, masked, strict=True)
    ]
    merged = make(keras_like)(tensors)
    out = keras_like.layers.LSTM(2, return_sequences=True, zero_output_for_mask=True)(
        merged
    )
    return inputs, [merged, out]


MASKED = [(True, True), (False, True)]
MAKERS = {
    "Add": lambda k: k.layers.Add(),
    "Average": lambda k: k.layers.Average(),
    "Multiply": lambda k: k.layers.Multiply(),
    "Concatenate": lambda k: k.layers.Concatenate(),
    "Concatenate-steps": lambda k: k.layers.Concatenate(axis=1),
    "Maximum": lambda k: k.layers.Maximum(),
    "Minimum": lambda k: k.layers.Minimum(),
}


@pytest.mark.parametrize("masked", MASKED, ids=str)
@pytest.mark.parametrize("name", MAKERS)
def test_masks_are_joined_as_in_keras(name: str, masked: tuple[bool, ...]) -> None:
    keras = pytest.importorskip("keras")
    make = MAKERS[name]
    inputs, outputs = mixed_masks(keras, make, masked)
    model = keras.Model(inputs, outputs)
    ours_in, ours_out = mixed_masks(OURS, make, masked)
    network = Network(ours_in, ours_out)
    lstm = ours_out[1].producer.layer
    model.layers[-1].set_weights(lstm.get_weights())

    rng = generator(1)
    arrays = [rng.standard_normal((5, 4, 3), dtype=np.float32) for _ in masked]
    for array in arrays:
        array[rng.random((5, 4)) < 0.5] = 0
    plan = Plan(network)
    got = plan.forward(arrays)
    expected = [np.asarray(y) for y in model(arrays)]
    assert (expected[1] == 0).any() or not all(masked), "some steps must be masked"
    for one, other in zip(got, expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)


class _Ours:
    """The engine under the names that `mixed_masks` uses."""

    layers = layers


OURS = _Ours()


@pytest.mark.parametrize("cls", [layers.Add, layers.Multiply, layers.Concatenate])
def test_no_mask_stays_no_mask(cls: Any) -> None:
    arrays = [np.ones((2, 3, 4), np.float32)] * 2
    assert cls().compute_mask(arrays, [None, None]) is None
    assert cls().compute_mask(arrays, None) is None


SHAPES: list[list[tuple[int, ...]]] = [
    [(2, 3, 4), (2, 3, 4)],
    [(2, 3, 4), (2, 1, 4)],
    [(2, 3, 4), (2, 4)],
    [(2, 3, 3, 4), (2, 3, 3, 4)],
    [(2, 3, 4), (2, 3, 4), (2, 3, 4)],
]
MERGERS = [*MAKERS, "Subtract", "Dot"]


@pytest.mark.parametrize("name", MERGERS)
def test_every_pattern_of_masks(name: str) -> None:
    """Where Keras gives numbers and a mask, here are the same; never NumPy's errors."""
    keras = pytest.importorskip("keras")
    backend = pytest.importorskip("keras.src.backend")
    makers = {
        **MAKERS,
        "Subtract": lambda k: k.layers.Subtract(),
        "Dot": lambda k: k.layers.Dot(-1),
    }
    rng = generator(3)
    for shapes in SHAPES:
        layer, theirs = makers[name](OURS), makers[name](keras)
        if len(shapes) > 2 and layer.max_inputs == 2:
            continue
        for pattern in product([False, True], repeat=len(shapes)):
            arrays = [rng.standard_normal(shape, dtype=np.float32) for shape in shapes]
            masks = [
                rng.random(shape[:-1][:2]) < 0.5 if is_masked else None
                for shape, is_masked in zip(shapes, pattern, strict=True)
            ]
            context = Context(generator(0), inputs=len(shapes))
            context.mask = masks if any(pattern) else None
            try:
                layer.compute_output_shape(shapes)
            except ShapeError:
                continue
            y = layer.forward(arrays, context)
            mask = layer.mask_after(arrays, context)
            tensors = [keras.ops.convert_to_tensor(array) for array in arrays]
            for tensor, one in zip(tensors, masks, strict=True):
                if one is not None:
                    backend.set_keras_mask(tensor, keras.ops.convert_to_tensor(one))
            try:
                expected = theirs(tensors)
            except (ValueError, TypeError):
                continue  # Keras cannot broadcast the masks of such shapes
            np.testing.assert_allclose(y, expected, rtol=1e-5, atol=1e-6)
            wanted = backend.get_keras_mask(expected)
            assert (mask is None) == (wanted is None)
            if mask is not None:
                np.testing.assert_array_equal(mask, wanted)


@pytest.mark.parametrize("name", ["Subtract", "Dot"])
def test_masks_of_two_inputs(name: str) -> None:
    steps = [[True, False, True], [True, True, False]]
    masks = [np.array([row]) for row in steps]
    arrays = [np.ones((1, 3, 2), np.float32)] * 2
    keras_like = pytest.importorskip("keras")
    options = {"axes": 2} if name == "Dot" else {}
    ours = getattr(layers, name)(**options).compute_mask(arrays, masks)
    theirs = getattr(keras_like.layers, name)(**options).compute_mask(arrays, masks)
    assert (ours is None) == (theirs is None)
    if ours is not None:
        np.testing.assert_array_equal(ours, theirs)


def test_masks_of_inputs_with_repeated_steps() -> None:
    masks = [np.array([[True, False, False]]), np.array([[False]])]
    arrays = [np.ones((1, 3, 2)), np.ones((1, 1, 2))]
    np.testing.assert_array_equal(layers.Add().compute_mask(arrays, masks), masks[0])


@pytest.mark.parametrize("name", ["Maximum", "Minimum"])
def test_equal_numbers_share_the_gradient(name: str) -> None:
    jax = pytest.importorskip("jax")
    keras = pytest.importorskip("keras")
    arrays = [
        np.array([[row]], np.float32) for row in ([1, 2, 3], [1, 5, 3], [1, 2, 9])
    ]
    expected = jax.grad(lambda xs: getattr(keras.layers, name)()(xs).sum())(arrays)
    layer = getattr(layers, name)()
    context = Context(generator(0), inputs=3)
    layer.forward(arrays, context)
    got = layer.backward(np.ones((1, 1, 3), np.float32), context)
    for one, other in zip(got, expected, strict=True):
        np.testing.assert_array_equal(one, other)


SINGLE = [layers.Add, layers.Average, layers.Multiply, layers.Maximum, layers.Minimum]


@pytest.mark.parametrize("cls", [*SINGLE, layers.Concatenate])
def test_one_input_in_a_list_is_returned(cls: Any) -> None:
    symbol = cls()([layers.Input((2,))])
    assert symbol.shape == (None, 2)
    np.testing.assert_array_equal(cls()([A]), A)
    context = Context(generator(0), inputs=1)
    layer = cls()
    layer.forward([A], context)
    np.testing.assert_array_equal(layer.backward(B, context)[0], B)


@pytest.mark.parametrize("cls", [*SINGLE, layers.Concatenate, layers.Subtract])
@pytest.mark.parametrize(
    "inputs", [{"a": A, "b": B}, [[A, B], C]], ids=["dict", "nested"]
)
def test_inputs_come_in_a_plain_list(cls: Any, inputs: Any) -> None:
    with pytest.raises(ShapeError, match=r"takes a list of tensors\. Received a "):
        cls(name="m")(inputs)


@pytest.mark.parametrize("cls", [layers.Subtract, lambda **o: layers.Dot(1, **o)])
def test_two_inputs_are_two(cls: Any) -> None:
    with pytest.raises(ShapeError, match=r'"m": takes 2 input\(s\)\. Received 3'):
        cls(name="m")([A, B, C])


DTYPES = [
    ("int32", "int32"),
    ("uint8", "uint8"),
    ("int32", "float32"),
    ("bool", "int32"),
]


@pytest.mark.parametrize("dtypes", DTYPES, ids="+".join)
def test_dtypes_are_those_of_keras(dtypes: Any) -> None:
    keras = pytest.importorskip("keras")
    arrays = [np.array([[1, 2]]).astype(dtype) for dtype in dtypes]
    for name in ["Add", "Average", "Multiply", "Maximum", "Concatenate", "Dot"]:
        options = {"axes": 1} if name == "Dot" else {}
        ours = getattr(layers, name)(**options)(arrays)
        theirs = np.asarray(getattr(keras.layers, name)(**options)(arrays))
        assert ours.dtype == theirs.dtype, name
        np.testing.assert_array_equal(ours, theirs)


def test_truth_values_can_be_subtracted() -> None:
    got = layers.Subtract()([np.array([[True, False]]), np.array([[False, True]])])
    np.testing.assert_array_equal(got, [[1, -1]])


def test_lengths_of_zero_make_no_cosine() -> None:
    keras = pytest.importorskip("keras")
    jax = pytest.importorskip("jax")
    a = np.array([[0, 0], [1e-9, 0], [3, 4]], np.float32)
    b = np.array([[1, 2], [1, 2], [1, 2]], np.float32)
    layer = layers.Dot(1, normalize=True)
    context = Context(generator(0), inputs=2)
    got = layer.forward([a, b], context)
    theirs = keras.layers.Dot(1, normalize=True)
    np.testing.assert_allclose(got, theirs([a, b]), rtol=1e-6)
    assert got[0] == 0
    gradients = layer.backward(np.ones((3, 1), np.float32), context)
    expected = jax.grad(lambda x: theirs([x, b]).sum())(a)
    # JAX derives the root of 0 as infinite.
    np.testing.assert_allclose(gradients[0][1:], expected[1:], rtol=1e-5)
    assert np.isfinite(gradients[0]).all()


@pytest.mark.parametrize("axes", [0, (0, 1), (1,), (1, 2, 3)])
def test_axes_that_cannot_be_multiplied(axes: Any) -> None:
    with pytest.raises(OptionError, match=r"Dot.*axes (cannot be 0|must be one axis)"):
        layers.Dot(axes)
