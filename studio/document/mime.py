"""Names of what is dragged between panels, which do not know each other."""

from __future__ import annotations

import json

NODE_MIME = "application/x-hornbeam-node"
"""The name of a type of node, as UTF-8 text: dragged from the palette."""
COLUMNS_MIME = "application/x-hornbeam-columns"
"""JSON ``{"columns": [...]}``: dragged from the data panel."""


def read_columns(data: bytes) -> list[str]:
    """Return the names of dragged columns; empty if the data is something else.

    Parameters
    ----------
    data : bytes
        What was dragged as `COLUMNS_MIME`.
    """
    try:
        columns = json.loads(data.decode("utf-8"))["columns"]
    except (ValueError, TypeError, KeyError):
        return []
    if not isinstance(columns, list):
        return []
    return [column for column in columns if isinstance(column, str)]


def write_columns(columns: list[str]) -> bytes:
    """Return the names of columns as data to drag as `COLUMNS_MIME`."""
    return json.dumps({"columns": columns}, ensure_ascii=False).encode()
