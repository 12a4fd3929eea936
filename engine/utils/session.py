"""What is counted from call to call, and forgotten."""

from __future__ import annotations

from engine.naming import clear_names


def clear_session(free_memory: bool = True) -> None:
    """Let automatic names start anew: ``dense``, ``dense_1``, ...

    Parameters
    ----------
    free_memory : bool, default=True
        For Keras' sake; the engine keeps nothing that could be freed.
    """
    del free_memory
    clear_names()
