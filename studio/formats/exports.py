"""What a project leaves the program as: one table of kinds, for window and commands."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from engine.summary import summary_text

from engine import diagram, saving
from engine.errors import UnsupportedError
from engine.saving.atomic import write_atomically
from engine.types import Array
from studio.data import Dataset
from studio.document.model import Document
from studio.document.settings import setting
from studio.formats import keras_script
from studio.run.state import TrainedState
from studio.run.trainer import restored_model

Drawer = Callable[[diagram.Diagram, Path], None]
"""Draws a diagram to a picture file where the `dot` program is missing."""


@dataclass(frozen=True)
class Job:
    """What an exporter gets."""

    document: Document
    trained: TrainedState | None
    dataset: Dataset | None
    path: Path
    draw: Drawer | None = None


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
    """

    name: str
    title: str
    suffix: str
    write: Callable[[Job], list[Path]]


def _script(target: str) -> Callable[[Job], list[Path]]:
    def write(job: Job) -> list[Path]:
        text = keras_script.write(
            job.document, target=target, dataset=job.dataset, path=job.path
        )
        write_atomically(job.path, text.encode())
        written = [job.path]
        data = keras_script.write_data(job.document, job.dataset, job.path)
        return written if data is None else [*written, data]

    return write


def _dot(job: Job) -> list[Path]:
    text = diagram.to_dot(_diagram(job.document)).to_string()
    write_atomically(job.path, text.encode())
    return [job.path]


def _picture(job: Job) -> list[Path]:
    drawing = _diagram(job.document)
    if diagram.has_dot():
        diagram.write_picture(drawing, job.path)
    elif job.draw is not None:
        job.draw(drawing, job.path)
    else:
        raise UnsupportedError(
            "{path}: the program dot of Graphviz is missing. Install graphviz, or "
            "export to .dot.",
            path=job.path,
        )
    return [job.path]


def _diagram(document: Document) -> diagram.Diagram:
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
    Kind("keras-script", "Keras script", ".py", _script("keras")),
    Kind("engine-script", "Script for the built-in engine", ".py", _script("engine")),
    Kind("keras", "Keras model", ".keras", _keras),
    Kind("weights", "Weights", ".weights.h5", _weights),
    Kind("json", "Architecture", ".json", _json),
    Kind("dot", "Graphviz diagram", ".dot", _dot),
    Kind("svg", "Diagram as SVG", ".svg", _picture),
    Kind("png", "Diagram as PNG", ".png", _picture),
    Kind("pdf", "Diagram as PDF", ".pdf", _picture),
)


def names() -> tuple[str, ...]:
    """Return the names of all kinds."""
    return tuple(kind.name for kind in KINDS)


def export(
    name: str,
    document: Document,
    trained: TrainedState | None,
    dataset: Dataset | None,
    path: Path,
    draw: Drawer | None = None,
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
        Where to write; the ending of the kind is added if it is missing.
    draw : callable, optional
        Draws pictures where the program `dot` is missing.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    EngineError
        If the document has errors or the file cannot be written.
    """
    kind = next(k for k in KINDS if k.name == name)
    if not path.name.endswith(kind.suffix):
        path = path.with_name(path.name + kind.suffix)
    return kind.write(Job(document, trained, dataset, path, draw))


def summary(document: Document) -> str:
    """Return Keras' summary table of a document without errors."""
    built, _ = restored_model(document, None)
    built.model.name = str(setting(document, "title")) or built.model.name
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
    if path.suffix == ".npz":
        buffer = io.BytesIO()
        np.savez_compressed(buffer, **{k: np.asarray(v) for k, v in outputs.items()})
        write_atomically(path, buffer.getvalue())
    else:
        write_atomically(path, predictions_csv(outputs, classes).encode("utf-8-sig"))
