"""Models of one's own, written as Keras users write them, are the same in both."""

from __future__ import annotations

import re
from typing import Any

import keras
import numpy as np
import pytest

import engine
from engine.errors import EngineError
from tests.engine.with_keras import Cases, compare, outcome

MODELS = Cases()
"""Functions that return a model, the classes it needs, and what it is called with."""


def numbers(*shape: int, seed: int = 1) -> Any:
    return np.random.default_rng(seed).normal(size=shape).astype("float32")


@MODELS
def layers_made_in_init(k: Any) -> Any:
    class Plain(k.Model):  # type: ignore[misc]
        def __init__(self, units: int = 3, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.units = units
            self.hidden = k.layers.Dense(units, activation="relu")
            self.norm = k.layers.BatchNormalization()
            self.out = k.layers.Dense(2)

        def call(self, inputs: Any, training: bool | None = None) -> Any:
            x = self.norm(self.hidden(inputs), training=training)
            return self.out(x)

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "units": self.units}

    return Plain(4), [Plain], numbers(5, 3)


@MODELS
def models_and_lists_within(k: Any) -> Any:
    class Inner(k.Model):  # type: ignore[misc]
        def __init__(self, units: int = 2, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.dense = k.layers.Dense(units)

        def scaled(self, x: Any) -> Any:
            return self.dense(x) * 2

        def call(self, x: Any) -> Any:
            return k.ops.tanh(self.scaled(x))

    class Outer(k.Model):  # type: ignore[misc]
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.first = Inner(4)
            self.chain = k.Sequential(
                [k.layers.Dense(3, activation="tanh"), k.layers.Dense(4)]
            )
            x = k.Input((4,))
            self.graph = k.Model(x, k.layers.Dense(3)(x) * 0.5)
            self.blocks = [k.layers.Dense(3) for _ in range(2)]

        def call(self, x: Any) -> Any:
            x = self.first(x)
            x = self.graph(x + self.chain(x))
            for block in self.blocks:
                x = x + block(x)
            return x

    return Outer(), [Inner, Outer], numbers(5, 3)


@MODELS
def dicts_as_inputs_and_outputs(k: Any) -> Any:
    class Table(k.Model):  # type: ignore[misc]
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.left = k.layers.Dense(3)
            self.right = k.layers.Dense(3)

        def call(self, inputs: Any) -> Any:
            a, b = self.left(inputs["a"]), self.right(inputs["b"])
            return {"sum": a + b, "product": a * b}

    return Table(), [Table], {"a": numbers(5, 3), "b": numbers(5, 2, seed=2)}


@MODELS
def lists_as_inputs(k: Any) -> Any:
    class Pair(k.Model):  # type: ignore[misc]
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.dense = k.layers.Dense(3)

        def call(self, inputs: Any) -> Any:
            first, second = inputs
            return self.dense(k.layers.concatenate([first, second]))

    return Pair(), [Pair], [numbers(5, 3), numbers(5, 2, seed=2)]


@MODELS
def weights_and_losses_of_its_own(k: Any) -> Any:
    class Own(k.Model):  # type: ignore[misc]
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.dense = k.layers.Dense(3, kernel_regularizer="l2")
            self.scale = self.add_weight(shape=(), initializer="ones", name="scale")

        def call(self, x: Any) -> Any:
            y = self.dense(x) * self.scale
            self.add_loss(0.1 * k.ops.sum(k.ops.square(y)))
            return y

    return Own(), [Own], numbers(5, 3)


@MODELS
def masks_within(k: Any) -> Any:
    class Reader(k.Model):  # type: ignore[misc]
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.embed = k.layers.Embedding(7, 3, mask_zero=True)
            self.lstm = k.layers.LSTM(3, return_sequences=True)
            self.pool = k.layers.GlobalAveragePooling1D()
            self.out = k.layers.Dense(2)

        def call(self, x: Any) -> Any:
            return self.out(self.pool(self.lstm(self.embed(x))))

    x = np.array([[1, 2, 3, 0], [4, 0, 0, 0], [5, 6, 1, 2], [3, 3, 0, 0]], "int32")
    return Reader(), [Reader], x


@MODELS
def a_subclass_of_a_graph(k: Any) -> Any:
    class Graph(k.Model):  # type: ignore[misc]
        def __init__(self, units: int = 3, **kwargs: Any) -> None:
            x = k.Input((3,))
            y = k.layers.Dense(2)(k.layers.Dense(units, activation="tanh")(x))
            super().__init__(inputs=x, outputs=y, **kwargs)
            self.units = units

        def get_config(self) -> dict[str, Any]:
            return {"units": self.units, "name": self.name}

        def doubled(self, x: Any) -> Any:
            return self(x) * 2

    return Graph(4), [Graph], numbers(5, 3)


@MODELS
def a_model_of_ones_own_as_a_layer(k: Any) -> Any:
    class Block(k.Model):  # type: ignore[misc]
        def __init__(self, units: int = 3, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.units = units
            self.a = k.layers.Dense(units)
            self.b = k.layers.Dense(units)

        def call(self, x: Any) -> Any:
            return k.ops.relu(self.a(x)) + self.b(x)

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "units": self.units}

    x = k.Input((3,))
    return k.Model(x, k.layers.Dense(2)(Block(4)(x))), [Block], numbers(5, 3)


def targets_for(result: Any) -> Any:
    if isinstance(result, dict):
        return {name: targets_for(part) for name, part in result.items()}
    return numbers(*np.shape(result), seed=8)


def set_positive_weights(model: Any, seed: int = 3) -> None:
    """Give a model weights that statistics of BatchNormalization can have, too."""
    rng = np.random.default_rng(seed)
    model.set_weights([rng.uniform(0.1, 1, w.shape) for w in model.get_weights()])


def without_shapes(summary: str) -> str:
    """Return a summary without the shapes: Keras' are those of the first batch."""
    return " ".join(re.sub(r"\([\dN][^)]*\)|\?|[─━]", "", summary).split())


def plain(result: Any) -> Any:
    if isinstance(result, dict):
        return {name: plain(result[name]) for name in sorted(result)}
    return np.asarray(result)


@pytest.mark.parametrize("name", MODELS)
def test_a_model_of_ones_own_computes_and_learns_as_in_keras(
    name: str, tmp_path: Any
) -> None:
    def run(k: Any) -> Any:
        model, classes, x = MODELS[name](k)
        first = plain(model(x))
        set_positive_weights(model)
        facts = [(w.path, tuple(w.shape)) for w in model.weights]
        facts += [layer.name for layer in model.layers]
        found = [plain(model(x)), plain(model.predict(x, verbose=0))]
        options = {} if k is engine else {"run_eagerly": True}
        model.compile(k.optimizers.SGD(0.05, momentum=0.5), "mse", **options)
        y = targets_for(first)
        history = model.fit(x, y, epochs=5, shuffle=False, verbose=0).history
        found += [list(history["loss"]), model.evaluate(x, y, verbose=0)]
        found += [plain(model.predict(x, verbose=0)), *model.get_weights()]
        model.save(tmp_path / f"{k.__name__}.keras")
        model.save_weights(tmp_path / f"{k.__name__}.weights.h5")
        lines: list[str] = []
        model.summary(print_fn=lambda text, **_: lines.append(text), line_length=80)
        known = {cls.__name__: cls for cls in classes}
        return model, known, (x, y), facts, found, "\n".join(lines)

    ours, own_classes, (x, y), own_facts, own_numbers, summary = outcome(run, engine)
    theirs, classes, _, facts, numbers, their_summary = outcome(run, keras)
    assert own_facts == facts
    compare(own_numbers, numbers)
    assert without_shapes(summary) == without_shapes(their_summary)
    result = plain(ours.predict(x, verbose=0))
    for k, other, known in ((engine, keras, own_classes), (keras, engine, classes)):
        path = tmp_path / f"{other.__name__}.keras"
        read = k.saving.load_model(path, custom_objects=known)
        compare(plain(read.predict(x, verbose=0)), result, atol=1e-4)
        compare(read.get_weights(), ours.get_weights())
        compare(read.evaluate(x, y, verbose=0), numbers[3])
    before = ours.get_weights()
    for model, file in ((ours, "keras"), (theirs, "engine")):
        set_positive_weights(model, 9)
        model.load_weights(tmp_path / f"{file}.weights.h5")
        compare(model.get_weights(), before)


def pieces_of(k: Any, package: str) -> Any:
    """Return a model in which every piece is one's own, its data, and the classes."""
    register = k.saving.register_keras_serializable

    @register(package)
    class Weak(k.initializers.Initializer):  # type: ignore[misc]
        def __init__(self, size: float = 0.1) -> None:
            self.size = size

        def __call__(self, shape: Any, dtype: Any = None, **kwargs: Any) -> Any:
            return k.ops.ones(shape, dtype=dtype) * self.size

        def get_config(self) -> dict[str, Any]:
            return {"size": self.size}

    @register(package)
    class Fourth(k.regularizers.Regularizer):  # type: ignore[misc]
        def __init__(self, rate: float = 0.01) -> None:
            self.rate = rate

        def __call__(self, w: Any) -> Any:
            return self.rate * k.ops.sum(w**4)

        def get_config(self) -> dict[str, Any]:
            return {"rate": self.rate}

    @register(package)
    class Small(k.constraints.Constraint):  # type: ignore[misc]
        def __init__(self, limit: float = 0.5) -> None:
            self.limit = limit

        def __call__(self, w: Any) -> Any:
            return k.ops.clip(w, -self.limit, self.limit)

        def get_config(self) -> dict[str, Any]:
            return {"limit": self.limit}

    @register(package)
    def bent(x: Any) -> Any:
        return k.ops.tanh(x) + 0.1 * x

    @register(package)
    class Scale(k.layers.Layer):  # type: ignore[misc]
        def build(self, shape: Any) -> None:
            self.gain = self.add_weight(
                shape=(shape[-1],),
                initializer=Weak(0.7),
                constraint=Small(0.9),
                name="gain",
            )

        def call(self, x: Any) -> Any:
            return x * self.gain

    @register(package)
    class Cubed(k.losses.Loss):  # type: ignore[misc]
        def call(self, y_true: Any, y_pred: Any) -> Any:
            return k.ops.mean(k.ops.abs(y_true - y_pred) ** 3, axis=-1)

    @register(package)
    class Worst(k.metrics.Metric):  # type: ignore[misc]
        def __init__(self, name: str = "worst", **kwargs: Any) -> None:
            super().__init__(name=name, **kwargs)
            self.most = self.add_variable((), "zeros", name="most")

        def update_state(self, y: Any, y_pred: Any, sample_weight: Any = None) -> None:
            error = k.ops.max(k.ops.abs(y - y_pred))
            self.most.assign(k.ops.maximum(self.most, error))

        def result(self) -> Any:
            return k.ops.convert_to_tensor(self.most)

    seen: list[Any] = []

    class Notes(k.callbacks.Callback):  # type: ignore[misc]
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            seen.append([epoch, *(float(logs[name]) for name in sorted(logs))])

    x = k.Input((3,))
    y = k.layers.Dense(
        4,
        activation=bent,
        kernel_initializer=Weak(0.2),
        kernel_regularizer=Fourth(),
        kernel_constraint=Small(),
    )(x)
    model = k.Model(x, k.layers.Dense(2, kernel_initializer=Weak())(Scale()(y)))
    model.compile(k.optimizers.SGD(0.05), Cubed(), metrics=[Worst()])
    return model, Notes(), seen


def test_every_piece_is_ones_own(tmp_path: Any) -> None:
    x, y = numbers(6, 3), numbers(6, 2, seed=2)

    def run(k: Any) -> Any:
        model, notes, seen = pieces_of(k, "hornbeam_tests")
        model.fit(
            x, y, epochs=4, batch_size=3, shuffle=False, verbose=0, callbacks=notes
        )
        model.save(tmp_path / f"{k.__name__}.keras")
        return [*seen, model.evaluate(x, y, verbose=0), *model.get_weights()]

    ours, theirs = outcome(run, engine), outcome(run, keras)
    compare(ours, theirs)
    for k, other in ((engine, keras), (keras, engine)):
        read = k.saving.load_model(tmp_path / f"{other.__name__}.keras")
        compare([*read.evaluate(x, y, verbose=0)], theirs[4])


def test_steps_of_ones_own_are_refused() -> None:
    class Stepped(engine.Model):
        def call(self, x: Any) -> Any:
            return x

        def train_step(self, data: Any) -> Any:
            return data

    with pytest.raises(EngineError, match="Stepped: a method train_step of your own"):
        Stepped().compile("sgd", "mse")


def test_a_model_without_call_and_graph_says_what_is_missing() -> None:
    class Empty(engine.Model):
        def __init__(self) -> None:
            super().__init__()

    with pytest.raises(EngineError, match="needs a method call"):
        Empty()
