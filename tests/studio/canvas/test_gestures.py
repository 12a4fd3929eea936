"""One test or more for each gesture: real mouse events, asserted on the document."""

from __future__ import annotations

import json

import pytest
from canvas_hand import Hand
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QMenu

from studio.document import edits
from studio.document.mime import COLUMNS_MIME, NODE_MIME, write_columns

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
MIDDLE = Qt.MouseButton.MiddleButton
RIGHT = Qt.MouseButton.RightButton

# Menus and drags grab keyboard and mouse, which the offscreen platform cannot.
pytestmark = pytest.mark.qt_log_ignore("does not support grabbing", extend=True)


def assert_one_step(hand: Hand, before: object) -> None:
    """Check that one undo brings the document back, and redo does it again."""
    after = hand.state()
    hand.session.undo()
    assert hand.state() == before
    hand.session.redo()
    assert hand.state() == after
    # Cards and wires follow.
    assert hand.view.board.cards.keys() == hand.document.nodes.keys()
    assert hand.view.board.wires.keys() == hand.document.links.keys()


# ---------------------------------------------------------------- selecting


def test_click_selects_a_card_and_empty_canvas_selects_nothing(hand: Hand) -> None:
    a, b = hand.node("Input", 80, 80), hand.node("Dense", 320, 80)
    hand.click(hand.body(a))
    assert hand.session.selection == {a}
    hand.click(hand.body(b), keys=SHIFT)
    assert hand.session.selection == {a, b}
    hand.click(hand.body(a), keys=CTRL)
    assert hand.session.selection == {b}
    hand.click(QPointF(700, 400))
    assert hand.session.selection == frozenset()


def test_click_on_one_of_several_selected_keeps_that_one(hand: Hand) -> None:
    a, b = hand.node("Input", 80, 80), hand.node("Dense", 320, 80)
    hand.session.select([a, b])
    hand.click(hand.body(b))
    assert hand.session.selection == {b}


def test_click_selects_a_wire_and_delete_cuts_it(hand: Hand) -> None:
    a, b = hand.node("Input", 0, 80), hand.node("Dense", 500, 80)
    link = hand.wire(a, b)
    before = hand.state()
    middle = (hand.output(a) + hand.input(b)) / 2
    hand.click(middle)
    assert hand.session.selection == {link}
    hand.key(Qt.Key.Key_Delete)
    assert not hand.document.links
    assert hand.session.history.undo_label == "Cut wire"
    assert_one_step(hand, before)


def test_box_selects_adds_and_toggles(hand: Hand) -> None:
    a = hand.node("Input", 80, 80)
    b = hand.node("Dense", 320, 80)
    c = hand.node("Dense", 560, 80)
    hand.drag(QPointF(40, 40), QPointF(400, 200))
    assert hand.session.selection == {a, b}
    hand.drag(QPointF(540, 40), QPointF(700, 200), keys=SHIFT)
    assert hand.session.selection == {a, b, c}
    hand.drag(QPointF(300, 40), QPointF(700, 200), keys=CTRL)
    assert hand.session.selection == {a}
    assert not hand.view.board.box.isVisible()


def test_escape_takes_a_box_selection_back(hand: Hand) -> None:
    a, b = hand.node("Input", 80, 80), hand.node("Dense", 320, 80)
    hand.session.select([b])
    hand.press(QPointF(40, 40))
    hand.move(QPointF(200, 200))
    assert hand.session.selection == {a}
    hand.key(Qt.Key.Key_Escape)
    assert hand.session.selection == {b}
    hand.release(QPointF(200, 200))
    assert hand.session.selection == {b}


# ------------------------------------------------------------------- moving


def test_drag_moves_the_selection_on_the_grid_in_one_step(hand: Hand) -> None:
    a, b = hand.node("Input", 80, 80), hand.node("Dense", 320, 160)
    hand.session.select([a, b])
    before = hand.state()
    hand.drag(hand.body(a), hand.body(a) + QPointF(101, 46))
    assert (hand.document.nodes[a].x, hand.document.nodes[a].y) == (184, 128)
    assert (hand.document.nodes[b].x, hand.document.nodes[b].y) == (424, 208)
    assert_one_step(hand, before)


def test_drag_of_a_card_that_is_not_selected_moves_it_alone(hand: Hand) -> None:
    a, b = hand.node("Input", 80, 80), hand.node("Dense", 320, 160)
    hand.session.select([b])
    hand.drag(hand.title(a), hand.title(a) + QPointF(0, 160))
    assert hand.document.nodes[a].y == 240
    assert hand.document.nodes[b].y == 160
    assert hand.session.selection == {a}


