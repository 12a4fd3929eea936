"""What compile sets: losses, their weights and metrics for each output."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from engine import losses, metrics
from engine.errors import OptionError, did_you_mean
from engine.graph.context import Context
from engine.losses import Loss
from engine.metrics import Metric
from engine.random import generator
from engine.types import Array, Json, Shape

Direction = Literal["up", "down"]
_Update = Callable[[Array, Array, Any, Any], None]
"""Takes targets, predictions, weights and a mask into a metric."""


@dataclass
class CompiledOutput:
    """Loss and metrics of one output.

    Attributes
    ----------
    name : str
        Name of the output in logs.
    wanted_loss : object
        Loss as the user gave it; None for an output that is not trained.
    weight : float
        Factor of the loss in the total.
    wanted_metrics, wanted_weighted : list
        Metrics as the user gave them; those that leave sample weights aside, and those
        that take them in.
    loss_name : str
        Name of the loss in logs, without ``_loss``.
    loss, metrics, weighted : Loss or None, list of Metric
        What they mean, once shapes are known.
    """

    name: str
    wanted_loss: Any
    weight: float
    wanted_metrics: list[Any]
    wanted_weighted: list[Any]
    loss_name: str
    loss: Loss | None = None
    metrics: list[Metric] = field(default_factory=list)
    weighted: list[Metric] = field(default_factory=list)
    is_resolved: bool = False
    context: Context = field(default_factory=lambda: Context(generator(0)))
    total: float = 0.0
    samples: int = 0
    updates: list[tuple[_Update, bool]] = field(default_factory=list)

    @property
    def is_used(self) -> bool:
        """Whether the output needs targets."""
        return self.wanted_loss is not None or bool(
            self.wanted_metrics or self.wanted_weighted
        )

    def resolve(self, y_true_shape: Shape, y_pred_shape: Shape) -> None:
        """Turn names such as "accuracy" into what fits the shapes."""
        if self.wanted_loss is not None:
            self.loss = losses.resolve(self.wanted_loss, y_true_shape, y_pred_shape)
        self.metrics, self.weighted = (
            [metrics.resolve(one, y_true_shape, y_pred_shape) for one in wanted]
            for wanted in (self.wanted_metrics, self.wanted_weighted)
        )
        self.updates = [
            (_updater(metric), is_weighted)
            for several, is_weighted in ((self.metrics, False), (self.weighted, True))
            for metric in several
        ]
        self.is_resolved = True

    def measure(
        self, y: Array, prediction: Array, weight: Array | None, mask: Array | None
    ) -> None:
        """Take a batch into the metrics."""
        for update, is_weighted in self.updates:
            update(y, prediction, weight if is_weighted else None, mask)

    def mean_loss(self) -> float:
        """Return the mean loss of the epoch so far, without its weight."""
        return self.total / max(1, self.samples)

    def reset(self) -> None:
        """Start an epoch."""
        self.total, self.samples = 0.0, 0
        for metric in (*self.metrics, *self.weighted):
            metric.reset_state()


def _updater(metric: Metric) -> _Update:
    """Return how a metric takes in a batch."""
    if "mask" not in inspect.signature(metric.update_state).parameters:
        # Written as for Keras: masks are not told.
        return lambda y, p, weight, _: metric.update_state(y, p, weight)
    return lambda y, p, weight, mask: metric.update_state(y, p, weight, mask=mask)


@dataclass(frozen=True)
class _Value:
    """A value of the logs."""

    name: str
    read: Callable[[], Any]
    direction: Direction | None


class Compiled:
    """Losses and metrics of a model.

    Parameters
    ----------
    loss, loss_weights, user_metrics, weighted_metrics : object
        As given to ``compile``.
    output_names : sequence of str
        Names of the outputs in the model's order.
    is_keyed : bool, default=False
        Whether the outputs of the model are a dict. Then Keras lists losses in the
        order in which a dict of them was written.
    nesting : structure of int, optional
        For outputs in lists or dicts within each other: the position of each in
        `output_names`.
    """

    def __init__(
        self,
        loss: Any,
        loss_weights: Any,
        user_metrics: Any,
        weighted_metrics: Any,
        output_names: Sequence[str],
        *,
        is_keyed: bool = False,
        nesting: Any = None,
    ) -> None:
        names = list(output_names)
        given = _spread(_flat(loss, nesting, names), names, "loss", is_shared=True)
        weights = _spread(_flat(loss_weights, nesting, names), names, "loss_weights")
        wanted, weighted = (
            _spread_metrics(_flat(several, nesting, names), names, what)
            for several, what in (
                (user_metrics, "metrics"),
                (weighted_metrics, "weighted_metrics"),
            )
        )
        for one in given:
            _check_known(one, losses.get, ("crossentropy", "ce"))
        for several in (*wanted, *weighted):
            for one in several:
                _check_known(
                    one, metrics.get, ("accuracy", "acc", "crossentropy", "ce")
                )
        loss_names = names if nesting is None else _paths(nesting, names)
        self.output_names = names
        self.outputs = [
            CompiledOutput(
                name,
                given[i],
                _number(weights[i], name),
                wanted[i],
                weighted[i],
                loss_names[i],
            )
            for i, name in enumerate(names)
        ]
        self._loss_order = names
        if (
            is_keyed
            and nesting is None
            and isinstance(loss, Mapping)
            and "class_name" not in loss
        ):
            self._loss_order = list(loss)
        self._total = 0.0
        self._samples = 0
        self._list_values()

    # ------------------------------------------------------------- state

    @property
    def needed(self) -> list[bool]:
        """Whether each output needs targets."""
        return [output.is_used for output in self.outputs]

    @property
    def metrics(self) -> list[Metric]:
        """All metrics, once shapes are known."""
        return [
            *(metric for output in self.outputs for metric in output.metrics),
            *(metric for output in self.outputs for metric in output.weighted),
        ]

    @property
    def value_names(self) -> list[str]:
        """Log names in the order of the list that ``evaluate`` returns."""
        return [value.name for value in self._values]

    def direction(self, name: str) -> Direction | None:
        """Return where better values of a log lie, None if that is not known.

        Parameters
        ----------
        name : str
            Log name; ``val_`` in front makes no difference.
        """
        name = name.removeprefix("val_")
        return next((v.direction for v in self._values if v.name == name), None)

    def reset(self) -> None:
        """Start an epoch."""
        self._total, self._samples = 0.0, 0
        for output in self.outputs:
            output.reset()

    def check(self, y: Sequence[Array | None], shapes: Sequence[Shape]) -> None:
        """Find losses and metrics for the shapes; raise if targets do not fit them.

        Parameters
        ----------
        y : sequence of ndarray or None
            All targets.
        shapes : sequence of tuple
            Shapes of the outputs.
        """
        for output, target, shape in zip(self.outputs, y, shapes, strict=True):
            if target is None:
                continue
            if not output.is_resolved:
                output.resolve(target.shape, shape)
                self._list_values()
            if output.loss is not None:
                output.loss.check(target, shape, f'output "{output.name}"')

    def compute(
        self,
        y: Sequence[Array | None],
        predictions: Sequence[Array],
        sample_weight: Sequence[Array | None] | None,
        masks: Sequence[Array | None],
        penalty: float,
    ) -> list[Array | None]:
        """Take a batch into all means and return the derivatives of the total loss.

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
            if target is None:
                gradients.append(None)
                continue
            mask = masks[index]
            weight = None if sample_weight is None else sample_weight[index]
            gradient = None
            if output.loss is not None:
                value, gradient = output.loss.compute(
                    target,
                    prediction,
                    output.context,
                    sample_weight=weight,
                    mask=mask,
                    factor=output.weight,
                )
                total += value * output.weight
                output.total += value * rows
                output.samples += rows
            gradients.append(gradient)
            output.measure(target, prediction, weight, mask)
        self._total += total * rows
        self._samples += rows
        return gradients

    def total_loss(
        self,
        y: Sequence[Array | None],
        predictions: Sequence[Array],
        sample_weight: Sequence[Array | None] | None,
    ) -> float:
        """Return the weighted sum of the losses, without taking it into any mean."""
        total = 0.0
        for index, output in enumerate(self.outputs):
            target = y[index]
            if output.loss is None or target is None:
                continue
            weight = None if sample_weight is None else sample_weight[index]
            value = output.loss(target, predictions[index], weight)
            total += output.weight * float(value)
        return total

    def results(self) -> dict[str, Any]:
        """Return the means since `reset` by log name, sorted as Keras' logs are."""
        return {value.name: _plain(value.read()) for value in self._sorted}

    def as_list(self, logs: Mapping[str, float]) -> Any:
        """Return logs as ``evaluate`` does: a list, or the loss if it is alone."""
        values = [logs[name] for name in self.value_names]
        return values[0] if len(values) == 1 else values

    # ----------------------------------------------------------- details

    def _list_values(self) -> None:
        """Collect what logs hold: in the order of ``evaluate``, and sorted by name."""
        by_name = {output.name: output for output in self.outputs}
        trained = [
            output
            for name in self._loss_order
            if (output := by_name[name]).wanted_loss is not None
        ]
        values = [_Value("loss", self._mean_total, "down")]
        if len(trained) > 1:
            values += [
                _Value(f"{output.loss_name}_loss", output.mean_loss, "down")
                for output in trained
            ]
        several = len(self.outputs) > 1
        measured: list[_Value] = []
        count: dict[str, int] = {}
        for is_weighted in (False, True):
            for output in self.outputs:
                prefix = f"{output.name}_" if several else ""
                for metric in output.weighted if is_weighted else output.metrics:
                    name = f"{prefix}{metric.name}"
                    if is_weighted and name in count:
                        name = f"{prefix}weighted_{metric.name}"
                    seen = count.get(name, 0)
                    count[name] = seen + 1
                    if seen:
                        name = f"{name}_{seen}"
                    measured.append(_Value(name, metric.result, metric.direction))
        if several:
            measured.sort(key=lambda value: value.name)
        self._values = values + measured
        self._sorted = sorted(self._values, key=lambda value: value.name)

    def _mean_total(self) -> float:
        return self._total / max(1, self._samples)


