"""Project files (``*.hornbeam``): everything a user made, in one zip.

They are written atomically.

=====================  =====================================================
member                 content
=====================  =====================================================
``manifest.json``      format number, program version, SHA-256 of the others
``document.json``      graph and settings
``state.json``         epochs trained, column scales, fingerprint of the data
``weights.h5``         ``/weights/<layer id>/<i>``, ``/best/<layer id>/<i>``
``optimizer.h5``       ``/<name>``: state of the optimizer
``runs/<id>.json``     settings and curves of a run
=====================  =====================================================

Nothing in a file is executed or looked up by name; types of nodes that this program
does not know survive a load and a save.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from engine.errors import FileError
from engine.saving.atomic import write_atomically
from engine.saving.guard import read_json, read_zip, walk_datasets
from engine.types import Array, Json
from studio.document.model import Document, link_from_json, node_from_json
from studio.run.record import RunRecord
from studio.run.state import TrainedState

FORMAT = 1
"""Number written; files with a higher one are refused, lower ones are read."""
SUFFIX = ".hornbeam"
PROGRAM = "Hornbeam 0.1.0"


@dataclass
class Project:
    """What a project file holds.

    Attributes
    ----------
    document : Document
        Graph and settings.
    trained : TrainedState or None
        Weights and optimizer state, if it was trained.
    runs : list of RunRecord
        All runs, oldest first.
    """

    document: Document
    trained: TrainedState | None = None
    runs: list[RunRecord] = field(default_factory=list)


# ------------------------------------------------------------------- writing


def save(project: Project, path: Path) -> None:
    """Write a project file; the old file stays until the new one is complete.

    Raises
    ------
    FileError
        If it cannot be written; the old file is untouched.
    """
    data = to_bytes(project)
    read(io.BytesIO(data), str(path))  # what cannot be read back is not written
    write_atomically(path, data, backup=True)


def to_bytes(project: Project) -> bytes:
    """Return the content of a project file."""
    members: dict[str, bytes] = {"document.json": _json(project.document.to_json())}
    state = project.trained
    if state is not None:
        members["state.json"] = _json(
            {
                "epochs": state.epochs,
                "transforms": state.transforms,
                "fingerprint": state.fingerprint,
                "best_epoch": state.best_epoch,
                "optimizer_class": state.optimizer_class,
            }
        )
        members["weights.h5"] = _weights(state)
        members["optimizer.h5"] = _arrays(state.optimizer)
    for record in project.runs:
        members[f"runs/{record.id}.json"] = _json(record.to_json())
    manifest = {
        "format": FORMAT,
        "program": PROGRAM,
        "runs": [record.id for record in project.runs],
        "sha256": {
            name: hashlib.sha256(data).hexdigest() for name, data in members.items()
        },
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("manifest.json", _json(manifest))
        for name, data in members.items():
            stored = name.endswith(".h5")  # float weights do not get smaller
            archive.writestr(
                name, data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()


def _json(data: Json) -> bytes:
    return json.dumps(data, ensure_ascii=False, allow_nan=True).encode()


def _weights(state: TrainedState) -> bytes:
    arrays: dict[str, Array] = {}
    for group, weights in (("weights", state.weights), ("best", state.best_weights)):
        for layer_id, several in weights.items():
            for index, array in enumerate(several):
                arrays[f"{group}/{layer_id}/{index}"] = array
    return _arrays(arrays)


def _arrays(arrays: Mapping[str, Array]) -> bytes:
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        for name, array in arrays.items():
            file.create_dataset(name, data=array)
    return buffer.getvalue()


# ------------------------------------------------------------------- reading


def load(path: Path) -> Project:
    """Read a project file.

    Raises
    ------
    FileError
        If it is missing, damaged, of a newer program, or no project file.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise FileError("{path}: there is no such file.", path=path) from error
    except OSError as error:
        raise FileError(
            "{path}: cannot be read ({reason}).", path=path, reason=error.strerror
        ) from error
    return read(io.BytesIO(data), str(path))


