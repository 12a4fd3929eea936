"""Losses: one class a file, with the function of the same name beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine import named
from engine.family import function_config
from engine.losses.binary_crossentropy import BinaryCrossentropy as BinaryCrossentropy
from engine.losses.binary_crossentropy import binary_crossentropy as binary_crossentropy
from engine.losses.binary_focal_crossentropy import (
    BinaryFocalCrossentropy as BinaryFocalCrossentropy,
)
from engine.losses.binary_focal_crossentropy import (
    binary_focal_crossentropy as binary_focal_crossentropy,
)
from engine.losses.categorical_crossentropy import (
    CategoricalCrossentropy as CategoricalCrossentropy,
)
from engine.losses.categorical_crossentropy import (
    categorical_crossentropy as categorical_crossentropy,
)
from engine.losses.categorical_focal_crossentropy import (
    CategoricalFocalCrossentropy as CategoricalFocalCrossentropy,
)
from engine.losses.categorical_focal_crossentropy import (
    categorical_focal_crossentropy as categorical_focal_crossentropy,
)
from engine.losses.categorical_generalized_cross_entropy import (
    CategoricalGeneralizedCrossEntropy as CategoricalGeneralizedCrossEntropy,
)
from engine.losses.categorical_generalized_cross_entropy import (
    categorical_generalized_cross_entropy as categorical_generalized_cross_entropy,
)
from engine.losses.categorical_hinge import CategoricalHinge as CategoricalHinge
from engine.losses.categorical_hinge import categorical_hinge as categorical_hinge
from engine.losses.circle import Circle as Circle
from engine.losses.circle import circle as circle
from engine.losses.cosine_similarity import CosineSimilarity as CosineSimilarity
from engine.losses.cosine_similarity import cosine_similarity as cosine_similarity
from engine.losses.ctc import CTC as CTC
from engine.losses.ctc import ctc as ctc
from engine.losses.dice import Dice as Dice
from engine.losses.dice import dice as dice
from engine.losses.hinge import Hinge as Hinge
from engine.losses.hinge import hinge as hinge
from engine.losses.huber import Huber as Huber
from engine.losses.huber import huber as huber
from engine.losses.kl_divergence import KLDivergence as KLDivergence
from engine.losses.kl_divergence import kl_divergence as kl_divergence
from engine.losses.log_cosh import LogCosh as LogCosh
from engine.losses.log_cosh import log_cosh as log_cosh
from engine.losses.loss import Loss as Loss
from engine.losses.loss_function_wrapper import (
    LossFunctionWrapper as LossFunctionWrapper,
)
from engine.losses.loss_function_wrapper import name_of
from engine.losses.mean_absolute_error import MeanAbsoluteError as MeanAbsoluteError
from engine.losses.mean_absolute_error import mean_absolute_error as mean_absolute_error
from engine.losses.mean_absolute_percentage_error import (
    MeanAbsolutePercentageError as MeanAbsolutePercentageError,
)
from engine.losses.mean_absolute_percentage_error import (
    mean_absolute_percentage_error as mean_absolute_percentage_error,
)
from engine.losses.mean_squared_error import MeanSquaredError as MeanSquaredError
from engine.losses.mean_squared_error import mean_squared_error as mean_squared_error
from engine.losses.mean_squared_logarithmic_error import (
    MeanSquaredLogarithmicError as MeanSquaredLogarithmicError,
)
from engine.losses.mean_squared_logarithmic_error import (
    mean_squared_logarithmic_error as mean_squared_logarithmic_error,
)
from engine.losses.poisson import Poisson as Poisson
from engine.losses.poisson import poisson as poisson
from engine.losses.sparse_categorical_crossentropy import (
    SparseCategoricalCrossentropy as SparseCategoricalCrossentropy,
)
from engine.losses.sparse_categorical_crossentropy import (
    sparse_categorical_crossentropy as sparse_categorical_crossentropy,
)
from engine.losses.squared_hinge import SquaredHinge as SquaredHinge
from engine.losses.squared_hinge import squared_hinge as squared_hinge
from engine.losses.tversky import Tversky as Tversky
from engine.losses.tversky import tversky as tversky
from engine.registry import LOSSES
from engine.shape_choice import choose_by_shape
from engine.types import Json, Shape

FUNCTIONS: dict[Callable[..., Any], type[Loss]] = {
    binary_crossentropy: BinaryCrossentropy,
    binary_focal_crossentropy: BinaryFocalCrossentropy,
    categorical_crossentropy: CategoricalCrossentropy,
    categorical_focal_crossentropy: CategoricalFocalCrossentropy,
    categorical_generalized_cross_entropy: CategoricalGeneralizedCrossEntropy,
    categorical_hinge: CategoricalHinge,
    circle: Circle,
    cosine_similarity: CosineSimilarity,
    ctc: CTC,
    dice: Dice,
    hinge: Hinge,
    huber: Huber,
    kl_divergence: KLDivergence,
    log_cosh: LogCosh,
    mean_absolute_error: MeanAbsoluteError,
    mean_absolute_percentage_error: MeanAbsolutePercentageError,
    mean_squared_error: MeanSquaredError,
    mean_squared_logarithmic_error: MeanSquaredLogarithmicError,
    poisson: Poisson,
    sparse_categorical_crossentropy: SparseCategoricalCrossentropy,
    squared_hinge: SquaredHinge,
    tversky: Tversky,
}
"""The class of each function of this package."""


def get(value: Any, custom_objects: Mapping[str, Any] | None = None) -> Loss:
    """Return the loss for a name, a config, a loss, its class or a function.

    Parameters
    ----------
    value : str, dict, Loss, type or function
        For example ``"mse"``; or a function of ``y_true`` and ``y_pred`` that returns
        one value for each sample.
    custom_objects : mapping of str to object, optional
        A user's own losses and functions by name.

    Raises
    ------
    UnsupportedError
        For unknown names.
    OptionError
        If it is none of these.
    """
    known = {"LossFunctionWrapper": LossFunctionWrapper, **(custom_objects or {})}
    return named.make(value, Loss, LOSSES, known, _of_function)


def _of_function(function: Callable[..., Any]) -> Loss:
    known = FUNCTIONS.get(function)
    if known is not None:
        return known()
    return LossFunctionWrapper(function, name=name_of(function))


def resolve(value: Any, y_true_shape: Shape, y_pred_shape: Shape) -> Loss:
    """Return the loss for a name, taking "crossentropy" as what fits the shapes.

    Parameters
    ----------
    value : object
        As for `get`; also ``"crossentropy"`` and ``"ce"``.
    y_true_shape, y_pred_shape : tuple
        Shapes of targets and predictions with the batch axis.
    """
    if isinstance(value, str) and value.lower() in ("crossentropy", "ce"):
        return choose_by_shape(
            y_true_shape,
            y_pred_shape,
            binary=BinaryCrossentropy,
            sparse=SparseCategoricalCrossentropy,
            one_hot=CategoricalCrossentropy,
        )()
    return get(value)


def serialize(loss: Any) -> Json:
    """Return the config of a loss, or of a function, as Keras writes it."""
    if isinstance(loss, Loss):
        return named.serialize(loss, LOSSES)
    return loss.__name__ if loss in FUNCTIONS else function_config(loss)


def deserialize(name: Json, custom_objects: Mapping[str, Any] | None = None) -> Loss:
    """Return the loss of a config, or of a name.

    Parameters
    ----------
    name : str or dict
        Name or config.
    custom_objects : mapping of str to object, optional
        A user's own losses and functions by name.
    """
    return get(name, custom_objects)


named.register_named(Loss, LOSSES)
