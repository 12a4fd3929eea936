"""Tidy up: what must hold for every graph, and a few graphs looked at closely."""

from __future__ import annotations

import random
import time

import pytest

from studio.document import edits
from studio.document.changes import AddLink, AddNode
from studio.document.layout import GRID, Box, Direction, arrange, tidy
from studio.document.layout_order import count_crossings, order_ranks
from studio.document.layout_ranks import make_layers
from studio.document.model import Document, Link

Pairs = list[tuple[str, str]]

MULTI: Pairs = [
    ("main_input", "embedding"),
    ("embedding", "lstm"),
    ("lstm", "aux_dense"),
    ("aux_dense", "aux_output"),
    ("lstm", "concatenate"),
    ("aux_input", "concatenate"),
    ("concatenate", "dense_1"),
    ("dense_1", "dense_2"),
    ("dense_2", "dense_3"),
    ("dense_3", "main_dense"),
    ("main_dense", "main_output"),
]
U_NET: Pairs = [
    ("in", "e0"), ("e0", "e1"), ("e1", "e2"), ("e2", "u1"),
    ("u1", "cat1"), ("e1", "cat1"), ("cat1", "u0"), ("u0", "cat0"), ("e0", "cat0"),
    ("cat0", "out"),
]  # fmt: skip


def make_links(pairs: Pairs) -> list[Link]:
    ports: dict[str, int] = {}
    links = []
    for source, target in pairs:
        port = ports.get(target, 0)
        ports[target] = port + 1
        links.append(Link(f"{source}>{target}:{port}", source, target, 0, port))
    return links


def make_boxes(links: list[Link], rng: random.Random | None = None) -> dict[str, Box]:
    count: dict[str, int] = {}
    for link in links:
        count.setdefault(link.source, 0)
        count[link.target] = count.get(link.target, 0) + 1
    boxes = {}
    for node_id, inputs in count.items():
        width = 128.0 if rng is None else 8.0 * rng.randint(12, 26)
        height = max(80.0, 32.0 * inputs + 16.0)
        ports = tuple(24.0 + 32.0 * i for i in range(inputs)) if inputs > 1 else (40.0,)
        boxes[node_id] = Box(width, height, ports, (height / 2,))
    return boxes


def random_pairs(rng: random.Random, nodes: int, links: int) -> Pairs:
    pairs = [(f"n{rng.randrange(max(0, i - 9), i)}", f"n{i}") for i in range(1, nodes)]
    while len(pairs) < links:
        a, b = sorted(rng.sample(range(nodes), 2))
        if b - a < 30:
            pairs.append((f"n{a}", f"n{b}"))
    return pairs


def assert_no_overlap(
    placed: dict[str, tuple[float, float]], boxes: dict[str, Box]
) -> None:
    ids = list(placed)
    for i, a in enumerate(ids):
        for b in ids[i + 1 :]:
            apart = (
                placed[a][0] + boxes[a].width < placed[b][0]
                or placed[b][0] + boxes[b].width < placed[a][0]
                or placed[a][1] + boxes[a].height < placed[b][1]
                or placed[b][1] + boxes[b].height < placed[a][1]
            )
            assert apart, f"{a} at {placed[a]} lies on {b} at {placed[b]}"


@pytest.mark.parametrize("direction", ["right", "down"])
@pytest.mark.parametrize("seed", range(6))
def test_random_graphs_do_not_overlap_and_run_forward(
    seed: int, direction: Direction
) -> None:
    rng = random.Random(seed)
    links = make_links(random_pairs(rng, 60, 60 + 15 * seed))
    boxes = make_boxes(links, rng)
    placed = arrange(boxes, links, direction=direction)

    assert placed.keys() == boxes.keys()
    assert_no_overlap(placed, boxes)
    for link in links:
        if direction == "right":
            end = placed[link.source][0] + boxes[link.source].width
            assert end < placed[link.target][0]
        else:
            end = placed[link.source][1] + boxes[link.source].height
            assert end < placed[link.target][1]
    assert all(x % GRID == 0 and y % GRID == 0 for x, y in placed.values())
    assert min(x for x, _ in placed.values()) == 0
    assert min(y for _, y in placed.values()) == 0


def test_same_graph_gives_same_picture() -> None:
    links = make_links(random_pairs(random.Random(3), 80, 120))
    boxes = make_boxes(links)
    assert arrange(boxes, links) == arrange(dict(boxes), list(links))


