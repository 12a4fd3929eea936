"""``.h5`` files of whole models or of weights: the format of Keras 1 and 2.

Layers stand under their own names here, each with a list of its weights; the
architecture is JSON text in an attribute. There is no protection against code in these
files in Keras itself; here nothing in them is run.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Sequence

import h5py
import numpy as np

from engine.errors import FileError
from engine.layers.layer import Layer
from engine.models import Model
from engine.parameters import Variable
from engine.registry import LOSSES, snake_case
from engine.saving import guard
from engine.saving.atomic import write_atomically
from engine.saving.compile_config import compile_from_config, from_training_config
from engine.saving.config_reading import CustomObjects
from engine.saving.config_writing import ConfigWriter
from engine.saving.keras_archive import KERAS_VERSION
from engine.saving.serialization import model_from_entry
from engine.saving.weights_file import Values, optimizer_state
from engine.types import Array, Json

MAX_ATTRIBUTE = 64512
"""Bytes that an attribute can have; longer lists are cut into several."""
_WEIGHTS, _STATE = "model_weights", "optimizer_weights"


# ------------------------------------------------------------------- writing


def write_legacy(model: Model, path: str | os.PathLike[str]) -> None:
    """Write a whole model to an ``.h5`` file.

    Raises
    ------
    FileError
        If it cannot be written; the old file is as it was.
    """
    entry = ConfigWriter().model(model)
    stream = io.BytesIO()
    with h5py.File(stream, "w") as file:
        file.attrs["keras_version"] = KERAS_VERSION
        file.attrs["backend"] = "jax"
        described = _without_modules(entry)
        file.attrs["model_config"] = json.dumps(
            {"class_name": entry["class_name"], "config": described["config"]}
        )
        compiled = dict(entry["compile_config"])
        optimizer = compiled.pop("optimizer", None)
        if optimizer:
            compiled["optimizer_config"] = {
                "class_name": optimizer["class_name"],
                "config": optimizer["config"],
            }
            compiled["loss"] = _full_names(compiled["loss"])
            file.attrs["training_config"] = json.dumps(compiled)
        group = file.create_group(_WEIGHTS)
        group.attrs["backend"] = "jax"
        group.attrs["keras_version"] = KERAS_VERSION
        _write_texts(group, "layer_names", [layer.name for layer in model.layers])
        for layer in sorted(model.layers, key=lambda one: one.name):
            _write_arrays(group.create_group(layer.name), _old_order(layer))
        _write_arrays(group.create_group("top_level_model_weights"), [])
        if model.optimizer is not None:
            _write_arrays(file.create_group(_STATE), optimizer_state(model))
    write_atomically(path, stream.getvalue())


def _without_modules(entry: Json) -> Json:
    """Return a config in the old form: layers are known by their class alone."""
    if isinstance(entry, list):
        return [_without_modules(part) for part in entry]
    if not isinstance(entry, dict):
        return entry
    plain = {key: _without_modules(value) for key, value in entry.items()}
    if "build_config" in plain or "inbound_nodes" in plain or "compile_config" in plain:
        for key in ("module", "registered_name", "build_config", "compile_config"):
            plain.pop(key, None)
    return plain


def _full_names(loss: Json) -> Json:
    """Return losses by full names: Keras finds no short one in these files."""
    if isinstance(loss, str) and loss in LOSSES:
        return snake_case(LOSSES.name_of(loss))
    if isinstance(loss, list):
        return [_full_names(part) for part in loss]
    if isinstance(loss, dict) and "class_name" not in loss:
        return {name: _full_names(part) for name, part in loss.items()}
    return loss


def _write_texts(group: h5py.Group, name: str, texts: Sequence[str]) -> None:
    encoded = [text.encode() for text in texts]
    parts = 1
    while True:
        pieces = np.array_split(np.asarray(encoded, dtype="S"), parts)
        if all(piece.nbytes <= MAX_ATTRIBUTE for piece in pieces):
            break
        parts += 1
    if parts == 1:
        group.attrs[name] = pieces[0]
        return
    for index, piece in enumerate(pieces):
        group.attrs[f"{name}{index}"] = piece


def _old_order(layer: Layer) -> list[Variable]:
    return [*layer.trainable_weights, *layer.non_trainable_weights]


def _write_arrays(group: h5py.Group, variables: Sequence[Variable]) -> None:
    names: list[str] = []
    for variable in variables:
        name, number = variable.path, 1
        while name in names:  # layers of two inner models can share a name
            name = f"{variable.path}_{number}"
            number += 1
        names.append(name)
        group.create_dataset(name, data=variable.value)
    _write_texts(group, "weight_names", names)


# ------------------------------------------------------------------- reading


def read_legacy(
    path: str | os.PathLike[str],
    custom_objects: CustomObjects | None = None,
    *,
    compiles: bool = True,
) -> Model:
    """Return the model of an ``.h5`` file of Keras 2 or 3.

    Parameters
    ----------
    path : path
        The file.
    custom_objects : mapping, optional
        Further classes of layers by name.
    compiles : bool, default=True
        Whether to compile it as it was.

    Raises
    ------
    FileError
        If the file is damaged, refused, or holds weights only.
    UnsupportedError
        If it names what does not exist here.
    """
    where = str(path)
    with guard.open_hdf5(guard.read_bytes(path), where) as file:
        config = _json_attribute(file, "model_config", where)
        if config is None:
            raise FileError(
                "{path}: holds weights, but no model. Build the model and call "
                "load_weights.",
                path=where,
            )
        model = model_from_entry(config, where, custom_objects, compiles=False)
        values = _layer_values(file, model, where)
        training = _json_attribute(file, "training_config", where)
        if compiles and isinstance(training, dict):
            compile_from_config(model, from_training_config(training), where)
            values += _state_values(file, model, where)
    for variable, array in values:
        variable.assign(array)
    return model


def read_legacy_weights(
    data: bytes, model: Model, where: str, *, skip_mismatch: bool = False
) -> None:
    """Set the weights of a model from an ``.h5`` file, whole or weights only.

    Parameters
    ----------
    data : bytes
        Content of the file.
    model : Model
        A model that is built.
    where : str
        Name of the file for messages.
    skip_mismatch : bool, default=False
        Leave layers alone whose weights do not fit.
    """
    with guard.open_hdf5(data, where) as file:
        values = _layer_values(file, model, where, skip_mismatch=skip_mismatch)
    for variable, array in values:
        variable.assign(array)


def _json_attribute(file: h5py.File, name: str, where: str) -> Json:
    texts = guard.read_texts(file, name, where)
    if texts is None:
        return None
    return guard.read_json("".join(texts), f"{where}: {name}")


def _layer_values(
    file: h5py.File, model: Model, where: str, *, skip_mismatch: bool = False
) -> Values:
    """Return what the file has for each weight, layer by layer in order."""
    group: h5py.Group = file
    found = guard.child(file, _WEIGHTS, where)
    if isinstance(found, h5py.Group):
        group = found
    names = _texts(group, "layer_names", where)
    if names is None:
        raise FileError(
            "{path}: holds no weights of a model. Choose a file that save or "
            "save_weights has written.",
            path=where,
        )
    filled = [name for name in names if _weight_names(group, name, where)]
    layers = [layer for layer in model.layers if layer.weights]
    if len(filled) != len(layers):
        raise FileError(
            "{path}: does not fit the model: it has weights for {received} layers, "
            "the model needs them for {expected}. Load it into the model it was saved "
            "from.",
            path=where,
            received=len(filled),
            expected=len(layers),
        )
    values: Values = []
    for name, layer in zip(filled, layers, strict=True):
        try:
            values += _values_of(group, name, _old_order(layer), layer.where(), where)
        except FileError:
            if not skip_mismatch:
                raise
    return values


def _values_of(
    group: h5py.Group, name: str, variables: list[Variable], layer: str, where: str
) -> Values:
    weight_names = _weight_names(group, name, where)
    if len(weight_names) != len(variables):
        raise FileError(
            '{path}: does not fit the model: "{name}" has {received} weights, {layer} '
            "needs {expected}. Load it into the model it was saved from.",
            path=where,
            name=name,
            layer=layer,
            received=len(weight_names),
            expected=len(variables),
        )
    return [
        (variable, _array(group, f"{name}/{weight}", variable, layer, where))
        for weight, variable in zip(weight_names, variables, strict=True)
    ]


def _weight_names(group: h5py.Group, name: str, where: str) -> list[str]:
    found = guard.child(group, name, where)
    if not isinstance(found, h5py.Group):
        raise FileError(
            '{path}: is damaged: it lists a layer "{name}" that is not in it. Get the '
            "file again, or open a backup.",
            path=where,
            name=name,
        )
    return _texts(found, "weight_names", where) or []


def _array(
    group: h5py.Group, name: str, variable: Variable, layer: str, where: str
) -> Array:
    found = guard.child(group, name, where)
    if not isinstance(found, h5py.Dataset):
        raise FileError(
            "{path}: is damaged: it lists an array {name} that is not in it. Get the "
            "file again, or open a backup.",
            path=where,
            name=name,
        )
    if found.shape != variable.shape:
        raise FileError(
            "{path}: does not fit the model: the {weight} of {layer} has shape "
            "{received} in the file and {expected} in the model. Load it into the "
            "model it was saved from.",
            path=where,
            weight=variable.name,
            layer=layer,
            received=found.shape,
            expected=variable.shape,
        )
    return guard.read_array(found, where, shape=variable.shape)


def _texts(group: h5py.Group, name: str, where: str) -> list[str] | None:
    """Return a list of names, put together where it was cut into several."""
    texts = guard.read_texts(group, name, where)
    if texts is not None:
        return texts
    pieces: list[str] = []
    index = 0
    while (piece := guard.read_texts(group, f"{name}{index}", where)) is not None:
        pieces += piece
        index += 1
    return pieces if index else None


def _state_values(file: h5py.File, model: Model, where: str) -> Values:
    """Return the state of the optimizer; nothing unless it is that of Keras 3.

    Keras 2 kept other arrays in another order: such an optimizer begins anew.
    """
    optimizer = model.optimizer
    group = guard.child(file, _STATE, where)
    if optimizer is None or not isinstance(group, h5py.Group):
        return []
    names = _texts(group, "weight_names", where) or []
    if not optimizer.built:
        optimizer.build(model.trainable_variables)
    variables = optimizer.variables
    if len(names) != len(variables):
        return []
    found = [guard.child(group, name, where) for name in names]
    fits = all(
        isinstance(dataset, h5py.Dataset) and dataset.shape == variable.shape
        for dataset, variable in zip(found, variables, strict=True)
    )
    if not fits:
        return []
    return [
        (variable, guard.read_array(dataset, where, shape=variable.shape))
        for dataset, variable in zip(found, variables, strict=True)
    ]