def test_escape_puts_cards_back(hand: Hand) -> None:
    a = hand.node("Input", 80, 80)
    before = hand.state()
    hand.press(hand.body(a))
    hand.move(QPointF(400, 300))
    assert hand.view.board.cards[a].pos() != QPointF(80, 80)
    hand.key(Qt.Key.Key_Escape)
    hand.release(QPointF(400, 300))
    assert hand.view.board.cards[a].pos() == QPointF(80, 80)
    assert hand.state() == before
    assert not hand.session.history.can_undo


def test_a_tiny_movement_is_a_click(hand: Hand) -> None:
    a = hand.node("Input", 80, 80)
    start = hand.body(a)
    hand.drag(start, start + QPointF(3, 2))
    assert not hand.session.history.can_undo


def test_loose_card_dropped_on_a_wire_is_put_into_it(hand: Hand) -> None:
    a, b = hand.node("Input", 0, 80), hand.node("Dense", 240, 80)
    hand.wire(a, b)
    c = hand.node("Dropout", 80, 320)
    before = hand.state()
    middle = (hand.output(a) + hand.input(b)) / 2
    start = hand.view.board.cards[c].scene_rect().center() + QPointF(0, 30)
    hand.drag(start, middle + QPointF(0, 30))
    assert hand.links() == {("input", "dropout", 0), ("dropout", "dense", 0)}
    # The neighbour has moved over.
    assert hand.document.nodes[b].x >= hand.document.nodes[c].x + 128
    assert_one_step(hand, before)


def test_alt_prevents_that(hand: Hand) -> None:
    a, b = hand.node("Input", 0, 80), hand.node("Dense", 240, 80)
    hand.wire(a, b)
    c = hand.node("Dropout", 80, 320)
    middle = (hand.output(a) + hand.input(b)) / 2
    hand.drag(hand.body(c), middle, keys=ALT)
    assert hand.links() == {("input", "dense", 0)}


def test_document_changing_under_a_drag_ends_it(hand: Hand) -> None:
    a, b = hand.node("Input", 80, 80), hand.node("Dense", 320, 80)
    hand.session.do("Move", edits.move(hand.document, {b: (400.0, 80.0)}))
    hand.press(hand.body(a))
    hand.move(QPointF(300, 300))
    hand.session.undo()
    hand.move(QPointF(330, 330))
    hand.release(QPointF(330, 330))
    assert hand.view.board.cards[a].pos() == QPointF(80, 80)
    assert not hand.session.history.can_undo


# ------------------------------------------------------------------- wiring


def test_wire_from_output_to_input(hand: Hand) -> None:
    a, b = hand.node("Input", 80, 80), hand.node("Dense", 400, 200)
    before = hand.state()
    hand.drag(hand.output(a), hand.input(b))
    assert hand.links() == {("input", "dense", 0)}
    assert hand.session.history.undo_label == "Draw wire"
    assert not hand.view.board.live_wire.isVisible()
    assert_one_step(hand, before)


def test_wire_from_input_back_to_output(hand: Hand) -> None:
    a, b = hand.node("Input", 80, 80), hand.node("Dense", 400, 200)
    before = hand.state()
    hand.drag(hand.input(b), hand.output(a))
    assert hand.links() == {("input", "dense", 0)}
    assert_one_step(hand, before)


def test_drop_on_the_body_picks_the_free_port(hand: Hand) -> None:
    a = hand.node("Input", 80, 80)
    b = hand.node("Input", 80, 280)
    add = hand.node("Add", 480, 160)
    hand.wire(a, add)
    hand.drag(hand.output(b), hand.body(add))
    assert hand.links() == {("input", "add", 0), ("input_1", "add", 1)}
    # And back: from an input port to the body of a node.
    c = hand.node("Dense", 480, 360)
    hand.drag(hand.input(c), hand.body(a))
    assert ("input", "dense", 0) in hand.links()


