"""What a project leaves the program as: one table of kinds, for window and commands."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine import diagram, saving
from engine.diagram import Diagram as Diagram
from engine.errors import FileError, UnsupportedError
from engine.saving.atomic import write_atomically
from engine.summary import summary_text
from engine.types import Array
from studio.data import Dataset
from studio.document.model import Document
from studio.formats import keras_script, project
from studio.run.state import TrainedState
from studio.run.trainer import restored_model

Drawer = Callable[[Diagram, Path], None]
"""Draws a diagram to a picture file where the `dot` program is missing."""


@dataclass(frozen=True)
class Job:
    """What an exporter gets.

    Attributes
    ----------
    document : Document
        A document without errors.
    trained : TrainedState or None
        Weights; fresh ones when None.
    dataset : Dataset or None
        The data, for scripts.
    path : Path
        Where to write.
    draw : callable or None
        Draws pictures where the program `dot` is missing.
    base : Path or None
        Folder of the project, where relative paths of data start.
    """

    document: Document
    trained: TrainedState | None
    dataset: Dataset | None
    path: Path
    draw: Drawer | None = None
    base: Path | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of export.

    Attributes
    ----------
    name : str
        Name on the command line, such as ``"keras-script"``.
    title : str
        Name for people, English.
    suffix : str
        Ending of its files.
    write : callable
        Takes a `Job`, returns the files written.
    needs_data : bool
        Whether it is made with the data at hand.
    has_weights : bool
        Whether trained weights are in it.
    """

    name: str
    title: str
    suffix: str
    write: Callable[[Job], list[Path]]
    needs_data: bool = False
    has_weights: bool = False


def _script(target: keras_script.Target) -> Callable[[Job], list[Path]]:
    def write(job: Job) -> list[Path]:
        text = keras_script.write(
            job.document,
            target=target,
            dataset=job.dataset,
            path=job.path,
            base=job.base,
        )
        # The data first: a script without its data would be of no use.
        data = keras_script.write_data(
            job.document, job.dataset, job.path, base=job.base
        )
        write_atomically(job.path, text.encode())
        return [job.path] if data is None else [job.path, data]

    return write


def _dot(job: Job) -> list[Path]:
    text = diagram.to_dot(diagram_of(job.document)).to_string()
    write_atomically(job.path, text.encode("utf-8", "replace"))
    return [job.path]


def _picture(job: Job) -> list[Path]:
    drawing = diagram_of(job.document)
    if diagram.has_dot():
        try:
            diagram.write_picture(drawing, job.path)
        except UnsupportedError:  # such as a `dot` that was built without this format
            if job.draw is None:
                raise
        else:
            return [job.path]
    if job.draw is None:
        raise no_picture(job.path, "Qt was not asked for")
    job.draw(drawing, job.path)
    return [job.path]


def no_picture(path: Path, reason: str) -> UnsupportedError:
    """Return the error of a picture that nothing can draw.

    Parameters
    ----------
    path : Path
        Where it should have been written.
    reason : str
        Why Qt does not draw it.
    """
    return UnsupportedError(
        "{path}: cannot be drawn: the program dot of Graphviz is missing, and "
        "{reason}. Install graphviz (apt install graphviz, dnf install graphviz, brew "
        "install graphviz), or export to .dot.",
        path=path,
        reason=reason,
    )


def diagram_of(document: Document) -> Diagram:
    """Return the diagram of a document without errors."""
    built, _ = restored_model(document, None)
    return diagram.diagram_of(built.model, show_shapes=True, show_layer_names=True)


def _keras(job: Job) -> list[Path]:
    built, _ = restored_model(job.document, job.trained)
    saving.save_model(built.model, job.path)
    return [job.path]


def _weights(job: Job) -> list[Path]:
    built, _ = restored_model(job.document, job.trained)
    saving.save_weights(built.model, job.path)
    return [job.path]


def _json(job: Job) -> list[Path]:
    built, _ = restored_model(job.document, None)
    write_atomically(job.path, built.model.to_json(indent=1).encode())
    return [job.path]


