"""Starts Hornbeam: the window, a command, or the main job where there is no display."""

from __future__ import annotations

import os
import sys


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
    # Each branch imports only what it needs: commands must work without Qt's libraries.
    from studio import cli

    if given and (
        given[0] in cli.COMMANDS or given[0] in ("-h", "--help", "--version")
    ):
        return cli.main(given)
    if not has_display():
        from studio import headless

        return headless.main(given)
    from studio import app

    return app.main(given)


if __name__ == "__main__":
    sys.exit(main())
