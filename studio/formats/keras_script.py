"""Document to a Keras 3 script that runs as it is, and the file of its data.

`write` and `write_with_lines` give the text, `write_data` the numbers that are not in a
file of the user's own. Nothing of the document is ever run, and no text of it can
become code: see `studio.formats.python_source`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from engine.registry import CALLBACKS, LOSSES, OPTIMIZERS, Registry, snake_case
from engine.types import Json
from studio.data.dataset import Dataset
from studio.document.analysis import analyse
from studio.document.errors import DocumentError
from studio.document.model import Document, Node
from studio.document.nodes import (
    INPUT,
    OUTPUT,
    InputNode,
    OutputNode,
    call_arguments,
    make_layer,
)
from studio.document.outputs import (
    OutputName,
    model_name,
    output_names,
    used_nodes,
)
from studio.document.settings import setting, training_settings
from studio.formats.python_source import (
    Atom,
    Call,
    Expression,
    Identifiers,
    Prefixed,
    assignment,
    call,
    comment,
    dictionary,
    listing,
    literal,
    parse,
    quote,
    statement,
    wrapped_comment,
)
from studio.formats.script_data import RESERVED, DataWriter, ScriptData
from studio.formats.script_table import write_columns

Target = Literal["keras", "engine"]

SAMPLES_SHOWN = 5


@dataclass(frozen=True)
class Script:
    """A script, and where the nodes are in it.

    Attributes
    ----------
    text : str
        The source, ASCII letters of names aside.
    lines : dict of str to range
        Line numbers, from 0, that belong to each node by its id; nodes that are not in
        the model have none.
    data_name : str
        Name of the file that the script expects beside it, empty for none.
    """

    text: str
    lines: dict[str, range]
    data_name: str


def write(
    document: Document,
    *,
    target: Target = "keras",
    dataset: Dataset | None = None,
    path: Path | None = None,
    base: Path | None = None,
) -> str:
    """Return the script of a document; see `write_with_lines`."""
    return write_with_lines(
        document, target=target, dataset=dataset, path=path, base=base
    ).text


def write_with_lines(
    document: Document,
    *,
    target: Target = "keras",
    dataset: Dataset | None = None,
    path: Path | None = None,
    base: Path | None = None,
) -> Script:
    """Return the script of a document with the lines of each node.

    Parameters
    ----------
    document : Document
        A document without errors; where no data is bound, random numbers stand in.
    target : {"keras", "engine"}, default="keras"
        Which package the script imports.
    dataset : Dataset, optional
        The data that the document's source names.
    path : Path, optional
        File of the script, if known: it names the file of data beside it, and the
        user's own files in the same folder are found wherever the folder moves.
    base : Path, optional
        Folder of the project, where relative paths of data start.

    Raises
    ------
    DocumentError
        With the text of the first problem, if there is no model to write.
    """
    writer = _Writer(document, target)
    data_path = _data_path(document, path)
    folder = base if path is None else path.parent
    data = writer.data(dataset, base, folder, data_path.name)
    return writer.write(data, data_path.name)


def write_data(
    document: Document, dataset: Dataset | None, path: Path, *, base: Path | None = None
) -> Path | None:
    """Write the file of data that the script expects beside it.

    Parameters
    ----------
    document, dataset, base
        As for `write_with_lines`.
    path : Path
        File of the script.

    Returns
    -------
    Path or None
        The file written; None if the script needs none.

    Raises
    ------
    DocumentError
        With the text of the first problem, if there is no model to write.
    """
    data_path = _data_path(document, path)
    data = _Writer(document, "keras").data(dataset, base, path.parent, data_path.name)
    if dataset is None or not data.has_file:
        return None
    write_columns(dataset, data.file_numbers, data.file_classes, data_path)
    return data_path


def _data_path(document: Document, path: Path | None) -> Path:
    if path is None:
        plain = re.sub(r"[^0-9A-Za-z]+", "_", model_name(document)).strip("_")[:60]
        return Path(f"{plain or 'model'}_data.npz")
    return path.with_name(f"{path.stem}_data.npz")


class _Writer:
    """Writes one script."""

    def __init__(self, document: Document, target: Target) -> None:
        analysis = analyse(document)
        if analysis.errors:
            first = analysis.errors[0]
            raise DocumentError(first.template, **first.values)
        self._document = document
        self._analysis = analysis
        self._target = target
        self._names = output_names(document)
        used = used_nodes(document)
        self._nodes = [document.nodes[i] for i in analysis.order if i in used]
        # Inputs and outputs in the order in which the user placed them.
        placed = [node for node in document if node.id in used]
        self.input_nodes = {n.name: n for n in placed if n.type == INPUT}
        self.output_nodes = {n.name: n for n in placed if n.type == OUTPUT}
        self._identifiers = Identifiers(RESERVED)
        self._variables: dict[str, str] = {}
        self._ends: dict[str, str] = {}
        self._layers: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._lines: list[str] = []
        self._ranges: dict[str, range] = {}

    def data(
        self,
        dataset: Dataset | None,
        base: Path | None,
        folder: Path | None,
        data_name: str,
    ) -> ScriptData:
        """Write the data part."""
        return DataWriter(
            self._document,
            self._analysis,
            self.input_nodes,
            self.output_nodes,
            dataset=dataset,
            base=base,
            folder=folder,
            data_name=data_name,
        ).write()

    def write(self, data: ScriptData, data_name: str) -> Script:
        """Put the parts together."""
        self._header(data)
        self._add("", *data.lines)
        self._add("", "# Model")
        for node in self._nodes:
            start = len(self._lines)
            self._add(*self._node_lines(node))
            if len(self._lines) > start:
                self._ranges[node.id] = range(start, len(self._lines))
        self._add(*self._model_lines())
        self._compile()
        self._add("", *self._fit_lines(data), "", *self._end_lines(data))
        return Script(
            "\n".join(self._lines) + "\n",
            dict(self._ranges),
            data_name if data.has_file else "",
        )

    def _add(self, *lines: str) -> None:
        for line in lines:
            self._lines += line.split("\n")

    # ------------------------------------------------------------------ header

    def _header(self, data: ScriptData) -> None:
        is_keras = self._target == "keras"
        title = comment(str(setting(self._document, "title")))[:60].strip()
        package = "Keras 3" if is_keras else "Hornbeam engine"
        name = f"{title}: " if title else ""
        first = f'"""{name}a {package} model, drawn in Hornbeam.'
        if is_keras:
            needed = "keras jax pandas" if data.needs_pandas else "keras jax"
            self._add(first, "", f"Runs with: pip install {needed}", '"""', "")
        else:
            self._add(f'{first}"""', "")
        if is_keras:
            self._add("import os")
        if data.needs_path:
            self._add("from pathlib import Path")
        if is_keras:
            self._add(
                "", '# "torch" and "tensorflow" do as well, where they are installed.'
            )
            self._add('os.environ.setdefault("KERAS_BACKEND", "jax")')
        if is_keras or data.needs_path:
            self._add("")
        if is_keras:
            self._add("import keras", "import numpy as np")
        else:
            self._add("import numpy as np")
        if data.needs_pandas:
            self._add("import pandas as pd")
        if is_keras:
            self._add("from keras import layers")
        else:
            self._add("", "import engine as keras", "from engine import layers")
        for function in data.functions:
            self._add("", "", *function.strip().split("\n"))
        if data.functions:
            self._add("")
        seed = training_settings(self._document).seed
        self._add("", f"keras.utils.set_random_seed({seed})")

    # ------------------------------------------------------------------- nodes

    def _node_lines(self, node: Node) -> list[str]:
        if node.type == INPUT:
            return self._input_lines(node)
        if node.type == OUTPUT:
            return self._output_lines(node, self._names[node.id])
        inputs = [
            self._tensor(link.source, link.source_port)
            for link in self._document.links_into(node.id)
        ]
        args, kwargs = call_arguments(node.type, [Atom(name) for name in inputs])
        arguments = (
            *(listing(a) if isinstance(a, list) else a for a in args),
            *(Prefixed(f"{name}=", listing(a)) for name, a in kwargs.items()),
        )
        lines: list[str] = []
        if node.layer_id in self._layers:
            layer: Expression = Atom(self._layers[node.layer_id])
        else:
            layer = self._layer(node)
            if self._is_shared(node):
                name = self._new_name(node, suffix=" layer")
                self._layers[node.layer_id] = name
                lines = assignment(name, layer)
                layer = Atom(name)
        variable = self._variables[node.id] = self._new_name(node)
        return [*lines, *assignment(variable, Call(layer, arguments))]

    def _input_lines(self, node: Node) -> list[str]:
        entry = InputNode(**node.options)
        options = {"shape": literal(tuple(entry.shape))}
        if entry.dtype != "float32":
            options["dtype"] = literal(entry.dtype)
        options["name"] = literal(node.name)
        variable = self._new_name(node)
        self._variables[node.id] = self._ends[node.id] = variable
        return assignment(variable, call("keras.Input", **options))

    def _output_lines(self, node: Node, output: OutputName) -> list[str]:
        source = self._tensor(output.source, output.source_port)
        if not output.extra_layer:
            self._ends[node.id] = source
            return []
        layer = call("layers.Activation", literal("linear"), name=literal(output.name))
        variable = self._ends[node.id] = self._new_name(node)
        return assignment(variable, Call(layer, (Atom(source),)))

    def _tensor(self, node_id: str, port: int) -> str:
        """Return what stands for an output port in the source."""
        variable = self._variables[node_id]
        is_many = len(self._analysis.nodes[node_id].output_shapes) > 1
        return f"{variable}[{port}]" if is_many else variable

    def _is_shared(self, node: Node) -> bool:
        return sum(other.layer_id == node.layer_id for other in self._nodes) > 1

    def _new_name(self, node: Node, suffix: str = "") -> str:
        name = self._names.layer_name(node)
        return self._identifiers.new(name + suffix, snake_case(node.type) + suffix)

    def _layer(self, node: Node) -> Call:
        """Return the expression that makes a node's layer."""
        name = self._names.layer_name(node)
        made = parse(make_layer(node.type, name, node.options).source("layers."))
        assert isinstance(made, Call)
        arguments = tuple(
            a
            for a in made.arguments
            if not (isinstance(a, Prefixed) and a.prefix == "name=")
        )
        if name != self._automatic_name(node):
            arguments = (*arguments, Prefixed("name=", literal(name)))
        return Call(made.function, arguments)

    def _automatic_name(self, node: Node) -> str:
        """Return the name that Keras would give the layer, and count it if it does.

        Keras counts the layers of each class that were made without a name.
        """
        stem = snake_case(node.type)
        count = self._counts.get(stem, 0)
        automatic = f"{stem}_{count}" if count else stem
        if automatic == self._names.layer_name(node):
            self._counts[stem] = count + 1
        return automatic

    def _model_lines(self) -> list[str]:
        def ends(nodes: Mapping[str, Node]) -> Expression:
            variables = [Atom(self._ends[n.id]) for n in nodes.values()]
            return variables[0] if len(variables) == 1 else listing(variables)

        made = call(
            "keras.Model",
            inputs=ends(self.input_nodes),
            outputs=ends(self.output_nodes),
            name=literal(model_name(self._document)),
        )
        return [*assignment("model", made), "model.summary()"]

    # ----------------------------------------------------------------- compile

    def _compile(self) -> None:
        outputs = {k: OutputNode(**n.options) for k, n in self.output_nodes.items()}
        options: dict[str, Expression] = {"optimizer": self._optimizer()}
        losses = {name: _loss(output) for name, output in outputs.items()}
        metrics = {
            name: listing(literal(m) for m in output.metrics)
            for name, output in outputs.items()
            if output.metrics
        }
        weights = {name: literal(o.loss_weight) for name, o in outputs.items()}
        is_weighted = any(output.loss_weight != 1 for output in outputs.values())
        if len(outputs) == 1:
            (name,) = outputs
            options["loss"] = losses[name]
            if is_weighted:
                options["loss_weights"] = listing([weights[name]])
            if metrics:
                options["metrics"] = metrics[name]
        else:
            options["loss"] = dictionary(losses.items(), is_open=True)
            if is_weighted:
                options["loss_weights"] = dictionary(weights.items(), is_open=True)
            if metrics:
                options["metrics"] = dictionary(metrics.items(), is_open=True)
        self._add("")
        start = len(self._lines)
        self._add(*statement(call("model.compile", **options)))
        self._find_outputs(start)

    def _find_outputs(self, start: int) -> None:
        """Give each Output without a layer of its own the line of its loss."""
        block = self._lines[start:]
        loss = next((i for i, k in enumerate(block) if "loss=" in k), 0)
        for name, node in self.output_nodes.items():
            if node.id in self._ranges:
                continue
            own = f"{quote(name)}: "
            place = next(
                (
                    i
                    for i, line in enumerate(block)
                    if i >= loss and line.strip().startswith(own)
                ),
                loss,
            )
            self._ranges[node.id] = range(start + place, start + place + 1)

    def _optimizer(self) -> Expression:
        return _configured(
            "optimizers", OPTIMIZERS, setting(self._document, "optimizer")
        )

    # --------------------------------------------------------------------- fit

    def _fit_lines(self, data: ScriptData) -> list[str]:
        settings = training_settings(self._document)
        options: dict[str, Expression] = {
            "batch_size": literal(settings.batch_size),
            "epochs": literal(settings.epochs),
        }
        if data.has_validation:
            options["validation_data"] = Atom("(x_val, y_val)")
        if not settings.shuffle:
            options["shuffle"] = literal(False)
        callbacks = setting(self._document, "callbacks")
        if callbacks:
            options["callbacks"] = listing(
                _configured("callbacks", CALLBACKS, one) for one in callbacks
            )
        fit = call("model.fit", Atom("x_train"), Atom("y_train"), **options)
        return assignment("history", fit)

    def _end_lines(self, data: ScriptData) -> list[str]:
        part, words = "train", "training rows"
        if data.has_validation:
            part, words = "val", "validation rows"
        if data.has_test:
            part, words = "test", "test rows"
        lines = [
            *wrapped_comment(f"Scores on the {words}, predictions for some."),
            f"scores = model.evaluate(x_{part}, y_{part}, return_dict=True, verbose=0)",
            "print(scores)",
        ]
        few = f"x_{part}[:{SAMPLES_SHOWN}]"
        if len(self.input_nodes) > 1:
            few = f"pick(x_{part}, slice({SAMPLES_SHOWN}))"
        lines.append(f"predictions = model.predict({few}, verbose=0)")
        if len(self.output_nodes) == 1:
            return [*lines, "print(predictions)"]
        return [
            *lines,
            "for name, values in zip(y, predictions):",
            "    print(name, values)",
        ]


def _loss(output: OutputNode) -> Expression:
    """Return the loss by its name, or as an object where it has options."""
    cls = LOSSES.get(output.loss)
    if output.from_logits and "from_logits" in cls.options:
        return call(f"keras.losses.{cls.__name__}", from_logits=literal(True))
    if not cls.is_found_by_name:
        return call(f"keras.losses.{cls.__name__}")
    return literal(output.loss)


def _configured(module: str, registry: Registry[Any], spec: Json) -> Expression:
    """Return the expression of ``{"class_name": ..., "config": ...}``."""
    made = registry.get(str(spec["class_name"])).from_config(spec.get("config") or {})
    return parse(made.source(f"keras.{module}."))
