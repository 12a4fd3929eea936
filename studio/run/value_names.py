"""What the log names of a run mean: which output, which kind, training or validation.

Keras names values ``loss``, ``main_output_loss``, ``main_output_accuracy``,
``val_main_output_accuracy``; with a single output just ``accuracy``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

VALIDATION = "val_"
LOSS = "loss"
ACCURACY = "accuracy"
LEARNING_RATE = "learning_rate"

_SAME_KIND = {
    "acc": ACCURACY,
    "mae": "mean_absolute_error",
    "mse": "mean_squared_error",
    "mape": "mean_absolute_percentage_error",
    "msle": "mean_squared_logarithmic_error",
}


@dataclass(frozen=True, slots=True)
class ValueName:
    """A log name taken apart.

    Attributes
    ----------
    metric : str
        Name of the value without its output: ``"loss"``, ``"accuracy"``, ...
    output : str
        Name of the output; empty for the total of several outputs and for values
        that belong to none.
    is_validation : bool
        Whether it was measured on the validation rows.
    """

    metric: str
    output: str = ""
    is_validation: bool = False

    @property
    def kind(self) -> str:
        """What the value is compared with: all accuracies are one kind."""
        if self.metric.endswith(ACCURACY):
            return ACCURACY
        return _SAME_KIND.get(self.metric, self.metric)


def parse(name: str, outputs: Sequence[str]) -> ValueName:
    """Take a log name apart.

    Parameters
    ----------
    name : str
        Log name.
    outputs : sequence of str
        Names of the model's outputs, in order.
    """
    is_validation = name.startswith(VALIDATION)
    rest = name.removeprefix(VALIDATION)
    if rest == LEARNING_RATE:
        return ValueName(rest, "", is_validation)
    if len(outputs) == 1:
        return ValueName(rest.removeprefix(f"{outputs[0]}_"), outputs[0], is_validation)
    # The longest name first: "a" and "a_b" may both be outputs.
    for output in sorted(outputs, key=len, reverse=True):
        if rest.startswith(f"{output}_"):
            return ValueName(rest[len(output) + 1 :], output, is_validation)
    return ValueName(rest, "", is_validation)


def short_outputs(outputs: Sequence[str]) -> dict[str, str]:
    """Return labels for outputs: without an ending ``_output`` that all of them share.

    Parameters
    ----------
    outputs : sequence of str
        Names of the model's outputs.
    """
    short = [name.removesuffix("_output") for name in outputs]
    is_clear = all(short) and len(set(short)) == len(outputs)
    is_shared = all(name.endswith("_output") for name in outputs)
    return dict(zip(outputs, short if is_clear and is_shared else outputs, strict=True))


def readable(metric: str) -> str:
    """Return a metric's name as people write it: ``Mean absolute error``."""
    text = metric.replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def format_value(value: float | None) -> str:
    """Return a value of a loss or metric in at most seven letters or so.

    Parameters
    ----------
    value : float or None
        The value; None for one that is not known.
    """
    if value is None:
        return "–"
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if value == 0:
        return "0"
    if not 1e-3 <= abs(value) < 1e5:
        mantissa, exponent = f"{value:.2e}".split("e")
        return f"{mantissa}e{int(exponent)}"
    digits = 4 if abs(value) < 10 else 3 if abs(value) < 100 else 2
    return f"{value:.{digits}f}" if abs(value) < 1000 else f"{value:.1f}"


def in_order(names: Iterable[str], outputs: Sequence[str]) -> list[str]:
    """Sort log names: losses first, the total before the outputs, then the metrics.

    Parameters
    ----------
    names : iterable of str
        Log names.
    outputs : sequence of str
        Names of the model's outputs, in order.
    """
    rank = {"": 0} | {output: i for i, output in enumerate(outputs, 1)}
    given = list(dict.fromkeys(names))
    kinds: list[str] = []
    for name in given:
        kind = parse(name, outputs).kind
        if kind not in kinds:
            kinds.append(kind)

    def key(name: str) -> tuple[int, int, int, bool]:
        value = parse(name, outputs)
        kind_rank = -1 if value.kind == LOSS else kinds.index(value.kind)
        last = value.kind == LEARNING_RATE
        return last, kind_rank, rank.get(value.output, 0), value.is_validation

    return sorted(given, key=key)
