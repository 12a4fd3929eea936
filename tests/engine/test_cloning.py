"""clone_model: what is new, what is kept, what a user's functions change."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from with_keras import Cases, assert_same

import engine
from engine.errors import GraphError, OptionError

X = np.random.default_rng(3).normal(size=(5, 4)).astype("float32")


def shared(k: Any) -> Any:
    """Two inputs, a layer called twice, an inner model, arithmetic."""
    a, b = k.Input((4,), name="a"), k.Input((4,), name="b")
    dense = k.layers.Dense(3, activation="relu", name="dense")
    inner = k.Sequential([k.Input((3,)), k.layers.Dense(2, name="in")], name="inner")
    out = k.layers.Concatenate(name="out")([inner(dense(a)), inner(dense(b))])
    return k.Model([a, b], out, name="whole")


def nested(k: Any) -> Any:
    i = k.Input((4,), name="i")
    inner_in = k.Input((4,), name="j")
    inner = k.Model(inner_in, k.layers.Dense(3, name="deep")(inner_in), name="inner")
    return k.Model({"i": i}, {"y": k.layers.Dense(1, name="last")(inner(i))})


def chain(k: Any) -> Any:
    return k.Sequential(
        [k.Input((4,), name="i"), k.layers.Dense(3, name="d"), k.layers.Dropout(0.5)],
        name="chain",
    )


def described(model: Any) -> Any:
    lines: list[str] = []
    model.summary(print_fn=lambda text: lines.append(str(text)), expand_nested=True)
    # The calls of a shared layer have no order of their own: Keras swaps them.
    text = re.sub(r"(?<=[a-z])\[\d\]", "", lines[0].rstrip())
    sources = sorted(re.findall(r"\w+\[0\]", text))
    return (
        [layer.name for layer in model.layers],
        [(weight.name, tuple(weight.shape)) for weight in model.weights],
        [line[:60] for line in text.splitlines()],
        sources,
    )


def dropping(k: Any) -> Any:
    def call(layer: Any, *args: Any, **kwargs: Any) -> Any:
        result = layer(*args, **kwargs)
        if isinstance(layer, k.layers.Dense):
            result = k.layers.Dropout(0.5)(result)
        return result

    return call


def wider(k: Any) -> Any:
    def clone(layer: Any) -> Any:
        config = layer.get_config()
        if isinstance(layer, k.layers.Dense):
            config["units"] *= 2
        return type(layer).from_config(config)

    return clone


cases = Cases()
cases["shared layers"] = lambda k: k.models.clone_model(shared(k))
cases["inner model"] = lambda k: k.models.clone_model(nested(k))
cases["chain"] = lambda k: k.models.clone_model(chain(k))
cases["unbuilt chain"] = lambda k: k.models.clone_model(
    k.Sequential([k.layers.Dense(2, name="d")], name="c")
)
cases["wider layers"] = lambda k: k.models.clone_model(
    chain(k), clone_function=wider(k)
)
cases["wider inner layers"] = lambda k: k.models.clone_model(
    nested(k), clone_function=wider(k), recursive=True
)
cases["layers added"] = lambda k: k.models.clone_model(
    shared(k), clone_function=lambda layer: layer, call_function=dropping(k)
)
cases["layers added within"] = lambda k: k.models.clone_model(
    nested(k), call_function=dropping(k), recursive=True
)
cases["other inputs"] = lambda k: k.models.clone_model(
    shared(k), input_tensors=[k.Input((4,), name="n"), k.Input((4,), name="m")]
)


@pytest.mark.parametrize("case", cases)
def test_clones_are_those_of_keras(case: str) -> None:
    def run(k: Any) -> Any:
        model = cases[case](k)
        return described(model) if model.built else [x.name for x in model.layers]

    assert_same(run)


@pytest.mark.parametrize("make", [shared, nested, chain])
def test_weights_are_new_and_numbers_the_same(make: Any) -> None:
    model = make(engine)
    copy = engine.models.clone_model(model)
    assert type(copy) is type(model)
    assert not {id(w) for w in model.weights} & {id(w) for w in copy.weights}
    copy.set_weights(model.get_weights())
    x: Any = {shared.__name__: [X, -X], nested.__name__: {"i": X}}.get(make.__name__, X)
    ours, theirs = model.predict(x, verbose=0), copy.predict(x, verbose=0)
    if isinstance(ours, dict):
        ours, theirs = ours["y"], theirs["y"]
    np.testing.assert_array_equal(ours, theirs)


def test_arithmetic_is_cloned() -> None:
    i = engine.Input((4,))
    model = engine.Model(i, (engine.layers.Dense(2)(i) * 2 + 1)[:, :1])
    copy = engine.models.clone_model(model)
    copy.set_weights(model.get_weights())
    np.testing.assert_array_equal(model.predict(X, verbose=0), copy(X))


def test_clones_are_compiled_with_parts_of_their_own() -> None:
    model = shared(engine)
    metric = engine.metrics.MeanAbsoluteError(name="own")
    optimizer = engine.optimizers.SGD(0.25, momentum=0.5)
    model.compile(optimizer, "mae", metrics=[metric], weighted_metrics=["mse"])
    model.fit([X, X], np.ones((5, 4)), verbose=0)
    copy = engine.models.clone_model(model)
    assert copy.optimizer is not optimizer
    assert copy.optimizer.get_config() == optimizer.get_config()
    logs = copy.fit([X, X], np.ones((5, 4)), verbose=0).history
    assert list(logs) == ["loss", "mse", "own"]
    assert all(one is not metric for one in copy.metrics)
    assert not engine.models.clone_model(chain(engine)).compiled


def test_clones_of_inner_layers_are_shared_as_the_layers_were() -> None:
    copy = engine.models.clone_model(shared(engine), recursive=True)
    assert len(copy.weights) == 4
    assert isinstance(copy.get_layer("inner"), engine.Sequential)


def test_models_with_a_call_are_copied_by_their_config() -> None:
    class Own(engine.Model):
        def __init__(self, units: int = 2, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.units = units
            self.dense = engine.layers.Dense(units)

        def call(self, x: Any) -> Any:
            return self.dense(x)

        def get_config(self) -> Any:
            return {"units": self.units, "name": self.name}

    model = Own(3, name="mine")
    copy = engine.models.clone_model(model)
    assert (type(copy), copy.units, copy.name) == (Own, 3, "mine")
    with pytest.raises(OptionError, match="Own computes in its method call"):
        engine.models.clone_model(model, clone_function=lambda layer: layer)


def test_errors_say_what_to_do() -> None:
    model = shared(engine)
    with pytest.raises(GraphError, match="the model has 2 inputs"):
        engine.models.clone_model(model, [engine.Input((4,))])
    with pytest.raises(GraphError, match="input_tensors must be symbolic"):
        engine.models.clone_model(model, [X, X])
    with pytest.raises(GraphError, match="one for each input"):
        engine.models.clone_model(chain(engine), [engine.Input((4,))] * 2)
    with pytest.raises(OptionError, match="clone_function must be a function"):
        engine.models.clone_model(model, clone_function=3)
    with pytest.raises(OptionError, match="clone_function must return a layer"):
        engine.models.clone_model(model, clone_function=lambda layer: None)
    with pytest.raises(OptionError, match="are not called one by one"):
        engine.models.clone_model(chain(engine), call_function=dropping(engine))