def _plain(value: Any) -> Any:
    """Return a number as Python's, for logs; Keras does the same."""
    return float(value) if np.ndim(value) == 0 else value


def as_config(given: Any) -> Json:
    """Return losses or metrics of ``compile`` as Keras writes them to files.

    Parameters
    ----------
    given : object
        Names, objects, classes or functions; in a list or dict, if there are several.
    """
    if isinstance(given, Mapping):
        return {name: as_config(one) for name, one in given.items()}
    if isinstance(given, list | tuple):
        return [as_config(one) for one in given]
    if isinstance(given, Loss):
        return losses.serialize(given)
    if isinstance(given, Metric):
        return metrics.serialize(given)
    if isinstance(given, type) or callable(given):
        return str(given.__name__)  # the name stands for the class or function
    return given


def _check_known(given: Any, get: Callable[[Any], Any], words: Sequence[str]) -> None:
    """Raise if a name means nothing; some words are clear when shapes are known."""
    if given is not None and not (isinstance(given, str) and given.lower() in words):
        get(given)


def _number(weight: Any, name: str) -> float:
    if weight is None:
        return 1.0
    try:
        return float(weight)
    except (TypeError, ValueError):
        raise OptionError(
            'compile: the loss weight of output "{name}" must be a number. '
            "Received {weight!r}.",
            name=name,
            weight=weight,
        ) from None


