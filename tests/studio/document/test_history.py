"""Any sequence of changes, taken back and done again, keeps the document equal."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.document import edits
from studio.document.changes import AddNode, SetOption
from studio.document.errors import DocumentError
from studio.document.history import History
from studio.document.model import Document
from studio.document.nodes import node_type
from studio.formats.project import document_from_json

TYPES = ("Input", "Dense", "LSTM", "Concatenate", "Dropout", "Output", "FutureLayer")


WISHES = (
    *("add", "connect", "remove", "option", "rename", "move", "bind", "setting"),
    *("heal", "insert", "paste", "twin", "unique", "unlink", "undo", "redo"),
)


def equal_copy(document: Document) -> Document:
    """What a save and a load give."""
    return document_from_json(json.loads(json.dumps(document.to_json())), "memory")


def random_edit(data: st.DataObject, history: History) -> None:
    """Do one random thing that a user can do."""
    document = history.document
    ids = list(document.nodes)
    draw = data.draw
    what = draw(st.sampled_from(WISHES))
    if what == "undo":
        history.undo()
        return
    if what == "redo":
        history.redo()
        return
    if what == "add" or not ids:
        node = edits.make_node(
            document,
            draw(st.sampled_from(TYPES)),
            draw(st.floats(-1e4, 1e4)),
            draw(st.floats(-1e4, 1e4)),
        )
        if document.links and draw(st.booleans()):
            link = draw(st.sampled_from(sorted(document.links)))
            history.do("insert", edits.insert_on_link(document, node, link))
        else:
            history.do("add", AddNode(node))
        return
    one = draw(st.sampled_from(ids))
    if what == "connect":
        other = draw(st.sampled_from(ids))
        try:
            change = edits.connect(document, one, other)
        except DocumentError:
            return
        history.do("connect", change)
    elif what == "remove":
        history.do("remove", edits.remove(document, [one]))
    elif what == "unlink" and document.links:
        link = draw(st.sampled_from(sorted(document.links)))
        history.do("cut", edits.remove(document, links=[link]))
    elif what == "heal":
        history.do("heal", edits.remove_and_heal(document, one))
    elif what == "option":
        value = draw(st.one_of(st.none(), st.integers(-3, 99), st.text(max_size=5)))
        names = [*node_type(document.nodes[one].type).options, "unheard_of"]
        name = draw(st.sampled_from(names))
        history.do("option", edits.set_option(document, one, name, value), "merge")
    elif what == "rename":
        try:
            change = edits.rename(document, one, draw(st.text(max_size=8)))
        except DocumentError:
            return
        history.do("rename", change)
    elif what == "move":
        place = (draw(st.floats(-1e3, 1e3)), draw(st.floats(-1e3, 1e3)))
        history.do("move", edits.move(document, {one: place}), "move")
    elif what == "bind":
        columns = draw(st.lists(st.text(max_size=3), max_size=2))
        history.do("bind", edits.bind(document, one, {"columns": columns}))
    elif what == "setting":
        value = draw(st.sampled_from([None, {"epochs": 3}, {"epochs": 4}]))
        history.do("set", edits.set_setting(document, "training", value), "set")
    elif what == "paste":
        some = draw(st.sets(st.sampled_from(ids), max_size=3))
        change, _ = edits.paste(document, edits.copy(document, some))
        history.do("paste", change)
    elif what == "twin":
        change, _ = edits.paste(document, edits.copy(document, [one]), as_twins=True)
        history.do("twin", change)
    elif what == "unique":
        history.do("unique", edits.make_unique(document, one))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_changes_can_be_taken_back_and_done_again(data: st.DataObject) -> None:
    history = History(Document())
    empty = equal_copy(history.document)
    for _ in range(data.draw(st.integers(1, 25))):
        random_edit(data, history)
        assert equal_copy(history.document) == history.document
    while history.can_redo:
        history.redo()
    end = equal_copy(history.document)
    while history.can_undo:
        history.undo()
    assert history.document == empty
    assert not history.document.nodes
    while history.can_redo:
        history.redo()
    assert history.document == end
    assert list(history.document.nodes) == list(end.nodes)
    before = list(history.document.nodes)
    if before:
        history.do(
            "remove", edits.remove(history.document, before[: len(before) // 2 + 1])
        )
        history.undo()
        assert list(history.document.nodes) == before


def test_typing_in_one_field_is_one_step() -> None:
    history = History(Document())
    node = edits.make_node(history.document, "Dense")
    history.do("Add", AddNode(node))
    for units in (1, 12, 128):
        change = edits.set_option(history.document, node.id, "units", units)
        history.do("Change units", change, f"{node.id}.units")
    assert history.document.nodes[node.id].options["units"] == 128
    history.undo()
    assert history.document.nodes[node.id].options["units"] == 32
    assert history.undo_label == "Add"


def test_a_refused_change_leaves_no_trace() -> None:
    history = History(Document())
    change = SetOption("nobody", "units", None, 3)
    with pytest.raises(DocumentError, match="no node nobody"):
        history.do("bad", change)
    assert not history.can_undo
    assert history.is_clean


def test_clean_follows_undo_across_the_saved_state() -> None:
    history = History(Document())
    history.do("a", AddNode(edits.make_node(history.document, "Input")))
    history.mark_clean()
    assert history.is_clean
    history.do("b", AddNode(edits.make_node(history.document, "Dense")))
    assert not history.is_clean
    history.undo()
    assert history.is_clean
    history.undo()
    assert not history.is_clean
    history.redo()
    assert history.is_clean


def test_twins_share_options_and_name() -> None:
    history = History(Document())
    document = history.document
    node = edits.make_node(document, "Dense")
    history.do("add", AddNode(node))
    change, (twin,) = edits.paste(
        document, edits.copy(document, [node.id]), as_twins=True
    )
    history.do("twin", change)
    history.do("units", edits.set_option(document, twin, "units", 7))
    assert document.nodes[node.id].options["units"] == 7
    history.do("unique", edits.make_unique(document, twin))
    assert document.nodes[twin].layer_id != document.nodes[node.id].layer_id
    assert document.nodes[twin].name != document.nodes[node.id].name