KINDS: tuple[Kind, ...] = (
    Kind("keras-script", "Keras script", ".py", _script("keras"), needs_data=True),
    Kind(
        "engine-script",
        "Script for the built-in engine",
        ".py",
        _script("engine"),
        needs_data=True,
    ),
    Kind("keras", "Keras model", ".keras", _keras, has_weights=True),
    Kind("h5", "Keras model, old format", ".h5", _keras, has_weights=True),
    Kind("weights", "Weights", ".weights.h5", _weights, has_weights=True),
    Kind("json", "Architecture", ".json", _json),
    Kind("dot", "Graphviz diagram", ".dot", _dot),
    Kind("svg", "Diagram as SVG", ".svg", _picture),
    Kind("png", "Diagram as PNG", ".png", _picture),
    Kind("pdf", "Diagram as PDF", ".pdf", _picture),
)


def names() -> tuple[str, ...]:
    """Return the names of all kinds."""
    return tuple(kind.name for kind in KINDS)


def kind(name: str) -> Kind:
    """Return a kind of export by its name."""
    return next(kind for kind in KINDS if kind.name == name)


def export(
    name: str,
    document: Document,
    trained: TrainedState | None,
    dataset: Dataset | None,
    path: Path,
    draw: Drawer | None = None,
    *,
    base: Path | None = None,
) -> list[Path]:
    """Write one kind of export.

    Parameters
    ----------
    name : str
        One of `names`.
    document : Document
        A document without errors.
    trained : TrainedState or None
        Weights for the kinds that hold them; fresh ones when None.
    dataset : Dataset or None
        The data, for scripts.
    path : Path
        Where to write; the ending of the kind is added if there is none.
    draw : callable, optional
        Draws pictures where the program `dot` is missing.
    base : Path, optional
        Folder of the project, where relative paths of data start.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    EngineError
        If the document has errors, the ending is that of another kind, or the file
        cannot be written.
    """
    chosen = kind(name)
    target = _with_suffix(path, chosen)
    return chosen.write(Job(document, trained, dataset, target, draw, base))


def _with_suffix(path: Path, chosen: Kind) -> Path:
    name = path.name.lower()
    # "x.weights.h5" ends in ".h5", too, and is no model.
    ending = max(
        (k.suffix for k in KINDS if name.endswith(k.suffix)), key=len, default=""
    )
    if name.endswith(project.SUFFIX):
        ending = project.SUFFIX
    if ending == chosen.suffix:
        return path
    if ending:
        raise FileError(
            "{path}: the name of this kind of file ends in {suffix}, not in {ending}. "
            "Choose another name or another kind.",
            path=path,
            suffix=chosen.suffix,
            ending=ending,
        )
    return path.with_name(path.name + chosen.suffix)


def summary(document: Document) -> str:
    """Return Keras' summary table of a document without errors."""
    built, _ = restored_model(document, None)
    return summary_text(built.model)


# --------------------------------------------------------------- predictions


def predictions_csv(
    outputs: Mapping[str, Array], classes: Mapping[str, tuple[str, ...]]
) -> str:
    """Return predictions as CSV text: one row a sample.

    Parameters
    ----------
    outputs : mapping
        Arrays by output name.
    classes : mapping
        Names of the classes by output name; for these outputs the likeliest class is
        given in a column of its own.
    """
    header: list[str] = []
    columns: list[list[str]] = []
    for name, array in outputs.items():
        flat = array.reshape(len(array), -1)
        known = classes.get(name, ())
        if known:
            if flat.shape[1] == 1:
                index = (flat[:, 0] > 0.5).astype(int)
            else:
                index = flat.argmax(axis=1)
            header.append(name)
            columns.append([_safe(known[i]) if i < len(known) else "" for i in index])
        for position in range(flat.shape[1]):
            if flat.shape[1] == 1:
                title = f"{name}_score" if known else name
            elif len(known) == flat.shape[1]:
                title = f"{name}_{known[position]}"
            else:
                title = f"{name}_{position}"
            header.append(title)
            columns.append([f"{value:.7g}" for value in flat[:, position]])
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([_safe(title) for title in header])
    writer.writerows(zip(*columns, strict=True))
    return buffer.getvalue()


def _safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def write_predictions(
    path: Path, outputs: Mapping[str, Array], classes: Mapping[str, tuple[str, ...]]
) -> None:
    """Write predictions as CSV, or as arrays where the ending is ``.npz``."""
    if path.suffix.lower() == ".npz":
        buffer = io.BytesIO()
        arrays: dict[str, Any] = {k: np.asarray(v) for k, v in outputs.items()}
        np.savez_compressed(buffer, **arrays)
        write_atomically(path, buffer.getvalue())
    else:
        write_atomically(path, predictions_csv(outputs, classes).encode("utf-8-sig"))
