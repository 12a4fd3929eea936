"""The base class of all optimizers: options, state, and what a step consists of."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from typing import Any, ClassVar, Self

import numpy as np

from engine.errors import OptionError, ShapeError
from engine.family import CustomObjects
from engine.former_names import NamesAttributes
from engine.initializers import Initializer
from engine.initializers import get as get_initializer
from engine.named import Named, enter
from engine.optimizers.learning_rate import (
    HasLearningRate,
    LearningRate,
    rate_of,
    shortest,
)
from engine.options import option
from engine.parameters import FlatParameters, Variable
from engine.registry import OPTIMIZERS
from engine.types import Array, Json

BLOCK = 65536
"""Elements updated at a time: a block of weights, gradients, state and workspace stays
in the second-level cache, and the calls still cost nothing beside the arithmetic."""


class Optimizer(HasLearningRate, Named, NamesAttributes):
    """Base of all optimizers: changes weights against their gradients.

    A subclass makes its state in `build` and changes one weight in `update_step`, as in
    Keras. Those that treat every number alike are an `ElementwiseOptimizer`, which is
    faster.

    References
    ----------
    .. [1] ``keras.optimizers.Optimizer``.
    """

    learning_rate: LearningRate = option(
        doc="Size of the steps.", min=0.0, formerly=("lr",)
    )
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
    use_ema: bool = option(
        default=False,
        doc="Keep moving averages of the weights, and end training with them.",
        advanced=True,
    )
    ema_momentum: float = option(
        default=0.99,
        doc="Share of the past in the moving averages of the weights.",
        min=0.0,
        max=1.0,
        advanced=True,
    )
    ema_overwrite_frequency: int | None = option(
        default=None,
        doc="Steps after which the weights become their moving averages.",
        min=1,
        advanced=True,
    )
    loss_scale_factor: float | None = option(
        default=None,
        doc="What `apply` divides gradients by, as the loss was multiplied with it.",
        min=0.0,
        advanced=True,
    )
    gradient_accumulation_steps: int | None = option(
        default=None,
        doc="Batches whose mean gradient makes one step.",
        min=2,
        advanced=True,
    )
    name: str = option(default="", doc="Name of the optimizer.", advanced=True)

    leading_entries: ClassVar[tuple[str, ...]] = (
        "name",
        "learning_rate",
        "weight_decay",
        "clipnorm",
        "global_clipnorm",
        "clipvalue",
        "use_ema",
        "ema_momentum",
        "ema_overwrite_frequency",
        "loss_scale_factor",
        "gradient_accumulation_steps",
    )
    """Order of the common entries in a config."""

    def __init_subclass__(cls, registers: bool = True, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if registers:
            enter(cls, OPTIMIZERS)

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
        self._own: list[Variable] = []
        self._iterations = self.add_variable((), dtype="int32", name="iteration")
        if isinstance(self._rate, Variable):
            self._rate.owner = self.name
        self._trainable: list[Variable] = []
        self._places: dict[int, int] = {}
        self.averages: list[Variable] = []
        """Moving averages of the weights, with `use_ema`."""
        self._sums: list[Variable] = []
        self._undecayed: set[int] = set()
        self._undecayed_names: re.Pattern[str] | None = None
        self._scratch = np.empty(0)

    # ------------------------------------------------------- to be written

    def update_step(
        self, gradient: Array, variable: Variable, learning_rate: Any
    ) -> None:
        """Change one weight.

        Parameters
        ----------
        gradient : ndarray
            Its gradient; must not be written to.
        variable : Variable
            The weight.
        learning_rate : numpy.floating
            Size of the step, in the dtype of the weight.
        """
        raise NotImplementedError(
            f"The optimizer {type(self).__name__} needs "
            "update_step(self, gradient, variable, learning_rate)."
        )

    def decay_of(self, variable: Variable) -> float | None:
        """Return the share of a weight that a step takes off; None for nothing."""
        return None if self._is_excluded(variable) else self.weight_decay

    def _is_excluded(self, variable: Variable) -> bool:
        """Whether the user has left a weight out of the decay."""
        pattern = self._undecayed_names
        return id(variable) in self._undecayed or (
            pattern is not None and pattern.search(variable.name) is not None
        )

    # ------------------------------------------------------------ state

    @property
    def iterations(self) -> Any:
        """Number of steps done; those with accumulated gradients count once."""
        if self.gradient_accumulation_steps:
            return self._iterations // self.gradient_accumulation_steps
        return self._iterations

    def _steps_done(self) -> Variable:
        return self._iterations

    @property
    def is_built(self) -> bool:
        """Whether the optimizer belongs to weights already."""
        return self.built

    @property
    def variables(self) -> list[Variable]:
        """All state in Keras' order.

        Iteration, learning rate, averages, sums of gradients, what the subclass has.
        """
        iteration, *others = self._own
        rate = [self._rate] if isinstance(self._rate, Variable) else []
        return [iteration, *rate, *others]

    def add_variable(
        self,
        shape: Sequence[int],
        initializer: Any = "zeros",
        dtype: str | None = None,
        aggregation: str = "none",
        layout: Any = None,
        name: str | None = None,
    ) -> Variable:
        """Make a variable of the state.

        Parameters
        ----------
        shape : sequence of int
            Shape.
        initializer : str or Initializer, default="zeros"
            First values.
        dtype : str, default="float32"
            Dtype.
        aggregation, layout : object
            Keras' words for several devices; without a meaning here.
        name : str, optional
            Name.
        """
        del aggregation, layout
        made = Variable(
            initializer=get_initializer(initializer),
            shape=tuple(shape),
            name=name or "variable",
            dtype=dtype or "float32",
            trainable=False,
            owner=self.name,
        )
        self._own.append(made)
        return made

    def add_variable_from_reference(
        self,
        reference_variable: Variable,
        name: str | None = None,
        initializer: Any = "zeros",
    ) -> Variable:
        """Make a variable of the state in shape and dtype of a weight.

        Parameters
        ----------
        reference_variable : Variable
            The weight.
        name : str, default="var"
            End of the name.
        initializer : str or Initializer, default="zeros"
            First values.
        """
        path = reference_variable.path.replace("/", "_")
        return self.add_variable(
            reference_variable.shape,
            initializer,
            dtype=reference_variable.dtype,
            name=f"{path}_{name or 'var'}",
        )

    def add_optimizer_variables(
        self,
        trainable_variables: Sequence[Variable],
        name: str | Sequence[str],
        initializer: Any = "zeros",
    ) -> Any:
        """Make one variable of the state, or several, for each weight.

        Parameters
        ----------
        trainable_variables : sequence of Variable
            The weights.
        name : str or sequence of str
            Ends of the names.
        initializer : str or Initializer, or sequence of such
            First values, for all or for each name.

        Returns
        -------
        list of Variable, or tuple of such lists
            A list for a single name.
        """
        names = [name] if isinstance(name, str) else list(name)
        if isinstance(initializer, str | Initializer):
            initializer = [initializer] * len(names)
        made: tuple[list[Variable], ...] = tuple([] for _ in names)
        for variable in trainable_variables:
            for group, end, first in zip(made, names, initializer, strict=True):
                group.append(self.add_variable_from_reference(variable, end, first))
        return made[0] if isinstance(name, str) else made

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
        self._trainable = variables
        self._places = {id(v): place for place, v in enumerate(variables)}
        if self.use_ema:
            self.averages = self.add_optimizer_variables(variables, "average")
        if self.gradient_accumulation_steps:
            self._sums = self.add_optimizer_variables(variables, "gradient_accumulator")
        self.built = True

    def ensure_built(self, variables: Sequence[Variable]) -> None:
        """Build, unless that has been done; then the weights must be the same."""
        if self.built:
            self._require_same(list(variables))
        else:
            self.build(variables)

    def _get_variable_index(self, variable: Variable) -> int:
        """Return which of the weights it is; Keras' name for subclasses."""
        place = self._places.get(id(variable))
        if place is None:
            raise self._unknown(variable)
        return place

    def assign(self, variable: Variable, value: Any) -> None:
        """Set a weight or a variable of the state."""
        variable.assign(value)

    def assign_add(self, variable: Variable, value: Any) -> None:
        """Add to a weight or a variable of the state."""
        variable.assign_add(value)

    def assign_sub(self, variable: Variable, value: Any) -> None:
        """Subtract from a weight or a variable of the state."""
        variable.assign_sub(value)

    def exclude_from_weight_decay(
        self,
        var_list: Iterable[Variable] | None = None,
        var_names: Iterable[str] | None = None,
    ) -> None:
        """Leave weights out of `weight_decay`; call it before training.

        Parameters
        ----------
        var_list : iterable of Variable, optional
            The weights.
        var_names : iterable of str, optional
            Parts of their names, such as ``"bias"``.
        """
        if self.built:
            raise OptionError(
                "{where}: exclude_from_weight_decay must be called before the "
                "optimizer is used. Make a new optimizer.",
                where=self.where(),
            )
        names = sorted(set(var_names or ()))
        self._undecayed = {id(variable) for variable in var_list or ()}
        self._undecayed_names = re.compile("|".join(names)) if names else None

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

    def save_own_variables(self, store: MutableMapping[str, Any]) -> None:
        """Write all state to a table of arrays, as Keras does to its files."""
        for name, array in self.get_state().items():
            store[name] = array

    def load_own_variables(self, store: Mapping[str, Any]) -> None:
        """Read all state from a table of arrays; one of another kind is left out."""
        if len(store) != len(self.variables):
            warnings.warn(
                f"{self.where()}: the state is not read, as it has {len(store)} "
                f"arrays and the optimizer {len(self.variables)}.",
                stacklevel=2,
            )
            return
        self.set_state({name: np.asarray(store[name]) for name in store})

    # --------------------------------------------------------------- steps

    def update(self, parameters: FlatParameters) -> None:
        """Do one step with the gradients in the flat buffer of a model.

        Parameters
        ----------
        parameters : FlatParameters
            Weights and gradients. The gradients may be changed in place.
        """
        self.ensure_built(parameters.variables)
        self._step(parameters.gradient_views, parameters.variables)

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
        pairs = self._pairs(grads, variables)
        gradients = [gradient for gradient, _ in pairs]
        if self.loss_scale_factor:
            for gradient in gradients:
                number = gradient.dtype.type(self.loss_scale_factor)
                np.divide(gradient, number, out=gradient)
        self._step(gradients, [variable for _, variable in pairs])

    def apply_gradients(
        self, grads_and_vars: Iterable[tuple[Any, Variable]]
    ) -> Variable:
        """Do one step with pairs of gradient and variable; return the iteration."""
        pairs = list(grads_and_vars)
        self.apply([grad for grad, _ in pairs], [variable for _, variable in pairs])
        return self._iterations

    def scale_loss(self, loss: Any) -> Any:
        """Return the loss whose gradients `apply` expects."""
        return loss if self.loss_scale_factor is None else loss * self.loss_scale_factor

    def finalize_variable_values(self, var_list: Sequence[Variable]) -> None:
        """Set weights to their moving averages at the end of training.

        Parameters
        ----------
        var_list : sequence of Variable
            All trainable weights of the model.
        """
        if not self.use_ema or not self.built:
            return
        self._require_same(list(var_list))
        for variable, average in zip(self._trainable, self.averages, strict=True):
            variable.assign(average.value)

    def _pairs(
        self, grads: Sequence[Any], variables: list[Variable]
    ) -> list[tuple[Array, Variable]]:
        """Return copies of the gradients that there are, with their weights."""
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
            self._get_variable_index(variable)
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
        return pairs

    def _step(self, gradients: list[Array], variables: list[Variable]) -> None:
        """Do what Keras does in a step, in its order; `gradients` may be changed."""
        if not self._sums or self._accumulate(gradients, variables):
            self._clip(gradients)
            self._change(gradients, variables)
        if self.use_ema:
            self._average()
        for variable in variables:
            if variable.constraint is not None:
                variable.assign(variable.constraint(variable.value))
        count = self._iterations.value
        np.add(count, 1, out=count)

    def _change(self, gradients: list[Array], variables: list[Variable]) -> None:
        """Decay and update all weights."""
        rate = self.current_rate
        for variable in variables:
            decay = self.decay_of(variable)
            if decay is not None:
                values = variable.value.reshape(-1)
                self._decay(values, decay, rate, self._work(values))
        self.update_all(gradients, variables, rate)

    def update_all(
        self, gradients: list[Array], variables: list[Variable], learning_rate: Any
    ) -> None:
        """Change all weights, one after another."""
        for gradient, variable in zip(gradients, variables, strict=True):
            number = np.dtype(variable.dtype).type
            self.update_step(gradient, variable, number(learning_rate))

    def _accumulate(self, gradients: list[Array], variables: list[Variable]) -> bool:
        """Add gradients to their sums; make means of them when it is time to step."""
        steps = self.gradient_accumulation_steps
        assert steps is not None
        is_time = (int(self._iterations) + 1) % steps == 0
        for gradient, variable in zip(gradients, variables, strict=True):
            total = self._sums[self._get_variable_index(variable)].value
            if is_time:
                np.add(gradient, total, out=gradient)
                np.divide(gradient, gradient.dtype.type(steps), out=gradient)
                total.fill(0)
            else:
                np.add(total, gradient, out=total)
        return is_time

    def _average(self) -> None:
        """Take all weights into their moving averages; copy them back if it is time."""
        is_first = int(self.iterations) == 0
        every = self.ema_overwrite_frequency
        is_time = every is not None and (int(self.iterations) + 1) % every == 0
        for variable, average in zip(self._trainable, self.averages, strict=True):
            values, mean = variable.value.reshape(-1), average.value.reshape(-1)
            number = values.dtype.type
            past = number(0 if is_first else self.ema_momentum)
            work = self._work(values)
            for start in range(0, values.size, BLOCK):
                block = mean[start : start + BLOCK]
                np.multiply(block, past, out=block)
                new = work[: block.size]
                np.multiply(values[start : start + BLOCK], number(1) - past, out=new)
                np.add(block, new, out=block)
            if is_time:
                np.copyto(values, mean)

    def _decay(self, values: Array, decay: float, rate: Any, work: Array) -> None:
        """Take a share off flat values in place."""
        number = values.dtype.type
        for start in range(0, values.size, BLOCK):
            block = values[start : start + BLOCK]
            share = work[: block.size]
            np.multiply(block, number(decay), out=share)
            np.multiply(share, number(rate), out=share)
            np.subtract(block, share, out=block)

    def _work(self, values: Array) -> Array:
        """Return an array of up to a block to work in, in the dtype of `values`."""
        size = min(BLOCK, values.size)
        if self._scratch.size < size or self._scratch.dtype != values.dtype:
            self._scratch = np.empty(size, values.dtype)
        return self._scratch

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

    def option_value(self, name: str) -> Any:
        """Return what an option is set to; the learning rate as it is now."""
        if name == "learning_rate":
            rate = self._rate
            return shortest(rate.value) if isinstance(rate, Variable) else rate
        return super().option_value(name)

    def get_config(self) -> dict[str, Json]:
        """Return the options, in Keras' order."""
        config = super().get_config()
        common = {name: config.pop(name) for name in self.leading_entries}
        return {**common, **config}

    @classmethod
    def from_config(
        cls, config: Mapping[str, Json], custom_objects: CustomObjects | None = None
    ) -> Self:
        """Make an optimizer from its config.

        Parameters
        ----------
        config : mapping
            What `get_config` returned.
        custom_objects : mapping of str to object, optional
            A user's own schedules by name.
        """
        own = dict(config)
        # Written by Keras 2; without a meaning for how it trains today.
        for name in ("jit_compile", "is_legacy_optimizer"):
            own.pop(name, None)
        if not own.get("decay"):
            own.pop("decay", None)
        if isinstance(own.get("learning_rate"), Mapping):
            own["learning_rate"] = rate_of(own["learning_rate"], custom_objects)
        return cls(**own)

    @classmethod
    def _unknown_option(cls, name: str, where: str) -> OptionError:
        if name == "decay":
            return OptionError(
                '{where}: option "decay" does not exist any more. Give learning_rate a '
                "schedule, such as keras.optimizers.schedules.InverseTimeDecay.",
                where=where,
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
