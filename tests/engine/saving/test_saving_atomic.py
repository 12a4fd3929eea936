"""Atomic writing: at every failure the old or the new file is there, complete."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

from engine.errors import FileError
from engine.saving import atomic
from engine.saving.atomic import write_atomically

resource = pytest.importorskip("resource", reason="limits of POSIX")

OLD = b"old content"
NEW = b"new content" * 1000


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "模型 ü.bin"
    path.write_bytes(OLD)
    return path


def remains(path: Path) -> list[str]:
    return sorted(p.name for p in path.parent.iterdir() if p != path)


def test_writes_bytes_and_what_a_function_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW
    write_atomically(str(path), lambda file: file.write(b"xyz") and None)
    assert path.read_bytes() == b"xyz"
    assert remains(path) == []


def test_new_file_has_the_usual_mode_and_a_replaced_one_keeps_its_own(
    tmp_path: Path,
) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    path = tmp_path / "a"
    write_atomically(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)
    path.chmod(0o640)
    write_atomically(path, OLD)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_backup_is_the_version_before(target: Path) -> None:
    backup = target.with_name(target.name + ".bak")
    write_atomically(target, b"1")
    assert not backup.exists()
    write_atomically(target, b"2", backup=True)
    assert backup.read_bytes() == b"1"
    write_atomically(target, b"3", backup=True)
    assert (target.read_bytes(), backup.read_bytes()) == (b"3", b"2")
    assert remains(target) == [backup.name]


def test_backup_after_a_save_that_failed_at_the_last_step(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(atomic, "_replace", _raise(OSError(5, "EIO")))
        with pytest.raises(FileError):
            write_atomically(target, NEW, backup=True)
    write_atomically(target, NEW, backup=True)
    backup = target.with_name(target.name + ".bak")
    assert (target.read_bytes(), backup.read_bytes()) == (NEW, OLD)
    assert remains(target) == [backup.name]


def test_disk_without_hard_links_still_gets_a_backup(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", _raise(OSError(1, "not supported")))
    write_atomically(target, NEW, backup=True)
    assert target.with_name(target.name + ".bak").read_bytes() == OLD


def test_symbolic_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    folder = tmp_path / "real"
    folder.mkdir()
    real, link = folder / "a", tmp_path / "link"
    real.write_bytes(OLD)
    link.symlink_to(real)
    write_atomically(link, NEW, backup=True)
    assert link.is_symlink()
    assert real.read_bytes() == NEW
    assert (folder / "a.bak").read_bytes() == OLD


def test_dangling_link_makes_the_file_it_names(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "later")
    write_atomically(link, NEW)
    assert (tmp_path / "later").read_bytes() == NEW
    assert link.is_symlink()


def _raise(error: BaseException):
    def function(*args: object, **kwargs: object) -> None:
        raise error

    return function


@pytest.mark.parametrize("step", ["fsync", "replace", "open", "link", "chmod"])
@pytest.mark.parametrize(
    ("number", "words"),
    [(28, "disk is full"), (5, "disk reports an error"), (30, "read-only")],
)
def test_failure_of_any_step_leaves_the_old_file(
    target: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, words: str
) -> None:
    calls: list[object] = []

    def fail(*args: object, **kwargs: object) -> None:
        calls.append(args)
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, step, fail)
        if step in ("link", "chmod"):  # these only keep extras and may fail
            write_atomically(target, NEW, backup=True)
            assert target.read_bytes() == NEW
        else:
            with pytest.raises(FileError, match=words) as caught:
                write_atomically(target, NEW, backup=True)
            assert str(target) in str(caught.value)
            assert "The old file is as it was." in str(caught.value)
            assert target.read_bytes() == OLD
    assert calls
    assert [name for name in remains(target) if name.endswith(".tmp")] == []


def test_real_write_error_in_the_middle(target: Path) -> None:
    """A limit on file sizes makes the operating system itself fail, part-way."""
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(FileError, match="too large for this disk"):
            write_atomically(target, NEW * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert target.read_bytes() == OLD
    assert remains(target) == []


def test_error_and_interrupt_of_the_writing_function(target: Path) -> None:
    for error in (RuntimeError("stop"), KeyboardInterrupt()):

        def write(file: object, error: BaseException = error) -> None:
            file.write(b"half")  # type: ignore[attr-defined]
            raise error

        with pytest.raises(type(error)):
            write_atomically(target, write)
        assert target.read_bytes() == OLD
        assert remains(target) == []


def test_file_held_by_another_program_is_tried_again(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "_REPLACE_DELAYS", (0.0, 0.0, 0.0))
    real, calls = os.replace, []

    def busy(source: Path, destination: Path) -> None:
        calls.append(source)
        if len(calls) < 3:
            raise PermissionError(13, "in use by another process")
        real(source, destination)

    monkeypatch.setattr(os, "replace", busy)
    write_atomically(target, NEW)
    assert len(calls) == 3
    assert target.read_bytes() == NEW
    monkeypatch.setattr(os, "replace", _raise(PermissionError(13, "in use")))
    with pytest.raises(FileError, match="not allowed"):
        write_atomically(target, OLD)
    assert target.read_bytes() == NEW


def test_folder_missing_or_no_folder_or_the_target_is_one(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="folder does not exist"):
        write_atomically(tmp_path / "none" / "a", NEW)
    (tmp_path / "file").write_bytes(OLD)
    with pytest.raises(FileError, match="the folder is a file"):
        write_atomically(tmp_path / "file" / "a", NEW)
    with pytest.raises(FileError, match="this is a folder"):
        write_atomically(tmp_path, NEW)
    with pytest.raises(FileError, match="name is too long"):
        write_atomically(tmp_path / ("x" * 300), NEW)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file"]


def test_longest_possible_name(tmp_path: Path) -> None:
    path = tmp_path / ("模" * 84)
    write_atomically(path, OLD)
    write_atomically(path, NEW, backup=True)  # the backup's name would be too long
    assert path.read_bytes() == NEW
    assert remains(path) == []


WRITE_AS_PLAIN_USER = """
import os, sys
from pathlib import Path
from engine.errors import FileError
from engine.saving.atomic import write_atomically
if os.getuid() == 0:  # root may write everywhere
    os.setuid(65534)
