"""The base of all models, and models that say how to compute with `call`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np

from engine.errors import GraphError, OptionError, did_you_mean
from engine.graph.network import Network
from engine.graph.structure import map_shapes, map_structure, unpack_single
from engine.graph.symbolic import KerasTensor, is_symbolic
from engine.layers import calling
from engine.layers.input_layer import Input
from engine.layers.layer import Layer
from engine.naming import auto_name
from engine.parameters import Variable
from engine.training.ends import INPUT, OUTPUT, Ends
from engine.training.trainer import Trainer
from engine.types import Json

# engine.saving and engine.summary are imported within methods: they need the class.


class Model(Trainer, Layer, registers=False):
    """Layers that are trained together.

    ``Model(inputs, outputs)`` is the graph between symbolic tensors, a `Functional`. A
    subclass with a method `call` computes as that says; its graph is one step, made
    when it first sees data.

    References
    ----------
    .. [1] ``keras.Model``.
    """

    category: ClassVar[str] = "Models"
    max_inputs = None
    supports_masking = True

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        """Make a `Functional` where no subclass is asked for."""
        if cls is Model:
            # The class below needs this one.
            from engine.models.functional import Functional

            return super().__new__(Functional)
        return super().__new__(cls, *args, **kwargs)

    def __init_subclass__(cls, registers: bool = False, **kwargs: Any) -> None:
        super().__init_subclass__(registers=registers, **kwargs)
        is_own = not cls.__module__.startswith("engine.")
        if is_own and not cls.has_call and Model in cls.__bases__:
            # It hands inputs and outputs to its base: that is a graph, as in Keras.
            from engine.models.functional import Functional

            bases = (Functional if base is Model else base for base in cls.__bases__)
            cls.__bases__ = tuple(bases)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for name in ("autocast", "activity_regularizer"):  # Keras writes them down
            if kwargs.get(name) in (None, True):
                kwargs.pop(name, None)
        if args or not kwargs.keys() <= {"name", "trainable", "dtype"}:
            raise OptionError(
                "{cls}: a model with a method call takes name, trainable and dtype. "
                "Received {received}. Call super().__init__() without inputs and "
                "outputs.",
                cls=type(self).__name__,
                received=", ".join([*map(repr, args), *kwargs]),
            )
        self._prepare_layer(type(self).__name__, **kwargs)

    def _prepare_layer(
        self,
        prefix: str,
        name: str | None = None,
        trainable: bool = True,
        dtype: Any = "float32",
    ) -> None:
        self._network: Network | None = None
        self._input_ends: Ends | None = None
        self._output_ends: Ends | None = None
        name = auto_name(prefix) if name is None else name
        Layer.__init__(self, name=name, trainable=trainable, dtype=dtype)
        self._init_training()

    def _use(self, network: Network) -> None:
        self._network = network
        self._input_ends = Ends(INPUT, network.input_structure)
        self._output_ends = Ends(OUTPUT, network.output_structure)
        self.built = True

    # -------------------------------------------------------------- graph

    @property
    def network(self) -> Network:
        """The graph."""
        if self._network is None and self._build_shape is not None:
            self.build(self._build_shape)
        if self._network is None:
            raise self._unknown_shapes()
        return self._network

    @property
    def input_ends(self) -> Ends:
        """Names and order of the inputs."""
        if self._input_ends is None:
            raise self._unknown_shapes()
        return self._input_ends

    @property
    def output_ends(self) -> Ends:
        """Names and order of the outputs."""
        if self._output_ends is None:
            raise self._unknown_shapes()
        return self._output_ends

    def _unknown_shapes(self) -> AttributeError:
        # Keras raises an AttributeError, too.
        return AttributeError(
            f"{self.where()}: has no inputs and outputs yet. Begin with "
            "keras.Input(shape=...), call build(input_shape), or give it data."
        )

    @property
    def layers(self) -> list[Layer]:
        """The layers that are attributes of the model."""
        return self.sublayers

    @property
    def inputs(self) -> list[KerasTensor]:
        """Symbolic inputs; those of a dict in the order of its sorted keys."""
        return self.input_ends.tensors

    @property
    def outputs(self) -> list[KerasTensor]:
        """Symbolic outputs; those of a dict in the order of its sorted keys."""
        return self.output_ends.tensors

    @property
    def input(self) -> Any:
        """Symbolic input, in the structure given."""
        return self.network.input_structure

    @property
    def output(self) -> Any:
        """Symbolic output, in the structure given."""
        return self.network.output_structure

    @property
    def input_names(self) -> list[str]:
        """Names of the input layers."""
        return list(self.input_ends.names)

    @property
    def output_names(self) -> list[str]:
        """Names of the layers that give the outputs."""
        return list(self.output_ends.names)

    @property
    def input_shape(self) -> Any:
        """Shape of the input, a list if there are several."""
        return unpack_single([tensor.shape for tensor in self.inputs])

    @property
    def output_shape(self) -> Any:
        """Shape of the output, a list if there are several."""
        return unpack_single([tensor.shape for tensor in self.outputs])

    def get_layer(self, name: str | None = None, index: int | None = None) -> Layer:
        """Return a layer by its name or its position in `layers`.

        Parameters
        ----------
        name : str, optional
            Name of the layer.
        index : int, optional
            Position.
        """
        if (name is None) == (index is None):
            raise GraphError("get_layer: give either the name or the index of a layer.")
        layers = self.layers
        if index is not None:
            if not -len(layers) <= index < len(layers):
                raise GraphError(
                    "get_layer: the model has {count} layers. Received index {index}.",
                    count=len(layers),
                    index=index,
                )
            return layers[index]
        for layer in layers:
            if layer.name == name:
                return layer
        names = [layer.name for layer in layers]
        raise GraphError(
            'get_layer: there is no layer "{name}".{hint} Layers: {names}.',
            name=name,
            hint=did_you_mean(str(name), names),
            names=", ".join(names),
        )

    @property
    def output_keys(self) -> list[str]:
        """Names of the outputs; the model's own while they are not known."""
        return [self.name] if self._network is None else super().output_keys

    @property
    def _has_keyed_outputs(self) -> bool:
        return self._network is not None and super()._has_keyed_outputs

    @property
    def _nesting(self) -> Any:
        return None if self._network is None else super()._nesting

    @property
    def trainable_variables(self) -> list[Variable]:
        """Weights that training changes."""
        return self.trainable_weights

    # ------------------------------------------------- models with a `call`

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Apply the model to symbols (gives symbols) or to arrays (gives arrays)."""
        result = super().__call__(*args, **kwargs)
        is_plain = args and not is_symbolic(args) and calling.scope() is None
        if self._network is None and is_plain:
            self.ensure_network(args[0])
        self.built = True
        return result

    def build(self, input_shape: Any) -> None:
        """Make the graph for an input shape.

        Parameters
        ----------
        input_shape : tuple of int or None, or list or dict of such
            With the batch axis.
        """
        if self._network is None:
            self._begin(_symbols(input_shape, self.dtype))

    def ensure_built(self, input_shape: Any) -> None:
        """Note the shape; the graph is made by `ensure_network`."""
        if self._build_shape is None:
            self._build_shape = map_shapes(lambda one: (None, *one[1:]), input_shape)

    def build_from_config(self, config: Mapping[str, Json] | None) -> None:
        """Make the graph for the input shape that `get_build_config` returned.

        Parameters
        ----------
        config : mapping
            With ``input_shape``.
        """
        shape = (config or {}).get("input_shape")
        if shape is not None and not self.built:
            self.build(map_shapes(lambda one: (None, *one[1:]), shape))

    def note_build(self, input_shape: Any) -> None:
        """Do nothing: a model is built when its graph is known."""

    def ensure_network(self, x: Any) -> None:
        """Make the graph for the first data, or symbolic tensors, that are seen."""
        if self._network is None:
            self._begin(
                map_structure(
                    lambda leaf: Input(
                        batch_shape=(None, *np.shape(leaf)[1:]),
                        dtype=_kept_dtype(leaf, self.dtype),
                    ),
                    x,
                )
            )

    def _begin(self, inputs: Any) -> None:
        self._use(Network(inputs, Layer.__call__(self, inputs)))

    # ------------------------------------------------- config, files, text

    @classmethod
    def from_config(
        cls, config: Mapping[str, Json], custom_objects: Mapping[str, Any] | None = None
    ) -> Self:
        """Make a model from what `get_config` returned.

        Parameters
        ----------
        config : mapping
            The config.
        custom_objects : mapping, optional
            Further classes by name.
        """
        if cls is Model:
            # The class below needs this one.
            from engine.models.functional import Functional

            return Functional.from_config(config, custom_objects)  # type: ignore[return-value]
        return super().from_config(config)

    def to_json(self, **kwargs: Any) -> str:
        """Return the architecture as JSON text.

        Parameters
        ----------
        **kwargs : object
            Options of ``json.dumps``.
        """
        from engine.saving.serialization import model_to_json

        return model_to_json(self, **kwargs)

    def save(self, filepath: str | Path, overwrite: bool = True) -> None:
        """Write architecture, weights and optimizer state to a ``.keras`` file.

        Parameters
        ----------
        filepath : path
            The file.
        overwrite : bool, default=True
            Whether an existing file may be replaced.
        """
        from engine.saving import save_model

        save_model(self, filepath, overwrite=overwrite)

    def save_weights(self, filepath: str | Path, overwrite: bool = True) -> None:
        """Write the weights to a ``.weights.h5`` file.

        Parameters
        ----------
        filepath : path
            The file.
        overwrite : bool, default=True
            Whether an existing file may be replaced.
        """
        from engine.saving import save_weights

        save_weights(self, filepath, overwrite=overwrite)

    def load_weights(self, filepath: str | Path, skip_mismatch: bool = False) -> None:
        """Read the weights of a ``.weights.h5``, ``.keras`` or ``.h5`` file.

        Parameters
        ----------
        filepath : path
            The file.
        skip_mismatch : bool, default=False
            Leave layers alone that the file has no fitting weights for.
        """
        from engine.saving import load_weights

        load_weights(self, filepath, skip_mismatch=skip_mismatch)

    def summary(
        self,
        line_length: int | None = None,
        positions: Any = None,
        print_fn: Any = None,
        expand_nested: bool = False,
        show_trainable: bool = False,
        layer_range: Any = None,
    ) -> None:
        """Print a table of the layers, as Keras does.

        Parameters
        ----------
        line_length, positions, expand_nested, show_trainable, layer_range
            See `engine.summary.summary_text`.
        print_fn : callable, optional
            Takes the text instead of standard output.
        """
        from engine.summary import summary_text

        text = summary_text(
            self,
            line_length=line_length,
            positions=positions,
            expand_nested=expand_nested,
            show_trainable=show_trainable,
            layer_range=layer_range,
        )
        if print_fn is None:
            self.write(text + "\n")
        else:
            print_fn(text)


def _symbols(shape: Any, dtype: str) -> Any:
    """Return an Input for each shape in a structure."""
    return map_shapes(lambda one: Input(batch_shape=one, dtype=dtype), shape)


def _kept_dtype(leaf: Any, dtype: str) -> str:
    """Return the dtype of an Input for data: whole numbers stay what they are."""
    given = np.asarray(leaf).dtype if not isinstance(leaf, KerasTensor) else leaf.dtype
    return "int32" if np.dtype(given).kind in "iu" else dtype
