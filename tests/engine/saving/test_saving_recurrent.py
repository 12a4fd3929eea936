"""Files of layers within layers, both ways with real Keras."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine
from engine import saving

keras = pytest.importorskip("keras")

pytestmark = pytest.mark.filterwarnings("ignore:You are saving your model as an HDF5")


def families(k: Any) -> Any:
    L = k.layers
    x = k.Input((5, 3), name="x")
    y = L.LSTM(3, return_sequences=True, name="l")(x)
    y = L.GRU(3, return_sequences=True, name="g")(y)
    y = L.GRU(3, return_sequences=True, reset_after=False, name="g2")(y)
    return k.Model(x, L.SimpleRNN(2, name="s")(y))


def stacks(k: Any) -> Any:
    L = k.layers
    x = k.Input((5, 3), name="x")
    cells = [L.LSTMCell(2), L.GRUCell(3, reset_after=False), L.LSTMCell(2)]
    y, first, *_ = L.RNN(cells, return_state=True, name="r")(x)
    z = L.RNN(L.GRUCell(2), return_sequences=True, name="r2")(x)
    return k.Model(x, [y, *first, z])


def directions(k: Any) -> Any:
    L = k.layers
    x = k.Input((5, 3), name="x")
    y = L.Bidirectional(L.LSTM(3, return_sequences=True), name="b")(x)
    back = L.LSTM(3, go_backwards=True, activation="relu", name="back")
    y = L.Bidirectional(L.GRU(3), merge_mode="sum", backward_layer=back, name="b2")(y)
    return k.Model(x, y)


def steps(k: Any) -> Any:
    L = k.layers
    a = k.Input((3,), name="a")
    inner = k.Model(
        a, L.Dense(3, name="d")(L.BatchNormalization(name="n")(a)), name="inner"
    )
    x = k.Input((5, 3), name="x")
    y = L.TimeDistributed(inner, name="t")(x)
    chain = k.Sequential([k.Input((3,)), L.Dense(2, name="d2")], name="chain")
    y = L.TimeDistributed(chain, name="t2")(y)
    return k.Model(x, L.TimeDistributed(L.Dense(2, name="d3"), name="t3")(y))


def states(k: Any) -> Any:
    L = k.layers
    x, h, c = (k.Input(s, name=n) for s, n in (((5, 3), "x"), ((2,), "h"), ((2,), "c")))
    y, *after = L.LSTM(2, return_state=True, name="l")(x, initial_state=[h, c])
    z = L.GRU(2, name="g")(x, initial_state=after[0])
    w, (_, last) = L.LSTMCell(2, name="cell")(z, after)
    return k.Model([x, h, c], [y, w, last])


MODELS = [families, stacks, directions, steps, states]


def filled(model: Any) -> tuple[Any, Any]:
    """A model with weights that cannot be mixed up, and an input."""
    rng = np.random.default_rng(4)
    model.set_weights([np.abs(rng.normal(size=w.shape)) for w in model.get_weights()])
    x = [rng.normal(size=(3, *t.shape[1:])).astype(np.float32) for t in model.inputs]
    return model, x if len(x) > 1 else x[0]


def results(model: Any, x: Any) -> list[Any]:
    return [np.asarray(leaf) for leaf in keras.tree.flatten(model(x))]


def assert_equal(one: list[Any], other: list[Any]) -> None:
    for a, b in zip(one, other, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(
    ("make", "ending"),
    [
        *[(make, ".keras") for make in MODELS],
        (stacks, ".h5"),
        (directions, ".h5"),
        (steps, ".h5"),
        pytest.param(families, ".h5", marks=pytest.mark.slow),
        pytest.param(states, ".h5", marks=pytest.mark.slow),
    ],
)
def test_whole_models(make: Callable[[Any], Any], ending: str, tmp_path: Path) -> None:
    theirs, x = filled(make(keras))
    ours, _ = filled(make(engine))
    expected = results(theirs, x)
    path = str(tmp_path / f"m{ending}")
    ours.save(path)
    assert_equal(results(keras.models.load_model(path), x), expected)
    theirs.save(path)
    again = saving.load_model(path)
    assert_equal(results(again, x), expected)
    again.save(path)
    assert_equal(results(saving.load_model(path), x), expected)


@pytest.mark.parametrize("make", MODELS)
def test_weights(make: Callable[[Any], Any], tmp_path: Path) -> None:
    ours, theirs = make(engine), make(keras)
    path = str(tmp_path / "m.weights.h5")
    for one, other in ((ours, theirs), (theirs, ours)):
        filled(one)
        other.set_weights([np.zeros_like(w) for w in other.get_weights()])
        one.save_weights(path)
        other.load_weights(path)
        assert_equal(other.get_weights(), one.get_weights())


def test_layers_of_a_file_are_checked_inside_others_too() -> None:
    model = directions(engine)
    text = model.to_json().replace('"class_name": "GRU"', '"class_name": "Secret"')
    with pytest.raises(
        engine.errors.UnsupportedError, match=r'^JSON: layer .* "Secret", which does'
    ):
        saving.model_from_json(text)
    text = model.to_json().replace('"class_name": "GRU"', '"class_name": "Lambda"')
    with pytest.raises(engine.errors.UnsupportedError, match=r"is a Lambda, which"):
        saving.model_from_json(text)


def cell_of_ones_own(k: Any) -> Any:
    class MinimalCell(k.layers.Layer):
        def __init__(self, units: int, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.units = units
            self.state_size = units

        def build(self, input_shape: Any) -> None:
            self.kernel = self.add_weight(
                shape=(input_shape[-1] + self.units, self.units), name="kernel"
            )
            self.built = True

        def call(self, inputs: Any, states: Any) -> Any:
            both = k.ops.concatenate([inputs, states[0]], axis=-1)
            y = k.ops.tanh(k.ops.matmul(both, self.kernel))
            return y, [y]

        def get_config(self) -> Any:
            return {**super().get_config(), "units": self.units}

    return MinimalCell


def test_cells_of_ones_own_go_both_ways(tmp_path: Path) -> None:
    cells = {k: cell_of_ones_own(k) for k in (engine, keras)}
    path = str(tmp_path / "m.keras")
    for k, cell in cells.items():
        x = k.Input((5, 3))
        stack = k.layers.RNN([cell(2), k.layers.LSTMCell(2)], name="r")
        model, value = filled(k.Model(x, stack(x)))
        model.save(path)
        for other, other_cell in cells.items():
            again = other.models.load_model(
                path, custom_objects={"MinimalCell": other_cell}
            )
            assert_equal(results(again, value), results(model, value))
