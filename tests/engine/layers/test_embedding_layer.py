"""Embedding: look-up, wrong tokens, masks, and gradients of repeated tokens."""

from typing import Any

import numpy as np
import pytest

from engine.errors import DataError, OptionError, ShapeError
from engine.graph.context import Context, Gradients
from engine.layers import Embedding, Input
from engine.random import generator


def built(**options: Any) -> Embedding:
    layer = Embedding(5, 2, name="e", **options)
    layer.ensure_built((None, 3))
    layer.set_weights([np.arange(10).reshape(5, 2)])
    return layer


@pytest.mark.parametrize("dtype", ["int32", "int64", "uint8", "float32", "bool"])
def test_rows_are_looked_up_for_any_type_of_number(dtype: str) -> None:
    y = built()(np.array([[1, 0]]).astype(dtype))
    np.testing.assert_array_equal(y, [[[2, 3], [0, 1]]])
    assert y.dtype == np.float32


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (
            np.array([[0, 1], [4, 7], [9, 0]], np.int32),
            'Embedding "e": tokens must lie between 0 and 4. Received 7 in sample 1 at '
            "position 1. Set input_dim to at least 10, or encode the input with fewer "
            "tokens.",
        ),
        (
            np.array([[0, -1]], np.int64),
            'Embedding "e": tokens must lie between 0 and 4. Received -1 in sample 0 '
            "at position 1. Encode the input with numbers from 0 on.",
        ),
        (
            np.array([0, np.nan], np.float32),
            'Embedding "e": tokens must lie between 0 and 4. Received nan in sample 1. '
            "Encode the input with numbers from 0 on.",
        ),
    ],
)
def test_wrong_tokens_are_named(tokens: Any, text: str) -> None:
    with pytest.raises(DataError) as caught:
        built()(tokens)
    assert str(caught.value) == text


def test_gradients_of_repeated_tokens_add_up() -> None:
    layer = built()
    gradients = Gradients(layer.weights, [np.full((5, 2), np.nan, np.float32)])
    context = Context(generator(0), gradients)
    layer.forward(np.array([[1, 4, 1], [1, 0, 4]], np.int32), context)
    dy = np.array(
        [[[1, 1], [2, 2], [3, 3]], [[4, 4], [5, 5], [6, 6]]], dtype=np.float32
    )
    assert layer.backward(dy, context) is None
    np.testing.assert_array_equal(
        gradients[layer.embeddings], [[5, 5], [8, 8], [0, 0], [0, 0], [8, 8]]
    )


def test_zeros_are_masked_on_demand_only() -> None:
    tokens = np.array([[3, 0, 1]])
    masking = built(mask_zero=True)
    assert masking.makes_mask
    np.testing.assert_array_equal(
        masking.compute_mask(tokens, None), [[True, False, True]]
    )
    assert not built().makes_mask
    assert built().compute_mask(tokens, None) is None


def test_old_options_say_what_to_do() -> None:
    with pytest.raises(OptionError, match=r"the length comes from keras\.Input"):
        Embedding(5, 2, input_length=3)
    with pytest.raises(OptionError, match=r"Put keras\.layers\.SpatialDropout1D after"):
        Embedding(5, 2, dropout=0.2)


def test_the_table_can_be_handed_in() -> None:
    table = np.arange(10, dtype=np.float32).reshape(5, 2)
    for given in (table, [table]):
        layer = Embedding(5, 2, weights=given)
        np.testing.assert_array_equal(layer.embeddings.numpy(), table)
        np.testing.assert_array_equal(layer(np.array([[3]])), [[[6, 7]]])
    by_position = Embedding(5, 2, "zeros", None, None, False, table)
    np.testing.assert_array_equal(by_position.get_weights()[0], table)
    assert "weights" not in layer.get_config()
    with pytest.raises(ShapeError, match=r"Weight .*embeddings: shape must be"):
        Embedding(5, 3, weights=table)


def test_numbers_of_the_graph_are_not_converted() -> None:
    layer = Embedding(5, 2)
    assert layer(Input((3,), dtype="int32")).dtype == "float32"
    assert layer.cast_for("int32") is None


def test_the_short_name_of_keras_default_is_taken() -> None:
    layer = Embedding(5, 2, embeddings_initializer="uniform", name="e")
    assert layer.get_config() == Embedding(5, 2, name="e").get_config()
