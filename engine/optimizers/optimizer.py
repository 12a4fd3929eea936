"""The base class of all optimizers."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Self

import numpy as np

from engine.errors import OptionError, ShapeError, UnsupportedError
from engine.initializers import Zeros
from engine.named import Named
from engine.options import option
from engine.parameters import (
    FlatParameters,
    Variable,
    common_dtype,
    split_flat,
)
from engine.registry import OPTIMIZERS
from engine.types import Array, Json

BLOCK = 65536
"""Elements updated at a time: a block of weights, gradients, state and workspace stays
in the second-level cache, and the calls still cost nothing beside the arithmetic."""

Block = tuple[Array, Array, list[Array], list[Array]]
"""Values, gradient, slots and workspace of one block, all of one length."""


class Optimizer(Named):
    """Base of all optimizers: changes weights against their gradients.

    A subclass names its state in `slot_groups`, works out the numbers of a step in
    `begin_step` and does the arithmetic on flat pieces of arrays in `update_block`.

    References
    ----------
    .. [1] ``keras.optimizers.Optimizer``.
    """

    workspaces: ClassVar[int] = 1
    """How many arrays `update_block` needs to work in."""
    keras_extra: ClassVar[dict[str, Any]] = {
        "use_ema": False,
        "ema_momentum": 0.99,
        "ema_overwrite_frequency": None,
        "loss_scale_factor": None,
        "gradient_accumulation_steps": None,
    }
    """Entries of Keras' config that the engine does not have, with the only value that
    it can read and write."""

    weight_decay: float | None = option(
        default=None,
        doc="Share of every weight taken off at each step, times the learning rate.",
        min=0.0,
        advanced=True,
    )
    clipnorm: float | None = option(
        default=None,
        doc="Largest norm of the gradient of one weight array.",
        min=0.0,
        advanced=True,
    )
    clipvalue: float | None = option(
        default=None,
        doc="Largest size of any number in a gradient.",
        min=0.0,
        advanced=True,
    )
    global_clipnorm: float | None = option(
        default=None,
        doc="Largest norm of all gradients together.",
        min=0.0,
        advanced=True,
    )
    name: str = option(default="", doc="Name of the optimizer.", advanced=True)

    def __init_subclass__(cls, registers: bool = True, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if registers:
            OPTIMIZERS.add(cls.__name__, cls)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._rate = np.zeros((), np.float32)
        super().__init__(*args, **kwargs)

    def setup(self) -> None:
        """Check the ways of clipping against each other; make the first variables."""
        ways = {
            "clipnorm": self.clipnorm,
            "clipvalue": self.clipvalue,
            "global_clipnorm": self.global_clipnorm,
        }
        given = [name for name, value in ways.items() if value is not None]
        if len(given) > 1:
            raise OptionError(
                "{where}: only one of clipnorm, clipvalue and global_clipnorm can be "
                "given. Received {given}.",
                where=self.where(),
                given=" and ".join(given),
            )
        self.built = False
        self._iterations = self._own_variable("iteration", "int32")
        self._learning_rate = self._own_variable("learning_rate", "float32")
        self._learning_rate.assign(self._rate)
        self._rate = self._learning_rate.value
        self._trainable: list[Variable] = []
        self._slot_arrays: list[Array] = []
        self._slot_variables: list[Variable] = []
        self._work: list[Array] = []
        self._connected: FlatParameters | None = None
        self._blocks: list[Block] = []

    def _own_variable(self, name: str, dtype: str) -> Variable:
        return Variable(
            name, (), Zeros(), dtype=dtype, trainable=False, owner=self.name
        )

    # ------------------------------------------------------- to be written

    def slot_groups(self) -> tuple[tuple[str, ...], ...]:
        """Return the names of the arrays kept for each weight.

        Names of one group alternate in `variables` (momentum and velocity of the first
        weight, then of the second); groups follow one another. This is the order in
        which Keras saves them.
        """
        return ()

    def begin_step(self, step: int, learning_rate: np.floating[Any]) -> None:
        """Work out the numbers that all blocks of a step share.

        Parameters
        ----------
        step : int
            Number of this step, 1 at first.
        learning_rate : numpy.floating
            Learning rate in the dtype of the weights; use ``type(learning_rate)`` to
            round other numbers as Keras does.
        """
        raise NotImplementedError

    def update_block(
        self, values: Array, gradient: Array, slots: list[Array], work: list[Array]
    ) -> None:
        """Change weights in place.

        Parameters
        ----------
        values, gradient : ndarray of shape (n,)
            Weights and their gradients; the gradients must not be written to.
        slots : list of ndarray of shape (n,)
            State in the order of `slot_groups`.
        work : list of ndarray of shape (n,)
            Arrays to work in, `workspaces` of them.
        """
        raise NotImplementedError

    # ------------------------------------------------------------ state

    @property
    def learning_rate(self) -> float:
        """Size of the steps; can be set while training."""
        # The shortest number that is the same float32: 0.001, not 0.0010000000475.
        return float(str(self._rate))

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        if not isinstance(value, int | float | np.number | np.ndarray):
            raise UnsupportedError(
                "{where}: learning_rate must be a number; schedules are not supported. "
                "Set optimizer.learning_rate from a callback. Received {value!r}.",
                where=type(self).__name__,
                value=value,
            )
        number = float(value)
        if not (math.isfinite(number) and number >= 0):
            raise OptionError(
                "{where}: option learning_rate must be a finite number, at least 0. "
                "Received {value!r}.",
                where=type(self).__name__,
                value=number,
            )
        self._rate[...] = number

    @property
    def iterations(self) -> Variable:
        """Number of steps done."""
        return self._iterations

    @property
    def is_built(self) -> bool:
        """Whether the optimizer belongs to weights already."""
        return self.built

    @property
    def variables(self) -> list[Variable]:
        """All state in Keras' order: iteration, learning rate, slots."""
        return [self._iterations, self._learning_rate, *self._slot_variables]

    def build(self, variables: Sequence[Variable]) -> None:
        """Make the state for weights; from then on they are the only ones.

        Parameters
        ----------
        variables : sequence of Variable
            All trainable weights of the model, in its order.
        """
        variables = list(variables)
        if self.built:
            self._require_same(variables)
            return
        dtype = common_dtype(variables)
        size = sum(v.size for v in variables)
        views: dict[str, list[Array]] = {}
        for group in self.slot_groups():
            for slot in group:
                array = np.zeros(size, dtype)
                self._slot_arrays.append(array)
                views[slot] = split_flat(array, variables)
        for group in self.slot_groups():
            for index, variable in enumerate(variables):
                for slot in group:
                    name = f"{variable.path.replace('/', '_')}_{slot}"
                    self._slot_variables.append(
                        self._slot_variable(name, variable, views[slot][index])
                    )
        self._work = [np.empty(min(BLOCK, size), dtype) for _ in range(self.workspaces)]
        self._trainable = variables
        self.built = True

    def _slot_variable(self, name: str, of: Variable, view: Array) -> Variable:
        made = Variable(
            name, of.shape, Zeros(), dtype=of.dtype, trainable=False, owner=self.name
        )
        made.bind(view)
        return made

    def get_state(self) -> dict[str, Array]:
        """Return copies of all state, from which `set_state` goes on bit for bit."""
        return {str(i): v.numpy() for i, v in enumerate(self.variables)}

    def set_state(self, state: Mapping[str, Array]) -> None:
        """Take over what `get_state` has returned.

        Parameters
        ----------
        state : dict of ndarray
            State of an optimizer of the same kind for weights of the same shapes.

        Raises
        ------
        ShapeError
            If it is of another kind, or of other weights; nothing is changed then.
        """
        own = self.variables
        given = [state.get(str(i)) for i in range(len(own))]
        if len(state) != len(own) or any(
            array is None or np.shape(array) != variable.shape
            for array, variable in zip(given, own, strict=True)
        ):
            raise ShapeError(
                "{where}: the state does not fit: {expected} arrays are needed, "
                "{received} were given, or their shapes differ. Use the state of a "
                "{cls} for the same weights{build}.",
                where=self.where(),
                expected=len(own),
                received=len(state),
                cls=type(self).__name__,
                build="" if self.built else ", and call build(variables) first",
            )
        for variable, array in zip(own, given, strict=True):
            assert array is not None
            variable.assign(array)

    def set_weights(self, weights: Sequence[Array]) -> None:
        """Set all state, in the order of `variables`."""
        self.set_state({str(i): array for i, array in enumerate(weights)})

    # --------------------------------------------------------------- steps

    def update(self, parameters: FlatParameters) -> None:
        """Do one step with the gradients in the flat buffer of a model.

        Parameters
        ----------
        parameters : FlatParameters
            Weights and gradients. Clipping shortens the gradients in place.
        """
        if parameters is not self._connected:
            self._connect(parameters)
        self._clip(parameters.gradient_views)
        self._begin()
        decays = self.weight_decay is not None
        for values, gradient, slots, work in self._blocks:
            if decays:
                self._decay(values, work[0])
            self.update_block(values, gradient, slots, work)
        self._end()

    def _connect(self, parameters: FlatParameters) -> None:
        self.build(parameters.variables)
        self._blocks = self._cut(
            parameters.values, parameters.gradients, self._slot_arrays
        )
        self._connected = parameters

    def _cut(self, values: Array, gradient: Array, slots: list[Array]) -> list[Block]:
        """Return views of all arrays in blocks."""
        blocks: list[Block] = []
        for start in range(0, values.size, BLOCK):
            stop = min(start + BLOCK, values.size)
            blocks.append(
                (
                    values[start:stop],
                    gradient[start:stop],
                    [slot[start:stop] for slot in slots],
                    [work[: stop - start] for work in self._work],
                )
            )
        return blocks

    def apply(
        self,
        grads: Sequence[Any],
        trainable_variables: Sequence[Variable] | None = None,
    ) -> None:
        """Do one step with a list of gradients, as in Keras.

        Parameters
        ----------
        grads : sequence of array-like or None
            Gradient of each variable; None leaves a variable alone.
        trainable_variables : sequence of Variable, optional
            The variables; those of `build` when missing.
        """
        if len(grads) == 0:
            return
        if trainable_variables is None:
            if not self.built:
                raise OptionError(
                    "{where}: apply needs the variables, or build(variables) before.",
                    where=self.where(),
                )
            variables = self._trainable
        else:
            variables = list(trainable_variables)
            if not self.built:
                self.build(variables)
        self._apply(grads, variables)

    def _apply(self, grads: Sequence[Any], variables: list[Variable]) -> None:
        places = {id(v): place for place, v in enumerate(self._trainable)}
        if len(grads) != len(variables):
            raise ShapeError(
                "{where}: {variables} variables need as many gradients. "
                "Received {grads}.",
                where=self.where(),
                variables=len(variables),
                grads=len(grads),
            )
        pairs = []
        for grad, variable in zip(grads, variables, strict=True):
            if id(variable) not in places:
                raise self._unknown(variable)
            if grad is not None:
                pairs.append((_copied(grad, variable), variable))
        if not pairs:
            raise OptionError(
                "{where}: there is no gradient for any variable.", where=self.where()
            )
        if len(pairs) < len(grads):
            missing = [
                v.path for g, v in zip(grads, variables, strict=True) if g is None
            ]
            warnings.warn(
                f"{self.where()}: no gradients for {', '.join(missing)}; "
                "they stay as they are.",
                stacklevel=3,
            )
        self._clip([grad for grad, _ in pairs])
        self._begin()
        slots = [split_flat(array, self._trainable) for array in self._slot_arrays]
        for grad, variable in pairs:
            of_variable = [views[places[id(variable)]].reshape(-1) for views in slots]
            values = variable.value.reshape(-1)
            for block in self._cut(values, grad.reshape(-1), of_variable):
                if self.weight_decay is not None:
                    self._decay(block[0], block[3][0])
                self.update_block(*block)
        self._end()

    def apply_gradients(
        self, grads_and_vars: Iterable[tuple[Any, Variable]]
    ) -> Variable:
        """Do one step with pairs of gradient and variable; return the iteration."""
        pairs = list(grads_and_vars)
        self.apply([grad for grad, _ in pairs], [variable for _, variable in pairs])
        return self._iterations

    def _begin(self) -> None:
        number = np.dtype(self._trainable[0].dtype if self._trainable else "float32")
        self.begin_step(int(self._iterations.value) + 1, number.type(self._rate))

    def _end(self) -> None:
        count = self._iterations.value
        np.add(count, 1, out=count)

    def _decay(self, values: Array, work: Array) -> None:
        number = values.dtype.type
        assert self.weight_decay is not None
        np.multiply(values, number(self.weight_decay), out=work)
        np.multiply(work, number(self._rate), out=work)
        np.subtract(values, work, out=values)

    def _clip(self, gradients: Sequence[Array]) -> None:
        """Shorten gradients in place."""
        if self.clipvalue:
            for gradient in gradients:
                limit = gradient.dtype.type(self.clipvalue)
                np.minimum(gradient, limit, out=gradient)
                np.maximum(gradient, -limit, out=gradient)
        elif self.clipnorm:
            for gradient in gradients:
                number = gradient.dtype.type
                norm = np.sqrt(_square_sum(gradient))
                if not norm <= self.clipnorm:  # NaN goes on, to be seen
                    np.multiply(gradient, number(self.clipnorm), out=gradient)
                    np.divide(gradient, number(norm), out=gradient)
        elif self.global_clipnorm:
            norm = math.sqrt(sum(_square_sum(gradient) for gradient in gradients))
            if not norm <= self.global_clipnorm:
                scale = self.global_clipnorm / norm if math.isfinite(norm) else math.nan
                for gradient in gradients:
                    np.multiply(gradient, gradient.dtype.type(scale), out=gradient)

    # ------------------------------------------------------------- config

    def get_config(self) -> dict[str, Json]:
        """Return the options, in Keras' order and with its further entries."""
        config = super().get_config()
        first = (
            "name",
            "learning_rate",
            "weight_decay",
            "clipnorm",
            "global_clipnorm",
            "clipvalue",
        )
        common = {name: config.pop(name) for name in first}
        return {**common, **self.keras_extra, **config}

    @classmethod
    def from_config(cls, config: Mapping[str, Json]) -> Self:
        """Make an optimizer from its config.

        Raises
        ------
        UnsupportedError
            If Keras wrote an option that the engine does not have.
        """
        own = dict(config)
        for name, only in cls.keras_extra.items():
            value = own.pop(name, only)
            if value != only and name != "ema_momentum":
                raise UnsupportedError(
                    "{cls}: option {option} is not supported. Received {value!r}; "
                    "leave it at {only!r}.",
                    cls=cls.__name__,
                    option=name,
                    value=value,
                    only=only,
                )
        # Written by Keras 2; without a meaning for how it trains today.
        for name in ("jit_compile", "is_legacy_optimizer"):
            own.pop(name, None)
        if not own.get("decay"):
            own.pop("decay", None)
        return cls(**own)

    @classmethod
    def _unknown_option(cls, name: str, where: str) -> OptionError:
        if name == "decay":
            return OptionError(
                '{where}: option "decay" does not exist any more; Keras 3 has '
                "learning_rate schedules in its place. Here, lower "
                "optimizer.learning_rate from a callback.",
                where=where,
            )
        if name in cls.keras_extra:
            return OptionError(
                '{where}: option "{option}" is not supported. Leave it out.',
                where=where,
                option=name,
            )
        return super()._unknown_option(name, where)

    # ----------------------------------------------------- words in errors

    def where(self) -> str:
        """Return class and name for messages, such as ``'Adam "adam"'``."""
        return f'{type(self).__name__} "{self.name}"'

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}>"

    def _require_same(self, variables: list[Variable]) -> None:
        known = [id(v) for v in self._trainable]
        if known == [id(v) for v in variables]:
            return
        for variable in variables:
            if id(variable) not in known:
                raise self._unknown(variable)
        raise OptionError(
            "{where}: was built for {known} weights and is now used for {received} of "
            "them. Compile the model with a new optimizer.",
            where=self.where(),
            known=len(known),
            received=len(variables),
        )

    def _unknown(self, variable: Variable) -> OptionError:
        return OptionError(
            "{where}: was built for other weights and does not know {path}. Compile "
            "the model with a new optimizer.",
            where=self.where(),
            path=variable.path,
        )


def _square_sum(gradient: Array) -> float:
    flat = gradient.reshape(-1)
    return float(np.dot(flat, flat))


def _copied(grad: Any, variable: Variable) -> Array:
    array = np.array(grad, variable.dtype, order="C")
    if array.shape != variable.shape:
        raise ShapeError(
            "The gradient of {path} must have shape {expected}. Received {received}.",
            path=variable.path,
            expected=variable.shape,
            received=array.shape,
        )
    return array
