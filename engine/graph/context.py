"""What one call of a layer may use while it runs: buffers, saved arrays, gradients.

A context belongs to one node of one plan. Everything a layer keeps between its forward
and its backward pass lies here, so that one layer can stand in several places.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.parameters import Variable
from engine.types import Array


class Gradients:
    """Gradients of the trainable variables of a model, for one backward pass.

    Parameters
    ----------
    variables : list of Variable
        Trainable variables.
    views : list of ndarray
        Where each gradient goes, usually parts of one flat buffer.
    """

    def __init__(self, variables: list[Variable], views: list[Array]) -> None:
        self.variables = variables
        self._views = {id(v): view for v, view in zip(variables, views, strict=True)}
        self._touched: set[int] = set()
        self._scratch: dict[int, Array] = {}
        self._pending: list[tuple[Array, Array]] = []

    def begin(self) -> None:
        """Forget the gradients of the previous pass, even of one that broke off."""
        self._touched.clear()
        self._pending.clear()

    def wants(self, variable: Variable) -> bool:
        """Whether the gradient of `variable` is needed."""
        return id(variable) in self._views

    def target(self, variable: Variable) -> Array | None:
        """Return the array that the gradient is to be written to, or None.

        The array is to be overwritten completely. When a shared layer asks a second
        time, it gets a scratch array whose content is added by `collect`.
        """
        key = id(variable)
        view = self._views.get(key)
        if view is None:
            return None
        if key not in self._touched:
            self._touched.add(key)
            return view
        scratch = self._scratch.get(key)
        if scratch is None:
            scratch = self._scratch[key] = np.empty_like(view)
        self._pending.append((view, scratch))
        return scratch

    def collect(self) -> None:
        """Add what second calls of shared layers have written."""
        for view, scratch in self._pending:
            np.add(view, scratch, out=view)
        self._pending.clear()

    def finish(self) -> None:
        """Set the gradients of variables that no path reached to zero."""
        for variable in self.variables:
            if id(variable) not in self._touched:
                self._views[id(variable)].fill(0)

    def __getitem__(self, variable: Variable) -> Array:
        return self._views[id(variable)]


class Context:
    """Working space of one call of a layer.

    Attributes
    ----------
    training : bool
        Whether the pass belongs to training (dropout drops, ...).
    mask : ndarray, list or None
        Mask of the input or inputs, True where a step counts.
    rng : numpy.random.Generator
        Where random numbers of this call come from.
    call_options : dict
        Keyword arguments of the call that are not tensors.
    input_wanted : list of bool
        Whether the gradient of each input is needed.
    penalty : float
        Sum of what regularizers of activity add to the loss in this call.
    """

    def __init__(
        self,
        rng: np.random.Generator,
        gradients: Gradients | None = None,
        inputs: int = 1,
        call_options: dict[str, Any] | None = None,
    ) -> None:
        self.training = False
        self.mask: Any = None
        self.rng = rng
        self.call_options = call_options or {}
        self.input_wanted = [True] * inputs
        self.penalty = 0.0
        self._gradients = gradients
        self._saved: dict[str, Any] = {}
        self._memory: dict[str, Array] = {}
        self._views: dict[tuple[str, tuple[int, ...]], Array] = {}
        self._children: dict[str, Any] = {}

    def buffer(
        self, name: str, shape: tuple[int, ...], dtype: Any = np.float32
    ) -> Array:
        """Return an array to write to; the same memory at every pass.

        Its content is whatever an earlier pass left. Smaller shapes (the last batch of
        an epoch) use a part of the memory, so nothing is allocated for them.

        Parameters
        ----------
        name : str
            Name of the buffer within this call.
        shape : tuple of int
            Shape.
        dtype : dtype, default=float32
            Dtype; must not change for one name.
        """
        key = (name, shape)
        view = self._views.get(key)
        if view is not None and view.dtype == dtype:
            return view
        size = 1
        for d in shape:
            size *= d
        memory = self._memory.get(name)
        if memory is None or memory.size < size or memory.dtype != dtype:
            memory = self._memory[name] = np.empty(size, dtype)
            self._views = {k: v for k, v in self._views.items() if k[0] != name}
        view = self._views[key] = memory[:size].reshape(shape)
        return view

    def save(self, **values: Any) -> None:
        """Keep values of the forward pass for the backward pass."""
        self._saved.update(values)

    def __getitem__(self, name: str) -> Any:
        return self._saved[name]

    def gradient(self, variable: Variable) -> Array | None:
        """Return the array to overwrite with the gradient of `variable`.

        Returns
        -------
        ndarray or None
            None when nobody needs the gradient (frozen layers).
        """
        if self._gradients is None:
            return None
        return self._gradients.target(variable)

    @property
    def gradients(self) -> Gradients | None:
        """The gradients of the whole pass, for layers that contain layers."""
        return self._gradients

    def child_context(
        self, name: str, inputs: int = 1, options: dict[str, Any] | None = None
    ) -> Context:
        """Return the context of a layer that runs within this one, kept with this call.

        Mode and random numbers are those of this call; the mask is to be set.

        Parameters
        ----------
        name : str
            Name of the inner call.
        inputs : int, default=1
            Number of tensors the inner layer takes.
        options : dict, optional
            Its further arguments.
        """
        inner: Context = self.child(
            name, lambda: Context(self.rng, self._gradients, inputs, options)
        )
        inner.training = self.training
        inner.rng = self.rng
        inner.mask = None
        inner.penalty = 0.0
        return inner

    def child(self, name: str, make: Callable[[], Any]) -> Any:
        """Return an object made once and kept with this call, such as an inner plan."""
        found = self._children.get(name)
        if found is None:
            found = self._children[name] = make()
        return found
