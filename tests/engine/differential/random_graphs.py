"""Random functional models, the same from the same seed in both frameworks.

A graph grows from inputs of several kinds by layers that fit what is there. Layers are
shared now and then, parts are inner models, tensors are joined, and several tensors
become outputs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Step = tuple[str, Callable[[Any], Any]]


class Grower:
    """Draws the choices of one graph.

    Parameters
    ----------
    k : module
        The framework.
    seed : int
        Of all choices.
    """

    def __init__(self, k: Any, seed: int) -> None:
        self.k = k
        self.layers = k.layers
        self.rng = np.random.default_rng(seed)
        self.shared: dict[tuple[Any, ...], Any] = {}

    # -------------------------------------------------------------- choices

    def pick(self, items: Any) -> Any:
        """Return one of several."""
        return items[int(self.rng.integers(len(items)))]

    def chance(self, share: float) -> bool:
        """Return True now and then."""
        return bool(self.rng.random() < share)

    @property
    def units(self) -> int:
        """Return a small size."""
        return int(self.rng.integers(2, 6))

    @property
    def activation(self) -> Any:
        """Return the name of a smooth activation, so that nothing hangs on a kink."""
        return self.pick([None, "tanh", "sigmoid", "softplus", "elu", "gelu", "silu"])

    # ---------------------------------------------------------------- growth

    def model(self) -> Any:
        """Return a model with one to three inputs and outputs."""
        inputs, tensors = [], []
        for number in range(int(self.rng.integers(1, 4))):
            kind = self.pick(["row", "row", "sequence", "sequence", "words", "image"])
            entry, tensor = self.begin(kind, number)
            inputs.append(entry)
            tensors.append(tensor)
        for _ in range(int(self.rng.integers(4, 10))):
            tensors.append(self.grow(tensors))
        last = self.joined([self.row(t) for t in tensors[-3:]])
        outputs = [self.layers.Dense(self.units, self.activation)(last)]
        if self.chance(0.4):
            outputs.append(self.layers.Dense(2)(self.row(self.pick(tensors))))
        rest = [t for t in tensors if t not in tensors[-3:]]
        if rest and self.chance(0.5):
            outputs.append(self.layers.Dense(3)(self.row(self.pick(rest))))
        # Keras wants every input to be used.
        unused = [self.row(t) for t in tensors[: len(inputs)]]
        outputs[0] = self.layers.Dense(2)(self.joined([outputs[0], *unused]))
        return self.k.Model(inputs, outputs if len(outputs) > 1 else outputs[0])

    def begin(self, kind: str, number: int) -> tuple[Any, Any]:
        """Return an input and the first tensor to grow from."""
        name = f"in_{number}"
        steps, features = self.pick([(4, 3), (5, 2), (6, 4)])
        if kind == "row":
            entry = self.k.Input((features + 1,), name=name)
            return entry, entry
        if kind == "sequence":
            entry = self.k.Input((steps, features), name=name)
            masked = self.chance(0.3)
            return entry, self.layers.Masking(0.0)(entry) if masked else entry
        if kind == "words":
            entry = self.k.Input((steps,), dtype="int32", name=name)
            masked = self.chance(0.6)
            return entry, self.layers.Embedding(12, features, mask_zero=masked)(entry)
        entry = self.k.Input((6, 5, 2), name=name)
        return entry, entry

    def grow(self, tensors: list[Any]) -> Any:
        """Return a new tensor made of one or two of those there are."""
        tensor = self.pick(tensors)
        if self.chance(0.2):
            same = [t for t in tensors if tuple(t.shape) == tuple(tensor.shape)]
            return self.merged([tensor, self.pick(same)])
        if self.chance(0.12):
            return self.inner(tensor)
        rank = len(tensor.shape)
        if rank == 2:
            return self.from_row(tensor)
        return self.from_sequence(tensor) if rank == 3 else self.from_image(tensor)

    def use(self, tensor: Any, kind: str, make: Callable[[], Any]) -> Any:
        """Call a new layer, or one that has been called on such a tensor before."""
        key = (kind, tuple(tensor.shape)[1:])
        if key in self.shared and self.chance(0.4):
            return self.shared[key](tensor)
        layer = self.shared[key] = make()
        return layer(tensor)

    def from_row(self, tensor: Any) -> Any:
        """Return what a layer makes of features."""
        layers, units, activation = self.layers, self.units, self.activation
        size = tensor.shape[-1]
        return self.pick(
            [
                lambda: self.use(
                    tensor,
                    "Dense",
                    lambda: layers.Dense(
                        units, activation, use_bias=units != 3, kernel_regularizer="l2"
                    ),
                ),
                lambda: self.use(tensor, "Dense", lambda: layers.Dense(units)),
                lambda: layers.BatchNormalization(momentum=0.8)(tensor),
                lambda: layers.LayerNormalization()(tensor),
                lambda: layers.Activation("tanh")(tensor),
                lambda: layers.Softmax()(tensor),
                lambda: layers.PReLU()(tensor),
                lambda: layers.Rescaling(0.5, 0.1)(tensor),
                lambda: layers.Reshape((size, 1))(tensor),
                lambda: layers.RepeatVector(3)(tensor),
                lambda: layers.UnitNormalization()(tensor),
                lambda: tensor * 0.5 + 1.0,
            ]
        )()

    def from_sequence(self, tensor: Any) -> Any:
        """Return what a layer makes of a sequence."""
        layers, units, activation = self.layers, self.units, self.activation
        gives_all = self.chance(0.6)
        back = self.chance(0.3)

        def recurrent(name: str) -> Any:
            maker = getattr(layers, name)
            return self.use(
                tensor,
                f"{name}{gives_all}",
                lambda: maker(units, return_sequences=gives_all, go_backwards=back),
            )

        return self.pick(
            [
                lambda: recurrent("LSTM"),
                lambda: recurrent("GRU"),
                lambda: recurrent("SimpleRNN"),
                lambda: layers.Bidirectional(
                    layers.GRU(units, return_sequences=gives_all),
                    merge_mode=self.pick(["concat", "sum", "ave", "mul"]),
                )(tensor),
                lambda: layers.TimeDistributed(layers.Dense(units, activation))(tensor),
                lambda: self.use(
                    tensor, "TimeDense", lambda: layers.Dense(units, activation)
                ),
                lambda: layers.Conv1D(
                    units, 2, padding=self.pick(["same", "causal"]), activation="tanh"
                )(tensor),
                lambda: layers.MultiHeadAttention(2, 3)(tensor, tensor),
                lambda: layers.LayerNormalization()(tensor),
                lambda: layers.BatchNormalization()(tensor),
                lambda: layers.GlobalAveragePooling1D()(tensor),
                lambda: layers.Permute((2, 1))(tensor),
                lambda: layers.Flatten()(tensor),
                lambda: tensor[:, ::-1],
            ]
        )()

    def from_image(self, tensor: Any) -> Any:
        """Return what a layer makes of an image."""
        layers, units = self.layers, self.units
        small = min(tensor.shape[1], tensor.shape[2]) < 3
        if small:
            return layers.GlobalAveragePooling2D()(tensor)
        return self.pick(
            [
                lambda: self.use(
                    tensor,
                    "Conv2D",
                    lambda: layers.Conv2D(units, 3, padding="same", activation="tanh"),
                ),
                lambda: layers.Conv2D(units, (2, 3), strides=(1, 2))(tensor),
                lambda: layers.DepthwiseConv2D(2, activation="sigmoid")(tensor),
                lambda: layers.SeparableConv2D(units, 2)(tensor),
                lambda: layers.AveragePooling2D(2, padding="same")(tensor),
                lambda: layers.ZeroPadding2D(1)(tensor),
                lambda: layers.BatchNormalization()(tensor),
                lambda: layers.GlobalAveragePooling2D()(tensor),
                lambda: layers.UpSampling2D(2)(tensor),
                lambda: layers.Reshape((-1, tensor.shape[-1]))(tensor),
            ]
        )()

    def inner(self, tensor: Any) -> Any:
        """Return what an inner model makes of a tensor."""
        entry = self.k.Input(tuple(tensor.shape)[1:])
        inside = self.layers.Dense(self.units, "tanh")(entry)
        if self.chance(0.5):
            model = self.k.Model(entry, inside)
        else:
            model = self.k.Sequential(
                [
                    self.k.Input(tuple(tensor.shape)[1:]),
                    self.layers.Dense(self.units),
                    self.layers.Activation("sigmoid"),
                ]
            )
        first = model(tensor)
        return self.layers.Add()([first, model(tensor)]) if self.chance(0.3) else first

    def merged(self, tensors: list[Any]) -> Any:
        """Return two tensors of one shape joined."""
        name = self.pick(["Add", "Average", "Multiply", "Subtract", "Concatenate"])
        return getattr(self.layers, name)()(tensors)

    def row(self, tensor: Any) -> Any:
        """Return a tensor as features of a sample."""
        rank = len(tensor.shape)
        if rank == 2:
            return tensor
        if rank == 4:
            return self.layers.GlobalAveragePooling2D()(tensor)
        return self.layers.Dense(2)(self.layers.LSTM(3)(tensor))

    def joined(self, tensors: list[Any]) -> Any:
        """Return several rows side by side."""
        if len(tensors) == 1:
            return tensors[0]
        return self.layers.Concatenate()(tensors)


def random_model(seed: int) -> Callable[[Any], Any]:
    """Return a function that builds the random model of a seed."""
    return lambda k: Grower(k, seed).model()
