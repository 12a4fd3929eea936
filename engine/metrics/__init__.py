"""Metrics: one class a file, with the function of the same name beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine import losses, named
from engine.family import function_config
from engine.losses import Loss
from engine.losses.loss_function_wrapper import name_of
from engine.metrics.accuracy import Accuracy as Accuracy
from engine.metrics.auc import AUC as AUC
from engine.metrics.binary_accuracy import BinaryAccuracy as BinaryAccuracy
from engine.metrics.binary_accuracy import binary_accuracy as binary_accuracy
from engine.metrics.binary_crossentropy import BinaryCrossentropy as BinaryCrossentropy
from engine.metrics.binary_iou import BinaryIoU as BinaryIoU
from engine.metrics.categorical_accuracy import (
    CategoricalAccuracy as CategoricalAccuracy,
)
from engine.metrics.categorical_accuracy import (
    categorical_accuracy as categorical_accuracy,
)
from engine.metrics.categorical_crossentropy import (
    CategoricalCrossentropy as CategoricalCrossentropy,
)
from engine.metrics.categorical_hinge import CategoricalHinge as CategoricalHinge
from engine.metrics.concordance_correlation import (
    ConcordanceCorrelation as ConcordanceCorrelation,
)
from engine.metrics.concordance_correlation import (
    concordance_correlation as concordance_correlation,
)
from engine.metrics.cosine_similarity import CosineSimilarity as CosineSimilarity
from engine.metrics.f1_score import F1Score as F1Score
from engine.metrics.false_negatives import FalseNegatives as FalseNegatives
from engine.metrics.false_positives import FalsePositives as FalsePositives
from engine.metrics.fbeta_score import FBetaScore as FBetaScore
from engine.metrics.hinge import Hinge as Hinge
from engine.metrics.iou import IoU as IoU
from engine.metrics.kl_divergence import KLDivergence as KLDivergence
from engine.metrics.log_cosh_error import LogCoshError as LogCoshError
from engine.metrics.mean import Mean as Mean
from engine.metrics.mean import MeanOverSamples as MeanOverSamples
from engine.metrics.mean_absolute_error import MeanAbsoluteError as MeanAbsoluteError
from engine.metrics.mean_absolute_percentage_error import (
    MeanAbsolutePercentageError as MeanAbsolutePercentageError,
)
from engine.metrics.mean_iou import MeanIoU as MeanIoU
from engine.metrics.mean_metric_wrapper import MeanMetricWrapper as MeanMetricWrapper
from engine.metrics.mean_squared_error import MeanSquaredError as MeanSquaredError
from engine.metrics.mean_squared_logarithmic_error import (
    MeanSquaredLogarithmicError as MeanSquaredLogarithmicError,
)
from engine.metrics.metric import Metric as Metric
from engine.metrics.one_hot_iou import OneHotIoU as OneHotIoU
from engine.metrics.one_hot_mean_iou import OneHotMeanIoU as OneHotMeanIoU
from engine.metrics.pearson_correlation import PearsonCorrelation as PearsonCorrelation
from engine.metrics.pearson_correlation import (
    pearson_correlation as pearson_correlation,
)
from engine.metrics.poisson import Poisson as Poisson
from engine.metrics.precision import Precision as Precision
from engine.metrics.precision_at_recall import PrecisionAtRecall as PrecisionAtRecall
from engine.metrics.r2_score import R2Score as R2Score
from engine.metrics.recall import Recall as Recall
from engine.metrics.recall_at_precision import RecallAtPrecision as RecallAtPrecision
from engine.metrics.root_mean_squared_error import (
    RootMeanSquaredError as RootMeanSquaredError,
)
from engine.metrics.sensitivity_at_specificity import (
    SensitivityAtSpecificity as SensitivityAtSpecificity,
)
from engine.metrics.sparse_categorical_accuracy import (
    SparseCategoricalAccuracy as SparseCategoricalAccuracy,
)
from engine.metrics.sparse_categorical_accuracy import (
    sparse_categorical_accuracy as sparse_categorical_accuracy,
)
from engine.metrics.sparse_categorical_crossentropy import (
    SparseCategoricalCrossentropy as SparseCategoricalCrossentropy,
)
from engine.metrics.sparse_top_k_categorical_accuracy import (
    SparseTopKCategoricalAccuracy as SparseTopKCategoricalAccuracy,
)
from engine.metrics.sparse_top_k_categorical_accuracy import (
    sparse_top_k_categorical_accuracy as sparse_top_k_categorical_accuracy,
)
from engine.metrics.specificity_at_sensitivity import (
    SpecificityAtSensitivity as SpecificityAtSensitivity,
)
from engine.metrics.squared_hinge import SquaredHinge as SquaredHinge
from engine.metrics.sum import Sum as Sum
from engine.metrics.top_k_categorical_accuracy import (
    TopKCategoricalAccuracy as TopKCategoricalAccuracy,
)
from engine.metrics.top_k_categorical_accuracy import (
    top_k_categorical_accuracy as top_k_categorical_accuracy,
)
from engine.metrics.true_negatives import TrueNegatives as TrueNegatives
from engine.metrics.true_positives import TruePositives as TruePositives
from engine.registry import METRICS
from engine.shape_choice import choose_by_shape
from engine.types import Json, Shape

binary_crossentropy = losses.binary_crossentropy
binary_focal_crossentropy = losses.binary_focal_crossentropy
categorical_crossentropy = losses.categorical_crossentropy
categorical_focal_crossentropy = losses.categorical_focal_crossentropy
categorical_hinge = losses.categorical_hinge
hinge = losses.hinge
huber = losses.huber
kl_divergence = losses.kl_divergence
log_cosh = losses.log_cosh
mean_absolute_error = losses.mean_absolute_error
mean_absolute_percentage_error = losses.mean_absolute_percentage_error
mean_squared_error = losses.mean_squared_error
mean_squared_logarithmic_error = losses.mean_squared_logarithmic_error
poisson = losses.poisson
sparse_categorical_crossentropy = losses.sparse_categorical_crossentropy
squared_hinge = losses.squared_hinge

_FUNCTIONS: dict[Callable[..., Any], type[Metric]] = {
    binary_accuracy: BinaryAccuracy,
    binary_crossentropy: BinaryCrossentropy,
    categorical_accuracy: CategoricalAccuracy,
    categorical_crossentropy: CategoricalCrossentropy,
    categorical_hinge: CategoricalHinge,
    concordance_correlation: ConcordanceCorrelation,
    hinge: Hinge,
    kl_divergence: KLDivergence,
    log_cosh: LogCoshError,
    mean_absolute_error: MeanAbsoluteError,
    mean_absolute_percentage_error: MeanAbsolutePercentageError,
    mean_squared_error: MeanSquaredError,
    mean_squared_logarithmic_error: MeanSquaredLogarithmicError,
    pearson_correlation: PearsonCorrelation,
    poisson: Poisson,
    sparse_categorical_accuracy: SparseCategoricalAccuracy,
    sparse_categorical_crossentropy: SparseCategoricalCrossentropy,
    sparse_top_k_categorical_accuracy: SparseTopKCategoricalAccuracy,
    squared_hinge: SquaredHinge,
    top_k_categorical_accuracy: TopKCategoricalAccuracy,
}


def get(value: Any, custom_objects: Mapping[str, Any] | None = None) -> Metric:
    """Return the metric for a name, a config, a metric, its class or a function.

    Parameters
    ----------
    value : str, dict, Metric, type or function
        For example ``"mse"``; or a function of ``y_true`` and ``y_pred`` that returns
        one value for each sample; or a loss.
    custom_objects : mapping of str to object, optional
        A user's own metrics and functions by name.

    Raises
    ------
    UnsupportedError
        For unknown names.
    OptionError
        If it is none of these.
    """
    known = {"MeanMetricWrapper": MeanMetricWrapper, **(custom_objects or {})}
    return named.make(value, Metric, METRICS, known, _of_function)


def _of_function(function: Any) -> Metric:
    if isinstance(function, Loss):
        return MeanMetricWrapper(function, name=function.name)
    name = name_of(function)
    known = _FUNCTIONS.get(function)
    return MeanMetricWrapper(function, name=name) if known is None else known(name=name)


def resolve(value: Any, y_true_shape: Shape, y_pred_shape: Shape) -> Metric:
    """Return the metric that compile means, with the name that Keras gives it.

    Parameters
    ----------
    value : object
        As for `get`; "accuracy" and "crossentropy" (or "acc" and "ce") stand for what
        fits the shapes.
    y_true_shape, y_pred_shape : tuple
        Shapes of targets and predictions with the batch axis.
    """
    if not isinstance(value, str):
        return get(value)
    word = value.lower()
    if word in ("accuracy", "acc"):
        cls: type[Metric] = choose_by_shape(
            y_true_shape,
            y_pred_shape,
            binary=BinaryAccuracy,
            sparse=SparseCategoricalAccuracy,
            one_hot=CategoricalAccuracy,
        )
        return cls(name=value)
    if word in ("crossentropy", "ce"):
        cls = choose_by_shape(
            y_true_shape,
            y_pred_shape,
            binary=BinaryCrossentropy,
            sparse=SparseCategoricalCrossentropy,
            one_hot=CategoricalCrossentropy,
        )
        return cls(name=value)
    metric = get(value)
    metric.name = value
    return metric


def serialize(metric: Any) -> Json:
    """Return the config of a metric, or of a function, as Keras writes it."""
    if isinstance(metric, Metric):
        return named.serialize(metric, METRICS)
    if metric in _FUNCTIONS or metric in losses.FUNCTIONS:
        return metric.__name__
    return function_config(metric)


def deserialize(
    config: Json, custom_objects: Mapping[str, Any] | None = None
) -> Metric:
    """Return the metric of a config, or of a name.

    Parameters
    ----------
    config : str or dict
        Name or config.
    custom_objects : mapping of str to object, optional
        A user's own metrics and functions by name.
    """
    return get(config, custom_objects)


named.register_named(Metric, METRICS)