def _spread(
    value: Any, names: list[str], what: str, *, is_shared: bool = False
) -> list[Any]:
    """Return one value for each output."""
    if value is None:
        return [None] * len(names)
    if isinstance(value, Mapping) and "class_name" not in value:
        for key in value:
            if key not in names:
                raise OptionError(
                    'compile: {what} names "{name}", which is no output.{hint} '
                    "Outputs: {names}.",
                    what=what,
                    name=key,
                    hint=did_you_mean(str(key), names),
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
    if len(names) > 1 and not is_shared:
        raise OptionError(
            "compile: {what} must be a list or dict with one entry for each of the "
            "outputs {names}. Received {received!r}.",
            what=what,
            names=", ".join(names),
            received=value,
        )
    return [value] * len(names)


def _spread_metrics(value: Any, names: list[str], what: str) -> list[list[Any]]:
    """Return the metrics of each output; all of them belong to a single output."""
    is_dict = isinstance(value, Mapping) and "class_name" not in value
    if len(names) > 1 or is_dict:
        return [_listed(entry) for entry in _spread(value, names, what)]
    entries = _listed(value)
    if len(entries) == 1 and isinstance(entries[0], list | tuple):
        entries = list(entries[0])
    return [entries]


def _flat(value: Any, nesting: Any, names: list[str]) -> Any:
    """Return what is nested like the outputs as a list; anything else as it is."""
    if nesting is None or not isinstance(value, list | tuple | Mapping):
        return value
    found: list[Any] = [None] * len(names)
    return found if _unpack(value, nesting, found) else value


def _unpack(value: Any, nesting: Any, found: list[Any]) -> bool:
    if isinstance(nesting, int):
        found[nesting] = value
        return True
    if value is None:
        return True
    if isinstance(nesting, Mapping):
        return (
            isinstance(value, Mapping)
            and set(value) <= set(nesting)
            and all(_unpack(part, nesting[key], found) for key, part in value.items())
        )
    return (
        isinstance(value, list | tuple)
        and len(value) == len(nesting)
        and all(
            _unpack(part, inner, found)
            for part, inner in zip(value, nesting, strict=True)
        )
    )


def _paths(nesting: Any, names: list[str]) -> list[str]:
    """Return how Keras names the losses of nested outputs: by the way to each."""
    paths: dict[int, str] = {}

    def walk(inner: Any, way: tuple[Any, ...]) -> None:
        if isinstance(inner, int):
            last = names[inner] if isinstance(way[-1], int) else way[-1]
            paths[inner] = "/".join(map(str, (*way[:-1], last)))
            return
        pairs = inner.items() if isinstance(inner, Mapping) else enumerate(inner)
        for key, part in pairs:
            walk(part, (*way, key))

    walk(nesting, ())
    return [paths[index] for index in range(len(names))]


def _listed(entry: Any) -> list[Any]:
    if entry is None:
        return []
    return list(entry) if isinstance(entry, list | tuple) else [entry]
