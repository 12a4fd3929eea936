"""The plan: a graph as a straight list of steps with buffers that are kept.

A plan is made once for a graph and a purpose (training or not) and then runs any number
of batches without building anything again. Layers compute; the plan decides in which
order, which gradients are needed at all, and where they are added up.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.errors import ShapeError
from engine.graph.context import Context, Gradients
from engine.graph.network import Network
from engine.graph.structure import flatten, map_structure
from engine.graph.symbolic import KerasTensor, Node
from engine.random import generator, next_seed
from engine.types import Array


class _Step:
    """One node, ready to run."""

    def __init__(self, node: Node, slots: dict[int, int], context: Context) -> None:
        self.layer = node.layer
        self.node = node
        self.context = context
        self.tensors: list[KerasTensor] = flatten(node.call.inputs)
        self.inputs = [slots[id(t)] for t in self.tensors]
        self.outputs = [slots[id(t)] for t in node.outputs]
        # Position of every input tensor, as one array, a list or a dict: layers get
        # exactly the structure they were called with.
        self.structure = map_structure(lambda leaf: slots[id(leaf)], node.call.inputs)
        self.is_single = isinstance(node.call.inputs, KerasTensor)
        self.mask = _MaskGiven(node.call.mask, slots)
        self.needs_backward = False
        self.casts: list[str | None] = [
            node.layer.cast_for(t.dtype) for t in self.tensors
        ]
        self.has_casts = any(self.casts)
        penalised = node.layer.output_penalty is not None
        self.forward = node.layer.run if penalised else node.layer.forward
        self.backward = node.layer.run_back if penalised else node.layer.backward

    def masks_of(self, masks: list[Any]) -> Any:
        """Return the masks of the inputs."""
        if self.is_single:
            return masks[self.inputs[0]]
        return [masks[slot] for slot in self.inputs]

    def gather(self, values: list[Any]) -> Any:
        """Return the argument of the layer's forward pass."""
        if self.has_casts:
            cast = dict(zip(self.inputs, self._cast(values), strict=True))
            return map_structure(lambda slot: cast[slot], self.structure)
        if self.is_single:
            return values[self.inputs[0]]
        return map_structure(lambda slot: values[slot], self.structure)

    def _cast(self, values: list[Any]) -> list[Array]:
        arrays = []
        for position, slot in enumerate(self.inputs):
            array = values[slot]
            dtype = self.casts[position]
            if dtype is not None and array.dtype != dtype:
                target = self.context.buffer(f"cast{position}", array.shape, dtype)
                np.copyto(target, array, casting="unsafe")
                array = target
            arrays.append(array)
        return arrays


class _MaskGiven:
    """The mask that a call was given, instead of the one that comes with its inputs."""

    def __init__(self, mask: Any, slots: dict[int, int]) -> None:
        self.exists = mask is not None
        self._mask = map_structure(
            lambda leaf: slots[id(leaf)] if isinstance(leaf, KerasTensor) else None,
            mask,
        )
        self._constants = map_structure(
            lambda leaf: None if isinstance(leaf, KerasTensor) else leaf, mask
        )

    def gather(self, values: list[Any]) -> Any:
        """Return the mask as arrays of bool, None where there is none."""
        constants = iter(flatten(self._constants))

        def read(slot: int | None) -> Array | None:
            constant = next(constants)
            given = constant if slot is None else values[slot]
            return None if given is None else np.asarray(given, np.bool_)

        return map_structure(read, self._mask)


def _store(masks: list[Any], step: _Step, mask: Any) -> None:
    """Note the mask, or list of masks, of what a step gave."""
    if len(step.outputs) == 1:
        masks[step.outputs[0]] = mask
        return
    given = mask if isinstance(mask, list) else [mask] * len(step.outputs)
    for slot, one in zip(step.outputs, given, strict=True):
        masks[slot] = one


