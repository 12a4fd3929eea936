"""Layers of one's own, written as Keras users write them, are the same in both."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest

import engine
from engine.errors import EngineError
from engine.layers.layer import Example
from engine.options import option
from engine.testing import check_layer
from tests.engine.with_keras import Cases, compare, outcome, set_same_weights

LEFT_OUT = ("quantization_config", "synchronized", "activity_regularizer", "autocast")
"""Entries of configs that Keras writes where they say nothing."""
CASES = Cases()
"""Functions that define classes and return a model that uses them, and the classes."""


@CASES
def a_linear_layer(k: Any) -> Any:
    class Linear(k.layers.Layer):  # type: ignore[misc]
        def __init__(self, units: int = 4, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.units = units

        def build(self, input_shape: Any) -> None:
            self.w = self.add_weight(
                shape=(input_shape[-1], self.units),
                initializer="random_normal",
                regularizer="l2",
                trainable=True,
                name="w",
            )
            self.b = self.add_weight(
                shape=(self.units,), initializer="zeros", trainable=True
            )

        def call(self, inputs: Any) -> Any:
            return k.ops.matmul(inputs, self.w) + self.b

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "units": self.units}

    x = k.Input((3,))
    return k.Model(x, Linear(2)(Linear(5, name="first")(x))), [Linear]


@CASES
def no_weights_and_no_build(k: Any) -> Any:
    class Antirectifier(k.layers.Layer):  # type: ignore[misc]
        def __init__(self, initializer: str = "he_normal", **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.initializer = k.initializers.get(initializer)

        def build(self, input_shape: Any) -> None:
            self.kernel = self.add_weight(
                shape=(input_shape[-1] * 2, input_shape[-1]),
                initializer=self.initializer,
                name="kernel",
            )

        def call(self, inputs: Any) -> Any:
            inputs -= k.ops.mean(inputs, axis=-1, keepdims=True)
            pos = k.ops.relu(inputs)
            neg = k.ops.relu(-inputs)
            concatenated = k.ops.concatenate([pos, neg], axis=-1)
            return k.ops.matmul(concatenated, self.kernel)

        def get_config(self) -> dict[str, Any]:
            base = super().get_config()
            config = {"initializer": k.initializers.serialize(self.initializer)}
            return dict(list(base.items()) + list(config.items()))

    class Double(k.layers.Layer):  # type: ignore[misc]
        def call(self, x: Any) -> Any:
            return x * 2 + k.ops.ones_like(x)

    model = k.Sequential([k.Input((3,)), Double(), Antirectifier(), k.layers.Dense(2)])
    return model, [Antirectifier, Double]


@CASES
def a_gated_residual_block(k: Any) -> Any:
    class GatedBlock(k.layers.Layer):  # type: ignore[misc]
        def __init__(self, units: int, rate: float = 0.0, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.units = units
            self.rate = rate
            self.value = k.layers.Dense(units)
            self.gate = k.layers.Dense(units, activation="sigmoid")
            self.norm = k.layers.LayerNormalization()
            self.dropout = k.layers.Dropout(rate)

        def call(self, x: Any, training: bool = False) -> Any:
            y = self.dropout(self.value(x), training=training)
            return self.norm(x + y * self.gate(x))

        def compute_output_shape(self, input_shape: Any) -> Any:
            return input_shape

        def get_config(self) -> dict[str, Any]:
            config = super().get_config()
            config.update({"units": self.units, "rate": self.rate})
            return config

    x = k.Input((4,))
    y = GatedBlock(4)(x)
    y = GatedBlock(4, name="second")(y)
    return k.Model(x, k.layers.Dense(1)(y)), [GatedBlock]


@CASES
def layers_in_lists_and_dicts(k: Any) -> Any:
    class Stack(k.layers.Layer):  # type: ignore[misc]
        def __init__(self, sizes: Any = (3, 2), **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.sizes = sizes
            self.blocks = [k.layers.Dense(n, activation="tanh") for n in sizes]
            self.heads = {"a": k.layers.Dense(2), "b": k.layers.Dense(2)}
            self.late: list[Any] = []
            for _ in sizes:
                self.late.append(k.layers.Dense(2))

        def call(self, x: Any) -> Any:
            for block in self.blocks:
                x = block(x)
            x = self.heads["a"](x) * self.heads["b"](x)
            for block in self.late:
                x = block(x)
            return x

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "sizes": list(self.sizes)}

    x = k.Input((4,))
    return k.Model(x, Stack([3, 2])(x)), [Stack]


@CASES
def layers_and_weights_of_build(k: Any) -> Any:
    class Attended(k.layers.Layer):  # type: ignore[misc]
        def __init__(self, units: int = 3, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.units = units

        def build(self, input_shape: Any) -> None:
            self.dense = k.layers.Dense(self.units)
            self.dense.build(input_shape)
            self.scale = self.add_weight(
                name="scale", shape=(self.units,), initializer="ones"
            )
            self.count = self.add_weight(
                name="count", shape=(), initializer="zeros", trainable=False
            )
            super().build(input_shape)

        def call(self, x: Any) -> Any:
            scores = k.ops.softmax(self.dense(x) * self.scale)
            return k.ops.expand_dims(scores, 1)

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "units": self.units}

    x = k.Input((4,))
    y = k.layers.Flatten()(Attended()(x))
    return k.Model(x, k.layers.Dense(2)(y)), [Attended]


@CASES
def several_inputs(k: Any) -> Any:
    class Mix(k.layers.Layer):  # type: ignore[misc]
        def build(self, a_shape: Any, b_shape: Any) -> None:
            self.wa = self.add_weight(shape=(a_shape[-1], 3), name="wa")
            self.wb = self.add_weight(shape=(b_shape[-1], 3), name="wb")

        def call(self, a: Any, b: Any, scale: float = 1.0) -> Any:
            return (a @ self.wa + b @ self.wb) * scale

    class Pair(k.layers.Layer):  # type: ignore[misc]
        def call(self, inputs: Any) -> Any:
            a, b = inputs
            return a + b

    class Table(k.layers.Layer):  # type: ignore[misc]
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.dense = k.layers.Dense(3)

        def call(self, inputs: Any) -> Any:
            return self.dense(inputs["one"]) - inputs["two"]

    x = k.Input((4,))
    half = x[:, :2]
    a = Mix()(x, half, scale=0.5)
    b = Mix(name="again")(x, b=half)
    c = Pair()([a, b])
    return k.Model(x, Table()({"one": c, "two": a})), [Mix, Pair, Table]


@CASES
def several_outputs(k: Any) -> Any:
    class Split(k.layers.Layer):  # type: ignore[misc]
        def call(self, x: Any) -> Any:
            return k.ops.split(x, 2, axis=-1)

    class Two(k.layers.Layer):  # type: ignore[misc]
        def call(self, x: Any) -> Any:
            return x * 2, k.ops.sum(x, axis=-1, keepdims=True)

    class Named(k.layers.Layer):  # type: ignore[misc]
        def call(self, x: Any) -> Any:
            return {"twice": x * 2, "square": k.ops.square(x)}

        def compute_output_shape(self, input_shape: Any) -> Any:
            return {"twice": input_shape, "square": input_shape}

    x = k.Input((4,))
    left, right = Split()(x)
    both, total = Two()(left)
    named = Named()(right)
    y = both * named["twice"] + named["square"] * total
    return k.Model(x, k.layers.Dense(2)(y)), [Split, Two, Named]


@CASES
def losses_that_a_layer_adds(k: Any) -> Any:
    class Penalised(k.layers.Layer):  # type: ignore[misc]
        def __init__(self, rate: float = 0.1, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.rate = rate
            self.dense = k.layers.Dense(3, kernel_regularizer="l2")

        def call(self, x: Any) -> Any:
            y = self.dense(x)
            self.add_loss(self.rate * k.ops.mean(k.ops.square(y)))
            return y

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "rate": self.rate}

    x = k.Input((4,))
    y = Penalised(0.5, activity_regularizer="l1")(x)
    return k.Model(x, Penalised()(y)), [Penalised]


@CASES
def state_that_training_changes(k: Any) -> Any:
    class RunningMean(k.layers.Layer):  # type: ignore[misc]
        def build(self, shape: Any) -> None:
            self.mean = self.add_weight(
                shape=(shape[-1],), initializer="zeros", trainable=False, name="mean"
            )
            self.seen = self.add_weight(
                shape=(), initializer="zeros", dtype="int32", trainable=False
            )
            self.shift = self.add_weight(shape=(shape[-1],), initializer="zeros")

        def call(self, x: Any, training: bool | None = None) -> Any:
            if training:
                new = k.ops.mean(x, axis=0)
                self.mean.assign(self.mean * 0.9 + new * 0.1)
                self.seen.assign_add(1)
            return x - self.mean + self.shift

    x = k.Input((3,))
    y = RunningMean()(k.layers.Dense(4)(x))
    return k.Model(x, k.layers.Dense(2)(y)), [RunningMean]


@CASES
def arguments_in_the_order_of_keras_2(k: Any) -> Any:
    class Old(k.layers.Layer):  # type: ignore[misc]
        def __init__(self, output_dim: int = 2, **kwargs: Any) -> None:
            self.output_dim = output_dim
            super().__init__(**kwargs)

        def build(self, input_shape: Any) -> None:
            self.kernel = self.add_weight(
                name="kernel",
                shape=(input_shape[1], self.output_dim),
                initializer="uniform",
                trainable=True,
            )
            super().build(input_shape)

        def call(self, x: Any) -> Any:
            return k.ops.dot(x, self.kernel)

        def compute_output_shape(self, input_shape: Any) -> Any:
            return (input_shape[0], self.output_dim)

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "output_dim": self.output_dim}

    return k.Sequential([k.Input((3,)), Old(4), Old()]), [Old]


@CASES
def a_built_in_layer_extended(k: Any) -> Any:
    class Scaled(k.layers.Dense):  # type: ignore[misc]
        def __init__(self, units: int, factor: float = 2.0, **kwargs: Any) -> None:
            super().__init__(units, **kwargs)
            self.factor = factor

        def call(self, x: Any) -> Any:
            return super().call(x) * self.factor

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "factor": self.factor}

    class Gained(k.layers.BatchNormalization):  # type: ignore[misc]
        def build(self, input_shape: Any) -> None:
            super().build(input_shape)
            self.gain = self.add_weight(
                shape=(input_shape[-1],), initializer="ones", name="gain"
            )

        def call(self, inputs: Any, training: Any = None) -> Any:
            return super().call(inputs, training=training) * self.gain

    class Drop(k.layers.Dropout):  # type: ignore[misc]
        def call(self, inputs: Any, training: bool = False) -> Any:
            return super().call(inputs, training=False) + 1

    x = k.Input((3,))
    y = Drop(0.5)(Scaled(4, factor=0.5, activation="tanh")(x))
    return k.Model(x, Gained(scale=False)(y)), [Scaled, Gained, Drop]


@CASES
def a_built_in_layer_with_other_defaults(k: Any) -> Any:
    class Block(k.layers.Dense):  # type: ignore[misc]
        def __init__(self, units: int = 3, **kwargs: Any) -> None:
            kwargs.setdefault("activation", "tanh")
            super().__init__(units, **kwargs)

    class Plain(k.layers.Dense):  # type: ignore[misc]
        pass

    return k.Sequential([k.Input((3,)), Block(), Plain(2)]), [Block, Plain]


@CASES
def a_cell_of_ones_own(k: Any) -> Any:
    class MinimalCell(k.layers.Layer):  # type: ignore[misc]
        def __init__(self, units: int, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.units = units
            self.state_size = units

        def build(self, input_shape: Any) -> None:
            self.kernel = self.add_weight(
                shape=(input_shape[-1], self.units),
                initializer="uniform",
                name="kernel",
            )
            self.recurrent_kernel = self.add_weight(
                shape=(self.units, self.units),
                initializer="uniform",
                name="recurrent_kernel",
            )

        def call(self, inputs: Any, states: Any) -> Any:
            previous = states[0]
            h = k.ops.matmul(inputs, self.kernel)
            output = k.ops.tanh(h + k.ops.matmul(previous, self.recurrent_kernel))
            return output, [output]

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "units": self.units}

    x = k.Input((8,))
    steps = k.layers.Reshape((4, 2))(x)
    y = k.layers.RNN(MinimalCell(3), return_sequences=True)(steps)
    y = k.layers.RNN(MinimalCell(2), go_backwards=True)(y)
    return k.Model(x, y), [MinimalCell]


@CASES
def within_wrappers(k: Any) -> Any:
    class Shift(k.layers.Layer):  # type: ignore[misc]
        def build(self, input_shape: Any) -> None:
            self.b = self.add_weight(shape=(input_shape[-1],), name="b")

        def call(self, x: Any) -> Any:
            return k.ops.tanh(x + self.b)

        def compute_output_shape(self, input_shape: Any) -> Any:
            return input_shape

    class Residual(k.layers.Wrapper):  # type: ignore[misc]
        def call(self, x: Any) -> Any:
            return x + self.layer(x)

    x = k.Input((6,))
    steps = k.layers.Reshape((3, 2))(x)
    y = k.layers.TimeDistributed(Shift())(steps)
    y = Residual(k.layers.Dense(2))(y)
    return k.Model(x, k.layers.Flatten()(y)), [Shift, Residual]


@CASES
def masks_that_layers_take_and_give(k: Any) -> Any:
    class Keep(k.layers.Layer):  # type: ignore[misc]
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.supports_masking = True

        def call(self, x: Any) -> Any:
            return x * 2

    class MaskedMean(k.layers.Layer):  # type: ignore[misc]
        def call(self, inputs: Any, mask: Any = None) -> Any:
            if mask is None:
                return k.ops.mean(inputs, axis=1)
            mask = k.ops.cast(mask, "float32")[..., None]
            total = k.ops.sum(inputs * mask, axis=1)
            return total / k.ops.maximum(k.ops.sum(mask, axis=1), 1)

        def compute_mask(self, inputs: Any, mask: Any = None) -> Any:
            return None

    class Marks(k.layers.Layer):  # type: ignore[misc]
        def call(self, x: Any) -> Any:
            return x

        def compute_mask(self, x: Any, mask: Any = None) -> Any:
            return k.ops.any(k.ops.not_equal(x, 0), axis=-1)

    x = k.Input((8,))
    steps = k.layers.Reshape((4, 2))(k.layers.ReLU()(x))
    marked = Marks()(steps)
    return (
        k.Model(
            x, MaskedMean()(k.layers.LSTM(3, return_sequences=True)(Keep()(marked)))
        ),
        [Keep, MaskedMean, Marks],
    )


@CASES
def the_same_layer_twice(k: Any) -> Any:
    class Turn(k.layers.Layer):  # type: ignore[misc]
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.dense = k.layers.Dense(3)

        def call(self, x: Any) -> Any:
            return self.dense(k.ops.sin(self.dense(x)))

    x = k.Input((3,))
    turn = Turn()
    return k.Model(x, turn(turn(x))), [Turn]


@CASES
def frozen_ones(k: Any) -> Any:
    class Affine(k.layers.Layer):  # type: ignore[misc]
        def build(self, shape: Any) -> None:
            self.a = self.add_weight(shape=(shape[-1],), initializer="ones", name="a")
            self.inner = k.layers.Dense(shape[-1])
            self.inner.build(shape)

        def call(self, x: Any) -> Any:
            return self.inner(x) * self.a

    x = k.Input((3,))
    frozen = Affine()
    half = Affine()
    y = half(frozen(x))
    frozen.trainable = False
    half.inner.trainable = False
    return k.Model(x, y), [Affine]


def described(k: Any, model: Any) -> list[Any]:
    return [
        (w.name, tuple(w.shape), any(w is v for v in model.trainable_weights))
        for w in model.weights
    ]


def paths(model: Any) -> list[str]:
    return [w.path for w in model.weights]


def trained(k: Any, model: Any, x: Any) -> Any:
    """Return results before, through and after five steps of training."""
    first = np.asarray(model.predict(x, verbose=0))
    options = {} if k is engine else {"run_eagerly": True}
    model.compile(k.optimizers.SGD(0.05), "mse", **options)
    rng = np.random.default_rng(5)
    target = rng.normal(size=first.shape).astype("float32")
    losses = [float(model.train_on_batch(x, target)) for _ in range(5)]
    return [first, losses, *model.get_weights()]


def data_for(model: Any) -> Any:
    rng = np.random.default_rng(1)
    return rng.normal(size=(5, *model.input_shape[1:])).astype("float32")


@pytest.mark.parametrize("name", CASES)
def test_a_layer_of_ones_own_computes_and_learns_as_in_keras(
    name: str, tmp_path: Any
) -> None:
    def run(k: Any) -> Any:
        model, classes = CASES[name](k)
        set_same_weights(model)
        x = data_for(model)
        before = described(k, model), paths(model)
        numbers = trained(k, model, x)
        model.save(tmp_path / f"{k.__name__}.keras")
        model.save_weights(tmp_path / f"{k.__name__}.weights.h5")
        return model, {cls.__name__: cls for cls in classes}, x, before, numbers

    ours, own_classes, x, own_facts, own_numbers = outcome(run, engine)
    theirs, classes, _, facts, numbers = outcome(run, keras)
    assert own_facts == facts
    compare(own_numbers, numbers)
    result = np.asarray(ours.predict(x, verbose=0))
    for k, other, known in ((engine, keras, own_classes), (keras, engine, classes)):
        path = tmp_path / f"{other.__name__}.keras"
        read = k.saving.load_model(path, custom_objects=known)
        compare(read.get_weights(), ours.get_weights())
        compare(np.asarray(read.predict(x, verbose=0)), result, atol=1e-4)
    before = ours.get_weights()
    set_same_weights(ours, 9)
    ours.load_weights(tmp_path / "keras.weights.h5")
    compare(ours.get_weights(), before)
    set_same_weights(theirs, 9)
    theirs.load_weights(tmp_path / "engine.weights.h5")
    compare(theirs.get_weights(), before)


@pytest.mark.parametrize("name", CASES)
def test_configs_of_layers_of_ones_own_are_those_of_keras(name: str) -> None:
    def run(k: Any) -> Any:
        model, classes = CASES[name](k)
        found = []
        for layer in model.layers:
            if type(layer) not in classes:
                continue
            config = layer.get_config()
            with k.saving.custom_object_scope({cls.__name__: cls for cls in classes}):
                again = type(layer).from_config(dict(config))
            assert again.get_config() == config
            for other in LEFT_OUT:
                config.pop(other, None)
            found.append({c: v for c, v in config.items() if not isinstance(v, dict)})
            if found[-1].get("activation", "") is None:
                found[-1]["activation"] = "linear"
        return found

    assert outcome(run, engine) == outcome(run, keras)


class Ours(engine.layers.Layer, registers=False):
    """The engine's own way: options, and a backward pass by hand."""

    factor: float = option(default=2.0, doc="What it is scaled by.")

    def build(self, input_shape: Any) -> None:
        self.gain = self.add_weight("gain", (input_shape[-1],), "ones")

    def forward(self, x: Any, ctx: Any) -> Any:
        ctx.save(x=x)
        return x * self.gain.value * self.factor

    def backward(self, dy: Any, ctx: Any) -> Any:
        if (gradient := ctx.gradient(self.gain)) is not None:
            gradient[...] = (dy * ctx["x"]).sum(0) * self.factor
        return dy * self.gain.value * self.factor


