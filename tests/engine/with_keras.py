"""The same lines run on the engine and on real Keras, to compare what they do."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import keras
import numpy as np

import engine

Run = Callable[[Any], Any]


class Cases(dict[str, Run]):
    """Functions of a framework by readable names: used as a decorator."""

    def __call__(self, run: Run) -> Run:
        """Enter a function."""
        self[run.__name__.replace("_", " ")] = run
        return run


def outcome(run: Run, k: Any) -> Any:
    """Return what a function gives with one of the two, names counted from zero."""
    k.utils.clear_session()
    with warnings.catch_warnings():
        # Keras warns of lists where it has a single input, and of masks.
        warnings.filterwarnings("ignore", "The structure of `inputs`")
        warnings.filterwarnings("ignore", ".* does not support masking")
        return run(k)


def assert_same(run: Run) -> Any:
    """Check that both give the same, and return it."""
    ours = outcome(run, engine)
    assert ours == outcome(run, keras)
    return ours


def assert_close(run: Run, rtol: float = 1e-4, atol: float = 1e-5) -> Any:
    """Check that both give the same numbers, and return the engine's."""
    ours = outcome(run, engine)
    compare(ours, outcome(run, keras), rtol, atol)
    return ours


def compare(ours: Any, theirs: Any, rtol: float = 1e-4, atol: float = 1e-5) -> None:
    """Compare numbers in lists and dicts."""
    if isinstance(theirs, dict):
        assert list(ours) == list(theirs)
        for key, value in theirs.items():
            compare(ours[key], value, rtol, atol)
    elif isinstance(theirs, list | tuple):
        assert len(ours) == len(theirs)
        for mine, real in zip(ours, theirs, strict=True):
            compare(mine, real, rtol, atol)
    else:
        np.testing.assert_allclose(ours, theirs, rtol=rtol, atol=atol)


def set_same_weights(model: Any, seed: int = 3) -> Any:
    """Give a model of either framework the same random weights."""
    rng = np.random.default_rng(seed)
    model.set_weights([rng.normal(0, 0.5, w.shape) for w in model.get_weights()])
    return model
