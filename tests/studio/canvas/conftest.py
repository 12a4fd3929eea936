"""A shown canvas and the hands that use it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from canvas_hand import Hand
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from studio.canvas import CanvasView
from studio.session import Session


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    session = Session()
    yield session
    session.deleteLater()


@pytest.fixture
def canvas(qtbot: QtBot, session: Session) -> CanvasView:
    view = CanvasView(session)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    view.setFocus()
    view.camera.zoom_to(1.0)
    view.centerOn(QPointF(400.0, 250.0))
    return view


@pytest.fixture
def hand(qtbot: QtBot, canvas: CanvasView) -> Iterator[Hand]:
    hand = Hand(qtbot, canvas)
    yield hand
    hand.leave()
