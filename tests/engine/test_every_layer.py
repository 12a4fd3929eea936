"""The contract that every layer keeps, checked for each of its examples."""

import inspect
import json
import re
import types
from typing import Any

import numpy as np
import pytest

import engine.initializers
import engine.layers
import engine.regularizers
from engine.errors import OptionError, ShapeError
from engine.graph.context import Context, Gradients
from engine.graph.network import Network
from engine.graph.plan import Plan
from engine.graph.structure import flatten, map_structure
from engine.layers import Add, Dense, Input, InputLayer
from engine.layers.layer import Example, Layer
from engine.options import Option
from engine.random import generator
from engine.registry import LAYERS
from engine.testing import CheckFailedError, check_layer, example_inputs

LAYER_CLASSES: list[type[Layer]] = [
    cls
    for _, cls in LAYERS.items()
    if cls.__module__.startswith("engine.layers.") and cls is not InputLayer
]
CASES = [
    pytest.param(cls, example, id=f"{cls.__name__}-{position}")
    for cls in LAYER_CLASSES
    for position, example in enumerate(cls.examples)
]
OPTION_CASES = [
    pytest.param(cls, option, id=f"{cls.__name__}-{option.name}")
    for cls in LAYER_CLASSES
    for option in cls.options.values()
]
COMMON_OPTIONS = {"name", "trainable", "dtype", "activity_regularizer"}

each_case = pytest.mark.parametrize(("cls", "example"), CASES)
each_layer = pytest.mark.parametrize("cls", LAYER_CLASSES, ids=lambda c: c.__name__)
each_option = pytest.mark.parametrize(("cls", "option"), OPTION_CASES)


def takes_list(cls: type[Layer], example: Example) -> bool:
    return len(example.input_shapes) > 1 or cls.min_inputs > 1


def inputs_for(
    cls: type[Layer], example: Example, batch: int, seed: int = 0
) -> tuple[Any, Any]:
    """Float32 (or integer) arrays and their shapes, in the structure of a call."""
    arrays = [
        array.astype(np.float32) if array.dtype.kind == "f" else array
        for array in example_inputs(example, batch, generator(seed))
    ]
    shapes = [(None, *shape) for shape in example.input_shapes]
    if takes_list(cls, example):
        return arrays, shapes
    return arrays[0], shapes[0]


def as_list(value: Any) -> list[Any]:
    return flatten(value)


def masks_for(cls: type[Layer], example: Example, batch: int) -> Any:
    rng = generator(4)
    masks = []
    for shape in example.input_shapes:
        mask = rng.random((batch, shape[0])) < 0.6
        mask[0], mask[1:, -1] = True, False
        masks.append(mask)
    return masks if takes_list(cls, example) else masks[0]


# ------------------------------------------------------------- mathematics


@each_case
@pytest.mark.parametrize("training", [False, True], ids=["predicting", "training"])
@pytest.mark.parametrize("batch", [1, 3, 5])
def test_gradients_agree_with_difference_quotients(
    cls: type[Layer], example: Example, training: bool, batch: int
) -> None:
    check_layer(cls, example, training=training, batch=batch, seed=batch)


@pytest.mark.parametrize(
    ("cls", "example"),
    [
        case
        for case in CASES
        if case.values[0].supports_masking
        and all(len(shape) == 2 for shape in case.values[1].input_shapes)
    ],
)
@pytest.mark.parametrize("training", [False, True], ids=["predicting", "training"])
def test_gradients_under_a_mask(
    cls: type[Layer], example: Example, training: bool
) -> None:
    check_layer(cls, example, training=training, mask=masks_for(cls, example, 3))


class SlightlyWrong(Dense, registers=False):
    """A Dense whose gradients can be falsified by 0.1 %."""

    wrong = "kernel"

    def backward(self, dy: Any, ctx: Context) -> Any:
        dx = super().backward(dy, ctx)
        assert dx is not None
        if self.wrong == "input":
            return dx * 1.001
        assert ctx.gradients is not None
        ctx.gradients[getattr(self, self.wrong)][...] *= 1.001
        return dx


