"""What the commands do: everything the window does to a project, without a window."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.errors import EngineError, FileError, NumericsError
from studio.cli import requirements
from studio.cli.data import open_data
from studio.cli.errors import Interrupted, UsageError, WorkError
from studio.cli.output import result, say, values_line, values_table
from studio.cli.training import Outcome, train
from studio.data import DataError, Dataset
from studio.document import edits
from studio.document.analysis import Analysis, analyse
from studio.document.model import Document, Node
from studio.document.nodes import INPUT, OUTPUT, InputNode, OutputNode
from studio.document.settings import setting
from studio.examples import examples, load_example
from studio.formats import exports, project
from studio.run.state import TrainedState
from studio.run.trainer import class_names, copy_document, evaluate, predict

PREDICTION_SUFFIXES = (".csv", ".npz")


# ------------------------------------------------------------------ projects


def new(options: argparse.Namespace) -> None:
    """Make a project from a template."""
    document = load_example(options.template)
    path = _with_suffix(options.output)
    if path.exists() and not options.force:
        raise UsageError(
            f"{path}: exists already. Choose another name, or replace it with --force."
        )
    project.save(project.Project(document), path)
    result(options, {"file": str(path), "template": options.template}, str(path))


def templates(options: argparse.Namespace) -> None:
    """List the templates."""
    rows = [
        {"name": e.name, "title": e.title, "summary": e.summary} for e in examples()
    ]
    width = max(len(row["name"]) for row in rows)
    text = "\n".join(f"{row['name']:<{width}}  {row['summary']}" for row in rows)
    result(options, rows, text)


def info(options: argparse.Namespace) -> None:
    """Show summary, inputs, outputs, problems and runs of a project."""
    opened = open_project(options.file)
    dataset, data_error = None, ""
    try:
        dataset = open_data(opened.document, options.file, ())
    except DataError as error:
        data_error = str(error)
    analysis = analyse(opened.document, dataset.fields if dataset else None)
    data = _facts(opened, analysis, dataset, data_error)
    lines = []
    if analysis.is_valid:
        lines.append(exports.summary(opened.document))
    data["file"] = str(options.file)
    result(options, data, "\n".join([*lines, *_fact_lines(opened, data)]))


def _facts(
    opened: project.Project,
    analysis: Analysis,
    dataset: Dataset | None,
    data_error: str,
) -> dict[str, Any]:
    problems = [{"severity": p.severity, "text": p.text} for p in analysis.problems]
    if data_error:
        problems.append({"severity": "error", "text": data_error})
    trained = opened.trained
    return {
        "file": "",
        "title": setting(opened.document, "title"),
        "inputs": [_input_facts(n) for n in opened.document.nodes_of_type(INPUT)],
        "outputs": [
            _output_facts(n, analysis) for n in opened.document.nodes_of_type(OUTPUT)
        ],
        "parameters": analysis.parameters,
        "data": None
        if dataset is None
        else {"title": dataset.title, "rows": dataset.n_rows},
        "trained_epochs": trained.epochs if trained else 0,
        "best_epoch": trained.best_epoch if trained else 0,
        "problems": problems,
        "runs": [
            {
                "title": r.title,
                "started": r.started,
                "status": r.status,
                "error": r.error,
                "epochs": len(r.epochs),
                "last": dict(r.epochs[-1].values) if r.epochs else {},
            }
            for r in opened.runs
        ],
    }


def _input_facts(node: Node) -> dict[str, Any]:
    facts: dict[str, Any] = {"name": node.name, "columns": _columns(node)}
    try:
        entry = InputNode(**node.options)
    except EngineError:  # it is among the problems
        return facts
    return facts | {"shape": list(entry.shape), "dtype": entry.dtype}


def _output_facts(node: Node, analysis: Analysis) -> dict[str, Any]:
    facts: dict[str, Any] = {"name": node.name, "columns": _columns(node)}
    shapes = analysis.nodes[node.id].input_shapes if node.id in analysis.nodes else ()
    if shapes and shapes[0] is not None:
        facts["shape"] = list(shapes[0][1:])
    try:
        end = OutputNode(**node.options)
    except EngineError:
        return facts
    return facts | {
        "loss": end.loss,
        "loss_weight": end.loss_weight,
        "metrics": list(end.metrics),
    }


def _columns(node: Node) -> list[str]:
    return [str(name) for name in (node.binding or {}).get("columns") or ()]


def _fact_lines(opened: project.Project, data: Mapping[str, Any]) -> list[str]:
    lines = []
    for title, ends in (("Inputs", data["inputs"]), ("Outputs", data["outputs"])):
        lines.append(f"{title}:" if ends else f"{title}: none")
        lines += [f"  {_end_line(end)}" for end in ends]
    if data["data"]:
        lines.append(f"Data: {data['data']['title']}, {data['data']['rows']:,} rows")
    epochs = data["trained_epochs"]
    trained = f"{epochs} epoch{'s' * (epochs != 1)}" if epochs else "not yet"
    if opened.trained and epochs and data["best_epoch"] not in (0, epochs):
        trained += f", best was epoch {data['best_epoch']}"
    lines.append(f"Trained: {trained}")
    lines += [f"{p['severity'].capitalize()}: {p['text']}" for p in data["problems"]]
    for run, record in zip(data["runs"], opened.runs, strict=True):
        last = values_line(run["last"], record.outputs)
        line = f"{run['title']}: {run['status']}, {run['epochs']} epochs  {last}"
        lines.append(f"{line.rstrip()}  {run['error']}".rstrip())
    return lines


def _end_line(end: Mapping[str, Any]) -> str:
    parts = [str(end["name"])]
    if "shape" in end:
        sizes = ", ".join("?" if n is None else str(n) for n in end["shape"])
        parts.append(f"({sizes}{',' * (len(end['shape']) == 1)})")
    if "dtype" in end:
        parts.append(end["dtype"])
    if "loss" in end:
        weight = "" if end["loss_weight"] == 1 else f" x {end['loss_weight']:g}"
        parts.append(", ".join([f"{end['loss']}{weight}", *end["metrics"]]))
    columns = end["columns"]
    more = f" and {len(columns) - 6} more" if len(columns) > 6 else ""
    parts.append(f"<- {', '.join(columns[:6])}{more}" if columns else "<- no data")
    return "  ".join(parts)


# ------------------------------------------------------------------ training


def train_project(options: argparse.Namespace) -> None:
    """Train, or train on, and save the project."""
    opened = open_project(options.file)
    target = _with_suffix(options.output) if options.output else options.file
    _check_writable(target)  # better now than after an hour of training
    document = _with_settings(opened.document, options)
    dataset = open_data(document, options.file, options.data)
    before = None if options.fresh else opened.trained
    outcome = train(document, dataset, before, len(opened.runs) + 1)
    record = outcome.record
    if outcome.error is not None and not isinstance(outcome.error, NumericsError):
        raise outcome.error
    if outcome.state is not None:
        opened.trained = outcome.state
    opened.runs.append(record)
    target = _save(opened, target)
    last = dict(record.epochs[-1].values) if record.epochs else {}
    facts = {
        "file": str(target),
        "status": record.status,
        "epochs": len(record.epochs),
        "trained_epochs": opened.trained.epochs if opened.trained else 0,
        "seconds": round(record.seconds, 3),
        "values": last,
    }
    lines = [values_table(last, record.outputs), f"saved {target}"]
    result(options, facts, "\n".join(line for line in lines if line))
    _raise_failure(outcome)
    requirements.check(options.require, last)


def _with_settings(document: Document, options: argparse.Namespace) -> Document:
    """Return a document that is trained as the command line says, for this run."""
    given = {
        "epochs": options.epochs,
        "batch_size": options.batch_size,
        "seed": options.seed,
    }
    given = {key: value for key, value in given.items() if value is not None}
    changed = copy_document(document)
    settings = {**setting(document, "training"), **given}
    if given:
        changed.apply(edits.set_setting(changed, "training", settings))
    return changed


def _save(opened: project.Project, target: Path) -> Path:
    """Save the project; where that fails, in the folder for temporary files."""
    try:
        project.save(opened, target)
    except FileError as error:
        rescue = Path(tempfile.mkdtemp(prefix="hornbeam-")) / target.name
        project.save(opened, rescue)
        say(f"hornbeam: {error}")
        say(f"What was trained is not lost: {rescue}")
        raise UsageError(f"{target}: not saved, see above.") from error
    return target


def _raise_failure(outcome: Outcome) -> None:
    record = outcome.record
    if record.status == "failed":
        raise WorkError(record.error)
    if outcome.signal_number:
        count = len(record.epochs)
        raise Interrupted(
            f"stopped after {count} epoch{'s' * (count != 1)}; the model is saved.",
            outcome.signal_number,
        )


def _check_writable(path: Path) -> None:
    folder = path.resolve().parent
    if not folder.is_dir():
        raise UsageError(
            f"{path}: cannot be written: the folder {folder} does not exist. Create "
            "it or choose another one."
        )
    if path.is_dir():
        raise UsageError(f"{path}: is a folder. Give a file name.")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise UsageError(
            f"{path}: cannot be written: writing there is not allowed. Choose another "
            "place with -o."
        )


# ------------------------------------------------------ evaluate and predict


def evaluate_project(options: argparse.Namespace) -> None:
    """Print loss and metrics of a trained project."""
    opened = open_project(options.file)
    state = _trained(opened, options.file)
    dataset = open_data(opened.document, options.file, options.data)
    # Other data have no split of their own: all of it counts.
    split = options.split or ("all" if options.data else "validation")
    values = evaluate(opened.document, dataset, state, split)
    outputs = [node.name for node in opened.document.nodes_of_type(OUTPUT)]
    result(options, values, values_table(values, outputs))
    requirements.check(options.require, values)


def predict_rows(options: argparse.Namespace) -> None:
    """Write predictions for the rows of a file."""
    opened = open_project(options.file)
    state = _trained(opened, options.file)
    target: Path | None = options.output
    if target is not None:
        if target.suffix.lower() not in PREDICTION_SUFFIXES:
            raise UsageError(
                f"{target}: predictions are written to files that end in "
                f"{' or '.join(PREDICTION_SUFFIXES)}."
            )
        _check_writable(target)
    dataset = open_data(opened.document, options.file, options.data)
    if dataset is None:
        raise UsageError(
            f"{options.file}: has no data. Give rows with --data FILE.csv."
        )
    outputs = predict(opened.document, dataset, state)
    classes = {name: class_names(state, name) for name in outputs}
    if target is not None:
        exports.write_predictions(target, outputs, classes)
        facts = {"file": str(target), "rows": dataset.n_rows}
        result(options, facts, f"{dataset.n_rows} rows written to {target}")
    elif options.json:
        named = {name: list(known) for name, known in classes.items() if known}
        facts = {"outputs": outputs, "classes": named}
        result(options, facts, "", indent=None)
    else:
        sys.stdout.write(exports.predictions_csv(outputs, classes))


def _trained(opened: project.Project, path: Path) -> TrainedState:
    if opened.trained is None:
        raise UsageError(f"{path}: is not trained yet. Run: hornbeam train {path}")
    return opened.trained


# ------------------------------------------------------------------- exports


def export(options: argparse.Namespace) -> None:
    """Write a script, a diagram or a model file."""
    opened = open_project(options.file)
    dataset = None
    try:
        dataset = open_data(opened.document, options.file, ())
    except DataError as error:
        if exports.kind(options.to).needs_data:
            say(f"hornbeam: {error} The script gets random numbers in its place.")
    if exports.kind(options.to).has_weights and opened.trained is None:
        say(f"hornbeam: {options.file} is not trained yet: the weights are fresh ones.")
    written = exports.export(
        options.to,
        opened.document,
        opened.trained,
        dataset,
        options.output,
        draw,
        base=options.file.resolve().parent,
    )
    files = [str(path) for path in written]
    result(options, {"files": files}, "\n".join(files))


def draw(diagram: exports.Diagram, path: Path) -> None:
    """Draw a diagram with Qt, which is loaded only here.

    Raises
    ------
    UnsupportedError
        If Qt cannot be loaded on this machine.
    """
    try:
        from studio.drawing import draw_diagram
    except ImportError as error:
        raise exports.no_picture(path, f"Qt cannot be loaded ({error})") from error
    draw_diagram(diagram, path)


# ------------------------------------------------------------------- helpers


def open_project(path: Path) -> project.Project:
    """Open a project file.

    Raises
    ------
    UsageError
        If the ending is not one that can be opened.
    FileError
        If it cannot be read.
    """
    if path.suffix.lower() != project.SUFFIX:
        what = "is no project" if path.exists() else "there is no such file"
        raise UsageError(
            f"{path}: {what}. Give a file ending in {project.SUFFIX}; make one with: "
            "hornbeam new --template digits -o my.hornbeam"
        )
    return project.load(path)


def _with_suffix(path: Path) -> Path:
    if path.suffix.lower() == project.SUFFIX:
        return path
    return path.with_name(path.name + project.SUFFIX)