def read(stream: io.BytesIO, where: str) -> Project:
    """Read a project from a stream; see `load`.

    Parameters
    ----------
    stream : BytesIO
        The content.
    where : str
        Name of the file for messages.
    """
    members = read_zip(stream, where)
    if "manifest.json" not in members or "document.json" not in members:
        raise FileError(
            "{path}: is not a Hornbeam project. Open a .hornbeam file.", path=where
        )
    manifest = read_json(members["manifest.json"], f"{where}: manifest.json")
    _check_manifest(manifest, members, where)
    document = document_from_json(
        read_json(members["document.json"], f"{where}: document.json"), where
    )
    trained = None
    if "state.json" in members:
        trained = _state(members, where)
    runs = []
    for run_id in manifest.get("runs", []):
        data = members.get(f"runs/{run_id}.json")
        if data is not None:
            runs.append(_record(data, where))
    return Project(document, trained, runs)


def _check_manifest(manifest: Any, members: Mapping[str, bytes], where: str) -> None:
    number = manifest.get("format") if isinstance(manifest, dict) else None
    if not isinstance(number, int) or number < 1:
        raise FileError(
            "{path}: is not a Hornbeam project (no format number).", path=where
        )
    if number > FORMAT:
        raise FileError(
            "{path}: was made by a newer Hornbeam (format {number}; this one reads up "
            "to {known}). Install the newer version to open it.",
            path=where,
            number=number,
            known=FORMAT,
        )
    for name, digest in (manifest.get("sha256") or {}).items():
        if name not in members:
            raise FileError(
                "{path}: is damaged: {member} is missing. Open the .bak file beside "
                "it.",
                path=where,
                member=name,
            )
        if hashlib.sha256(members[name]).hexdigest() != digest:
            raise FileError(
                "{path}: is damaged: {member} differs from its checksum. Open the .bak "
                "file beside it.",
                path=where,
                member=name,
            )


def document_from_json(data: Any, where: str) -> Document:
    """Make a document from `Document.to_json`'s data, checking every record.

    Raises
    ------
    FileError
        Naming the record that is odd.
    """
    document = Document()
    try:
        for entry in data["nodes"]:
            node = node_from_json(entry)
            if node.id in document.nodes:
                raise ValueError(f"node {node.id} appears twice")
            document.nodes[node.id] = node
        ports: set[tuple[str, int]] = set()
        for entry in data["links"]:
            link = link_from_json(entry)
            if link.source not in document.nodes or link.target not in document.nodes:
                raise ValueError(f"wire {link.id} has an end that is missing")
            if link.id in document.links or (link.target, link.target_port) in ports:
                raise ValueError(f"wire {link.id} appears twice")
            ports.add((link.target, link.target_port))
            document.links[link.id] = link
        settings = data["settings"]
        if not isinstance(settings, dict):
            raise TypeError("settings are no table")
        document.settings.update(settings)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FileError(
            "{path}: the graph in it is damaged ({reason}).", path=where, reason=error
        ) from error
    return document


def _state(members: Mapping[str, bytes], where: str) -> TrainedState:
    info = read_json(members["state.json"], f"{where}: state.json")
    groups: dict[str, dict[str, dict[int, Array]]] = {"weights": {}, "best": {}}
    for name, array in _read_arrays(members, "weights.h5", where).items():
        group, _, rest = name.partition("/")
        layer_id, _, index = rest.rpartition("/")
        if group in groups and index.isdigit():
            groups[group].setdefault(layer_id, {})[int(index)] = array

    def listed(group: str) -> dict[str, list[Array]]:
        return {
            layer_id: [arrays[i] for i in sorted(arrays)]
            for layer_id, arrays in groups[group].items()
        }

    try:
        return TrainedState(
            weights=listed("weights"),
            optimizer=_read_arrays(members, "optimizer.h5", where),
            optimizer_class=str(info.get("optimizer_class", "")),
            epochs=int(info["epochs"]),
            transforms=info.get("transforms"),
            fingerprint=str(info.get("fingerprint", "")),
            best_weights=listed("best"),
            best_epoch=int(info.get("best_epoch", 0)),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FileError(
            "{path}: the training state in it is damaged ({reason}).",
            path=where,
            reason=error,
        ) from error


def _read_arrays(
    members: Mapping[str, bytes], name: str, where: str
) -> dict[str, Array]:
    data = members.get(name)
    if data is None:
        return {}
    return {
        path: np.asarray(array)
        for path, array in walk_datasets(data, f"{where}: {name}").items()
    }


def _record(data: bytes, where: str) -> RunRecord:
    try:
        return RunRecord.from_json(read_json(data, f"{where}: run", allow_nan=True))
    except (KeyError, TypeError, ValueError) as error:
        raise FileError(
            "{path}: a run in it is damaged ({reason}).", path=where, reason=error
        ) from error
