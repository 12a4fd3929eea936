"""The data panel in the hands of a person: what document and screen then say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from studio.data import Column, Dataset, Field, builtin_sets, generated_sets
from studio.data_view import DataPanel
from studio.data_view.columns_table import KIND, MISSING, NAME, SHAPE, USED, VALUES
from studio.data_view.dataset_view import PICTURES, ROWS
from studio.data_view.pictures import to_picture
from studio.data_view.rows_preview import PIECE, RowsModel, cell_text
from studio.document import edits
from studio.document.changes import AddNode
from studio.document.mime import COLUMNS_MIME, read_columns, write_columns
from studio.document.model import Document
from studio.document.settings import setting
from studio.session import Message, Session
from studio.widgets import ChoiceBox, IntEdit

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton

TABLE = "size;colour;price\n" + "".join(
    f"{i};{'red' if i % 2 else 'blue'};{'' if i == 3 else i * 1.5}\n" for i in range(40)
)


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    session = Session()
    yield session
    session.deleteLater()


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> DataPanel:
    widget = DataPanel(session)
    qtbot.addWidget(widget)
    widget.resize(1100, 320)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


@pytest.fixture
def nodes(session: Session) -> dict[str, str]:
    """Ids of an Input, a Dense and an Output that are wired."""
    ids: dict[str, str] = {}
    last = ""
    for type_name, name in (("Input", "x"), ("Dense", "last"), ("Output", "y")):
        node = edits.make_node(session.document, type_name, name=name)
        session.document.apply(AddNode(node))
        if last:
            session.document.apply(edits.connect(session.document, last, node.id))
        ids[name] = last = node.id
    return ids


def source(session: Session) -> Any:
    return setting(session.document, "source")


def choose(panel: DataPanel, session: Session, qtbot: QtBot, name: str) -> Dataset:
    """Click a set and wait for it."""
    before = session.dataset
    qtbot.mouseClick(panel.chooser.set_buttons[name], LEFT)
    qtbot.waitUntil(lambda: session.dataset is not before, timeout=20_000)
    assert session.dataset is not None
    return session.dataset


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def cells(panel: DataPanel, column: int) -> list[str]:
    model = panel.view.table.columns
    return [model.index(row, column).data() for row in range(model.rowCount())]


# ------------------------------------------------------------------- sources


def test_without_data_there_is_everything_to_choose_from(panel: DataPanel) -> None:
    assert panel.is_choosing()
    names = {info.name for info in (*builtin_sets(), *generated_sets())}
    assert set(panel.chooser.set_buttons) == names
    assert not panel.chooser.back_button.isVisible()


def test_a_click_uses_a_set_as_one_undoable_step(
    panel: DataPanel, session: Session, qtbot: QtBot
) -> None:
    choose(panel, session, qtbot, "iris")
    assert source(session) == {"kind": "builtin", "name": "iris"}
    assert session.history.undo_label == "Use data Iris flowers"
    assert not panel.is_choosing()
    assert cells(panel, NAME)[-1] == "species"
    session.undo()
    assert source(session) is None
    assert panel.is_choosing()


def test_options_of_generated_data_make_them_anew(
    panel: DataPanel, session: Session, qtbot: QtBot
) -> None:
    choose(panel, session, qtbot, "blobs")
    rows = panel.view.options.fields["rows"]
    assert isinstance(rows, IntEdit)
    rows.setFocus()
    rows.selectAll()
    qtbot.keyClicks(rows, "50")
    qtbot.keyClick(rows, Key.Key_Return)
    qtbot.waitUntil(
        lambda: session.dataset is not None and session.dataset.n_rows == 50
    )
    assert source(session)["rows"] == 50
    assert panel.view.rows.rows.rowCount() == 50
    session.undo()
    assert source(session)["rows"] == 1000
    assert rows.value() == 1000


def test_the_path_of_a_file_can_be_typed(
    panel: DataPanel, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    path = write(tmp_path / "rows.csv", TABLE)
    qtbot.keyClicks(panel.chooser.path_field, str(path))
    qtbot.keyClick(panel.chooser.path_field, Key.Key_Return)
    qtbot.waitUntil(lambda: session.dataset is not None, timeout=20_000)
    assert source(session) == {"kind": "csv", "path": str(path)}
    assert cells(panel, NAME) == ["size", "colour", "price"]
    assert cells(panel, KIND) == ["number", "class", "number"]
    assert cells(panel, VALUES) == ["0 to 39", "2: blue, red", "0 to 58.5"]
    assert cells(panel, MISSING) == ["", "", "1"]


def test_a_file_of_the_project_folder_is_stored_relative_to_it(
    panel: DataPanel, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    session.path = tmp_path / "model.hornbeam"
    panel.open_file(write(tmp_path / "rows.csv", TABLE))
    qtbot.waitUntil(lambda: session.dataset is not None, timeout=20_000)
    assert source(session)["path"] == "rows.csv"


def test_how_a_table_is_read_can_be_overridden(
    panel: DataPanel, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    panel.open_file(write(tmp_path / "rows.csv", TABLE))
    qtbot.waitUntil(lambda: session.dataset is not None, timeout=20_000)
    delimiter = panel.view.options.fields["delimiter"]
    assert isinstance(delimiter, ChoiceBox)
    assert delimiter.value() is None
    comma = delimiter.findText("comma ,")
    delimiter.setCurrentIndex(comma)
    delimiter.activated.emit(comma)
    qtbot.waitUntil(lambda: len(cells(panel, NAME)) == 1, timeout=20_000)
    assert source(session)["delimiter"] == ","
    header = panel.view.options.fields["header"]
    assert isinstance(header, ChoiceBox)
    header.setCurrentIndex(header.findText("no"))
    header.activated.emit(header.findText("no"))
    qtbot.waitUntil(lambda: source(session).get("header") is False, timeout=20_000)
    assert session.dataset is not None
    assert session.dataset.n_rows == 41
    session.undo()
    session.undo()
    assert "delimiter" not in source(session)
    # What was read once is remembered: undo shows it at once.
    assert cells(panel, NAME) == ["size", "colour", "price"]


def test_what_cannot_be_read_leaves_the_data_and_says_what_to_do(
    panel: DataPanel, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    dataset = choose(panel, session, qtbot, "iris")
    panel.open_file(write(tmp_path / "bad.csv", "a,b\n1,2\n3,=SUM(A1)\n"))
    qtbot.waitUntil(panel.message.isVisible, timeout=20_000)
    assert "line 3" in panel.message.text()
    assert "Save the values" in panel.message.text()
    assert session.dataset is dataset
    assert source(session) == {"kind": "builtin", "name": "iris"}
    panel.open_file(tmp_path / "picture.bmp")
    assert "Files that can be read end in" in panel.message.text()
    panel.open_file(tmp_path / "missing.csv")
    qtbot.waitUntil(lambda: "does not exist" in panel.message.text(), timeout=20_000)
    assert session.dataset is dataset


def test_a_project_whose_data_are_gone_says_so(
    panel: DataPanel, session: Session, qtbot: QtBot
) -> None:
    document = Document()
    document.settings["source"] = {"kind": "csv", "path": "gone.csv"}
    session.replace_document(document, None)
    # Files are read on a thread.
    assert not panel.is_choosing()
    assert panel.busy.isVisible()
    qtbot.waitUntil(lambda: bool(session.dataset_error))
    assert panel.is_choosing()
    assert panel.message.isVisible()
    assert not panel.busy.isVisible()
    assert "gone.csv" in panel.message.text()
    session.replace_document(Document(), None)
    assert not panel.message.isVisible()


def test_the_same_file_is_read_anew(
    panel: DataPanel, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    path = write(tmp_path / "rows.csv", TABLE)
    panel.open_file(path)
    qtbot.waitUntil(lambda: session.dataset is not None, timeout=20_000)
    write(path, TABLE + "40;red;7\n")
    panel.choose()
    panel.open_file(path)
    qtbot.waitUntil(lambda: not panel.is_choosing(), timeout=20_000)
    assert session.dataset is not None
    assert session.dataset.n_rows == 41
    assert panel.view.rows.rows.rowCount() == 41
    session.undo()
    assert source(session) is None  # one step, not two


def test_the_last_choice_wins(panel: DataPanel, session: Session, qtbot: QtBot) -> None:
    panel.open_spec({"kind": "generated", "name": "headlines", "rows": 20_000})
    panel.open_spec({"kind": "builtin", "name": "wine"})
    qtbot.waitUntil(lambda: session.dataset is not None, timeout=20_000)
    qtbot.wait(300)
    assert session.dataset is not None
    assert session.dataset.name == "wine"
    assert not panel.busy.isVisible()


def test_a_file_can_be_dropped(
    panel: DataPanel, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    path = write(tmp_path / "rows.csv", TABLE)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    assert drop(panel, mime)
    qtbot.waitUntil(lambda: session.dataset is not None, timeout=20_000)
    assert source(session)["path"] == str(path)


def test_other_data_can_be_chosen_or_not(
    panel: DataPanel, session: Session, qtbot: QtBot
) -> None:
    choose(panel, session, qtbot, "iris")
    qtbot.mouseClick(panel.view.change_button, LEFT)
    assert panel.is_choosing()
    qtbot.mouseClick(panel.chooser.back_button, LEFT)
    assert not panel.is_choosing()
    assert source(session)["name"] == "iris"


# ------------------------------------------------------------------- preview


def test_rows_show_as_they_are(
    panel: DataPanel, session: Session, qtbot: QtBot
) -> None:
    dataset = choose(panel, session, qtbot, "iris")
    panel.view.tabs.setCurrentIndex(ROWS)
    assert panel.view.rows.isVisible()
    model = panel.view.rows.rows
    assert model.rowCount() == 150
    last = dataset.preview(1, 149)[0]
    species = dataset.names.index("species")
    assert model.index(149, species).data() == last["species"]
    assert not panel.view.tabs.isTabVisible(PICTURES)


def test_long_tables_are_read_in_pieces() -> None:
    count = 100_000
    values = np.arange(count, dtype=np.int64)
    dataset = Dataset("long", "Long", {"n": Column(values)})
    model = RowsModel()
    model.set_dataset(dataset)
    assert model.rowCount() == count
    assert model.index(count - 1, 0).data() == f"{count - 1:,}"
    assert len(model._pieces) == 1
    for start in range(0, count, PIECE):
        model.index(start, 0).data()
    assert len(model._pieces) <= 64


def test_digits_show_as_pictures_with_their_class(
    panel: DataPanel, session: Session, qtbot: QtBot
) -> None:
    dataset = choose(panel, session, qtbot, "digits")
    assert panel.view.tabs.isTabVisible(PICTURES)
    panel.view.tabs.setCurrentIndex(PICTURES)
    model = panel.view.pictures.pictures
    digits = dataset.column("digit")
    shown = [model.index(row, 0).data() for row in range(10)]
    assert shown == [str(d) for d in digits[:10]]
    picture = model.index(3, 0).data(Qt.ItemDataRole.DecorationRole).toImage()
    ink = dataset.column("image")[3, :, :, 0]
    extent = picture.width() / 8
    for y in range(8):
        for x in range(8):
            centre = QPoint(round((x + 0.5) * extent), round((y + 0.5) * extent))
            grey = QColor(picture.pixel(centre)).red()
            assert grey == round(ink[y, x] * 255)


@pytest.mark.parametrize(
    ("values", "pixel"),
    [
        (np.full((2, 3), 200, np.uint8), (200, 200, 200)),
        (np.full((2, 3, 3), [10, 20, 30], np.uint8), (10, 20, 30)),
        (np.full((2, 3, 4), [10, 20, 30, 255], np.uint8), (10, 20, 30)),
        (np.full((2, 3, 3), 0.5, np.float32), (128, 128, 128)),
        (np.full((2, 3), np.nan, np.float32), (0, 0, 0)),
        (np.full((2, 3, 2), 1.0, np.float32), (255, 255, 255)),
    ],
)
def test_images_of_every_kind_become_pictures(
    qapp: QApplication, values: Any, pixel: tuple[int, int, int]
) -> None:
    high = 1.0 if values.dtype.kind == "f" else 255.0
    field = Field("i", "image", values.shape, str(values.dtype), min=0.0, max=high)
    picture = to_picture(values, field, 30).toImage()
    assert (picture.width(), picture.height()) == (30, 20)
    color = QColor(picture.pixel(10, 10))
    assert (color.red(), color.green(), color.blue()) == pixel


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (3.0, "3"),
        (0.123456, "0.1235"),
        ("a\nb", "a b"),
        ("x" * 100, "x" * 79 + "…"),
        (np.array([1, 2]), "[1, 2]"),
        (np.arange(6.0).reshape(2, 3), "2×3 [0, 1, 2, 3, …]"),
    ],
)
def test_cells_are_short(value: Any, text: str) -> None:
    assert cell_text(value) == text


def test_statistics_and_users_of_columns_stand_in_the_table(
    panel: DataPanel, session: Session, qtbot: QtBot, nodes: dict[str, str]
) -> None:
    choose(panel, session, qtbot, "digits")
    row = panel.view.table.columns.row_of("image")
    assert cells(panel, SHAPE)[row] == "(8, 8, 1)"
    assert cells(panel, KIND)[row] == "image"
    panel.bind_columns(nodes["x"], ["image"])
    assert cells(panel, USED)[row] == "x"
    assert panel.view.table.isColumnHidden(MISSING)


# --------------------------------------------------------------------- roles


def drop(
    target: QWidget,
    mime: QMimeData,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> bool:
    """Drag something onto the middle of a widget; return whether it was taken."""
    place = target.rect().center()
    actions = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(place, actions, mime, LEFT, modifiers)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(place), actions, mime, LEFT, modifiers, QEvent.Type.Drop)
    QApplication.sendEvent(target, event)
    return event.isAccepted()


def columns_mime(*names: str) -> QMimeData:
    mime = QMimeData()
    mime.setData(COLUMNS_MIME, write_columns(list(names)))
    return mime


def test_columns_are_dragged_as_their_names(
    panel: DataPanel, session: Session, qtbot: QtBot
) -> None:
    choose(panel, session, qtbot, "iris")
    table = panel.view.table
    names = cells(panel, NAME)
    for row, modifier in (
        (2, Qt.KeyboardModifier.NoModifier),
        (0, Qt.KeyboardModifier.ControlModifier),
    ):
        place = table.visualRect(table.columns.index(row, NAME)).center()
        qtbot.mouseClick(table.viewport(), LEFT, modifier, place)
    assert table.chosen() == [names[0], names[2]]
    mime = table.columns.mimeData(table.selectionModel().selectedIndexes())
    raw = bytes(mime.data("application/x-hornbeam-columns").data())
    assert read_columns(raw) == [names[0], names[2]]


def test_dropped_columns_bind_with_all_they_bring_in_one_step(
    panel: DataPanel, session: Session, qtbot: QtBot, nodes: dict[str, str]
) -> None:
    dataset = choose(panel, session, qtbot, "iris")
    before = session.document.to_json()
    features = [n for n in dataset.names if n != "species"]
    assert drop(panel.view.roles.rows[nodes["x"]], columns_mime(*features))
    after = session.document.nodes[nodes["x"]]
    assert after.binding is not None
    assert after.binding["columns"] == features
    assert after.options["shape"] == [4]
    assert drop(panel.view.roles.rows[nodes["y"]], columns_mime("species"))
    output = session.document.nodes[nodes["y"]]
    assert output.options["loss"] == "sparse_categorical_crossentropy"
    last = session.document.nodes[nodes["last"]]
    assert last.options == {"units": 3, "activation": "softmax"}
    assert session.analysis.problems == ()
    assert session.history.undo_label == "Bind data to y"
    session.undo()
    session.undo()
    assert session.document.to_json() == before


def test_hundreds_of_columns_are_summed_up(
    panel: DataPanel, session: Session, qtbot: QtBot, nodes: dict[str, str]
) -> None:
    names = [f"pixel{i}" for i in range(784)]
    session.dataset = Dataset(
        "wide", "Wide", {n: Column(np.zeros(4, np.float32)) for n in names}
    )
    session.dataset_changed.emit()
    session.analyse()
    row = panel.view.roles.rows[nodes["x"]]
    assert drop(row, columns_mime(*names))
    assert session.document.nodes[nodes["x"]].options["shape"] == [784]
    assert row.height() < 200
    assert not row.tags.isVisible()
    qtbot.mouseClick(row.clear_button, LEFT)
    assert session.document.nodes[nodes["x"]].binding is None
    assert row.tags.isVisible()


def test_shift_adds_to_the_columns_that_are_bound(
    panel: DataPanel, session: Session, qtbot: QtBot, nodes: dict[str, str]
) -> None:
    first, second, *_ = choose(panel, session, qtbot, "iris").names
    row = panel.view.roles.rows[nodes["x"]]
    drop(row, columns_mime(first))
    drop(row, columns_mime(second), Qt.KeyboardModifier.ShiftModifier)
    assert row.tags.tags() == [first, second]
    drop(row, columns_mime(second))
    assert row.tags.tags() == [second]
    assert not drop(row, QMimeData())


def test_columns_can_be_added_and_removed_without_a_mouse(
    panel: DataPanel, session: Session, qtbot: QtBot, nodes: dict[str, str]
) -> None:
    first, second, *_ = choose(panel, session, qtbot, "iris").names
    row = panel.view.roles.rows[nodes["x"]]
    menu = row.tags.add_button.menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == list(session.dataset.names)  # type: ignore[union-attr]
    menu.actions()[0].trigger()
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    binding = session.document.nodes[nodes["x"]].binding
    assert binding is not None
    assert binding["columns"] == [first, second]
    remove = row.tags.findChildren(QToolButton)
    chosen = [b for b in remove if b.property("tag") == first and b.isVisible()]
    qtbot.keyClick(chosen[0], Key.Key_Delete)
    binding = session.document.nodes[nodes["x"]].binding
    assert binding is not None
    assert binding["columns"] == [second]
    row.tags.remove(second)
    assert session.document.nodes[nodes["x"]].binding is None


def test_a_double_click_binds_to_the_selected_node(
    panel: DataPanel, session: Session, qtbot: QtBot, nodes: dict[str, str]
) -> None:
    choose(panel, session, qtbot, "iris")
    session.select([nodes["y"]])
    table = panel.view.table
    row = table.columns.row_of("species")
    place = table.visualRect(table.columns.index(row, NAME)).center()
    qtbot.mouseClick(table.viewport(), LEFT, pos=place)
    qtbot.mouseDClick(table.viewport(), LEFT, pos=place)
    binding = session.document.nodes[nodes["y"]].binding
    assert binding is not None
    assert binding["columns"] == ["species"]


def test_scale_and_encoding_are_chosen_per_node(
    panel: DataPanel, session: Session, qtbot: QtBot, nodes: dict[str, str]
) -> None:
    choose(panel, session, qtbot, "iris")
    panel.bind_columns(nodes["x"], ["species"])
    row = panel.view.roles.rows[nodes["x"]]
    assert session.document.nodes[nodes["x"]].options["shape"] == [3]
    assert row.encoding.isVisible()
    assert not row.scale.isVisible()
    index = row.encoding.findText("class number")
    row.encoding.setCurrentIndex(index)
    row.encoding.activated.emit(index)
    node = session.document.nodes[nodes["x"]]
    assert node.options["shape"] == [1]
    assert node.binding is not None
    assert node.binding["encoding"] == "index"
    session.undo()
    assert row.encoding.value() == "auto"


def test_columns_that_do_not_fit_are_refused_with_a_reason(
    panel: DataPanel, session: Session, qtbot: QtBot, nodes: dict[str, str]
) -> None:
    messages: list[Message] = []
    session.message.connect(messages.append)
    choose(panel, session, qtbot, "digits")
    row = panel.view.roles.rows[nodes["x"]]
    drop(row, columns_mime("image", "digit"))
    assert "cannot be joined" in messages[-1].text
    assert session.document.nodes[nodes["x"]].binding is None
    assert row.tags.tags() == []


def test_a_node_says_what_is_wrong_with_its_data(
    panel: DataPanel, session: Session, qtbot: QtBot, nodes: dict[str, str]
) -> None:
    choose(panel, session, qtbot, "iris")
    row = panel.view.roles.rows[nodes["y"]]
    assert "no data is bound" in row.problem()
    panel.bind_columns(nodes["y"], ["species"])
    assert row.problem() == ""
    choose(panel, session, qtbot, "wine")
    assert 'no column "species"' in row.problem()


def test_cards_follow_the_document(
    panel: DataPanel, session: Session, qtbot: QtBot, nodes: dict[str, str]
) -> None:
    choose(panel, session, qtbot, "iris")
    assert list(panel.view.roles.rows) == [nodes["x"], nodes["y"]]
    extra = edits.make_node(session.document, "Input", name="more")
    session.do("", AddNode(extra))
    assert list(panel.view.roles.rows) == [nodes["x"], extra.id, nodes["y"]]
    qtbot.mouseClick(panel.view.roles.rows[extra.id], LEFT)
    assert session.selected_nodes == [extra.id]
    session.do("", edits.remove(session.document, [extra.id, nodes["x"]]))
    assert list(panel.view.roles.rows) == [nodes["y"]]


# --------------------------------------------------------------------- split


def retype(qtbot: QtBot, field: QAbstractSpinBox, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Key.Key_Return)


def test_the_split_is_a_setting_and_tells_its_rows(
    panel: DataPanel, session: Session, qtbot: QtBot
) -> None:
    choose(panel, session, qtbot, "iris")
    split = panel.view.split
    assert split.counts_text() == "120 rows train, 30 validate, 0 test."
    retype(qtbot, split.test, "10 %")
    retype(qtbot, split.seed, "7")
    split.shuffle.click()
    method = split.method.findText("the last rows")
    split.method.setCurrentIndex(method)
    split.method.activated.emit(method)
    assert setting(session.document, "split") == {
        "test": 0.1,
        "seed": 7,
        "shuffle": False,
        "method": "last",
    }
    assert split.counts_text() == "105 rows train, 30 validate, 15 test."
    for _ in range(4):
        session.undo()
    assert setting(session.document, "split") == {}
    assert split.shuffle.isChecked()
    assert split.test.text() == "0 %"


def test_steps_of_the_split_end_with_the_field_in_a_later_document_too(
    panel: DataPanel, session: Session, qtbot: QtBot
) -> None:
    session.replace_document(Document(), None)
    choose(panel, session, qtbot, "iris")
    seed, test = panel.view.split.seed, panel.view.split.test
    for _ in range(2):
        seed.setFocus()
        qtbot.keyClick(seed, Key.Key_Up)
        test.setFocus()
    session.undo()
    assert setting(session.document, "split") == {"seed": 1}


def test_a_split_without_training_rows_is_refused(
    panel: DataPanel, session: Session, qtbot: QtBot
) -> None:
    choose(panel, session, qtbot, "iris")
    retype(qtbot, panel.view.split.test, "85")
    assert setting(session.document, "split") == {}
    assert "leave no rows for training" in panel.view.split.counts_text()
    retype(qtbot, panel.view.split.test, "0.1")
    assert "zero rows are left for test" in panel.view.split.counts_text()
