"""The sequential model: a chain of layers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self

from engine.errors import GraphError, NotBuiltError, OptionError
from engine.former_names import knows_former_names
from engine.graph.symbolic import KerasTensor
from engine.layers.input_layer import Input, InputLayer
from engine.layers.layer import Layer
from engine.models.functional import Functional
from engine.models.model import Model
from engine.naming import auto_name, name_scope
from engine.parameters import Variable
from engine.training.arrays import first_shape
from engine.types import Json, as_shape


class Sequential(Functional, registers=False):
    """A chain of layers.

    Begun with an Input it has weights at once, else when it first sees data.

    References
    ----------
    .. [1] ``keras.Sequential``.
    """

    class_in_files: ClassVar[Mapping[str, Json]] = {"module": "keras"}

    @knows_former_names("Sequential", {})
    def __init__(
        self,
        layers: Iterable[Any] | None = None,
        trainable: bool = True,
        name: str | None = None,
    ) -> None:
        self._chain: list[Layer] = []
        self._tensors: list[Any] = []
        """The symbolic input, then what each layer gives; empty until it is known."""
        self._prepare_layer("sequential", name, trainable)
        if isinstance(layers, Layer):
            raise OptionError(
                "Sequential: needs a list of layers. Received {received}. Write "
                "Sequential([layer]).",
                received=layers.where(),
            )
        for layer in layers or ():
            self.add(layer, rebuild=False)
        self._take_name()

    def where(self) -> str:
        """Return class and name for messages."""
        return f'Sequential "{self.name}"'

    # ------------------------------------------------------------ the chain

    def add(self, layer: Any, rebuild: bool = True) -> None:
        """Append a layer, or an Input as the first.

        Parameters
        ----------
        layer : Layer or KerasTensor
            The layer, or what `Input` returned.
        rebuild : bool, default=True
            Accepted for Keras' sake: the graph is always that of all layers.

        Raises
        ------
        OptionError
            If it is neither.
        GraphError, ShapeError
            If it does not fit the chain, which stays as it is.
        """
        if isinstance(layer, KerasTensor) and isinstance(
            layer.producer.layer, InputLayer
        ):
            layer = layer.producer.layer
        if not isinstance(layer, Layer):
            raise OptionError(
                "Sequential.add: needs a layer. Received {received!r}.", received=layer
            )
        if isinstance(layer, InputLayer):
            self._begin(layer)
            return
        if any(o.name == layer.name and o is not layer for o in self._chain):
            raise GraphError(
                'The name "{name}" is used by two layers. Rename one of them.',
                name=layer.name,
            )
        tensors = self._tensors or (self._begun_like(layer) if not self._chain else [])
        if tensors:
            with name_scope(self, self.name):
                tensors = [*tensors, layer(tensors[-1])]
        self._tensors = tensors
        self._chain.append(layer)
        self._update()
        if rebuild:
            self._take_name()

    def pop(self) -> Layer:
        """Take the last layer away and return it."""
        if not self._chain:
            raise GraphError("{where}: there is no layer to pop.", where=self.where())
        layer = self._chain.pop()
        if self._tensors:
            self._tensors.pop()
        self._update()
        self._take_name()
        return layer

    def build(self, input_shape: Any) -> None:
        """Give the chain its input shape.

        Parameters
        ----------
        input_shape : tuple of int or None
            With the batch axis.
        """
        shape = as_shape(input_shape)
        if not self._chain:
            raise GraphError(
                "{where}: has no layers. Call add(layer) first.", where=self.where()
            )
        if self._tensors:
            known = self._tensors[0].shape
            if known[1:] != shape[1:]:
                raise GraphError(
                    "{where}: was built for inputs of shape {known}. Received {shape}. "
                    "Make a new model for other inputs.",
                    where=self.where(),
                    known=known,
                    shape=shape,
                )
            return
        tensors = [Input(batch_shape=shape, dtype=_input_dtype(self._chain[0]))]
        with name_scope(self, self.name):
            for layer in self._chain:
                tensors.append(layer(tensors[-1]))
        self._tensors = tensors
        self._update()
        self._take_name()

    def _take_name(self) -> None:
        """Count the graph of the chain: in Keras it is a model that takes a name."""
        if self.built:
            auto_name("functional")

    def _begin(self, entry: InputLayer) -> None:
        if self._chain or self._tensors:
            raise GraphError(
                '{where}: an Input can only be the first. Received "{name}".',
                where=self.where(),
                name=entry.name,
            )
        self._tensors = [entry.output]

    def _begun_like(self, layer: Layer) -> list[Any]:
        """Return an input for a model that is to be the first layer, if it has one."""
        if not isinstance(layer, Model) or not layer.built:
            return []
        if len(layer.inputs) != 1:
            raise GraphError(
                '{where}: a chain has one input, and model "{name}" has {count}. Use '
                "Model(inputs, outputs).",
                where=self.where(),
                name=layer.name,
                count=len(layer.inputs),
            )
        inner = layer.inputs[0]
        return [Input(batch_shape=inner.shape, dtype=inner.dtype)]

    def _update(self) -> None:
        """Make the graph of the chain anew, if shapes are known."""
        self.built = False
        self._network = self._input_ends = self._output_ends = None
        if self._chain and self._tensors:
            self._connect(self._tensors[0], self._tensors[-1])

    # --------------------------------------------------- what a Model can do

    @property
    def layers(self) -> list[Layer]:
        """The layers, without the Input."""
        return list(self._chain)

    @property
    def sublayers(self) -> list[Layer]:
        """All layers of the chain."""
        return self._chain

    @property
    def weights(self) -> list[Variable]:
        """Weights of all layers; none before shapes are known."""
        return super().weights if self.built else []

    @property
    def trainable_weights(self) -> list[Variable]:
        """Weights that training changes; none before shapes are known."""
        return super().trainable_weights if self.built else []

    def count_params(self) -> int:
        """Return the number of all weights' elements."""
        if not self.built:
            raise NotBuiltError(
                "{where}: has no weights yet. Begin with keras.Input(shape=...) or "
                "call build(input_shape).",
                where=self.where(),
            )
        return super().count_params()

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the output shape of the chain."""
        if self.built:
            return super().compute_output_shape(input_shape)
        for layer in self._chain:
            input_shape = layer.compute_output_shape(input_shape)
        return input_shape

    @property
    def output_keys(self) -> list[str]:
        """Names of the outputs; of the last layer while shapes are not known."""
        if self.built:
            return super().output_keys
        return [self._chain[-1].name if self._chain else self.name]

    def ensure_network(self, x: Any) -> None:
        """Build for the first data, or symbolic tensor, that is seen."""
        if not self.built:
            self.build((None, *first_shape(x)[1:]))

    def get_config(self) -> dict[str, Json]:
        """Return the architecture as Keras writes it."""
        # engine.saving needs this class.
        from engine.saving.serialization import sequential_config

        return sequential_config(self)

    @classmethod
    def from_config(
        cls, config: Mapping[str, Json], custom_objects: Mapping[str, Any] | None = None
    ) -> Self:
        """Make a model from what `get_config` returned.

        Parameters
        ----------
        config : mapping
            The config, Keras' or the engine's.
        custom_objects : mapping, optional
            Further classes of layers by name.
        """
        # engine.saving needs this class.
        from engine.saving.serialization import sequential_layers

        trainable = config.get("trainable") is not False
        model = cls(name=config.get("name"), trainable=trainable)
        for layer in sequential_layers(config, custom_objects):
            model.add(layer)
        shape = config.get("build_input_shape")
        if shape and not model.built:
            model.build(tuple(shape))
        return model


def _input_dtype(layer: Layer) -> str:
    """Return the dtype of the Input that a chain beginning with `layer` gets."""
    if isinstance(layer, Model) and layer.built:
        return layer.inputs[0].dtype
    return layer.dtype
