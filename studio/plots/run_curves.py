"""From the values of a run to curves: which plot, colour, line and marker each gets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from studio.plots.buffer import Floats
from studio.plots.curve import CurveData, CurveStyle
from studio.plots.markers import MARKERS
from studio.run.record import EpochRow, Point, RunRecord
from studio.run.value_names import (
    LOSS,
    VALIDATION,
    in_order,
    parse,
    readable,
    short_outputs,
)


class Labels(NamedTuple):
    """Words of legends in the language of the window.

    Attributes
    ----------
    total, training, validation : str
        Names of the sum of all losses, and of the curves of a single output.
    validation_of : str
        Pattern with ``{name}`` for an output's validation curve.
    """

    total: str
    training: str
    validation: str
    validation_of: str


def curve_styles(
    names: Iterable[str], outputs: Sequence[str], labels: Labels
) -> dict[str, list[CurveStyle]]:
    """Return the curves of each kind of value.

    Training is solid and validation dashed; each output has a colour and a marker of
    its own in all plots; the total of several outputs has the colour of text.

    Parameters
    ----------
    names : iterable of str
        Log names.
    outputs : sequence of str
        Names of the model's outputs, in order.
    labels : Labels
        Words for the legend.

    Returns
    -------
    dict of str to list of CurveStyle
        By kind of value, losses first.
    """
    short = short_outputs(outputs)
    result: dict[str, list[CurveStyle]] = {}
    metrics: dict[tuple[str, str], list[str]] = {}
    ordered = in_order(names, outputs)
    for name in ordered:
        value = parse(name, outputs)
        seen = metrics.setdefault((value.kind, value.output), [])
        if value.metric not in seen:
            seen.append(value.metric)
    for name in ordered:
        value = parse(name, outputs)
        is_single = len(outputs) <= 1
        is_total = not is_single and not value.output
        alike = metrics[value.kind, value.output]
        # Two accuracies of one output take the colours that no output has.
        number = outputs.index(value.output) if value.output in outputs else 0
        number += len(outputs) * alike.index(value.metric)
        brief = ""
        if is_single:
            label = labels.validation if value.is_validation else labels.training
        else:
            label = short.get(value.output, "") or labels.total
            if value.is_validation:
                label = labels.validation_of.format(name=label)
                brief = labels.validation_of.format(name="").strip()
        if len(alike) > 1:
            label = f"{label} · {readable(value.metric).lower()}"
        style = CurveStyle(
            key=name,
            label=label,
            color=None if is_total else number,
            is_dashed=value.is_validation,
            short_label=brief,
            marker="" if is_single or is_total else MARKERS[number % len(MARKERS)],
        )
        result.setdefault(value.kind, []).append(style)
    return result


def point_arrays(points: Sequence[Point]) -> dict[str, tuple[Floats, Floats]]:
    """Return places and values of training points, by log name."""
    return _arrays((point.x, point.values) for point in points)


def row_arrays(
    rows: Sequence[EpochRow], *, only_validation: bool
) -> dict[str, tuple[Floats, Floats]]:
    """Return places and values of epochs, by log name.

    Parameters
    ----------
    rows : sequence of EpochRow
        Finished epochs.
    only_validation : bool
        Whether to leave the training values out, because points show them.
    """
    arrays = _arrays((float(row.epoch), row.values) for row in rows)
    if only_validation:
        return {n: xy for n, xy in arrays.items() if n.startswith(VALIDATION)}
    return arrays


def _arrays(
    pairs: Iterable[tuple[float, Mapping[str, float]]],
) -> dict[str, tuple[Floats, Floats]]:
    columns: dict[str, tuple[list[float], list[float]]] = {}
    for x, values in pairs:
        for name, value in values.items():
            column = columns.setdefault(name, ([], []))
            column[0].append(x)
            column[1].append(value)
    return {
        name: (np.array(xs, np.float64), np.array(ys, np.float64))
        for name, (xs, ys) in columns.items()
    }


def record_arrays(record: RunRecord) -> dict[str, tuple[Floats, Floats]]:
    """Return all curves of a run, by log name."""
    points, rows = list(record.points), list(record.epochs)
    arrays = point_arrays(points)
    arrays.update(row_arrays(rows, only_validation=bool(points)))
    return arrays


def record_curves(record: RunRecord) -> dict[str, CurveData]:
    """Return all curves of a run, ready to draw."""
    curves: dict[str, CurveData] = {}
    for name, (x, y) in record_arrays(record).items():
        curves[name] = CurveData()
        curves[name].extend(x, y)
    return curves


def best_row(rows: Sequence[EpochRow]) -> EpochRow | None:
    """Return the epoch with the lowest validation loss, without it the lowest loss.

    Parameters
    ----------
    rows : sequence of EpochRow
        Finished epochs, as far as they were delivered: the record itself is filled by
        the training thread and may be ahead.
    """
    if not rows:
        return None
    key = VALIDATION + LOSS if VALIDATION + LOSS in rows[-1].values else LOSS
    known = [row for row in rows if key in row.values]
    return min(known, key=lambda row: row.values[key]) if known else None
