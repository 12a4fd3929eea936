"""Automatic names: ``dense``, ``dense_1``, ... as Keras gives them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from engine.registry import snake_case

_counts: dict[str, int] = {}
_lock = threading.Lock()


class _Opened(threading.local):
    def __init__(self) -> None:
        self.stack: list[tuple[object, str]] = []


_opened = _Opened()


@contextmanager
def name_scope(owner: object, name: str) -> Iterator[str]:
    """Let weights that are declared meanwhile stand under a layer's name.

    Parameters
    ----------
    owner : object
        The layer; within itself it is named once.
    name : str
        Its name.

    Yields
    ------
    str
        The names of all layers around, such as ``"lstm/lstm_cell"``.
    """
    stack = _opened.stack
    is_new = not stack or stack[-1][0] is not owner
    if is_new:
        stack.append((owner, name))
    try:
        yield "/".join(title for _, title in stack)
    finally:
        if is_new:
            stack.pop()


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
