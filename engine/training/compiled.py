"""What compile sets: losses, their weights and metrics for each output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine import losses, metrics
from engine.errors import OptionError
from engine.graph.context import Context
from engine.losses import Loss
from engine.metrics import Metric
from engine.random import generator
from engine.types import Array, Shape


@dataclass
class CompiledOutput:
    """Loss and metrics of one output.

    Attributes
    ----------
    name : str
        Name of the output.
    loss : Loss or None
        None for an output that is not trained.
    weight : float
        Factor of the loss in the total.
    wanted_metrics : list
        Metrics as the user gave them; resolved when shapes are known.
    """

    name: str
    loss: Loss | None
    weight: float
    wanted_metrics: list[Any]
    metrics: list[Metric] = field(default_factory=list)
    resolved: bool = False
    context: Context = field(default_factory=lambda: Context(generator(0)))
    total: float = 0.0
    samples: int = 0
    is_checked: bool = False

    def resolve(self, y_true_shape: Shape, y_pred_shape: Shape) -> None:
        """Turn names such as "accuracy" into metrics that fit the shapes."""
        if self.resolved:
            return
        for wanted in self.wanted_metrics:
            if isinstance(wanted, str):
                self.metrics.append(metrics.resolve(wanted, y_true_shape, y_pred_shape))
            else:
                self.metrics.append(metrics.get(wanted))
        self.resolved = True

    def reset(self) -> None:
        """Start an epoch."""
        self.total, self.samples = 0.0, 0
        for metric in self.metrics:
            metric.reset_state()


class Compiled:
    """Losses and metrics of a model.

    Parameters
    ----------
    loss, loss_weights, user_metrics : object
        As given to ``compile``.
    output_names : sequence of str
        Names of the outputs in the model's order.
    """

    def __init__(
        self,
        loss: Any,
        loss_weights: Any,
        user_metrics: Any,
        output_names: Sequence[str],
    ) -> None:
        names = list(output_names)
        given = _spread(loss, names, "loss", share=True)
        weights = _spread(loss_weights, names, "loss_weights", share=False)
        wanted = _spread_metrics(user_metrics, names)
        self.outputs = [
            CompiledOutput(
                name,
                None if one is None else losses.get(one),
                1.0 if weight is None else float(weight),
                list(several),
            )
            for name, one, weight, several in zip(
                names, given, weights, wanted, strict=True
            )
        ]
        self.given = {
            "loss": loss,
            "loss_weights": loss_weights,
            "metrics": user_metrics,
        }
        self._total = 0.0
        self._samples = 0

    @property
    def has_loss(self) -> list[bool]:
        """Whether each output needs targets."""
        return [o.loss is not None or bool(o.wanted_metrics) for o in self.outputs]

    def reset(self) -> None:
        """Start an epoch."""
        self._total, self._samples = 0.0, 0
        for output in self.outputs:
            output.reset()

    def check(self, y: Sequence[Array | None], shapes: Sequence[Shape]) -> None:
        """Raise if targets do not fit their losses."""
        for output, target, shape in zip(self.outputs, y, shapes, strict=True):
            if target is not None and output.loss is not None:
                output.loss.check(target, shape, f'output "{output.name}"')

    def compute(
        self,
        y: Sequence[Array | None],
        predictions: Sequence[Array],
        sample_weight: Sequence[Array | None] | None,
        masks: Sequence[Array | None],
        penalty: float,
    ) -> tuple[float, list[Array | None]]:
        """Return the total loss of a batch and its derivatives; update all means.

        Parameters
        ----------
        y, predictions : sequence of ndarray
            Targets and outputs.
        sample_weight : sequence or None
            Weights for each output.
        masks : sequence
            Masks of the outputs, None where there is none.
        penalty : float
            Sum of the regularizers.
        """
        total = penalty
        gradients: list[Array | None] = []
        rows = len(predictions[0])
        for index, output in enumerate(self.outputs):
            target, prediction = y[index], predictions[index]
            weight = None if sample_weight is None else sample_weight[index]
            if target is not None:
                output.resolve(target.shape, prediction.shape)
            if output.loss is None or target is None:
                gradients.append(None)
            else:
                value, gradient = output.loss.compute(
                    target,
                    prediction,
                    output.context,
                    sample_weight=weight,
                    mask=masks[index],
                    factor=output.weight,
                )
                total += value * output.weight
                output.total += value * rows
                output.samples += rows
                gradients.append(gradient)
            if target is not None:
                for metric in output.metrics:
                    metric.update_state(target, prediction, mask=masks[index])
        self._total += total * rows
        self._samples += rows
        return total, gradients

    def results(self) -> dict[str, float]:
        """Return the running means by log name, in Keras' order."""
        logs = {"loss": self._total / max(1, self._samples)}
        several = len(self.outputs) > 1
        values: dict[str, float] = {}
        for output in self.outputs:
            for metric in output.metrics:
                name = f"{output.name}_{metric.name}" if several else metric.name
                values[name] = float(metric.result())
        if not several:
            return {**logs, **values}
        for output in self.outputs:
            if output.loss is not None:
                logs[f"{output.name}_loss"] = output.total / max(1, output.samples)
        for name in sorted(values):
            logs[name] = values[name]
        return logs


def _spread(value: Any, names: list[str], what: str, *, share: bool) -> list[Any]:
    """Return one value for each output."""
    if value is None:
        return [None] * len(names)
    if isinstance(value, Mapping) and "class_name" not in value:
        unknown = [key for key in value if key not in names]
        if unknown:
            raise OptionError(
                'compile: {what} names "{name}", which is no output. Outputs: {names}.',
                what=what,
                name=unknown[0],
                names=", ".join(names),
            )
        return [value.get(name) for name in names]
    if isinstance(value, list | tuple):
        if len(value) != len(names):
            raise OptionError(
                "compile: {what} must have one entry for each of the {count} outputs "
                "({names}). Received {received}.",
                what=what,
                count=len(names),
                names=", ".join(names),
                received=len(value),
            )
        return list(value)
    if len(names) > 1 and not share:
        raise OptionError(
            "compile: {what} must be a list or dict with one entry for each of the "
            "outputs {names}. Received {received!r}.",
            what=what,
            names=", ".join(names),
            received=value,
        )
    return [value] * len(names)


def _spread_metrics(value: Any, names: list[str]) -> list[list[Any]]:
    def listed(entry: Any) -> list[Any]:
        if entry is None:
            return []
        return list(entry) if isinstance(entry, list | tuple) else [entry]

    if value is None:
        return [[] for _ in names]
    if isinstance(value, Mapping) and "class_name" not in value:
        return [
            listed(entry) for entry in _spread(value, names, "metrics", share=False)
        ]
    if len(names) == 1:
        entries = listed(value)
        if len(entries) == 1 and isinstance(entries[0], list | tuple):
            entries = list(entries[0])
        return [entries]
    return [listed(entry) for entry in _spread(value, names, "metrics", share=False)]
