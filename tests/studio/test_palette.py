"""The palette: what it lists, and what mouse and keys do there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.layers.layer import Layer
from engine.registry import LAYERS
from studio import theme
from studio.document.mime import NODE_MIME
from studio.document.nodes import node_type, node_types
from studio.palette import PalettePanel
from studio.session import Session

Key = Qt.Key


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[PalettePanel]:
    session = Session()
    panel = PalettePanel(session)
    qtbot.addWidget(panel)
    panel.resize(220, 700)
    panel.show()
    qtbot.waitExposed(panel)
    panel.activateWindow()
    yield panel
    session.deleteLater()


def rows(panel: PalettePanel) -> list[str]:
    return [str(panel.model.index(i, 0).data()) for i in range(panel.model.rowCount())]


def test_lists_all_types_below_their_categories(panel: PalettePanel) -> None:
    shown = rows(panel)
    assert shown[:3] == ["Inputs & outputs", "Input", "Output"]
    assert set(shown) >= {kind.name for kind in node_types()}
    assert shown.index("Core") < shown.index("Dense") < shown.index("Recurrent")
    assert shown.index("Recurrent") < shown.index("LSTM") < shown.index("Merge")


def test_tooltips_come_from_the_docs(panel: PalettePanel) -> None:
    index = panel.model.index(rows(panel).index("Dense"), 0)
    assert node_type("Dense").doc in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "Core" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_layer_that_is_declared_is_there(panel: PalettePanel, qtbot: QtBot) -> None:
    class Zigzag(Layer):
        """Goes to and fro."""

        category: ClassVar[str] = "Home made"

    try:
        panel.reload()
        assert rows(panel)[-2:] == ["Home made", "Zigzag"]
    finally:
        LAYERS.remove("Zigzag")
        panel.reload()


def test_search_filters_and_enter_adds(panel: PalettePanel, qtbot: QtBot) -> None:
    spy = QSignalSpy(panel.add_requested)
    panel.focus_search()
    qtbot.keyClicks(panel.field, "lst")
    assert rows(panel)[0] == "LSTM"
    assert "Recurrent" not in rows(panel)
    qtbot.keyClick(panel.field, Key.Key_Return)
    assert spy.at(0) == ["LSTM"]
    qtbot.keyClick(panel.field, Key.Key_Escape)
    assert rows(panel)[0] == "Inputs & outputs"


def test_nothing_found_says_what_to_do(panel: PalettePanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.field, "qqqq")
    assert panel._nothing.isVisible()
    assert not panel.list.isVisible()
    spy = QSignalSpy(panel.add_requested)
    qtbot.keyClick(panel.field, Key.Key_Return)
    assert spy.count() == 0


def test_arrows_walk_over_headings(panel: PalettePanel, qtbot: QtBot) -> None:
    spy = QSignalSpy(panel.add_requested)
    panel.field.setFocus()
    qtbot.keyClick(panel.field, Key.Key_Down)
    assert QApplication.focusWidget() is panel.list
    seen = [panel.list.currentIndex().data()]
    for _ in range(2):
        qtbot.keyClick(panel.list, Key.Key_Down)
        seen.append(panel.list.currentIndex().data())
    assert seen[:2] == ["Input", "Output"]
    assert seen[2] not in ("Core", "Output")
    qtbot.keyClick(panel.list, Key.Key_Return)
    assert spy.at(0) == [seen[2]]
    for _ in range(3):
        qtbot.keyClick(panel.list, Key.Key_Up)
    assert QApplication.focusWidget() is panel.field


def test_letters_and_slash_lead_to_the_search(
    panel: PalettePanel, qtbot: QtBot
) -> None:
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Key.Key_D)
    assert QApplication.focusWidget() is panel.field
    assert panel.field.text() == "d"
    panel.field.clear()
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Key.Key_Slash)
    assert QApplication.focusWidget() is panel.field
    assert panel.field.text() == ""
    qtbot.keyClick(panel.field, Key.Key_Slash)
    assert panel.field.text() == "/"


def test_double_click_adds_and_a_heading_does_nothing(
    panel: PalettePanel, qtbot: QtBot
) -> None:
    spy = QSignalSpy(panel.add_requested)
    viewport = panel.list.viewport()
    for title in ("Core", "Dense"):
        index = panel.model.index(rows(panel).index(title), 0)
        place = panel.list.visualRect(index).center()
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert spy.count() == 1
    assert spy.at(0) == ["Dense"]


def test_what_is_dragged(panel: PalettePanel) -> None:
    index = panel.model.index(rows(panel).index("LSTM"), 0)
    data = panel.model.mimeData([index])
    assert bytes(data.data(NODE_MIME).data()) == b"LSTM"
    heading = panel.model.index(0, 0)
    assert not panel.model.flags(heading) & Qt.ItemFlag.ItemIsDragEnabled
    assert panel.model.flags(index) & Qt.ItemFlag.ItemIsDragEnabled


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_rows_have_the_colour_of_their_family(
    panel: PalettePanel, mode: theme.Mode
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, mode)
    try:
        image = QImage(panel.list.size(), QImage.Format.Format_ARGB32)
        painter = QPainter(image)
        panel.list.render(painter, QPoint())
        painter.end()
        for title, family in (("Input", "Inputs & outputs"), ("Output", "Outputs")):
            index = panel.model.index(rows(panel).index(title), 0)
            place = panel.list.visualRect(index)
            row = place.center().y()
            found = {image.pixelColor(x, row).name() for x in range(5, 30)}
            assert theme.family_color(family).name() in found
    finally:
        theme.apply(app, "light")
