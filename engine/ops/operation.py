"""Operations: functions of arrays that also work on symbols of a graph.

A function with the decorator `operation` computes when it gets arrays. When one of its
arguments is a symbol, it leaves an `Operation` in the graph, as calling a layer does.
Keras divides the arguments of a function into those of the operation's constructor
(``Sum(axis=1)``) and those of its call; the decorator says which are which.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, ParamSpec, Self, TypeVar

import numpy as np

from engine.autodiff import differentiate, plain_errors
from engine.errors import EngineError, OptionError, ShapeError, UnsupportedError
from engine.graph.context import Context
from engine.graph.structure import flatten, map_structure, pack_as
from engine.graph.symbolic import Call, KerasTensor, Node, is_symbolic
from engine.layers.layer import Layer
from engine.naming import auto_name
from engine.ops.arrays import is_tensor
from engine.ops.inference import Place, Sample, by_trial, elementwise
from engine.parameters import Variable
from engine.types import Array, Json, Shape, dtype_name

P = ParamSpec("P")
R = TypeVar("R")

NUMPY = "keras.src.ops.numpy"
NN = "keras.src.ops.nn"
MATH = "keras.src.ops.math"
CORE = "keras.src.ops.core"
LINALG = "keras.src.ops.linalg"
MODULES = (NUMPY, NN, MATH, CORE, LINALG)

ShapeRule = Callable[..., Any]


@dataclass(frozen=True)
class Fast:
    """Hand-written passes of an operation, where tracing would cost too much.

    Attributes
    ----------
    forward : callable
        Takes context, arguments of the call and options; returns the result, or None
        for what it leaves to the general way.
    backward : callable
        Takes derivative and context; returns a list, one for each tensor.
    """

    forward: Callable[[Context, Any, Mapping[str, Any]], Array | None]
    backward: Callable[[Array, Context], list[Array | None]]


@dataclass(frozen=True)
class Spec:
    """What the decorator knows of an operation.

    Attributes
    ----------
    function : callable
        Computes with arrays.
    module, class_name : str
        Where Keras has its class.
    options : tuple of str
        Arguments of the constructor; the others are those of the call.
    signature : inspect.Signature
        Of the function.
    by_name : tuple of str
        Arguments of the call that Keras hands on by name.
    elementwise : bool
        Whether the result has the shape that all tensors broadcast to.
    shape : callable, optional
        Shape rule, for what cannot be tried with arrays of zeros.
    fast : list of Fast
        Hand-written passes, if there are any.
    """

    function: Callable[..., Any]
    module: str
    class_name: str
    options: tuple[str, ...]
    signature: inspect.Signature
    by_name: tuple[str, ...] = ()
    elementwise: bool = False
    shape: ShapeRule | None = None
    fast: list[Fast] = field(default_factory=list)

    def call_on_symbols(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Put the operation into the graph and return its symbols."""
        bound = self.signature.bind(*args, **kwargs)
        bound.apply_defaults()
        options: dict[str, Any] = {}
        given: list[Any] = []
        named: dict[str, Any] = {}
        for name, parameter in self.signature.parameters.items():
            value = bound.arguments[name]
            if name in self.options:
                options[name] = value
            elif parameter.kind is inspect.Parameter.VAR_POSITIONAL:
                given.extend(value)
            elif parameter.kind is inspect.Parameter.VAR_KEYWORD:
                named.update(value)
            elif name in self.by_name:
                named[name] = value
            else:
                given.append(value)
        if is_symbolic(options):
            raise UnsupportedError(
                "ops.{name}: takes symbolic tensors as its first arguments only. "
                "Received one as {names}. Give numbers or arrays there.",
                name=self.function.__name__,
                names=", ".join(k for k, v in options.items() if is_symbolic(v)),
            )
        return class_named(self.class_name)(**options)(*given, **named)

    def run(
        self,
        options: Mapping[str, Any],
        args: Any,
        kwargs: Any,
        function: Callable[..., Any] | None = None,
    ) -> Any:
        """Compute, with the arguments divided as Keras divides them.

        Parameters
        ----------
        options : mapping
            Those of the constructor.
        args, kwargs : list, dict
            Those of the call.
        function : callable, optional
            What to run, if not the operation itself.
        """
        values: list[Any] = []
        rest = list(args)
        named = dict(kwargs)
        is_open = True  # no argument has been left out so far
        for name, parameter in self.signature.parameters.items():
            if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
                values.extend(rest)
                rest = []
                is_open = False
                continue
            if parameter.kind is inspect.Parameter.VAR_KEYWORD:
                continue
            if name in self.options:
                if name not in options:
                    is_open = False
                    continue
                value = options[name]
            elif name in named:
                value = named.pop(name)
            elif rest and parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
                value = rest.pop(0)
            else:
                is_open = False
                continue
            if is_open and parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
                values.append(value)
            else:
                named[name] = value
        if rest:
            raise TypeError(f"{len(rest)} arguments too many")
        return (function or self.function)(*values, **named)