def test_merging_layer_offers_one_more_port_while_wiring(hand: Hand) -> None:
    a, b, c = (hand.node("Input", 80, 80 + 160 * i) for i in range(3))
    add = hand.node("Add", 480, 160)
    hand.wire(a, add)
    hand.wire(b, add)
    card = hand.view.board.cards[add]
    assert len(card.card.inputs) == 2
    assert not card.shows_spare
    hand.press(hand.output(c))
    hand.move(QPointF(300, 300))
    assert card.shows_spare
    spare = card.input_point(2)
    hand.move(spare)
    assert card.target_port == (False, 2)
    hand.release(spare)
    assert ("input_2", "add", 2) in hand.links()
    assert len(card.card.inputs) == 3
    assert not card.shows_spare


def test_ports_that_fit_light_up_and_others_say_why_not(hand: Hand) -> None:
    sequence = hand.node("Input", 40, 40, shape=[7, 3])
    flat = hand.node("Input", 40, 300, shape=[5])
    dense = hand.node("Dense", 400, 40)
    lstm = hand.node("LSTM", 400, 300)
    cards = hand.view.board.cards
    hand.press(hand.output(flat))
    hand.move(QPointF(300, 240))
    assert cards[dense].lit_inputs
    assert not cards[dense].is_dimmed
    assert not cards[lstm].lit_inputs
    assert cards[lstm].is_dimmed
    assert "has no input" in cards[sequence].dim_reason
    hand.move(hand.body(lstm))
    note = hand.view.note
    assert note.isVisible()
    assert "LSTM" in note.text()
    assert "(None, 5)" in note.text()
    hand.key(Qt.Key.Key_Escape)
    assert not note.isVisible()
    assert not any(card.is_dimmed or card.lit_inputs for card in cards.values())
    hand.release(hand.body(lstm))
    assert not hand.document.links


def test_a_wire_with_a_wrong_shape_can_be_drawn_and_is_marked(hand: Hand) -> None:
    flat = hand.node("Input", 40, 300, shape=[5])
    lstm = hand.node("LSTM", 400, 300)
    hand.drag(hand.output(flat), hand.input(lstm))
    link = hand.link_between(flat, lstm)
    assert hand.view.board.wires[link.id].problem == "error"
    assert "(None, 5)" in hand.view.board.wires[link.id].problem_text
    assert hand.view.board.cards[lstm].problem == "error"


def test_a_cycle_is_refused_with_the_reason(hand: Hand) -> None:
    a, b = hand.node("Dense", 80, 80), hand.node("Dense", 400, 80)
    hand.wire(a, b)
    messages = QSignalSpy(hand.session.message)
    hand.drag(hand.output(b), hand.input(a))
    assert hand.links() == {("dense", "dense_1", 0)}
    assert messages.count() == 1
    assert "cycle" in messages.at(0)[0].text


def test_wire_dropped_on_its_own_card_does_nothing(hand: Hand) -> None:
    a = hand.node("Dense", 80, 80)
    hand.drag(hand.output(a), hand.body(a))
    assert not hand.document.links
    assert not hand.session.history.can_undo


def test_end_of_a_wire_is_moved_to_another_input(hand: Hand) -> None:
    a, b = hand.node("Input", 40, 80), hand.node("Dense", 400, 80)
    c = hand.node("Dense", 400, 280)
    hand.wire(a, b)
    before = hand.state()
    hand.drag(hand.input(b), hand.input(c))
    assert hand.links() == {("input", "dense_1", 0)}
    assert hand.session.history.undo_label == "Move wire"
    assert_one_step(hand, before)


def test_start_of_a_wire_is_moved_to_another_output(hand: Hand) -> None:
    a, b = hand.node("Input", 40, 80), hand.node("Input", 40, 280)
    c = hand.node("Dense", 500, 80)
    link = hand.wire(a, c)
    # Near its start, but off the port.
    path = hand.view.board.wires[link].path
    hand.drag(path.pointAtPercent(0.06), hand.output(b))
    assert hand.links() == {("input_1", "dense", 0)}


def test_end_of_a_wire_dropped_on_the_canvas_cuts_it(hand: Hand) -> None:
    a, b = hand.node("Input", 40, 80), hand.node("Dense", 400, 80)
    hand.wire(a, b)
    before = hand.state()
    hand.drag(hand.input(b), QPointF(300, 400))
    assert not hand.document.links
    assert not hand.view.search.isVisible()
    assert_one_step(hand, before)


def test_end_of_a_wire_dropped_where_it_was_changes_nothing(hand: Hand) -> None:
    a, b = hand.node("Input", 40, 80), hand.node("Dense", 400, 80)
    hand.wire(a, b)
    hand.press(hand.input(b))
    hand.move(QPointF(300, 400))
    hand.move(hand.input(b))
    hand.release(hand.input(b))
    assert hand.links() == {("input", "dense", 0)}
    assert not hand.session.history.can_undo


