"""The command line: everything the window does to a project, without a window.

Results go to standard output, progress and messages to standard error. Exit status: 0
done, 1 the work failed, 2 bad use or bad input (one message, never a traceback).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.errors import EngineError
from studio.data import DataError, Dataset, file_spec, open_source
from studio.document import edits
from studio.document.analysis import Analyzer
from studio.document.model import Document
from studio.document.settings import setting
from studio.examples import examples, load_example
from studio.formats import exports, project
from studio.run.record import Progress, RunRecord
from studio.run.state import TrainedState
from studio.run.trainer import TrainingRun, class_names, evaluate, predict

COMMANDS = ("new", "templates", "info", "train", "evaluate", "predict", "export")
"""First words that make `main.py` a command instead of opening a window."""


class UsageError(Exception):
    """Bad use or bad input: the text says what to do; exit status 2."""


class WorkError(Exception):
    """The work itself failed: exit status 1."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    parser = make_parser()
    try:
        options = parser.parse_args(arguments)
        command: Callable[[argparse.Namespace], None] = options.command
        command(options)
    except SystemExit as stop:  # argparse has printed its message
        return int(stop.code or 0)
    except WorkError as error:
        _say(f"hornbeam: {error}")
        return 1
    except (UsageError, EngineError, DataError) as error:
        _say(f"hornbeam: {error}")
        return 2
    except KeyboardInterrupt:
        _say("\nhornbeam: interrupted")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        _say(f"hornbeam: {error.filename or ''}: {error.strerror or error}")
        return 2
    return 0


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="hornbeam",
        description="Draw, train and export neural networks. Without a command the "
        "window opens: hornbeam [FILE].",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(name: str, function: Any, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(command=function)
        command.add_argument(
            "--json", action="store_true", help="print results as JSON"
        )
        return command

    new = add("new", _new, "Make a project from a template.")
    new.add_argument("--template", default="digits", help="see: hornbeam templates")
    new.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.hornbeam")
    add("templates", _templates, "List the templates.")
    info = add("info", _info, "Show summary, inputs, outputs, problems and runs.")
    info.add_argument("file", type=Path)
    train = add("train", _train, "Train, or train on, and save the project.")
    train.add_argument("file", type=Path)
    train.add_argument("--epochs", type=int, help="epochs to train in this run")
    train.add_argument("--batch-size", type=int)
    train.add_argument("--seed", type=int)
    train.add_argument("--fresh", action="store_true", help="forget trained weights")
    _add_data(train)
    train.add_argument("-o", "--output", type=Path, help="save here, not in FILE")
    _add_require(train)
    judge = add("evaluate", _evaluate, "Print loss and metrics of a trained project.")
    judge.add_argument("file", type=Path)
    judge.add_argument(
        "--split",
        default="validation",
        choices=("train", "validation", "test", "all"),
        help="rows to use (default: validation)",
    )
    _add_data(judge)
    _add_require(judge)
    guess = add("predict", _predict, "Write predictions for the rows of a file.")
    guess.add_argument("file", type=Path)
    _add_data(guess)
    guess.add_argument("-o", "--output", type=Path, help="CSV or NPZ file to write")
    export = add("export", _export, "Write a script, a diagram or a model file.")
    export.add_argument("file", type=Path)
    export.add_argument(
        "--to",
        required=True,
        choices=exports.names(),
        metavar="KIND",
        help=", ".join(exports.names()),
    )
    export.add_argument("-o", "--output", type=Path, required=True)
    return parser


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data",
        metavar="PATH",
        help="CSV or NPZ file to read instead of the project's data source",
    )


def _add_require(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--require",
        action="append",
        default=[],
        metavar="METRIC>=X",
        help="fail with status 1 unless the value holds, such as val_accuracy>=0.9",
    )


# ---------------------------------------------------------------- commands


def _new(options: argparse.Namespace) -> None:
    document = load_example(options.template)
    path = _with_suffix(options.output)
    project.save(project.Project(document), path)
    _result(options, {"file": str(path), "template": options.template}, str(path))


def _templates(options: argparse.Namespace) -> None:
    rows = [
        {"name": e.name, "title": e.title, "summary": e.summary} for e in examples()
    ]
    width = max(len(row["name"]) for row in rows)
    text = "\n".join(f"{row['name']:<{width}}  {row['summary']}" for row in rows)
    _result(options, rows, text)


