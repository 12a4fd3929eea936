"""The HDF5 part of Keras 3 files: weights, and the state of the optimizer."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence

import h5py
import numpy as np

from engine.errors import FileError
from engine.models import Model
from engine.parameters import Variable
from engine.saving import guard
from engine.saving.weight_tree import WeightGroup, weight_groups
from engine.types import Array

Values = list[tuple[Variable, Array]]
"""Arrays read, each with the variable it is for."""

_OPTIMIZER = "optimizer/vars"
_NOT_STARTED = 2
"""Arrays of an optimizer that has not trained yet: iteration and learning rate."""
_MAX_NAME = 8000
"""Characters of names in attributes, which HDF5 limits to 64 KB."""


def write_weights(model: Model, *, with_optimizer: bool = True) -> bytes:
    """Return the content of a weight file.

    Parameters
    ----------
    model : Model
        A model that is built.
    with_optimizer : bool, default=True
        Whether the state of its optimizer goes into the file.
    """
    stream = io.BytesIO()
    with h5py.File(stream, "w") as file:
        for group in weight_groups(model, repeats=True):
            _write_group(file, group.vars_path, group.name, group.variables)
        if with_optimizer and model.optimizer is not None:
            state = optimizer_state(model)
            _write_group(file, _OPTIMIZER, model.optimizer.name, state)
    return stream.getvalue()


def optimizer_state(model: Model) -> list[Variable]:
    """Return the state of the optimizer of a compiled model, in Keras' order.

    An optimizer that has not trained yet gives what it would begin with: Keras makes
    the whole state when it loads a model, and looks for it in the file.
    """
    optimizer = model.optimizer
    if optimizer is None:
        return []
    if optimizer.built:
        return optimizer.variables
    twin = type(optimizer).from_config(optimizer.get_config())
    twin.build(model.trainable_variables)
    return twin.variables


def _write_group(
    file: h5py.File, path: str, name: str, variables: Sequence[Variable]
) -> None:
    group = file.create_group(path)
    group.attrs["name"] = name[:_MAX_NAME]
    for index, variable in enumerate(variables):
        group.create_dataset(str(index), data=variable.value)


def read_weights(
    data: bytes, model: Model, where: str, *, skip_mismatch: bool = False
) -> None:
    """Set the weights, and the optimizer's state if it is there and fits.

    Nothing is changed unless everything can be read.

    Parameters
    ----------
    data : bytes
        Content of the file.
    model : Model
        A model that is built.
    where : str
        Name of the file for messages.
    skip_mismatch : bool, default=False
        Leave layers alone that the file has no fitting weights for.

    Raises
    ------
    FileError
        If the file is damaged, refused, or made for another model.
    """
    with guard.open_hdf5(data, where) as file:
        groups = weight_groups(model)
        root = _root(file, groups, where)
        values: Values = []
        for group in groups:
            try:
                values += _read_group(file, root, group, where)
            except FileError:
                if not skip_mismatch:
                    raise
        state = _read_optimizer(file, model, where)
    for variable, array in [*values, *state]:
        variable.assign(array)


def _root(file: h5py.File, groups: list[WeightGroup], where: str) -> str:
    """Return what the group of all layers is called: Keras 2.13 called it otherwise."""
    for name in ("layers", "_layer_checkpoint_dependencies"):
        if guard.child(file, name, where) is not None:
            return name
    for group in groups:  # a model with `call` can have all of them as attributes
        if guard.child(file, group.vars_path, where) is not None:
            return "layers"
    raise FileError(
        "{path}: holds no weights of a model. Choose a file that save or save_weights "
        "has written.",
        path=where,
    )


def _read_group(file: h5py.File, root: str, group: WeightGroup, where: str) -> Values:
    if not group.variables:
        return []
    path = group.vars_path
    if root != "layers":
        parts = [root if part == "layers" else part for part in path.split("/")]
        path = "/".join(parts)
    found = guard.child(file, path, where)
    count = len(found) if isinstance(found, h5py.Group) else 0
    if count != len(group.variables):
        raise FileError(
            "{path}: does not fit the model: it has {received} weights for {layer} (at "
            "{place}), which needs {expected}. Load it into the model it was saved "
            "from.",
            path=where,
            layer=group.where,
            place=path,
            received=count,
            expected=len(group.variables),
        )
    return [
        (variable, _read_variable(found, str(index), variable, group.where, where))
        for index, variable in enumerate(group.variables)
    ]


def _read_variable(
    group: h5py.Group, name: str, variable: Variable, layer: str, where: str
) -> Array:
    dataset = guard.child(group, name, where)
    if not isinstance(dataset, h5py.Dataset):
        raise FileError(
            "{path}: has no array {place}/{name} for {layer}.",
            path=where,
            place=group.name,
            name=name,
            layer=layer,
        )
    guard.check_array(dataset, where)
    if tuple(dataset.shape) != variable.shape:
        raise FileError(
            "{path}: does not fit the model: the {weight} of {layer} has shape "
            "{received} in the file and {expected} in the model. Load it into the "
            "model it was saved from.",
            path=where,
            weight=variable.name,
            layer=layer,
            received=tuple(dataset.shape),
            expected=variable.shape,
        )
    return guard.read_array(dataset, where, shape=variable.shape)


def _read_optimizer(file: h5py.File, model: Model, where: str) -> Values:
    """Return the state; with one of another kind the optimizer begins anew."""
    optimizer = model.optimizer
    group = guard.child(file, _OPTIMIZER, where)
    if optimizer is None or not isinstance(group, h5py.Group):
        return []
    if not optimizer.built and len(group) > _NOT_STARTED:
        optimizer.build(model.trainable_variables)
    variables = optimizer.variables
    if len(group) != len(variables):
        if len(group) > _NOT_STARTED:
            warnings.warn(
                f"{where}: the optimizer's state in it is that of another optimizer or "
                f"of other weights ({len(group)} arrays, not {len(variables)}): "
                "training goes on with a new state.",
                stacklevel=2,
            )
        return []
    return [
        (variable, _read_variable(group, str(i), variable, "the optimizer", where))
        for i, variable in enumerate(variables)
    ]


def check_weights(data: bytes, model: Model, where: str) -> None:
    """Raise unless a file that was just written can be read back.

    Parameters
    ----------
    data : bytes
        Content of the file.
    model : Model
        The model that was written.
    where : str
        Name of the file for messages.
    """
    with guard.open_hdf5(data, where) as file:
        for group in weight_groups(model):
            for index, variable in enumerate(group.variables):
                found = guard.child(file, f"{group.vars_path}/{index}", where)
                if not isinstance(found, h5py.Dataset) or (
                    tuple(found.shape) != np.shape(variable.value)
                ):
                    raise FileError(
                        "{path}: could not be written correctly. Try again.", path=where
                    )