def test_moving_a_wire_to_a_later_port_of_its_merge_reorders(hand: Hand) -> None:
    a, b = hand.node("Input", 40, 80), hand.node("Input", 40, 280)
    merge = hand.node("Concatenate", 400, 160)
    hand.wire(a, merge)
    hand.wire(b, merge)
    hand.drag(hand.input(merge, 0), hand.input(merge, 1))
    assert hand.links() == {("input", "concatenate", 1), ("input_1", "concatenate", 0)}


def test_new_wire_on_a_taken_port_replaces_the_old(hand: Hand) -> None:
    a, b = hand.node("Input", 40, 80), hand.node("Input", 40, 280)
    c = hand.node("Dense", 400, 80)
    hand.wire(a, c)
    before = hand.state()
    hand.drag(hand.output(b), hand.input(c))
    assert hand.links() == {("input_1", "dense", 0)}
    assert_one_step(hand, before)


def test_wire_dropped_on_the_canvas_asks_for_a_layer_and_connects(hand: Hand) -> None:
    a = hand.node("Input", 40, 80, shape=[6])
    before = hand.state()
    hand.drag(hand.output(a), QPointF(420, 300))
    search = hand.view.search
    assert search.isVisible()
    assert hand.view.board.live_wire.isVisible()
    # Only what fits: an LSTM needs a sequence, and nothing flows into an Input.
    assert "Dense" in search.shown_types()
    assert not {"LSTM", "Input"} & set(search.shown_types())
    hand.type_text(search.field, "dens")
    hand.key(Qt.Key.Key_Return, widget=search.field)
    assert hand.links() == {("input", "dense", 0)}
    assert not search.isVisible()
    assert not hand.view.board.live_wire.isVisible()
    assert_one_step(hand, before)


def test_wire_from_an_input_to_the_canvas_asks_for_a_source(hand: Hand) -> None:
    a = hand.node("Dense", 500, 80)
    hand.drag(hand.input(a), QPointF(200, 300))
    search = hand.view.search
    assert "Output" not in search.shown_types()
    hand.type_text(search.field, "inp")
    hand.key(Qt.Key.Key_Return, widget=search.field)
    assert hand.links() == {("input", "dense", 0)}


def test_escape_in_the_search_forgets_the_wire(hand: Hand) -> None:
    a = hand.node("Input", 40, 80)
    hand.drag(hand.output(a), QPointF(420, 300))
    hand.key(Qt.Key.Key_Escape, widget=hand.view.search.field)
    assert not hand.view.board.live_wire.isVisible()
    QApplication.processEvents()
    hand.view.open_search()
    hand.type_text(hand.view.search.field, "dense")
    hand.key(Qt.Key.Key_Return, widget=hand.view.search.field)
    assert hand.names() == {"input", "dense"}
    assert not hand.document.links


def test_alt_click_on_a_port_cuts_its_wires(hand: Hand) -> None:
    a, b = hand.node("Input", 40, 80), hand.node("Dense", 400, 80)
    c = hand.node("Dense", 400, 280)
    hand.wire(a, b)
    hand.wire(a, c)
    before = hand.state()
    hand.click(hand.output(a), keys=ALT)
    assert not hand.document.links
    assert_one_step(hand, before)


def test_stroke_with_ctrl_and_the_right_button_cuts_wires(hand: Hand) -> None:
    a, b = hand.node("Input", 40, 80), hand.node("Dense", 500, 80)
    c = hand.node("Dense", 500, 180)
    d = hand.node("Dense", 700, 400)
    hand.wire(a, b)
    hand.wire(a, c)
    keep = hand.wire(c, d)
    before = hand.state()
    # A hook: what it goes around is not cut, what it crosses is.
    hand.press(QPointF(330, 40), RIGHT, CTRL)
    for x, y in ((330, 150), (330, 300), (500, 330), (640, 330)):
        hand.move(QPointF(x, y), CTRL)
    hand.release(QPointF(640, 330), CTRL)
    assert set(hand.document.links) == {keep}
    assert not hand.view.board.knife.isVisible()
    assert_one_step(hand, before)


# ------------------------------------------------------------ from elsewhere