def _info(options: argparse.Namespace) -> None:
    opened = open_project(options.file)
    dataset, data_error = None, ""
    try:
        dataset = _dataset(opened.document, options.file, None)
    except DataError as error:
        data_error = str(error)
    analysis = Analyzer().analyse(opened.document, dataset.fields if dataset else None)
    problems = [{"severity": p.severity, "text": p.text} for p in analysis.problems]
    if data_error:
        problems.append({"severity": "error", "text": data_error})
    names = {
        kind: [n.name for n in opened.document.nodes_of_type(kind)]
        for kind in ("Input", "Output")
    }
    runs = [
        {
            "title": r.title,
            "status": r.status,
            "epochs": len(r.epochs),
            "last": dict(r.epochs[-1].values) if r.epochs else {},
        }
        for r in opened.runs
    ]
    data = {
        "file": str(options.file),
        "inputs": names["Input"],
        "outputs": names["Output"],
        "parameters": analysis.parameters,
        "trained_epochs": opened.trained.epochs if opened.trained else 0,
        "problems": problems,
        "runs": runs,
    }
    lines = []
    if analysis.is_valid:
        lines.append(exports.summary(opened.document))
    lines.append(f"Inputs: {', '.join(names['Input']) or '-'}")
    lines.append(f"Outputs: {', '.join(names['Output']) or '-'}")
    if dataset is not None:
        lines.append(f"Data: {dataset.title}, {dataset.n_rows} rows")
    lines.append(f"Trained: {data['trained_epochs']} epochs")
    lines += [f"{p['severity'].capitalize()}: {p['text']}" for p in problems]
    for run in runs:
        last = "  ".join(f"{k} {v:.4f}" for k, v in run["last"].items())
        lines.append(f"{run['title']}: {run['status']}, {run['epochs']} epochs  {last}")
    _result(options, data, "\n".join(lines))


def _train(options: argparse.Namespace) -> None:
    checks = _requirements(options.require)
    opened = open_project(options.file)
    document = opened.document
    changed = dict(setting(document, "training"))
    given = {
        "epochs": options.epochs,
        "batch_size": options.batch_size,
        "seed": options.seed,
    }
    changed.update({key: value for key, value in given.items() if value is not None})
    if changed != setting(document, "training"):
        document.apply(edits.set_setting(document, "training", changed))
    target = _with_suffix(options.output) if options.output else options.file
    record, state = train_project(opened, options.file, options.data, options.fresh)
    if state is not None:
        opened.trained = state
    opened.runs.append(record)
    project.save(opened, target)
    if record.status == "failed":
        raise WorkError(record.error)
    last = dict(record.epochs[-1].values) if record.epochs else {}
    _result(
        options,
        {"file": str(target), "epochs": len(record.epochs), **last},
        _values_text(last) + f"\nsaved {target}",
    )
    _check(checks, last)


def train_project(
    opened: project.Project, path: Path, data: str | None = None, fresh: bool = False
) -> tuple[RunRecord, TrainedState | None]:
    """Train a project with a progress bar on standard error.

    Parameters
    ----------
    opened : Project
        The project; its document is read, nothing is changed.
    path : Path
        Where it lies, for relative paths of data.
    data : str, optional
        Data file instead of the project's source.
    fresh : bool
        Whether to begin with fresh weights.
    """
    dataset = _dataset(opened.document, path, data)
    run = TrainingRun.create(
        opened.document,
        dataset,
        None if fresh else opened.trained,
        f"Run {len(opened.runs) + 1}",
    )
    bar = _Bar(run)
    try:
        state = run.run([bar.callback()])
    finally:
        bar.close()
    return run.record, state


def _evaluate(options: argparse.Namespace) -> None:
    checks = _requirements(options.require)
    opened = open_project(options.file)
    state = _trained(opened, options.file)
    dataset = _dataset(opened.document, options.file, options.data)
    split = "all" if options.data and options.split == "validation" else options.split
    logs = evaluate(opened.document, dataset, state, split)
    _result(options, logs, _values_text(logs))
    _check(checks, logs)


def _predict(options: argparse.Namespace) -> None:
    opened = open_project(options.file)
    state = _trained(opened, options.file)
    dataset = _dataset(opened.document, options.file, options.data)
    if dataset is None:
        raise UsageError(
            f"{options.file}: has no data. Give rows with --data FILE.csv."
        )
    outputs = predict(opened.document, dataset, state)
    classes = {name: class_names(state, name) for name in outputs}
    if options.output is None:
        sys.stdout.write(exports.predictions_csv(outputs, classes))
        return
    exports.write_predictions(options.output, outputs, classes)
    _result(
        options,
        {"file": str(options.output), "rows": dataset.n_rows},
        f"{dataset.n_rows} rows written to {options.output}",
    )


