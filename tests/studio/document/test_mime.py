"""What is dragged between panels."""

from __future__ import annotations

import pytest

from studio.document.mime import read_columns, write_columns


def test_columns_survive_the_drag() -> None:
    assert read_columns(write_columns(["a b", "列"])) == ["a b", "列"]


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"[]", b"{}", b'{"columns": "a"}', b'{"columns": [1]}']
)
def test_foreign_data_gives_nothing(data: bytes) -> None:
    assert read_columns(data) == []