OPERATIONS: dict[str, Spec] = {}
"""All operations by the names of their Keras classes."""
FUNCTIONS: dict[str, Callable[..., Any]] = {}
"""All operations by the names of their functions, without second names."""


def operation(
    module: str,
    *options: str,
    class_name: str = "",
    by_name: tuple[str, ...] = (),
    elementwise: bool = False,
    shape: ShapeRule | None = None,
    takes_samples: bool = False,
) -> Callable[[Callable[P, Any]], Callable[P, Any]]:
    """Make a function of arrays one of symbols, too.

    Parameters
    ----------
    module : str
        Where Keras has the class of the operation.
    *options : str
        Arguments that Keras gives to the constructor of the class.
    class_name : str, optional
        Keras' name of the class; that of the function in capitals when missing.
    by_name : tuple of str, default=()
        Arguments of the call that Keras hands on by name.
    elementwise : bool, default=False
        Whether the result has the shape that all tensors broadcast to.
    shape : callable, optional
        Takes the arguments of the function with a `Sample` for each symbol; returns
        that of the result. Without it the function is tried on zeros.
    takes_samples : bool, default=False
        Whether the function itself does that.
    """

    def wrap(function: Callable[P, Any]) -> Callable[P, Any]:
        spec = Spec(
            function,
            module,
            class_name or _in_capitals(function.__name__),
            options,
            inspect.signature(function),
            by_name,
            elementwise,
            function if takes_samples else shape,
        )
        OPERATIONS[spec.class_name] = spec

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> Any:
            if _any_symbol(args) or (kwargs and _any_symbol(kwargs.values())):
                return spec.call_on_symbols(args, kwargs)
            try:
                with np.errstate(all="ignore"):
                    return function(*args, **kwargs)
            except EngineError:
                raise
            except _NUMPY_ERRORS as error:
                raise ShapeError(
                    "ops.{name}: cannot take such arguments. Received shapes {shapes}. "
                    "NumPy says: {reason}.",
                    name=function.__name__,
                    shapes=", ".join(map(str, _shapes([args, kwargs]))) or "()",
                    reason=str(error).rstrip("."),
                ) from error

        FUNCTIONS[function.__name__] = run
        return run

    return wrap


