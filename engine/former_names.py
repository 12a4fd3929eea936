"""Arguments and methods that are called otherwise today: errors that name them."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import ParamSpec, TypeVar

from engine.errors import OptionError, did_you_mean

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
