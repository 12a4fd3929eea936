"""The base class of all losses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

import numpy as np

from engine.autodiff import differentiate, is_traced, plain_errors
from engine.errors import DataError, OptionError, Text, UnsupportedError
from engine.graph.context import Context
from engine.losses.tracing import traced_loss, traced_values
from engine.losses.weighting import (
    Reduction,
    align_weights,
    is_same_shape,
    merge_mask,
    reduce_weighted,
    same_rank,
)
from engine.named import Named, enter
from engine.options import DType, option
from engine.random import generator
from engine.registry import LOSSES
from engine.types import Array, Json, Shape

Targets = Literal["numbers", "yes_no", "class_numbers", "one_hot"]


class Loss(Named):
    """Base of all losses.

    A loss computes one value for each sample, with their derivative by the predictions.
    Weights, masks and the reduction to one number are done here. Write one of these:

    - ``call(self, y_true, y_pred)``, as for Keras, with operators, `engine.ops` or
      NumPy. The derivative is found by autograd.
    - `forward` and `backward`, which is faster: like a layer they keep nothing of a
      call but in the `Context`, and take their memory from it.

    References
    ----------
    .. [1] ``keras.losses.Loss``.
    """

    aliases: ClassVar[tuple[str, ...]] = ()
    """Further names, such as ``"mse"``."""
    is_found_by_name: ClassVar[bool] = True
    """Whether Keras knows the loss by its name in snake case."""
    written_if_changed: ClassVar[tuple[str, ...]] = ("dtype",)
    """Options that Keras reads from a config, but does not write to it."""
    targets: ClassVar[Targets] = "numbers"
    """What targets are, for a program that prepares data."""
    is_numbered: ClassVar[bool] = True
    is_traced: ClassVar[bool] = False
    """Whether the class has a `call` of its own, whose derivative autograd finds."""

    name: str = option(default="", doc="Name of the loss.", advanced=True)
    reduction: Reduction | None = option(
        default="sum_over_batch_size",
        doc="How the values of all samples become one number.",
        advanced=True,
    )
    dtype: DType | None = option(
        default="float32", doc="Type of the numbers computed with.", advanced=True
    )

    def __init_subclass__(cls, registers: bool = True, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.is_traced = cls.call is not Loss.call
        if registers:
            enter(cls, LOSSES)

    def setup(self) -> None:
        """Fill in the name and dtype that None stands for."""
        super().setup()
        if self.dtype is None:
            self.dtype = "float32"

    # ------------------------------------------------------- to be written

    def forward(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return one value for each sample.

        Parameters
        ----------
        y_true, y_pred : ndarray
            Targets and predictions of one shape and of the loss's dtype; class numbers
            have one axis less. Must not be written to.
        ctx : Context
            Buffers; keeps what `backward` needs.
        """
        raise UnsupportedError(
            "The loss {loss} has neither a method call(y_true, y_pred) nor "
            "forward(y_true, y_pred, ctx). Write one of them.",
            loss=type(self).__name__,
        )

    def backward(self, dvalues: Any, ctx: Context) -> Array:
        """Return the derivative by the predictions.

        Parameters
        ----------
        dvalues : float or ndarray
            Derivative by the values, one number for all or one for each.
        ctx : Context
            The context of `forward`.

        Returns
        -------
        ndarray
            An array that may be written to, of the size of the predictions.
        """
        raise UnsupportedError(
            "The loss {loss} has no method backward(dvalues, ctx), which training "
            "needs.",
            loss=type(self).__name__,
        )

    def value_mask(self, ctx: Context) -> Array | None:
        """Return which values of the last `forward` count; None is all."""
        del ctx
        return None

    def check_shapes(self, y_true: Shape, y_pred: Shape, where: str) -> None:
        """Raise a `DataError` unless targets of a shape fit predictions of a shape.

        Parameters
        ----------
        y_true, y_pred : tuple
            Shapes with the batch axis.
        where : str
            Start of the message, such as ``'output "main"'``.
        """
        if self.is_traced or is_same_shape(y_true, y_pred):
            return
        raise DataError(
            "{where}: the loss {loss} compares targets and predictions one by one. "
            "Received targets of shape {received} for predictions of shape {expected}. "
            "{remedy}",
            where=where,
            loss=self.name,
            received=y_true,
            expected=y_pred,
            remedy=self.remedy(y_true, y_pred),
        )

    def remedy(self, y_true: Shape, y_pred: Shape) -> Text:
        """Return what to do about shapes that do not fit."""
        if len(y_true) <= 2 and len(y_pred) == 2:
            columns = y_true[1] if len(y_true) == 2 else 1
            return Text(
                "Give the last layer {units} unit(s), or use other targets.",
                units=columns,
            )
        return Text("Change the last layer or reshape the targets.")

    def check_values(self, y_true: Array, y_pred: Shape, where: str) -> None:
        """Raise a `DataError` if a target has a value that the loss cannot take."""

    @property
    def axes(self) -> tuple[int, ...]:
        """Axes that predictions must have, as options name them."""
        return ()

    # ------------------------------------------------------------ using it

    def __call__(
        self, y_true: Any, y_pred: Any, sample_weight: Any = None
    ) -> float | Array:
        """Return the loss.

        Parameters
        ----------
        y_true, y_pred : array-like
            Targets and predictions.
        sample_weight : array-like, optional
            Weight of each value.

        Returns
        -------
        float or ndarray
            An array only for the reduction ``"none"``.
        """
        if is_traced(y_true) or is_traced(y_pred):
            traced: Array = traced_loss(self, y_true, y_pred, sample_weight)
            return traced
        target, prediction = np.asarray(y_true), np.asarray(y_pred)
        self.check(target, prediction.shape, f"Loss {self.name}")
        ctx = Context(generator(0))
        with np.errstate(all="ignore"):  # NaN predictions give NaN
            values = self.values(target, prediction, ctx)
        weights = self.merged_weights(sample_weight, self.value_mask(ctx))
        if self.reduction not in (None, "none"):
            return reduce_weighted(values, weights, self.reduction)[0]
        if weights is None:
            return values
        values, weights = align_weights(values, weights)
        return np.asarray(values * weights)

    def call(self, y_true: Any, y_pred: Any) -> Array:
        """Return one value for each sample, without weights and reduction."""
        ctx = Context(generator(0))
        if is_traced(y_true) or is_traced(y_pred):
            traced: Array = traced_values(self, y_true, y_pred, ctx)
            return traced
        prediction = np.asarray(y_pred)
        self._check_axes(prediction.shape, f"Loss {self.name}")
        with np.errstate(all="ignore"):
            return self.forward_values(np.asarray(y_true), prediction, ctx)

    def compute(
        self,
        y_true: Array,
        y_pred: Array,
        ctx: Context,
        *,
        sample_weight: Array | None = None,
        mask: Array | None = None,
        factor: float = 1.0,
    ) -> tuple[float, Array]:
        """Return the loss of a batch and its derivative by the predictions.

        Targets are not looked at closely: call `check` once before.

        Parameters
        ----------
        y_true, y_pred : ndarray
            Targets and predictions.
        ctx : Context
            Memory for this output; the same at every batch.
        sample_weight : ndarray, optional
            Weight of each value.
        mask : ndarray of bool, optional
            Mask of the predictions, True where a value counts.
        factor : float, default=1.0
            Factor of the derivative (not of the loss), for loss weights.

        Returns
        -------
        loss : float
            The reduced loss.
        dy : ndarray of the shape and dtype of `y_pred`
            Valid until the next call with the same `ctx`; may be written to.
        """
        if self.reduction in (None, "none"):
            raise OptionError(
                'Loss {loss}: reduction "none" gives one value for each sample, and '
                'training needs one number. Use "sum_over_batch_size".',
                loss=self.name,
            )
        ctx.training = True
        # A diverged model divides by zero; its NaN is reported by the training loop.
        with np.errstate(all="ignore"):
            values = self.values(y_true, y_pred, ctx)
            own = self.value_mask(ctx)
            if own is not None:
                mask = own if mask is None else np.logical_and(mask, own)
            weights = self.merged_weights(sample_weight, mask)
            loss, dvalues = reduce_weighted(values, weights, self.reduction, factor)
            dy = self._pull_back(dvalues, ctx).reshape(y_pred.shape)
        if dy.dtype != y_pred.dtype:
            dy = dy.astype(y_pred.dtype)
        return loss, dy

    def values(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return one value for each sample of arrays of any dtype and fitting rank.

        Parameters
        ----------
        y_true, y_pred : ndarray
            Targets and predictions.
        ctx : Context
            Memory; the result is valid until its next use.
        """
        if not self.is_traced:
            return self.forward_values(y_true, y_pred, ctx)
        target = self._cast(y_true, "target", ctx)
        prediction = self._cast(y_pred, "prediction", ctx)
        where = f'Loss "{self.name}"'
        if not ctx.training:
            result = np.asarray(self.call(target, prediction))
        else:
            with plain_errors(where):
                (result,), pull_back = differentiate(
                    lambda arrays: (self.call(target, arrays[0]),), (prediction,)
                )
            ctx.save(pull_back=pull_back, values=result)
        _check_result(result, where)
        return np.asarray(result)

    def forward_values(self, y_true: Array, y_pred: Array, ctx: Context) -> Array:
        """Return what `forward` gives for arrays of any dtype and fitting rank.

        Parameters
        ----------
        y_true, y_pred : ndarray
            Targets and predictions.
        ctx : Context
            Memory; the result is valid until its next use.
        """
        prediction = self._cast(y_pred, "prediction", ctx)
        target = self._targets(y_true, ctx)
        target, prediction = self._align(target, prediction)
        return self.forward(target, prediction, ctx)

    def _pull_back(self, dvalues: Any, ctx: Context) -> Array:
        """Return the derivative by the predictions of the last `values`."""
        if not self.is_traced:
            return self.backward(dvalues, ctx)
        values = ctx["values"]
        upstream = np.asarray(np.broadcast_to(dvalues, values.shape), values.dtype)
        with plain_errors(f'Loss "{self.name}"'):
            (dy,) = ctx["pull_back"]((upstream,))
        return np.array(dy)

    def check(self, y_true: Any, y_pred_shape: Shape, where: str) -> None:
        """Raise unless targets fit this loss and the predictions.

        Parameters
        ----------
        y_true : array-like
            All targets of one output.
        y_pred_shape : tuple of int or None
            Shape of the output with the batch axis.
        where : str
            Start of the message, such as ``'output "main"'``.

        Raises
        ------
        DataError
            With what is wrong and what to do.
        """
        target = np.asarray(y_true)
        # NaN may mean something to a function that a user wrote.
        _check_numbers(target, where, must_be_finite=not self.is_traced)
        self._check_axes(tuple(y_pred_shape), where)
        self.check_shapes(target.shape, tuple(y_pred_shape), where)
        if target.size:
            self.check_values(target, tuple(y_pred_shape), where)

    # ------------------------------------------------------------- config

    def get_config(self) -> dict[str, Json]:
        """Return the options, in Keras' order and without what it does not write."""
        config = super().get_config()
        common = {"name": config.pop("name"), "reduction": config.pop("reduction")}
        for name in self.written_if_changed:
            if config[name] == self.options[name].default:
                config.pop(name)
        return {**common, **config}

    @classmethod
    def from_config(cls, config: Mapping[str, Json]) -> Self:
        """Make a loss from its config."""
        return cls(**config)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}>"

    # ------------------------------------------------------------- details

    def _check_axes(self, y_pred: Shape, where: str) -> None:
        for axis in self.axes:
            if not -len(y_pred) <= axis < len(y_pred):
                raise DataError(
                    "{where}: the loss {loss} works along axis {axis}, which "
                    "predictions of shape {received} do not have. Choose another axis.",
                    where=where,
                    loss=self.name,
                    axis=axis,
                    received=y_pred,
                )

    def _targets(self, y_true: Array, ctx: Context) -> Array:
        return self._cast(y_true, "target", ctx)

    def _align(self, y_true: Array, y_pred: Array) -> tuple[Array, Array]:
        if y_true.shape == y_pred.shape:
            return y_true, y_pred
        target, prediction = same_rank(y_true, y_pred)
        if target.shape != prediction.shape:
            self.check_shapes(y_true.shape, y_pred.shape, f"Loss {self.name}")
            raise DataError(
                "Loss {loss}: {targets} targets cannot be compared with {predictions} "
                "predictions.",
                loss=self.name,
                targets=y_true.shape[:1],
                predictions=y_pred.shape[:1],
            )
        return target, prediction

    def _cast(self, array: Array, name: str, ctx: Context) -> Array:
        if array.dtype == self.dtype:
            return array
        converted = ctx.buffer(name, array.shape, self.dtype)
        np.copyto(converted, array, casting="unsafe")
        return converted

    def merged_weights(self, sample_weight: Any, mask: Any) -> Array | None:
        """Return weights and mask in one, None for neither.

        Parameters
        ----------
        sample_weight, mask : array-like, optional
            Weights, and True where a value counts.
        """
        if sample_weight is None and mask is None:
            return None
        return merge_mask(sample_weight, mask, self.reduction, str(self.dtype))


