"""Names of classes: the one place that turns a name in a file or a call into a class.

Nothing is ever imported or looked up by a name outside these tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from engine.errors import UnsupportedError, did_you_mean

T = TypeVar("T")


class Registry(Generic[T]):
    """Table of classes or functions of one family, by their Keras names.

    Parameters
    ----------
    family : str
        Word for messages, such as ``"layer"``.
    module : str
        Public Keras module of the family, such as ``"keras.layers"``.
    """

    def __init__(self, family: str, module: str) -> None:
        self.family = family
        self.module = module
        self._entries: dict[str, T] = {}
        self._aliases: dict[str, str] = {}

    def add(self, name: str, entry: T, *aliases: str) -> None:
        """Enter `entry` under its name and further accepted spellings."""
        self._entries[name] = entry
        for alias in (name.lower(), snake_case(name), *aliases):
            self._aliases[alias] = name

    def remove(self, name: str) -> None:
        """Take an entry out, as tests of temporary classes do."""
        self._entries.pop(name, None)
        self._aliases = {a: n for a, n in self._aliases.items() if n != name}

    def get(self, name: str) -> T:
        """Return the entry called `name`, or raise an error with the nearest name."""
        return self._entries[self.name_of(name)]

    def name_of(self, name: str) -> str:
        """Return the full name for any accepted spelling, or raise an error."""
        if name in self._entries:
            return name
        if name in self._aliases:
            return self._aliases[name]
        raise UnsupportedError(
            'There is no {family} called "{name}".{hint} Known: {known}.',
            family=self.family,
            name=name,
            hint=did_you_mean(name.replace(" ", "_"), [*self._entries, *self._aliases]),
            known=", ".join(sorted(self._entries)),
        )

    def __contains__(self, name: object) -> bool:
        return name in self._entries or name in self._aliases

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def items(self) -> list[tuple[str, T]]:
        """Return (name, entry) pairs in order of registration."""
        return list(self._entries.items())


def snake_case(name: str) -> str:
    """Return the automatic lower-case name of a class, as Keras forms it.

    Examples
    --------
    >>> snake_case("LSTM"), snake_case("Conv2D"), snake_case("MaxPooling1D")
    ('lstm', 'conv2d', 'max_pooling1d')
    """
    text = re.sub(r"\W+", "", name)
    text = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", text)
    return re.sub("([a-z])([A-Z])", r"\1_\2", text).lower()


LAYERS: Registry[Any] = Registry("layer", "keras.layers")
MODELS: Registry[Any] = Registry("model", "keras.models")
INITIALIZERS: Registry[Any] = Registry("initializer", "keras.initializers")
REGULARIZERS: Registry[Any] = Registry("regularizer", "keras.regularizers")
CONSTRAINTS: Registry[Any] = Registry("constraint", "keras.constraints")
ACTIVATIONS: Registry[Any] = Registry("activation", "keras.activations")
LOSSES: Registry[Any] = Registry("loss", "keras.losses")
METRICS: Registry[Any] = Registry("metric", "keras.metrics")
OPTIMIZERS: Registry[Any] = Registry("optimizer", "keras.optimizers")
SCHEDULES: Registry[Any] = Registry("schedule", "keras.optimizers.schedules")
CALLBACKS: Registry[Any] = Registry("callback", "keras.callbacks")
