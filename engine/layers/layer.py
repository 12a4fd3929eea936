"""The base class of all layers."""

from __future__ import annotations

import functools
import inspect
import re
import reprlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np

from engine import constraints, initializers, regularizers
from engine.errors import NotBuiltError, OptionError, ShapeError, Text, UnsupportedError
from engine.family import find, object_config
from engine.former_names import NamesAttributes
from engine.graph.context import Context
from engine.graph.structure import (
    flatten,
    flatten_shapes,
    is_nested,
    map_shapes,
    map_structure,
    pack_as,
    unpack_single,
)
from engine.graph.symbolic import (
    Call,
    KerasTensor,
    Node,
    call_at,
    is_symbolic,
    shapes_of,
)
from engine.layers import calling
from engine.naming import auto_name, name_scope
from engine.options import Configurable, DType, Kind, option, register_kind
from engine.parameters import Variable
from engine.random import generator, next_seed
from engine.registry import LAYERS, MODELS, snake_case
from engine.regularizers import Regularizer
from engine.types import FLOAT_DTYPES, Array, Json, Shape


@dataclass(frozen=True)
class Example:
    """A way to use a layer: drives the contract tests and the help page.

    Attributes
    ----------
    options : dict
        Constructor options.
    input_shapes : tuple of tuple
        Shapes of the inputs without the batch axis; several for merging layers.
    integer_inputs : int
        For layers that read whole numbers: how many different ones; 0 for numbers.
    """

    options: Mapping[str, Any] = field(default_factory=dict)
    input_shapes: tuple[tuple[int, ...], ...] = ((4,),)
    integer_inputs: int = 0


class LayerOptions(Configurable):
    """The options that every layer has."""

    name: str = option(
        default="", doc="Name of the layer, unique in its model.", kw_only=True
    )
    trainable: bool = option(
        default=True,
        doc="Whether training changes the weights.",
        advanced=True,
        kw_only=True,
    )
    dtype: DType = option(
        default="float32",
        doc="Type of the numbers computed with.",
        advanced=True,
        kw_only=True,
    )
    activity_regularizer: Regularizer | None = option(
        default=None,
        doc="Penalty on the output, for each sample.",
        advanced=True,
        kw_only=True,
    )


