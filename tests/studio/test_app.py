"""The application: start, language and theme at run time, errors that end nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio import theme
from studio.app import Application
from studio.examples import load_example
from studio.session import Message
from studio.settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def application(qapp: QApplication, tmp_path: Path) -> Iterator[Application]:
    settings = Settings(tmp_path / "settings.ini")
    settings.language = "en"
    settings.theme = "light"
    made = Application(qapp, settings)
    made.start()
    made.session.replace_document(load_example("digits"), None)
    yield made
    made.set_language("en")
    assert made.window is not None
    made.session.runs.stop_and_wait()
    made.window.discard()
    made.deleteLater()
    QApplication.processEvents()


def test_language_changes_at_once_and_nothing_is_lost(
    application: Application, qtbot: QtBot
) -> None:
    session, first = application.session, application.window
    assert first is not None
    assert first.tabs.strip.tabText(0) == "Training"
    session.select(["hidden_1"])
    session.runs.step()
    qtbot.waitUntil(
        lambda: session.runs.current is not None and bool(session.runs.current.points),
        timeout=20_000,
    )
    application.set_language("zh_CN")
    second = application.window
    assert second is not None
    assert second is not first
    assert second.tabs.strip.tabText(0) != "Training"
    assert second.menuBar().actions()[0].text() != "File"
    assert session.selection == {"hidden_1"}
    assert session.runs.state == "paused"
    assert session.runs.current is not None
    session.runs.stop()
    qtbot.waitUntil(lambda: not session.runs.is_active, timeout=20_000)
    assert application.settings.language == "zh_CN"


def test_theme_changes_at_once(application: Application) -> None:
    assert application.window is not None
    assert not theme.current().is_dark
    application.window.theme_wanted.emit("dark")
    assert theme.current().is_dark
    assert application.settings.theme == "dark"
    application.window.theme_wanted.emit("light")


def test_an_exception_becomes_a_message(application: Application, qtbot: QtBot) -> None:
    told: list[Message] = []
    application.session.message.connect(told.append)
    application.crashed.emit("Traceback ...\nValueError: odd")
    qtbot.waitUntil(lambda: bool(told))
    assert "ValueError: odd" in told[0].text
    assert told[0].details.startswith("Traceback")


def test_settings_survive_and_odd_values_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "s.ini"
    settings = Settings(path)
    settings.language = "zh_CN"
    for name in ("a", "b", "a"):
        settings.add_recent(tmp_path / name)
    del settings
    again = Settings(path)
    assert again.language == "zh_CN"
    assert [p.name for p in again.recent] == ["a", "b"]
    path.write_text("[General]\ntheme=purple\nlanguage=@Invalid()\n")
    odd = Settings(path)
    assert odd.theme == "system"
    assert odd.language == "system"


@pytest.mark.parametrize(
    ("arguments", "text"),
    [(["a", "b"], "no command 'a'"), (["--nonsense"], "hornbeam: error")],
)
def test_bad_arguments_get_one_message(arguments: list[str], text: str) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        capture_output=True,
        text=True,
        env=environment,
    )
    assert done.returncode == 2
    assert text in done.stderr
    assert "Traceback" not in done.stderr
