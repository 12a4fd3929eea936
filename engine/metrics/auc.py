"""Area under a curve of rates over all thresholds."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

import numpy as np

from engine.activations import sigmoid
from engine.errors import DataError, OptionError, Text
from engine.metrics.built_in_metric import DTYPE, NAME
from engine.metrics.confusion_counts import Thresholds
from engine.metrics.confusion_metric import ConfusionMetric, is_probability, ratio
from engine.options import DType, Kind, Numbers, option, register_kind
from engine.types import Array, Json

_EPSILON = 1e-7

Curve = Annotated[str, "curve"]
"""Annotation of an option that names a curve."""
Summation = Annotated[str, "summation"]
"""Annotation of an option that names a way to sum."""
_CURVES = ("ROC", "PR", "PRGAIN")
_SUMMATIONS = ("interpolation", "majoring", "minoring")


def _one_of(value: Any, names: tuple[str, ...]) -> str:
    for name in names:
        if isinstance(value, str) and value.lower() == name.lower():
            return name
    raise ValueError(Text("must be one of {names}", names=", ".join(names)))


register_kind(
    Curve, Kind("curve", lambda value: _one_of(value, _CURVES), names=lambda: _CURVES)
)
register_kind(
    Summation,
    Kind(
        "summation",
        lambda value: _one_of(value, _SUMMATIONS),
        names=lambda: _SUMMATIONS,
    ),
)


class AUC(ConfusionMetric):
    """Area under the ROC curve, or under that of precision over recall.

    Of yes/no answers: how well predictions can be told apart by some threshold. 0.5 is
    guessing for ROC, 1 is perfect. The curve is known at `num_thresholds` points.

    References
    ----------
    .. [1] Davis & Goadrich, "The relationship between Precision-Recall and ROC curves",
       ICML 2006.
    .. [2] Flach & Kull, "Precision-Recall-Gain Curves", NeurIPS 2015.
    .. [3] ``keras.metrics.AUC``.
    """

    direction: Literal["up", "down"] | None = "up"
    is_numbered: ClassVar[bool] = True

    num_thresholds: int = option(
        default=200, doc="Number of thresholds, from 0 to 1.", min=2
    )
    curve: Curve = option(
        default="ROC",
        doc="Curve: true over false positives (ROC), precision over recall (PR), or "
        "their gains (PRGAIN).",
    )
    summation_method: Summation = option(
        default="interpolation",
        doc="How the area between two points is estimated: between, above or below.",
        advanced=True,
    )
    name: str = NAME
    dtype: DType | None = DTYPE
    thresholds: Numbers | None = option(
        default=None,
        doc="Thresholds of one's own instead; 0 and 1 are added.",
        check=is_probability,
        advanced=True,
    )
    multi_label: bool = option(
        default=False,
        doc="Whether each column is a question of its own; the mean is taken.",
        advanced=True,
    )
    num_labels: int | None = option(
        default=None, doc="Number of columns, with multi_label.", min=1, advanced=True
    )
    label_weights: Numbers | None = option(
        default=None, doc="Weights of the columns.", advanced=True
    )
    from_logits: bool = option(
        default=False, doc="Whether predictions are logits, not probabilities."
    )

    def setup(self) -> None:
        """Make the thresholds and, where their shape is known, the counts."""
        super().setup()
        if self.thresholds is None:
            inner = np.linspace(0, 1, self.num_thresholds)[1:-1]
        else:
            inner = np.sort(np.atleast_1d(self.thresholds))
            self.num_thresholds = len(inner) + 2
        self.limits = Thresholds([-_EPSILON, *inner, 1 + _EPSILON])
        if not self.multi_label and self.num_labels is not None:
            raise OptionError(
                'Metric "{name}": num_labels={value} means something with '
                "multi_label=True only.",
                name=self.name,
                value=self.num_labels,
            )
        if not self.multi_label:
            self.declare_counts((self.num_thresholds,))
        elif self.num_labels is not None:
            self.declare_counts((self.num_thresholds, self.num_labels))

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Take in a batch.

        Parameters
        ----------
        y_true, y_pred : array-like
            Targets 0 and 1, and predictions between.
        sample_weight : array-like, optional
            Weights of samples or of their entries.
        """
        predictions = np.asarray(y_pred, np.float32)
        if self.from_logits:
            predictions = sigmoid(predictions)
        if self.multi_label:
            self._check_columns(predictions)
        by_column = (
            None
            if self.label_weights is None
            else np.asarray(self.label_weights, np.float32)
        )
        if by_column is not None and (
            predictions.ndim < 2 or predictions.shape[-1] != by_column.size
        ):
            raise DataError(
                'Metric "{name}": {count} label_weights do not fit predictions of '
                "shape {received}. Give one for each column.",
                name=self.name,
                count=by_column.size,
                received=predictions.shape,
            )
        self.add_batch(
            np.asarray(y_true),
            predictions,
            sample_weight,
            by_column=self.multi_label,
            column_weights=None if self.multi_label else by_column,
        )

    def result(self) -> float:
        """Return the area; with several labels the mean of their areas."""
        if not self.variables:
            return 0.0
        if self.curve == "PR" and self.summation_method == "interpolation":
            parts = self._interpolated_precision()
        else:
            x, y = self._points()
            parts = (x[:-1] - x[1:]) * self._heights(y)
        areas = parts.sum(axis=0)
        if not self.multi_label:
            return float(areas)
        if self.label_weights is None:
            return float(areas.mean())
        weights = np.asarray(self.label_weights)
        return float(ratio((areas * weights).sum(), weights.sum()))

    def get_config(self) -> dict[str, Json]:
        """Return the options; Keras writes thresholds only where they were given."""
        config = super().get_config()
        given = config.pop("thresholds")
        if given is not None:
            config["thresholds"] = sorted(np.atleast_1d(given).tolist())
        return config

    def _check_columns(self, predictions: Array) -> None:
        if predictions.ndim != 2:
            raise DataError(
                'Metric "{name}": multi_label=True needs predictions of shape '
                "(samples, labels). Received shape {received}.",
                name=self.name,
                received=predictions.shape,
            )
        columns = predictions.shape[1]
        if not self.variables:
            self.declare_counts((self.num_thresholds, columns))
        declared = self.counts["true_positives"].shape[1]
        if declared != columns:
            raise DataError(
                'Metric "{name}" counts {declared} labels. Received predictions of '
                "shape {received}.",
                name=self.name,
                declared=declared,
                received=predictions.shape,
            )

    def _points(self) -> tuple[Array, Array]:
        """Return the curve: x and y at each threshold."""
        tp, fp, tn, fn = (self.counts[name].value for name in self.counted)
        recall = ratio(tp, tp + fn)
        if self.curve == "ROC":
            return ratio(fp, fp + tn), recall
        if self.curve == "PR":
            return recall, ratio(tp, tp + fp)
        odds = ratio(tp + fn, tn + fp)
        recall_gain = np.where(tp == 0, 0, 1 - odds * ratio(fn, tp))
        precision_gain = np.where(tp == 0, 1, 1 - odds * ratio(fp, tp))
        return np.maximum(recall_gain, 0), precision_gain

    def _heights(self, y: Array) -> Array:
        if self.summation_method == "interpolation":
            return np.asarray((y[:-1] + y[1:]) / 2)
        choose = np.minimum if self.summation_method == "minoring" else np.maximum
        return np.asarray(choose(y[:-1], y[1:]))

    def _interpolated_precision(self) -> Array:
        """Return the areas between points of the precision-recall curve.

        Between two thresholds true positives grow linearly with all answers yes, so
        precision does not change linearly with recall.
        """
        tp, fp, _, fn = (self.counts[name].value for name in self.counted)
        yes = tp + fp
        more_tp = tp[:-1] - tp[1:]
        slope = ratio(more_tp, np.maximum(yes[:-1] - yes[1:], 0))
        start = tp[1:] - slope * yes[1:]
        both = (yes[:-1] > 0) & (yes[1:] > 0)
        growth = np.where(both, ratio(yes[:-1], np.maximum(yes[1:], 0)), 1)
        area = slope * (more_tp + start * np.log(growth))
        return ratio(area, np.maximum(tp[1:] + fn[1:], 0))