def eager(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function of arrays that says so when it gets a symbol."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if _any_symbol(args) or (kwargs and _any_symbol(kwargs.values())):
            raise UnsupportedError(
                "ops.{name}: cannot stand in a graph here. Use it within the call "
                "method of a layer of your own.",
                name=function.__name__,
            )
        with np.errstate(all="ignore"):
            return function(*args, **kwargs)

    return run


def _any_symbol(values: Any) -> bool:
    for value in values:
        kind = type(value)
        if kind is KerasTensor:
            return True
        if kind in _NESTED and is_symbolic(value):
            return True
    return False


_NESTED = frozenset({list, tuple, dict})


_NUMPY_ERRORS = (ValueError, IndexError, np.linalg.LinAlgError)


def _shapes(arguments: Any) -> list[Any]:
    """Return the shapes of the arrays among arguments."""
    leaves = flatten(arguments)
    return [leaf.shape for leaf in leaves if is_tensor(leaf)]


def _in_capitals(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


class Operation(Layer, registers=False):
    """A function in a graph: what arithmetic on symbols leaves there.

    It has no weights and gives no mask. Its options are the arguments that Keras gives
    to the constructor of its class.
    """

    category: ClassVar[str] = "Operations"
    max_inputs = None
    casts_inputs: ClassVar[bool] = False
    spec: ClassVar[Spec]

    def __init__(self, *args: Any, name: str | None = None, **kwargs: Any) -> None:
        spec = type(self).spec
        title = name or auto_name(spec.class_name)
        super().__init__(name=title)
        if len(args) > len(spec.options):
            raise OptionError(
                "{where}: takes at most {count} options. Received {received}.",
                where=self.where(),
                count=len(spec.options),
                received=len(args),
            )
        given = dict(zip(spec.options, args, strict=False)) | kwargs
        for option, value in list(given.items()):
            if option not in spec.options and value in (None, False):
                del given[option]  # switched off: what Keras has and the engine not
            elif option not in spec.options:
                raise OptionError(
                    '{where}: there is no option "{option}". Options: {names}.',
                    where=self.where(),
                    option=option,
                    names=", ".join(spec.options) or "none",
                )
        self.arguments = given
        self.built = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Apply the operation to symbols (gives symbols) or arrays (gives arrays)."""
        leaves = flatten([args, kwargs])
        inputs = [leaf for leaf in leaves if isinstance(leaf, KerasTensor)]
        if not inputs:
            with np.errstate(all="ignore"):
                return self.spec.run(self.arguments, args, kwargs)
        self._refuse_hidden_symbols(leaves)
        dtypes = [str(tensor.dtype) for tensor in inputs]
        places = iter(range(len(inputs)))
        template = pack_as(
            [args, kwargs],
            [
                Place(next(places))
                if isinstance(leaf, KerasTensor)
                else _narrowed(leaf, dtypes)
                for leaf in leaves
            ],
        )
        # As the function takes them: divided and joined once, not at every run.
        given, named = template
        bound = self.spec.run(self.arguments, given, named, _collected)
        options = {"template": template, "bound": bound, "dtypes": dtypes}
        samples = self._infer([tensor.shape for tensor in inputs], options)
        made = map_structure(lambda one: KerasTensor(one.shape, one.dtype), samples)
        outputs = flatten(made)
        options["derives"] = any(one.dtype.startswith("float") for one in outputs)
        Node(self, Call(args, kwargs, inputs, options), outputs)
        return made

    def _refuse_hidden_symbols(self, leaves: list[Any]) -> None:
        for leaf in leaves:
            if isinstance(leaf, slice) and is_symbolic([leaf.start, leaf.stop]):
                raise UnsupportedError(
                    "{where}: the limits of a slice must be numbers. Received a "
                    "symbolic tensor. Use ops.take for positions that are computed.",
                    where=self.where(),
                )

    # ------------------------------------------------------------- shapes

    def _infer(self, shapes: list[Shape], options: Mapping[str, Any]) -> Any:
        """Return a `Sample` for each result."""
        spec, bound = self.spec, options["bound"]
        inputs = [
            Sample(shape, dtype)
            for shape, dtype in zip(shapes, options["dtypes"], strict=True)
        ]

        def run(arrays: list[Any]) -> Any:
            return self._run(bound, arrays)

        if spec.elementwise:
            leaves = flatten(bound)
            constants = [leaf for leaf in leaves if not isinstance(leaf, Place)]
            arrays = [c for c in constants if isinstance(c, np.ndarray | Variable)]
            return elementwise(run, inputs, arrays, self.where())
        if spec.shape is not None:
            args, kwargs = _filled(bound, inputs)
            try:
                return spec.shape(*args, **kwargs)
            except EngineError as error:
                raise ShapeError(
                    "{where}: {reason}", where=self.where(), reason=error
                ) from error
        return by_trial(run, inputs, self.where())

    def call_output_shape(self, input_shape: Any, options: Mapping[str, Any]) -> Any:
        """Return the shape of each result for other inputs of the same call."""
        samples = self._infer([tuple(shape) for shape in input_shape], options)
        return map_structure(lambda one: one.shape, samples)

    # ------------------------------------------------------------ running

    def _run(self, bound: Any, arrays: list[Any]) -> Any:
        args, kwargs = _filled(bound, arrays)
        return self.spec.function(*args, **kwargs)

    def forward(self, x: Any, ctx: Context) -> Any:
        """Compute; trace what is needed for the derivative when it is asked for."""
        arrays: list[Array] = list(x)
        fast = self.spec.fast
        if fast:
            args, kwargs = _filled(ctx.call_options["template"], arrays)
            result = None if kwargs else fast[0].forward(ctx, args, self.arguments)
            if result is not None:
                ctx.save(is_fast=True)
                return result
        ctx.save(is_fast=False)
        wanted = [
            is_wanted and ctx.call_options["derives"] and array.dtype.kind == "f"
            for is_wanted, array in zip(ctx.input_wanted, arrays, strict=True)
        ]
        bound = ctx.call_options["bound"]
        with np.errstate(all="ignore"):
            if not any(wanted):
                ctx.save(pull_back=None)
                return map_structure(np.asarray, self._run(bound, arrays))
            return self._run_traced(bound, arrays, wanted, ctx)

    def _run_traced(
        self, bound: Any, arrays: list[Array], wanted: list[bool], ctx: Context
    ) -> Any:
        results: list[Any] = []

        def run(traced: list[Any]) -> list[Any]:
            boxes = iter(traced)
            given = [
                next(boxes) if is_wanted else array
                for is_wanted, array in zip(wanted, arrays, strict=True)
            ]
            results.append(self._run(bound, given))
            return flatten(results[0])

        derived = [a for a, want in zip(arrays, wanted, strict=True) if want]
        with plain_errors(self.where()):
            values, pull_back = differentiate(run, derived)
        ctx.save(
            pull_back=pull_back,
            wanted=wanted,
            dtypes=[value.dtype for value in values],
            inputs=[array.dtype for array in arrays],
        )
        return pack_as(results[0], values)

    def backward(self, dy: Any, ctx: Context) -> list[Array | None]:
        """Derive by hand where there is such a way, or run the trace backwards."""
        if ctx["is_fast"]:
            return self.spec.fast[0].backward(dy, ctx)
        pull_back = ctx["pull_back"]
        if pull_back is None:
            return [None] * len(ctx.input_wanted)
        dys = [
            np.asarray(one, dtype)
            for one, dtype in zip(flatten(dy), ctx["dtypes"], strict=True)
        ]
        dxs = iter(pull_back(dys))
        return [
            np.asarray(next(dxs), dtype) if is_wanted else None
            for is_wanted, dtype in zip(ctx["wanted"], ctx["inputs"], strict=True)
        ]

    def multiply_adds(self, input_shape: Any) -> int:
        """Return 0: what it costs is not known."""
        del input_shape
        return 0

    # ------------------------------------------------------------- config

    def get_config(self) -> dict[str, Json]:
        """Return name and options as Keras writes them."""
        config: dict[str, Json] = {"name": self.name}
        for option in self.spec.options:
            default = self.spec.signature.parameters[option].default
            config[option] = self._plain(option, self.arguments.get(option, default))
        return config

    def _plain(self, option: str, value: Any) -> Json:
        if isinstance(value, np.dtype | type):
            return dtype_name(value)
        if isinstance(value, np.ndarray | np.generic):
            return value.tolist()
        if isinstance(value, list | tuple):
            return [self._plain(option, part) for part in value]
        if value is None or isinstance(value, str | int | float | bool):
            return value
        raise UnsupportedError(
            "{where}: its option {option} cannot be written to a file. Received "
            "{value!r}. Use numbers, texts and lists of them only.",
            where=self.where(),
            option=option,
            value=value,
        )

    @classmethod
    def from_config(cls, config: Mapping[str, Json]) -> Self:
        """Make an operation from its config."""
        return cls(**config)

    def get_build_config(self) -> dict[str, Json] | None:
        """Return None: there is nothing to build."""
        return None


def _collected(*args: Any, **kwargs: Any) -> Any:
    """Return all arguments of a call, instead of calling."""
    return list(args), kwargs


def _narrowed(constant: Any, dtypes: list[str]) -> Any:
    """Return an array of float64 as float32 where it meets float32 at every step."""
    is_wide = isinstance(constant, np.ndarray) and constant.dtype == np.float64
    if is_wide and "float32" in dtypes and "float64" not in dtypes:
        return constant.astype(np.float32)
    return constant


def _filled(template: Any, values: Sequence[Any]) -> Any:
    """Return the arguments of a call with its tensors in their places."""

    def fill(part: Any) -> Any:
        kind = type(part)
        if kind is Place:
            return values[part.index]
        return map_structure(fill, part) if kind in _NESTED else part

    args, kwargs = template
    return [fill(part) for part in args], {k: fill(v) for k, v in kwargs.items()}


@functools.cache
def class_named(class_name: str) -> type[Operation]:
    """Return the class of an operation; Keras has one for each.

    Parameters
    ----------
    class_name : str
        Keras' name of the class.
    """
    members = {"spec": OPERATIONS[class_name], "__module__": __name__}
    # Not the statement: there are as many classes as there are functions.
    return type(class_name, (Operation,), members, registers=False)
