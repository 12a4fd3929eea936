"""Configs: written as Keras writes them, read from Keras 2 and 3, or refused."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from saving_models import CASES, Case, headlines, tables

import engine
from engine import saving
from engine.errors import FileError, NotBuiltError, OptionError, UnsupportedError
from engine.layers import Layer
from engine.layers.layer import Example
from engine.options import option
from engine.registry import LAYERS

keras = pytest.importorskip("keras")


def without_details(entry: dict[str, Any]) -> dict[str, Any]:
    """Return what must be equal: all but options that are off."""
    plain = copy.deepcopy(entry)
    config = plain["config"]
    if "layers" in config:
        config["layers"] = [without_details(layer) for layer in config["layers"]]
    for node in plain.get("inbound_nodes", []):
        kwargs = without_nothing(node["kwargs"])
        node["kwargs"] = {k: v for k, v in kwargs.items() if v}  # no mask of a table
    plain.pop("build_config", None)
    plain.pop("compile_config", None)
    plain["config"] = without_nothing(config)
    return json.loads(json.dumps(plain))


def without_nothing(value: Any) -> Any:
    """Leave out what is switched off, and the order of axes that all have."""
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if v not in (None, False)}
        if kept.get("data_format") == "channels_last":
            del kept["data_format"]
        return {k: without_nothing(v) for k, v in kept.items()}
    if isinstance(value, list):
        return [without_nothing(part) for part in value]
    return float(np.float32(value)) if isinstance(value, float) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_written_as_keras_writes(case: Case) -> None:
    engine.utils.clear_session()  # both number their automatic names from the start
    keras.utils.clear_session()
    ours = json.loads(case.make(engine).to_json())
    theirs = json.loads(case.make(keras).to_json())
    assert list(ours) == list(theirs)
    assert without_details(ours) == without_details(theirs)
    for mine, other in zip(
        ours["config"]["layers"],
        theirs["config"]["layers"],
        strict=True,
    ):
        assert mine.get("build_config", other.get("build_config")) is None or (
            other.get("build_config", mine["build_config"]) == mine["build_config"]
        )
        if mine["module"].startswith("keras.src.ops"):
            continue
        # Keras sees every option that it would write itself.
        ignored = (
            LAYERS.get(mine["class_name"]).keras_ignored
            if (mine["class_name"] in LAYERS)
            else frozenset()
        )
        assert set(other["config"]) - set(mine["config"]) <= ignored


def examples() -> list[Any]:
    return [
        pytest.param(
            cls,
            example,
            id=f"{name}-{index}",
            marks=[pytest.mark.slow] if index else [],  # one of each in every run
        )
        for name, cls in LAYERS.items()
        for index, example in enumerate(cls.examples)
        if cls.__module__.startswith("engine.") and cls.stands_alone
    ]


@pytest.mark.filterwarnings("ignore:You passed `rms_scaling=True`")
@pytest.mark.parametrize(("cls", "example"), examples())
def test_every_layer_goes_through_a_file_of_keras(
    cls: type[Layer], example: Example, tmp_path: Path
) -> None:
    dtype = "int32" if example.integer_inputs else "float32"
    inputs = [engine.Input(shape, dtype=dtype) for shape in example.input_shapes]
    layer = cls(**example.options)
    result = layer(inputs if layer.min_inputs > 1 else inputs[0])
    model = engine.Model(inputs, result)
    path = tmp_path / "m.keras"
    model.save(path)
    theirs = keras.models.load_model(path)
    theirs.save(path)
    again = saving.load_model(path)
    twin = again.get_layer(layer.name)
    written = {k: v for k, v in layer.get_config().items() if v is not None}
    if cls.__name__ == "SimpleRNN":
        for name in ("seed", "activity_regularizer"):
            written.pop(name, None)  # Keras does not write it
    assert {k: v for k, v in twin.get_config().items() if k in written} == written
    for mine, back in zip(model.get_weights(), again.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, back)


def test_a_layer_of_ones_own(tmp_path: Path) -> None:
    class Half(Layer):
        """Half of the input."""

        factor: float = option(default=0.5, doc="Factor.")

        def forward(self, x: Any, ctx: Any) -> Any:
            del ctx
            return x * self.factor

    try:
        a = engine.Input((3,))
        model = engine.Model(a, Half(factor=0.25, name="h")(a))
        path = tmp_path / "m.keras"
        model.save(path)
        entry = json.loads(model.to_json())["config"]["layers"][1]
        assert entry["registered_name"] == "Half"
        assert entry["module"] == __name__
        x = np.ones((2, 3), np.float32)
        np.testing.assert_array_equal(saving.load_model(path).predict(x), x / 4)
    finally:
        LAYERS.remove("Half")
    with pytest.raises(UnsupportedError, match='class "Half", which does not exist'):
        saving.load_model(path)
    again = saving.load_model(path, custom_objects={"Half": Half})
    np.testing.assert_array_equal(again.predict(x), x / 4)
    with pytest.raises(UnsupportedError, match="Half"):
        saving.load_model(path, custom_objects={"Half": dict})


def test_from_config_and_get_config() -> None:
    for make in (headlines, tables):
        model = make(engine)
        again = engine.Model.from_config(model.get_config())
        assert again.get_config() == model.get_config()
        theirs = keras.Model.from_config(model.get_config())
        assert [layer.name for layer in theirs.layers] == [
            layer.name for layer in model.layers
        ]
    chain = engine.Sequential([engine.Input((3,)), engine.layers.Dense(2)], name="s")
    again = engine.Sequential.from_config(chain.get_config())
    assert again.get_config() == chain.get_config()


def test_thousands_of_layers_in_any_order() -> None:
    """No recursion, no quadratic time."""
    x = a = engine.Input((1,), name="a")
    for index in range(3000):
        x = engine.layers.Activation("relu", name=f"l{index}")(x)
    config = engine.Model(a, x).get_config()
    config["layers"].reverse()
    inputs, outputs = engine.saving.serialization.functional_from_config(config)
    assert len(engine.Model(inputs, outputs).layers) == 3001


# ------------------------------------------------------------------- Keras 2


def old_model() -> dict[str, Any]:
    """A config as Keras 2 wrote it: two inputs, a shared layer, an inner model."""

    def layer(class_name: str, name: str, nodes: Any, **config: Any) -> dict[str, Any]:
        return {
            "class_name": class_name,
            "config": {"name": name, **config},
            "name": name,
            "inbound_nodes": nodes,
        }

    inner = {
        "name": "inner",
        "layers": [
            layer(
                "InputLayer",
                "i",
                [],
                batch_input_shape=[None, 4],
                dtype="float32",
                sparse=False,
                ragged=False,
            ),
            layer(
                "Dense",
                "d",
                [[["i", 0, 0, {}]]],
                trainable=True,
                dtype="float32",
                units=2,
                activation="relu",
                use_bias=True,
                kernel_initializer={"class_name": "GlorotUniform", "config": {}},
                bias_initializer={"class_name": "Zeros", "config": {}},
                kernel_regularizer=None,
                bias_regularizer=None,
                activity_regularizer=None,
                kernel_constraint=None,
                bias_constraint=None,
            ),
        ],
        "input_layers": [["i", 0, 0]],
        "output_layers": [["d", 0, 0]],
    }
    return {
        "class_name": "Functional",
        "config": {
            "name": "old",
            "layers": [
                layer("InputLayer", "a", [], batch_input_shape=[None, 4]),
                layer("InputLayer", "b", [], batch_input_shape=[None, 4]),
                layer(
                    "Dense",
                    "shared",
                    [[["a", 0, 0, {}]], [["b", 0, 0, {}]]],
                    units=4,
                    activation="tanh",
                ),
                {
                    "class_name": "Functional",
                    "config": inner,
                    "name": "inner",
                    "inbound_nodes": [[["shared", 1, 0, {}]]],
                },
                layer(
                    "Concatenate",
                    "join",
                    [[["shared", 0, 0, {}], ["inner", 1, 0, {"training": None}]]],
                    axis=-1,
                ),
            ],
            "input_layers": [["a", 0, 0], ["b", 0, 0]],
            "output_layers": [["join", 0, 0], ["inner", 1, 0]],
        },
        "keras_version": "2.10.0",
        "backend": "tensorflow",
    }


def expected_of_old(weights: dict[str, Any], a: Any, b: Any) -> list[Any]:
    first = np.tanh(a @ weights["shared"][0] + weights["shared"][1])
    second = np.tanh(b @ weights["shared"][0] + weights["shared"][1])
    inner = np.maximum(second @ weights["inner"][0] + weights["inner"][1], 0)
    return [np.concatenate([first, inner], -1), inner]


def write_old_file(path: Path, weights: dict[str, Any], *, whole: bool) -> None:
    with h5py.File(path, "w") as file:
        group = file
        if whole:
            file.attrs["model_config"] = json.dumps(old_model()).encode()
            file.attrs["training_config"] = json.dumps(
                {
                    "loss": "mse",
                    "metrics": [["mae"], []],
                    "weighted_metrics": None,
                    "loss_weights": None,
                    "optimizer_config": {
                        "class_name": "RMSprop",
                        "config": {
                            "name": "RMSprop",
                            "learning_rate": 0.25,
                            "decay": 0.0,
                            "rho": 0.9,
                            "momentum": 0.0,
                            "epsilon": 1e-07,
                            "centered": False,
                        },
                    },
                }
            ).encode()
            group = file.create_group("model_weights")
        names = [b"a", b"b", b"shared", b"inner", b"join"]
        group.attrs["layer_names"] = names
        group.attrs["keras_version"] = b"2.10.0"
        for name in names:
            layer = group.create_group(name)
            arrays = weights.get(name.decode(), [])
            inner = "d" if name == b"inner" else name.decode()
            paths = [f"{inner}/kernel:0", f"{inner}/bias:0"][: len(arrays)]
            layer.attrs["weight_names"] = [p.encode() for p in paths]
            for place, array in zip(paths, arrays, strict=True):
                layer.create_dataset(place, data=array)


def test_file_of_keras_2(tmp_path: Path, rng: np.random.Generator) -> None:
    weights = {
        "shared": [rng.normal(size=(4, 4)), rng.normal(size=4)],
        "inner": [rng.normal(size=(4, 2)), rng.normal(size=2)],
    }
    path = tmp_path / "old.h5"
    write_old_file(path, weights, whole=True)
    model = saving.load_model(path)
    a, b = rng.normal(size=(2, 5, 4)).astype(np.float32)
    expected = expected_of_old(weights, a, b)
    for mine, other in zip(model.predict([a, b]), expected, strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-5, atol=1e-6)
    assert float(model.optimizer.learning_rate) == 0.25
    assert model.compiled
    path = tmp_path / "weights_only.h5"
    write_old_file(path, weights, whole=False)
    fresh = saving.model_from_json(json.dumps(old_model()))
    fresh.load_weights(path)
    for mine, other in zip(fresh.predict([a, b]), expected, strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-5, atol=1e-6)
    with pytest.raises(FileError, match="holds weights, but no model"):
        saving.load_model(path)


def test_chain_of_keras_2() -> None:
    layers = [
        {
            "class_name": "Embedding",
            "config": {
                "name": "e",
                "batch_input_shape": [None, 7],
                "dtype": "float32",
                "input_dim": 10,
                "output_dim": 3,
                "input_length": 7,
                "mask_zero": False,
            },
        },
        {
            "class_name": "LSTM",
            "config": {
                "name": "l",
                "units": 4,
                "implementation": 2,
                "time_major": False,
            },
        },
    ]
    for config in ({"name": "s", "layers": layers}, layers):
        text = json.dumps({"class_name": "Sequential", "config": config})
        model = saving.model_from_json(text)
        assert model.built
        assert model.output_shape == (None, 4)


def test_long_lists_of_names_are_cut_and_put_together(tmp_path: Path) -> None:
    path = tmp_path / "m.h5"
    x = a = engine.Input((1,), name="a")
    for index in range(400):
        x = engine.layers.Dense(1, name=f"{'n' * 190}{index}")(x)
    model = engine.Model(a, x)
    model.save(path)
    with h5py.File(path) as file:
        assert "layer_names1" in file["model_weights"].attrs
    again = saving.load_model(path)
    np.testing.assert_array_equal(again.get_weights()[-2], model.get_weights()[-2])
    theirs = keras.models.load_model(path)
    np.testing.assert_array_equal(theirs.get_weights()[-2], model.get_weights()[-2])


# -------------------------------------------------------------------- errors


def config_of(make: Any = headlines) -> dict[str, Any]:
    return json.loads(make(engine).to_json())


def entry_of(config: dict[str, Any], name: str) -> dict[str, Any]:
    return next(e for e in config["config"]["layers"] if e["name"] == name)


def refused(config: Any, error: type[Exception], *words: str) -> None:
    with pytest.raises(error) as caught:
        saving.model_from_json(json.dumps(config))
    for word in words:
        assert word in str(caught.value)
    assert str(caught.value).startswith("JSON: ")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Lambda", "runs code"),
        ("TFSMLayer", "TensorFlow"),
        ("TorchModuleWrapper", "PyTorch"),
        ("JaxLayer", "runs code"),
        ("Conv7D", "does not exist here"),
        ("dense", "does not exist here. Did you mean"),
    ],
)
def test_layers_that_do_not_exist_here(name: str, reason: str) -> None:
    config = config_of()
    entry_of(config, "between")["class_name"] = name
    refused(config, UnsupportedError, name, reason, '"between"', '"headlines"')


@pytest.mark.parametrize("module", ["os", "builtins", "keras.src.ops.numpy", 7, ""])
def test_modules_are_never_imported(module: Any) -> None:
    config = config_of()
    entry_of(config, "between")["module"] = module
    refused(config, UnsupportedError, "does not exist", '"between"')


def test_gadgets_of_old_holes_are_only_unknown_names() -> None:
    for class_name, module in (
        ("function", "os"),
        ("system", "os"),
        ("enable_unsafe_deserialization", "keras.config"),
        ("get_file", "keras.utils"),
        ("__lambda__", None),
        ("__typespec__", "tensorflow"),
    ):
        config = config_of()
        entry = entry_of(config, "between")
        entry.update(class_name=class_name, module=module)
        refused(config, UnsupportedError, class_name)
        config = config_of()
        options = entry_of(config, "between")["config"]
        options["activation"] = {
            "class_name": class_name,
            "module": module,
            "config": "touch /tmp/x",
            "registered_name": class_name,
        }
        refused(config, (FileError, UnsupportedError), "activation")
        config = config_of()
        options = entry_of(config, "between")["config"]
        options["kernel_initializer"] = {"class_name": class_name, "config": {}}
        refused(config, (FileError, UnsupportedError))


def test_options_that_cannot_be_kept() -> None:
    config = config_of()
    entry_of(config, "between")["config"]["lora_rank"] = 4
    refused(config, UnsupportedError, "lora_rank", "between", "4")
    config = config_of()
    entry_of(config, "lstm")["config"]["stateful"] = True
    refused(config, FileError, "stateful", "lstm", "fixed batch size")
    config = config_of()
    entry_of(config, "between")["config"]["new_option"] = 1
    refused(config, UnsupportedError, "new_option", "between", "1")
    entry_of(config, "between")["config"]["new_option"] = None
    saving.model_from_json(json.dumps(config))
    config = config_of()
    entry_of(config, "between")["config"]["units"] = -1
    refused(config, FileError, "units", "between", "-1")


def test_arguments_of_calls_that_cannot_be_kept() -> None:
    config = config_of()
    node = entry_of(config, "lstm")["inbound_nodes"][0]
    node["kwargs"]["initial_state"] = [node["args"][0]]
    refused(config, FileError, "initial_state", '"lstm"')
    config = config_of()
    entry_of(config, "between")["inbound_nodes"][0]["args"].append(2)
    refused(config, UnsupportedError, "argument 2", '"between"')
    config = config_of()
    entry_of(config, "between")["inbound_nodes"][0]["kwargs"]["loud"] = True
    refused(config, UnsupportedError, "option loud of its call", '"between"')
    config = config_of()
    constant = {"value": [1], "dtype": "float32"}
    table = {"class_name": "__tensor__", "config": constant}
    entry_of(config, "between")["inbound_nodes"][0]["args"][0] = table
    refused(config, FileError, "without an input", '"between"')
    constant["dtype"] = "object"
    refused(config, FileError, "object", '"between"')
    constant |= {"dtype": "float32", "value": [[1], [1, 2]]}
    refused(config, FileError, "an array is damaged", '"between"')
    table["class_name"] = "__lambda__"
    refused(config, UnsupportedError, "__lambda__", '"between"')
    table |= {"class_name": "__slice__", "config": {"start": "a"}}
    refused(config, FileError, "limits of a slice", '"between"')
    entry_of(config, "between")["inbound_nodes"][0]["args"][0] = 3
    refused(config, FileError, "without an input", '"between"')


def test_masks_are_operations_of_the_graph() -> None:
    tokens = keras.Input((5,), dtype="int32", name="a")
    x = keras.layers.Embedding(5, 3, mask_zero=True, name="e")(tokens)
    own = keras.ops.not_equal(tokens, 3)
    for mask in (None, own):
        model = keras.Model(tokens, keras.layers.LSTM(2, name="l")(x, mask=mask))
        ours = saving.model_from_json(model.to_json())
        kept = [one for one in ours.operations if one not in ours.layers]
        assert [type(one).__name__ for one in kept] == ["NotEqual"]
        ours.set_weights(model.get_weights())
        batch = np.array([[1, 3, 0, 2, 0], [3, 3, 4, 1, 0]], np.int32)
        np.testing.assert_allclose(
            ours.predict(batch, verbose=0),
            model.predict(batch, verbose=0),
            rtol=1e-5,
            atol=1e-6,
        )


def test_operations_that_do_not_exist_here() -> None:
    x = keras.Input((4,), name="a")
    model = keras.Model(x, keras.ops.log(x))
    config = json.loads(model.to_json())
    entry = config["config"]["layers"][1]
    entry["class_name"] = "Lag"
    refused(config, UnsupportedError, "operation", '"Lag"', 'Did you mean "Log"?')
    entry |= {"class_name": "Log", "module": "keras.src.ops.nn"}
    refused(config, UnsupportedError, "operation", '"Log"', "does not exist here")
    entry |= {"module": "keras.src.ops.numpy", "config": {"name": "l", "speed": 2}}
    refused(config, FileError, "operation", "options are damaged", "speed")


def test_loops_and_missing_parts() -> None:
    config = config_of()
    history = entry_of(config, "between")["inbound_nodes"][0]["args"][0]["config"]
    history["keras_history"] = ["shared", 1, 0]  # which takes `between` itself
    refused(config, FileError, "loop", "between", "shared")
    history["keras_history"] = ["nobody", 0, 0]
    refused(config, FileError, '"between" takes call 0 of "nobody"')
    history["keras_history"] = ["shared", 9, 0]
    refused(config, FileError, "call 9")
    history["keras_history"] = ["shared", 0, 5]
    refused(config, FileError, "output 5")
    history["keras_history"] = ["shared", -1, 0]
    refused(config, FileError, "-1")
    history["keras_history"] = ["shared"]
    refused(config, FileError, "three parts")
    config = config_of()
    config["config"]["output_layers"] = [["nobody", 0, 0]]
    refused(config, FileError, "output_layers", "nobody")
    config["config"]["output_layers"] = None
    refused(config, FileError, "output_layers must be a list")
    config = config_of()
    entry_of(config, "between")["name"] = "shared"
    refused(config, FileError, '"shared" is used by two layers')
    config = config_of()
    entry_of(config, "aux_input")["config"]["batch_shape"] = [None, 7]
    entry_of(config, "join")["inbound_nodes"][0]["args"][0].pop()
    refused(config, FileError, '"shared"')


def test_shapes_do_not_fit() -> None:
    config = config_of()
    entry_of(config, "inner")["config"]["layers"][0]["config"]["batch_shape"] = [
        None,
        8,
    ]
    refused(config, FileError, "8", "9")


@pytest.mark.parametrize(
    "shape",
    [[None, 0], [None, -3], [None, 1 << 40], [None, "x"], [1] * 9, "abc", None, 3],
)
def test_impossible_shapes(shape: Any) -> None:
    config = config_of()
    entry_of(config, "aux_input")["config"]["batch_shape"] = shape
    refused(config, FileError, "aux_input")


def test_anything_but_a_model() -> None:
    for value in (
        [],
        3,
        "x",
        None,
        {},
        {"class_name": "Functional"},
        {"class_name": 1},
    ):
        refused(value, FileError)
    refused({"class_name": "Dense", "config": {}}, UnsupportedError, "not a model")
    for key in ("layers", "inbound_nodes", "config", "class_name"):
        for value in (None, 3, "x", [3], {"a": 1}):
            config = config_of()
            if key == "layers":
                config["config"]["layers"] = value
            else:
                entry_of(config, "between")[key] = value
            refused(config, (FileError, UnsupportedError))


def test_models_in_models_without_end() -> None:
    entry = config_of(lambda k: tables(k))
    for _ in range(40):
        entry = {
            "class_name": "Sequential",
            "config": {"name": "s", "layers": [entry]},
        }
    refused(entry, FileError, "deep in each other")


def test_too_many_layers() -> None:
    layer = {"class_name": "Flatten", "config": {}}
    config = {"class_name": "Sequential", "config": {"layers": [layer] * 10_001}}
    refused(config, FileError, "more than 10000 layers")


def test_every_small_damage_is_a_clear_error() -> None:
    """Replace each value of a config in turn: an error of ours, or a model."""
    text = json.dumps(config_of())
    places: list[tuple[Any, ...]] = []

    def walk(value: Any, path: tuple[Any, ...]) -> None:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in items:
            places.append((*path, key))
            if isinstance(part, dict | list):
                walk(part, (*path, key))

    walk(json.loads(text), ())
    for number, place in enumerate(places):
        config = json.loads(text)
        parent = config
        for key in place[:-1]:
            parent = parent[key]
        parent[place[-1]] = (None, 3, "x", [], {}, [[]], -1.5)[number % 7]
        try:
            saving.model_from_json(json.dumps(config))
        except (FileError, UnsupportedError) as error:
            assert str(error).startswith("JSON: ")  # noqa: PT017


def test_what_cannot_be_written() -> None:
    with pytest.raises(NotBuiltError, match="before its shapes are known"):
        engine.Sequential([engine.layers.Dense(2)]).to_json()
    a = engine.Input((2,))
    model = engine.Model(a, engine.layers.Dense(2, name="d")(a))
    model.layers[1].name = "a/b"
    with pytest.raises(OptionError, match='cannot contain "/"'):
        model.to_json()