@pytest.mark.parametrize("wrong", ["kernel", "bias", "input"])
@pytest.mark.parametrize("seed", range(4))
def test_an_error_of_a_thousandth_is_noticed(
    wrong: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = Example({"units": 3, "activation": "tanh"}, ((4,),))
    check_layer(Dense, example, seed=seed)
    monkeypatch.setattr(SlightlyWrong, "wrong", wrong)
    with pytest.raises(CheckFailedError, match=wrong):
        check_layer(SlightlyWrong, example, seed=seed)


@each_case
def test_calling_a_layer_twice_adds_up_gradients(
    cls: type[Layer], example: Example
) -> None:
    """One layer in two places gives the sum of what two copies give."""

    def gradients(first: Layer, second: Layer) -> tuple[Gradients, list[Any]]:
        def symbols() -> Any:
            dtype = "int32" if example.integer_inputs else "float32"
            tensors = [Input(shape, dtype=dtype) for shape in example.input_shapes]
            return tensors if takes_list(cls, example) else tensors[0]

        a, b = symbols(), symbols()
        outputs = [*as_list(first(a)), *as_list(second(b))]
        network = Network([*as_list(a), *as_list(b)], outputs)
        weights = {id(v): v for layer in (first, second) for v in layer.weights}
        views = [np.empty_like(v.value) for v in weights.values()]
        result = Gradients(list(weights.values()), views)
        plan = Plan(network, result, wants_input_gradients=True, seed=1)
        arrays = [
            *as_list(inputs_for(cls, example, 3, seed=1)[0]),
            *as_list(inputs_for(cls, example, 3, seed=2)[0]),
        ]
        values = plan.forward(arrays)
        rng = generator(5)
        result.begin()
        dx = plan.backward([rng.standard_normal(v.shape).astype("f4") for v in values])
        result.finish()
        return result, dx

    shared, copy_a, copy_b = (cls(**example.options) for _ in range(3))
    _, shapes = inputs_for(cls, example, 3)
    for layer in (shared, copy_a, copy_b):
        layer.ensure_built(shapes)
    for layer in (copy_a, copy_b):
        layer.set_weights(shared.get_weights())
    got, got_dx = gradients(shared, shared)
    expected, expected_dx = gradients(copy_a, copy_b)
    for v, a, b in zip(shared.weights, copy_a.weights, copy_b.weights, strict=True):
        np.testing.assert_allclose(got[v], expected[a] + expected[b], rtol=1e-5)
    for one, other in zip(got_dx, expected_dx, strict=True):
        if one is not None or other is not None:
            np.testing.assert_array_equal(one, other)


# ----------------------------------------------------------- shapes, dtypes


@each_case
@pytest.mark.parametrize("batch", [1, 2, 7])
def test_symbols_promise_what_arrays_keep(
    cls: type[Layer], example: Example, batch: int
) -> None:
    layer = cls(**example.options)
    arrays, shapes = inputs_for(cls, example, batch)
    dtype = "int32" if example.integer_inputs else "float32"
    symbols = map_structure(lambda _: None, arrays)
    if isinstance(shapes, list):
        symbols = [Input(shape[1:], dtype=dtype) for shape in shapes]
    else:
        symbols = Input(shapes[1:], dtype=dtype)
    promised, kept = as_list(layer(symbols)), as_list(layer(arrays))
    assert len(promised) == len(kept)
    for tensor, array in zip(promised, kept, strict=True):
        assert tensor.shape[0] is None
        assert (batch, *tensor.shape[1:]) == array.shape
        assert tensor.dtype == array.dtype.name


@each_case
@pytest.mark.parametrize("training", [False, True], ids=["predicting", "training"])
def test_float32_stays_float32(
    cls: type[Layer], example: Example, training: bool
) -> None:
    layer = cls(**example.options)
    arrays, shapes = inputs_for(cls, example, 3)
    layer.ensure_built(shapes)
    context, gradients = context_for(layer, len(as_list(arrays)), training)
    outputs = as_list(layer.forward(arrays, context))
    if outputs[0].dtype.kind != "f":
        assert outputs[0].dtype == as_list(arrays)[0].dtype
        return
    dys = [np.ones_like(y) for y in outputs]
    gradients.begin()
    dx = layer.backward(dys if len(dys) > 1 else dys[0], context)
    for array in [*outputs, *as_list(dx)]:
        assert array is None or array.dtype == np.float32


def context_for(layer: Layer, inputs: int, training: bool) -> tuple[Context, Gradients]:
    views = [np.empty_like(v.value) for v in layer.trainable_weights]
    gradients = Gradients(layer.trainable_weights, views)
    context = Context(layer.make_generator(1), gradients, inputs)
    context.training = training
    return context, gradients


@each_case
def test_training_differs_only_where_declared(
    cls: type[Layer], example: Example
) -> None:
    layer = cls(**example.options)
    arrays, shapes = inputs_for(cls, example, 4)
    layer.ensure_built(shapes)
    predicted = [np.array(y) for y in as_list(layer(arrays, training=False))]
    trained = [np.array(y) for y in as_list(layer(arrays, training=True))]
    same = all(np.array_equal(a, b) for a, b in zip(predicted, trained, strict=True))
    assert same is not layer.behaves_differently_in_training


@each_case
def test_a_frozen_layer_still_passes_gradients_on(
    cls: type[Layer], example: Example
) -> None:
    layer = cls(**example.options, trainable=False)
    arrays, shapes = inputs_for(cls, example, 2)
    layer.ensure_built(shapes)
    context, gradients = context_for(layer, len(as_list(arrays)), training=False)
    outputs = as_list(layer.forward(arrays, context))
    dys = [np.ones(y.shape, np.float32) for y in outputs]
    gradients.begin()
    dx = as_list(layer.backward(dys if len(dys) > 1 else dys[0], context))
    assert layer.trainable_weights == []
    for array, part in zip(as_list(arrays), dx, strict=True):
        if cls.has_input_gradient:
            assert part.shape == array.shape


@each_case
def test_weights_only_gradients_when_no_input_wants_any(
    cls: type[Layer], example: Example
) -> None:
    layer = cls(**example.options)
    arrays, shapes = inputs_for(cls, example, 2)
    layer.ensure_built(shapes)
    context, gradients = context_for(layer, len(as_list(arrays)), training=False)
    results = []
    for wanted in (True, False):
        context.input_wanted = [wanted] * len(as_list(arrays))
        outputs = as_list(layer.forward(arrays, context))
        dys = [np.ones(y.shape, np.float32) for y in outputs]
        gradients.begin()
        dx = as_list(layer.backward(dys if len(dys) > 1 else dys[0], context))
        assert len(dx) == len(as_list(arrays))
        results.append([gradients[v].copy() for v in layer.trainable_weights])
    if layer.weights:
        assert dx == [None] * len(dx), "time spent on what nobody wants"
    for a, b in zip(*results, strict=True):
        np.testing.assert_array_equal(a, b)


@each_case
def test_multiply_adds_is_a_count(cls: type[Layer], example: Example) -> None:
    layer = cls(**example.options)
    _, shapes = inputs_for(cls, example, 1)
    layer.ensure_built(shapes)
    count = layer.multiply_adds(shapes)
    assert isinstance(count, int)
    assert count >= 0


# ------------------------------------------------------------------ options


def outside_values(option: Option) -> list[Any]:
    """Values that the option must refuse."""
    wrong_types: dict[str, list[Any]] = {
        "int": ["three", 1.5, True],
        "float": ["half", float("nan"), float("inf"), True],
        "bool": ["yes", 1],
        "str": [3],
        "choice": ["no such choice"],
        "ints": ["3", (1.5,)],
        "pairs": ["3", -1, (1.5, 1)],
        "int_or_ints": ["3", 1.5, True],
        "numbers": ["half", float("nan"), True],
        "renorm_clipping": ["half", {"least": 1.0}],
        "shape": ["3", ("a",)],
        "dtype": ["float12"],
        "initializer": ["no such initializer", 3],
        "regularizer": ["no such regularizer", 3],
        "constraint": ["no such constraint", 3],
        "activation": ["no such activation", 3],
        "layer": ["no such layer", 3],
        "layers": ["no such layer", 3],
    }
    values = list(wrong_types[option.kind.name])
    if option.min is not None:
        values.append(option.min - 1)
    if option.max is not None:
        values.append(option.max + 1)
    return values


@each_option
def test_wrong_values_are_refused_with_a_reason(
    cls: type[Layer], option: Option
) -> None:
    options = dict(cls.examples[0].options)
    for value in outside_values(option):
        with pytest.raises(ValueError, match=r"\S") as caught:
            cls(**{**options, option.name: value})
        text = str(caught.value)
        if isinstance(caught.value, OptionError):
            assert cls.__name__ in text
            assert option.name in text
        assert str(value) in text
        assert text.endswith((".", "?"))


@each_option
def test_every_option_is_explained(cls: type[Layer], option: Option) -> None:
    assert option.doc.endswith(".")
    assert option.doc[0].isupper()
    if option.is_required:
        assert option.suggest is not None, "a program needs a first value"


@each_layer
def test_required_options_are_asked_for(cls: type[Layer]) -> None:
    required = [o.name for o in cls.options.values() if o.is_required]
    for name in required:
        options = {k: v for k, v in cls.examples[0].options.items() if k != name}
        with pytest.raises(OptionError, match=f"{name} is missing"):
            cls(**options)


@each_layer
def test_options_that_do_not_exist_are_named(cls: type[Layer]) -> None:
    with pytest.raises(OptionError, match="no_such_option"):
        cls(**cls.examples[0].options, no_such_option=1)


@each_layer
def test_examples_cover_every_option(cls: type[Layer]) -> None:
    covered = {name for example in cls.examples for name in example.options}
    # Nothing of this file holds for a layer that remembers the batch before.
    assert set(cls.options) - COMMON_OPTIONS - {"stateful"} <= covered


@each_layer
def test_suggested_values_make_a_layer(cls: type[Layer]) -> None:
    cls(**{o.name: o.suggest for o in cls.options.values() if o.is_required})


# -------------------------------------------------------------- description


@each_layer
def test_the_docstring_explains_the_layer(cls: type[Layer]) -> None:
    text = inspect.getdoc(cls) or ""
    assert cls.__doc__
    assert "Input shape" in text
    assert "Output shape" in text
    assert "References" in text
    assert "Parameters\n---" not in text, "parameters are written from the options"
    assert cls.category


@each_case
def test_config_makes_an_equal_layer(cls: type[Layer], example: Example) -> None:
    layer = cls(**example.options)
    config = json.loads(json.dumps(layer.get_config()))
    twin = cls.from_config(config)
    assert twin.get_config() == layer.get_config()
    assert json.loads(json.dumps(twin.get_config())) == config


@each_case
def test_source_makes_an_equal_layer(cls: type[Layer], example: Example) -> None:
    layer = cls(**example.options, name="the_name")
    keras = types.SimpleNamespace(
        layers=engine.layers,
        initializers=engine.initializers,
        regularizers=engine.regularizers,
    )
    names = {"layers": engine.layers, "keras": keras}
    twin = eval(layer.source("layers."), names)
    assert type(twin) is cls
    assert _without_numbers(twin.get_config()) == _without_numbers(layer.get_config())


def _without_numbers(config: Any) -> str:
    """Return a config without the numbers of automatic names within."""
    return re.sub(r'("name": "[a-z_0-9]*?)(_\d+)?"', r'\1"', json.dumps(config))


@each_case
def test_weights_are_drawn_from_the_seed(cls: type[Layer], example: Example) -> None:
    from engine.random import set_random_seed

    _, shapes = inputs_for(cls, example, 1)

    def weights() -> list[Any]:
        set_random_seed(3)
        layer = cls(**example.options)
        layer.ensure_built(shapes)
        return layer.get_weights()

    for a, b in zip(weights(), weights(), strict=True):
        np.testing.assert_array_equal(a, b)


def test_layers_with_several_inputs_say_so() -> None:
    with pytest.raises(ShapeError, match=r'Add "sum": takes at least 2 input'):
        Add(name="sum")(Input((3,)))
