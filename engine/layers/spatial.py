"""What layers have in common that work on axes between the batch and the channels."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Annotated, Any, ClassVar

import numpy as np

from engine.errors import ShapeError, Text
from engine.graph.context import Context
from engine.kernels.windows import Windows, reach, window_count, windows_on
from engine.layers.layer import Layer
from engine.options import REQUIRED, Kind, Option, register_kind
from engine.types import Array, Shape

Sizes = tuple[int, ...]
_FORMATS = ("channels_last", "channels_first")


def _whole(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        return None
    return int(value)


def _sizes_kind(rank: int) -> Kind:
    """Return the kind of options with one number for each of `rank` axes."""

    def convert(value: Any) -> Sizes:
        items = value if isinstance(value, list | tuple) else [value] * rank
        numbers = [number for item in items if (number := _whole(item)) is not None]
        if len(numbers) != len(items) or len(items) != rank:
            if rank == 1:
                raise ValueError("must be a whole number")
            raise ValueError(
                Text("must be a whole number, or {count} of them", count=rank)
            )
        return tuple(numbers)

    return Kind("ints", convert, serialize=list, short=list)


def _as_pair(value: Any) -> tuple[int, int] | None:
    """Return (before, after) for such a pair or one number, None for anything else."""
    items = value if isinstance(value, list | tuple) else [value, value]
    numbers = [number for item in items if (number := _whole(item)) is not None]
    if len(items) != 2 or len(numbers) != 2 or min(numbers) < 0:
        return None
    return numbers[0], numbers[1]


def _pairs_kind(rank: int) -> Kind:
    """Return the kind of options with numbers for both ends of each of `rank` axes."""

    def convert(value: Any) -> Any:
        if rank == 1:
            if (pair := _as_pair(value)) is None:
                raise ValueError(
                    "must be a whole number of at least 0, or two such as (1, 1)"
                )
            return pair
        items = value if isinstance(value, list | tuple) else [value] * rank
        pairs = [pair for item in items if (pair := _as_pair(item)) is not None]
        if len(pairs) != len(items) or len(items) != rank:
            raise ValueError(
                Text(
                    "must be a whole number of at least 0, {count} of them, or {count} "
                    "pairs such as (1, 1)",
                    count=rank,
                )
            )
        return tuple(pairs)

    def as_lists(value: Any) -> Any:
        return [list(part) if isinstance(part, tuple) else part for part in value]

    return Kind("pairs", convert, serialize=as_lists, short=as_lists)


def _lower(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a text")
    return value.lower()


def _as_format(value: Any) -> str:
    """Return a format; Keras takes none for the usual one."""
    return _FORMATS[0] if value is None else _lower(value)


DataFormat = Annotated[str, "data format"]
"""Annotation of an option that says where arrays have their channels."""
SizePerAxis = Annotated[Sizes, "size per axis"]
"""Annotation of an option with a whole number for each axis; one serves for all."""
PairPerAxis = Annotated[Any, "pair per axis"]
"""Annotation of an option with whole numbers for the start and end of each axis."""
# Kinds of a family; its members have those for their number of axes.
_SIZES = _sizes_kind(1)
_PAIRS = _pairs_kind(1)
_FORMAT = Kind("choice", _as_format, choices=_FORMATS)
_ANY_CASE = Kind("choice", _lower)
register_kind(DataFormat, _FORMAT)
register_kind(SizePerAxis, _SIZES)
register_kind(PairPerAxis, _PAIRS)


class Spatial(Layer, registers=False):
    """Base of layers for sequences, images and volumes.

    A family declares its options once; each member says how many axes it has (`rank`)
    and its options then take and hold that many numbers. Members compute with the
    channels last: here is where arrays that have them first are turned.
    """

    rank: ClassVar[int] = 0
    """Number of axes between those of the samples and of the channels."""
    paddings: ClassVar[tuple[str, ...]] = ("valid", "same")
    """Values of the option `padding`, where there is one."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.rank:
            cls._set_options([cls._bound(opt) for opt in cls.options.values()])

    @classmethod
    def _bound(cls, opt: Option) -> Option:
        """Return an option of the family as it is for this number of axes."""
        if opt.kind is _FORMAT:
            return opt
        if opt.choices:
            choices = cls.paddings if opt.name == "padding" else opt.choices
            return dataclasses.replace(opt, choices=choices, kind=_ANY_CASE)
        if opt.kind is _SIZES:
            kind = _sizes_kind(cls.rank)
        elif opt.kind is _PAIRS:
            kind = _pairs_kind(cls.rank)
        else:
            return opt
        first = opt.default
        return dataclasses.replace(
            opt,
            kind=kind,
            default=first if first in (REQUIRED, None) else kind.convert(first),
            suggest=None if opt.suggest is None else kind.convert(opt.suggest),
        )

    # -------------------------------------------------------------- shapes

    @property
    def channels_first(self) -> bool:
        """Whether arrays have the channels before the other axes."""
        return vars(self).get("data_format") == "channels_first"

    def check_input(self, shape: Shape) -> None:
        """Raise a `ShapeError` unless the shape has the right number of axes."""
        rank = self.rank
        if len(shape) == rank + 1 and None not in shape[1:]:
            target = (1, *shape[1:]) if self.channels_first else (*shape[1:], 1)
            advice = Text(
                "Add an axis for channels with Reshape({shape}).", shape=target
            )
        else:
            axes, channels = (16, 28, 28)[-rank:], 3
            target = (channels, *axes) if self.channels_first else (*axes, channels)
            advice = Text(
                "Bring samples into a shape such as {shape} with a Reshape layer.",
                shape=target,
            )
        self.check_rank(shape, rank + 2, rank + 2, advice=advice)

    def axes_of(self, shape: Any) -> Any:
        """Return the sizes of the axes between batch and channels."""
        return tuple(shape[2:] if self.channels_first else shape[1:-1])

    def channels_of(self, shape: Any) -> Any:
        """Return the number of channels."""
        return shape[1 if self.channels_first else -1]

    def shape_with(self, batch: Any, axes: Sequence[Any], channels: Any) -> Any:
        """Return a shape put together from its parts."""
        if self.channels_first:
            return (batch, channels, *axes)
        return (batch, *axes, channels)

    def count_windows(
        self,
        axes: Sequence[int | None],
        kernel: Sizes,
        strides: Sizes,
        dilation: Sizes,
        padding: str,
    ) -> tuple[int | None, ...]:
        """Return how many windows fit on each axis, None where its size is unknown.

        Raises
        ------
        ShapeError
            If there is an axis on which not even one fits.
        """
        counts = []
        for size, k, s, d in zip(axes, kernel, strides, dilation, strict=True):
            count = None if size is None else window_count(size, k, s, d, padding)
            if count is not None and count < 1:
                spans = [reach(k, d) for k, d in zip(kernel, dilation, strict=True)]
                raise ShapeError(
                    "{where}: a window of {window} does not fit an input of {size}. "
                    'Use padding="same" or a smaller window.',
                    where=self.where(),
                    window=_times(spans),
                    size=_times(axes),
                )
            counts.append(count)
        return tuple(counts)

    def windows_on(
        self,
        axes: Sizes,
        kernel: Sizes,
        strides: Sizes,
        dilation: Sizes,
        padding: str,
    ) -> Windows:
        """Return where windows lie, or raise a `ShapeError` if none fits."""
        windows = windows_on(axes, kernel, strides, dilation, padding)
        if min(windows.count) < 1:
            self.count_windows(axes, kernel, strides, dilation, padding)
        return windows

    # -------------------------------------------------------------- arrays

    def channels_to_end(self, x: Array, name: str, ctx: Context) -> Array:
        """Return an array of the user's format with its channels last.

        Parameters
        ----------
        x : ndarray
            Array in the format that `data_format` says.
        name : str
            Name of the memory for the copy, if there has to be one.
        ctx : Context
            Gives memory.
        """
        if not self.channels_first:
            return x
        turned = x.transpose(0, *range(2, x.ndim), 1)
        copy = ctx.buffer(name, turned.shape, x.dtype)
        np.copyto(copy, turned)
        return copy

    def channels_to_place(self, x: Array, name: str, ctx: Context) -> Array:
        """Return an array with channels last in the user's format.

        Parameters
        ----------
        x, name, ctx
            As for `channels_to_end`.
        """
        if not self.channels_first:
            return x
        turned = x.transpose(0, x.ndim - 1, *range(1, x.ndim - 1))
        copy = ctx.buffer(name, turned.shape, x.dtype)
        np.copyto(copy, turned)
        return copy


def pairs_of(value: Any, rank: int) -> tuple[tuple[int, int], ...]:
    """Return the value of an option of kind `PairPerAxis` with a pair for each axis."""
    return (value,) if rank == 1 else value


def _times(sizes: Sequence[int | None]) -> str:
    """Return sizes as ``28x28``."""
    return "x".join("?" if size is None else str(size) for size in sizes)
