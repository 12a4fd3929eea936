"""Every layer against real Keras: from equal weights, equal numbers and gradients."""

import json
from typing import Any

import numpy as np
import pytest

from engine.graph.context import Context, Gradients
from engine.layers import InputLayer
from engine.layers.layer import Example, Layer
from engine.random import generator
from engine.registry import LAYERS
from engine.testing import example_inputs

keras = pytest.importorskip("keras")
jax = pytest.importorskip("jax")

CASES = [
    pytest.param(cls, example, id=f"{cls.__name__}-{position}")
    for _, cls in LAYERS.items()
    if cls.__module__.startswith("engine.layers.")
    and cls is not InputLayer
    and cls.stands_alone
    for position, example in enumerate(cls.examples)
]
RECURRENT = [
    case
    for case in CASES
    if case.values[0].category == "Recurrent"
    and len(case.values[1].input_shapes[0]) == 2
]
each_case = pytest.mark.parametrize(("cls", "example"), CASES)
FORGOTTEN = {"SimpleRNN": {"seed", "activity_regularizer"}}
"""What Keras takes, but does not write to configs."""
# Keras advises against it; files may have it all the same.
pytestmark = pytest.mark.filterwarnings("ignore:You passed `rms_scaling=True`")


class Pair:
    """A layer, Keras' layer made from its config with the same weights, and inputs."""

    def __init__(self, cls: type[Layer], example: Example) -> None:
        rng = generator(3)
        self.inputs = [
            x.astype(np.float32) if x.dtype.kind == "f" else x
            for x in example_inputs(example, 4, rng)
        ]
        self.takes_list = len(self.inputs) > 1
        shapes: Any = [(None, *shape) for shape in example.input_shapes]
        shapes = shapes if self.takes_list else shapes[0]
        self.ours = cls(**example.options)
        self.ours.ensure_built(shapes)
        for variable in self.ours.weights:
            shift = 0.1 * rng.standard_normal(variable.shape)
            variable.assign(variable.value + shift)
        keras_class = getattr(keras.layers, cls.__name__)
        self.theirs = keras_class.from_config(self.ours.get_config())
        self.theirs.build(*(shapes if cls.inputs_apart else [shapes]))
        self.theirs.set_weights(self.ours.get_weights())
        self.derived = [
            position
            for position, x in enumerate(self.inputs)
            if x.dtype.kind == "f" and cls.has_input_gradient
        ]

    def compare(self, mask: Any = None) -> None:
        """Compare outputs, gradients of weights and gradients of inputs."""
        ours, inputs = self.ours, self.inputs
        weights = ours.trainable_weights
        gradients = Gradients(weights, [np.empty_like(v.value) for v in weights])
        context = Context(generator(1), gradients, len(inputs))
        context.mask = mask
        argument = inputs if self.takes_list else inputs[0]
        outputs = [y.copy() for y in as_list(ours.forward(argument, context))]
        rng = generator(8)
        dys = [rng.standard_normal(y.shape).astype(np.float32) for y in outputs]
        gradients.begin()
        dx = as_list(ours.backward(dys if len(dys) > 1 else dys[0], context))

        expected, expected_dw, expected_dx = self._keras(dys, mask)
        for y, y_keras in zip(outputs, expected, strict=True):
            assert y.dtype == y_keras.dtype
            np.testing.assert_allclose(y, y_keras, rtol=1e-5, atol=1e-6)
        for variable, dw in zip(weights, expected_dw, strict=True):
            np.testing.assert_allclose(
                gradients[variable], dw, rtol=1e-4, atol=1e-5, err_msg=variable.name
            )
        for position, d in zip(self.derived, expected_dx, strict=True):
            np.testing.assert_allclose(dx[position], d, rtol=1e-4, atol=1e-5)

    def _keras(self, dys: list[Any], mask: Any) -> tuple[Any, Any, Any]:
        layer = self.theirs
        state = [v.value for v in layer.non_trainable_variables]
        call = {} if mask is None else {"mask": mask}

        def outputs(weights: Any, derived: Any) -> Any:
            inputs = list(self.inputs)
            for position, x in zip(self.derived, derived, strict=True):
                inputs[position] = x
            argument = inputs if self.takes_list else inputs[0]
            arguments = inputs if self.ours.inputs_apart else [argument]
            result, _ = layer.stateless_call(weights, state, *arguments, **call)
            return as_list(result)

        @jax.jit
        def run(weights: Any, derived: Any) -> Any:
            values, pull_back = jax.vjp(outputs, weights, derived)
            if not np.issubdtype(values[0].dtype, np.floating):
                return values, [], []
            return values, *pull_back(dys)

        weights = [v.value for v in layer.trainable_variables]
        return run(weights, [self.inputs[position] for position in self.derived])


def as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


@each_case
def test_outputs_and_gradients(cls: type[Layer], example: Example) -> None:
    Pair(cls, example).compare()


@pytest.mark.parametrize(("cls", "example"), RECURRENT)
def test_outputs_and_gradients_under_a_mask(cls: type[Layer], example: Example) -> None:
    pair = Pair(cls, example)
    n, steps, _ = pair.inputs[0].shape
    mask = generator(6).random((n, steps)) < 0.6
    mask[:, -1], mask[:, 0] = [True, False] * (n // 2), [True] * (n - 1) + [False]
    pair.compare(mask)


@each_case
def test_names_order_and_shapes_of_weights(cls: type[Layer], example: Example) -> None:
    pair = Pair(cls, example)
    ours = [(v.name, v.shape) for v in pair.ours.weights]
    assert ours == [(v.name, tuple(v.shape)) for v in pair.theirs.weights]
    assert pair.ours.count_params() == pair.theirs.count_params()


@each_case
def test_config_is_one_of_keras(cls: type[Layer], example: Example) -> None:
    pair = Pair(cls, example)
    ours, theirs = pair.ours.get_config(), pair.theirs.get_config()
    assert set(ours) <= set(theirs) | FORGOTTEN.get(cls.__name__, set())
    # and back: what Keras writes makes an equal layer.
    twin = cls.from_config(theirs)
    for name in FORGOTTEN.get(cls.__name__, ()):
        setattr(twin, name, getattr(pair.ours, name))
    twin_config = rounded(twin.get_config())
    assert twin_config == rounded(ours)


def rounded(value: Any) -> Any:
    """Without the float32 rounding that Keras does to some factors."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return round(value, 6) if isinstance(value, float) else value


@each_case
def test_symbolic_shape_and_mask_support(cls: type[Layer], example: Example) -> None:
    pair = Pair(cls, example)
    shapes: Any = [(None, *shape) for shape in example.input_shapes]
    shapes = shapes if pair.takes_list else shapes[0]
    ours = pair.ours.compute_output_shape(shapes)
    arguments = shapes if cls.inputs_apart else [shapes]
    theirs = pair.theirs.compute_output_shape(*arguments)
    assert json.dumps(ours) == json.dumps(theirs)  # lists and tuples are alike
    if cls.has_input_gradient:
        assert pair.ours.supports_masking == pair.theirs.supports_masking
