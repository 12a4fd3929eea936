"""Without a display the main job is done all the same, and where to find it is told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.saving import load_model
from studio import start
from studio.document import edits
from studio.document.settings import setting
from studio.examples import load_example
from studio.formats import project

ROOT = Path(__file__).parents[2]
FILES = ("hornbeam", "py", "dot", "png", "keras", "weights.h5")


def run(
    folder: Path, *words: str, path: str | None = None, code: str = ""
) -> subprocess.CompletedProcess[str]:
    """Start the program in a shell that has nothing set."""
    command = [sys.executable, str(ROOT / "main.py"), *words]
    if code:
        command = [sys.executable, "-c", code]
    return subprocess.run(
        command,
        cwd=folder,
        env={"PATH": path or os.environ["PATH"], "HOME": str(folder)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def short(folder: Path, name: str = "iris", epochs: int = 2) -> Path:
    """A project that is trained quickly."""
    document = load_example(name)
    settings = {**setting(document, "training"), "epochs": epochs}
    document.apply(edits.set_setting(document, "training", settings))
    path = folder / "mine.hornbeam"
    project.save(project.Project(document), path)
    return path


def test_the_example_is_trained_and_everything_is_written(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 0, done.stderr
    output = tmp_path / "hornbeam-output"
    assert "There is no display" in done.stderr
    assert 'Model: "digits"' in done.stderr
    assert "epoch  1/60  loss " in done.stderr
    assert "epoch 60/60  loss " in done.stderr
    assert f"Written to {output}:" in done.stdout
    for suffix in FILES:
        assert (output / f"digits.{suffix}").stat().st_size > 500
        assert f"  digits.{suffix}\n" in done.stdout
    assert (output / "digits_data.npz").exists()
    opened = project.load(output / "digits.hornbeam")
    assert opened.trained is not None
    assert opened.runs[0].epochs[-1].values["val_accuracy"] > 0.95
    load_model(output / "digits.keras")
    again = run(tmp_path, "evaluate", "hornbeam-output/digits.hornbeam")
    assert again.returncode == 0
    assert "accuracy" in again.stdout


def test_a_given_project_is_trained_on_and_left_alone(tmp_path: Path) -> None:
    path = short(tmp_path)
    before = path.read_bytes()
    done = run(tmp_path, "mine.hornbeam")
    assert done.returncode == 0, done.stderr
    assert "Training mine.hornbeam without one" in done.stderr
    assert path.read_bytes() == before
    first = tmp_path / "hornbeam-output" / "mine.hornbeam"
    done = run(tmp_path, str(first))
    assert done.returncode == 0, done.stderr
    assert "epoch 4/4" in done.stderr


def test_without_graphviz_and_without_qt_all_but_the_picture(tmp_path: Path) -> None:
    short(tmp_path)
    code = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
sys.modules["PySide6"] = None
from studio.start import main
sys.exit(main(["mine.hornbeam"]))
"""
    done = run(tmp_path, path=str(tmp_path), code=code)
    assert done.returncode == 0, done.stderr
    assert "mine.png: cannot be drawn" in done.stderr
    output = tmp_path / "hornbeam-output"
    for suffix in FILES:
        assert (output / f"mine.{suffix}").exists() == (suffix != "png")


def test_without_graphviz_qt_draws_the_picture(tmp_path: Path) -> None:
    short(tmp_path)
    done = run(tmp_path, "mine.hornbeam", path=str(tmp_path))
    assert done.returncode == 0, done.stderr
    picture = tmp_path / "hornbeam-output" / "mine.png"
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_what_is_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "hornbeam-output").write_text("a file")
    done = run(tmp_path)
    assert done.returncode == 2
    assert "this folder for the results cannot be made" in done.stderr
    assert "epoch" not in done.stderr
    broken = tmp_path / "broken.hornbeam"
    broken.write_text("hello")
    done = run(tmp_path, "broken.hornbeam")
    assert done.returncode == 2
    assert "no zip archive" in done.stderr
    short(tmp_path)
    done = run(tmp_path, "mine.hornbeam", "broken.hornbeam")
    assert done.returncode == 2
    assert "one project can be opened at a time" in done.stderr


def test_nan_writes_the_last_good_model_and_fails(tmp_path: Path) -> None:
    path = short(tmp_path, epochs=3)
    opened = project.load(path)
    rate = {"class_name": "SGD", "config": {"learning_rate": 1e30}}
    opened.document.apply(edits.set_setting(opened.document, "optimizer", rate))
    project.save(opened, path)
    done = run(tmp_path, "mine.hornbeam")
    assert done.returncode == 1
    assert "The loss became" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("DISPLAY", ":0", True),
        ("WAYLAND_DISPLAY", "wayland-0", True),
        ("QT_QPA_PLATFORM", "offscreen", True),
        ("DISPLAY", "", False),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is a display")
def test_displays(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: bool
) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv(name, value)
    assert start.has_display() == expected