def test_a_layer_with_a_backward_pass_of_its_own_is_derived_rightly() -> None:
    check_layer(Ours, Example({"factor": 3.0}, ((4,),)))


def fitted(call: Any, **methods: Any) -> Any:
    cls = type(
        "Mine", (engine.layers.Layer,), {"call": call, **methods}, registers=False
    )
    model = engine.Sequential(
        [engine.Input((3,)), engine.layers.Dense(2), cls(name="mine")]
    )
    model.compile("sgd", "mse")
    x = np.ones((4, 3), "float32")
    model.fit(x, np.zeros((4, 2)), verbose=0)
    return model, x


def keeps_a_new_layer(self: Any, x: Any) -> Any:
    self.part = engine.layers.Dense(2)
    return self.part(x)


def declares_a_weight(self: Any, x: Any) -> Any:
    return x * self.add_weight(shape=(2,), name="w")


def writes(self: Any, x: Any) -> Any:
    x[0] = 0
    return x


def returns_nothing(self: Any, x: Any) -> None:
    x + 1


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (returns_nothing, "must return a tensor.*Received NoneType"),
        (lambda self, x: np.asarray(x) * 1.0, "Received array of object"),
        (lambda self, x: engine.layers.Dense(2)(x), "makes a Dense.*in __init__"),
        (keeps_a_new_layer, "makes a Dense.*in __init__"),
        (declares_a_weight, 'declares the weight "w" at every call'),
        (writes, "no derivative here.*arrays cannot be written to"),
        (lambda self, x: np.cumprod(x, axis=1), "no derivative here.*engine.ops"),
        (lambda self, x: x * float(x[0, 0]), "no derivative here"),
        (lambda self, x, y: x, "missing a required argument: 'y'"),
    ],
)
def test_mistakes_in_a_call_are_named(call: Any, text: str) -> None:
    with pytest.raises(EngineError, match=f'"mine": .*{text}'):
        fitted(call)


