"""SwapEMAWeights: averages are judged and saved, weights are trained."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from with_keras import assert_close, set_same_weights

import engine
from engine.callbacks import SwapEMAWeights
from engine.errors import OptionError

RNG = np.random.default_rng(8)
X = RNG.normal(size=(12, 3)).astype("float32")
Y = X.sum(1, keepdims=True)


def compiled(k: Any, **options: Any) -> Any:
    i = k.Input((3,))
    model = set_same_weights(k.Model(i, k.layers.Dense(1)(i)))
    options = {"use_ema": True, "ema_momentum": 0.6, **options}
    model.compile(k.optimizers.SGD(0.2, **options), "mse", run_eagerly=True)
    return model


@pytest.mark.parametrize("swap_on_epoch", [False, True])
def test_averages_are_judged_and_saved(swap_on_epoch: bool) -> None:
    def run(k: Any) -> Any:
        model = compiled(k)
        saved: list[Any] = []

        class Keep(k.callbacks.Callback):  # type: ignore[misc, name-defined]
            def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
                saved.append([np.array(w) for w in self.model.get_weights()])

        history = model.fit(
            *(X, Y),
            epochs=3,
            batch_size=4,
            shuffle=False,
            verbose=0,
            validation_data=(X, Y),
            callbacks=[k.callbacks.SwapEMAWeights(swap_on_epoch), Keep()],
        )
        return history.history, saved, [np.array(w) for w in model.get_weights()]

    assert_close(run)


def test_predictions_of_averages_leave_the_weights() -> None:
    model = compiled(engine)
    model.fit(X, Y, verbose=0)
    weights = [w.copy() for w in model.get_weights()]
    for average in model.optimizer.averages:
        average.assign(np.zeros(average.shape))
    callback = SwapEMAWeights()
    assert not model.predict(X, verbose=0, callbacks=[callback]).any()
    model.evaluate(X, Y, verbose=0, callbacks=[callback])
    for one, two in zip(weights, model.get_weights(), strict=True):
        np.testing.assert_array_equal(one, two)


def test_averages_must_be_kept() -> None:
    model = compiled(engine, use_ema=False)
    with pytest.raises(OptionError, match="Give it use_ema=True"):
        model.evaluate(X, Y, verbose=0, callbacks=[SwapEMAWeights()])
