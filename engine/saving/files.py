"""Saving and loading by the ending of the file's name, as Keras does."""

from __future__ import annotations

import os
from pathlib import Path

from engine.custom_objects import also_known
from engine.errors import FileError, Text
from engine.models import Model
from engine.saving import guard
from engine.saving.atomic import write_atomically
from engine.saving.config_reading import CustomObjects
from engine.saving.config_writing import require_built
from engine.saving.keras_archive import (
    read_archive,
    read_archive_weights,
    write_archive,
)
from engine.saving.legacy_h5 import read_legacy, read_legacy_weights, write_legacy
from engine.saving.weights_file import check_weights, read_weights, write_weights

AnyPath = str | os.PathLike[str]


def save_model(
    model: Model,
    filepath: AnyPath,
    overwrite: bool = True,
) -> None:
    """Write architecture, training settings, weights and optimizer state.

    Parameters
    ----------
    model : Model
        A model that is built.
    filepath : path
        File ending in ``.keras``, or ``.h5`` for old programs.
    overwrite : bool, default=True
        Whether a file of that name may be replaced.

    Raises
    ------
    FileError
        If it cannot be written; the old file is as it was.
    NotBuiltError
        If the model has no input shape yet.
    """
    name = Path(filepath).name
    require_built(model, Text("be saved"))
    _check_overwrite(filepath, overwrite)
    if name.endswith(".keras"):
        write_archive(model, filepath)
    elif name.endswith((".h5", ".hdf5")) and not name.endswith(".weights.h5"):
        write_legacy(model, filepath)
    else:
        raise FileError(
            "{path}: the name of a model's file must end in .keras (or .h5). For "
            "weights alone call save_weights.",
            path=filepath,
        )


def load_model(
    filepath: AnyPath,
    custom_objects: CustomObjects | None = None,
    compile: bool = True,
    safe_mode: bool = True,
) -> Model:
    """Return the model of a ``.keras`` or ``.h5`` file of Keras or the engine.

    Parameters
    ----------
    filepath : path
        The file.
    custom_objects : mapping, optional
        Further classes of layers by name.
    compile : bool, default=True
        Whether to compile it as it was, with the state of its optimizer.
    safe_mode : bool, default=True
        For Keras' sake: code in files is never run, also not with False.

    Raises
    ------
    FileError
        If the file is missing, damaged or refused.
    UnsupportedError
        If it names what does not exist here.
    """
    del safe_mode
    data_start = _start(filepath)
    with also_known(custom_objects):
        if data_start.startswith(b"PK"):
            return read_archive(filepath, custom_objects, compiles=compile)
        if data_start.startswith(b"\x89HDF"):
            return read_legacy(filepath, custom_objects, compiles=compile)
    raise FileError(
        "{path}: is no model: neither a .keras nor an .h5 file.", path=filepath
    )


def save_weights(model: Model, filepath: AnyPath, overwrite: bool = True) -> None:
    """Write the weights, and the state of the optimizer, to a ``.weights.h5`` file.

    Parameters
    ----------
    model : Model
        A model that is built.
    filepath : path
        File ending in ``.weights.h5``.
    overwrite : bool, default=True
        Whether a file of that name may be replaced.

    Raises
    ------
    FileError
        If it cannot be written; the old file is as it was.
    """
    if not str(filepath).endswith(".weights.h5"):
        raise FileError(
            "{path}: the name of a file for weights must end in .weights.h5.",
            path=filepath,
        )
    require_built(model, Text("be saved"))
    _check_overwrite(filepath, overwrite)
    data = write_weights(model)
    check_weights(data, model, str(filepath))
    write_atomically(filepath, data)


def load_weights(model: Model, filepath: AnyPath, skip_mismatch: bool = False) -> None:
    """Set the weights from a ``.weights.h5``, ``.keras`` or ``.h5`` file.

    Parameters
    ----------
    model : Model
        A model like the one that was saved.
    filepath : path
        The file.
    skip_mismatch : bool, default=False
        Leave layers alone that the file has no fitting weights for.

    Raises
    ------
    FileError
        If the file is missing, damaged, refused or does not fit; nothing is changed.
    """
    require_built(model, Text("load weights"))
    where = str(filepath)
    if _start(filepath).startswith(b"PK"):
        data = read_archive_weights(filepath)
    else:
        data = guard.read_bytes(filepath)
        with guard.open_hdf5(data, where) as file:
            is_old = "layer_names" in file.attrs or "layer_names0" in file.attrs
            is_old = is_old or guard.child(file, "model_weights", where) is not None
        if is_old:
            read_legacy_weights(data, model, where, skip_mismatch=skip_mismatch)
            return
    read_weights(data, model, where, skip_mismatch=skip_mismatch)


def _start(path: AnyPath) -> bytes:
    """Return the first bytes, which say what a file is; names can be wrong."""
    with guard.open_file(path) as file:
        return file.read(8)


def _check_overwrite(path: AnyPath, overwrite: bool) -> None:
    if not overwrite and os.path.lexists(path):
        raise FileError(
            "{path}: exists already. Choose another name, or save with overwrite=True.",
            path=path,
        )
