"""Automatic names: ``dense``, ``dense_1``, ... as Keras gives them."""

from __future__ import annotations

import threading

from engine.registry import snake_case

_counts: dict[str, int] = {}
_lock = threading.Lock()


def auto_name(prefix: str) -> str:
    """Return the next free automatic name for a class name or prefix."""
    prefix = snake_case(prefix)
    with _lock:
        count = _counts.get(prefix, 0)
        _counts[prefix] = count + 1
    return prefix if count == 0 else f"{prefix}_{count}"


def clear_names() -> None:
    """Start counting anew, as ``keras.utils.clear_session`` does."""
    with _lock:
        _counts.clear()
