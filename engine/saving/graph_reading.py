"""Calls of layers, as configs list them, made in a possible order."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import EngineError, FileError, Text, UnsupportedError
from engine.graph.structure import flatten, map_structure
from engine.graph.symbolic import KerasTensor, Node
from engine.layers.input_layer import InputLayer
from engine.layers.layer import Layer
from engine.models import Functional, Sequential
from engine.saving.config_values import Values
from engine.saving.mask_operations import MaskOperations
from engine.types import Json


@dataclass(frozen=True)
class _Ref:
    """The tensor that a call of a layer gives."""

    layer: str
    call: int
    output: int


_Key = tuple[str, int]
"""Name of a layer and number of its call."""


class GraphReader:
    """Makes the calls of one graph.

    Parameters
    ----------
    values : Values
        Checks values, and raises.
    title : str
        Name of the model for messages.
    layers : mapping
        Layers by the names of the config.
    calls : mapping
        What the config lists as ``inbound_nodes`` of each layer.
    operations : mapping
        Entries of operations that make masks.
    """

    def __init__(
        self,
        values: Values,
        title: str,
        layers: Mapping[str, Layer],
        calls: Mapping[str, list[Json]],
        operations: Mapping[str, Mapping[str, Json]],
    ) -> None:
        self._values = values
        self._title = title
        self._layers = layers
        # Keras 2 wrote lists, and counted a call that makes the inner model itself.
        self._is_old = any(isinstance(c, list) for cs in calls.values() for c in cs)
        self._operations = operations
        self._masks: list[tuple[str, Json]] = []
        self._arguments: dict[_Key, Any] = {
            (name, index): self._argument(name, call)
            for name, several in calls.items()
            for index, call in enumerate(several)
        }
        self._check_masks()
        self._made: dict[_Key, Node] = {
            (name, 0): layer.output.producer
            for name, layer in layers.items()
            if isinstance(layer, InputLayer)
        }

    def run(self) -> None:
        """Call all layers.

        Raises
        ------
        FileError
            If calls wait for each other or for what is not there.
        """
        needed_by: dict[_Key, list[_Key]] = {}
        missing: dict[_Key, int] = {}
        for key, argument in self._arguments.items():
            needs = {(ref.layer, ref.call) for ref in flatten(argument)}
            if key[1]:
                needs.add((key[0], key[1] - 1))  # calls are numbered as they are made
            for need in needs:
                if need in self._arguments or need in self._made:
                    continue
                if need[0] in self._operations:
                    operation = self._operations[need[0]].get("class_name")
                    what = f'{self._title}: layer "{key[0]}"'
                    self._refuse(what, Text("the operation it takes"), operation)
                else:
                    self._values.fail(
                        Text(
                            '{title}: layer "{name}" takes call {call} of "{source}", '
                            "which does not exist",
                            title=self._title,
                            name=key[0],
                            call=need[1],
                            source=need[0],
                        )
                    )
            needs -= self._made.keys()
            missing[key] = len(needs)
            for need in needs:
                needed_by.setdefault(need, []).append(key)
        ready = deque(key for key, count in missing.items() if not count)
        while ready:
            key = ready.popleft()
            self._made[key] = self._call(key)
            del missing[key]
            for later in needed_by.get(key, ()):
                missing[later] -= 1
                if not missing[later]:
                    ready.append(later)
        if missing:
            names = ", ".join(dict.fromkeys(name for name, _ in missing))
            self._values.fail(
                Text(
                    "{title}: the graph has a loop through some of these layers: "
                    "{names}",
                    title=self._title,
                    names=names[:300],
                )
            )

    def ends(self, structure: Json, what: str) -> Any:
        """Return the tensors that a config lists as inputs or outputs.

        Parameters
        ----------
        structure : list or dict
            ``[layer, call, output]``, or lists or tables of such.
        what : str
            Name of the list for messages.
        """
        return self._ends(structure, f"{self._title}: {what}")

    def _ends(self, structure: Json, what: str) -> Any:
        if isinstance(structure, dict):
            return {name: self._ends(part, what) for name, part in structure.items()}
        parts = self._values.list(structure, what)
        if len(parts) == 3 and isinstance(parts[0], str):
            ref = self._ref(parts, what)
            layer = self._layers.get(ref.layer)
            # Calls of an inner Functional count from 1 here, and only here.
            from_one = isinstance(layer, Functional) and (
                self._is_old or not isinstance(layer, Sequential)
            )
            return self._tensor(
                _Ref(ref.layer, max(0, ref.call - from_one), ref.output), what
            )
        found = [self._ends(part, what) for part in parts]
        return found[0] if self._is_old and len(found) == 1 else found

    # ------------------------------------------------------------- one call

    def _call(self, key: _Key) -> Node:
        layer = self._layers[key[0]]
        what = f'{self._title}: layer "{key[0]}"'
        argument = map_structure(
            lambda ref: self._tensor(ref, what), self._arguments[key]
        )
        try:
            result = layer(argument)
        except EngineError as error:
            raise FileError(
                "{start}{title}: {reason}",
                start=self._values.start,
                title=self._title,
                reason=error,
            ) from error
        tensor: KerasTensor = flatten(result)[0]
        return tensor.producer

    def _tensor(self, ref: _Ref, what: str) -> KerasTensor:
        node = self._made.get((ref.layer, ref.call))
        if node is None or ref.output >= len(node.outputs):
            self._values.fail(
                Text(
                    '{what} names output {output} of call {call} of layer "{name}", '
                    "which does not exist",
                    what=what,
                    output=ref.output,
                    call=ref.call,
                    name=ref.layer,
                )
            )
        return node.outputs[ref.output]

    # ----------------------------------------------------------- arguments

    def _argument(self, name: str, call: Json) -> Any:
        """Return the input of a call, with a `_Ref` for each tensor."""
        what = f'{self._title}: layer "{name}"'
        if isinstance(call, list):
            return self._old_argument(call, what)
        table = self._values.table(call, f"{what}: inbound_nodes")
        args = self._values.list(table.get("args", []), f"{what}: args")
        options = self._values.table(table.get("kwargs", {}), f"{what}: kwargs")
        if not args and "inputs" in options:
            args = [options["inputs"]]
            options = {k: v for k, v in options.items() if k != "inputs"}
        if not args:
            self._values.fail(Text("{what} is called without an input", what=what))
        for position, value in enumerate(args[1:], start=2):
            if value is not None:
                self._refuse(what, Text("argument {number}", number=position), value)
        self._check_options(options, what)
        return self._refs(args[0], what)

    def _refs(self, value: Json, what: str) -> Any:
        if isinstance(value, list | tuple):
            return [self._refs(part, what) for part in value]
        if not isinstance(value, dict):
            self._refuse(what, Text("an input"), value)
        class_name = value.get("class_name")
        if class_name == "__keras_tensor__":
            config = self._values.table(value.get("config"), f"{what}: a tensor")
            return self._ref(config.get("keras_history"), what)
        if class_name is not None:
            self._refuse(what, Text("an input"), class_name)
        return {name: self._refs(part, what) for name, part in value.items()}

    def _ref(self, value: Json, what: str) -> _Ref:
        parts = self._values.list(value, f"{what}: a tensor")
        if len(parts) != 3:
            self._values.fail(
                Text(
                    "{what}: a tensor must have three parts. Received {value}",
                    what=what,
                    value=str(value)[:100],
                )
            )
        return _Ref(
            self._values.text(parts[0], f"{what}: name of a layer"),
            self._values.position(parts[1], f"{what}: number of a call"),
            self._values.position(parts[2], f"{what}: number of an output"),
        )

    def _old_argument(self, call: list[Json], what: str) -> Any:
        """Read ``[[name, call, output, options], ...]``."""
        refs = []
        for item in call:
            parts = self._values.list(item, f"{what}: inbound_nodes")
            ref = self._ref(parts[:3], what)
            if isinstance(self._layers.get(ref.layer), Functional):
                ref = _Ref(ref.layer, max(0, ref.call - 1), ref.output)
            refs.append(ref)
            if len(parts) > 3:
                table = self._values.table(parts[3], f"{what}: options of a call")
                self._check_options(table, what)
        if not refs:
            self._values.fail(Text("{what} is called without an input", what=what))
        return refs[0] if len(refs) == 1 else refs

    def _check_options(self, options: dict[str, Json], what: str) -> None:
        for name, value in options.items():
            if name == "mask":
                self._masks += [(what, mask) for mask in _masks(value)]
                continue
            # Keras, too, forgets what `training` was when the model itself is called.
            if name != "training" and value is not None and value is not False:
                self._refuse(what, Text("option {name} of its call", name=name), value)

    def _check_masks(self) -> None:
        makers = {
            (ref.layer, ref.call, ref.output): layer.get_config().get("mask_value", 0)
            for (name, _), ref in self._arguments.items()
            if isinstance(ref, _Ref) and (layer := self._layers[name]).makes_mask
        }
        masks = MaskOperations(self._operations, makers)
        for what, value in self._masks:
            if not masks.is_mask(value):
                self._refuse(what, Text("a mask of its own"), value)

    def _refuse(self, what: str, part: Text, value: Json) -> Any:
        raise UnsupportedError(
            "{start}{what}: {part} is not supported. Received {value}.",
            start=self._values.start,
            what=what,
            part=part,
            value=str(value)[:100],
        )


def _masks(value: Json) -> list[Json]:
    """Return what is handed in as masks, in the structure of the inputs."""
    if isinstance(value, list):
        return [mask for part in value for mask in _masks(part)]
    if isinstance(value, dict) and "class_name" not in value:
        return [mask for part in value.values() for mask in _masks(part)]
    return [] if value is None else [value]
