"""Everything that the keyboard does on the canvas, asserted on the document."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from canvas_hand import Hand
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from studio.canvas import CanvasView
from studio.document import edits
from studio.document.changes import MoveNodes
from studio.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


def undo_gives(hand: Hand, before: object) -> bool:
    hand.session.undo()
    return hand.state() == before


def chain(hand: Hand, *types: str) -> list[str]:
    ids = [hand.node(name, 192.0 * i, 80.0) for i, name in enumerate(types)]
    for source, target in pairwise(ids):
        hand.wire(source, target)
    return ids


# ----------------------------------------------------------------- removing


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace, Key.Key_X])
def test_delete_removes_nodes_with_their_wires(hand: Hand, key: Qt.Key) -> None:
    ids = chain(hand, "Input", "Dense", "Output")
    before = hand.state()
    hand.session.select([ids[1]])
    hand.key(key)
    assert hand.names() == {"input", "output"}
    assert not hand.document.links
    assert hand.session.history.undo_label == "Delete dense"
    assert undo_gives(hand, before)


def test_ctrl_delete_joins_the_neighbours(hand: Hand) -> None:
    ids = chain(hand, "Input", "Dense", "Dropout", "Output")
    before = hand.state()
    hand.session.select(ids[1:3])
    hand.key(Key.Key_Delete, CTRL)
    assert hand.links() == {("input", "output", 0)}
    assert undo_gives(hand, before)


def test_ctrl_delete_does_not_join_what_does_not_fit(hand: Hand) -> None:
    text = hand.node("Input", 0, 80, shape=[9])
    embedding = hand.node("Embedding", 192, 80, input_dim=5, output_dim=4)
    lstm = hand.node("LSTM", 384, 80, units=3)
    hand.wire(text, embedding)
    hand.wire(embedding, lstm)
    hand.session.select([embedding])
    hand.key(Key.Key_Delete, CTRL)
    assert hand.names() == {"input", "lstm"}
    assert not hand.document.links


# ---------------------------------------------------------------- clipboard


def test_copy_and_paste_through_text(hand: Hand) -> None:
    ids = chain(hand, "Input", "Dense", "Output")
    hand.session.select(ids[:2])
    hand.key(Key.Key_C, CTRL)
    text = QGuiApplication.clipboard().text()
    assert len(json.loads(text)["nodes"]) == 2
    before = hand.state()
    hand.key(Key.Key_V, CTRL)
    assert hand.names() == {"input", "dense", "output", "input_1", "dense_1"}
    assert ("input_1", "dense_1", 0) in hand.links()
    names = {hand.document.nodes[i].name for i in hand.session.selection}
    assert names == {"input_1", "dense_1"}
    first = [hand.document.nodes[i].x for i in hand.session.selected_nodes]
    hand.key(Key.Key_V, CTRL)
    second = [hand.document.nodes[i].x for i in hand.session.selected_nodes]
    assert first != second, "the second paste hides the first"
    hand.session.undo()
    assert undo_gives(hand, before)


def test_cut_and_paste_into_another_window(hand: Hand) -> None:
    ids = chain(hand, "Input", "Dense")
    before = hand.state()
    hand.session.select(ids)
    hand.key(Key.Key_X, CTRL)
    assert not hand.document.nodes
    other = Session()
    view = CanvasView(other)
    hand.qtbot.addWidget(view)
    view.paste()
    assert {node.name for node in other.document} == {"input", "dense"}
    assert len(other.document.links) == 1
    assert undo_gives(hand, before)
    other.deleteLater()


def test_paste_that_keeps_incoming_wires(hand: Hand) -> None:
    ids = chain(hand, "Input", "Dense", "Output")
    hand.session.select([ids[1]])
    hand.key(Key.Key_C, CTRL)
    hand.key(Key.Key_V, CTRL | SHIFT)
    assert ("input", "dense_1", 0) in hand.links()
    assert ("dense_1", "output", 0) not in hand.links()


def test_pasting_something_else_tells_so(hand: Hand) -> None:
    QGuiApplication.clipboard().setText("just a sentence")
    messages = QSignalSpy(hand.session.message)
    hand.key(Key.Key_V, CTRL)
    assert not hand.document.nodes
    assert messages.count() == 1


def test_duplicate_finds_room(hand: Hand) -> None:
    ids = chain(hand, "Input", "Dense")
    hand.node("Dense", 192, 200)
    before = hand.state()
    hand.session.select(ids)
    hand.key(Key.Key_D, CTRL)
    assert len(hand.document.nodes) == 5
    rects = [card.scene_rect() for card in hand.view.board.cards.values()]
    assert not any(p.intersects(q) for i, p in enumerate(rects) for q in rects[i + 1 :])
    assert undo_gives(hand, before)


def test_duplicate_as_shared_layer_makes_twins(hand: Hand) -> None:
    ids = chain(hand, "Input", "Dense")
    hand.session.select(ids)
    hand.key(Key.Key_D, CTRL | SHIFT)
    twins = hand.document.twins_of(ids[1])
    assert [twin.name for twin in twins] == ["dense", "dense"]
    assert len(hand.document.nodes) == 3, "an Input cannot be shared"
    cards = hand.view.board.cards
    assert all(cards[twin.id].is_twin for twin in twins)
    hand.session.select([ids[1]])
    other = next(twin.id for twin in twins if twin.id != ids[1])
    assert cards[other].is_twin_chosen
    hand.session.undo()
    assert not cards[ids[1]].is_twin


def test_inputs_alone_cannot_be_shared(hand: Hand) -> None:
    a = hand.node("Input", 0, 0)
    hand.session.select([a])
    messages = QSignalSpy(hand.session.message)
    hand.view.duplicate_shared()
    assert messages.count() == 1
    assert len(hand.document.nodes) == 1


# ----------------------------------------------------------------- renaming


def test_f2_renames_in_place(hand: Hand) -> None:
    (a,) = chain(hand, "Dense")
    hand.session.select([a])
    hand.key(Key.Key_F2)
    editor = hand.view.name_editor
    assert editor.isVisible()
    assert editor.text() == "dense"
    hand.type_text(editor, "第一层")
    hand.key(Key.Key_Return, widget=editor)
    assert hand.document.nodes[a].name == "第一层"
    assert not editor.isVisible()
    assert hand.view.hasFocus()
    assert hand.view.board.cards[a].caption.title == "第一层"
    hand.session.undo()
    assert hand.document.nodes[a].name == "dense"


def test_double_click_on_the_title_renames_and_escape_leaves(hand: Hand) -> None:
    (a,) = chain(hand, "Dense")
    hand.double_click(hand.title(a))
    editor = hand.view.name_editor
    assert editor.isVisible()
    hand.type_text(editor, "other")
    hand.key(Key.Key_Escape, widget=editor)
    assert hand.document.nodes[a].name == "dense"
    assert not editor.isVisible()


def test_a_name_that_is_taken_stays_in_the_editor_with_the_reason(hand: Hand) -> None:
    _, b = chain(hand, "Dense", "Dense")
    hand.view.rename(b)
    editor = hand.view.name_editor
    editor.clear()
    hand.type_text(editor, "dense")
    hand.key(Key.Key_Return, widget=editor)
    assert editor.isVisible()
    assert "already a layer" in hand.view.note.text()
    assert hand.document.nodes[b].name == "dense_1"
    hand.key(Key.Key_Escape, widget=editor)
    assert not hand.view.note.isVisible()


def test_going_elsewhere_takes_the_name_over(hand: Hand) -> None:
    (a,) = chain(hand, "Dense")
    hand.view.rename(a)
    hand.view.name_editor.setText("kept")
    hand.view.setFocus()
    assert hand.document.nodes[a].name == "kept"


def test_editor_closes_when_its_node_goes(hand: Hand) -> None:
    (a,) = chain(hand, "Dense")
    hand.view.rename(a)
    hand.session.do("Delete", edits.remove(hand.document, [a]))
    assert not hand.view.name_editor.isVisible()


# ------------------------------------------------------------------- search


@pytest.mark.parametrize("key", [Key.Key_Tab, Key.Key_Space])
def test_search_adds_with_the_keyboard_alone(hand: Hand, key: Qt.Key) -> None:
    before = hand.state()
    hand.key(key)
    search = hand.view.search
    assert search.isVisible()
    assert QApplication.focusWidget() is search.field
    hand.type_text(search.field, "lst")
    assert search.shown_types()[0] == "LSTM"
    hand.key(Key.Key_Return, widget=search.field)
    assert hand.names() == {"lstm"}
    assert not search.isVisible()
    assert hand.view.hasFocus()
    assert undo_gives(hand, before)


def test_double_click_on_the_empty_canvas_searches_there(hand: Hand) -> None:
    hand.double_click(QPointF(300, 200))
    field = hand.view.search.field
    hand.type_text(field, "dens")
    hand.key(Key.Key_Return, widget=field)
    (node,) = hand.document.nodes.values()
    assert abs(node.x + 64 - 300) <= 8
    assert abs(node.y + 40 - 200) <= 8


def test_arrows_walk_through_the_results_and_escape_closes(hand: Hand) -> None:
    hand.key(Key.Key_Tab)
    search = hand.view.search
    shown = search.shown_types()
    hand.key(Key.Key_Down, widget=search.field)
    hand.key(Key.Key_Down, widget=search.field)
    hand.key(Key.Key_Up, widget=search.field)
    hand.key(Key.Key_Return, widget=search.field)
    assert [node.type for node in hand.document] == [shown[1]]
    hand.key(Key.Key_Tab)
    hand.key(Key.Key_Escape, widget=search.field)
    assert not search.isVisible()
    assert len(hand.document.nodes) == 1


def test_nothing_found_adds_nothing(hand: Hand) -> None:
    hand.key(Key.Key_Tab)
    search = hand.view.search
    hand.type_text(search.field, "zzzz")
    assert search.shown_types() == []
    hand.key(Key.Key_Return, widget=search.field)
    assert not hand.document.nodes


def test_search_closes_when_the_user_goes_on_elsewhere(hand: Hand) -> None:
    hand.key(Key.Key_Tab)
    hand.click(QPointF(600, 400))
    assert not hand.view.search.isVisible()


def test_shift_tab_leaves_the_canvas(hand: Hand) -> None:
    other = QLineEdit(hand.view.parentWidget())
    hand.qtbot.addWidget(other)
    QTest.keyClick(hand.view, Key.Key_Backtab, SHIFT)
    assert not hand.view.search.isVisible()


# ------------------------------------------------------- walking and nudging


def test_arrows_follow_the_wires(hand: Hand) -> None:
    a = hand.node("Input", 0, 0)
    b = hand.node("Dense", 300, 0)
    c = hand.node("Dense", 300, 300)
    hand.wire(a, b)
    hand.wire(a, c)
    seen = []
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Down, Key.Key_Left, Key.Key_Left):
        hand.key(key)
        seen.append(next(iter(hand.session.selection)))
    # From nothing to the first; on; down; back; and nowhere from the Input.
    assert seen == [a, b, c, a, a]
    hand.session.select([c])
    hand.key(Key.Key_Up)
    assert hand.session.selection == {b}


def test_alt_arrows_nudge_by_the_grid_as_one_step(hand: Hand) -> None:
    a, b = chain(hand, "Input", "Dense")
    before = hand.state()
    hand.session.select([a, b])
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Down):
        hand.key(key, ALT)
    assert (hand.document.nodes[a].x, hand.document.nodes[a].y) == (16, 88)
    assert (hand.document.nodes[b].x, hand.document.nodes[b].y) == (208, 88)
    assert undo_gives(hand, before)


def test_select_all_inverse_upstream_and_downstream(hand: Hand) -> None:
    ids = chain(hand, "Input", "Dense", "Dropout", "Output")
    hand.key(Key.Key_A, CTRL)
    assert hand.session.selection == set(ids)
    hand.session.select([ids[0]])
    hand.key(Key.Key_I, CTRL)
    assert hand.session.selection == set(ids[1:])
    hand.session.select([ids[1]])
    hand.key(Key.Key_L)
    assert hand.session.selection == set(ids[:2])
    hand.session.select([ids[2]])
    hand.key(Key.Key_L, SHIFT)
    assert hand.session.selection == set(ids[2:])
    hand.key(Key.Key_Escape)
    assert hand.session.selection == frozenset()


# -------------------------------------------------------------------- views


def test_zoom_keys(hand: Hand) -> None:
    camera = hand.view.camera
    hand.key(Key.Key_Plus, CTRL)
    assert camera.zoom == pytest.approx(1.2)
    hand.key(Key.Key_Minus, CTRL)
    hand.key(Key.Key_Minus, CTRL)
    assert camera.zoom == pytest.approx(1 / 1.2)
    hand.key(Key.Key_0, CTRL)
    assert camera.zoom == 1.0


def test_home_shows_everything_and_f_the_selection(hand: Hand) -> None:
    a = hand.node("Input", -900, -500)
    b = hand.node("Dense", 2400, 1800)
    hand.key(Key.Key_Home)
    board, camera = hand.view.board, hand.view.camera
    assert camera.visible_rect().contains(board.content_rect())
    assert camera.zoom < 1.0
    hand.session.select([b])
    hand.key(Key.Key_F)
    assert camera.visible_rect().contains(board.cards[b].scene_rect())
    assert not camera.visible_rect().intersects(board.cards[a].scene_rect())
    assert camera.zoom == 1.0


# -------------------------------------------------------------------- tidy


def test_tidy_up_is_one_step_without_overlaps(hand: Hand) -> None:
    ids = chain(hand, "Input", "Dense", "Dense", "Output")
    hand.document.apply(
        MoveNodes(
            {i: (hand.document.nodes[i].x, hand.document.nodes[i].y) for i in ids},
            dict.fromkeys(ids, (0.0, 0.0)),
        )
    )
    before = hand.state()
    hand.key(Key.Key_L, CTRL)
    places = [hand.document.nodes[i] for i in ids]
    assert [p.x for p in places] == sorted({p.x for p in places})
    assert len({p.y for p in places}) == 1
    assert hand.session.history.undo_label == "Tidy up"
    # A tidy graph stays as it is: nothing to undo.
    hand.key(Key.Key_L, CTRL)
    assert undo_gives(hand, before)


def test_tidy_up_from_top_to_bottom_turns_the_ports(hand: Hand) -> None:
    ids = chain(hand, "Input", "Dense", "Output")
    before = hand.state()
    hand.view.tidy_up(direction="down")
    places = [hand.document.nodes[i] for i in ids]
    assert [p.y for p in places] == sorted({p.y for p in places})
    assert len({p.x for p in places}) == 1
    card = hand.view.board.cards[ids[1]]
    assert card.card.inputs[0].y() == 0
    assert card.card.outputs[0].y() == card.card.height
    wire = hand.view.board.wires[hand.link_between(ids[0], ids[1]).id]
    assert wire.start.x() == wire.end.x()
    assert wire.start.y() < wire.end.y()
    assert undo_gives(hand, before)
    assert card.card.inputs[0].x() == 0


def test_cards_glide_to_their_tidy_places(hand: Hand) -> None:
    ids = chain(hand, "Input", "Dense")
    hand.document.apply(MoveNodes({ids[1]: (192, 80)}, {ids[1]: (640, 400)}))
    hand.view.animates = True
    hand.view.tidy_up()
    card, node = hand.view.board.cards[ids[1]], hand.document.nodes[ids[1]]
    assert card.pos() == QPointF(640, 400), "the way begins where the card was"
    hand.qtbot.waitUntil(lambda: card.pos() == QPointF(node.x, node.y))
    # A change on the way puts the cards in place at once.
    hand.session.undo()
    hand.view.tidy_up()
    hand.session.do("Move", edits.move(hand.document, {ids[0]: (8.0, 8.0)}))
    node = hand.document.nodes[ids[1]]
    assert card.pos() == QPointF(node.x, node.y)
    assert hand.view.board.cards[ids[0]].pos() == QPointF(8, 8)


# --------------------------------------------------------------- for actions


def test_add_node_at_the_middle_of_the_view_finds_room(hand: Hand) -> None:
    first = hand.view.add_node("Dense")
    second = hand.view.add_node("Dense")
    cards = hand.view.board.cards
    assert not cards[first].scene_rect().intersects(cards[second].scene_rect())
    assert hand.session.selection == {second}
    assert hand.names() == {"dense", "dense_1"}


def test_canvas_says_what_is_selected(hand: Hand) -> None:
    (a,) = chain(hand, "Dense")
    assert hand.view.accessibleName() == "Canvas"
    assert "1 layers" in hand.view.accessibleDescription()
    hand.session.select([a])
    assert "Dense" in hand.view.accessibleDescription()
    assert "nothing is wired" in hand.view.accessibleDescription()
