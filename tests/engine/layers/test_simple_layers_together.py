"""A graph of many simple layers: numbers, training and files beside Keras."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine
from engine.random import generator

keras = pytest.importorskip("keras")


def many_layers(k: Any) -> Any:
    """Two inputs through reshaping, activating, merging and disturbing layers."""
    k.utils.clear_session()
    make = k.layers
    a, b = make.Input((4, 6)), make.Input((4, 6), name="second")
    x = make.Rescaling([0.5] * 6, offset=0.1)(a)
    x = make.PReLU(shared_axes=[1], alpha_initializer="he_normal")(x)
    x = make.Permute((2, 1))(make.Permute((2, 1))(x))
    x = make.EinsumDense("abc,cd->abd", (4, 6), "tanh", "d")(x)
    y = make.ELU(0.7)(make.LeakyReLU(0.1)(b))
    y = make.ReLU(max_value=2.0, negative_slope=0.1, threshold=0.2)(y)
    parts = [make.Subtract()([x, y]), make.Maximum()([x, y]), make.Minimum()([x, y])]
    parts.append(make.Dot((2, 2), normalize=True)([x, y]))
    z = make.Softmax(axis=1)(make.Concatenate()(parts))
    z = make.SpatialDropout1D(0.0)(z)
    z = make.AlphaDropout(0.0, noise_shape=(None, 1, None))(z)
    z = make.GaussianDropout(0.0)(make.GaussianNoise(0.0)(z))
    z = make.ActivityRegularization(l1=0.01)(make.Identity()(z))
    z = make.Dense(
        3,
        kernel_constraint="unit_norm",
        activity_regularizer="l2",
        bias_constraint="non_neg",
    )(make.Flatten()(z))
    z = make.Reshape((3, -1))(make.RepeatVector(2)(z))
    model = k.Model([a, b], z)
    model.compile(k.optimizers.SGD(0.1), "mse")
    return model


def data() -> tuple[list[Any], Any]:
    rng = generator(5)
    inputs = [rng.standard_normal((5, 4, 6), dtype=np.float32) for _ in range(2)]
    return inputs, rng.standard_normal((5, 3, 2), dtype=np.float32)


def test_training_goes_the_same_way() -> None:
    ours, theirs = many_layers(engine), many_layers(keras)
    ours.set_weights(theirs.get_weights())
    inputs, targets = data()
    losses = [
        [float(model.train_on_batch(inputs, targets)) for _ in range(5)]
        for model in (ours, theirs)
    ]
    np.testing.assert_allclose(*losses, rtol=1e-4)
    assert losses[0][-1] < losses[0][0]
    for one, other in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("ending", [".keras", ".h5"])
@pytest.mark.filterwarnings("ignore:You are saving your model as an HDF5 file")
def test_files_go_both_ways(ending: str, tmp_path: Path) -> None:
    inputs, _ = data()
    for writer, reader in [(engine, keras), (keras, engine)]:
        model = many_layers(writer)
        path = tmp_path / f"{writer.__name__}{ending}"
        model.save(path)
        read = reader.models.load_model(path)
        np.testing.assert_allclose(
            model.predict(inputs, verbose=0),
            read.predict(inputs, verbose=0),
            rtol=1e-5,
            atol=1e-6,
        )
        assert [layer.name for layer in read.layers] == [
            layer.name for layer in model.layers
        ]