def _export(options: argparse.Namespace) -> None:
    opened = open_project(options.file)
    dataset = None
    try:
        dataset = _dataset(opened.document, options.file, None)
    except DataError as error:
        _say(f"hornbeam: {error} The export goes on without data.")
    written = exports.export(
        options.to, opened.document, opened.trained, dataset, options.output
    )
    _result(
        options,
        {"files": [str(p) for p in written]},
        "\n".join(str(p) for p in written),
    )


# ------------------------------------------------------------------ helpers


def open_project(path: Path) -> project.Project:
    """Open a project file.

    Raises
    ------
    UsageError
        If the ending is not one that can be opened.
    """
    if path.suffix != project.SUFFIX:
        raise UsageError(
            f"{path}: is not a {project.SUFFIX} file. Make one with: "
            "hornbeam new --template digits -o my.hornbeam"
        )
    return project.load(path)


def _with_suffix(path: Path) -> Path:
    return path if path.suffix == project.SUFFIX else path.with_name(
        path.name + project.SUFFIX
    )  # fmt: skip


def _dataset(document: Document, path: Path, data: str | None) -> Dataset | None:
    if data is not None:
        return open_source(file_spec(data), base=Path.cwd())
    spec = setting(document, "source")
    return open_source(spec, base=path.resolve().parent) if spec else None


def _trained(opened: project.Project, path: Path) -> TrainedState:
    if opened.trained is None:
        raise UsageError(f"{path}: is not trained yet. Run: hornbeam train {path}")
    return opened.trained


def _requirements(texts: Sequence[str]) -> list[tuple[str, str, float]]:
    checks = []
    for text in texts:
        match = re.fullmatch(r"\s*([\w.]+)\s*(>=|<=)\s*([-+.\deE]+)\s*", text)
        try:
            if match is None:
                raise ValueError
            checks.append((match[1], match[2], float(match[3])))
        except ValueError:
            raise UsageError(
                f"--require: expected something like val_accuracy>=0.9. "
                f"Received {text!r}."
            ) from None
    return checks


def _check(
    checks: Sequence[tuple[str, str, float]], values: Mapping[str, float]
) -> None:
    for name, sign, limit in checks:
        if name not in values:
            raise UsageError(
                f"--require: there is no value {name}. Known: {', '.join(values)}."
            )
        value = values[name]
        holds = value >= limit if sign == ">=" else value <= limit
        if math.isnan(value) or not holds:
            raise WorkError(f"{name} is {value:.6g}, required {sign} {limit:g}")


def _values_text(values: Mapping[str, float]) -> str:
    width = max((len(name) for name in values), default=0)
    return "\n".join(f"{name:<{width}}  {value:.4f}" for name, value in values.items())


def _result(options: argparse.Namespace, data: Any, text: str) -> None:
    if options.json:
        text = json.dumps(data, ensure_ascii=False, indent=1)
    sys.stdout.write(text + "\n")


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


class _Bar:
    """Progress of a run on standard error."""

    def __init__(self, run: TrainingRun) -> None:
        self._run = run
        self._is_terminal = sys.stderr.isatty()
        self._length = 0

    def callback(self) -> Any:
        """Return the engine callback that repaints."""
        from engine.callbacks import LambdaCallback

        return LambdaCallback(
            on_train_batch_end=lambda *_: self._look(),
            on_epoch_end=lambda epoch, logs: self._epoch(epoch, logs or {}),
        )

    def _look(self) -> None:
        if self._is_terminal:
            news = self._run.mailbox.drain()
            if news.progress is not None:
                self._paint(news.progress)

    def _paint(self, progress: Progress) -> None:
        width = 24
        filled = int(width * progress.fraction)
        text = (
            f"epoch {progress.epoch}/{progress.epochs} "
            f"[{'█' * filled}{'·' * (width - filled)}] "
            f"{progress.samples_per_second:,.0f} samples/s "
            f"{progress.seconds_left:.0f} s left"
        )
        sys.stderr.write(f"\r{text:<{self._length}}")
        sys.stderr.flush()
        self._length = len(text)

    def _epoch(self, epoch: int, logs: Mapping[str, float]) -> None:
        values = "  ".join(f"{name} {value:.4f}" for name, value in logs.items())
        start = "\r" if self._is_terminal else ""
        line = f"epoch {epoch + 1}  {values}"
        sys.stderr.write(f"{start}{line:<{self._length}}\n")
        sys.stderr.flush()
        self._length = 0

    def close(self) -> None:
        """End the line."""
        if self._is_terminal:
            sys.stderr.write("\r" + " " * self._length + "\r")


if __name__ == "__main__":
    sys.exit(main())
