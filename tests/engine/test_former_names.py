"""Names of older Keras: errors that say what is written today."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import engine
from engine.errors import EngineError, OptionError
from engine.former_names import FormerNameError

X, Y = np.ones((4, 2)), np.ones((4, 1))


def model() -> Any:
    made = engine.Sequential([engine.Input((2,)), engine.layers.Dense(1)])
    made.compile("sgd", "mse")
    return made


ARGUMENTS: dict[str, tuple[Callable[[], Any], str]] = {
    "nb_epoch": (
        lambda: model().fit(X, Y, nb_epoch=2),
        'fit: argument "nb_epoch" is called "epochs" today. Write epochs=... instead.',
    ),
    "samples_per_epoch": (
        lambda: model().fit(X, Y, samples_per_epoch=4),
        'fit: argument "samples_per_epoch" is called "steps_per_epoch" today.',
    ),
    "nb_val_samples": (
        lambda: model().fit(X, Y, nb_val_samples=4),
        '"nb_val_samples" is called "validation_steps" today.',
    ),
    "val_samples": (
        lambda: model().evaluate(X, Y, val_samples=4),
        'evaluate: argument "val_samples" is called "steps" today.',
    ),
    "generator": (
        lambda: model().fit(generator=iter([(X, Y)])),
        'fit: argument "generator" is called "x" today.',
    ),
    "workers": (
        lambda: model().fit(X, Y, workers=2),
        'fit: there is no argument "workers" any more. Give it to the constructor of '
        "your keras.utils.PyDataset.",
    ),
    "show_accuracy": (
        lambda: model().evaluate(X, Y, show_accuracy=True),
        'there is no argument "show_accuracy" any more. Write metrics=["accuracy"]',
    ),
    "sample_weight_mode": (
        lambda: model().compile("sgd", "mse", sample_weight_mode="temporal"),
        "Give sample_weight with one number for each step of the outputs instead.",
    ),
    "nb_epoch of evaluate": (
        lambda: model().evaluate(X, Y, nb_epoch=2),
        'evaluate: there is no argument "nb_epoch".',
    ),
}


@pytest.mark.parametrize("case", ARGUMENTS)
def test_arguments(case: str) -> None:
    call, message = ARGUMENTS[case]
    with pytest.raises(OptionError, match=re.escape(message)):
        call()


@pytest.mark.parametrize(
    ("name", "today"),
    [
        ("predict_classes", "np.argmax(model.predict(x), axis=-1)"),
        ("predict_proba", "model.predict(x)"),
        ("fit_generator", "model.fit(generator, steps_per_epoch=...)"),
        ("evaluate_generator", "model.evaluate(generator, steps=...)"),
        ("predict_generator", "model.predict(generator, steps=...)"),
        ("to_yaml", "model.to_json()"),
    ],
)
def test_methods(name: str, today: str) -> None:
    with pytest.raises(AttributeError, match=re.escape(f"Use {today}")):
        getattr(model(), name)


@pytest.mark.parametrize(
    ("module", "name", "today"),
    [
        ("utils", "np_utils", "Use keras.utils.to_categorical"),
        ("utils", "vis_utils", "Use keras.utils.plot_model"),
        ("utils", "get_file", "Nothing is downloaded here"),
        ("callbacks", "RemoteMonitor", "keras.callbacks.LambdaCallback"),
        ("preprocessing", "text", "keras.utils.pad_sequences"),
        ("random", "normal", "numpy.random.default_rng(seed)"),
        ("preprocessing.sequence", "skipgrams", "Compute them with NumPy"),
    ],
)
def test_names_in_modules(module: str, name: str, today: str) -> None:
    with pytest.raises(FormerNameError, match=re.escape(today)) as error:
        getattr(importlib.import_module(f"engine.{module}"), name)
    assert isinstance(error.value, EngineError)
    code = f"from engine.{module} import {name}"
    with pytest.raises(ImportError, match=re.escape(today)):
        exec(code, {})  # an import must show the same text


@pytest.mark.parametrize(
    ("module", "today"),
    [
        ("layers.core", "There is no module keras.layers.core any more. Use keras.lay"),
        ("layers.convolutional", "Use keras.layers."),
        ("utils.np_utils", "Use keras.utils.to_categorical"),
        ("preprocessing.text", "Number the words yourself"),
        ("objectives", "Use keras.losses."),
        ("backend", "K.mean is keras.ops.mean"),
    ],
)
def test_modules(module: str, today: str) -> None:
    with pytest.raises(FormerNameError, match=re.escape(today)):
        importlib.import_module(f"engine.{module}")


def test_weights_of_a_layer_that_is_not_built() -> None:
    layer = engine.layers.Dense(3)
    with pytest.raises(AttributeError, match=r"no 'kernel'. Weights exist after"):
        _ = layer.kernel
    layer.build((None, 2))
    assert layer.kernel.shape == (2, 3)
    with pytest.raises(AttributeError, match=r"^A Dense has no 'zzz'.$"):
        _ = layer.zzz


def test_what_never_was_is_missing_as_usual() -> None:
    assert not hasattr(engine.utils, "nonsense")
    assert not hasattr(engine.callbacks, "nonsense")
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("engine.layers.nonsense")
