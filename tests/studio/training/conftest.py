"""A session with an example that trains in a moment."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from studio.document import edits
from studio.document.settings import setting
from studio.examples import load_example
from studio.session import Session


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    session = Session()
    session.replace_document(load_example("iris"), None)
    training = {**setting(session.document, "training"), "epochs": 3}
    session.document.apply(edits.set_setting(session.document, "training", training))
    yield session
    session.runs.stop_and_wait()
    session.deleteLater()
