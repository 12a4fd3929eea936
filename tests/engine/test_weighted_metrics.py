"""Weighted metrics, and losses and metrics of nested outputs: names and numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from with_keras import Cases, assert_close, set_same_weights

import engine

RNG = np.random.default_rng(2)
X = RNG.normal(size=(8, 3)).astype("float32")
A = RNG.normal(size=(8, 1)).astype("float32")
B = RNG.normal(size=(8, 2)).astype("float32")
C = RNG.normal(size=(8, 1)).astype("float32")
W = np.linspace(0, 3, 8)
V = W[::-1].copy()


def model_of(k: Any, form: str) -> Any:
    i = k.Input((3,), name="i")
    a, b, c = (
        k.layers.Dense(units, name=name)(i)
        for name, units in (("ya", 1), ("yb", 2), ("yc", 1))
    )
    outputs: Any = {
        "one": a,
        "list": [a, b],
        "dict": {"p": a, "q": b},
        "nested": {"m": [a, b], "n": c},
        "deep list": [a, [b, {"z": c}]],
    }[form]
    return set_same_weights(k.Model(i, outputs))


TARGETS: dict[str, Any] = {
    "one": A,
    "list": [A, B],
    "dict": {"p": A, "q": B},
    "nested": {"m": [A, B], "n": C},
    "deep list": [A, [B, {"z": C}]],
}


def results(k: Any, form: str, weights: Any, loss: Any = "mse", **options: Any) -> Any:
    model = model_of(k, form)
    model.compile("sgd", loss, run_eagerly=True, **options)
    y = TARGETS[form]
    kept: dict[str, Any] = {"batch_size": 4, "verbose": 0, "sample_weight": weights}
    history = model.fit(X, y, shuffle=False, **kept)
    judged = model.evaluate(X, y, **kept)
    return (
        history.history,
        judged if isinstance(judged, list) else [judged],
        model.evaluate(X, y, return_dict=True, **kept),
        model.test_on_batch(X, y, weights, return_dict=True),
    )


cases = Cases()
cases["one output"] = lambda k: results(
    k, "one", W, metrics=["mae"], weighted_metrics=["mse"]
)
cases["a name twice"] = lambda k: results(
    k, "one", W, metrics=["mae", "mse"], weighted_metrics=["mae", "mape"]
)
cases["no weights"] = lambda k: results(k, "one", None, weighted_metrics=["mae"])
cases["list of outputs"] = lambda k: results(
    k,
    "list",
    [W, V],
    metrics=[["mae"], ["mae"]],
    weighted_metrics=[["mae", "mse"], None],
)
cases["one array of weights"] = lambda k: results(
    k, "list", W, weighted_metrics=[["mse"], ["mae"]]
)
cases["outputs by name"] = lambda k: results(
    k,
    "list",
    [None, V],
    metrics={"yb": ["mae"]},
    weighted_metrics={"yb": ["mae"], "ya": ["mse"]},
)
cases["dict of outputs"] = lambda k: results(
    k,
    "dict",
    {"p": W, "q": V},
    {"p": "mse", "q": "mae"},
    metrics={"p": ["mse"]},
    weighted_metrics={"q": ["mae"], "p": ["mse"]},
)
cases["nested, one loss"] = lambda k: results(k, "nested", None)
cases["nested losses"] = lambda k: results(
    k, "nested", None, {"m": ["mse", "mae"], "n": "mae"}
)
cases["nested losses with weights"] = lambda k: results(
    k,
    "nested",
    {"m": [W, V], "n": W},
    {"m": ["mse", "mae"], "n": "mae"},
    loss_weights={"m": [1.0, 0.5], "n": 0.25},
)
cases["nested metrics"] = lambda k: results(
    k,
    "nested",
    {"m": [W, V], "n": W},
    {"m": ["mse", "mae"], "n": "mae"},
    metrics={"m": [["mae"], ["mse"]], "n": ["mae"]},
    weighted_metrics={"m": [["mae"], ["mse"]], "n": ["mae"]},
)
cases["a list in a list"] = lambda k: results(
    k, "deep list", None, ["mse", ["mae", {"z": "mse"}]]
)


@pytest.mark.parametrize("case", cases)
def test_names_and_numbers_are_those_of_keras(case: str) -> None:
    if case == "a name twice":  # Keras enters the name, but forgets the number
        (history, *_) = cases[case](engine)
        assert list(history) == ["loss", "mae", "mape", "mse", "weighted_mae"]
        assert history["mae"] != history["weighted_mae"]
        return
    assert_close(cases[case])


def test_metrics_written_for_keras_are_not_told_masks() -> None:
    told: list[Any] = []

    class Counted(engine.metrics.Metric):
        def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None):  # type: ignore[no-untyped-def, override]
            told.append(sample_weight)

        def result(self) -> float:
            return float(len(told))

    engine.registry.METRICS.remove("Counted")
    i = engine.Input((3, 1))
    model = engine.Model(i, engine.layers.Dense(1)(engine.layers.Masking()(i)))
    model.compile("sgd", "mse", metrics=[Counted()], weighted_metrics=[Counted()])
    x = np.ones((4, 3, 1), "float32")
    logs = model.evaluate(
        x, x, sample_weight=np.ones((4, 1)), verbose=0, return_dict=True
    )
    assert logs["counted"] == 2
    assert told[0] is None
    np.testing.assert_array_equal(told[1], np.ones((4, 1)))


def test_compiled_settings_are_kept() -> None:
    model = model_of(engine, "list")
    model.compile("sgd", "mse", weighted_metrics=[["mae"], None], jit_compile=False)
    config = model.get_compile_config()
    assert config["weighted_metrics"] == [["mae"], None]
    assert config["jit_compile"] is False


def test_metrics_start_anew_when_asked_to() -> None:
    model = model_of(engine, "one")
    model.compile("sgd", "mse", metrics=["mae"])
    logs = model.test_on_batch(X, A, return_dict=True)
    assert model.get_metrics_result() == logs
    model.reset_metrics()
    assert model.get_metrics_result() == {"loss": 0.0, "mae": 0.0}
