"""Numbers and shapes as the inspector writes them."""

from __future__ import annotations

from collections.abc import Iterable

from engine.types import Shape


def shape_text(shape: Shape | None, dtype: str = "") -> str:
    """Return ``(None, 32) float32``; ``?`` for an unknown shape."""
    text = "?" if shape is None else str(tuple(shape))
    return f"{text} {dtype}".rstrip() if shape is not None else text


def count_text(count: int) -> str:
    """Return a whole number with commas between thousands."""
    return f"{count:,}"


def memory_text(size: float) -> str:
    """Return a number of bytes as Keras writes it: 1024 based, two digits."""
    for unit in ("B", "KB", "MB", "GB", "TB"):
        if size < 1024 or unit == "TB":
            break
        size /= 1024
    return f"{size:.0f} {unit}" if unit == "B" else f"{size:.2f} {unit}"


def operations_text(multiply_adds: int) -> str:
    """Return the floating point operations of so many multiply-adds, two for each."""
    size = 2.0 * multiply_adds
    for unit in ("FLOP", "kFLOP", "MFLOP", "GFLOP", "TFLOP"):
        if size < 1000 or unit == "TFLOP":
            break
        size /= 1000
    return f"{size:.0f} {unit}" if unit == "FLOP" else f"{size:.3g} {unit}"


def counted_text(names: Iterable[str]) -> str:
    """Return names with how often each is there: ``Dense ×3, Dropout``."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return ", ".join(f"{n} ×{c}" if c > 1 else n for n, c in counts.items())
