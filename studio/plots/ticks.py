"""Where the ticks of an axis stand and what they say; no Qt, no plot."""

from __future__ import annotations

import math


def nice_step(span: float, count: float) -> float:
    """Return 1, 2 or 5 times a power of ten that parts `span` into at most `count`.

    Parameters
    ----------
    span : float
        Length to part, > 0.
    count : float
        Most parts, > 0.
    """
    rough = span / count
    power = 10.0 ** math.floor(math.log10(rough))
    for factor in (1, 2, 5):
        if factor * power >= rough * (1 - 1e-9):
            return factor * power
    return 10 * power


def multiples(step: float, low: float, high: float) -> list[float]:
    """Return the multiples of `step` from `low` to `high`, both included."""
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(i * step, 12) for i in range(first, last + 1)]


def linear_ticks(low: float, high: float, count: float) -> tuple[float, list[float]]:
    """Return the step and the ticks of a linear axis."""
    if not high > low:
        return 1.0, []
    step = nice_step(high - low, count)
    return step, multiples(step, low, high)


def epoch_ticks(low: float, high: float, count: float) -> tuple[float, list[float]]:
    """Return the step and the ticks of an axis in epochs: whole ones if they fit."""
    if not high > low:
        return 1.0, []
    step = nice_step(high - low, count)
    if step < 1 <= high - low:
        step = 1.0
    return step, multiples(step, low, high)


def log_ticks(low: float, high: float, count: float) -> list[float]:
    """Return ticks of a logarithmic axis, as logarithms to base 10.

    Parameters
    ----------
    low, high : float
        Logarithms of the ends.
    count : float
        About how many ticks fit.
    """
    if not high > low:
        return []
    if high - low > count:  # many decades: some of them
        return linear_ticks(low, high, count)[1]
    decades = range(math.floor(low), math.ceil(high) + 1)
    for factors in ((1,), (1, 3), (1, 2, 5)):
        ticks = [d + math.log10(f) for d in decades for f in factors]
        ticks = [t for t in ticks if low <= t <= high]
        if len(ticks) >= min(3.0, count):
            return ticks
    values = linear_ticks(10.0**low, 10.0**high, max(count, 2.0))[1]
    return [math.log10(v) for v in values if v > 0]


def tick_text(value: float, step: float) -> str:
    """Return what a tick says, with as many digits as the step needs."""
    size = max(abs(value), step)
    if size >= 1e5 or size < 1e-3:
        return _scientific(value)
    places = max(0, -math.floor(math.log10(step) + 1e-9))
    return f"{value:.{places}f}"


def log_tick_text(logarithm: float) -> str:
    """Return what a tick of a logarithmic axis says."""
    value = 10.0**logarithm
    if 1e-3 <= value < 1e5:
        return f"{value:.3g}" if value < 1000 else f"{value:.0f}"
    return _scientific(value)


def _scientific(value: float) -> str:
    mantissa, exponent = f"{value:.1e}".split("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent)}"