def test_layer_from_the_palette_is_dropped_on_the_canvas(hand: Hand) -> None:
    before = hand.state()
    at = QPointF(400, 240)
    assert hand.drag_over(NODE_MIME, b"Dense", [QPointF(100, 100), at])
    assert hand.view.board.ghost.isVisible()
    hand.drop(at)
    (node,) = hand.document.nodes.values()
    assert (node.type, node.x, node.y) == ("Dense", 336, 200)
    assert hand.session.selection == {node.id}
    assert hand.session.history.undo_label == "Add Dense"
    assert not hand.view.board.ghost.isVisible()
    assert_one_step(hand, before)


def test_layer_from_the_palette_dropped_on_a_wire_is_inserted(hand: Hand) -> None:
    a, b = hand.node("Input", 0, 80), hand.node("Dense", 240, 80)
    c = hand.node("Output", 440, 80)
    link = hand.wire(a, b)
    hand.wire(b, c)
    before = hand.state()
    middle = (hand.output(a) + hand.input(b)) / 2
    hand.drag_over(NODE_MIME, b"Dropout", [QPointF(500, 400), middle])
    assert hand.view.board.wires[link].is_drop_target
    hand.drop(middle)
    assert ("input", "dropout", 0) in hand.links()
    assert ("dropout", "dense", 0) in hand.links()
    # All that follows has made room.
    rects = [card.scene_rect() for card in hand.view.board.cards.values()]
    assert not any(p.intersects(q) for i, p in enumerate(rects) for q in rects[i + 1 :])
    assert_one_step(hand, before)


def test_input_dropped_on_a_wire_is_not_inserted(hand: Hand) -> None:
    a, b = hand.node("Input", 0, 80), hand.node("Dense", 300, 80)
    hand.wire(a, b)
    middle = (hand.output(a) + hand.input(b)) / 2
    hand.drag_over(NODE_MIME, b"Input", [middle])
    hand.drop(middle)
    assert hand.links() == {("input", "dense", 0)}
    assert len(hand.document.nodes) == 3


def test_drag_that_leaves_takes_its_preview_along(hand: Hand) -> None:
    hand.drag_over(NODE_MIME, b"Dense", [QPointF(100, 100)])
    hand.leave()
    assert not hand.view.board.ghost.isVisible()
    assert not hand.document.nodes


@pytest.mark.parametrize(
    ("mime", "data"),
    [
        ("text/plain", b"Dense"),
        (NODE_MIME, b"NoSuchLayer"),
        (NODE_MIME, b"\xff\xfe"),
        (COLUMNS_MIME, b"not json"),
        (COLUMNS_MIME, b'{"columns": 3}'),
    ],
)
def test_foreign_drags_are_not_welcome(hand: Hand, mime: str, data: bytes) -> None:
    assert not hand.drag_over(mime, data, [QPointF(100, 100)])
    hand.drop(QPointF(100, 100))
    assert not hand.document.nodes


def test_columns_are_dropped_on_an_input_only(hand: Hand) -> None:
    a, b = hand.node("Input", 40, 80), hand.node("Dense", 400, 80)
    spy = QSignalSpy(hand.view.columns_dropped)
    data = write_columns(["长度", "width"])
    assert json.loads(data) == {"columns": ["长度", "width"]}
    assert not hand.drag_over(COLUMNS_MIME, data, [hand.body(b)])
    assert hand.drag_over(COLUMNS_MIME, data, [hand.body(b), hand.body(a)])
    assert hand.view.board.cards[a].is_drop_target
    hand.drop(hand.body(a))
    assert spy.count() == 1
    assert spy.at(0) == [a, ["长度", "width"]]
    assert not hand.view.board.cards[a].is_drop_target


# --------------------------------------------------------------- the camera


