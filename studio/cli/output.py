"""Writing results to standard output and messages to standard error."""

from __future__ import annotations

import argparse
import io
import json
import math
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from studio.run.value_names import LOSS, VALIDATION, format_value, in_order, parse


def prepare_streams() -> None:
    """Make sure that no text can fail to be written.

    Files and pipes get UTF-8, as data files do; terminals what they can show.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if not stream.isatty() and "PYTHONIOENCODING" not in os.environ:
            stream.reconfigure(encoding="utf-8", errors="replace")
        else:
            stream.reconfigure(errors="replace")


def say(text: str) -> None:
    """Tell something that is no result."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def result(
    options: argparse.Namespace, data: Any, text: str, *, indent: int | None = 1
) -> None:
    """Write the result of a command.

    Parameters
    ----------
    options : Namespace
        Its field `json` says in which form.
    data : object
        The result for machines.
    text : str
        The result for people.
    indent : int or None, default=1
        Of the JSON; None for one line.
    """
    if options.json:
        text = json.dumps(
            plain(data), ensure_ascii=False, indent=indent, allow_nan=False
        )
    if text:
        sys.stdout.write(f"{text}\n")


def plain(data: Any) -> Any:
    """Return data as JSON can hold it: what is no finite number becomes null."""
    if isinstance(data, Mapping):
        return {str(key): plain(value) for key, value in data.items()}
    if isinstance(data, np.ndarray):
        return plain(data.tolist())
    if isinstance(data, Sequence) and not isinstance(data, str):
        return [plain(value) for value in data]
    if isinstance(data, float | np.floating):
        return float(data) if math.isfinite(data) else None
    if isinstance(data, np.integer):
        return int(data)
    return data


def values_table(values: Mapping[str, float], outputs: Sequence[str]) -> str:
    """Return losses and metrics, one a line."""
    names = in_order(values, outputs)
    width = max((len(name) for name in names), default=0)
    return "\n".join(f"{name:<{width}}  {format_value(values[name])}" for name in names)


def values_line(values: Mapping[str, float], outputs: Sequence[str]) -> str:
    """Return losses and metrics in one line, without the losses of single outputs."""
    parts = []
    for name in in_order(values, outputs):
        value = parse(name, outputs)
        is_part = len(outputs) > 1 and value.metric == LOSS and value.output
        if value.is_validation or is_part:
            continue
        part = f"{name} {format_value(values[name])}"
        if f"{VALIDATION}{name}" in values:
            part += f" (val {format_value(values[f'{VALIDATION}{name}'])})"
        parts.append(part)
    return "  ".join(parts)
