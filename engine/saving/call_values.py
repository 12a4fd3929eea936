"""Arguments of calls as configs hold them: slices, arrays and such as tables."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.errors import Text, UnsupportedError
from engine.saving.config_values import MAX_RANK, Values
from engine.types import DTYPES, Json

_ARRAYS = ("__numpy__", "__tensor__")
_DTYPES = (*DTYPES, "float16", "int8", "int16", "uint16", "uint32", "uint64")


def write_constant(value: Any, where: str) -> Json:
    """Return an argument that is no symbol as Keras writes it.

    Parameters
    ----------
    value : object
        A leaf of the arguments of a call.
    where : str
        The layer called, for messages.

    Raises
    ------
    UnsupportedError
        If files cannot hold it.
    """
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, int | float):
        return value
    if value is Ellipsis:
        return {"class_name": "__ellipsis__", "config": {}}
    if isinstance(value, slice):
        parts = {"start": value.start, "stop": value.stop, "step": value.step}
        return {
            "class_name": "__slice__",
            "config": {k: write_constant(v, where) for k, v in parts.items()},
        }
    if isinstance(value, np.ndarray) and value.dtype.name in _DTYPES:
        return {
            "class_name": "__numpy__",
            "config": {"value": value.tolist(), "dtype": value.dtype.name},
        }
    if isinstance(value, type | np.dtype):
        return np.dtype(value).name
    raise UnsupportedError(
        "{where}: an argument of its call cannot be written to a file. "
        "Received {value!r}. Use tensors, numbers, arrays and texts only.",
        where=where,
        value=value,
    )


def read_constant(table: dict[str, Json], values: Values, what: str) -> Any:
    """Return what `write_constant`, or Keras, wrote as a table; None if it is no such.

    Parameters
    ----------
    table : dict
        With ``class_name`` and ``config``.
    values : Values
        Checks values, and raises.
    what : str
        Where it stands, for messages.
    """
    class_name = table.get("class_name")
    if class_name == "__ellipsis__":
        return Ellipsis
    config = values.table(table.get("config", {}), f"{what}: {class_name}")
    if class_name == "__slice__":
        parts = [config.get(part) for part in ("start", "stop", "step")]
        if any(type(part) not in (int, type(None)) for part in parts):
            values.fail(Text("{what}: limits of a slice must be numbers", what=what))
        return slice(*parts)
    if class_name in _ARRAYS:
        return _array(config, values, what)
    return None


def _array(config: dict[str, Json], values: Values, what: str) -> Any:
    dtype = config.get("dtype")
    if dtype not in _DTYPES:
        values.fail(
            Text("{what}: an array has the dtype {dtype!r}", what=what, dtype=dtype)
        )
    try:
        array = np.array(config.get("value"), dtype)
    except (TypeError, ValueError, OverflowError):
        values.fail(Text("{what}: an array is damaged", what=what))
    if array.ndim > MAX_RANK:
        values.fail(Text("{what}: an array has too many axes", what=what))
    return array