@pytest.mark.parametrize("button", [MIDDLE, RIGHT])
def test_drag_with_the_middle_or_right_button_pans(
    hand: Hand, button: Qt.MouseButton
) -> None:
    hand.node("Input", 40, 80)
    before = hand.view.camera.center()
    start = hand.on_screen(QPointF(300, 300))
    hand.press(QPointF(300, 300), button)
    for step in (20, 60, 100):
        point = QPointF(start + QPoint(step, step // 2))
        hand.move(hand.view.mapToScene(point.toPoint()))
    hand.release(QPointF(300, 300))
    moved = before - hand.view.camera.center()
    assert (moved.x(), moved.y()) == pytest.approx((100, 50), abs=2)
    assert not QApplication.activePopupWidget()
    assert not hand.session.history.can_undo


def test_space_and_drag_pans_and_opens_no_search(hand: Hand) -> None:
    from PySide6.QtTest import QTest

    a = hand.node("Input", 40, 80)
    before = hand.view.camera.center()
    QTest.keyPress(hand.view, Qt.Key.Key_Space)
    start = hand.body(a)
    hand.press(start)
    hand.move(start + QPointF(0, 80))
    hand.release(start + QPointF(0, 80))
    QTest.keyRelease(hand.view, Qt.Key.Key_Space)
    assert hand.view.camera.center().y() == pytest.approx(before.y() - 80, abs=2)
    assert (hand.document.nodes[a].x, hand.document.nodes[a].y) == (40, 80)
    assert not hand.view.search.isVisible()


def test_wheel_zooms_at_the_cursor(hand: Hand) -> None:
    at = hand.on_screen(QPointF(200, 150))
    fixed = hand.view.mapToScene(at)
    for _ in range(3):
        event = QWheelEvent(
            QPointF(at),
            hand.view.viewport().mapToGlobal(QPointF(at)),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(hand.view.viewport(), event)
    assert hand.view.camera.zoom == pytest.approx(1.2**3)
    still = hand.view.mapToScene(at)
    assert (still - fixed).manhattanLength() < 2.0


def test_drag_on_the_minimap_moves_the_view(hand: Hand) -> None:
    hand.node("Input", 0, 0)
    far = hand.node("Dense", 4000, 3000)
    QApplication.processEvents()
    hand.view._show_overview()
    minimap = hand.view.minimap
    hand.qtbot.mousePress(
        minimap,
        Qt.MouseButton.LeftButton,
        pos=minimap.rect().bottomRight() - QPoint(18, 18),
    )
    assert hand.view.camera.visible_rect().intersects(
        hand.view.board.cards[far].scene_rect()
    )


# ------------------------------------------------------------------- menus


def menu_texts(menu: QMenu) -> list[str]:
    return [a.text().split("\t")[0] for a in menu.actions() if not a.isSeparator()]


def open_menu(hand: Hand, at: QPointF) -> QMenu:
    hand.click(at, RIGHT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, text: str) -> None:
    action = next(a for a in menu.actions() if a.text().split("\t")[0] == text)
    action.trigger()
    menu.close()
    QApplication.processEvents()


def test_right_click_on_a_card_selects_it_and_offers_its_steps(hand: Hand) -> None:
    a = hand.node("Dense", 40, 80)
    menu = open_menu(hand, hand.body(a))
    assert hand.session.selection == {a}
    choose(menu, "Duplicate as shared layer")
    assert len(hand.document.twins_of(a)) == 2


def test_fix_of_a_problem_is_one_click(hand: Hand) -> None:
    a = hand.node("Dense", 40, 80, name="x")
    b = hand.node("Dense", 340, 80, name="y")
    hand.session.do("Rename", _rename_to_same(hand, b, "x"))
    card = hand.view.board.cards[b]
    assert card.problem == "error"
    before = hand.state()
    hand.click(card.pos() + card.badge_center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    fix = next(text for text in menu_texts(menu) if text.startswith("Rename to"))
    choose(menu, fix)
    assert hand.document.nodes[a].name != hand.document.nodes[b].name
    assert_one_step(hand, before)


def _rename_to_same(hand: Hand, node_id: str, name: str):  # type: ignore[no-untyped-def]
    from studio.document.changes import RenameNode

    return RenameNode(node_id, hand.document.nodes[node_id].name, name)


def test_menu_of_a_wire_inserts_a_layer(hand: Hand) -> None:
    a, b = hand.node("Input", 40, 80), hand.node("Dense", 500, 80)
    hand.wire(a, b)
    menu = open_menu(hand, (hand.output(a) + hand.input(b)) / 2)
    choose(menu, "Insert layer…")
    field = hand.view.search.field
    assert "Output" not in hand.view.search.shown_types()
    hand.type_text(field, "drop")
    hand.key(Qt.Key.Key_Return, widget=field)
    assert hand.links() == {("input", "dropout", 0), ("dropout", "dense", 0)}


def test_menu_of_the_canvas(hand: Hand) -> None:
    menu = open_menu(hand, QPointF(300, 300))
    assert "Add layer…" in menu_texts(menu)
    tidy = next(a for a in menu.actions() if a.text().startswith("Tidy up"))
    assert not tidy.isEnabled()
    menu.close()
    QApplication.processEvents()
