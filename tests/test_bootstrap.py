"""The set-up script: its decisions one by one, and a whole set-up without a network."""

import ast
import importlib.util
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / ".ci" / "bootstrap.py"


def load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # The script's NamedTuple looks its own module up by name.
    sys.modules["bootstrap"] = module
    spec.loader.exec_module(module)
    return module


bootstrap = load_script()


def an_interpreter(*version: int, path: str = "/usr/bin/python3") -> object:
    return bootstrap.Interpreter(path, version, has_ensurepip=True, has_pip=True)


# A project that needs nothing from the network: its own build back end, no dependency.
PROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "stand-in"
version = "1"
dependencies = []

[project.optional-dependencies]
test = []
"""

BACKEND = '''\
"""The least that pip needs to install a folder in place."""
import pathlib, zipfile


def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "stand_in-1-py3-none-any.whl"
    pyproject = pathlib.Path("pyproject.toml").read_text()
    needs = [x for x in pyproject.splitlines() if x.startswith("# needs ")]
    metadata = "Metadata-Version: 2.1\\nName: stand-in\\nVersion: 1\\n"
    metadata += "Provides-Extra: test\\n"
    metadata += "".join(f"Requires-Dist: {x[8:]}\\n" for x in needs)
    with zipfile.ZipFile(pathlib.Path(folder, name), "w") as wheel:
        info = "stand_in-1.dist-info"
        wheel.writestr("stand_in.pth", str(pathlib.Path.cwd()))
        wheel.writestr(f"{info}/METADATA", metadata)
        wheel.writestr(
            f"{info}/WHEEL",
            "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\n"
            "Tag: py3-none-any\\n",
        )
        wheel.writestr(f"{info}/RECORD", "")
    return name
'''

MAIN = """\
import os, sys
print("main", *sys.argv[1:], "in", sys.prefix)
print("display", os.environ.get("DISPLAY"), os.environ.get("WAYLAND_DISPLAY"))
"""


class Checkout:
    """A small project with the real script, as a user has it on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.venv = root / ".venv"
        (root / ".ci").mkdir()
        (root / ".ci" / "bootstrap.py").write_bytes(SCRIPT.read_bytes())
        (root / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
        (root / "pyproject.toml").write_text(PROJECT)
        (root / "backend.py").write_text(BACKEND)
        (root / "main.py").write_text(MAIN)

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(self.root / ".ci" / "bootstrap.py"), *arguments]

    def run(
        self, *arguments: str, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            env={**os.environ, "PIP_NO_INDEX": "1", **variables},
            capture_output=True,
            text=True,
            timeout=120,
        )


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout after its first `run`; the tests leave it set up and working."""
    checkout = Checkout(tmp_path_factory.mktemp("a checkout"))
    first = checkout.run("run", "one", "two words")
    assert first.returncode == 0, first.stderr
    assert "Setting Hornbeam up" in first.stdout
    assert f"main one two words in {checkout.venv}" in first.stdout
    return checkout


@pytest.fixture
def pyproject(checkout: Checkout) -> Iterator[Path]:
    path = checkout.root / "pyproject.toml"
    before = path.read_text()
    yield path
    path.write_text(before)


def test_second_start_does_no_set_up(checkout: Checkout) -> None:
    checkout.run("run")
    begin = time.monotonic()
    again = checkout.run("run")
    assert again.stdout.startswith("main in ")
    assert "Setting" not in again.stdout
    assert time.monotonic() - begin < 1


def test_test_needs_its_own_set_up_and_then_covers_run(
    checkout: Checkout, pyproject: Path
) -> None:
    pyproject.write_text(pyproject.read_text() + "# changed\n")
    first = checkout.run("test")
    assert "Setting Hornbeam up" in first.stdout
    assert "No module named pytest" in first.stderr, "pytest is what it ends in"
    assert "Setting" not in checkout.run("test").stdout
    assert "Setting" not in checkout.run("run").stdout


def test_a_changed_project_is_set_up_again(checkout: Checkout, pyproject: Path) -> None:
    checkout.run("run")
    pyproject.write_text(pyproject.read_text() + "# another dependency\n")
    assert "Setting Hornbeam up" in checkout.run("run").stdout
    assert "Setting" not in checkout.run("run").stdout


def test_a_failing_pip_is_one_message_and_keeps_the_environment(
    checkout: Checkout, pyproject: Path
) -> None:
    kept = checkout.venv / "kept"
    kept.touch()
    pyproject.write_text(pyproject.read_text() + "# needs no-such-distribution\n")
    failed = checkout.run("run")
    assert failed.returncode == 2
    assert "Python packages could not be installed" in failed.stderr
    assert "No matching distribution found for no-such-distribution" in failed.stderr
    assert "Traceback" not in failed.stderr + failed.stdout
    pyproject.write_text(PROJECT)
    assert checkout.run("run").returncode == 0
    assert kept.exists()


def test_a_killed_set_up_is_made_anew(checkout: Checkout, pyproject: Path) -> None:
    slow = checkout.root / "slow"
    backend = checkout.root / "backend.py"
    backend.write_text(
        "import os, pathlib, time\n"
        f"if pathlib.Path({str(slow)!r}).exists(): time.sleep(60)\n" + BACKEND
    )
    slow.touch()
    half_done = checkout.venv / "half-written-package"
    half_done.touch()
    pyproject.write_text(pyproject.read_text() + "# changed\n")
    running = subprocess.Popen(
        checkout.command("run"),
        env={**os.environ, "PIP_NO_INDEX": "1"},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 30
    while not (checkout.venv / "hornbeam-unfinished").exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    slow.unlink()
    repaired = checkout.run("run")
    assert "Setting Hornbeam up" in repaired.stdout
    assert f"main in {checkout.venv}" in repaired.stdout
    assert not half_done.exists()


def test_a_removed_interpreter_is_noticed(checkout: Checkout) -> None:
    checkout.run("run")
    env = bootstrap.Environment(checkout.root)
    assert env.is_done("run")
    assert env.is_sound()
    home = env.python.readlink()
    env.python.unlink()
    env.python.symlink_to("/nowhere/python3")
    assert not env.is_done("run")
    assert not env.is_sound()
    env.python.unlink()
    env.python.symlink_to(home)
    assert env.is_done("run")


def test_two_starts_at_once_set_up_once(checkout: Checkout, pyproject: Path) -> None:
    pyproject.write_text(pyproject.read_text() + "# changed again\n")
    both = [
        subprocess.Popen(
            checkout.command("run"),
            env={**os.environ, "PIP_NO_INDEX": "1"},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    outputs = [process.communicate(timeout=120)[0] for process in both]
    assert all("main in" in output for output in outputs)
    assert sum("Setting Hornbeam up" in output for output in outputs) == 1


def test_make_hands_arguments_on(checkout: Checkout) -> None:
    made = subprocess.run(
        ["make", "run", f"PYTHON={sys.executable}", "ARGS='a b.hornbeam' --flag"],
        cwd=checkout.root,
        capture_output=True,
        text=True,
    )
    assert f"main a b.hornbeam --flag in {checkout.venv}" in made.stdout


def test_without_qt_libraries_it_starts_without_a_window(checkout: Checkout) -> None:
    """The real platform plugin far from its own libraries misses some."""
    plugin = real_plugin()
    package = next(checkout.venv.glob("lib/python3*/site-packages")) / "PySide6"
    platforms = package / "Qt" / "plugins" / "platforms"
    platforms.mkdir(parents=True)
    (platforms / "libqxcb.so").write_bytes(plugin.read_bytes())
    (checkout.venv / "hornbeam-qt-done").unlink()
    tools = checkout.root / "tools"
    tools.mkdir()
    for tool in ("ldd", "sh", "bash", "cat"):
        found = Path(bootstrap.shutil.which(tool))
        (tools / tool).symlink_to(found)
    try:
        started = checkout.run(
            "run", PATH=str(tools), DISPLAY=":7", WAYLAND_DISPLAY="w"
        )
    finally:
        bootstrap.shutil.rmtree(package)
    assert "Install the packages that hold libQt6" in started.stderr
    assert "Going on without a window" in started.stderr
    assert "display None None" in started.stdout
    assert "display :7" in checkout.run("run", DISPLAY=":7").stdout


def real_plugin() -> Path:
    if sys.platform != "linux":
        pytest.skip("only Linux leaves libraries to the system")
    import PySide6

    return Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"


def test_every_python_since_3_8_can_read_the_script() -> None:
    ast.parse(SCRIPT.read_text(), feature_version=(3, 8))


@pytest.mark.parametrize("arguments", [[], ["fly"]])
def test_bad_use(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(arguments) == 2
    assert "usage: bootstrap.py run|test|lint" in capsys.readouterr().err


def test_an_old_python_is_passed_over() -> None:
    new = an_interpreter(3, 11, path="/opt/python3.11")
    assert bootstrap.pick([an_interpreter(3, 9), new, an_interpreter(3, 13)]) == new


def test_only_old_pythons_is_a_message_to_act_on() -> None:
    old = [
        an_interpreter(3, 9),
        an_interpreter(3, 10, path="/usr/local/bin/python3.10"),
    ]
    with pytest.raises(bootstrap.SetupError) as error:
        bootstrap.pick(old)
    assert str(error.value).startswith(
        "Python 3.11 or newer is needed, "
        "found 3.9 (/usr/bin/python3), 3.10 (/usr/local/bin/python3.10).\nInstall one"
    )


def test_pythons_asks_those_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "python3.12").symlink_to(sys.executable)
    absent = tmp_path / "python3.13"
    absent.write_text("#!/bin/sh\necho 'python3.13: not installed' >&2; exit 127\n")
    absent.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = list(bootstrap.pythons(bootstrap.Environment(tmp_path)))
    assert [python.path for python in found] == [
        sys.executable,
        str(tmp_path / "python3.12"),
    ]
    assert {python.version for python in found} == {sys.version_info[:2]}


def test_the_environment_itself_is_no_base(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / ".venv" / "bin"
    folder.mkdir(parents=True)
    (folder / "python3").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(sys, "executable", str(folder / "python3"))
    assert list(bootstrap.pythons(bootstrap.Environment(tmp_path))) == []


@pytest.mark.parametrize(
    ("soname", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libGL.so.1", "libgl1"),
        ("libX11.so.6", "libx11-6"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libfontconfig.so.1", "libfontconfig1"),
        ("libfreetype.so.6", "libfreetype6"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libgthread-2.0.so.0", "libglib2.0-0"),
        ("libwayland-cursor.so.0", "libwayland-cursor0"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxcb-icccm.so.4", "libxcb-icccm4"),
        ("libxcb-render-util.so.0", "libxcb-render-util0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ],
)
def test_debian_package_of_a_library(soname: str, package: str) -> None:
    assert bootstrap.apt_package(soname) == package


def test_packages_are_named_once_for_each_manager() -> None:
    missing = ["libxcb-cursor.so.0", "libglib-2.0.so.0", "libgthread-2.0.so.0"]
    assert bootstrap.packages_of("apt-get", missing) == [
        "libglib2.0-0",
        "libxcb-cursor0",
    ]
    assert bootstrap.packages_of("dnf", missing[:1]) == ["libxcb-cursor.so.0()(64bit)"]


def test_missing_libraries_are_those_the_loader_misses(tmp_path: Path) -> None:
    plugin = real_plugin()
    moved = tmp_path / plugin.name
    moved.write_bytes(plugin.read_bytes())
    missing = bootstrap.missing_libraries([moved])
    assert "libQt6Core.so.6" in missing
    assert "libc.so.6" not in missing
    assert bootstrap.missing_libraries([Path(sys.executable).resolve()]) == []
    assert bootstrap.missing_libraries([]) == []


@pytest.mark.parametrize(
    ("sudo", "prefix"),
    [(None, None), ("exit 1", None), ('test "$*" = "-n true"', ["sudo", "-n"])],
)
def test_root_only_without_a_password(
    sudo: str | None,
    prefix: list[str] | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if sudo is not None:
        (tmp_path / "sudo").write_text(f"#!/bin/sh\n{sudo}\n")
        (tmp_path / "sudo").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bootstrap.root_prefix(1000) == prefix
    assert bootstrap.root_prefix(0) == []


def test_without_root_the_command_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "apt-get").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    bare = bootstrap.Interpreter("/usr/bin/python3", (3, 12), False, False)
    with pytest.raises(bootstrap.SetupError) as error:
        bootstrap.make_environment(bootstrap.Environment(tmp_path), bare)
    assert "\n    sudo apt-get install python3.12-venv" in str(error.value)
    dnf = bootstrap.by_hand("dnf", ["libEGL.so.1()(64bit)"])
    assert dnf == "sudo dnf install 'libEGL.so.1()(64bit)'"
