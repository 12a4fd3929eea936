"""Where windows lie on spatial axes: the size rules of convolutions and pools.

Plain whole numbers, no arrays. Padding is one of Keras' words: ``"valid"`` adds
nothing, ``"same"`` adds zeros on both sides, ``"causal"`` adds them before the first
step only.

References
----------
.. [1] Dumoulin & Visin, "A guide to convolution arithmetic", arXiv:1603.07285.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product


def reach(kernel: int, dilation: int) -> int:
    """Return how many neighbouring elements a dilated window spans."""
    return (kernel - 1) * dilation + 1


def window_count(
    size: int, kernel: int, stride: int, dilation: int, padding: str
) -> int:
    """Return how many windows fit on an axis; 0 or less if not even one does.

    Parameters
    ----------
    size : int
        Elements of the axis.
    kernel, stride, dilation : int
        Elements of a window, step from window to window, step within a window.
    padding : str
        ``"valid"``, ``"same"`` or ``"causal"``.
    """
    if padding == "valid":
        return (size - reach(kernel, dilation)) // stride + 1
    return -(-size // stride)


def padding_before(
    size: int, kernel: int, stride: int, dilation: int, padding: str
) -> int:
    """Return how many zeros stand before the first element of an axis.

    Parameters
    ----------
    size, kernel, stride, dilation, padding
        As for `window_count`.
    """
    if padding == "valid":
        return 0
    span = reach(kernel, dilation)
    if padding == "causal":
        return span - 1
    count = window_count(size, kernel, stride, dilation, padding)
    return max((count - 1) * stride + span - size, 0) // 2


def transposed_size(
    size: int,
    kernel: int,
    stride: int,
    dilation: int,
    padding: str,
    output_padding: int | None,
) -> int:
    """Return the output size of a transposed convolution along an axis.

    Parameters
    ----------
    size, kernel, stride, dilation, padding
        As for `window_count`; `size` is that of the input.
    output_padding : int, optional
        Elements added at the end; None chooses the size that a convolution with the
        same options takes back to `size`.
    """
    span = reach(kernel, dilation)
    if output_padding is None:
        if padding == "same":
            return size * stride
        return (size - 1) * stride + max(span, stride)
    kept = span if padding == "valid" else span % 2
    return (size - 1) * stride + kept + output_padding


def transposed_cut(
    kernel: int, stride: int, dilation: int, padding: str, output_padding: int | None
) -> int:
    """Return how many elements Keras cuts off at the start of a transposed result.

    Parameters
    ----------
    kernel, stride, dilation, padding, output_padding
        As for `transposed_size`.
    """
    if padding == "valid":
        return 0
    span = reach(kernel, dilation)
    if output_padding is None:
        kept = stride + span - 2
    else:
        kept = span + span % 2 - 2 + output_padding
    return span - 1 - min(kept - kept // 2, span - 1)


Sizes = tuple[int, ...]


@dataclass(frozen=True)
class Windows:
    """Windows on some axes; element ``t`` of window ``o`` lies at ``o*s + t*d - b``.

    Attributes
    ----------
    large : tuple of int
        Sizes of the axes that windows lie on.
    count : tuple of int
        Number of windows along each axis.
    kernel, strides, dilation : tuple of int
        Elements of a window, steps between windows (``s``), steps within (``d``).
    before : tuple of int
        Zeros before the first element (``b``).
    """

    large: Sizes
    count: Sizes
    kernel: Sizes
    strides: Sizes
    dilation: Sizes
    before: Sizes

    @cached_property
    def padded(self) -> Sizes:
        """Sizes of the axes with all the zeros that some window touches."""
        return tuple(
            max(b + size, (o - 1) * s + reach(k, d))
            for b, size, o, s, k, d in zip(
                self.before,
                self.large,
                self.count,
                self.strides,
                self.kernel,
                self.dilation,
                strict=True,
            )
        )

    @cached_property
    def inside(self) -> tuple[slice, ...]:
        """Where the axes themselves lie between the zeros."""
        return tuple(
            slice(b, b + size) for b, size in zip(self.before, self.large, strict=True)
        )

    @property
    def needs_padding(self) -> bool:
        """Whether any window touches a zero outside the axes."""
        return self.padded != self.large

    @cached_property
    def is_pointwise(self) -> bool:
        """Whether windows are the elements themselves."""
        return (
            all(size == 1 for size in self.kernel + self.strides)
            and self.large == self.count
            and not self.needs_padding
        )

    @cached_property
    def offsets(self) -> tuple[tuple[Sizes, tuple[slice, ...]], ...]:
        """For each element of a window: its index, and where it lies for all windows.

        The slices are those of the padded axes.
        """
        return tuple(
            (
                index,
                tuple(
                    slice(t * d, t * d + (o - 1) * s + 1, s)
                    for t, d, o, s in zip(
                        index, self.dilation, self.count, self.strides, strict=True
                    )
                ),
            )
            for index in product(*(range(size) for size in self.kernel))
        )


@lru_cache(maxsize=1024)
def windows_on(
    large: Sizes, kernel: Sizes, strides: Sizes, dilation: Sizes, padding: str
) -> Windows:
    """Return the windows of a convolution or a pool.

    Parameters
    ----------
    large : tuple of int
        Sizes of the spatial axes of the input.
    kernel, strides, dilation : tuple of int
        One number for each axis.
    padding : str
        ``"valid"``, ``"same"`` or ``"causal"``.
    """
    axes = list(zip(large, kernel, strides, dilation, strict=True))
    return Windows(
        large,
        tuple(window_count(*axis, padding) for axis in axes),
        kernel,
        strides,
        dilation,
        tuple(padding_before(*axis, padding) for axis in axes),
    )


@lru_cache(maxsize=1024)
def windows_under(
    count: Sizes,
    kernel: Sizes,
    strides: Sizes,
    dilation: Sizes,
    padding: str,
    output_padding: Sizes | None,
) -> Windows:
    """Return the windows of a transposed convolution: its input has one for each.

    Parameters
    ----------
    count : tuple of int
        Sizes of the spatial axes of the input.
    kernel, strides, dilation, padding
        As for `windows_on`.
    output_padding : tuple of int, optional
        As for `transposed_size`, one number for each axis.
    """
    extra: tuple[int | None, ...] = output_padding or (None,) * len(count)
    axes = list(zip(kernel, strides, dilation, strict=True))
    return Windows(
        tuple(
            transposed_size(size, *axis, padding, more)
            for size, axis, more in zip(count, axes, extra, strict=True)
        ),
        count,
        kernel,
        strides,
        dilation,
        tuple(
            transposed_cut(*axis, padding, more)
            for axis, more in zip(axes, extra, strict=True)
        ),
    )
