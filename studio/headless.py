"""The main job without a display: train, show progress, write all to a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from engine.errors import NumericsError, UnsupportedError
from studio import cli
from studio.cli.commands import draw, open_project
from studio.cli.data import open_data
from studio.cli.errors import Interrupted, UsageError, WorkError
from studio.cli.output import prepare_streams, say, values_table
from studio.cli.training import train
from studio.examples import load_example
from studio.formats import exports, project

FOLDER = "hornbeam-output"
EXAMPLE = "digits"
KINDS = ("keras-script", "dot", "png", "keras", "weights")
"""What is written beside the project."""


def main(arguments: list[str]) -> int:
    """Train the given project, or an example, and write what the window would.

    Parameters
    ----------
    arguments : list of str
        A project file, or nothing for the example.

    Returns
    -------
    int
        Exit status: 0 done, 1 the training failed, 2 bad input.
    """
    prepare_streams()
    return cli.guarded(lambda: _work(arguments))


def _work(arguments: list[str]) -> None:
    path = Path(arguments[0]) if arguments else Path(f"{EXAMPLE}.hornbeam")
    what = str(path) if arguments else f'the example "{EXAMPLE}"'
    say(f"There is no display, so no window can open. Training {what} without one.\n")
    opened = open_project(path) if arguments else _example()
    folder = _folder()
    dataset = open_data(opened.document, path, ())
    say(exports.summary(opened.document))
    outcome = train(opened.document, dataset, opened.trained, len(opened.runs) + 1)
    record, state = outcome.record, outcome.state
    if outcome.error is not None and not isinstance(outcome.error, NumericsError):
        raise outcome.error
    if state is None:
        raise WorkError(record.error)
    opened.trained = state
    opened.runs.append(record)
    target = folder / f"{path.stem}.hornbeam"
    project.save(opened, target)
    written = [target]
    for kind in KINDS:
        try:
            written += exports.export(
                kind,
                opened.document,
                state,
                dataset,
                folder / f"{path.stem}{exports.kind(kind).suffix}",
                draw,
                base=path.resolve().parent,
            )
        except UnsupportedError as error:  # a picture, where nothing can draw one
            say(str(error))
    if record.epochs:
        sys.stdout.write(values_table(record.epochs[-1].values, record.outputs) + "\n")
    sys.stdout.write(f"\nWritten to {folder.resolve()}:\n")
    sys.stdout.write("".join(f"  {file.name}\n" for file in written))
    sys.stdout.flush()
    if record.status == "failed":
        raise WorkError(record.error)
    if outcome.signal_number:
        raise Interrupted("stopped; the model is kept.", outcome.signal_number)
    say(f"Open it where there is a display: hornbeam {target}")


def _example() -> project.Project:
    return project.Project(load_example(EXAMPLE))


def _folder() -> Path:
    folder = Path(FOLDER)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{folder.resolve()}: this folder for the results cannot be made "
            f"({error.strerror}). Start the program in a folder of your own."
        ) from error
    return folder