class Layer(LayerOptions, NamesAttributes):
    """Base of all layers.

    A layer declares its options, says which shape it gives, declares its weights in
    `build`, and computes in `forward` and `backward`. It keeps nothing of a call: what
    the backward pass needs goes into the `Context`. It must not write into its inputs
    nor into the gradients it is given.
    """

    category: ClassVar[str] = "Core"
    """Group in the palette."""
    examples: ClassVar[tuple[Example, ...]] = ()
    min_inputs: ClassVar[int] = 1
    max_inputs: ClassVar[int | None] = 1
    """Number of tensors a call takes; None is any number."""
    stands_alone: ClassVar[bool] = True
    """Whether the layer is called by itself; cells run within other layers only."""
    inputs_apart: ClassVar[bool] = False
    """Whether several inputs are arguments of their own, not one list."""
    supports_masking: ClassVar[bool] = False
    """Whether the mask of the input is passed on."""
    makes_mask_always: ClassVar[bool] = False
    hears_mask: ClassVar[bool] = False
    """Whether a call takes the mask as an argument: recurrent layers, ..."""
    uses_up_masks: ClassVar[bool] = False
    """Whether inputs have no mask any more for layers that run later, as after
    attention in Keras."""
    has_input_gradient: ClassVar[bool] = True
    """Whether the output can be derived by the input (not so for indices)."""
    casts_inputs: ClassVar[bool] = True
    """Whether inputs are converted to the dtype of the layer."""
    keeps_integers: ClassVar[bool] = False
    """Whether whole numbers stay whole, as where numbers only move or are compared."""
    keras_title: ClassVar[str] = ""
    """Name of the class within Keras, where it is not the public one: names of weight
    files and automatic names come from it."""
    keras_extra: ClassVar[Mapping[str, Any]] = {}
    """Entries of Keras' config that the engine does not have, with the only value
    (None, True or False) that it can read and write."""
    keras_ignored: ClassVar[frozenset[str]] = frozenset()
    """Options of Keras that change no result here: any value is read and forgotten."""
    removed_options: ClassVar[Mapping[str, str]] = {
        "input_shape": Text("Put keras.Input(shape=...) before the layer instead."),
        "batch_input_shape": Text(
            "Put keras.Input(batch_shape=...) before the layer instead."
        ),
        "input_dim": Text("Put keras.Input(shape=(...,)) before the layer instead."),
        "weights": Text("Call set_weights([...]) on the layer of the finished model."),
    }
    """Options of Keras that are not needed here, with what to do instead."""
    class_in_files: ClassVar[Mapping[str, Json]] = {}
    """What configs say of the class, where it is not its name in ``keras.layers``."""
    mixes_samples: ClassVar[bool] = False
    """Whether the output of a sample depends on the others in training."""
    registers: ClassVar[bool] = True
    has_call: ClassVar[bool] = False
    """Whether the class says how to compute with `call`, not with `forward`."""
    _arguments: ClassVar[Any] = None
    """What a constructor of one's own was called with; set for each layer."""
    _explicit: ClassVar[frozenset[str]] = frozenset()
    """Options that a class declares itself: Keras writes those to a config always."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """Note the arguments of a constructor of one's own, for `get_config`."""
        layer = super().__new__(cls)
        if "__init__" in _own_methods(cls):
            object.__setattr__(layer, "_arguments", (args, kwargs))
        return layer

    def __init_subclass__(cls, registers: bool = True, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.registers = registers
        cls._explicit = cls._explicit | inspect.get_annotations(cls).keys()
        if "call" in vars(cls) and "forward" not in vars(cls):
            cls.has_call = True
            cls.hears_mask = "mask" in inspect.signature(cls.call).parameters
            cls.forward = Layer.forward  # type: ignore[method-assign]
            cls.backward = Layer.backward  # type: ignore[method-assign]
        elif "forward" in vars(cls):
            cls.has_call = False
        if "build" in vars(cls):
            cls.build = _noted(cls.build)  # type: ignore[method-assign]
        if registers:
            LAYERS.add(cls.__name__, cls)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.pop("autocast", True) is False:
            self.casts_inputs = False  # type: ignore[misc]
        super().__init__(*args, **self._without_extras(kwargs))

    @classmethod
    def takes_option(cls, name: str) -> bool:
        """Whether an entry of a config of Keras is known, be it to ignore it."""
        known = (cls.options, cls.keras_extra, cls.keras_ignored, ("autocast",))
        return any(name in names for names in known)

    @classmethod
    def _without_extras(cls, kwargs: Mapping[str, Any]) -> dict[str, Any]:
        """Drop what Keras knows and the engine need not; raise if it would matter."""
        kept = {}
        for name, value in kwargs.items():
            if name in cls.options:
                kept[name] = value
            elif name in cls.keras_ignored:
                continue
            elif name not in cls.keras_extra:
                kept[name] = value
            elif value is not cls.keras_extra[name]:
                raise UnsupportedError(
                    "{where}: option {option} can only be {only!r} here. "
                    "Received {value}. Leave it out.",
                    where=cls._where_in_errors(kwargs),
                    option=name,
                    only=cls.keras_extra[name],
                    value=reprlib.repr(value),
                )
        return kept

    @classmethod
    def _unknown_option(cls, name: str, where: str) -> OptionError:
        if name in cls.removed_options:
            return OptionError(
                "{where}: there is no option {option} here. {advice}",
                where=where,
                option=name,
                advice=cls.removed_options[name],
            )
        return super()._unknown_option(name, where)

    def setup(self) -> None:
        """Give the layer a name; subclasses check their options here, too."""
        if not self.name:
            self.name = auto_name(self.keras_title or type(self).__name__)
        if "/" in self.name:
            raise OptionError(
                '{where}: a name cannot contain "/". Use another sign.',
                where=self.where(),
            )
        self.built = False
        self._variables: list[Variable] = []
        self._build_shape: Any = None

    # ------------------------------------------------------- to be written

    def arrange_call(self, *args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        """Return the inputs and the further options of a call.

        Layers that take tensors in several arguments join them here.

        Parameters
        ----------
        *args, **kwargs : object
            What the call was given, without `mask`.

        Returns
        -------
        inputs : tensor, or list or dict of tensors
            What `compute_output_shape`, `build`, `forward` and `compute_mask` are asked
            about, as shapes or arrays.
        options : dict
            What is no tensor; `Context.call_options` of the forward pass.
        """
        # Not where ``super().call(...)`` asks how the layer of the engine is called.
        outer = calling.scope()
        if self.has_call and (outer is None or outer.layer is not self):
            return calling.arrange(self, args, kwargs)
        if not args and "inputs" in kwargs:
            args = (kwargs.pop("inputs"),)
        if not args:
            raise ShapeError(
                "{where}: call it with an input.",
                where=self.where(),
            )
        if is_symbolic([args[1:], kwargs]):
            raise UnsupportedError(
                "{where}: takes tensors as its first argument only. Received some in "
                "{names}, too. Leave them out.",
                where=self.where(),
                names=", ".join(k for k, v in kwargs.items() if is_symbolic(v))
                or "further arguments",
            )
        return args[0], kwargs

    @classmethod
    def arguments_of(cls, inputs: Sequence[Any]) -> tuple[list[Any], dict[str, Any]]:
        """Return the arguments of a call on some inputs, for programs that wire layers.

        Parameters
        ----------
        inputs : sequence
            Tensors, or what stands for them, in the order of the layer's inputs.

        Returns
        -------
        args : list
            Positional arguments.
        kwargs : dict
            Arguments by name.
        """
        takes_list = cls.max_inputs is None or cls.max_inputs > 1
        if takes_list and not cls.inputs_apart:
            return [list(inputs)], {}
        return list(inputs), {}

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the output shape for an input shape; pure, without arrays.

        Parameters
        ----------
        input_shape : tuple of int or None, or list of such
            With the batch axis; a list for layers with several inputs.

        Raises
        ------
        ShapeError
            If the layer cannot take such an input.
        """
        if not self.has_call:
            return input_shape
        leaves = flatten_shapes(input_shape)
        names = map_shapes(lambda _: self.dtype, input_shape)
        self.ensure_built(input_shape)
        inferred = calling.infer_outputs(self, leaves, names, {})
        return map_structure(lambda output: output.shape, inferred)

    def call_output_shape(self, input_shape: Any, options: Mapping[str, Any]) -> Any:
        """Return the output shape of a call with options of its own.

        Parameters
        ----------
        input_shape : tuple, list or dict
            As `compute_output_shape` takes it, which knows no options.
        options : dict
            What `arrange_call` gave; those that ask for more outputs matter here.
        """
        del options
        return calling.with_shapes(self.compute_output_shape, input_shape)

    def compute_output_dtype(self, input_dtype: Any) -> Any:
        """Return the dtype of the output, or of each if they differ."""
        if not self.keeps_integers:
            return self.dtype
        dtypes = [self.cast_for(dtype) or dtype for dtype in flatten(input_dtype)]
        # NumPy would take float64 for float32 and int32.
        return self.dtype if self.dtype in dtypes else np.result_type(*dtypes).name

    def build(self, input_shape: Any) -> None:
        """Declare weights with `add_weight`; called once, before the first use."""

    def forward(self, x: Any, ctx: Context) -> Any:
        """Compute the output.

        Parameters
        ----------
        x : ndarray, list or dict of ndarray
            The input in the structure of the call. Must not be written to.
        ctx : Context
            Buffers, mask, random numbers; keeps what `backward` needs.
        """
        if self.has_call:
            return calling.call_forward(self, x, ctx)
        raise NotImplementedError

    def backward(self, dy: Any, ctx: Context) -> Any:
        """Write gradients of the weights to ``ctx.gradient(...)``, return those of x.

        Parameters
        ----------
        dy : ndarray
            Derivative of the loss by the output. Must not be written to.
        ctx : Context
            The context of the forward pass.

        Returns
        -------
        ndarray, list of (ndarray or None), or None
            Derivative by the input, one for each when there are several; None where
            ``ctx.input_wanted`` says that nobody needs it.
        """
        if self.has_call:
            return calling.call_backward(dy, ctx)
        raise NotImplementedError

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Compute the output with `engine.ops` and other layers, the Keras way.

        Layers of one's own write this instead of `forward` and `backward`; autograd
        derives it. It may take further tensors, `training` and `mask`. Those that
        extend a layer of the engine reach what that computes by ``super().call(x)``.
        """
        outer = calling.scope()
        if outer is not None and outer.layer is self and self.has_call:
            return calling.call_base(self, outer, args, kwargs)
        raise UnsupportedError(
            "{where}: has no method call of its own. Call the layer itself, as in "
            "layer(x).",
            where=self.where(),
        )

    def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:
        """Return the mask of the output, None for no mask."""
        del inputs
        return previous_mask if self.supports_masking else None

    def symbolic_mask(self, inputs: Any, masks: Any, ops: Any) -> Any:
        """Return the mask of the output of a call on symbols.

        Operations of the mask become a part of the graph, as in Keras.

        Parameters
        ----------
        inputs : KerasTensor, list or dict of KerasTensor
            Inputs.
        masks : KerasTensor or list, optional
            Masks of the inputs, None where there is none.
        ops : module
            `engine.ops`, which layers cannot import.
        """
        del ops
        return self.compute_mask(inputs, masks)

    def mask_arguments(self, call: Call, masks: Any) -> dict[str, Any]:
        """Return the arguments by which a call on symbols is handed masks.

        Parameters
        ----------
        call : Call
            The call.
        masks : KerasTensor, or list or dict of KerasTensor
            Masks of its inputs, in their structure.
        """
        # Keras writes masks down for such calls only; others look for them at run time.
        is_plain = len(call.args) == 1 and not call.kwargs
        is_plain = is_plain and isinstance(call.args[0], KerasTensor)
        return {"mask": masks} if self.hears_mask and is_plain else {}

    def mask_after(self, inputs: Any, ctx: Context) -> Any:
        """Return the mask of the output of the call that has just run.

        Parameters
        ----------
        inputs : ndarray, list or dict of ndarray
            What `forward` was given.
        ctx : Context
            The context of the call.
        """
        return self.compute_mask(inputs, ctx.mask)

    @property
    def output_penalty(self) -> Regularizer | None:
        """Penalty on the output that is added to the loss, if any."""
        return self.activity_regularizer

    @property
    def makes_mask(self) -> bool:
        """Whether a call can give a mask where there was none."""
        if self.has_call and "compute_mask" in _own_methods(type(self)):
            return True
        return self.makes_mask_always

    @property
    def behaves_differently_in_training(self) -> bool:
        """Whether training and prediction give different outputs."""
        return False

    def make_generator(self, seed: int) -> np.random.Generator:
        """Return the source of random numbers for one call of the layer.

        Layers with a seed of their own take that instead.

        Parameters
        ----------
        seed : int
            Seed that the plan gives to this call.
        """
        return generator(seed)

    def multiply_adds(self, input_shape: Any) -> int:
        """Return the multiply-adds of one sample, for cost displays."""
        del input_shape
        return sum(v.size for v in self.weights if v.ndim > 1)

    # ---------------------------------------------------------- weights

    def add_weight(
        self,
        shape: Any = None,
        initializer: Any = None,
        *further: Any,
        name: str | None = None,
        dtype: str | None = None,
        trainable: bool = True,
        regularizer: Any = None,
        constraint: Any = None,
    ) -> Variable:
        """Declare a weight; its values are drawn at first use.

        The order ``(name, shape, initializer)``, which Keras 2 had, is understood, too.

        Parameters
        ----------
        shape : tuple of int, default=()
            Shape.
        initializer : Initializer, str or callable, optional
            First values; "glorot_uniform" if there is none, zeros for whole numbers.
        name : str, optional
            Name of the weight, such as ``"kernel"``.
        dtype : str, optional
            Dtype, if it is not the layer's.
        trainable : bool, default=True
            False for statistics that the optimizer must not touch.
        regularizer : Regularizer or str, optional
            Penalty.
        constraint : Constraint or str, optional
            What the weight is brought back to after each training step.
        """
        if (outer := calling.scope()) is not None:
            outer.check_new_weight(self, name)
        if isinstance(shape, str):
            name, shape, initializer = shape, initializer, *further
        dtype = dtype or self.dtype
        if initializer is None:
            initializer = "glorot_uniform" if dtype.startswith("float") else "zeros"
        with name_scope(self, self.name) as owner:
            pass
        variable = Variable(
            initializer=initializers.get(initializer),
            shape=tuple(() if shape is None else shape),
            name=name or auto_name("variable"),
            dtype=dtype,
            trainable=trainable,
            seed=next_seed(),
            regularizer=None if regularizer is None else regularizers.get(regularizer),
            constraint=None if constraint is None else constraints.get(constraint),
            owner=owner,
        )
        self._variables.append(variable)
        return variable

    def add_loss(self, loss: Any) -> None:
        """Add a number to the loss of the model; to be used within `call`.

        Parameters
        ----------
        loss : float or array
            The penalty; of an array the mean.
        """
        outer = calling.scope()
        if outer is None:
            raise UnsupportedError(
                "{where}: add_loss works within the method call of a layer only.",
                where=self.where(),
            )
        outer.losses.append(calling.value_in(loss))

    if not TYPE_CHECKING:  # checkers would take it for no option any more

        @property
        def trainable(self) -> bool:
            """Whether training changes the weights; setting it sets sublayers, too."""
            return self._trainable

        @trainable.setter
        def trainable(self, value: bool) -> None:
            # In the constructor there are no sublayers yet: it is the layer's alone.
            self._trainable = bool(value)
            for layer in self.sublayers:
                layer.trainable = self._trainable

    @property
    def sublayers(self) -> list[Layer]:
        """Layers that are attributes of this one, or stand in lists that are."""
        return list(
            {
                id(layer): layer
                for value in vars(self).values()
                for layer in _layers_in(value)
            }.values()
        )

    @property
    def own_weights(self) -> list[Variable]:
        """Weights without those of sublayers: trainable ones, then the others."""
        own = [v for v in self._variables if v.trainable]
        return own + [v for v in self._variables if not v.trainable]

    @property
    def weights(self) -> list[Variable]:
        """All weights: own trainable ones, other own ones, those of sublayers."""
        inner = (v for layer in self.sublayers for v in layer.weights)
        return _unique([*self.own_weights, *inner])

    @property
    def variables(self) -> list[Variable]:
        """All weights."""
        return self.weights

    @property
    def trainable_weights(self) -> list[Variable]:
        """Weights that training changes; none when the layer is frozen."""
        if not self.trainable:
            return []
        own = [v for v in self._variables if v.trainable]
        return _unique(
            [*own, *(v for layer in self.sublayers for v in layer.trainable_weights)]
        )

    @property
    def trainable_variables(self) -> list[Variable]:
        """Weights that training changes."""
        return self.trainable_weights

    @property
    def non_trainable_weights(self) -> list[Variable]:
        """Weights that training leaves alone."""
        trained = {id(v) for v in self.trainable_weights}
        return [v for v in self.weights if id(v) not in trained]

    @property
    def non_trainable_variables(self) -> list[Variable]:
        """Weights that training leaves alone."""
        return self.non_trainable_weights

    def get_weights(self) -> list[Array]:
        """Return copies of all weights."""
        return [v.numpy() for v in self.weights]

    def set_weights(self, weights: list[Any]) -> None:
        """Set all weights, in the order of `get_weights`."""
        own = self.weights
        if len(weights) != len(own):
            raise ShapeError(
                "{where}: has {expected} weights. Received {received} arrays.",
                where=self.where(),
                expected=len(own),
                received=len(weights),
            )
        arrays = [np.asarray(value) for value in weights]
        for variable, array in zip(own, arrays, strict=True):
            variable.check(array)  # all of them first: nothing is half done
        for variable, array in zip(own, arrays, strict=True):
            variable.assign(array)

    def count_params(self) -> int:
        """Return the number of all weights' elements."""
        if not self.built:
            raise NotBuiltError(
                "{where}: has no weights yet. Call it on an input first.",
                where=self.where(),
            )
        return sum(v.size for v in self.weights)

    # ------------------------------------------------------------ calling

    @property
    def input(self) -> Any:
        """Tensor or tensors that the layer was called on first."""
        return unpack_single(list(call_at(self, 0).inputs))

    @property
    def output(self) -> Any:
        """Tensor or tensors that the first call of the layer gave."""
        return unpack_single(list(call_at(self, 0).outputs))

    def get_input_at(self, node_index: int) -> Any:
        """Return the tensor or tensors of one of the calls, counted from 0."""
        return unpack_single(list(call_at(self, node_index).inputs))

    def get_output_at(self, node_index: int) -> Any:
        """Return what one of the calls gave, counted from 0."""
        return unpack_single(list(call_at(self, node_index).outputs))

    def get_input_shape_at(self, node_index: int) -> Any:
        """Return the shape or shapes that one of the calls was given."""
        return unpack_single([t.shape for t in call_at(self, node_index).inputs])

    def get_output_shape_at(self, node_index: int) -> Any:
        """Return the shape or shapes of what one of the calls gave."""
        return unpack_single([t.shape for t in call_at(self, node_index).outputs])

    def ensure_built(self, input_shape: Any) -> None:
        """Build the layer if that has not happened; check the shape if it has."""
        if self.built:
            return
        self._build_shape = input_shape
        with name_scope(self, self.name):
            calling.with_shapes(self.build, input_shape)
        self.note_build(input_shape)

    def note_build(self, input_shape: Any) -> None:
        """Note that `build` has run, which layers of one's own may call themselves."""
        self.built = True
        if self._build_shape is None:
            self._build_shape = input_shape

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Apply the layer to symbols (gives symbols) or to arrays (gives arrays)."""
        if "_variables" not in vars(self):
            raise OptionError(
                "{cls}: its constructor has not prepared the layer. Call "
                "super().__init__(**kwargs) first in __init__.",
                cls=type(self).__name__,
            )
        given = dict(kwargs)
        mask = given.pop("mask", None)
        inputs, options = self.arrange_call(*args, **given)
        self.check_inputs(inputs)
        if mask is not None and is_nested(inputs) and not is_nested(mask):
            # It belongs to the first; states and the like have none.
            mask = [mask, *[None] * (len(flatten(inputs)) - 1)]
        if is_symbolic([inputs, mask]):
            call = Call(args, kwargs, inputs, options, mask)
            # A copy: the lists in it are the caller's, who may append to them.
            return self._call_symbolic(call.map(lambda leaf: leaf))
        outer = calling.scope()
        if outer is None:
            return self._call_eager(inputs, options, mask)
        inputs = map_structure(calling.as_value, inputs)
        # The batch of this call says nothing of those to come.
        shapes = map_shapes(lambda shape: (None, *shape[1:]), shapes_of(inputs))
        was_built = self.built
        self._check_and_build(calling.by_argument(shapes, options))
        if not was_built:
            outer.check_new(self)
        return calling.call_within(self, outer, inputs, options, mask)

    def check_inputs(self, inputs: Any) -> None:
        """Raise if the number of inputs is wrong."""
        if self.has_call:
            return  # `call` says by its arguments what it takes
        count = len(flatten(inputs))
        if isinstance(inputs, KerasTensor) and self.min_inputs > 1:
            count = 1
        too_many = self.max_inputs is not None and count > self.max_inputs
        if count >= self.min_inputs and not too_many:
            return
        if self.min_inputs == self.max_inputs:
            expected = f"{self.min_inputs}"
        else:
            expected = f"at least {self.min_inputs}"
        raise ShapeError(
            "{where}: takes {expected} input(s). Received {received}.",
            where=self.where(),
            expected=expected,
            received=count,
        )

    def _call_symbolic(self, call: Call) -> Any:
        shapes = calling.by_argument(shapes_of(call.inputs), call.options)
        dtypes = map_structure(lambda t: str(t.dtype), call.inputs)
        if self.has_call:
            self.ensure_built(shapes)
        has_rule = "compute_output_shape" in _own_methods(type(self))
        if self.has_call and not (has_rule and all(x.built for x in self.sublayers)):
            # Layers within are built by this, too.
            inferred = calling.infer_outputs(
                self, [t.shape for t in flatten(call.inputs)], dtypes, call.options
            )
        if self.has_call and not has_rule:
            output_shape = map_structure(lambda output: output.shape, inferred)
            dtype: Any = [output.dtype for output in flatten(inferred)]
        else:
            # The rule is asked first: it checks the input and names what does not fit.
            output_shape = self.call_output_shape(shapes, call.options)
            self.ensure_built(shapes)
            dtype = self.compute_output_dtype(dtypes)
        tensors = map_shapes(KerasTensor, output_shape)
        outputs = flatten(tensors)
        given = [dtype] * len(outputs) if isinstance(dtype, str) else flatten(dtype)
        for tensor, one in zip(outputs, given, strict=True):
            tensor.dtype = one
        self._place(call, outputs)
        return tensors

    def _place(self, call: Call, outputs: list[KerasTensor]) -> None:
        """Put a call into the graph, with the masks that it takes and gives."""
        masks: Any = map_structure(lambda tensor: tensor.mask, call.inputs)
        if call.mask is None and any(mask is not None for mask in flatten(masks)):
            arguments = self.mask_arguments(call, masks)
            call = replace(
                call,
                kwargs={**call.kwargs, **arguments},
                mask=arguments.get("mask"),
            )
        Node(self, call, outputs)
        if call.mask is not None:
            masks = call.mask
        if is_symbolic(masks) or self.makes_mask:
            from engine import ops  # they are layers themselves

            if is_nested(masks) and not self.has_call:
                masks = flatten(masks)
            given = flatten(self.symbolic_mask(call.inputs, masks, ops))
            for tensor, mask in zip(outputs, given, strict=False):
                tensor.mask = mask

    def _call_eager(self, inputs: Any, options: dict[str, Any], mask: Any) -> Any:
        arrays = map_structure(np.asarray, inputs)
        self._check_and_build(calling.by_argument(shapes_of(arrays), options))

        def cast(array: Array) -> Array:
            dtype = self.cast_for(array.dtype.name)
            return array if dtype is None else array.astype(dtype)

        arrays = map_structure(cast, arrays)
        training = bool(options.get("training"))
        # A prediction must not shift the seeds of what is trained later.
        rng = self.make_generator(next_seed() if training else 0)
        context = Context(rng, inputs=len(flatten(arrays)), call_options=options)
        context.input_wanted = [False] * len(context.input_wanted)
        context.training = training
        context.mask = mask
        return self.forward(arrays, context)

    def _check_and_build(self, shapes: Any) -> None:
        if not self.has_call:
            self.compute_output_shape(shapes)
        self.ensure_built(shapes)

    def run(self, x: Any, ctx: Context) -> Any:
        """Compute the output, and the penalty on it: what plans and layers call.

        Parameters
        ----------
        x : ndarray, list or dict of ndarray
            Inputs; see `forward`.
        ctx : Context
            The context of this call; ``ctx.penalty`` grows by the penalty.
        """
        y = self.forward(x, ctx)
        regularizer = self.output_penalty
        if regularizer is not None:
            outputs = flatten(y)
            for output in outputs:
                ctx.penalty += regularizer(output) / max(1, len(output))
            ctx.save(penalised=outputs)
        return y

    def run_back(self, dy: Any, ctx: Context) -> Any:
        """Derive what `run` has computed.

        Parameters
        ----------
        dy : ndarray, or list of ndarray
            Derivative of the loss by the output, without the penalty on it.
        ctx : Context
            The context of `run`.
        """
        regularizer = self.output_penalty
        if regularizer is not None:
            total = [
                d
                + regularizer.gradient(output) / output.dtype.type(max(1, len(output)))
                for d, output in zip(flatten(dy), ctx["penalised"], strict=True)
            ]
            dy = pack_as(dy, total)
        return self.backward(dy, ctx)

    def cast_for(self, dtype: str) -> str | None:
        """Return the dtype an input is converted to, or None to leave it alone."""
        if not self.casts_inputs or dtype == self.dtype:
            return None
        if self.keeps_integers and dtype not in FLOAT_DTYPES:
            return None
        return self.dtype

    # ------------------------------------------------------------- config

    def get_config(self) -> dict[str, Json]:
        """Return the options, in Keras' order and form."""
        config = super().get_config()
        for name, value in self._own_arguments().items():
            config.setdefault(name, value)
        penalty = config.pop("activity_regularizer")
        if penalty is not None or "activity_regularizer" in self._explicit:
            config["activity_regularizer"] = penalty
        common = {
            "name": config.pop("name"),
            "trainable": config.pop("trainable"),
            "dtype": {
                "module": "keras",
                "class_name": "DTypePolicy",
                "config": {"name": config.pop("dtype")},
                "registered_name": None,
            },
        }
        return {**common, **config}

    def _own_arguments(self) -> dict[str, Json]:
        """Return what a constructor of one's own was called with, as far as it can be.

        A class with a `get_config` of its own says so itself.
        """
        cls = type(self)
        if self._arguments is None or "get_config" in _own_methods(cls):
            return {}
        given = calling.arguments_by_name(cls.__init__, self, *self._arguments)
        given = {k: v for k, v in list(given.items())[1:] if k not in cls.options}
        for name, value in given.items():
            if not _is_plain(value):
                raise UnsupportedError(
                    "{where}: argument {name} cannot be written to a config. Give the "
                    "class a method get_config. Received {value}.",
                    where=self.where(),
                    name=name,
                    value=reprlib.repr(value),
                )
        return given

    @classmethod
    def from_config(cls, config: Mapping[str, Json]) -> Self:
        """Make a layer from its config, Keras' or the engine's."""
        return cls(**config)

    def get_build_config(self) -> dict[str, Json] | None:
        """Return the input shape the layer was built for."""
        if self._build_shape is None:
            return None
        if self.has_call and type(self).build is Layer.build:
            return None  # layers within are built by running `call`
        return calling.build_config(self, _listed(self._build_shape))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"

    # ----------------------------------------------------- words in errors

    def where(self) -> str:
        """Return class and name for messages, such as ``'Dense "hidden"'``."""
        return f'{type(self).__name__} "{self.name}"'

    def check_rank(
        self, shape: Shape, minimum: int, maximum: int | None = None, advice: str = ""
    ) -> None:
        """Raise a `ShapeError` unless the rank lies in a range.

        Parameters
        ----------
        shape : tuple
            Input shape with the batch axis.
        minimum, maximum : int
            Allowed numbers of axes, with the batch axis; no upper limit if None.
        advice : str, default=""
            Sentence that says what to do.
        """
        if len(shape) >= minimum and (maximum is None or len(shape) <= maximum):
            return
        if maximum is None:
            wanted = Text("at least {axes} per sample", axes=_axes(minimum - 1))
        elif maximum == minimum:
            wanted = Text("{axes} per sample", axes=_axes(minimum - 1))
        else:
            wanted = Text(
                "{low} to {axes} per sample", low=minimum - 1, axes=_axes(maximum - 1)
            )
        raise ShapeError(
            "{where}: needs an input with {wanted}. Received shape {shape}.{advice}",
            where=self.where(),
            wanted=wanted,
            shape=shape,
            advice=Text(" {advice}", advice=advice) if advice else "",
        )

    def check_known(self, shape: Shape, axis: int = -1) -> int:
        """Return the size of an axis, or raise a `ShapeError` if it is unknown."""
        size = shape[axis]
        if size is None:
            raise ShapeError(
                "{where}: the size of axis {axis} of its input must be known. "
                "Received shape {shape}. Give Input a full shape.",
                where=self.where(),
                axis=axis,
                shape=shape,
            )
        return size


def _noted(build: Callable[..., None]) -> Callable[..., None]:
    """Return a method `build` that lets the layer know when it has run."""

    @functools.wraps(build)
    def noted(self: Layer, *args: Any, **kwargs: Any) -> None:
        with name_scope(self, self.name):
            build(self, *args, **kwargs)
        self.note_build(next(iter([*args, *kwargs.values()]), None))

    return noted


def _own_methods(cls: type[Layer]) -> set[str]:
    """Return the names that a class, or a base of it outside the engine, defines."""
    return {
        name
        for base in cls.__mro__
        if not base.__module__.startswith("engine.") and issubclass(base, Layer)
        for name in vars(base)
    }


def _is_plain(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(_is_plain(item) for item in value)
    if isinstance(value, dict):
        return all(isinstance(k, str) and _is_plain(v) for k, v in value.items())
    return value is None or isinstance(value, bool | int | float | str)


def _layers_in(value: Any) -> Iterator[Layer]:
    """Yield the layers that a value is or holds, in lists, tuples and dicts."""
    if isinstance(value, Layer):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _layers_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _layers_in(item)


def _unique(variables: Iterable[Variable]) -> list[Variable]:
    return list({id(v): v for v in variables}.values())


def _axes(count: int) -> Text:
    return Text("1 axis") if count == 1 else Text("{count} axes", count=count)


def _listed(shape: Any) -> Any:
    if isinstance(shape, tuple):
        return list(shape)
    if isinstance(shape, calling.ByArgument):
        return calling.ByArgument({k: _listed(v) for k, v in shape.items()})
    if isinstance(shape, dict):
        return {k: _listed(v) for k, v in shape.items()}
    return [_listed(s) for s in shape]


def layer_of(value: Any) -> Layer:
    """Return the layer that a value is, or that a config describes.

    Parameters
    ----------
    value : Layer, dict or str
        A config as `serialize` or Keras writes it; a name stands for a layer with the
        values that are suggested first.
    """
    if isinstance(value, Layer):
        return value
    if isinstance(value, str):
        named: type[Layer] = LAYERS.get(value)
        required = (o for o in named.options.values() if o.is_required)
        return named(**{o.name: o.suggest for o in required if o.suggest is not None})
    if isinstance(value, Mapping) and "class_name" in value:
        name = str(value.get("registered_name") or value["class_name"])
        cls: type[Layer] = find(MODELS if name in MODELS else LAYERS, name, None)
        return cls.from_config(dict(value.get("config") or {}))
    raise ValueError("must be a layer")


def serialize(layer: Layer) -> Json:
    """Return a layer as Keras writes it within the config of another."""
    return {**object_config(layer, LAYERS), **layer.class_in_files}


def layer_kind(
    names: Callable[[], tuple[str, ...]], convert: Callable[[Any], Layer] = layer_of
) -> Kind:
    """Return the kind of options that are layers, of which some can be chosen.

    Parameters
    ----------
    names : callable
        Names of the classes that a chooser offers.
    convert : callable, optional
        Makes a layer of an accepted value.
    """
    return Kind(
        "layer",
        convert,
        serialize,
        _source,
        _short,
        names,
    )


def _short(layer: Layer) -> Json:
    """Return class and options of a layer, without a name that it has by itself."""
    title = type(layer).__name__
    if title in MODELS:
        return serialize(layer)
    options = layer.changed_options()
    if _has_automatic_name(layer):
        options.pop("name", None)
    return {"class_name": title, "config": options}


def _source(layer: Layer) -> str:
    text = layer.source("keras.layers.")
    if _has_automatic_name(layer):
        text = text.replace(f", name={layer.name!r})", ")")
    return text


def _has_automatic_name(layer: Layer) -> bool:
    title = snake_case(type(layer).__name__)
    return re.fullmatch(rf"{title}(_\d+)?", layer.name) is not None


register_kind(
    Layer,
    layer_kind(
        lambda: tuple(
            name
            for name, cls in LAYERS.items()
            if cls.stands_alone and cls.min_inputs == 1
        )
    ),
)
