"""``--require accuracy>=0.9``: values that must hold, else exit status 1."""

from __future__ import annotations

import argparse
import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.errors import did_you_mean
from studio.cli.errors import UsageError, WorkError

_SIGNS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


@dataclass(frozen=True)
class Requirement:
    """A limit of one value.

    Attributes
    ----------
    name : str
        Log name of the value, such as ``"val_accuracy"``.
    sign : str
        ``">="``, ``"<="``, ``">"`` or ``"<"``.
    limit : float
        The limit.
    """

    name: str
    sign: str
    limit: float


def parse(text: str) -> Requirement:
    """Return a requirement from the command line.

    Raises
    ------
    ArgumentTypeError
        If it is none.
    """
    match = re.fullmatch(r"\s*([^<>=\s]+)\s*(>=|<=|>|<)\s*(\S+)\s*", text)
    try:
        if match is not None and math.isfinite(limit := float(match[3])):
            return Requirement(match[1], match[2], limit)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(
        f"expected something like val_accuracy>=0.9 (in quotes). Received {text!r}."
    )


def check(requirements: Sequence[Requirement], values: Mapping[str, float]) -> None:
    """Compare values with what is required of them.

    Parameters
    ----------
    requirements : sequence of Requirement
        From the command line.
    values : mapping
        Values by log name.

    Raises
    ------
    UsageError
        If there is no such value.
    WorkError
        If one does not hold.
    """
    failed = []
    for wanted in requirements:
        if wanted.name not in values:
            raise UsageError(
                f"--require: there is no value {wanted.name}."
                f"{did_you_mean(wanted.name, values)} "
                f"There are {', '.join(values) or 'none'}."
            )
        value = values[wanted.name]
        # NaN compares with nothing, so it never holds.
        if not _SIGNS[wanted.sign](value, wanted.limit):
            failed.append(
                f"{wanted.name} is {value:.6g}, required {wanted.sign} {wanted.limit:g}"
            )
    if failed:
        raise WorkError("; ".join(failed))
