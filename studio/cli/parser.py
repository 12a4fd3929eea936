"""The words and options of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from engine.errors import did_you_mean
from engine.options import Option
from studio.cli import commands, requirements
from studio.document.settings import TrainingSettings
from studio.examples import examples
from studio.formats import exports, project

Command = Callable[[argparse.Namespace], None]

DESCRIPTION = (
    "Draw, train and export neural networks. Without a command the window opens: "
    "hornbeam [FILE]."
)


def command_names() -> tuple[str, ...]:
    """Return the names of all commands."""
    return tuple(name for name, _, _ in _COMMANDS)


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(prog="hornbeam", description=DESCRIPTION)
    parser.add_argument("--version", action="version", version=project.PROGRAM)
    found = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, function, fill in _COMMANDS:
        text = (function.__doc__ or "").strip().partition("\n")[0]
        command = found.add_parser(name, help=text, description=text)
        command.set_defaults(command=function)
        fill(command)
        command.add_argument(
            "--json", action="store_true", help="print the result as JSON"
        )
    return parser


def _fill_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--template",
        default=examples()[0].name,
        type=_template,
        metavar="NAME",
        help="%(default)s, if not given; see: hornbeam templates",
    )
    _add_output(parser, "project to write", is_required=True)
    parser.add_argument(
        "--force", action="store_true", help="replace the file if there is one"
    )


def _fill_nothing(parser: argparse.ArgumentParser) -> None:
    del parser


def _fill_info(parser: argparse.ArgumentParser) -> None:
    _add_file(parser)


def _fill_train(parser: argparse.ArgumentParser) -> None:
    _add_file(parser)
    for name, text in (
        ("epochs", "epochs of this run"),
        ("batch_size", "rows in one step, in this run"),
        ("seed", "number that fixes weights, order of rows and dropout"),
    ):
        option = TrainingSettings.options[name]
        parser.add_argument(
            f"--{name.replace('_', '-')}",
            type=_whole(option),
            metavar="N",
            help=f"{text} (else as in the project)",
        )
    parser.add_argument(
        "--fresh", action="store_true", help="begin with fresh weights, not go on"
    )
    _add_data(parser)
    _add_output(parser, "write the project there, not to FILE")
    _add_require(parser)


def _fill_evaluate(parser: argparse.ArgumentParser) -> None:
    _add_file(parser)
    parser.add_argument(
        "--split",
        choices=("train", "validation", "test", "all"),
        help="rows to use (validation; all rows of other data)",
    )
    _add_data(parser)
    _add_require(parser)


def _fill_predict(parser: argparse.ArgumentParser) -> None:
    _add_file(parser)
    _add_data(parser)
    _add_output(parser, "CSV or NPZ file to write (else CSV to standard output)")


def _fill_export(parser: argparse.ArgumentParser) -> None:
    _add_file(parser)
    parser.add_argument(
        "--to",
        required=True,
        choices=exports.names(),
        metavar="KIND",
        help=", ".join(exports.names()),
    )
    _add_output(parser, "file to write", is_required=True)


_COMMANDS: tuple[tuple[str, Command, Callable[[argparse.ArgumentParser], None]], ...]
_COMMANDS = (
    ("new", commands.new, _fill_new),
    ("templates", commands.templates, _fill_nothing),
    ("info", commands.info, _fill_info),
    ("train", commands.train_project, _fill_train),
    ("evaluate", commands.evaluate_project, _fill_evaluate),
    ("predict", commands.predict_rows, _fill_predict),
    ("export", commands.export, _fill_export),
)


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE", help=f"project, *{project.SUFFIX}"
    )


def _add_output(
    parser: argparse.ArgumentParser, text: str, *, is_required: bool = False
) -> None:
    parser.add_argument(
        "-o", "--output", type=Path, required=is_required, metavar="OUT", help=text
    )


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data",
        action="append",
        default=[],
        metavar="[NAME=]PATH",
        help="CSV or NPZ file to read instead of the project's data; with the name of "
        "an Input or Output only for that one, and more than once",
    )


def _add_require(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--require",
        action="append",
        default=[],
        type=requirements.parse,
        metavar="'VALUE>=X'",
        help="exit with status 1 unless it holds, such as 'val_accuracy>=0.9'",
    )


def _whole(option: Option) -> Callable[[str], int]:
    """Return what reads a whole number within the limits of an option."""

    def read(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = None
        low, high = option.min, option.max
        if (
            value is None
            or (low is not None and value < low)
            or (high is not None and value > high)
        ):
            limits = f"of at least {low:.0f}"
            if high is not None:
                limits = f"from {low:.0f} to {high:.0f}"
            raise argparse.ArgumentTypeError(
                f"expected a whole number {limits}. Received {text!r}."
            )
        return value

    return read


def _template(name: str) -> str:
    known = [example.name for example in examples()]
    if name not in known:
        raise argparse.ArgumentTypeError(
            f"there is no template {name!r}.{did_you_mean(name, known)} "
            f"Known: {', '.join(known)}."
        )
    return name
