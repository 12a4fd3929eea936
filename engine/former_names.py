"""Arguments and methods that are called otherwise today: errors that name them."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import ParamSpec, TypeVar

from engine.errors import OptionError, Text, UnsupportedError, did_you_mean

P = ParamSpec("P")
T = TypeVar("T")


def knows_former_names(
    where: str, former: Mapping[str, str]
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make a function refuse unknown arguments with the name they have today.

    Parameters
    ----------
    where : str
        Start of the message, such as ``"fit"``.
    former : mapping of str to str
        Today's name for each old one.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        known = tuple(name for name in inspect.signature(function).parameters)

        @functools.wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> T:
            for name in kwargs:
                if name in former:
                    raise OptionError(
                        '{where}: argument "{old}" is called "{new}" today. '
                        "Write {new}=... instead.",
                        where=where,
                        old=name,
                        new=former[name],
                    )
                if name not in known:
                    raise OptionError(
                        '{where}: there is no argument "{name}".{hint} '
                        "Arguments: {names}.",
                        where=where,
                        name=name,
                        hint=did_you_mean(name, known),
                        names=", ".join(n for n in known if n != "self"),
                    )
            return function(*args, **kwargs)

        return checked

    return decorate


_FORMER_METHODS = {
    "predict_classes": "Use np.argmax(model.predict(x), axis=-1), or "
    "model.predict(x) > 0.5 for a single sigmoid unit.",
    "predict_proba": "Use model.predict(x).",
    "fit_generator": "Use model.fit(x, y) with arrays.",
    "evaluate_generator": "Use model.evaluate(x, y) with arrays.",
    "predict_generator": "Use model.predict(x) with an array.",
}


def missing_attribute(owner: object, name: str) -> AttributeError:
    """Return the error for a method that does not exist, with what to use instead.

    Parameters
    ----------
    owner : object
        The object asked.
    name : str
        What was asked for.
    """
    advice = _FORMER_METHODS.get(name)
    if advice is None:
        public = [known for known in dir(owner) if not known.startswith("_")]
        advice = did_you_mean(name, public).strip()
    text = f"A {type(owner).__name__} has no {name!r}."
    return AttributeError(f"{text} {advice}" if advice else text)


_FORMER_LAYERS = {
    "Lambda": Text(
        "Write a subclass of keras.layers.Layer with a method call, or use keras.ops "
        "on the tensors: then files say what is computed."
    ),
    "Merge": Text(
        "Use Add, Subtract, Multiply, Average, Maximum, Minimum, Concatenate or Dot: "
        "keras.layers.Add()([a, b])."
    ),
    "merge": Text(
        "Use add, subtract, multiply, average, maximum, minimum, concatenate or dot: "
        "keras.layers.concatenate([a, b])."
    ),
    "TimeDistributedDense": Text(
        "Use keras.layers.Dense, which is applied to every step of a sequence."
    ),
    "MaxoutDense": Text(
        "Use Dense(pieces * units), Reshape((pieces, units)) and "
        "keras.ops.max(x, axis=1)."
    ),
    "Highway": Text(
        "Write it with layers: Dense(units, activation) for the new values, "
        'Dense(units, activation="sigmoid") for the gate, Multiply and Add.'
    ),
    "ThresholdedReLU": Text("Use keras.layers.ReLU(threshold=...)."),
    "SReLU": Text("Use keras.layers.PReLU or ReLU."),
    "ParametricSoftplus": Text("Use keras.layers.PReLU."),
    "Deconvolution2D": Text("Use keras.layers.Conv2DTranspose."),
    "Deconvolution3D": Text("Use keras.layers.Conv3DTranspose."),
    "AtrousConvolution1D": Text("Use keras.layers.Conv1D(dilation_rate=...)."),
    "AtrousConvolution2D": Text("Use keras.layers.Conv2D(dilation_rate=...)."),
    "CuDNNLSTM": Text("Use keras.layers.LSTM."),
    "CuDNNGRU": Text("Use keras.layers.GRU."),
    "SyncBatchNormalization": Text("Use keras.layers.BatchNormalization."),
}


def missing_layer(name: str, known: Iterable[str]) -> Exception:
    """Return the error for a layer that does not exist, with what to use instead.

    Parameters
    ----------
    name : str
        What was asked for.
    known : iterable of str
        Names of the layers that exist.
    """
    advice = _FORMER_LAYERS.get(name)
    if advice is None:
        hint = did_you_mean(name, known)
        return AttributeError(f"There is no layer called {name!r}.{hint}")
    # No AttributeError: an import from the module would hide its text.
    return UnsupportedError(
        "There is no layer {name}. {advice}", name=name, advice=advice
    )
