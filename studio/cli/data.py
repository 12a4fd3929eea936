"""``--data``: files that a command reads instead of the project's own data.

``--data rows.csv`` replaces the source: columns are found by their names.
``--data features=x.npz`` gives the columns of one Input or Output; it may be repeated,
and be combined with one file for all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from studio.cli.errors import UsageError
from studio.data import Column, Dataset, file_spec, open_source
from studio.document.model import Document, Node
from studio.document.nodes import INPUT, OUTPUT
from studio.document.settings import setting


def open_data(document: Document, path: Path, given: Sequence[str]) -> Dataset | None:
    """Return the data of a command; None if there are none.

    Parameters
    ----------
    document : Document
        The document.
    path : Path
        File of the project, where relative paths of its own source start.
    given : sequence of str
        What was given with ``--data``.

    Raises
    ------
    UsageError, DataError
        If it cannot be used.
    """
    if not given:
        spec = setting(document, "source")
        return open_source(spec, base=path.resolve().parent) if spec else None
    whole: list[Path] = []
    parts: list[tuple[Node, Path]] = []
    for text in given:
        node, file = _split(document, text)
        if node is None:
            whole.append(file)
        else:
            parts.append((node, file))
    if len(whole) > 1:
        raise UsageError(
            f"--data: one file can replace the source, received {len(whole)}. Give "
            "the others as NAME=PATH, with the name of an Input or Output."
        )
    opened = [_open(file) for file in whole]
    if not parts:
        return opened[0]
    columns: dict[str, Column] = {}
    for dataset in opened:
        columns |= {name: _column(dataset, name) for name in dataset.names}
    for node, file in parts:
        columns |= _bound_columns(node, _open(file), file)
    lengths = {name: len(column.values) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        counts = ", ".join(f'"{name}" {n}' for name, n in lengths.items())
        raise UsageError(
            f"--data: all columns must have the same number of rows. Received {counts}."
        )
    return Dataset("data", ", ".join(f.name for _, f in parts), columns)


def _split(document: Document, text: str) -> tuple[Node | None, Path]:
    """Return the node that a text names, and the file."""
    name, sign, path = text.partition("=")
    ends = [*document.nodes_of_type(INPUT), *document.nodes_of_type(OUTPUT)]
    node = next((node for node in ends if sign and node.name == name), None)
    if node is not None:
        return node, Path(path)
    if sign and not Path(text).exists() and Path(path).is_file():
        known = ", ".join(node.name for node in ends)
        raise UsageError(
            f"--data: there is no Input or Output {name!r}. There are {known}."
        )
    return None, Path(text)


def _open(path: Path) -> Dataset:
    return open_source(file_spec(path), base=None)


def _bound_columns(node: Node, dataset: Dataset, path: Path) -> dict[str, Column]:
    """Return the columns bound to a node: by name, else all of the file in order."""
    wanted = [str(name) for name in (node.binding or {}).get("columns") or ()]
    if not wanted:
        raise UsageError(
            f'--data: {node.type} "{node.name}" is bound to no columns, so it cannot '
            "be given data. Bind it in the window."
        )
    names = wanted if set(wanted) <= set(dataset.names) else list(dataset.names)
    if len(names) != len(wanted):
        raise UsageError(
            f'--data: {node.type} "{node.name}" needs the columns '
            f"{', '.join(wanted)}. {path.name} has {', '.join(dataset.names)}."
        )
    return {
        target: _column(dataset, name)
        for target, name in zip(wanted, names, strict=True)
    }


def _column(dataset: Dataset, name: str) -> Column:
    field = dataset.fields[name]
    return Column(dataset.column(name), field.kind, field.classes, field.doc)
