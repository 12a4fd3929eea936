"""The scene mirrors the document, whatever happens to it."""

from __future__ import annotations

import gc
import random

import pytest
from canvas_hand import Hand
from PySide6.QtCore import QEvent, QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio import theme
from studio.canvas import CanvasScene, CanvasView
from studio.canvas.hits import Hit
from studio.canvas.tooltips import Tooltips
from studio.document import edits
from studio.document.changes import AddLink, AddNode, Composite, RemoveNode
from studio.document.errors import DocumentError
from studio.document.model import Document, Link, Node
from studio.document.nodes import node_types
from studio.session import Session


def assert_mirrored(board: CanvasScene) -> None:
    document = board.session.document
    assert board.cards.keys() == document.nodes.keys()
    assert board.wires.keys() == document.links.keys()
    for node_id, card in board.cards.items():
        node = document.nodes[node_id]
        assert card.pos() == QPointF(node.x, node.y)
        assert card.scene() is board
        assert card.is_chosen == (node_id in board.session.selection)
        assert card.is_twin == (len(document.twins_of(node_id)) > 1)
        used = [link.target_port for link in document.links_into(node_id)]
        assert len(card.card.inputs) > max(used, default=-1)
    for link_id, wire in board.wires.items():
        link = document.links[link_id]
        start = board.cards[link.source].output_point(link.source_port)
        end = board.cards[link.target].input_point(link.target_port)
        assert (wire.start, wire.end) == (start, end)
    of_document = len(document.nodes) + len(document.links)
    assert len(board.items()) == of_document + 4  # and the items of gestures