class Plan:
    """Runs a graph forward and backward.

    Parameters
    ----------
    network : Network
        The graph.
    gradients : Gradients, optional
        Where gradients of weights go; without it only `forward` can be used.
    training : bool, default=False
        Whether layers behave as in training; None leaves it to the calls that were
        made with ``training=True``.
    wants_input_gradients : bool, default=False
        Whether `backward` returns gradients of the inputs.
    seed : int, optional
        Seed of random layers; None takes the next of the process-wide stream.
    """

    def __init__(
        self,
        network: Network,
        gradients: Gradients | None = None,
        *,
        training: bool | None = False,
        wants_input_gradients: bool = False,
        seed: int | None = None,
    ) -> None:
        self.network = network
        self.gradients = gradients
        self.training = training
        seeds = generator(next_seed() if seed is None else seed)
        slots: dict[int, int] = {}
        for node in network.nodes:
            for tensor in node.outputs:
                slots[id(tensor)] = len(slots)
        for tensor in network.inputs:
            slots.setdefault(id(tensor), len(slots))
        self._inputs = [slots[id(t)] for t in network.inputs]
        self._outputs = [slots[id(t)] for t in network.outputs]
        self._input_tensors = network.inputs
        self._values: list[Any] = [None] * len(slots)
        self._masks: list[Any] = [None] * len(slots)
        self._incoming: list[Any] = [None] * len(slots)
        self._owned: list[bool] = [False] * len(slots)
        self._sums = Context(seeds)
        self._kept_masks = False
        self._steps: list[_Step] = []
        wanted = [False] * len(slots)
        if wants_input_gradients:
            for slot, tensor in zip(self._inputs, network.inputs, strict=True):
                wanted[slot] = tensor.dtype.startswith("float")
        for node in network.nodes:
            if network.is_end(node):
                continue
            rng = node.layer.make_generator(int(seeds.integers(0, 2**31)))
            options = node.call.options
            inputs = flatten(node.call.inputs)
            context = Context(rng, gradients, len(inputs), options)
            # As in Keras, what a call says counts only where the model is not told.
            asked = bool(options.get("training"))
            context.training = asked if training is None else training
            step = _Step(node, slots, context)
            context.input_wanted = [
                wanted[slot] and node.layer.has_input_gradient for slot in step.inputs
            ]
            owns_weights = gradients is not None and any(
                gradients.wants(v) for v in node.layer.weights
            )
            step.needs_backward = owns_weights or any(context.input_wanted)
            for slot in step.outputs:
                wanted[slot] = step.needs_backward
            self._steps.append(step)
        self._makes_masks = any(
            step.layer.makes_mask or step.mask.exists for step in self._steps
        )
        self.penalty = 0.0
        """What regularizers of activity add to the loss of the last forward pass."""

    # ------------------------------------------------------------ forward

    # Numbers that grow beyond all bounds give inf and NaN, as in Keras.
    @np.errstate(all="ignore")
    def forward(
        self, inputs: list[Array], input_masks: list[Array | None] | None = None
    ) -> list[Array]:
        """Run all layers.

        Parameters
        ----------
        inputs : list of ndarray
            One array for each input of the graph, batch first.
        input_masks : list of (ndarray of bool or None), optional
            Mask of each input, True where a step counts.

        Returns
        -------
        list of ndarray
            Outputs; valid until the next call of `forward`.
        """
        values, masks = self._values, self._masks
        for slot, array in zip(self._inputs, inputs, strict=True):
            values[slot] = array
        has_masks = self._makes_masks or input_masks is not None
        if has_masks or self._kept_masks:
            for slot in range(len(masks)):
                masks[slot] = None
            self._kept_masks = has_masks
        if input_masks is not None:
            for slot, mask in zip(self._inputs, input_masks, strict=True):
                masks[slot] = mask
        self.penalty = 0.0
        for step in self._steps:
            context = step.context
            x = step.gather(values)
            if not has_masks:
                context.mask = None
            elif step.mask.exists:
                context.mask = step.mask.gather(values)
            else:
                context.mask = step.masks_of(masks)
            context.penalty = 0.0
            y = step.forward(x, context)
            self.penalty += context.penalty
            outputs = step.outputs
            if len(outputs) == 1 and isinstance(y, np.ndarray):
                values[outputs[0]] = y
            else:
                for slot, array in zip(outputs, flatten(y), strict=True):
                    values[slot] = array
            if has_masks:
                self._pass_mask(step, x)
        return [values[slot] for slot in self._outputs]

    def _pass_mask(self, step: _Step, x: Any) -> None:
        """Note the masks of what a step gave."""
        _store(self._masks, step, step.layer.mask_after(x, step.context))
        if step.layer.uses_up_masks:
            for slot in step.inputs:
                self._masks[slot] = None

    @property
    def output_masks(self) -> list[Any]:
        """Masks of the outputs of the last forward pass, None where there is none."""
        return [self._masks[slot] for slot in self._outputs]

    def value_of(self, tensor: KerasTensor) -> Array:
        """Return what the last forward pass gave for a tensor of the graph."""
        for step in self._steps:
            for slot, output in zip(step.outputs, step.node.outputs, strict=True):
                if output is tensor:
                    return np.asarray(self._values[slot])
        for slot, given in zip(self._inputs, self._input_tensors, strict=True):
            if given is tensor:
                return np.asarray(self._values[slot])
        raise ShapeError('Tensor "{name}" is not part of this graph.', name=tensor.name)

    # ----------------------------------------------------------- backward

    @np.errstate(all="ignore")
    def backward(self, output_gradients: list[Array | None]) -> list[Array | None]:
        """Run all layers that need it backwards, last first.

        Parameters
        ----------
        output_gradients : list of ndarray or None
            Derivative of the loss by each output; None where there is no loss.

        Returns
        -------
        list of ndarray or None
            Derivatives by the inputs, where wanted.
        """
        incoming = self._incoming
        for slot in range(len(incoming)):
            incoming[slot] = None
        for slot, given in zip(self._outputs, output_gradients, strict=True):
            if given is not None:
                self._add(slot, given)
        gradients = self.gradients
        for step in reversed(self._steps):
            if not step.needs_backward:
                continue
            if len(step.outputs) == 1:
                dy: Any = incoming[step.outputs[0]]
                if dy is None:
                    continue
            else:
                dy = [incoming[slot] for slot in step.outputs]
                if all(one is None for one in dy):
                    continue
                dy = [
                    np.zeros_like(self._values[slot]) if one is None else one
                    for slot, one in zip(step.outputs, dy, strict=True)
                ]
            dx = step.backward(dy, step.context)
            if gradients is not None:
                gradients.collect()
            wanted = step.context.input_wanted
            parts = dx if isinstance(dx, list | tuple) else [dx]
            for slot, want, part in zip(step.inputs, wanted, parts, strict=True):
                if want and part is not None:
                    self._add(slot, part)
        return [incoming[slot] for slot in self._inputs]

    def _add(self, slot: int, dx: Array) -> None:
        """Add a gradient to those that already came back to a tensor.

        Arrays that layers return may be views of each other, so a sum always goes to
        memory of the plan's own.
        """
        before = self._incoming[slot]
        if before is None:
            self._incoming[slot] = dx
            self._owned[slot] = False
            return
        total = (
            before
            if self._owned[slot]
            else self._sums.buffer(f"sum{slot}", dx.shape, dx.dtype)
        )
        np.add(before, dx, out=total)
        self._incoming[slot] = total
        self._owned[slot] = True
