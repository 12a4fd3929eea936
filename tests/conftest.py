"""Fixtures for all tests: a headless Qt, own settings, nothing left behind."""

from __future__ import annotations

import gc
import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("KERAS_BACKEND", "jax")
# Tests run every compiled function a few times at most: compiling is what costs.
os.environ.setdefault(
    "XLA_FLAGS",
    "--xla_backend_optimization_level=0 --xla_llvm_disable_expensive_passes=true",
)
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")
if "XDG_RUNTIME_DIR" not in os.environ:  # Qt warns without one, and warnings fail
    _runtime = Path(tempfile.mkdtemp(prefix="hornbeam-tests-"))
    _runtime.chmod(0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(_runtime)

import numpy as np
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from engine import registry


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag for the long modes: all of the differential suite, fuzzing."""
    parser.addoption("--slow", action="store_true", help="run the long tests, too")


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out the long tests unless they are asked for."""
    if config.getoption("--slow"):
        return
    left_out = [item for item in items if item.get_closest_marker("slow")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]


@pytest.fixture
def rng() -> np.random.Generator:
    """Random numbers that are the same at every run."""
    return np.random.default_rng(20260101)


@pytest.fixture(autouse=True)
def own_registries(request: pytest.FixtureRequest) -> Iterator[None]:
    """Forget the classes that a test defines; the program's tests begin without any."""
    tables = (registry.LAYERS, registry.LOSSES, registry.METRICS, registry.OPTIMIZERS)
    before = [(table, dict(table._entries), dict(table._aliases)) for table in tables]
    if "studio" in request.path.parts:
        for table in tables:
            for name, cls in table.items():
                if not cls.__module__.startswith("engine."):
                    table.remove(name)
    yield
    for table, entries, aliases in before:
        table._entries, table._aliases = entries, aliases


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep settings, data and caches of a test in its own folder."""
    for name in (
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_CACHE_HOME",
        "XDG_STATE_HOME",
    ):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))


@pytest.fixture(autouse=True)
def no_logged_warnings(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail when the program logs a warning or an error."""
    yield
    bad = [
        record
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING
        and record.name.split(".")[0] in ("studio", "engine", "hornbeam")
    ]
    assert not bad, [record.getMessage() for record in bad]


@pytest.fixture(autouse=True)
def no_leaked_windows() -> Iterator[None]:
    """Fail when a test leaves a visible top-level widget behind."""
    yield
    if QApplication.instance() is None:
        return
    gc.collect()
    QApplication.processEvents()
    # deleteLater waits for an event loop, which a test does not run.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    for widget in left:
        widget.hide()
        widget.deleteLater()
    assert not left, left
