"""``.keras`` files: architecture, training settings, weights and optimizer state."""

from __future__ import annotations

import json
import os
import zipfile
from datetime import datetime
from typing import BinaryIO

from engine.errors import FileError
from engine.models import Model
from engine.saving import guard
from engine.saving.atomic import write_atomically
from engine.saving.config_reading import CustomObjects
from engine.saving.config_writing import ConfigWriter
from engine.saving.serialization import model_from_entry
from engine.saving.weights_file import check_weights, read_weights, write_weights

KERAS_VERSION = "3.15.1"
"""The version whose format is written."""
METADATA, CONFIG, WEIGHTS = "metadata.json", "config.json", "model.weights.h5"
MAX_MEMBERS = 1000


def write_archive(model: Model, path: str | os.PathLike[str]) -> None:
    """Write a model to a ``.keras`` file.

    Raises
    ------
    FileError
        If it cannot be written; the old file is as it was.
    """
    entry = ConfigWriter(marks_shared=True).model(model)
    config = json.dumps(entry, allow_nan=False).encode()
    metadata = json.dumps(
        {
            "keras_version": KERAS_VERSION,
            "date_saved": datetime.now().strftime("%Y-%m-%d@%H:%M:%S"),
        }
    ).encode()
    weights = write_weights(model)
    check_weights(weights, model, str(path))

    def write(file: BinaryIO) -> None:
        # Stored as they are, in this order: Keras does so, and weights do not shrink.
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(METADATA, metadata)
            archive.writestr(CONFIG, config)
            archive.writestr(WEIGHTS, weights)

    write_atomically(path, write)


def read_archive(
    path: str | os.PathLike[str],
    custom_objects: CustomObjects | None = None,
    *,
    compiles: bool = True,
) -> Model:
    """Return the model of a ``.keras`` file.

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
        If the file is damaged or refused.
    UnsupportedError
        If it names what does not exist here.
    """
    where = str(path)
    members = _members(path, (CONFIG, WEIGHTS))
    entry = guard.read_json(members[CONFIG], f"{where}: {CONFIG}")
    model = model_from_entry(entry, where, custom_objects, compiles=compiles)
    if model.built:
        read_weights(members[WEIGHTS], model, where)
    return model


def read_archive_weights(path: str | os.PathLike[str]) -> bytes:
    """Return the weight file within a ``.keras`` file."""
    return _members(path, (WEIGHTS,))[WEIGHTS]


def _members(path: str | os.PathLike[str], names: tuple[str, ...]) -> dict[str, bytes]:
    where = str(path)
    with guard.open_file(path) as file:
        members = guard.read_zip(file, where, names=names, max_members=MAX_MEMBERS)
    for name in names:
        if name not in members:
            raise FileError(
                "{path}: is no .keras file: {member} is missing in it.",
                path=where,
                member=name,
            )
    return members
