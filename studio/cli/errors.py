"""Why a command ends early; each error knows its exit status."""

from __future__ import annotations


class CommandError(Exception):
    """A command ends early; the text says why and what to do."""

    status = 2


class UsageError(CommandError):
    """Bad use or bad input: exit status 2."""


class WorkError(CommandError):
    """The work itself failed: exit status 1."""

    status = 1


class Interrupted(CommandError):
    """The user stopped it.

    Parameters
    ----------
    text : str
        What was kept.
    signal_number : int
        Signal that stopped it; the exit status is 128 more, as shells do it.
    """

    def __init__(self, text: str, signal_number: int) -> None:
        super().__init__(text)
        self.status = 128 + signal_number
