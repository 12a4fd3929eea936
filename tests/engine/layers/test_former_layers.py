"""Layers and options that are called otherwise today: errors that name them."""

from typing import Any

import pytest

import engine
from engine import layers
from engine.errors import OptionError, UnsupportedError
from engine.registry import LAYERS

FORMER = {
    "Lambda": "Write a subclass of keras.layers.Layer with a method call, or use",
    "Merge": "Use Add, Subtract, Multiply, Average, Maximum, Minimum, Concatenate",
    "merge": "Use add, subtract, multiply, average, maximum, minimum, concatenate",
    "TimeDistributedDense": "Use keras.layers.Dense, which is applied to every step",
    "MaxoutDense": "Use Dense(pieces * units), Reshape((pieces, units)) and keras.ops",
    "Highway": "Write it with layers: Dense(units, activation) for the new values",
    "ThresholdedReLU": "Use keras.layers.ReLU(threshold=...).",
    "AtrousConvolution2D": "Use keras.layers.Conv2D(dilation_rate=...).",
    "Deconvolution2D": "Use keras.layers.Conv2DTranspose.",
    "CuDNNLSTM": "Use keras.layers.LSTM.",
}


@pytest.mark.parametrize("name", FORMER)
def test_former_layers_name_what_to_use(name: str) -> None:
    with pytest.raises(UnsupportedError) as caught:
        getattr(layers, name)
    assert str(caught.value).startswith(f"There is no layer {name}. {FORMER[name]}")


def test_an_import_says_the_same() -> None:
    with pytest.raises(UnsupportedError, match="There is no layer Merge"):
        exec("from engine.layers import Merge", {})


def test_misspelt_layers_name_the_nearest() -> None:
    with pytest.raises(AttributeError, match=r"called 'Dens'\. Did you mean \"Dense\""):
        layers.Dens  # noqa: B018
    assert not hasattr(layers, "no_such_thing")
    assert "Lambda" not in LAYERS


OLD_OPTIONS: list[tuple[Any, dict[str, Any], str]] = [
    (layers.Dense, {"output_dim": 3}, "units"),
    (layers.Dense, {"units": 3, "init": "uniform"}, "kernel_initializer"),
    (layers.Dropout, {"p": 0.5}, "rate"),
    (layers.Embedding, {"input_dim": 3, "output_dim": 2, "init": "uniform"}, "emb"),
    (layers.Dot, {"dot_axes": 1}, "axes"),
    (layers.Concatenate, {"concat_axis": 1}, "axis"),
    (layers.Reshape, {"dims": (3,)}, "target_shape"),
]


@pytest.mark.parametrize(("cls", "options", "today"), OLD_OPTIONS)
def test_former_options_name_todays(cls: Any, options: Any, today: str) -> None:
    with pytest.raises(OptionError, match=f'is called "{today}.*" today'):
        cls(**options)


def test_maxout_can_be_written_as_the_error_says() -> None:
    x = engine.Input((4,))
    pieces = layers.Reshape((3, 2))(layers.Dense(6)(x))
    model = engine.Model(x, engine.ops.max(pieces, axis=1))
    assert model.output_shape == (None, 2)