try:
    write_atomically(Path(sys.argv[1]), b"new")
except FileError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("folder_mode", "file_mode", "words"),
    [
        (0o555, 0o666, "not allowed. Choose another folder"),
        (0o777, 0o444, "write-protected. Save under another name"),
    ],
)
def test_folder_or_file_that_cannot_be_written(
    folder_mode: int, file_mode: int, words: str
) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        path = folder / "a"
        path.write_bytes(OLD)
        path.chmod(file_mode)
        folder.chmod(folder_mode)
        result = subprocess.run(
            [sys.executable, "-c", WRITE_AS_PLAIN_USER, str(path)],
            capture_output=True,
            text=True,
            check=False,
            cwd=Path(__file__).parents[3],
        )
        assert words in result.stdout
        assert path.read_bytes() == OLD
        assert remains(path) == []
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_killed_at_each_step(tmp_path: Path) -> None:
    """Whatever step a kill hits, the file is the old or the new one, complete."""
    code = """
    import os, signal, sys
    from pathlib import Path
    from engine.saving import atomic
    module, name = (os, sys.argv[2])
    def kill(*args, **kwargs):
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(module, name, kill)
    atomic.write_atomically(Path(sys.argv[1]), b"new content" * 1000, backup=True)
    """
    for step in ("fsync", "link", "replace", "chmod"):
        path = tmp_path / step
        path.write_bytes(OLD)
        result = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(code), str(path), step],
            check=False,
            cwd=Path(__file__).parents[3],
        )
        assert result.returncode == -signal.SIGKILL
        assert path.read_bytes() == OLD
        write_atomically(path, NEW)
        assert path.read_bytes() == NEW
