"""Search for types of nodes by a few letters."""

from __future__ import annotations

import pytest

from studio.document.nodes import NodeType, node_types
from studio.document.search import match, search

NAMES = [
    "Dense", "LSTM", "Conv2D", "Conv2DTranspose", "GlobalAveragePooling2D",
    "MaxPooling2D", "TimeDistributed", "BatchNormalization", "Dropout", "Embedding",
]  # fmt: skip


def kinds() -> list[NodeType]:
    return [NodeType(name, "Core", f"About {name}.", {}, 1, 1) for name in NAMES]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("lst", "LSTM"),
        ("dens", "Dense"),
        ("DENSE", "Dense"),
        ("conv2", "Conv2D"),
        ("conv2dt", "Conv2DTranspose"),
        ("gap", "GlobalAveragePooling2D"),
        ("td", "TimeDistributed"),
        ("pool", "MaxPooling2D"),
        ("btch", "BatchNormalization"),
        ("batch norm", "BatchNormalization"),
        ("time_dist", "TimeDistributed"),
        ("emb", "Embedding"),
    ],
)
def test_best_match_is_first(query: str, first: str) -> None:
    assert search(query, kinds())[0].name == first


def test_no_query_gives_all_in_their_order() -> None:
    assert [kind.name for kind in search(" ", kinds())] == NAMES


def test_nothing_matches_nonsense() -> None:
    assert search("qqq", kinds()) == []
    assert match("esned", "Dense") == 0


def test_words_of_the_description_count_last() -> None:
    doc = next(kind.doc for kind in node_types() if kind.name == "Dense")
    found = search(doc[:30], node_types())
    assert [kind.name for kind in found] == ["Dense"]


def test_words_in_another_language() -> None:
    chinese = {"LSTM": "长短期记忆", "Dense": "全连接层"}
    found = search("全连接", kinds(), lambda kind: chinese.get(kind.name, ""))
    assert [kind.name for kind in found] == ["Dense"]