def paint(view: CanvasView) -> QImage:
    image = QImage(view.viewport().size(), QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    view.render(painter)
    painter.end()
    return image


def test_random_walk_of_two_hundred_edits(hand: Hand) -> None:
    rng = random.Random(20260101)
    types = [kind.name for kind in node_types()]
    session, document = hand.session, hand.document

    def some(count: int = 1) -> list[str]:
        ids = list(document.nodes)
        return rng.sample(ids, min(count, len(ids)))

    def edit() -> None:
        match rng.randrange(11):
            case 0 | 1:
                at = QPointF(rng.uniform(-600, 1200), rng.uniform(-300, 900))
                hand.view.add_node(rng.choice(types), at)
            case 2 | 3:
                if len(document.nodes) > 1:
                    source, target = some(2)
                    try:
                        change = edits.connect(document, source, target)
                    except DocumentError:
                        return
                    session.do("Draw wire", change)
            case 4:
                session.select(some(2))
                hand.view.delete_selection()
            case 5:
                session.select(some(1))
                hand.view.delete_and_join()
            case 6:
                session.select(some(3))
                hand.view.duplicate()
            case 7:
                session.select(some(2))
                hand.view.duplicate_shared()
            case 8:
                hand.view.tidy_up(direction=rng.choice(["right", "down"]))
            case 9:
                for _ in range(rng.randrange(1, 5)):
                    session.undo()
            case 10:
                if document.links:
                    session.select([rng.choice(list(document.links))])
                    hand.view.delete_selection()

    for step in range(200):
        edit()
        if len(document.nodes) > 40:
            session.select(some(20))
            hand.view.delete_selection()
        assert_mirrored(hand.view.board)
        if step % 10 == 0:
            gc.collect()
            QApplication.processEvents()
            paint(hand.view)
    while session.history.can_undo:
        session.undo()
    assert not document.nodes
    assert_mirrored(hand.view.board)
    while session.history.can_redo:
        session.redo()
    gc.collect()
    assert_mirrored(hand.view.board)


def test_another_document_replaces_all(hand: Hand) -> None:
    a = hand.node("Input", 0, 0)
    hand.wire(a, hand.node("Dense", 200, 0))
    hand.session.select([a])
    hand.press(hand.body(a))
    hand.move(QPointF(300, 300))
    other = Document()
    node = edits.make_node(other, "Dense", 64.0, 32.0)
    other.apply(AddNode(node))
    hand.session.replace_document(other, None)
    gc.collect()
    assert_mirrored(hand.view.board)
    hand.release(QPointF(300, 300))
    assert_mirrored(hand.view.board)
    # The same ids in another document are other cards.
    twin = Document()
    twin.apply(AddNode(Node(node.id, "LSTM", "lstm")))
    hand.session.replace_document(twin, None)
    assert hand.view.board.cards[node.id].caption.title == "LSTM"


def test_a_node_that_comes_and_goes_in_one_change(hand: Hand) -> None:
    node = edits.make_node(hand.document, "Dense")
    hand.document.apply(Composite((AddNode(node), RemoveNode(node))))
    assert_mirrored(hand.view.board)


def test_unknown_types_are_shown_as_they_are(hand: Hand) -> None:
    node = Node("1", "HyperDense", "hyper", {"units": 3}, 0.0, 0.0)
    hand.document.apply(AddNode(node))
    other = hand.node("Dense", 300, 0)
    hand.document.apply(AddLink(Link("w", "1", other, 2, 0)))
    card = hand.view.board.cards["1"]
    assert card.caption.line.startswith("HyperDense")
    assert card.problem == "error"
    assert len(card.card.outputs) == 3
    assert_mirrored(hand.view.board)


def test_shapes_follow_the_options(hand: Hand) -> None:
    a = hand.node("Input", 0, 0, shape=[100])
    b = hand.node("Embedding", 200, 0, input_dim=10000, output_dim=512)
    hand.wire(a, b)
    card = hand.view.board.cards[b]
    assert card.caption.line == "10000 → 512"
    assert card.caption.chip == "(100, 512)"
    hand.session.do("Set", edits.set_option(hand.document, b, "output_dim", 8))
    assert card.caption.line == "10000 → 8"
    assert card.caption.chip == "(100, 8)"


def test_tooltips_say_what_is_there(hand: Hand) -> None:
    a = hand.node("Input", 0, 0, shape=[5])
    b = hand.node("LSTM", 300, 0)
    link = hand.wire(a, b)
    tips = Tooltips(hand.view.board)
    assert tips.tooltip(Hit("output", a, 0)) == "Output (None, 5) float32"
    assert tips.tooltip(Hit("input", b, 0)) == "Input (None, 5)"
    about_wire = tips.tooltip(Hit("wire", link=link))
    assert about_wire.startswith("input → lstm  (None, 5)")
    assert 'LSTM "lstm"' in about_wire, "the problem is told on the wire, too"
    assert "no data is bound" in tips.tooltip(Hit("card", a))
    hand.session.do("Bind", edits.bind(hand.document, a, {"columns": ["x", "y"]}))
    about_node = tips.tooltip(Hit("title", a))
    assert "Data: x, y" in about_node
    assert "Double-click to rename" in about_node
    assert tips.tooltip(Hit()) == ""


@pytest.mark.parametrize("zoom", [2.0, 1.0, 0.5, 0.3, 0.1])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_zoom_and_theme_paints(hand: Hand, zoom: float, mode: theme.Mode) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, mode)
    try:
        a = hand.node("Input", 300, 200, shape=[5])
        b = hand.node("LSTM", 560, 200, name="很长的名字" * 8)
        hand.wire(a, b)
        hand.session.select([b])
        hand.view.duplicate_shared()
        hand.view.camera.zoom_to(zoom)
        hand.view.centerOn(hand.view.board.content_rect().center())
        image = paint(hand.view)
        at = hand.on_screen(hand.view.board.cards[a].scene_rect().center())
        family = theme.family_color("Inputs & outputs")
        left = hand.on_screen(hand.view.board.cards[a].scene_rect().topLeft())
        colors = {
            image.pixelColor(x, at.y() + round(10 * zoom)).name()
            for x in range(left.x() - 2, left.x() + 8)
        }
        assert family.name() in colors, "the coloured edge is missing"
    finally:
        theme.apply(app, "light")


def test_the_scene_grows_with_its_cards(hand: Hand) -> None:
    far = hand.node("Dense", 30_000, -20_000)
    rect = hand.view.board.sceneRect()
    assert rect.contains(hand.view.board.cards[far].scene_rect())
    hand.session.select([far])
    hand.view.fit_selection()
    assert hand.view.camera.visible_rect().contains(
        hand.view.board.cards[far].scene_rect()
    )


