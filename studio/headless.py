"""The main job without a display: train, show progress, write all to a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from engine.errors import EngineError
from studio import cli
from studio.data import DataError, open_source
from studio.document.settings import setting
from studio.examples import load_example
from studio.formats import exports, project

FOLDER = "hornbeam-output"
EXAMPLE = "digits"


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
    try:
        return _work(arguments)
    except (EngineError, DataError, cli.UsageError) as error:
        sys.stderr.write(f"hornbeam: {error}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"hornbeam: {error.filename or ''}: {error.strerror}\n")
        return 2


def _work(arguments: list[str]) -> int:
    say = sys.stderr.write
    if len(arguments) > 1:
        raise cli.UsageError(
            f"one project file can be opened. Received {' '.join(arguments)!r}. "
            "See: hornbeam --help"
        )
    say("There is no display, so the window cannot open. Training without it.\n")
    if arguments:
        path = Path(arguments[0])
        opened = cli.open_project(path)
        name = path.stem
    else:
        path = Path(FOLDER) / f"{EXAMPLE}.hornbeam"
        opened = project.Project(load_example(EXAMPLE))
        name = EXAMPLE
    folder = Path(FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    say(exports.summary(opened.document) + "\n")
    record, state = cli.train_project(opened, path)
    if record.status == "failed" or state is None:
        say(f"hornbeam: {record.error}\n")
        return 1
    opened.trained = state
    opened.runs.append(record)
    written = [folder / f"{name}.hornbeam"]
    project.save(opened, written[0])
    spec = setting(opened.document, "source")
    dataset = open_source(spec, base=path.resolve().parent) if spec else None
    for kind in ("keras-script", "dot", "keras", "weights"):
        target = folder / name
        written += exports.export(kind, opened.document, state, dataset, target)
    say("\nWritten to " + str(folder.resolve()) + ":\n")
    sys.stdout.write("".join(f"{path}\n" for path in written))
    say("Open the project in the window with: make run ARGS=FILE\n")
    return 0
