"""The command line: everything the window does to a project, without a window.

Results go to standard output, progress and messages to standard error. Exit status: 0
done, 1 the work failed, 2 bad use or bad input (one message, never a traceback), 128
and more: stopped by a signal.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence

from engine.errors import EngineError
from studio.cli.errors import CommandError
from studio.cli.output import prepare_streams, say
from studio.cli.parser import command_names as command_names
from studio.cli.parser import make_parser
from studio.data import DataError

DEBUG = "HORNBEAM_DEBUG"
"""Variable of the environment: show where mistakes in the program happened."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status.

    Parameters
    ----------
    arguments : sequence of str, optional
        Command line without the program's name.
    """
    prepare_streams()
    try:
        options = make_parser().parse_args(arguments)
    except SystemExit as stop:  # argparse has printed its message
        return int(stop.code or 0)
    command: Callable[[argparse.Namespace], None] = options.command
    return guarded(lambda: command(options))


def guarded(work: Callable[[], None]) -> int:
    """Do some work; return its exit status, after one message if it went wrong.

    Parameters
    ----------
    work : callable
        The work.
    """
    try:
        work()
        sys.stdout.flush()
    except CommandError as error:
        say(f"hornbeam: {error}")
        return error.status
    except (EngineError, DataError) as error:
        say(f"hornbeam: {error}")
        return 2
    except KeyboardInterrupt:
        say("\nhornbeam: interrupted")
        return 128 + signal.SIGINT
    except BrokenPipeError:
        # Who read the results has seen enough; what is left must not be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        say(f"hornbeam: {name}{error.strerror or error}")
        return 2
    except MemoryError:
        say("hornbeam: there is not enough memory. Use less data or a smaller model.")
        return 1
    except Exception as error:  # a mistake in the program, not of the user
        if DEBUG in os.environ:
            raise
        say(
            "hornbeam: something went wrong inside the program: "
            f"{type(error).__name__}: {error}\nSet {DEBUG}=1 to see where."
        )
        return 1
    return 0