def _check_result(values: Array, where: str) -> None:
    if values.dtype.kind in "biuf":
        return
    raise UnsupportedError(
        "{where}: the function must return numbers. Received {received}. Keep the "
        "arguments as they come, without numpy.asarray or float, and compute with "
        "operators, engine.ops and functions of NumPy.",
        where=where,
        received=str(values.dtype),
    )


def _check_numbers(target: Array, where: str, *, must_be_finite: bool) -> None:
    if target.dtype.kind not in "biuf":
        first = target.reshape(-1)[0].item() if target.size else None
        raise DataError(
            "{where}: targets must be numbers. Received dtype {dtype}, first "
            "value {first!r}. Give each class a number.",
            where=where,
            dtype=target.dtype,
            first=first,
        )
    if (
        not must_be_finite
        or target.dtype.kind != "f"
        or bool(np.isfinite(target).all())
    ):
        return
    row, value = first_bad(target, ~np.isfinite(target))
    raise DataError(
        "{where}: targets must be finite numbers. Received {value} in sample {row}. "
        "Remove or fill such samples.",
        where=where,
        value=value,
        row=row,
    )


def first_bad(target: Array, bad: Array) -> tuple[int, Any]:
    """Return the sample and the value of the first entry where `bad` is True."""
    position = int(np.argmax(bad.reshape(-1)))
    value = target.reshape(-1)[position].item()
    return position // max(1, target[0].size) if target.ndim else 0, value
