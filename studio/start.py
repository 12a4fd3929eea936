"""Starts Hornbeam: the window, a command, or the main job where there is no display.

``main.py`` and the installed command ``hornbeam`` both come here.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path


def has_display() -> bool:
    """Whether a window can be opened here."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main(arguments: list[str] | None = None) -> int:
    """Run and return the exit status.

    Parameters
    ----------
    arguments : list of str, optional
        Command line without the program's name.
    """
    given = sys.argv[1:] if arguments is None else arguments
    try:
        return _main(given)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _main(given: list[str]) -> int:
    # Each branch imports only what it needs: commands must work without Qt's libraries.
    if given:
        from studio import cli

        if given[0].startswith("-") or given[0] in cli.command_names():
            return cli.main(given)
        problem = _problem(given, cli.command_names())
        if problem:
            sys.stderr.write(f"hornbeam: {problem}\n")
            return 2
    if not has_display():
        from studio import headless

        return headless.main(given)
    from studio import app

    return app.main(given)


def _problem(given: list[str], commands: tuple[str, ...]) -> str:
    """Return what is wrong with words that are no command, else ``""``."""
    from engine.errors import did_you_mean

    if not Path(given[0]).exists():
        known = ", ".join(commands)
        return (
            f"there is no file and no command {given[0]!r}."
            f"{did_you_mean(given[0], commands)} Commands: {known}. "
            "More: hornbeam --help"
        )
    if len(given) > 1:
        return f"one project can be opened at a time. Received {' '.join(given)!r}."
    return ""


if __name__ == "__main__":
    sys.exit(main())