def test_multi_input_multi_output_model_reads_like_a_drawing() -> None:
    links = make_links(MULTI)
    boxes = make_boxes(links)
    outputs = ["aux_output", "main_output"]
    placed = arrange(boxes, links, last=outputs)

    # Outputs stand in one column at the right, each in line with its branch.
    right = max(x for x, _ in placed.values())
    assert [placed[i][0] for i in outputs] == [right, right]
    assert placed["main_input"][1] == placed["lstm"][1] == placed["aux_output"][1], (
        "the long wire to the auxiliary output is not straight"
    )
    assert placed["dense_1"][1] == placed["main_output"][1]
    # A second input stands beside its branch, not at the far left.
    assert placed["aux_input"][0] == placed["lstm"][0]
    assert placed["aux_input"][1] > placed["lstm"][1]


def test_skip_connections_keep_straight_lanes() -> None:
    links = make_links(U_NET)
    boxes = make_boxes(links)
    placed = arrange(boxes, links, last=["out"])
    for encoder, merge in (("e0", "cat0"), ("e1", "cat1")):
        start = placed[encoder][1] + boxes[encoder].outputs[0]
        assert start == placed[merge][1] + boxes[merge].inputs[1]


@pytest.mark.parametrize("pairs", [MULTI, U_NET])
def test_planar_graphs_have_no_crossings(pairs: Pairs) -> None:
    links = make_links(pairs)
    layers = make_layers(list(make_boxes(links)), links, set())
    order_ranks(layers)
    assert count_crossings(layers) == 0


def test_crossings_are_counted_and_removed() -> None:
    # a -> d, b -> c, drawn with c above d: one crossing until the order is mended.
    links = make_links([("in", "a"), ("in", "b"), ("a", "d"), ("b", "c")])
    layers = make_layers(["in", "a", "b", "c", "d"], links, set())
    assert count_crossings(layers) == 1
    order_ranks(layers)
    assert count_crossings(layers) == 0


def test_parts_that_are_not_connected_stand_below_each_other() -> None:
    links = make_links([("a", "b"), ("c", "d")])
    boxes = {**make_boxes(links), "alone": Box(), "lonely": Box()}
    placed = arrange(boxes, links)
    assert placed["a"][1] == placed["b"][1] < placed["c"][1] == placed["d"][1]
    assert placed["alone"][1] == placed["lonely"][1] > placed["d"][1]
    assert_no_overlap(placed, boxes)


def test_cycles_and_odd_links_do_no_harm() -> None:
    links = [
        *make_links([("a", "b"), ("b", "c"), ("c", "a")]),
        Link("self", "b", "b", 0, 5),
        Link("nowhere", "b", "gone", 0, 0),
    ]
    boxes = {i: Box() for i in "abc"}
    placed = arrange(boxes, links)
    assert placed["a"][0] < placed["b"][0] < placed["c"][0]


def test_nothing_to_arrange() -> None:
    assert arrange({}, []) == {}
    assert tidy(Document()) == {}


def test_three_hundred_nodes_take_under_half_a_second() -> None:
    links = make_links(random_pairs(random.Random(7), 300, 420))
    boxes = make_boxes(links)
    best = min(_seconds(boxes, links) for _ in range(3))
    assert best < 0.5


def _seconds(boxes: dict[str, Box], links: list[Link]) -> float:
    start = time.perf_counter()
    arrange(boxes, links)
    return time.perf_counter() - start


def test_a_graph_with_very_many_long_wires_is_still_placed() -> None:
    chain = [(f"n{i}", f"n{i + 1}") for i in range(150)]
    far = [(f"n{i}", f"n{j}") for i in range(70) for j in (i + 60, i + 80)]
    links = make_links(chain + far)
    boxes = make_boxes(links)
    assert_no_overlap(arrange(boxes, links), boxes)


def test_document_keeps_its_place_and_outputs_are_last() -> None:
    document = Document()
    nodes = {}
    for name, kind in (
        ("x", "Input"),
        ("h", "Dense"),
        ("a", "Output"),
        ("b", "Output"),
    ):
        node = edits.make_node(document, kind, 333.0, -777.0, name=name)
        document.apply(AddNode(node))
        nodes[name] = node.id
    document.apply(AddLink(Link("1", nodes["x"], nodes["h"])))
    document.apply(AddLink(Link("2", nodes["h"], nodes["a"])))
    document.apply(AddLink(Link("3", nodes["x"], nodes["b"])))
    placed = tidy(document)
    assert placed[nodes["x"]][0] == 328.0
    assert min(y for _, y in placed.values()) == -784.0
    assert placed[nodes["a"]][0] == placed[nodes["b"]][0]
