"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import engine
from engine import registry
from engine.family import is_own
from engine.options import Configurable

ROOT = Path(__file__).parent.parent
SOURCES = sorted(
    p
    for folder in ("engine", "studio", "resources")
    for p in (ROOT / folder).rglob("*.py")
)


def classes() -> Iterator[type[Configurable]]:
    """All declared classes of the engine."""
    for table in (
        registry.LAYERS,
        registry.LOSSES,
        registry.METRICS,
        registry.OPTIMIZERS,
        registry.CALLBACKS,
        registry.INITIALIZERS,
        registry.REGULARIZERS,
        registry.CONSTRAINTS,
        registry.SCHEDULES,
    ):
        for _, entry in table.items():
            if isinstance(entry, type) and issubclass(entry, Configurable):
                yield entry


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_say_what_they_hold(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)


def test_options_have_a_doc_and_classes_no_handwritten_parameters() -> None:
    found = list(classes())
    assert len(found) > 30
    for cls in found:
        assert inspect.getdoc(cls), cls
        if cls.__module__.startswith("engine"):
            assert "Parameters\n" not in (cls.__doc__ or ""), cls
        for option in cls.options.values():
            assert option.doc.endswith("."), (cls, option.name)


def test_engine_loads_no_qt_and_no_pandas() -> None:
    code = (
        "import sys, engine; "
        "bad = {'PySide6', 'pandas', 'studio', 'pyqtgraph'} & set(sys.modules); "
        "sys.exit(', '.join(bad) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_commands_load_no_qt() -> None:
    code = (
        "import sys; from studio import cli, headless; "
        "sys.exit('PySide6 loaded' if 'PySide6' in sys.modules else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_import_contracts_bite(tmp_path: Path) -> None:
    """A planted import upwards is found, so the contracts guard what they name."""
    for folder in ("engine", "studio", "resources"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    copied = tmp_path / "engine"
    copied.unlink()
    subprocess.run(["cp", "-r", ROOT / "engine", copied], check=True)
    config = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(config, encoding="utf-8")
    tool = Path(sys.executable).parent / "lint-imports"
    command = [str(tool), "--no-cache"]
    environment = {"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"}

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True
        )

    clean = run()
    assert clean.returncode == 0, clean.stdout + clean.stderr
    planted = copied / "kernels" / "planted.py"
    planted.write_text('"""Planted."""\n\nfrom engine.models import Model as Model\n')
    assert run().returncode != 0
    planted.write_text('"""Planted."""\n\nimport studio.document as document\n')
    assert run().returncode != 0


def test_actions_have_unique_shortcuts_and_icons_exist(qapp: object) -> None:
    from studio import theme
    from studio.actions import ACTIONS, MENUS

    seen: dict[str, str] = {}
    for action in ACTIONS:
        assert action.menu in MENUS
        if action.icon:
            assert action.icon in theme.icon_names()
        for key in action.key_sequences():
            text = key.toString()
            assert text not in seen, (text, action.id, seen[text])
            seen[text] = action.id
    assert len({a.id for a in ACTIONS}) == len(ACTIONS)


def test_nothing_names_the_workplace() -> None:
    pattern = re.compile(r"/work/|/root/|issue #?\d|pypi\.org|helper-\d")
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        assert not pattern.search(text), path


def test_public_names_are_those_of_keras() -> None:
    import keras

    for name in ("Model", "Sequential", "Input", "layers", "losses", "callbacks"):
        assert hasattr(engine, name)
        assert hasattr(keras, name)
    for name, cls in registry.LAYERS.items():
        if not is_own(cls):
            continue  # a layer that another test has written
        real = getattr(keras.layers, name, None)
        assert real is not None, name
        theirs = list(inspect.signature(real).parameters)
        ours = [o.name for o in cls.options.values() if o.positional]
        expected = [p for p in theirs if p in ours]
        assert ours == expected, name