def test_a_constructor_that_forgets_its_base_is_named() -> None:
    class Forgetful(engine.layers.Layer, registers=False):
        def __init__(self) -> None:
            self.units = 3

        def call(self, x: Any) -> Any:
            return x

    with pytest.raises(EngineError, match=r"Forgetful: .*super"):
        Forgetful()(np.ones((2, 3)))


def test_inputs_stay_what_they_are() -> None:
    def call(self: Any, x: Any) -> Any:
        y = self.drop(x)
        y += 1
        x *= 3
        return x + y

    def build(self: Any, input_shape: Any) -> None:
        self.drop = engine.layers.Dropout(0.5)

    cls = type(
        "Mine", (engine.layers.Layer,), {"call": call, "build": build}, registers=False
    )
    x = np.full((2, 3), 2.0, "float32")
    assert np.array_equal(cls()(x), np.full((2, 3), 9.0))
    assert np.array_equal(x, np.full((2, 3), 2.0))
    assert np.array_equal(engine.Sequential([cls()]).predict(x, verbose=0), cls()(x))


def test_numpy_functions_are_derived_too() -> None:
    fitted(lambda self, x: np.maximum(x, 0) + np.where(x > 0, x, 0))


def test_what_is_assigned_at_each_call_is_counted_in_real_calls_only() -> None:
    def build(self: Any, input_shape: Any) -> None:
        self.calls = self.add_weight((), "zeros", name="calls", trainable=False)

    def call(self: Any, x: Any) -> Any:
        self.calls.assign_add(1)
        return x

    model, x = fitted(call, build=build)
    assert model.layers[-1].calls.numpy() == 1
    model.predict(x, verbose=0)
    assert model.layers[-1].calls.numpy() == 2
