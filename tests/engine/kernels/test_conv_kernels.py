"""Convolutions against their definition, and adjoints against the inner product."""

import itertools
from typing import Any

import numpy as np
import pytest

import engine.kernels.conv as conv_module
import engine.kernels.conv_depthwise as depthwise_module
from engine.kernels.conv import convolve, kernel_gradient, spread
from engine.kernels.conv_depthwise import (
    depthwise,
    depthwise_kernel_gradient,
    depthwise_spread,
    repeat_channels,
    repeat_channels_adjoint,
)
from engine.kernels.windows import Windows, windows_on, windows_under
from engine.types import Array


def work(name: str, shape: tuple[int, ...], dtype: Any) -> Array:
    """Memory full of rubbish, as that of a context is."""
    return np.full(shape, np.nan, dtype)


def by_definition(x: Array, kernel: Array, windows: Windows, groups: int = 1) -> Array:
    """Sum over the elements of each window, one window after the other."""
    width, filters = kernel.shape[-2:]
    out = np.zeros((x.shape[0], *windows.count, filters), x.dtype)
    for at in itertools.product(*map(range, windows.count)):
        for element in itertools.product(*map(range, windows.kernel)):
            place = tuple(
                o * s + t * d - b
                for o, s, t, d, b in zip(
                    at,
                    windows.strides,
                    element,
                    windows.dilation,
                    windows.before,
                    strict=True,
                )
            )
            if any(p < 0 or p >= n for p, n in zip(place, windows.large, strict=True)):
                continue
            values = x[(slice(None), *place)]
            for group in range(groups):
                f = slice(group * filters // groups, (group + 1) * filters // groups)
                c = slice(group * width, (group + 1) * width)
                out[(slice(None), *at, f)] += values[:, c] @ kernel[(*element, ..., f)]
    return out


CASES = [
    # sizes, kernel, strides, dilation, padding, channels, filters, groups
    ((7,), (3,), (1,), (1,), "valid", 3, 4, 1),
    ((7,), (3,), (2,), (1,), "same", 5, 4, 1),
    ((9,), (3,), (1,), (2,), "causal", 2, 3, 1),
    ((8,), (2,), (3,), (1,), "causal", 6, 4, 2),
    ((4,), (1,), (1,), (1,), "valid", 4, 6, 2),
    ((5, 6), (3, 2), (1, 1), (1, 1), "valid", 1, 5, 1),
    ((5, 6), (3, 2), (2, 1), (1, 1), "same", 6, 5, 1),
    ((6, 7), (2, 3), (1, 1), (2, 2), "same", 10, 4, 2),
    ((6, 7), (2, 3), (1, 1), (2, 1), "valid", 3, 3, 3),
    ((5, 4), (1, 1), (1, 1), (1, 1), "same", 5, 7, 1),
    ((5, 4), (1, 1), (2, 3), (1, 1), "valid", 5, 2, 1),
    ((7, 5), (2, 2), (3, 3), (1, 1), "valid", 2, 2, 1),
    ((3, 2), (5, 5), (1, 1), (1, 1), "same", 2, 2, 1),
    ((4, 3, 5), (2, 3, 2), (1, 2, 1), (1, 1, 1), "same", 3, 4, 1),
    ((4, 3, 5), (2, 1, 2), (1, 1, 1), (2, 1, 3), "valid", 6, 4, 2),
]
each_case = pytest.mark.parametrize(
    ("sizes", "kernel", "strides", "dilation", "padding", "c", "f", "groups"), CASES
)
each_block = pytest.mark.parametrize("block", [1, 200, 2**19])


@each_block
@each_case
def test_convolution_and_its_adjoints(
    sizes: Any,
    kernel: Any,
    strides: Any,
    dilation: Any,
    padding: str,
    c: int,
    f: int,
    groups: int,
    block: int,
    monkeypatch: pytest.MonkeyPatch,
    rng: np.random.Generator,
) -> None:
    """With blocks of part of a sample, of some samples, and of all of them."""
    monkeypatch.setattr(conv_module, "_BLOCK", block)
    windows = windows_on(sizes, kernel, strides, dilation, padding)
    x, other_x = rng.standard_normal((2, 5, *sizes, c))
    w, other_w = rng.standard_normal((2, *kernel, c // groups, f))
    bias = rng.standard_normal(f)
    y = np.full((5, *windows.count, f), np.nan)
    convolve(x, w, windows, y, work, groups=groups, bias=bias)
    np.testing.assert_allclose(y, by_definition(x, w, windows, groups) + bias)

    # The adjoints: <dy, conv(x, w)> is <dx, x> for any x, and <dw, w> for any w.
    dy = rng.standard_normal(y.shape)
    dx, dw = np.full_like(x, np.nan), np.full_like(w, np.nan)
    spread(dy, w, windows, dx, work)
    kernel_gradient(x, dy, windows, dw, work)
    by_x = by_definition(other_x, w, windows, groups)
    by_w = by_definition(x, other_w, windows, groups)
    assert np.sum(dx * other_x) == pytest.approx(np.sum(dy * by_x))
    assert np.sum(dw * other_w) == pytest.approx(np.sum(dy * by_w))

    # A transposed convolution adds a bias to what the adjoint gives.
    other_bias = rng.standard_normal(c)
    moved = np.full_like(x, np.nan)
    spread(dy, w, windows, moved, work, bias=other_bias)
    np.testing.assert_allclose(moved, dx + other_bias)


@pytest.mark.parametrize("times", [1, 3])
@each_block
@pytest.mark.parametrize(
    ("sizes", "kernel", "strides", "dilation", "padding"),
    list(dict.fromkeys(case[:5] for case in CASES)),
)
def test_depthwise_convolution_and_its_adjoints(
    sizes: Any,
    kernel: Any,
    strides: Any,
    dilation: Any,
    padding: str,
    times: int,
    block: int,
    monkeypatch: pytest.MonkeyPatch,
    rng: np.random.Generator,
) -> None:
    """As a convolution with as many groups as channels."""
    monkeypatch.setattr(depthwise_module, "_BLOCK", block)
    windows = windows_on(sizes, kernel, strides, dilation, padding)
    x, other_x = rng.standard_normal((2, 5, *sizes, 3))
    w, other_w = rng.standard_normal((2, *kernel, 1, 3 * times))

    repeated = repeat_channels(x, times, work)
    y = np.full((5, *windows.count, 3 * times), np.nan)
    depthwise(repeated, w[..., 0, :], windows, y, work)
    np.testing.assert_allclose(y, by_definition(x, w, windows, 3))

    dy = rng.standard_normal(y.shape)
    dw, d_repeated = np.full_like(w[..., 0, :], np.nan), np.full_like(repeated, np.nan)
    depthwise_kernel_gradient(repeated, dy, windows, dw, work)
    depthwise_spread(dy, w[..., 0, :], windows, d_repeated, work)
    dx = np.full_like(x, np.nan)
    repeat_channels_adjoint(d_repeated, dx)
    by_x = by_definition(other_x, w, windows, 3)
    by_w = by_definition(x, other_w, windows, 3)
    assert np.sum(dx * other_x) == pytest.approx(np.sum(dy * by_x))
    assert np.sum(dw * other_w[..., 0, :]) == pytest.approx(np.sum(dy * by_w))


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("output_padding", [None, 0, 1])
@pytest.mark.parametrize(
    ("kernel", "stride", "dilation"),
    [(1, 1, 1), (1, 3, 1), (2, 2, 1), (3, 2, 1), (4, 2, 1), (3, 1, 2), (5, 3, 1)],
)
def test_transposed_windows_fit(
    padding: str, output_padding: int | None, kernel: int, stride: int, dilation: int
) -> None:
    """The input has one window each, and a convolution has no more than those."""
    extra = None if output_padding is None else (output_padding,)
    windows = windows_under((4,), (kernel,), (stride,), (dilation,), padding, extra)
    assert windows.count == (4,)
    assert windows.before[0] >= 0
    if output_padding is None:
        back = windows_on(windows.large, (kernel,), (stride,), (dilation,), padding)
        assert back.count == (4,)


def test_a_single_number_by_hand() -> None:
    """[1, 2, 3] with the filter [1, 10]: 1 + 20 and 2 + 30."""
    windows = windows_on((3,), (2,), (1,), (1,), "valid")
    x = np.array([1.0, 2, 3]).reshape(1, 3, 1)
    y = np.empty((1, 2, 1))
    convolve(x, np.array([1.0, 10]).reshape(2, 1, 1), windows, y, work)
    assert y.ravel().tolist() == [21, 32]