def test_wires_go_around_cards(hand: Hand) -> None:
    a = hand.node("Input", 0, 0)
    b = hand.node("Dense", 200, 0)
    c = hand.node("Add", 400, 0)
    hand.wire(a, b)
    skip = hand.wire(a, c)
    hand.wire(b, c)
    blocked = hand.view.board.cards[b].scene_rect()
    assert not runs_through(hand.view.board.wires[skip].path, blocked)
    # And back to the short way when the card is gone.
    hand.session.do("Move", edits.move(hand.document, {b: (200.0, 400.0)}))
    path = hand.view.board.wires[skip].path.boundingRect()
    assert path.height() < 40
    hand.session.undo()
    assert not runs_through(hand.view.board.wires[skip].path, blocked)


def runs_through(path: QPainterPath, rect: QRectF) -> bool:
    return any(rect.contains(path.pointAtPercent(i / 200)) for i in range(201))


def test_problems_come_and_go(hand: Hand) -> None:
    a, b = hand.node("Input", 0, 0, shape=[5]), hand.node("Output", 300, 0)
    cards = hand.view.board.cards
    assert cards[b].problem == "error"
    hand.wire(a, b)
    assert cards[b].problem == "warning", "only the data is missing now"


def test_empty_canvas_shows_a_hint(hand: Hand) -> None:
    hint, minimap = hand.view._hint, hand.view.minimap
    assert hint.isVisible()
    assert not minimap.isVisible()
    a = hand.node("Input", 0, 0)
    assert not hint.isVisible()
    assert minimap.isVisible()
    hand.session.do("Delete", edits.remove(hand.document, [a]))
    assert hint.isVisible()


def test_zoom_bar_shows_zoom_and_parameters(hand: Hand) -> None:
    a = hand.node("Input", 0, 0, shape=[100], dtype="int32")
    b = hand.node("Embedding", 200, 0, input_dim=10000, output_dim=512)
    hand.wire(a, b)
    bar = hand.view.zoom_bar
    assert bar._weight.text() == "5,120,000 parameters · 19.5 MiB"
    bar._in.click()
    assert bar._percent.text() == "120 %"
    bar._percent.click()
    assert bar._percent.text() == "100 %"
    bar._out.click()
    bar._fit.click()
    assert hand.view.camera.visible_rect().contains(hand.view.board.content_rect())


def test_hit_finds_ports_before_cards_before_wires(hand: Hand) -> None:
    a, b = hand.node("Input", 0, 0), hand.node("Dense", 400, 0)
    link = hand.wire(a, b)
    board = hand.view.board
    assert board.hit(hand.output(a)).kind == "output"
    assert board.hit(hand.input(b) + QPointF(4, 4)).kind == "input"
    assert board.hit(hand.body(a)).kind == "card"
    assert board.hit(hand.title(a)).kind == "title"
    middle = (hand.output(a) + hand.input(b)) / 2
    assert board.hit(middle) == Hit("wire", link=link, end=None)
    assert board.hit(hand.output(a) + QPointF(22, 0)).end == "source"
    assert board.hit(QPointF(900, 900)) == Hit()


def test_several_hundred_nodes_stay_quick(session: Session, hand: Hand) -> None:
    import time

    document = Document()
    previous = ""
    for i in range(300):
        node = Node(f"n{i}", "Dense", f"dense_{i}", {"units": 4}, 160.0 * i, 0.0)
        document.nodes[node.id] = node
        if previous:
            document.links[f"l{i}"] = Link(f"l{i}", previous, node.id)
        previous = node.id
    session.replace_document(document, None)
    start = time.perf_counter()
    for step in range(20):
        hand.view.board.show_positions({"n150": QPointF(24_000.0, 8.0 * step)})
    assert (time.perf_counter() - start) / 20 < 0.02
    start = time.perf_counter()
    hand.view.fit_all()
    paint(hand.view)
    assert time.perf_counter() - start < 0.5
    hand.view.board.show_document()
    assert hand.view.board.hit(QPointF(24_064, 70)).node == "n150"


def test_a_canvas_that_is_gone_leaves_the_session_alone(
    qtbot: QtBot, session: Session
) -> None:
    """As when the window is built anew for another language."""
    document = session.document
    for round_ in range(5):
        view = CanvasView(session)
        view.resize(500, 400)
        view.show()
        first = view.add_node("Dense")
        session.select([first])
        view.rename(first)
        view.open_search()
        view.animates = True
        view.tidy_up()
        paint(view)
        view.close()
        view.deleteLater()
        del view
        gc.collect()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        node = edits.make_node(document, "Dense", 0.0, 200.0 * round_)
        session.do("Add", AddNode(node))
        session.undo()
    assert len(document.nodes) == 5
