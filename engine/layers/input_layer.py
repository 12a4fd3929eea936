"""Input: where arrays enter a graph."""

from __future__ import annotations

from typing import Any, ClassVar

from engine.errors import OptionError, Text, UnsupportedError
from engine.graph.context import Context
from engine.graph.symbolic import Call, KerasTensor, Node
from engine.layers.layer import Layer
from engine.options import DType, ShapeOption, option
from engine.types import Array, Json, Shape


def _check_dense(value: bool) -> str | None:
    return Text("must be False: arrays are dense here") if value else None


class InputLayer(Layer):
    """Entry of a graph; made by `Input`."""

    category: ClassVar[str] = "Inputs & outputs"
    min_inputs = 0
    max_inputs = 0
    removed_options: ClassVar[dict[str, str]] = {
        **Layer.removed_options,
        "input_tensor": Text("Give the shape, and call the model on the tensor."),
    }

    shape: ShapeOption | None = option(
        default=None, doc="Shape of one sample, without the batch axis."
    )
    batch_size: int | None = option(
        default=None, doc="Fixed number of samples, if any.", min=1, advanced=True
    )
    dtype: DType = option(default="float32", doc="Type of the numbers.")
    sparse: bool | None = option(
        default=None, doc="Not supported.", advanced=True, check=_check_dense
    )
    ragged: bool | None = option(
        default=None, doc="Not supported.", advanced=True, check=_check_dense
    )
    batch_shape: ShapeOption | None = option(
        default=None, doc="Shape with the batch axis.", advanced=True
    )
    optional: bool = option(
        default=False,
        doc="Whether a layer of one's own takes None for it.",
        advanced=True,
    )

    def setup(self) -> None:
        """Work out the full shape and make the symbolic output."""
        super().setup()
        if (self.shape is None) == (self.batch_shape is None):
            raise OptionError(
                "{where}: give a shape such as shape=(28, 28), without the batch size.",
                where=self.where(),
            )
        if self.batch_shape is not None:
            self.full_shape: Shape = tuple(self.batch_shape)
        else:
            self.full_shape = (self.batch_size, *(self.shape or ()))
        for size in self.full_shape:
            if size is not None and size < 1:
                raise OptionError(
                    "{where}: sizes of a shape must be at least 1. Received {shape}.",
                    where=self.where(),
                    shape=self.full_shape[1:],
                )
        self.built = True
        self._output = KerasTensor(self.full_shape, self.dtype, self.name)
        Node(self, Call(), [self._output])

    @property
    def output(self) -> KerasTensor:
        """The symbolic tensor."""
        return self._output

    def forward(self, x: Any, ctx: Context) -> Array:
        """Never called: plans start at the outputs of inputs."""
        raise NotImplementedError

    def get_config(self) -> dict[str, Json]:
        """Return the config as Keras writes it."""
        return {
            "batch_shape": list(self.full_shape),
            "dtype": self.dtype,
            "sparse": False,
            "ragged": False,
            "name": self.name,
            "optional": self.optional,
        }


def Input(
    shape: Any = None,
    batch_size: int | None = None,
    dtype: str | None = None,
    sparse: bool | None = None,
    ragged: bool | None = None,
    batch_shape: Any = None,
    name: str | None = None,
    tensor: Any = None,
    optional: bool = False,
) -> KerasTensor:
    """Return a symbolic tensor to start a graph with.

    Parameters
    ----------
    shape : tuple of int or None
        Shape of one sample, without the batch axis.
    batch_size : int, optional
        Fixed batch size.
    dtype : str, default="float32"
        Dtype of the arrays that will be fed.
    sparse, ragged, tensor
        Not supported; only their default is accepted.
    batch_shape : tuple, optional
        Shape with the batch axis, instead of `shape`.
    name : str, optional
        Name; it is the key of the array in dict inputs.
    optional : bool, default=False
        Whether a layer of one's own takes None for it.
    """
    if tensor is not None:
        raise UnsupportedError(
            "Input: a graph cannot start at a tensor that exists already. Received "
            "tensor. Give the shape, and call the finished model on the tensor."
        )
    layer = InputLayer(
        shape=shape,
        batch_size=batch_size,
        dtype=dtype or "float32",
        sparse=sparse,
        ragged=ragged,
        batch_shape=batch_shape,
        optional=optional,
        name=name or "",
    )
    return layer.output
