"""Enlarged images."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from engine.graph.context import Context
from engine.kernels.resize import resize
from engine.layers.conv_base import positions
from engine.layers.layer import Example
from engine.layers.spatial import DataFormat, SizePerAxis, Sizes
from engine.layers.up_sampling import UpSampling
from engine.options import option
from engine.types import Array


class UpSampling2D(UpSampling):
    """Enlarge images by whole factors.

    Input shape: ``(n, height, width, channels)``. Output shape:
    ``(n, height * size[0], width * size[1], channels)``, with the channels before
    height and width for ``data_format="channels_first"``.

    References
    ----------
    .. [1] ``keras.layers.UpSampling2D``.
    """

    rank: ClassVar[int] = 2
    examples: ClassVar[tuple[Example, ...]] = (
        Example({}, ((2, 3, 2),)),
        Example({"size": (1, 3)}, ((2, 2, 1),), integer_inputs=5),
        Example(
            {
                "size": (2, 3),
                "data_format": "channels_first",
                "interpolation": "bilinear",
            },
            ((2, 3, 2),),
        ),
        Example({"size": (3, 2), "interpolation": "bicubic"}, ((4, 3, 2),)),
        Example({"size": 2, "interpolation": "lanczos3"}, ((4, 3, 1),)),
        Example({"size": 2, "interpolation": "lanczos5"}, ((3, 4, 1),)),
    )

    size: SizePerAxis = option(default=2, doc="Factors for height and width.", min=1)
    data_format: DataFormat = option(
        default="channels_last",
        doc="Where the input has its channels.",
        advanced=True,
        formerly=("dim_ordering",),
    )
    interpolation: Literal["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"] = (
        option(default="nearest", doc="What stands between the old elements.")
    )

    def times(self) -> Sizes:
        """Return the factors for height and width."""
        return self.size

    def cast_for(self, dtype: str) -> str | None:
        """Keep whole numbers whole where they are only repeated."""
        if self.interpolation == "nearest" or dtype == self.dtype:
            return super().cast_for(dtype)
        return self.dtype

    def enlarge(self, x: Array, out: Array, ctx: Context) -> None:
        """Write an array with its channels last to a larger one."""
        if self.interpolation == "nearest":
            super().enlarge(x, out, ctx)
        else:
            resize(x, out, self.interpolation, ctx.buffer)

    def enlarge_adjoint(self, dy: Array, out: Array, ctx: Context) -> None:
        """Write the derivative by a larger array to one of the size of the input."""
        if self.interpolation == "nearest":
            super().enlarge_adjoint(dy, out, ctx)
        else:
            resize(dy, out, self.interpolation, ctx.buffer, adjoint=True)

    def multiply_adds(self, input_shape: Any) -> int:
        """Return the products of both interpolations, 0 where nothing is multiplied."""
        if self.interpolation == "nearest":
            return 0
        height, width = self.axes_of(input_shape)
        along_height = positions((height, height, self.size[0], width))
        along_width = positions((height, self.size[0], width, width, self.size[1]))
        return (along_height + along_width) * positions(
            (self.channels_of(input_shape),)
        )
